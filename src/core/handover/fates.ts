/**
 * What becomes of a body between two days: the events on its way, who stands in its place afterwards, and to whom each
 * piece of its land has passed. Law first: bodies succeed because an event names them; land tells who takes what where
 * it is known. Knows nothing of arrangements.
 */

import { type DayOfEvents, daysOfEvents, follow, type Way } from '#core/handover/body-way.ts';
import { fateWord } from '#core/handover/fate-word.ts';
import type { Fate, Regime } from '#core/handover/findings.ts';
import { extentOn } from '#core/register/as-of.ts';
import { type TierName, tiers, tiersOfRole } from '#core/register/tiers.ts';
import { holdersOn, isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { type Organisation, participantsOf, tiersOn } from '#core/register/world.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';

type BodySide = 'health' | 'council' | 'other';

export type BodyFate = {
  readonly body: number;
  readonly fate: Fate;
  readonly side: BodySide;
  readonly regime: Regime;
  /** It exists on the first of the two days. */
  readonly existsAtStart: boolean;
  /** It exists on the second of the two days. */
  readonly livesOn: boolean;
  /** The day its land is looked up: the first of the two; of a body that had ended its last, of one that begins between them its first. */
  readonly startDay: IsoDate;
  /** Numbers of the events on its way, in order of effect. */
  readonly events: readonly number[];
  /** Their kinds, each once, separated by blanks. */
  readonly eventKinds: string;
  /** The day of the first of them that ends or divides it; without such, of the first; null: there is none. */
  readonly vesting: IsoDate | null;
  /** Bodies that stand in its place on the second day, itself first where it lives on, then by name and id. */
  readonly heirs: readonly number[];
  /** False when its land is not known, or only in part, on `startDay`. Then `zones` are not to be relied on. */
  readonly isLandKnown: boolean;
  /** Zones it served on `startDay`, ascending. */
  readonly zones: Int32Array;
  /** Who has each of them in its place on the second day; -1: nobody. @shape zones of the body */
  readonly heirOfZone: Int32Array;
  /** Zones it serves on the second day, ascending; empty when it does not exist then. */
  readonly zonesAfter: Int32Array;
};

/** Fates of the bodies of one time line between two days: worked out when asked for, once each. */
export class FateBook {
  readonly timeline: Timeline;
  readonly from: IsoDate;
  readonly to: IsoDate;
  private readonly known = new Map<number, BodyFate>();
  private readonly days: readonly DayOfEvents[];
  /** Bodies that an event names or takes land from: nothing happens to the others but by their own dates. */
  private readonly named: ReadonlySet<number>;
  private readonly landOfDay: Map<IsoDate, DayLand>;

  /** `other`: a book of the same time line and second day, with which it shares what does not depend on the first. */
  constructor(timeline: Timeline, from: IsoDate, to: IsoDate, other?: FateBook) {
    this.timeline = timeline;
    this.from = from;
    this.to = to;
    this.days = other?.days ?? daysOfEvents(timeline, to);
    this.named = other?.named ?? namedIn(this.days);
    this.landOfDay = other?.landOfDay ?? new Map();
  }

  /** Takes over the fates of a book of the same world and days, but for those of the bodies that may differ. */
  adopt(older: FateBook, differing: ReadonlySet<number>): void {
    for (const [body, fate] of older.known) if (!differing.has(body)) this.known.set(body, fate);
  }

  /** The fate of the body. @throws when there is no body of that number. */
  fateOf(body: number): BodyFate {
    const known = this.known.get(body);
    if (known !== undefined) return known;
    const found = makeFate(this, this.named.has(body) ? this.days : [], body);
    this.known.set(body, found);
    return found;
  }

  /** Zones the body serves on the day, over all its tiers, ascending: the same as `zonesServed`. */
  zonesOn(organisation: Organisation, day: IsoDate): Int32Array {
    const land = this.landOfDay.get(day) ?? new Map<TierName, ReadonlyMap<number, number[]>>();
    this.landOfDay.set(day, land);
    const lists = tiersOn(organisation, day).flatMap((tier) => {
      if (!this.timeline.tiers.has(tier)) return [];
      const served = land.get(tier) ?? zonesByHolder(holdersOn(this.timeline, tier, day));
      land.set(tier, served);
      return [served.get(organisation.index) ?? []];
    });
    const [first = [], ...others] = lists;
    return Int32Array.from(others.length === 0 ? first : new Set(lists.flat())).sort();
  }
}

type DayLand = Map<TierName, ReadonlyMap<number, number[]>>;

function namedIn(days: readonly DayOfEvents[]): Set<number> {
  const named = new Set<number>();
  for (const { events } of days) {
    for (const { event, transfers } of events) {
      for (const body of participantsOf(event)) named.add(body);
      for (const { from } of transfers) named.add(from);
    }
  }
  return named;
}

function zonesByHolder(holders: Int32Array): Map<number, number[]> {
  const zones = new Map<number, number[]>();
  for (let zone = 0; zone < holders.length; zone++) {
    const holder = holders[zone] ?? -1;
    const served = zones.get(holder);
    if (served === undefined) zones.set(holder, [zone]);
    else served.push(zone);
  }
  return zones;
}

/** What became of the body by the events whose day is after `from` and not after `to`. For many bodies keep a FateBook. */
export function fateOf(timeline: Timeline, body: number, from: IsoDate, to: IsoDate): BodyFate {
  return new FateBook(timeline, from, to).fateOf(body);
}

/** True when the two say the same in every respect. They must be of one world. */
export function isSameFate(a: BodyFate, b: BodyFate): boolean {
  return (
    a === b ||
    (a.fate === b.fate &&
      a.side === b.side &&
      a.startDay === b.startDay &&
      a.vesting === b.vesting &&
      a.existsAtStart === b.existsAtStart &&
      a.livesOn === b.livesOn &&
      a.isLandKnown === b.isLandKnown &&
      isSameList(a.events, b.events) &&
      isSameList(a.heirs, b.heirs) &&
      isSameList(a.zones, b.zones) &&
      isSameList(a.heirOfZone, b.heirOfZone) &&
      isSameList(a.zonesAfter, b.zonesAfter))
  );
}

/** Bodies in the order in which a line lists them: `first`, if it is among them, then by name and id. */
export function inOrder(timeline: Timeline, bodies: Iterable<number>, first: number): number[] {
  const key = (body: number) => {
    const row = timeline.world.organisations[body]?.row;
    return `${body === first ? '0' : '1'}${row?.name ?? ''}\u0000${row?.id ?? ''}`;
  };
  return [...bodies]
    .map((body) => ({ body, key: key(body) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((one) => one.body);
}

const noZones = new Int32Array(0);

function makeFate(book: FateBook, days: readonly DayOfEvents[], body: number): BodyFate {
  const { timeline, from, to } = book;
  const organisation = timeline.world.organisations[body];
  if (organisation === undefined) throw new Error(`no organisation number ${body}`);
  const startDay = startDayOf(timeline, body, from, to);
  const isThere = isAliveOn(timeline, organisation, startDay);
  const zones = isThere ? book.zonesOn(organisation, startDay) : noZones;
  const way: Way = {
    body,
    heirs: new Set(isThere ? [body] : []),
    zones,
    holders: new Int32Array(zones.length).fill(body),
    events: new Set(),
    parting: -1,
  };
  if (isThere) for (const day of days) if (day.day > startDay) follow(timeline, way, day);
  const isLiving = (one: number) => isBodyAlive(timeline, one, to);
  const events = [...way.events].sort((a, b) => a - b);
  const livesOn = isLiving(body);
  const zonesAfter = livesOn ? book.zonesOn(organisation, to) : noZones;
  const existsAtStart = isAliveOn(timeline, organisation, from);
  const side = sideOf(organisation, startDay);
  const heirOfZone = way.holders.map((holder) => (holder >= 0 && isLiving(holder) ? holder : -1));
  const isLandKnown = zones.length > 0 && extentOn(organisation, startDay) === 'known';
  // Where land tells who stands in its place, it tells all of it: land may have come back, or gone on.
  const byLand = isLandKnown ? new Set(heirOfZone.filter((heir) => heir >= 0)) : new Set<number>();
  if (byLand.size > 0 && livesOn) byLand.add(body);
  const heirs = inOrder(timeline, byLand.size > 0 ? byLand : [...way.heirs].filter(isLiving), body);
  const draft = { body, side, existsAtStart, livesOn, startDay, events, heirs, zones, heirOfZone, zonesAfter };
  const fate = fateWord(timeline, { ...draft, isLandKnown, isGone: isGoneBy(timeline, body, from) });
  const end = timeline.lives[body]?.to ?? null;
  const endsSilently = end !== null && end <= to && isThere && events.length === 0;
  const kinds = new Set(events.map((event) => timeline.world.events[event]?.row.kind ?? ''));
  return {
    ...draft,
    isLandKnown,
    fate,
    eventKinds: [...kinds].join(' '),
    regime: fate === 'unaffected' ? 'none' : regimeOfSide[side],
    vesting: endsSilently ? end : dayOf(timeline, way.parting >= 0 ? way.parting : events[0]),
  };
}

const regimeOfSide = { council: 'local-government', health: 'nhs', other: 'other' } as const;

function dayOf(timeline: Timeline, event: number | undefined): IsoDate | null {
  return event === undefined ? null : (timeline.world.events[event]?.day ?? null);
}

function startDayOf(timeline: Timeline, body: number, from: IsoDate, to: IsoDate): IsoDate {
  const life = timeline.lives[body] ?? null;
  if (life === null) return from;
  if (life.to !== null && life.to <= from) return addDays(life.to, -1);
  return life.from !== null && life.from > from && life.from <= to ? life.from : from;
}

function isGoneBy(timeline: Timeline, body: number, from: IsoDate): boolean {
  const end = timeline.lives[body]?.to ?? null;
  return end !== null && end <= from;
}

function isBodyAlive(timeline: Timeline, body: number, day: IsoDate): boolean {
  const organisation = timeline.world.organisations[body];
  return organisation !== undefined && isAliveOn(timeline, organisation, day);
}

/** By its roles of the day, else by any it ever had. Health comes before council where roles of both sides hold. */
function sideOf(organisation: Organisation, day: IsoDate): BodySide {
  const today = tiersOn(organisation, day);
  const ever = today.length > 0 ? today : organisation.roles.flatMap((row) => tiersOfRole(row.role));
  const sides = new Set<BodySide>(ever.map((tier) => tiers[tier].side));
  return sides.has('health') ? 'health' : sides.has('council') ? 'council' : 'other';
}

/** True when both have the same numbers in the same order. */
export function isSameList(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
