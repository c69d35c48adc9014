/** The catalogue of a register: every data set with all that is told about it, without numbers. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { DataHead } from '#actions/data-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result } from '#std/result.ts';

/** A data set and the ids of those that say they were made from it. */
export type CataloguedData = DataHead & { readonly madeFromIt: readonly string[] };

export type DataCatalogue = { readonly register: OpenRegister; readonly dataSets: readonly CataloguedData[] };

/** All of them, in the order of their ids. */
export async function listDataSets(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
): Promise<Result<DataCatalogue, Refusal>> {
  const opened = await shelves.registers.open({ register: context.register });
  if (!opened.ok) return opened;
  const heads = await shelves.data.list(opened.value.pack.name);
  return answer({ register: opened.value, dataSets: heads.map((head) => withDerived(head, heads)) });
}

/** The data set with the ids of those of the catalogue that say they were made from it. */
export function withDerived(head: DataHead, catalogue: readonly DataHead[]): CataloguedData {
  const derived = catalogue.filter(({ document }) => document.statement.derivedFrom.includes(head.id));
  return { ...head, madeFromIt: derived.map((one) => one.id) };
}
