/**
 * A release put together: the table as it would be published, with the audit of what it and all earlier releases of the
 * same people give away, in words. Knows no store, no files and no clock.
 */

import type { Measure } from '#core/datasets/data-set.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import type { Effort } from '#core/disclosure/linear-walk.ts';
import type { DisclosureRules } from '#core/disclosure/rules.ts';
import type { RebasedTable } from '#core/rebase/rebased-table.ts';
import { auditInWords, exposedNumber, givenAway } from '#core/release/audit-words.ts';
import { type CellState, type ProtectedRelease, protectRelease } from '#core/release/protect-release.ts';
import type { AreaSum, Published, ReleaseAudit, ReleasedCell, TotalKind } from '#core/release/release.ts';
import {
  allAreasSum,
  cellId,
  type EarlierRelease,
  type PreparedRelease,
  type PreparedTable,
  prepareTables,
} from '#core/release/release-tables.ts';

export type ReleaseInput = {
  /** Of the measures that are wanted, and of those that earlier releases published. */
  readonly table: RebasedTable;
  readonly residence: ResidenceTable | null;
  /** Ids of the measures to be published: counts, proportions and rates. */
  readonly measures: readonly string[];
  readonly totals: readonly TotalKind[];
  /** Regions with their areas, in case they are wanted. */
  readonly regions: readonly AreaSum[];
  readonly rules: DisclosureRules;
  readonly withhold: readonly string[];
  readonly earlier: readonly EarlierRelease[];
  /** What was taken for granted before, in sentences. */
  readonly assumptions?: readonly string[];
  /** What may be spent; what is usual when left out. @units entries of systems */
  readonly mostEffort?: number;
};

export type Composed = { readonly published: Published; readonly audit: ReleaseAudit };

/** Rounds of withholding before it is given up: each takes back what the round before left. */
const mostRounds = 6;

/**
 * What is spent on one release, all its tables and rounds of withholding together: a few seconds. A release that needs
 * more is not called safe.
 * @units entries of systems
 */
const usualEffort = 6_000_000_000;

/**
 * The release as it would be published. It is safe when everything was looked at to the end, no small number is left
 * that a reader could tell more of than that it is hidden, and nothing that is implied tells too much; what earlier
 * releases give away by themselves is said, and does not count against this one. Without protection it is always safe:
 * somebody answers for it by name.
 * @source docs/methods/suppression.md, docs/methods/implied-areas.md
 */
export function composeRelease(input: ReleaseInput): Composed {
  const areaSums = [
    ...(input.totals.includes('regions') ? input.regions : []),
    ...(input.totals.includes('all-areas') ? [allAreasSum(input.table.target.codes)] : []),
  ];
  const withGroupSums = input.totals.includes('all-groups');
  const { table, residence, measures, earlier } = input;
  const prepared = prepareTables({ table, residence, measures, areaSums, withGroupSums, earlier });
  const effort = { left: input.mostEffort ?? usualEffort };
  const first = audited(prepared, input, new Set(input.withhold), effort);
  const mayPropose = !first.isSafe && first.isComplete && input.rules.kind !== 'none';
  const proposal = mayPropose ? proposedWithholding(prepared, input, first, effort) : [];
  const published = publishedOf(input, prepared, areaSums, first.states);
  return { published, audit: auditOf(input, prepared, published, first, proposal) };
}

type Audited = {
  readonly tables: readonly { readonly table: PreparedTable; readonly found: ProtectedRelease }[];
  /** By id of the period and of the cell. */
  readonly states: ReadonlyMap<string, CellState>;
  readonly isComplete: boolean;
  readonly isSafe: boolean;
};

