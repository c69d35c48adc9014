/**
 * What is wanted of a release, and what earlier releases told of the same people, as tables over common units: one table
 * for each period and family of measures. A unit is a kind of people in a place. Hides nothing yet.
 */

import type { Measure, Period } from '#core/datasets/data-set.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import type { DisclosureRules } from '#core/disclosure/rules.ts';
import type { Areas } from '#core/rebase/areas.ts';
import { type Crosswalk, makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { isPractices } from '#core/rebase/data-crosswalks.ts';
import { crosswalkByCommissioner, crosswalkByResidence } from '#core/rebase/practice-areas.ts';
import type { RebasedColumn, RebasedTable } from '#core/rebase/rebased-table.ts';
import { type Counted, type CountedMeasures, countedMeasures } from '#core/release/counted-measures.ts';
import { estimatedAreas, type Ground, makeGround, placesOf, spreadWhole } from '#core/release/ground.ts';
import { type People, peopleOf } from '#core/release/people.ts';
import type { EarlierCell, WantedCell } from '#core/release/protect-release.ts';
import { type AreaSum, allAreasCode, type GroupSum, type Published } from '#core/release/release.ts';
import { restsIn } from '#core/release/rests.ts';
import { toldBefore } from '#core/release/told-before.ts';

/** A release of the past, on the land as it is cut now. */
export type EarlierRelease = {
  readonly id: string;
  readonly title: string;
  readonly on: string;
  readonly rules: DisclosureRules;
  /** Its areas, by the parts of this register's land. */
  readonly areas: Areas;
  /** False: some of its land was not found again, so that nothing can be proven beside it. */
  readonly isWhole: boolean;
  readonly published: Published;
};

export type TablesQuestion = {
  /** Of all measures that are wanted, and those that earlier releases published. */
  readonly table: RebasedTable;
  readonly residence: ResidenceTable | null;
  /** Ids of the measures to be published. */
  readonly measures: readonly string[];
  readonly areaSums: readonly AreaSum[];
  /** Whether sums over all groups are wanted too. */
  readonly withGroupSums: boolean;
  readonly earlier: readonly EarlierRelease[];
};

/** What a cell is called: in reports, and in the table. */
export type CellName = {
  readonly area: string;
  readonly areaName: string;
  /** Id of the count. */
  readonly counted: string;
  /** `Leeds`, or `Leeds, aged 65 and over` in a table of several measures. */
  readonly title: string;
  /** Null: of this release. */
  readonly release: string | null;
};

export type PreparedTable = {
  readonly period: Period;
  readonly family: string;
  readonly unitCounts: Float64Array;
  /** Numbers that are known. */
  readonly wanted: readonly WantedCell[];
  readonly earlier: readonly EarlierCell[];
  readonly parts: readonly (readonly string[])[];
  readonly names: ReadonlyMap<string, CellName>;
  /** Areas of the data set with people in any of the units. */
  blocksOf(units: readonly number[]): number;
};

export type PreparedRelease = {
  readonly tables: readonly PreparedTable[];
  /** The counts behind each measure, by id of the period. */
  readonly counted: ReadonlyMap<string, CountedMeasures>;
  /** By id of the period: 1 for each area whose numbers are estimated. */
  readonly estimated: ReadonlyMap<string, Uint8Array>;
  readonly groupSums: readonly GroupSum[];
  readonly assumptions: readonly string[];
  /** False: how some measures overlap cannot be told. */
  readonly isNested: boolean;
};

/** The id of a cell of this release, or of an earlier one. */
export function cellId(release: string | null, area: string, counted: string): string {
  return `${release ?? 'this'} ${area} ${counted}`;
}

/** The tables, by period and then family. Linear in the parts of the land, and in the cells times their units. */
export function prepareTables(question: TablesQuestion): PreparedRelease {
  const { table, residence } = question;
  const tables: PreparedTable[] = [];
  const counted = new Map<string, CountedMeasures>();
  const estimated = new Map<string, Uint8Array>();
  const groupSums = new Map<string, GroupSum>();
  const assumptions = new Set<string>();
  let isNested = true;
  const grounds = new Map<string, Ground>();
  for (const [period, columns] of Map.groupBy(table.columns, (one) => one.period.id)) {
    const [first] = columns;
    if (first === undefined) continue;
    const earlier = question.earlier.filter((one) => one.published.cells.some((cell) => cell.period === period));
    const key = JSON.stringify([first.use, first.weights.id, earlier.map(({ id }) => id)]);
    const ground = grounds.get(key) ?? groundOf(table, residence, first, earlier);
    grounds.set(key, ground);
    const counts = countedMeasures(columns, table.dataSet.measures);
    counted.set(period, counts);
    estimated.set(period, estimatedAreas(ground, table.target.keys.length));
    if (counts.isRounded) assumptions.add('Counts that were not whole were taken as the nearest whole number.');
    const scene: Scene = { question, first, earlier, ground, counts, groupSums };
    for (const family of new Set([...counts.counts.values()].map((one) => one.family))) {
      const prepared = tableOf(scene, family);
      if (prepared === null) continue;
      tables.push(prepared.table);
      for (const sentence of prepared.people.assumptions) assumptions.add(sentence);
      isNested &&= prepared.people.isNested;
    }
  }
  return { tables, counted, estimated, groupSums: [...groupSums.values()], assumptions: [...assumptions], isNested };
}

type Scene = {
  readonly question: TablesQuestion;
  readonly first: RebasedColumn;
  readonly earlier: readonly EarlierRelease[];
  readonly ground: Ground;
  readonly counts: CountedMeasures;
  readonly groupSums: Map<string, GroupSum>;
};

function groundOf(
  table: RebasedTable,
  residence: ResidenceTable | null,
  { use, source, weights: { weights } }: RebasedColumn,
  earlier: readonly EarlierRelease[],
): Ground {
  const { timeline, on } = table;
  const places = placesOf([table.target, ...earlier.map(({ areas }) => areas)]);
  const given = { timeline, source, target: places.areas, weights };
  let crosswalk: Crosswalk;
  if (!isPractices(use)) crosswalk = makeCrosswalk(given);
  else if (residence === null) crosswalk = crosswalkByCommissioner({ ...given, stated: use.on, on });
  else crosswalk = crosswalkByResidence(given, residence);
  return makeGround(crosswalk, places);
}

function tableOf(scene: Scene, family: string): { table: PreparedTable; people: People } | null {
  const { question, ground, counts, first } = scene;
  const members = [...counts.counts.values()].filter((one) => one.family === family);
  const wantedIds = wantedCounts(question.measures, counts);
  const wantedMembers = members.filter((one) => wantedIds.has(one.id));
  if (wantedMembers.length === 0) return null;
  const people = peopleOf(members);
  const unitCounts = unitCountsOf(ground, people);
  const kindsOf = new Map(people.kindsOf);
  const sum = question.withGroupSums
    ? groupSumOf(family, wantedMembers, people, question.table.dataSet.measures)
    : null;
  if (sum !== null && people.everybody !== null) {
    kindsOf.set(sum.id, people.everybody);
    scene.groupSums.set(sum.id, sum);
  }
  const titles = new Map<string, string>(members.map((one) => [one.id, one.title]));
  if (sum !== null) titles.set(sum.id, sum.title);
  const unknown = unknownPlaces(ground, members);
  const names = new Map<string, CellName>();
  const unitsOf = (set: number, areas: ReadonlySet<number>, kinds: readonly number[]) =>
    unitsIn(ground, people.kinds, set, areas, kinds);
  const kinds = (id: string) => kindsOf.get(id) ?? [];
  const rests = people.isNested ? restsIn(kindsOf, counts, question.table.dataSet.measures) : [];
  const columns = [
    ...wantedMembers.map(({ id, title }) => ({ id, title, counts: [id], kinds: kinds(id), isWithheld: false })),
    ...(sum === null ? [] : [{ ...sum, counts: sum.measures, kinds: kinds(sum.id), isWithheld: false }]),
    // Told by a difference alone, so protected, and shown nowhere: also where only one side of the difference is new.
    ...rests
      .filter(({ counts: sides }) => sides.some((side) => wantedIds.has(side)))
      .map((rest) => ({ ...rest, isWithheld: true })),
  ];
  const wanted = wantedAreas(question, first).flatMap(({ code, name, areas }): WantedCell[] =>
    columns.flatMap((column) => {
      if (areas.size === 0 || isUnknownIn(ground, unknown, 0, areas, column.counts)) return [];
      const id = cellId(null, code, column.id);
      const title = members.length === 1 ? name : `${name}, ${column.title}`;
      names.set(id, { area: code, areaName: name, counted: column.id, title, release: null });
      return [{ id, units: unitsOf(0, areas, column.kinds), isWithheld: column.isWithheld }];
    }),
  );
  const earlier = scene.earlier.flatMap((release, at): EarlierCell[] =>
    toldBefore(release, first.period.id, counts, question.table.dataSet.measures).flatMap((cell) => {
      const rest = rests.find(({ measure }) => measure === cell.restOf);
      const isHere = cell.counts.every((one) => titles.has(one)) && (cell.restOf === null || rest !== undefined);
      if (!isHere || cell.areas.size === 0 || isUnknownIn(ground, unknown, at + 1, cell.areas, cell.counts)) return [];
      const id = cellId(release.id, cell.area, rest?.id ?? cell.counted);
      const told = rest?.title ?? titles.get(cell.counted) ?? 'all groups';
      const title = members.length === 1 ? cell.name : `${cell.name}, ${told}`;
      names.set(id, { area: cell.area, areaName: cell.name, counted: cell.counted, title, release: release.id });
      const units = unitsOf(at + 1, cell.areas, rest?.kinds ?? [...new Set(cell.counts.flatMap(kinds))]);
      return [{ id, units, isHidden: cell.isHidden, isUntold: rest !== undefined, rules: release.rules }];
    }),
  );
  const table: PreparedTable = {
    period: first.period,
    family,
    unitCounts,
    wanted,
    earlier,
    parts: idsByCount(wanted, names),
    names,
    blocksOf: (units) =>
      new Set(units.flatMap((unit) => ground.sourcesOfPlace[Math.floor(unit / people.kinds)] ?? [])).size,
  };
  return { table, people };
}

function idsByCount(wanted: readonly WantedCell[], names: ReadonlyMap<string, CellName>): string[][] {
  const byCount = Map.groupBy(wanted, ({ id }) => names.get(id)?.counted);
  return [...byCount.values()].map((cells) => cells.map(({ id }) => id));
}

/** Ids of the counts that are told when the measures are published. */
function wantedCounts(measures: readonly string[], { of }: CountedMeasures): Set<string> {
  return new Set(
    measures.flatMap((id) => {
      const counts = of.get(id);
      return counts === undefined ? [] : [counts.above, ...(counts.below === null ? [] : [counts.below])];
    }),
  );
}

function unitCountsOf({ places, ...ground }: Ground, { kinds, counts }: People): Float64Array {
  const unitCounts = new Float64Array(places * kinds);
  for (const [kind, values] of counts.entries()) {
    const spread = spreadWhole({ places, ...ground }, values);
    for (let place = 0; place < places; place++) unitCounts[place * kinds + kind] = spread.counts[place] as number;
  }
  return unitCounts;
}

function unknownPlaces(ground: Ground, members: readonly Counted[]): ReadonlyMap<string, Uint8Array> {
  return new Map(members.map((one) => [one.id, spreadWhole(ground, one.values).isUnknown]));
}

function isUnknownIn(
  { areaOfPlace, places }: Ground,
  unknown: ReadonlyMap<string, Uint8Array>,
  set: number,
  areas: ReadonlySet<number>,
  counts: readonly string[],
): boolean {
  const of = areaOfPlace[set];
  for (let place = 0; place < places; place++) {
    if (!areas.has(of?.[place] ?? -1)) continue;
    if (counts.some((id) => unknown.get(id)?.[place] !== 0)) return true;
  }
  return false;
}

function unitsIn(
  { areaOfPlace, places }: Ground,
  kinds: number,
  set: number,
  areas: ReadonlySet<number>,
  wanted: readonly number[],
): Int32Array {
  const units: number[] = [];
  for (let place = 0; place < places; place++)
    if (areas.has(areaOfPlace[set]?.[place] ?? -1)) for (const kind of wanted) units.push(place * kinds + kind);
  return Int32Array.from(units);
}

type WantedArea = { readonly code: string; readonly name: string; readonly areas: ReadonlySet<number> };

/** Areas that have land, all of it in the data set's areas; then the sums, of which none may lack a member. */
function wantedAreas({ table: { target }, areaSums }: TablesQuestion, { crosswalk }: RebasedColumn): WantedArea[] {
  const isCovered = new Uint8Array(target.keys.length);
  for (const area of crosswalk.targetOf) if (area < isCovered.length) isCovered[area] = 1;
  for (const [area, weight] of crosswalk.uncovered.entries()) if (weight !== 0) isCovered[area] = 0;
  const single = target.codes.map((code, area): WantedArea => {
    const areas = new Set(isCovered[area] === 1 ? [area] : []);
    return { code, name: target.names[area] ?? code, areas };
  });
  const place = new Map(target.codes.map((code, area) => [code, area]));
  const sums = areaSums.map(({ code, name, members }): WantedArea => {
    const areas = members.flatMap((member) => place.get(member) ?? []);
    const withLand = areas.filter((area) => crosswalk.targetOf.includes(area) || crosswalk.uncovered[area] !== 0);
    return { code, name, areas: new Set(withLand.every((area) => isCovered[area] === 1) ? withLand : []) };
  });
  return [...single, ...sums];
}

/** The sum over all groups, when there is no total among the measures and the groups are a division of everybody. */
function groupSumOf(
  family: string,
  wanted: readonly Counted[],
  people: People,
  measures: readonly Measure[],
): GroupSum | null {
  const groups = wanted.filter((one) => measures.some(({ id, kind }) => id === one.id && kind === 'count'));
  if (people.everybody === null || groups.some((one) => Object.keys(one.breakdown).length === 0)) return null;
  const keys = new Set(groups.map((one) => Object.keys(one.breakdown).sort().join()));
  if (groups.length < 2 || keys.size > 1) return null;
  const kinds = new Set(groups.flatMap((one) => people.kindsOf.get(one.id) ?? []));
  if (kinds.size < people.kinds) return null;
  const slug = family
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return { id: `${slug}-all-groups`, title: `${family}, all groups`, measures: groups.map((one) => one.id) };
}

/** All areas together, over the areas of these codes. */
export function allAreasSum(codes: readonly string[]): AreaSum {
  return { code: allAreasCode, name: 'All areas together', members: codes };
}
