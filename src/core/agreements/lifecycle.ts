/**
 * Where an arrangement stands on a day: its status, and the notices that a person should see. Nothing of it is stored:
 * another day or another scenario, another answer.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { type Notice, noticesOf } from '#core/agreements/notices.ts';
import { type Status, statusOn } from '#core/agreements/status.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type Lifecycle = { readonly status: Status; readonly notices: readonly Notice[] };

/** The status and the notices of the arrangement on the day, in the scenario of the time line. */
export function lifecycleOf(arrangement: Arrangement, timeline: Timeline, on: IsoDate): Lifecycle {
  const status = statusOn(arrangement, on);
  return { status, notices: noticesOf(arrangement, status, timeline, on) };
}