function audited(
  prepared: PreparedRelease,
  { rules, earlier }: Pick<ReleaseInput, 'rules' | 'earlier'>,
  withheld: ReadonlySet<string>,
  effort: Effort,
): Audited {
  const states = new Map<string, CellState>();
  const tables = prepared.tables.map((table) => {
    const wanted = table.wanted.map((cell) => ({
      ...cell,
      isWithheld: cell.isWithheld || withheld.has(table.names.get(cell.id)?.area ?? ''),
    }));
    const found = protectRelease({ ...table, wanted }, rules, effort);
    for (const [id, state] of found.states) states.set(`${table.period.id} ${id}`, state);
    return { table, found };
  });
  const isComplete =
    prepared.isNested && earlier.every(({ isWhole }) => isWhole) && tables.every(({ found }) => found.isComplete);
  const isQuiet = tables.every(
    ({ found }) => found.exposed.every((one) => one.isOld) && found.implied.every((one) => one.isOld),
  );
  return { tables, states, isComplete, isSafe: rules.kind === 'none' || (isComplete && isQuiet) };
}

/** Codes that, withheld as well, were shown to make it safe; none when none were found. */
function proposedWithholding(prepared: PreparedRelease, input: ReleaseInput, first: Audited, effort: Effort): string[] {
  const chosen = new Set<string>();
  let last = first;
  for (let round = 0; round < mostRounds; round++) {
    const before = chosen.size;
    for (const { table, found } of last.tables)
      for (const id of toWithhold(found)) chosen.add(table.names.get(id)?.area ?? '');
    if (chosen.size === before) return [];
    last = audited(prepared, input, new Set([...input.withhold, ...chosen]), effort);
    if (last.isSafe) return [...chosen].sort();
  }
  return [];
}

/** Ids of cells: those that the plan names; where it has nothing to do, of each exposed number the smallest that gives it away. */
function toWithhold(found: ProtectedRelease): readonly string[] {
  if (found.withhold.length > 0) return found.withhold;
  return found.exposed
    .filter((one) => !one.isOld)
    .flatMap(({ givenAwayBy }) => smallestGiver(givenAwayBy, found) ?? []);
}

function smallestGiver(ids: readonly string[], { states }: ProtectedRelease): string | undefined {
  const own = ids.flatMap((id) => {
    const state = states.get(id);
    return state === undefined || state.hidden !== null ? [] : [{ id, count: state.count }];
  });
  return own.sort((a, b) => a.count - b.count || (a.id < b.id ? -1 : 1))[0]?.id;
}

