/** Which records get other owners, seers or regions when bodies end. Pure. */

import { decisionsOf, type Thing, type Vesting } from '#actions/vesting-book.ts';
import { type RecordSuccession, successionOfRecords } from '#core/access/succession-of-records.ts';
import type { RecordKind, RecordSight } from '#store/record-rows.ts';

/** A record that is to change, and why. */
export type DueRecord = { readonly thing: Thing; readonly sight: RecordSight; readonly reason: string };

/** What becomes of each record, at its place. */
export function recordWaysOf(vesting: Vesting): readonly RecordSuccession[] {
  const { book, things, decisions, regionsOf } = vesting;
  const resources = things.map(({ resource }) => resource);
  return successionOfRecords(resources, book, { decisions: decisionsOf(decisions), regionsOf });
}

/** Records whose owners, seers or regions are others now. */
export function dueRecords(vesting: Vesting): DueRecord[] {
  const { things } = vesting;
  return recordWaysOf(vesting).flatMap(({ before, after, why }, place): DueRecord[] => {
    const thing = things[place];
    const { owners, seenBy, regions } = after;
    if (thing === undefined || isSameSight(before, after)) return [];
    const reason = why.length > 0 ? why.join(' ') : 'Who sees it, or where it lies, follows the bodies of the day.';
    return [{ thing, sight: { owners, seenBy, regions }, reason }];
  });
}

/** True when somebody is to say to whom it passes. Proposals of the past are not worth a decision: they stay where they are. */
export function isToBeDecided(kind: RecordKind, { waiting }: RecordSuccession): boolean {
  return waiting.length > 0 && kind !== 'proposal';
}

/** True when it is of, shown to and lies in the same bodies. */
export function isSameSight(a: RecordSight, b: RecordSight): boolean {
  return isSame(a.owners, b.owners) && isSame(a.seenBy, b.seenBy) && isSame(a.regions, b.regions);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}
