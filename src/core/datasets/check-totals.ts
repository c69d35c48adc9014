/** Rows that add up other rows of the file: whether they are what the others add up to. */

import { knownState } from '#core/datasets/cell-book.ts';
import { columnOf, type DataSet } from '#core/datasets/data-set.ts';
import type { WhereFrom } from '#core/datasets/placed-areas.ts';
import type { ProblemBook } from '#core/datasets/problem-book.ts';
import type { SettledAreas } from '#core/datasets/settle-areas.ts';

/** Warns of each total that its areas do not add up to: of counts and money, where every one of the areas is known. */
export function checkTotals(dataSet: DataSet, where: WhereFrom, { totals }: SettledAreas, problems: ProblemBook): void {
  for (const [code, { of }] of totals) {
    const places = [...dataSet.keys.keys()].filter((at) => of === null || of.has(dataSet.keys[at] ?? ''));
    if (places.length === 0) continue;
    for (const [at, { kind }] of dataSet.measures.entries())
      if (kind === 'count' || kind === 'money') checkTotal(dataSet, where, { code, places }, at, problems);
  }
}

type Total = { readonly code: number; readonly places: readonly number[] };

function checkTotal(
  dataSet: DataSet,
  { reader, measureOrder, periodOrder }: WhereFrom,
  { code, places }: Total,
  measure: number,
  problems: ProblemBook,
): void {
  const number = measureOrder[measure] ?? -1;
  for (const place of dataSet.periods.keys()) {
    const column = reader.cells.columnAt(number, periodOrder[place] ?? -1);
    if (column === undefined || column.states[code] !== knownState) continue;
    const { values } = columnOf(dataSet, measure, place);
    const sum = places.reduce((before, area) => before + (values[area] as number), 0);
    const total = column.values[code] as number;
    if (Number.isNaN(sum) || isNear(sum, total)) continue;
    const heading = reader.measures.drafts[number]?.heading ?? '';
    problems.warning('total-differs', { row: column.rows[code] as number, column: heading }, () => ({
      message: `The row is a total of ${dataSet.measures[measure]?.title}, but the areas of the file do not add up to it.`,
      expected: `${total}`,
      found: `${sum}`,
    }));
  }
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
