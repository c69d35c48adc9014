/** The journal of changes, page by page. */

import type { RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type Change, changeOf } from '#actions/show-arrangement.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { listJournal } from '#store/journal.ts';
import { listPacks } from '#store/pack-rows.ts';
import type { RecordKind } from '#store/record-rows.ts';

export type JournalPage = {
  /** Null: of all registers. */
  readonly register: string | null;
  /** Newest first. */
  readonly changes: readonly Change[];
  /** The number to ask the next page after; null: there are no more. */
  readonly next: number | null;
};

export type JournalPageQuestion = {
  /** Of all registers when left out. */
  readonly register?: string | undefined;
  readonly kind?: RecordKind | undefined;
  readonly id?: string | undefined;
  /** `next` of the page before. */
  readonly after?: number | undefined;
  readonly limit: number;
};

/** Entries of the journal, newest first, each with what it changed. */
export async function showJournal(
  shelf: RegisterShelf,
  question: JournalPageQuestion,
): Promise<Result<JournalPage, Refusal>> {
  const { register, limit } = question;
  const known = (await listPacks(shelf.store)).map((pack) => pack.name);
  if (register !== undefined && !known.includes(register)) {
    const detail = `There is no register ${register}. Known: ${known.join(', ') || 'none'}.`;
    return refuse({ kind: 'unknown-register', detail, known });
  }
  const entries = await listJournal(shelf.store, { ...question, limit: limit + 1 });
  const changes = entries.slice(0, limit).map(changeOf);
  const next = entries.length > limit ? (changes.at(-1)?.entry.seq ?? null) : null;
  return answer({ register: register ?? null, changes, next });
}