function publishedOf(
  { table, measures }: ReleaseInput,
  { counted, estimated, groupSums }: PreparedRelease,
  areaSums: readonly AreaSum[],
  states: ReadonlyMap<string, CellState>,
): Published {
  const { target, dataSet } = table;
  const place = new Map(target.codes.map((code, area) => [code, area]));
  const areas = [
    ...target.codes.map((code, area) => ({ code, name: target.names[area] ?? null, members: [code] })),
    ...areaSums,
  ];
  const periods = [...new Set(table.columns.map(({ period }) => period))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const wanted = dataSet.measures.filter(({ id }) => measures.includes(id));
  const cells = periods.flatMap((period) => {
    const isEstimated = estimated.get(period.id);
    const stateOf = (area: string, id: string) => states.get(`${period.id} ${cellId(null, area, id)}`);
    const cellsOf = (id: string, tell: (area: string) => Told): ReleasedCell[] =>
      areas.map(({ code, name, members }) => {
        const exact = members.every((member) => isEstimated?.[place.get(member) ?? -1] !== 1);
        return { area: code, areaName: name, measure: id, period: period.id, exact, ...tell(code) };
      });
    const ofMeasures = wanted.flatMap((measure) => {
      const of = counted.get(period.id)?.of.get(measure.id);
      if (of === undefined) return [];
      return cellsOf(measure.id, (area) => {
        const above = stateOf(area, of.above);
        return of.below === null ? toldCount(above) : toldRatio(measure, above, stateOf(area, of.below));
      });
    });
    return [...ofMeasures, ...groupSums.flatMap(({ id }) => cellsOf(id, (area) => toldCount(stateOf(area, id))))];
  });
  const below = new Set(wanted.map(({ denominator }) => denominator));
  const toldMeasures = dataSet.measures.filter((one) => measures.includes(one.id) || below.has(one.id));
  return { cells, areaSums, groupSums, measures: toldMeasures, periods };
}

type Told = Pick<ReleasedCell, 'shown' | 'hidden' | 'denominator'>;

function toldCount(state: CellState | undefined): Told {
  if (state === undefined) return { shown: null, hidden: 'not-known', denominator: null };
  return { shown: state.shown, hidden: state.hidden, denominator: null };
}

/** A rate is worked out from its numerator and denominator as they are shown, so that it tells nothing more than these. */
function toldRatio(measure: Measure, above: CellState | undefined, below: CellState | undefined): Told {
  const denominator = below?.shown ?? null;
  if (above === undefined || below === undefined) return { shown: null, hidden: 'not-known', denominator };
  if (above.shown === null) return { shown: null, hidden: above.hidden, denominator };
  if (denominator === null) return { shown: null, hidden: below.hidden, denominator };
  if (denominator === 0) return { shown: null, hidden: 'not-known', denominator };
  const ratio = (above.shown / denominator) * measure.multiplier;
  return { shown: Number(ratio.toFixed(decimalsOf(measure))), hidden: null, denominator };
}

/** Decimals of a published proportion or rate. */
function decimalsOf({ multiplier }: Pick<Measure, 'multiplier'>): number {
  return multiplier >= 100 ? 1 : multiplier >= 10 ? 2 : 4;
}

function auditOf(
  { table, rules, earlier, measures, assumptions = [] }: ReleaseInput,
  prepared: PreparedRelease,
  { cells }: Published,
  found: Audited,
  withhold: readonly string[],
): ReleaseAudit {
  const implied = found.tables.flatMap(({ table: one, found: { implied: areas } }) =>
    areas.map((area) => ({ isOld: area.isOld, told: givenAway(area, one) })),
  );
  const exposed = found.tables.flatMap(({ table: one, found: { exposed: numbers } }) =>
    numbers.map((number) => ({ isOld: number.isOld, told: exposedNumber(number, one) })),
  );
  const newFirst = (a: { isOld: boolean }, b: { isOld: boolean }) => Number(a.isOld) - Number(b.isOld);
  const bare: Omit<ReleaseAudit, 'words'> = {
    isSafe: found.isSafe,
    cells: cells.length,
    small: cells.filter(({ hidden }) => hidden === 'small').length,
    hiddenToProtect: cells.filter(({ hidden }) => hidden === 'protects').length,
    exposed: exposed.sort(newFirst).map(({ told: one }) => one),
    implied: implied.sort(newFirst).map(({ told: one }) => one),
    withhold,
    earlier: earlier.map(({ id, title, on, published }) => ({ id, title, on, cells: published.cells.length })),
    isComplete: found.isComplete,
    assumptions: [...aboutRates(table, measures), ...prepared.assumptions, ...assumptions, ...table.assumptions],
  };
  const given = {
    isDivided: found.tables.some(({ found: { isDivided } }) => isDivided),
    isNested: prepared.isNested,
    old: [...implied, ...exposed].filter(({ isOld }) => isOld).length,
  };
  return { ...bare, words: auditInWords(bare, rules, table.dataSet.measures, given) };
}

function aboutRates({ dataSet }: RebasedTable, measures: readonly string[]): string[] {
  const ratios = dataSet.measures.filter(({ id, kind }) => measures.includes(id) && kind !== 'count');
  if (ratios.length === 0) return [];
  const decimals = [...new Set(ratios.map(decimalsOf))].sort().join(' or ');
  return [
    `Proportions and rates are worked out from their numerators and denominators as these are published, and stated to ${decimals} ${decimals === '1' ? 'decimal' : 'decimals'}: they tell no more than those.`,
  ];
}
