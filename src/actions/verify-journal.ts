/** The proof that the journal is whole and that the records are what it says. */

import type { Refusal } from '#actions/refusal.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { type JournalCheck, verifyJournal } from '#store/journal.ts';
import type { Store } from '#store/open.ts';

/** What the walk along the journal found. */
export function checkJournal(store: Store, onProgress?: (entries: number) => void): Promise<JournalCheck> {
  return verifyJournal(store, onProgress);
}

/** The same for whoever must not go on with a broken one: it is refused with its faults. */
export function soundJournal(check: JournalCheck): Result<JournalCheck, Refusal> {
  if (check.isSound) return answer(check);
  const detail =
    'The journal is broken: it was changed behind the program, or the database lost part of it. ' +
    'Compare it with a backup before you rely on what is kept here.';
  return refuse({ kind: 'journal-broken', detail, faults: check.faults });
}
