/** Small releases for tests: blocks with counts, areas as lists of blocks, and what a reader of all releases can work out. */

import type { DataSet, Measure } from '#core/datasets/data-set.ts';
import { makeTable } from '#core/disclosure/count-table.ts';
import { type DisclosureRules, type Range, rangeOfHidden, rangeOfShown } from '#core/disclosure/rules.ts';
import { triedBounds } from '#core/disclosure/test-oracle.ts';
import type { Areas } from '#core/rebase/areas.ts';
import { makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { type Numbers, rebase } from '#core/rebase/rebase.ts';
import type { RebasedColumn, RebasedTable } from '#core/rebase/rebased-table.ts';
import { type Composed, composeRelease, type ReleaseInput } from '#core/release/compose-release.ts';
import type { EarlierRelease } from '#core/release/release-tables.ts';
import { isoDate } from '#std/iso-date.ts';

export const hideToSeven: DisclosureRules = { kind: 'suppress', from: 1, to: 7, base: 1 };

/** A measure, its numbers by block; `null`: not known. */
export type TinyMeasure = Partial<Measure> & { readonly id: string; readonly values: readonly (number | null)[] };

/** Areas by code: the numbers of their parts of the land. */
export type TinyAreas = Readonly<Record<string, readonly number[]>>;

const period = {
  id: '2024',
  kind: 'year' as const,
  title: '2024',
  from: isoDate('2024-01-01'),
  to: isoDate('2025-01-01'),
};

/** Areas of these parts. */
export function tinyAreas(areas: TinyAreas, parts: number): Areas {
  const codes = Object.keys(areas);
  const areaOfPart = new Int32Array(parts).fill(-1);
  for (const [area, code] of codes.entries()) for (const part of areas[code] ?? []) areaOfPart[part] = area;
  return { keys: codes, codes, names: codes.map((code) => code.toUpperCase()), areaOfPart };
}

/** Measures of blocks on areas. `blockOfPart`: the block of each part of the land; else each block is a part. */
export function tinyTable(
  measures: readonly TinyMeasure[],
  areas: TinyAreas,
  blockOfPart?: readonly number[],
): RebasedTable {
  const blocks = measures[0]?.values.length ?? 0;
  const blockOf = Int32Array.from(blockOfPart ?? Array.from({ length: blocks }, (_, block) => block));
  const codes = Array.from({ length: blocks }, (_, block) => `b${block}`);
  const source: Areas = { keys: codes, codes, names: codes.map(() => null), areaOfPart: blockOf };
  const target = tinyAreas(areas, blockOf.length);
  const ones = new Float64Array(blockOf.length).fill(1);
  const weights = {
    id: 'even',
    title: 'Even',
    source: null,
    weights: { title: 'Even', ofPart: ones, isLand: new Uint8Array(ones.length).fill(1) },
  };
  const full = measures.map(measureOf);
  const columnOf = (id: string) =>
    Float64Array.from(measures.find((one) => one.id === id)?.values ?? [], (value) => value ?? Number.NaN);
  const crosswalk = makeCrosswalk({ source, target, weights: weights.weights });
  const use = { kind: 'blocks' as const, geography: 'g' as never };
  const columns = full.map((measure): RebasedColumn => {
    const numbers: Numbers =
      measure.denominator === null || measure.kind === 'count'
        ? { kind: 'count', values: columnOf(measure.id) }
        : { kind: 'proportion', numerators: columnOf(measure.id), denominators: columnOf(measure.denominator) };
    const rebased = rebase(crosswalk, numbers);
    if (!rebased.ok) throw new Error(rebased.refusal.detail);
    const moved = { rebased: rebased.value, together: rebased.value };
    return { measure, period, use, source, crosswalk, numbers, ...moved, at: 0, weights, isAssumed: false };
  });
  const dataSet = { statement: { id: 'tiny' }, measures: full, periods: [period] } as unknown as DataSet;
  const on = isoDate('2024-04-01');
  const to = { kind: 'tier' as const, tier: 'icb' as const, on };
  const timeline = undefined as never;
  return { timeline, dataSet, to, target, targetTitle: 'Areas', on, weights, columns, assumptions: [], sources: [] };
}

function measureOf({ values: _, ...given }: TinyMeasure): Measure {
  return {
    title: given.id,
    kind: 'count',
    unit: 'people',
    family: 'people',
    breakdown: {},
    denominator: null,
    multiplier: 1,
    holds: 'value',
    ...given,
  };
}

/** The release of a table; of all its measures unless they are named. */
export function tinyRelease(table: RebasedTable, more: Partial<ReleaseInput> = {}): Composed {
  return composeRelease({
    table,
    residence: null,
    measures: table.dataSet.measures.map(({ id }) => id),
    totals: [],
    regions: [],
    rules: hideToSeven,
    withhold: [],
    earlier: [],
    ...more,
  });
}

/** A release as a later one sees it. */
export function asEarlier(
  id: string,
  table: RebasedTable,
  { published }: Composed,
  rules: DisclosureRules = hideToSeven,
): EarlierRelease {
  return { id, title: id, on: '2024-04-01', rules, areas: table.target, isWhole: true, published };
}

/** `shown` null: hidden; undefined: not told at all. */
export type Told = {
  readonly units: readonly number[];
  readonly shown: number | null | undefined;
  readonly rules: DisclosureRules;
};

/**
 * What a reader who tries every whole-number table can still think of each number told: the lowest and highest count, up
 * to `most` in a piece. Numbers that are hidden are known to be hidden.
 */
export function readerBounds(unitCounts: readonly number[], told: readonly Told[], most: number): Range[] {
  const table = makeTable(
    unitCounts,
    told.map(({ units }, at) => ({ id: `${at}`, units, role: 'shown' })),
  );
  const knowledge = told.map(({ shown, rules }, at): Range => {
    if (shown === undefined) return { low: 0, high: Number.POSITIVE_INFINITY };
    return shown === null ? rangeOfHidden(rules) : rangeOfShown(table.counts[at] as number, rules);
  });
  return triedBounds(table, knowledge, Math.max(most, ...table.pieceCounts.map((count) => count + 2)));
}
