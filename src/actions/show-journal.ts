/** The journal of changes, page by page. */

import { requestRoleOf } from '#actions/asker.ts';
import type { RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { loadSeen } from '#actions/seen.ts';
import { type Change, changeOf } from '#actions/show-arrangement.ts';
import type { World } from '#core/register/world.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { listJournal } from '#store/journal.ts';
import type { JournalEntry } from '#store/journal-hash.ts';
import type { RecordKind } from '#store/record-rows.ts';

export type JournalPage = {
  /** Null: of all registers. */
  readonly register: string | null;
  /** Of the registers whose entries name bodies, to name them by. */
  readonly worlds: ReadonlyMap<string, World>;
  /** Newest first. */
  readonly changes: readonly Change[];
  /** The number to ask the next page after; null: there are no more. */
  readonly next: number | null;
};

export type JournalPageQuestion = {
  /** Of all registers when left out; of a person the one that they are usually asked about. */
  readonly register?: string | undefined;
  readonly kind?: RecordKind | undefined;
  readonly id?: string | undefined;
  /** `next` of the page before. */
  readonly after?: number | undefined;
  readonly limit: number;
};

/** Entries of the journal about records that the asker sees, newest first, each with what it changed. */
export async function showJournal(
  shelf: RegisterShelf,
  question: JournalPageQuestion,
): Promise<Result<JournalPage, Refusal>> {
  const { limit } = question;
  const packs = await shelf.packs();
  if (!packs.ok) return packs;
  const known = packs.value.map((pack) => pack.name);
  const usual = shelf.asker.kind === 'owner' ? null : await shelf.ground({});
  if (usual !== null && !usual.ok) return usual;
  const register = question.register ?? usual?.value.pack.name;
  if (register !== undefined && !known.includes(register)) {
    const detail = `There is no register ${register}. Known: ${known.join(', ') || 'none'}.`;
    return refuse({ kind: 'unknown-register', detail, known });
  }
  const entries = await entriesSeen(shelf, { ...question, register, limit: limit + 1 });
  const changes = entries.slice(0, limit).map(changeOf);
  const next = entries.length > limit ? (changes.at(-1)?.entry.seq ?? null) : null;
  return answer({ register: register ?? null, worlds: await worldsOf(shelf, changes), changes, next });
}

/** Worlds by the name of the register; none of one whose entries name no body. */
async function worldsOf(shelf: RegisterShelf, changes: readonly Change[]): Promise<Map<string, World>> {
  const naming = changes.filter(({ entry }) => entry.actingFor !== null || entry.approvals !== null);
  const worlds = new Map<string, World>();
  for (const register of new Set(naming.map(({ entry }) => entry.register))) {
    const ground = await shelf.ground({ register });
    if (ground.ok) worlds.set(register, ground.value.world);
  }
  return worlds;
}

/** As many entries as asked for, if there are: those that only one of the walls shows are passed over. */
async function entriesSeen(shelf: RegisterShelf, question: JournalPageQuestion): Promise<JournalEntry[]> {
  const { store, asker } = shelf;
  const { register, limit } = question;
  if (asker.kind === 'owner' || register === undefined) return listJournal(store, question);
  const seen = await loadSeen(store, asker, register);
  const as = requestRoleOf(asker);
  const found: JournalEntry[] = [];
  for (let after = question.after; found.length < limit; ) {
    const entries = await listJournal(store, { ...question, after, as });
    found.push(...entries.filter(({ kind, id }) => seen.has(kind as RecordKind, id)));
    after = entries.at(-1)?.seq;
    if (entries.length < limit) break;
  }
  return found.slice(0, limit);
}
