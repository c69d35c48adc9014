/**
 * A measure of a data set over its periods as lines: one for each target, with its breaks in words and the lines of the bodies
 * that stated the numbers.
 */

import { listInWords } from '#core/agreements/day-in-words.ts';
import type { DefinitionBreak } from '#core/datasets/data-set.ts';
import { isPractices } from '#core/rebase/data-crosswalks.ts';
import { ownLinesOf, type Period, type Series, seriesOf } from '#core/rebase/rebase-series.ts';
import type { RebasedColumn, RebasedTable } from '#core/rebase/rebased-table.ts';
import { cellsOfColumn, type TableCell } from '#core/rebase/table-cells.ts';

export type SeriesBreak = {
  /** Id of the first period after it. */
  readonly period: string;
  readonly kind: 'areas' | 'definition';
  readonly reason: string;
  readonly isComparable: boolean;
};

export type OwnPoints = {
  readonly area: string;
  readonly areaName: string | null;
  /** By period; null: it stated none. */
  readonly values: readonly (number | null)[];
};

export type TableLine = {
  readonly area: string;
  readonly areaName: string | null;
  /** @shape columns */
  readonly points: readonly TableCell[];
  readonly breaks: readonly SeriesBreak[];
  /** Of the bodies that lay at least in part in the target, by code; none where the numbers are of blocks or practices. */
  readonly own: readonly OwnPoints[];
};

/**
 * The lines of a table of one measure, for the targets at these places, in their order. Bodies of the data keep lines of their
 * own also in periods in which they held nothing of the target. O(periods x parts + lines x periods x pieces).
 */
export function linesOfTable(table: RebasedTable, targets: readonly number[]): TableLine[] {
  const { columns, dataSet, target } = table;
  const periods = columns.map((column, at) => periodOf(column, columns[at - 1], dataSet.statement.breaks));
  const series = seriesOf(
    target,
    periods,
    columns.map(({ rebased }) => rebased),
  );
  const cells = columns.map(cellsOfColumn);
  const hasOwn = columns.some(({ use }) => use.kind === 'tier' && !isPractices(use));
  const titles = titlesOf(columns);
  return targets.map((place) => ({
    area: target.codes[place] as string,
    areaName: target.names[place] ?? null,
    points: cells.map((column) => column.cells[place] as TableCell),
    breaks: breaksOf(series, columns, titles, place),
    own: hasOwn ? ownOf(series, columns, titles, place) : [],
  }));
}

function periodOf(
  { period, source, weights, numbers }: RebasedColumn,
  before: RebasedColumn | undefined,
  breaks: readonly DefinitionBreak[],
): Period {
  const reasons = breaks
    .filter((one) => before !== undefined && before.period.id < one.period && one.period <= period.id)
    .map((one) => one.reason);
  return {
    label: period.id,
    source,
    weights: weights.weights,
    numbers,
    definitionBreak: reasons.length === 0 ? null : reasons.join(' '),
  };
}

type Titles = ReadonlyMap<string, { readonly code: string; readonly name: string | null }>;

/** Code and name of every source area, as the last period that has it says them. */
function titlesOf(columns: readonly RebasedColumn[]): Titles {
  const titles = new Map<string, { code: string; name: string | null }>();
  for (const source of new Set(columns.map((column) => column.source))) {
    for (const [at, key] of source.keys.entries())
      titles.set(key, { code: source.codes[at] ?? key, name: source.names[at] ?? null });
  }
  return titles;
}

function breaksOf(
  { breaks }: Series,
  columns: readonly RebasedColumn[],
  titles: Titles,
  target: number,
): SeriesBreak[] {
  return (breaks[target] ?? []).map((one) => {
    const period = columns[one.period]?.period.id ?? '';
    if (one.kind === 'definition') return { period, kind: one.kind, reason: one.reason, isComparable: false };
    const exact = one.isComparable
      ? 'Both sides are exact, so that the line goes on as if nothing had happened.'
      : 'At least one side is an estimate.';
    const reason = `Before: ${namesOf(one.left, titles)}. After: ${namesOf(one.joined, titles)}. ${exact}`;
    return { period, kind: one.kind, reason, isComparable: one.isComparable };
  });
}

function namesOf(keys: readonly string[], titles: Titles): string {
  if (keys.length === 0) return 'no area of the data';
  const names = keys.slice(0, 6).map((key) => titles.get(key)?.name ?? titles.get(key)?.code ?? key);
  return keys.length > 6 ? `${names.join(', ')} and ${keys.length - 6} more` : listInWords(names);
}

function ownOf(series: Series, columns: readonly RebasedColumn[], titles: Titles, target: number): OwnPoints[] {
  const times = columns[0]?.rebased.denominators === null ? 1 : (columns[0]?.measure.multiplier ?? 1);
  return ownLinesOf(series, target, 0)
    .map(({ key, values }) => ({
      area: titles.get(key)?.code ?? key,
      areaName: titles.get(key)?.name ?? null,
      values: values.map((value) => (value === null ? null : value * times)),
    }))
    .sort((a, b) => (a.area < b.area ? -1 : 1));
}
