/** Days by which things are to be done: counted from vesting day, the end, a renewal, a notice or the shadow period. */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { DeadlineAnchor } from '#core/handover/line.ts';
import type { ActionTemplate } from '#core/handover/rulebook.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';

/** The days that deadlines are counted from; null: the arrangement has no such day. */
export type Anchors = { readonly [A in DeadlineAnchor]: A extends 'vesting' ? IsoDate : IsoDate | null };

/** The anchors of an arrangement of which a party changes on `vesting`. Notice can be given until `noticeDays` before the end. */
export function anchorsOf(arrangement: Arrangement, vesting: IsoDate, shadowDays: number): Anchors {
  const { endsOn, renewsOn, noticeDays } = arrangement;
  return {
    vesting,
    end: endsOn,
    renewal: renewsOn,
    notice: endsOn === null || noticeDays === null ? null : daysAfter(endsOn, -noticeDays),
    'shadow-start': daysAfter(vesting, -shadowDays),
  };
}

/** The day the action is due, and what it is counted from: vesting day, where its own anchor has no day. */
export function dueOf(
  { due }: ActionTemplate,
  anchors: Anchors,
): { readonly due: IsoDate; readonly countedFrom: DeadlineAnchor } {
  const anchor = anchors[due.from];
  return anchor === null
    ? { due: daysAfter(anchors.vesting, due.days), countedFrom: 'vesting' }
    : { due: daysAfter(anchor, due.days), countedFrom: due.from };
}

const counted = new Map<number, Map<IsoDate, IsoDate>>();
let countedSize = 0;

/** The same as `addDays`. A schedule counts from few days to few others, tens of thousands of times. */
export function daysAfter(date: IsoDate, days: number): IsoDate {
  const known = counted.get(days)?.get(date);
  if (known !== undefined) return known;
  if (countedSize > 20_000) {
    counted.clear();
    countedSize = 0;
  }
  const found = addDays(date, days);
  const ofDays = counted.get(days) ?? new Map<IsoDate, IsoDate>();
  counted.set(days, ofDays.set(date, found));
  countedSize += 1;
  return found;
}
