/** One cell of a rebased table with its evidence: every source area in it, and how it was worked out. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { type RebasedData, type RebaseQuestion, rebaseData } from '#actions/rebase-data.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type CellPiece, piecesOfCell, placeOfArea } from '#core/rebase/cell-pieces.ts';
import { stepsOfCell } from '#core/rebase/cell-steps.ts';
import type { RebasedColumn } from '#core/rebase/rebased-table.ts';
import { cellsOfColumn, type TableCell } from '#core/rebase/table-cells.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type CellQuestion = Omit<RebaseQuestion, 'measures' | 'periods'> & {
  /** Code or id of the area; `outside` for what lies in none. */
  readonly area: string;
  readonly measure: string;
  /** The last one when left out. */
  readonly period?: string | undefined;
};

export type ExplainedCell = {
  readonly table: RebasedData;
  readonly column: RebasedColumn;
  /** Place of the area in the target; the number of targets: outside. */
  readonly target: number;
  readonly cell: TableCell;
  readonly pieces: readonly CellPiece[];
  readonly steps: readonly string[];
};

/** The cell, or why there is none. */
export async function explainCell(
  shelves: Shelves,
  context: Context,
  { area, measure, period, ...question }: CellQuestion,
): Promise<Result<ExplainedCell, Refusal>> {
  const periods = period === undefined ? undefined : [period];
  const rebased = await rebaseData(shelves, context, { ...question, measures: [measure], periods });
  if (!rebased.ok) return rebased;
  const table = rebased.value;
  const target = placeOfArea(table.target, area);
  if (target < 0) {
    const detail = `There is no ${area} among ${table.targetTitle}. Give the code or id of one of them, or "outside".`;
    return refuse({ kind: 'unknown-organisation', detail });
  }
  const column = table.columns.at(-1);
  if (column === undefined) throw new Error('a table without columns was to be refused');
  const { cells, outside } = cellsOfColumn(column);
  const cell = cells[target] ?? outside;
  const pieces = piecesOfCell(column, target);
  return answer({ table, column, target, cell, pieces, steps: stepsOfCell(table, column, cell, pieces) });
}
