/**
 * What became of a body and what it came from: the chain of succession events both ways, with the share of
 * the people that went each way where land was divided. Law first: a line is drawn because an event names
 * predecessor and successor; the shares only say how the people fell.
 */

import type { Population } from '#core/footprint/population.ts';
import { extentOn } from '#core/register/as-of.ts';
import type { Timeline, Transfer } from '#core/register/timeline.ts';
import type { SuccessionEvent } from '#core/register/world.ts';
import { addDays } from '#std/iso-date.ts';

/** A line of succession: `from` handed over to `to` in the event (all by number). */
export type Succession = {
  readonly event: number;
  readonly from: number;
  readonly to: number;
  /** The giver lives on (a boundary change), or the taker was there before. */
  readonly giverContinues: boolean;
  /** People on the land that passed; null when no land is known to have passed. @units persons */
  readonly persons: number | null;
  /** `persons` as a share of all that a giver that ends gave up on its last day; null when it lives on, or is not wholly known. */
  readonly shareOfGiver: number | null;
};

export type Lineage = {
  /** Lines that lead to the body, earliest first, from however far back. */
  readonly before: readonly Succession[];
  /** Lines that lead away from it, earliest first. */
  readonly after: readonly Succession[];
};

/** Lines of succession of one event, with people of `population` where its land is known. */
export function successionsOf(timeline: Timeline, number: number, population: Population | undefined): Succession[] {
  const event = timeline.world.events[number];
  const day = event?.day ?? null;
  if (event === undefined || day === null) return [];
  const transfers = transfersOf(timeline, number);
  const pairs = new Map<string, { from: number; to: number }>();
  for (const { from, to } of namedPairs(event, transfers)) pairs.set(`${from} ${to}`, { from, to });
  for (const { from, to } of transfers)
    if (from >= 0 && to >= 0 && from !== to) pairs.set(`${from} ${to}`, { from, to });
  return [...pairs.values()].map(({ from, to }) => {
    const passed = transfers.filter((one) => one.from === from && one.to === to);
    // A body may hand over in one event and be abolished by another of the same day.
    const giverContinues = timeline.lives[from]?.to !== day;
    const persons = population === undefined || passed.length === 0 ? null : personsOf(passed, population);
    const isKnownWhole = extentOn(timeline.world.organisations[from], addDays(day, -1)) === 'known';
    const given = population === undefined || giverContinues ? 0 : givenOnLastDay(timeline, from, population);
    const share = persons === null || given === 0 || !isKnownWhole ? null : persons / given;
    return { event: number, from, to, giverContinues, persons, shareOfGiver: share };
  });
}

/** The lineage of a body through the events that hold. Terminates on any input: each event is read once. */
export function lineageOf(timeline: Timeline, body: number, population: Population | undefined): Lineage {
  const all = timeline.holding.flatMap((number) => successionsOf(timeline, number, population));
  const lines = all.filter((line) => line.from !== line.to);
  return { before: walk(lines, body, 'to', 'from'), after: walk(lines, body, 'from', 'to') };
}

function walk(lines: readonly Succession[], start: number, near: 'from' | 'to', far: 'from' | 'to'): Succession[] {
  const byNear = Map.groupBy(lines, (line) => line[near]);
  const seen = new Set([start]);
  const found = new Set<Succession>();
  const queue = [start];
  for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
    for (const line of byNear.get(body) ?? []) {
      found.add(line);
      // Land gained or lost by a body that lives on is part of the story of `start` only, not of its kin.
      if (line.giverContinues && body !== start) found.delete(line);
      else if (!line.giverContinues && !seen.has(line[far])) {
        seen.add(line[far]);
        queue.push(line[far]);
      }
    }
  }
  return [...found].sort((a, b) => a.event - b.event || a.from - b.from || a.to - b.to);
}

/**
 * Pairs that the event states. One taker: every predecessor hands over to it. Several: a predecessor with
 * known transfers hands over to those; one without is linked to every taker, its shares not known.
 */
function namedPairs(event: SuccessionEvent, transfers: readonly Transfer[]): { from: number; to: number }[] {
  const takers = [...event.successors, ...event.continuing];
  return event.predecessors.flatMap((from) => {
    const known = transfers.some((one) => one.from === from && one.to >= 0);
    // A division names who takes from whom; where many bodies give way to many, only the land tells.
    const isTold = event.row.kind === 'divide' || takers.length === 1 || !known;
    return isTold ? takers.map((to) => ({ from, to })) : [];
  });
}

function transfersOf(timeline: Timeline, event: number): Transfer[] {
  return timeline.transfers.filter((one) => one.event === event);
}

/** People on all the land that a body gave up on the day it ended, in whichever events; each zone once. */
function givenOnLastDay(timeline: Timeline, body: number, population: Population): number {
  const last = timeline.lives[body]?.to;
  const zones = new Set<number>();
  for (const transfer of timeline.transfers) {
    if (transfer.from !== body || timeline.world.events[transfer.event]?.day !== last) continue;
    for (const zone of transfer.zones) zones.add(zone);
  }
  let persons = 0;
  for (const zone of zones) persons += population.personsOfZone[zone] ?? 0;
  return persons;
}

function personsOf(transfers: readonly Transfer[], population: Population): number {
  let persons = 0;
  for (const { zones } of transfers) for (const zone of zones) persons += population.personsOfZone[zone] ?? 0;
  return persons;
}
