/**
 * The way of one body through the days on which something happens: who stands in its place, and to whom each piece of
 * its land passes. Does not know what the way is called in the end.
 */

import { extentOn } from '#core/register/as-of.ts';
import type { Timeline, Transfer } from '#core/register/timeline.ts';
import { participantsOf, type SuccessionEvent } from '#core/register/world.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';

type DayEvent = { readonly number: number; readonly event: SuccessionEvent; readonly transfers: readonly Transfer[] };
export type DayOfEvents = { readonly day: IsoDate; readonly events: readonly DayEvent[] };

/** Events that hold, by day, up to the last day; ascending. */
export function daysOfEvents(timeline: Timeline, to: IsoDate): DayOfEvents[] {
  const transfers = Map.groupBy(timeline.transfers, (one) => one.event);
  const days = new Map<IsoDate, DayEvent[]>();
  for (const number of timeline.holding) {
    const event = timeline.world.events[number];
    if (event === undefined || event.day === null || event.day > to) continue;
    const list = days.get(event.day) ?? [];
    days.set(event.day, list);
    list.push({ number, event, transfers: transfers.get(number) ?? [] });
  }
  return [...days].map(([day, events]) => ({ day, events })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** A body's way through the days, as far as it has been followed. */
export type Way = {
  readonly body: number;
  /** Bodies that stand in its place. */
  heirs: Set<number>;
  readonly zones: Int32Array;
  readonly holders: Int32Array;
  readonly events: Set<number>;
  /** The first event that ends or divides the body itself. */
  parting: number;
};

/**
 * Follows the way through one day. All that the day's events take is taken at once, as the fold does it, so that the
 * order of the day's events does not matter.
 */
export function follow(timeline: Timeline, way: Way, { day, events }: DayOfEvents): void {
  const next = new Set(way.heirs);
  for (const heir of way.heirs) {
    for (const one of events) followEvent(timeline, way, heir, one, next);
    if (timeline.lives[heir]?.to === day) next.delete(heir);
  }
  moveLand(way, events);
  way.heirs = next;
}

function followEvent(timeline: Timeline, way: Way, heir: number, one: DayEvent, next: Set<number>): void {
  const { number, event } = one;
  const isSelf = heir === way.body;
  const takes = isSelf && participantsOf(event).includes(heir);
  const leaves = timeline.lives[heir]?.to === event.day && isLeaving(event, heir);
  const given = one.transfers.filter(
    (transfer) => transfer.from === heir && transfer.to !== heir && (isSelf || touches(way, heir, transfer.zones)),
  );
  const changesStatus = event.row.kind === 'change-of-status' && event.subjects.includes(heir);
  if (!takes && !leaves && given.length === 0 && !changesStatus) return;
  way.events.add(number);
  if (isSelf && way.parting < 0 && (leaves || given.length > 0)) way.parting = number;
  for (const taker of takersOf(timeline, heir, one, given, leaves)) next.add(taker);
}

function isLeaving(event: SuccessionEvent, body: number): boolean {
  return event.predecessors.includes(body) || (event.row.kind === 'abolish' && event.subjects.includes(body));
}

/**
 * Who takes from the body in the event: those that take its land, where all its land is known and any passes; else
 * everybody whom the event names as taking over from a body that ends, and whoever takes land of it.
 */
function takersOf(
  timeline: Timeline,
  body: number,
  { event }: DayEvent,
  given: readonly Transfer[],
  leaves: boolean,
): number[] {
  const byLand = given.map((one) => one.to).filter((to) => to >= 0);
  if (!leaves) return byLand;
  const dayBefore = addDays(event.day as IsoDate, -1);
  const isToldByLand = byLand.length > 0 && extentOn(timeline.world.organisations[body], dayBefore) === 'known';
  return isToldByLand ? byLand : [...byLand, ...event.successors, ...event.continuing].filter((to) => to !== body);
}

function touches(way: Way, heir: number, zones: Int32Array): boolean {
  return zones.some((zone) => way.holders[placeOf(way.zones, zone)] === heir);
}

function moveLand(way: Way, events: readonly DayEvent[]): void {
  const before = way.holders.slice();
  for (const { transfers } of events) {
    for (const { from, to, zones } of transfers) {
      if (!way.heirs.has(from)) continue;
      for (const zone of zones) {
        const at = placeOf(way.zones, zone);
        if (at >= 0 && before[at] === from) way.holders[at] = to;
      }
    }
  }
}

/** Where the zone stands in the ascending list, or -1. */
export function placeOf(zones: Int32Array, zone: number): number {
  let low = 0;
  let high = zones.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = zones[middle] ?? 0;
    if (found === zone) return middle;
    if (found < zone) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
