/**
 * Proposals as the store keeps them, read again only as far as they changed, and those of them that somebody sees. Whoever
 * looks at proposals after the day of one records that it expired.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { RecordProposal } from '#actions/proposal-records.ts';
import type { Refusal } from '#actions/refusal.ts';
import { loadSeen } from '#actions/seen.ts';
import { UpToDate } from '#actions/up-to-date.ts';
import { isPastItsDay, type ProposalEnd, proposalState } from '#core/access/proposal.ts';
import { nextState } from '#core/access/proposal-steps.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { type Author, headSeq, loadRecords, type StoredRecord, saveRecords } from '#store/record-rows.ts';

export type KeptProposal = {
  readonly proposal: RecordProposal;
  readonly version: number;
  /** As the store has it. */
  readonly record: StoredRecord;
};

type Held = { readonly seq: number; readonly proposals: ReadonlyMap<string, KeptProposal> };

/** Who ends what nobody ended: proposals whose day has passed, or whose parties are gone. */
const systemAuthor: Author = { name: 'Coterminous', actingFor: null };

const kept = new WeakMap<Store['pool'], Map<string, UpToDate<Held>>>();

/** The proposals of a register that the asker sees, by id, with everything that was saved before the call. */
export async function loadProposals(
  shelves: Shelves,
  register: string,
  at: string,
): Promise<ReadonlyMap<string, KeptProposal>> {
  const { store, asker } = shelves.registers;
  let all = await heldProposals(store, register);
  if ((await expirePast(store, register, all.proposals, at)) > 0) all = await heldProposals(store, register);
  const seen = await loadSeen(store, asker, register, all.seq);
  return new Map([...all.proposals].filter(([id]) => seen.has('proposal', id)));
}

/** The proposal of that id; who does not see it is told that it is not there. */
export async function proposalNamed(
  shelves: Shelves,
  register: string,
  id: string,
  at: string,
): Promise<Result<KeptProposal, Refusal>> {
  const found = (await loadProposals(shelves, register, at)).get(id);
  if (found !== undefined) return answer(found);
  return refuse({
    kind: 'unknown-proposal',
    detail: `There is no proposal ${id} in ${register} that you may see. "coterminous proposals list" shows those that there are.`,
  });
}

/** Every proposal of a register by id, whoever may see it. */
export async function allProposals(store: Store, register: string): Promise<ReadonlyMap<string, KeptProposal>> {
  return (await heldProposals(store, register)).proposals;
}

async function heldProposals(store: Store, register: string): Promise<Held> {
  const ofStore = kept.get(store.pool) ?? new Map<string, UpToDate<Held>>();
  kept.set(store.pool, ofStore);
  const held = ofStore.get(register) ?? new UpToDate<Held>((before, head) => refreshed(store, register, before, head));
  ofStore.set(register, held);
  return held.get(await headSeq(store, register));
}

/** Records that those whose day has passed have expired; how many. One that somebody else ended meanwhile is left. */
export async function expirePast(
  store: Store,
  register: string,
  proposals: ReadonlyMap<string, KeptProposal>,
  at: string,
): Promise<number> {
  let expired = 0;
  for (const one of proposals.values()) {
    if (proposalState(one.proposal) !== 'open' || !isPastItsDay(one.proposal, at)) continue;
    const { end } = nextState(one.proposal, { do: 'expire', at });
    if (end !== null && (await endBySystem(store, register, one, { end, reason: 'expired', at }))) expired++;
  }
  return expired;
}

/** Saves the end of a proposal that nobody ended; false: it was changed by somebody meanwhile, and stays so. */
export async function endBySystem(
  store: Store,
  register: string,
  { proposal, version }: KeptProposal,
  { end, reason, at }: { readonly end: ProposalEnd; readonly reason: string; readonly at: string },
): Promise<boolean> {
  const body = { ...proposal, end } as unknown as Json;
  const changes = [{ kind: 'proposal' as const, id: proposal.id, expectedVersion: version, body, reason }];
  return (await saveRecords(store, { register, author: systemAuthor, at, changes })).ok;
}

async function refreshed(store: Store, register: string, held: Held | null, head: number): Promise<Held> {
  const before = held ?? { seq: 0, proposals: new Map<string, KeptProposal>() };
  if (head <= before.seq) return before;
  const changed = await loadRecords(store, register, ['proposal'], { since: before.seq });
  const seq = changed.reduce((most, record) => Math.max(most, record.seq), head);
  if (changed.length === 0) return { ...before, seq };
  const proposals = new Map(before.proposals);
  for (const record of changed) {
    const { id, version, body } = record;
    if (body === null) proposals.delete(id);
    else proposals.set(id, { proposal: body as unknown as RecordProposal, version, record });
  }
  return { seq, proposals };
}
