/**
 * How areas matched before a change and match after it: the service area with one health and wellbeing board (HWB) area,
 * and the land of the council side with that of the health side.
 */

import { relationOf } from '#core/coterminosity/relations.ts';
import { nearestPopulation } from '#core/footprint/population.ts';
import type { BodyFate, FateBook } from '#core/handover/fates.ts';
import type { Match } from '#core/handover/findings.ts';
import type { PlacedParty } from '#core/handover/positions.ts';
import type { Area } from '#core/handover/service-area.ts';
import { extentOn } from '#core/register/as-of.ts';
import { holdersOn, isAliveOn } from '#core/register/timeline.ts';
import { participantsOf } from '#core/register/world.ts';

/** Roles of bodies whose land is that of one side; practices and trusts have none, and an HWB area is no council. */
const withoutLand: readonly string[] = ['gp-practice', 'nhs-trust', 'region', 'hwb-area'];

export class Matches {
  /** Who has each zone as its HWB area on the first and on the second day; -1: not known. @shape zones */
  readonly hwbBefore: Int32Array;
  readonly hwbAfter: Int32Array;
  private readonly fates: FateBook;
  private readonly tolerance: number;
  private readonly hwbKnown = new WeakMap<Area, Match>();
  private readonly sidesKnown = {
    before: new Map<string | number, boolean | null>(),
    after: new Map<string | number, boolean | null>(),
  };
  /** Bodies that have land of a side, as far as they were asked for. */
  private readonly sided = new Map<number, boolean>();
  /** What each zone weighs: its people, or its parts where nobody is counted everywhere. @shape zones */
  private readonly weights: ArrayLike<number>;
  /** Which of two lands has each zone, while they are compared. @shape zones */
  private readonly marks: Uint8Array;

  constructor(fates: FateBook, tolerance: number) {
    this.fates = fates;
    this.tolerance = tolerance;
    const { world } = fates.timeline;
    this.marks = new Uint8Array(world.zones.count);
    this.hwbBefore = hwbBefore(fates);
    this.hwbAfter = hwbAfter(fates, this.hwbBefore);
    this.weights = nearestPopulation(world.populations, fates.to)?.personsOfZone ?? new Float64Array(world.zones.count);
  }

  /** Whether the area lies in exactly one HWB area, before and after. Not applicable to no land at all. */
  hwbMatch(area: Area): Match {
    if (area.zones.length === 0) return 'not-applicable';
    const known = this.hwbKnown.get(area);
    if (known !== undefined) return known;
    const match = matchWord(isInOne(area, this.hwbBefore), isInOne(area, this.hwbAfter));
    this.hwbKnown.set(area, match);
    return match;
  }

  /**
   * Whether the land of the council parties was that of the health parties, and is so with each of this party's
   * successors in its place and with the other parties' successors in theirs.
   */
  sidesMatch(party: PlacedParty, all: readonly PlacedParty[]): Match {
    const { mine, theirs } = this.sidesOf(party, all);
    if (!mine.some((one) => one.body === party.body) || theirs.length === 0) return 'not-applicable';
    const before = this.isSame('before', mine.map(bodyOf), theirs.map(bodyOf));
    const others = mine.length === 1 ? [] : mine.filter((one) => one.body !== party.body).flatMap(successorsOf);
    const opposite = theirs.flatMap(successorsOf);
    const after = party.position.successors.map((one) => this.isSame('after', [one, ...others], opposite));
    return matchWord(before, after.length === 0 || after.includes(false) ? false : after.includes(null) ? null : true);
  }

  /**
   * Whether, with one of the party's successors in its place, clearly more of the health side's people live outside the
   * land of the councils than may: ten times the tolerance. False where land is not known or a side is missing.
   */
  straddlesAfter(party: PlacedParty, all: readonly PlacedParty[]): boolean {
    const { mine, theirs } = this.sidesOf(party, all);
    if (!mine.some((one) => one.body === party.body) || theirs.length === 0) return false;
    const others = mine.filter((one) => one.body !== party.body).flatMap(successorsOf);
    const opposite = theirs.flatMap(successorsOf);
    const isHealth = party.position.fate.side === 'health';
    return party.position.successors.some((one) => {
      const own = [one, ...others];
      return isHealth ? this.reachesBeyond(own, opposite) : this.reachesBeyond(opposite, own);
    });
  }

  private reachesBeyond(health: readonly number[], councils: readonly number[]): boolean {
    this.marks.fill(0);
    if (!this.mark('after', health, 1) || !this.mark('after', councils, 2)) return false;
    let [all, outside, zonesAll, zonesOutside] = [0, 0, 0, 0];
    for (const [zone, mark] of this.marks.entries()) {
      if (mark !== 1 && mark !== 3) continue;
      const weight = this.weights[zone] ?? 0;
      all += weight;
      zonesAll += 1;
      if (mark === 3) continue;
      outside += weight;
      zonesOutside += 1;
    }
    return (all > 0 ? outside / all : zonesOutside / zonesAll) > 10 * this.tolerance;
  }

  private sidesOf(party: PlacedParty, all: readonly PlacedParty[]) {
    const mine: PlacedParty[] = [];
    const theirs: PlacedParty[] = [];
    for (const one of all) {
      if (!this.hasSideLand(one.position.fate)) continue;
      const side = one.position.fate.side === party.position.fate.side ? mine : theirs;
      if (!side.some((other) => other.body === one.body)) side.push(one);
    }
    return { mine, theirs };
  }

