/** How far an arrangement has come on a day: what its holder states, set right by its dates and its signatures. */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { lastSignature, needsSignatures } from '#core/agreements/signatures.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** From first thought to end. Signed: by every party, and not yet started. */
export const statuses = [
  'proposed',
  'agreed-in-principle',
  'signed',
  'in-force',
  'varied',
  'expired',
  'ended',
] as const;
export type Status = (typeof statuses)[number];

/**
 * The status on the day. What its holder calls ended has ended, from its end date where there is one; whatever has
 * passed its end date otherwise has expired. Agreed in principle and signed by every party, it is signed until it
 * starts and in force from then; stated to be in force or varied, it is that once it has started.
 */
export function statusOn(arrangement: Arrangement, on: IsoDate): Status {
  const { stage, startsOn, endsOn } = arrangement;
  if (endsOn !== null && endsOn <= on) return stage === 'ended' ? 'ended' : 'expired';
  if (stage === 'ended' && endsOn === null) return 'ended';
  if (stage === 'proposed') return 'proposed';
  const hasStarted = startsOn === null || startsOn <= on;
  const isStated = stage !== 'agreed-in-principle';
  if (isStated && hasStarted) return stage === 'varied' ? 'varied' : 'in-force';
  const last = needsSignatures(arrangement) ? lastSignature(arrangement) : null;
  if (last === null || last > on) return 'agreed-in-principle';
  return startsOn !== null && startsOn <= on ? 'in-force' : 'signed';
}
