/** Days by which things are to be done: counted from vesting day, the end, a term, a notice or the shadow period. */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { DeadlineAnchor, LineAction } from '#core/handover/line.ts';
import type { ActionTemplate } from '#core/handover/rulebook.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';

/** The days that deadlines are counted from; null: the arrangement has no such day. */
type Anchors = { readonly [A in DeadlineAnchor]: A extends 'vesting' ? IsoDate : IsoDate | null };

/** When a party changes, as far as deadlines go. */
export type Timing = {
  readonly vesting: IsoDate;
  /** The first day, or that on which an arrangement begins later, where the party had ended by then; else null. */
  readonly lateSince: IsoDate | null;
  /** @units days before vesting */
  readonly shadowDays: number;
};

type Due = { readonly due: IsoDate; readonly countedFrom: LineAction['countedFrom'] };

/**
 * The day each of the actions is due, and what it is counted from: vesting day, where its own anchor has no day. What a
 * party left undone that had ended by the first day is made up for from that day on: the actions keep their order and
 * distances, the first of them is due on the first day, and none before it.
 */
export function dueDays(arrangement: Arrangement, templates: readonly ActionTemplate[], timing: Timing): Due[] {
  const anchors = anchorsOf(arrangement, timing);
  return timing.lateSince === null
    ? templates.map((one) => dueOf(one, anchors))
    : lateDueDays(templates, timing.lateSince, { ...anchors, 'shadow-start': null });
}

function lateDueDays(templates: readonly ActionTemplate[], firstDay: IsoDate, anchors: Anchors): Due[] {
  const isLate = ({ due }: ActionTemplate) => due.from === 'vesting' || anchors[due.from] === null;
  const lead = Math.max(0, ...templates.filter(isLate).map((one) => -one.due.days));
  return templates.map((one) => {
    if (isLate(one)) return { due: daysAfter(firstDay, lead + one.due.days), countedFrom: 'first-day' };
    const found = dueOf(one, anchors);
    return found.due < firstDay ? { due: firstDay, countedFrom: 'first-day' } : found;
  });
}

/** Notice can be given until `noticeDays` before the end. */
function anchorsOf(arrangement: Arrangement, { vesting, shadowDays }: Timing): Anchors {
  const { endsOn, renewsOn, noticeDays } = arrangement;
  const shadowStart = daysAfter(vesting, -shadowDays);
  return {
    vesting,
    end: endsOn,
    renewal: renewsOn,
    term: termStart(arrangement, shadowStart, vesting),
    notice: endsOn === null || noticeDays === null ? null : daysAfter(endsOn, -noticeDays),
    'shadow-start': shadowStart,
  };
}

/** The day from `from` up to, not including, `to` on which a term begins: the renewal, else the start. Null: neither. */
function termStart({ startsOn, renewsOn }: Arrangement, from: IsoDate, to: IsoDate): IsoDate | null {
  return [renewsOn, startsOn].find((day) => day !== null && from <= day && day < to) ?? null;
}

function dueOf({ due }: ActionTemplate, anchors: Anchors): Due {
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
