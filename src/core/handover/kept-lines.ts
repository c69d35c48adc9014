/**
 * Lines that have been made, and which of an older sheet's a newer one of the same world can take over: those of
 * arrangements of which all that they rest on is the same on both. Does not know how lines are made.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { isSameFate } from '#core/handover/fates.ts';
import type { Ground, Grounds } from '#core/handover/grounds.ts';
import type { HandoverLine } from '#core/handover/line.ts';
import type { PlacedParty } from '#core/handover/positions.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** What was found for an arrangement, and all that it rests on beside the arrangement and the rulebook. */
export type Kept = {
  readonly arrangement: Arrangement;
  readonly lines: readonly HandoverLine[];
  /** The first day that counts for it; null: it begins after the second day. */
  readonly from: IsoDate | null;
  /** Its parties with their positions, each role by itself; empty when there are no lines. */
  readonly placed: readonly PlacedParty[];
  /** Bodies whose fate counts: its parties, and those that its areas name. */
  readonly bodies: readonly number[];
  /** Who stands in the place of the parties: of these counts whether they were there before, and their land. */
  readonly heirs: readonly number[];
  /** Zones whose health and wellbeing board area counts. */
  readonly zones: readonly number[];
};

/** What was found for a list of arrangements. Asked again in the same order, it is found without a search. */
export class KeptList {
  private readonly arrangements: readonly Arrangement[];
  /** Undefined: what was found for the arrangement of that place no longer stands. */
  private readonly places: readonly (Kept | undefined)[];
  private byArrangement: ReadonlyMap<Arrangement, Kept | undefined> | null = null;

  constructor(arrangements: readonly Arrangement[], places: readonly (Kept | undefined)[]) {
    this.arrangements = arrangements;
    this.places = places;
  }

  /** What is kept of that very arrangement, which may well stand at that place of the list; -1: no place is likely. */
  find(arrangement: Arrangement, place: number): Kept | undefined {
    const here = this.arrangements[place];
    if (here === arrangement) return this.places[place];
    // Its older self stands there, so it stands nowhere else.
    if (here?.id === arrangement.id) return undefined;
    this.byArrangement ??= new Map(this.arrangements.map((one, at) => [one, this.places[at]]));
    return this.byArrangement.get(arrangement);
  }

  /** What of it stands on other grounds too, each at its place. */
  standingOn(is: Grounds, was: Grounds): KeptList {
    const standing = new Standing(was, is);
    return new KeptList(
      this.arrangements,
      this.places.map((kept) => (kept !== undefined && standing.isStanding(kept) ? kept : undefined)),
    );
  }
}

/** Whether what was found on some grounds stands on others. */
class Standing {
  private readonly was: Grounds;
  private readonly is: Grounds;
  private readonly compared = new Map<IsoDate, Comparison>();

  constructor(was: Grounds, is: Grounds) {
    this.was = was;
    this.is = is;
  }

  /**
   * True when nothing that it rests on has changed. Its first day may be another on the other grounds; but where the
   * fates from one of the two are the same, nothing that counts happens between them.
   */
  isStanding(kept: Kept): boolean {
    return kept.from === null || this.comparisonFrom(kept.from).isSame(kept);
  }

  private comparisonFrom(day: IsoDate): Comparison {
    const known = this.compared.get(day);
    if (known !== undefined) return known;
    const comparison = new Comparison(this.was.from(day), this.is.from(day), this.is.differing);
    this.compared.set(day, comparison);
    return comparison;
  }
}

const [same, mayDiffer, differs] = [0, 1, 2];

/** Two grounds of one first day. */
class Comparison {
  private readonly was: Ground;
  private readonly is: Ground;
  /** Whether the body's fate is the same, differs, or has yet to be compared. @shape bodies */
  private readonly states: Uint8Array;
  private readonly isSameLists: boolean;
  /** 1: in another HWB area than before. @shape zones */
  private readonly moved: Uint8Array;
  private readonly isAnyMoved: boolean;

  constructor(was: Ground, is: Ground, differing: ReadonlySet<number>) {
    this.was = was;
    this.is = is;
    this.states = new Uint8Array(is.fates.timeline.world.organisations.length);
    for (const body of differing) this.states[body] = mayDiffer;
    this.isSameLists = was.shares.restsOnSameLists(is.shares);
    const [a, b] = [was.matches, is.matches];
    this.moved = Uint8Array.from(b.hwbAfter, (area, zone) =>
      Number(a.hwbAfter[zone] !== area || a.hwbBefore[zone] !== b.hwbBefore[zone]),
    );
    this.isAnyMoved = this.moved.includes(1);
  }

  isSame(kept: Kept): boolean {
    if (!this.isSameLists) return false;
    for (const body of kept.bodies) if (this.hasOtherFate(body)) return false;
    if (this.isAnyMoved) for (const zone of kept.zones) if (this.moved[zone] === 1) return false;
    let isLandToMatch = false;
    for (const heir of kept.heirs) {
      if (!this.hasOtherFate(heir)) continue;
      if (this.was.fates.fateOf(heir).existsAtStart !== this.is.fates.fateOf(heir).existsAtStart) return false;
      isLandToMatch = true;
    }
    return !isLandToMatch || this.isMatchingAsBefore(kept);
  }

  /** All that the land of heirs bears on is how both sides of an arrangement match afterwards, and how far they do not. */
  private isMatchingAsBefore({ lines, placed }: Kept): boolean {
    const { matches } = this.is;
    return lines.every(({ party: own, findings }) => {
      const party = placed.find((one) => one.party === own);
      if (party === undefined || matches.sidesMatch(party, placed) !== findings.coterminous) return false;
      return findings.coterminous !== 'not-known' || matches.straddlesAfter(party, placed) === findings.bodyStraddles;
    });
  }

  private hasOtherFate(body: number): boolean {
    if (this.states[body] === mayDiffer)
      this.states[body] = isSameFate(this.was.fates.fateOf(body), this.is.fates.fateOf(body)) ? same : differs;
    return this.states[body] === differs;
  }
}
