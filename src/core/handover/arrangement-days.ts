/** From when to when an arrangement is there to be handed over. Knows no bodies. */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { statusOn } from '#core/agreements/status.ts';
import type { IsoDate } from '#std/iso-date.ts';

/**
 * The day from which it binds: the day it was agreed or the day it starts, whichever is first. Null: neither is
 * stated, and it is taken to have been there always.
 */
export function beginsOn({ agreedOn, startsOn }: Arrangement): IsoDate | null {
  return agreedOn !== null && (startsOn === null || agreedOn < startsOn) ? agreedOn : startsOn;
}

/** True when its status on the day is that it has ended or expired. */
export function hasEndedBy(arrangement: Arrangement, day: IsoDate): boolean {
  const status = statusOn(arrangement, day);
  return status === 'ended' || status === 'expired';
}
