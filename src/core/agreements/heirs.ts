/** Who stands in a body's place on a day: the bodies that took over from it, and from those in turn, by the time line. */

import { successionsOf } from '#core/register/lineage.ts';
import { isAliveOn, type Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

const takersByTimeline = new WeakMap<Timeline, Map<number, readonly number[]>>();

export type Heirs = {
  /** Numbers of the bodies that took over and exist on the day, the nearest first, then by number. */
  readonly living: readonly number[];
  /** Those who took over, ended in turn, and from whom nobody is recorded to have taken over. */
  readonly lost: readonly number[];
};

/**
 * Who took over from the body, directly or through others, as of the day. Both lists empty: nobody is recorded. A
 * circle of successions ends where it began.
 */
export function heirsOn(timeline: Timeline, body: number, on: IsoDate): Heirs {
  const living: number[] = [];
  const lost: number[] = [];
  const seen = new Set([body]);
  const queue = [body];
  for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
    const takers = takersFrom(timeline, one);
    if (takers.length === 0 && one !== body) lost.push(one);
    for (const taker of takers) {
      if (seen.has(taker)) continue;
      seen.add(taker);
      const organisation = timeline.world.organisations[taker];
      if (organisation !== undefined && isAliveOn(timeline, organisation, on)) living.push(taker);
      else queue.push(taker);
    }
  }
  return { living, lost };
}

/** Who took over from the body by the event that ended it; worked out once for each body of a time line. */
function takersFrom(timeline: Timeline, body: number): readonly number[] {
  const known = takersByTimeline.get(timeline) ?? new Map<number, readonly number[]>();
  takersByTimeline.set(timeline, known);
  const before = known.get(body);
  if (before !== undefined) return before;
  const takers = endingsOf(timeline, body).flatMap((event) =>
    successionsOf(timeline, event, undefined)
      .filter((line) => line.from === body && line.to !== body)
      .map((line) => line.to),
  );
  const found = [...new Set(takers)].sort((a, b) => a - b);
  known.set(body, found);
  return found;
}

/** Events of the day on which the body ended that name it as one that ends. */
function endingsOf(timeline: Timeline, body: number): number[] {
  const life = timeline.lives[body] ?? null;
  if (life === null || life.to === null) return [];
  return timeline.holding.filter((number) => {
    const event = timeline.world.events[number];
    return event?.day === life.to && (number === life.endedBy || event.predecessors.includes(body));
  });
}
