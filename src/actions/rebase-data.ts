/** A data set of a register on the areas and the day that are asked for. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { KeptDataSet } from '#actions/data-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { weightsAsked } from '#actions/weights-asked.ts';
import { rebaseDataSet } from '#core/rebase/rebase-data-set.ts';
import type { DataQuestion, RebasedTable } from '#core/rebase/rebased-table.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type RebaseQuestion = DataQuestion & {
  /** Id of the data set. */
  readonly data: string;
  /** The newest when left out. */
  readonly version?: number | undefined;
  /** Id of a population, of a residence table, or `DATA-SET:MEASURE` on blocks; the population nearest to each period when left out. */
  readonly weights?: string | undefined;
};

export type RebasedData = RebasedTable & {
  readonly opened: OpenRegister;
  readonly kept: KeptDataSet;
  readonly question: RebaseQuestion;
};

/** The table, or why there is none. */
export async function rebaseData(
  shelves: Shelves,
  context: Context,
  question: RebaseQuestion,
): Promise<Result<RebasedData, Refusal>> {
  const opened = await shelves.registers.open(context);
  if (!opened.ok) return opened;
  const { pack, timeline } = opened.value;
  const found = await shelves.data.open(pack.name, question.data, question.version);
  if (!found.ok) return found;
  const kept = found.value;
  if (kept.dataSet === null) {
    const detail = `${question.data} says where the people of practices live; it has no numbers to rebase. Name it as the weights of a data set of practices.`;
    return refuse({ kind: 'cannot-rebase', detail });
  }
  const asked = await weightsAsked(shelves, opened.value, question.weights, kept.dataSet.geographies);
  if (!asked.ok) return asked;
  const table = rebaseDataSet({ timeline, dataSet: kept.dataSet, question, ...asked.value });
  return table.ok ? answer({ ...table.value, opened: opened.value, kept, question }) : table;
}
