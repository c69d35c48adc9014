/** What is asked of a measure: which two tiers, when, counted by which people, where, and how strictly. */

import type { TierName } from '#core/register/tiers.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type MeasureQuery = {
  readonly bodies: TierName;
  readonly councils: TierName;
  readonly on: IsoDate;
  /** Id of a count of people on blocks; left out: the complete resident count nearest to the day. */
  readonly population?: string | undefined;
  /** Any code or id of a region; left out: everywhere. */
  readonly region?: string | undefined;
  /** From 0 up to, not including, 0.5. */
  readonly tolerance: number;
};
