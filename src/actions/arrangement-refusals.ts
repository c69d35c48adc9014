/** What is said when an arrangement is not there, or not what it was. */

import { statedDocument } from '#actions/arrangement-document.ts';
import { changedMeanwhile, type Refusal } from '#actions/refusal.ts';
import type { Conflict } from '#store/record-rows.ts';

/** The refusal of an arrangement that the register does not have. */
export function unknownArrangement(id: string, register: string): Refusal {
  const detail = `There is no arrangement ${id} in ${register}. "coterminous arrangements list" shows those that there are.`;
  return { kind: 'unknown-arrangement', detail };
}

/** The refusal of a change to an arrangement that somebody else changed since; what is there now is as a person states it. */
export function changedArrangement(id: string, conflict: Conflict | undefined): Refusal {
  const current = conflict?.current ?? null;
  const stated = current === null ? null : { ...current, body: statedDocument(current.body) };
  return changedMeanwhile(`The arrangement ${id}`, stated);
}
