/** What answers and files about a handover are made from, beside its lines. */

import type { HandoverLine, LineKey } from '#core/handover/line.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import type { Row } from '#core/pack/tables.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { LineWork } from '#core/schedule/schedule.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** What a handover was made from. */
export type HandoverSource = {
  readonly register: string;
  readonly timeline: Timeline;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly rulebook: Rulebook;
  /** The count of residents that was asked for; null: the one nearest to each vesting day. */
  readonly population?: Row<'populations'> | null;
  /** The schedule that partners work on, when it is of one. */
  readonly schedule?: string | null;
  /** The same with what people have done about its lines, and those as computed. */
  readonly work?: {
    readonly title: string;
    readonly status: string;
    readonly work: ReadonlyMap<LineKey, LineWork>;
    readonly computed: ReadonlyMap<LineKey, HandoverLine>;
  } | null;
};
