/** Whether the asker may do something to a record that is there, for actions that read more than sight alone opens. */

import { principalOf } from '#actions/asker.ts';
import { loadRecordBook } from '#actions/record-book.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type AskedShelves, notPermitted } from '#actions/save-as.ts';
import { may } from '#core/access/may.ts';
import type { Verb } from '#core/access/verbs.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { RecordKind } from '#store/record-rows.ts';

type Asked = {
  readonly verb: Verb;
  readonly kind: RecordKind;
  readonly id: string;
  /** For whom it is done; null: it only reads. */
  readonly actingFor: string | null;
};

/** An answer when they may, also where others have to agree; a refusal that says why not. */
export async function mayAsk(
  shelves: AskedShelves,
  register: string,
  { verb, kind, id, actingFor }: Asked,
): Promise<Result<null, Refusal>> {
  const { store, asker } = shelves.registers;
  if (asker.kind === 'owner') return answer(null);
  const principal = await principalOf(shelves, register, actingFor);
  const book = await loadRecordBook(store, register);
  const entry = book.find(kind, id);
  const name = `The ${kind.replaceAll('-', ' ')} ${id}`;
  if (entry === undefined) return refuse(notPermitted(name, 'not-seen'));
  const permission = may(principal, verb, book.resourceOf(principal, entry, asker.on));
  return permission.kind === 'refused' ? refuse(notPermitted(name, permission.why)) : answer(null);
}
