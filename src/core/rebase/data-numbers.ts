/**
 * The numbers of a data set as the rebase takes them: in the order of areas, ratios taken apart into numerators and
 * denominators. A denominator that a ratio lacks may be assumed, and is then said to be.
 */

import { columnOf, type DataSet, type Measure } from '#core/datasets/data-set.ts';
import type { Areas } from '#core/rebase/areas.ts';
import type { Numbers } from '#core/rebase/rebase.ts';

/** How measures of a period go together: those of one group move at once. */
export type MeasureGroup = {
  readonly kind: Numbers['kind'];
  /** Places in the data set's measures. */
  readonly measures: readonly number[];
};

/** The measures by kind, in the order in which the kinds come; an index is no group. */
export function groupsOf(dataSet: DataSet, measures: readonly number[]): MeasureGroup[] {
  const byKind = Map.groupBy(measures, (measure) => (dataSet.measures[measure] as Measure).kind);
  return [...byKind].map(([kind, group]) => ({ kind, measures: group }));
}

/** Place of each area of the data set among the areas; -1: not among them. @shape areas of the data set */
export function placesIn(areas: Areas, keys: readonly string[]): Int32Array {
  const place = new Map(areas.keys.map((key, at) => [key, at]));
  return Int32Array.from(keys, (key) => place.get(key) ?? -1);
}

/** Areas of the data set that have a number of these measures in the period and no place; by their places in the data set. */
export function strandedAreas(
  dataSet: DataSet,
  measures: readonly number[],
  period: number,
  places: Int32Array,
): number[] {
  const columns = measures.map((measure) => columnOf(dataSet, measure, period).values);
  return [...places.keys()].filter(
    (area) => places[area] === -1 && columns.some((values) => !Number.isNaN(values[area])),
  );
}

/**
 * The numbers of a group in a period, measure after measure; NaN where the data set has none. `assumed` are denominators for
 * ratios that have none, by area.
 */
export function numbersOf(
  dataSet: DataSet,
  { kind, measures }: MeasureGroup,
  period: number,
  places: Int32Array,
  areas: number,
  assumed: Float64Array | null,
): Numbers {
  const values = new Float64Array(measures.length * areas).fill(Number.NaN);
  const denominators = isRatio(kind) ? new Float64Array(values.length).fill(Number.NaN) : values;
  for (const [at, measure] of measures.entries()) {
    spread(columnOf(dataSet, measure, period).values, places, values.subarray(at * areas));
    if (!isRatio(kind)) continue;
    const below = denominators.subarray(at * areas, (at + 1) * areas);
    const { denominator } = dataSet.measures[measure] as Measure;
    const under = denominator === null ? -1 : dataSet.measures.findIndex((one) => one.id === denominator);
    if (under >= 0) spread(columnOf(dataSet, under, period).values, places, below);
    else if (assumed !== null) below.set(assumed);
    takeApart(dataSet.measures[measure] as Measure, values.subarray(at * areas, (at + 1) * areas), below);
  }
  switch (kind) {
    case 'count':
    case 'money':
    case 'index':
      return { kind, values };
    case 'mean':
      return { kind, values, denominators };
    case 'proportion':
    case 'rate':
      return { kind, numerators: values, denominators };
    default:
      return kind satisfies never;
  }
}

/** True when it moves as numerator and denominator. */
export function isRatio(kind: Numbers['kind']): boolean {
  return kind === 'proportion' || kind === 'rate' || kind === 'mean';
}

function spread(from: Float64Array, places: Int32Array, to: Float64Array): void {
  for (let area = 0; area < places.length; area++) {
    const place = places[area] as number;
    if (place >= 0) to[place] = from[area] as number;
  }
}

/** Ratios become numerators, and totals become means, in place. */
function takeApart({ kind, holds, multiplier }: Measure, values: Float64Array, denominators: Float64Array): void {
  for (let area = 0; area < values.length; area++) {
    const value = values[area] as number;
    const below = denominators[area] as number;
    if (kind === 'mean') {
      if (holds === 'numerator') values[area] = below === 0 ? 0 : value / below;
    } else if (holds === 'value') values[area] = (value / multiplier) * below;
  }
}
