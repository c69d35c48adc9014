/**
 * What lines are made from, for each first day that counts. It is that of the sheet for whatever was there by then; an
 * arrangement that begins later meets only what happens after it has begun.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { beginsOn } from '#core/handover/arrangement-days.ts';
import { differingBodies } from '#core/handover/differing-bodies.ts';
import { FateBook } from '#core/handover/fates.ts';
import { Matches } from '#core/handover/matches.ts';
import { Positions } from '#core/handover/positions.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { ServiceAreas } from '#core/handover/service-area.ts';
import { ShareBook } from '#core/handover/shares.ts';
import type { PopulationId } from '#core/pack/tables.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { participantsOf } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type GroundQuestion = {
  readonly timeline: Timeline;
  /** The state after the events of this day ... */
  readonly from: IsoDate;
  /** ... is compared with the state after those of this day. */
  readonly to: IsoDate;
  readonly rulebook: Rulebook;
  /** Share by this count of people, in place of the one nearest to vesting day. */
  readonly population?: PopulationId | null;
};

/** All that lines are made from between one first day and the second day of the question. */
export type Ground = {
  readonly fates: FateBook;
  readonly areas: ServiceAreas;
  readonly positions: Positions;
  readonly shares: ShareBook;
  readonly matches: Matches;
};

export class Grounds {
  readonly question: GroundQuestion;
  /** Bodies that may fare differently than on the grounds that these were made after. */
  readonly differing: ReadonlySet<number>;
  private readonly days: readonly IsoDate[];
  private readonly known = new Map<IsoDate, Ground>();

  /** `older`: grounds of the same question but for its time line, from which is taken what cannot differ. */
  constructor(question: GroundQuestion, older: Grounds | null) {
    const { timeline, from, to } = question;
    this.question = question;
    this.differing = older === null ? new Set() : differingBodies(older.question.timeline, timeline);
    this.days = daysOfChange(timeline, from, to);
    for (const [day, { fates }] of older?.known ?? []) this.from(day).fates.adopt(fates, this.differing);
  }

  /**
   * The first day that counts for the arrangement: of the days up to its beginning on which anything happens to these
   * bodies or to any land the last, not before the question's own. Null: it begins only after the second day.
   */
  firstDayFor(arrangement: Arrangement, bodies: readonly number[]): IsoDate | null {
    const { timeline, from, to } = this.question;
    const begins = beginsOn(arrangement) ?? from;
    if (begins <= from) return from;
    if (begins > to) return null;
    let first = from;
    const reach = (day: IsoDate | null | undefined) => {
      if (day != null && first < day && day <= begins) first = day;
    };
    for (const day of this.days) reach(day);
    for (const body of bodies) {
      reach(timeline.lives[body]?.from);
      reach(timeline.lives[body]?.to);
      for (const { from: start, to: end } of timeline.world.organisations[body]?.extents ?? []) {
        reach(start);
        reach(end);
      }
    }
    return first;
  }

  /** The ground from that first day on; made when first asked for. */
  from(day: IsoDate): Ground {
    const known = this.known.get(day);
    if (known !== undefined) return known;
    const ground = this.make(day);
    this.known.set(day, ground);
    return ground;
  }

  private make(day: IsoDate): Ground {
    const { timeline, from, to, rulebook, population = null } = this.question;
    const fates = new FateBook(timeline, day, to, day === from ? undefined : this.from(from).fates);
    const areas = new ServiceAreas(fates);
    return {
      fates,
      areas,
      positions: new Positions(fates, areas),
      shares: new ShareBook(fates, areas, population),
      matches: new Matches(fates, rulebook.tolerance),
    };
  }
}

/**
 * Days after the first and up to the second on which an event takes effect, a body that any event names begins or ends, or
 * land changes hands; ascending.
 */
function daysOfChange(timeline: Timeline, from: IsoDate, to: IsoDate): IsoDate[] {
  const days = new Set<IsoDate | null | undefined>();
  for (const number of timeline.holding) {
    const event = timeline.world.events[number];
    if (event === undefined) continue;
    days.add(event.day);
    for (const body of participantsOf(event)) days.add(timeline.lives[body]?.from).add(timeline.lives[body]?.to);
  }
  for (const { dates } of timeline.tiers.values()) for (const day of dates) days.add(day);
  return [...days].filter((day) => day != null && from < day && day <= to).sort() as IsoDate[];
}