  private hasSideLand({ body, side }: BodyFate): boolean {
    const known = this.sided.get(body);
    if (known !== undefined) return known;
    const roles = this.fates.timeline.world.organisations[body]?.roles ?? [];
    const found = side !== 'other' && roles.some((row) => !withoutLand.includes(row.role));
    this.sided.set(body, found);
    return found;
  }

  /** True when both serve the same land within the tolerance; null: the land of one of them is not known. */
  private isSame(when: 'before' | 'after', one: readonly number[], other: readonly number[]): boolean | null {
    const key = one.length === 1 && other.length === 1 ? pairKey(one, other) : `${numbered(one)}|${numbered(other)}`;
    const known = this.sidesKnown[when].get(key);
    if (known !== undefined) return known;
    this.marks.fill(0);
    const found = this.mark(when, one, 1) && this.mark(when, other, 2) ? this.isMatch() : null;
    this.sidesKnown[when].set(key, found);
    return found;
  }

  private isMatch(): boolean {
    const { marks, weights } = this;
    let [inA, inB, inBoth, zonesA, zonesB, zonesBoth] = [0, 0, 0, 0, 0, 0];
    for (let zone = 0; zone < marks.length; zone++) {
      const mark = marks[zone] ?? 0;
      if (mark === 0) continue;
      const weight = weights[zone] ?? 0;
      if (mark !== 2) {
        inA += weight;
        zonesA += 1;
      }
      if (mark !== 1) {
        inB += weight;
        zonesB += 1;
      }
      if (mark === 3) {
        inBoth += weight;
        zonesBoth += 1;
      }
    }
    const shares =
      inA > 0 && inB > 0
        ? { ofBody: inBoth / inA, ofCouncil: inBoth / inB }
        : { ofBody: zonesBoth / zonesA, ofCouncil: zonesBoth / zonesB };
    return relationOf(shares, this.tolerance) === 'coterminous';
  }

  /** Marks the land of the bodies; false: that of one of them is not known, or there is nobody. */
  private mark(when: 'before' | 'after', bodies: readonly number[], bit: number): boolean {
    for (const body of bodies) {
      const fate = this.fates.fateOf(body);
      const zones = when === 'before' ? fate.zones : fate.zonesAfter;
      const isKnown =
        when === 'before'
          ? fate.isLandKnown
          : zones.length > 0 && extentOn(this.fates.timeline.world.organisations[body], this.fates.to) === 'known';
      if (!isKnown) return false;
      for (const zone of zones) this.marks[zone] = (this.marks[zone] ?? 0) | bit;
    }
    return bodies.length > 0;
  }
}

/** What is not known before counts as not having matched only where it matches after. */
function matchWord(before: boolean | null, after: boolean | null): Match {
  if (after === true) return before === true ? 'kept' : 'gained';
  if (after === null || before === null) return 'not-known';
  return before ? 'lost' : 'never';
}

/** Null: not told, since part of the area is in no HWB area that is known. */
function isInOne({ zones }: Area, holders: Int32Array): boolean | null {
  let first = -1;
  let isUnknown = false;
  for (const zone of zones) {
    const holder = holders[zone] ?? -1;
    if (holder < 0) isUnknown = true;
    else if (first >= 0 && holder !== first) return false;
    else first = holder;
  }
  return isUnknown ? null : true;
}

/** The HWB area where the register has one, else the upper-tier council: by law each of these has a board. */
function hwbBefore({ timeline, from }: FateBook): Int32Array {
  const councils = holdersOn(timeline, 'utla', from);
  return holdersOn(timeline, 'hwb', from).map((area, zone) => (area >= 0 ? area : (councils[zone] ?? -1)));
}

/**
 * The same on the second day. An HWB area over a council that was replaced is taken to have gone with it, unless an
 * event names it: registers seldom say what became of one.
 */
function hwbAfter({ timeline, from, to }: FateBook, before: Int32Array): Int32Array {
  const { world } = timeline;
  const councilsBefore = holdersOn(timeline, 'utla', from);
  const councils = holdersOn(timeline, 'utla', to);
  const named = new Set<number>();
  for (const number of timeline.holding) {
    const event = world.events[number];
    if (event?.day == null || event.day <= from || event.day > to) continue;
    for (const body of participantsOf(event)) named.add(body);
  }
  const isReplaced = (council: number) => {
    const organisation = world.organisations[council];
    return organisation !== undefined && !isAliveOn(timeline, organisation, to);
  };
  return holdersOn(timeline, 'hwb', to).map((area, zone) => {
    const council = councils[zone] ?? -1;
    const isStale = area === before[zone] && !named.has(area) && isReplaced(councilsBefore[zone] ?? -1);
    return area < 0 || isStale ? council : area;
  });
}

function bodyOf(party: PlacedParty): number {
  return party.body;
}

function successorsOf({ position }: PlacedParty): readonly number[] {
  return position.successors;
}

/** A number for two bodies: numbers of bodies stay far below two to the power of 26. */
function pairKey([one = 0]: readonly number[], [other = 0]: readonly number[]): number {
  return one * 2 ** 26 + other;
}

function numbered(bodies: readonly number[]): string {
  return [...new Set(bodies)].sort((a, b) => a - b).join(' ');
}
