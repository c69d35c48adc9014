/** The rulebooks that a handover may be made with: the one that comes with the program, and those that people keep. */

import { type AskedStore, requestRoleOf } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import { loadSeen } from '#actions/seen.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import { loadRecords, type StoredRecord } from '#store/record-rows.ts';

export type KeptRulebook = {
  readonly rulebook: Rulebook;
  /** Version of its record; null: it comes with the program. */
  readonly recordVersion: number | null;
};

/** The rulebook that is used when none is named. */
export const usualRulebook: KeptRulebook = { rulebook: englandRulebook, recordVersion: null };

/** Every rulebook of a register that the asker sees, the program's own first, then by id. */
export async function listRulebooks(
  { store, asker }: AskedStore,
  register: string,
  known?: string,
): Promise<readonly KeptRulebook[]> {
  const seen = await loadSeen(store, asker, register);
  const records = await loadRecords(store, register, ['rulebook'], { known, as: requestRoleOf(asker) });
  const kept = records.flatMap((record) =>
    record.body === null || !seen.has('rulebook', record.id) ? [] : [keptOf(store, record)],
  );
  return [usualRulebook, ...kept.sort((a, b) => (a.rulebook.id < b.rulebook.id ? -1 : 1))];
}

/** The rulebook of that id; the program's own without one. */
export async function rulebookNamed(
  shelf: AskedStore,
  register: string,
  id: string | undefined,
  known?: string,
): Promise<Result<KeptRulebook, Refusal>> {
  if (id === undefined || id === usualRulebook.rulebook.id) return answer(usualRulebook);
  const rulebooks = await listRulebooks(shelf, register, known);
  const found = rulebooks.find((one) => one.rulebook.id === id);
  if (found !== undefined) return answer(found);
  const names = rulebooks.map((one) => one.rulebook.id);
  return refuse({
    kind: 'unknown-rulebook',
    detail: `There is no rulebook ${id}. Known: ${names.join(', ')}.`,
    known: names,
  });
}

// The same object for the same record, so that what was made ready for its rules is not made again.
const ready = new WeakMap<Store['pool'], Map<string, KeptRulebook>>();

function keptOf(store: Store, { id, version, seq, body }: StoredRecord): KeptRulebook {
  const known = ready.get(store.pool) ?? new Map<string, KeptRulebook>();
  ready.set(store.pool, known);
  const key = `${seq} ${id}`;
  const found = known.get(key) ?? { rulebook: body as unknown as Rulebook, recordVersion: version };
  known.set(key, found);
  return found;
}
