/** A measure over all its periods on the bodies of one chosen day, with breaks and the old bodies' own lines. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { type RebasedData, type RebaseQuestion, rebaseData } from '#actions/rebase-data.ts';
import type { Refusal } from '#actions/refusal.ts';
import { placeOfArea } from '#core/rebase/cell-pieces.ts';
import { linesOfTable, type TableLine } from '#core/rebase/table-series.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type DataSeriesQuestion = Omit<RebaseQuestion, 'measures'> & {
  /** The only movable one when left out. */
  readonly measure?: string | undefined;
  /** Codes or ids; all when left out. */
  readonly areas?: readonly string[] | undefined;
};

export type DataSeries = { readonly table: RebasedData; readonly lines: readonly TableLine[] };

/** The lines by name of the area, or why there are none. A data set of several measures is refused without the name of one. */
export async function rebaseDataSeries(
  shelves: Shelves,
  context: Context,
  { measure, areas, ...question }: DataSeriesQuestion,
): Promise<Result<DataSeries, Refusal>> {
  const measures = measure === undefined ? undefined : [measure];
  const rebased = await rebaseData(shelves, context, { ...question, measures });
  if (!rebased.ok) return rebased;
  const table = rebased.value;
  const ids = [...new Set(table.columns.map((column) => column.measure.id))];
  if (ids.length > 1) {
    const some = ids.length > 20 ? `${ids.slice(0, 20).join(', ')} and ${ids.length - 20} more` : ids.join(', ');
    return refuse({ kind: 'bad-question', detail: `A series is of one measure. Name one of: ${some}.` });
  }
  const places: number[] = [];
  for (const area of areas ?? []) {
    const place = placeOfArea(table.target, area);
    if (place < 0 || place === table.target.keys.length) {
      const detail = `There is no ${area} among ${table.targetTitle}. Give the code or id of one of them.`;
      return refuse({ kind: 'unknown-organisation', detail });
    }
    places.push(place);
  }
  const chosen = areas === undefined ? [...table.target.keys.keys()] : places;
  return answer({ table, lines: linesOfTable(table, chosen) });
}
