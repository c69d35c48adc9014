/** One arrangement on a day, with its history. */

import { statedDocument } from '#actions/arrangement-document.ts';
import { unknownArrangement } from '#actions/arrangement-refusals.ts';
import type { KeptArrangement, Shelves } from '#actions/arrangement-shelf.ts';
import { requestRoleOf } from '#actions/asker.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { type Difference, differencesOf } from '#actions/record-differences.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { ArrangementId } from '#core/agreements/arrangement.ts';
import { type Lifecycle, lifecycleOf } from '#core/agreements/lifecycle.ts';
import type { Context } from '#core/register/question.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { recordHistory } from '#store/journal.ts';
import type { JournalEntry, Json } from '#store/journal-hash.ts';

/** One change, with what it changed. */
export type Change = { readonly entry: JournalEntry; readonly differences: readonly Difference[] };

export type ShownArrangement = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  readonly kept: KeptArrangement;
  readonly lifecycle: Lifecycle;
  /** Newest first. */
  readonly history: readonly Change[];
};

/** The arrangement of that reference on the day. */
export async function showArrangement(
  shelves: Shelves,
  context: Context,
  question: { readonly id: ArrangementId; readonly on: IsoDate },
): Promise<Result<ShownArrangement, Refusal>> {
  const opened = await shelves.registers.open(context);
  if (!opened.ok) return opened;
  const register = opened.value;
  const set = await shelves.arrangements.open(register.pack.name, context.known);
  const kept = set.byId.get(question.id);
  if (kept === undefined) return refuse(unknownArrangement(question.id, register.pack.name));
  const { store, asker } = shelves.arrangements;
  const as = requestRoleOf(asker);
  const entries = await recordHistory(store, register.pack.name, 'arrangement', question.id, as);
  const { known } = context;
  const history = entries.filter((entry) => known === undefined || Date.parse(entry.at) <= Date.parse(known));
  return answer({
    register,
    on: question.on,
    kept,
    lifecycle: lifecycleOf(kept.arrangement, register.timeline, question.on),
    history: history.map(changeOf).reverse(),
  });
}

/** An entry of the journal with the fields that it changed; arrangements as people state them. */
export function changeOf(entry: JournalEntry): Change {
  const shown = (body: Json): Json => (entry.kind === 'arrangement' ? statedDocument(body) : body);
  return { entry, differences: differencesOf(shown(entry.before), shown(entry.after)) };
}
