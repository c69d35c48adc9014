/**
 * Columns of two data sets that hold the same numbers of the same areas, whatever they are called: what was released of
 * one was released of the other. Does not find numbers that were worked out from each other.
 */

import { columnOf, type DataSet, type GeographyUse } from '#core/datasets/data-set.ts';
import type { Published } from '#core/release/release.ts';

/** A column by its measure and its period. */
type ColumnName = { readonly measure: string; readonly period: string };

/** By column of the other data set, as `columnKey`: the column of the first that holds the same. */
export type SameColumns = ReadonlyMap<string, ColumnName>;

/**
 * The columns of `other` of which `dataSet` has the same: of one kind of measure, known for the same areas of one geography,
 * with equal values and equal denominators. Columns of which no value is above 0 are left out. The first column that is the
 * same counts. Linear in the values of both.
 */
export function sameColumns(dataSet: DataSet, other: DataSet): SameColumns {
  const own = new Map<string, ColumnName>();
  for (const [name, text] of columnTexts(dataSet)) if (!own.has(text)) own.set(text, name);
  const found = new Map<string, ColumnName>();
  for (const [name, text] of columnTexts(other)) {
    const same = own.get(text);
    if (same !== undefined) found.set(columnKey(name), same);
  }
  return found;
}

/** What was published of the other data set, as published of the first, in so far as the columns are the same. */
export function publishedOfSame(published: Published, same: SameColumns, { measures, periods }: DataSet): Published {
  const groupSums = published.groupSums.flatMap((sum) => {
    const parts = published.periods.map(({ id }) =>
      sum.measures.flatMap((measure) => same.get(columnKey({ measure, period: id }))?.measure ?? []),
    );
    const whole = parts.find(({ length }) => length === sum.measures.length);
    return whole === undefined ? [] : [{ ...sum, measures: whole }];
  });
  const cells = published.cells.flatMap((cell) => {
    const column = same.get(columnKey(cell));
    if (column !== undefined) return [{ ...cell, ...column }];
    const sum = published.groupSums.find(({ id }) => id === cell.measure);
    const parts = sum?.measures.map((measure) => same.get(columnKey({ measure, period: cell.period }))) ?? [];
    const [first] = parts;
    const isWhole = groupSums.some(({ id }) => id === sum?.id) && parts.every((part) => part !== undefined);
    return isWhole && first !== undefined ? [{ ...cell, period: first.period }] : [];
  });
  const used = new Set([...cells.map(({ measure }) => measure), ...groupSums.flatMap((sum) => sum.measures)]);
  const usedPeriods = new Set(cells.map(({ period }) => period));
  return {
    cells,
    areaSums: published.areaSums,
    groupSums,
    measures: measures.filter(({ id }) => used.has(id)),
    periods: periods.filter(({ id }) => usedPeriods.has(id)),
  };
}

/** The key of a column in `SameColumns`. */
function columnKey({ measure, period }: ColumnName): string {
  return `${measure} ${period}`;
}

/** Each column with a text that is equal where all is the same. */
function* columnTexts(dataSet: DataSet): Generator<[ColumnName, string]> {
  const { measures, periods, keys, geographies } = dataSet;
  const order = keys.map((_, area) => area).sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1));
  const textOf = (measure: number, period: number): string | null => {
    const { values } = columnOf(dataSet, measure, period);
    const known = order.filter((area) => !Number.isNaN(values[area]));
    return known.some((area) => (values[area] as number) > 0)
      ? known.map((area) => `${keys[area]}=${values[area]}`).join(';')
      : null;
  };
  for (const [at, { id, kind, denominator, holds }] of measures.entries()) {
    const below = measures.findIndex((one) => one.id === denominator);
    for (const [period, { id: periodId }] of periods.entries()) {
      const text = textOf(at, period);
      if (text === null) continue;
      const head = [kind, holds, geographyText(geographies[period])].join(' ');
      yield [{ measure: id, period: periodId }, `${head}\n${text}\n${below < 0 ? '' : textOf(below, period)}`];
    }
  }
}

/** Bodies have the same key on every day. */
function geographyText(use: GeographyUse | undefined): string {
  return use?.kind === 'blocks' ? use.geography : (use?.tier ?? '');
}
