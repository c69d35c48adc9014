/** What the fold of events makes: when each body lived and who held which zone, from the start to the end. */

import type { Evidence } from '#core/pack/vocabulary.ts';
import type { Scenario } from '#core/register/scenario.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { Organisation, World } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';

/** When a body existed in the scenario, and the events (by number) that began and ended it; -1: none did. */
export type Life = {
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly beganBy: number;
  readonly endedBy: number;
};

/** Who held each zone of a tier, as snapshots at the days on which anything changed. */
export type TierHistory = {
  readonly tier: TierName;
  /** Ascending; the first is null: before any dated change. */
  readonly dates: readonly (IsoDate | null)[];
  /** Number of the body that holds each zone; -1: nobody known. @shape dates x zones */
  readonly holders: readonly Int32Array[];
};

/** Land that changed hands in an event. `to` -1: it was released and nobody took it in this event. */
export type Transfer = {
  readonly event: number;
  readonly from: number;
  readonly to: number;
  readonly zones: Int32Array;
  readonly evidence: Evidence;
};

export type Timeline = {
  readonly world: World;
  readonly scenario: Scenario;
  /** By number of body; null: it never exists in this scenario. */
  readonly lives: readonly (Life | null)[];
  readonly tiers: ReadonlyMap<TierName, TierHistory>;
  readonly transfers: readonly Transfer[];
  /** Numbers of the events that hold and have a day, in order of effect. */
  readonly holding: readonly number[];
  readonly problems: readonly Problem[];
};

/** The snapshot of a tier on a day: who holds each zone. An unknown tier is held by nobody. @shape zones */
export function holdersOn(timeline: Timeline, tier: TierName, date: IsoDate): Int32Array {
  const history = timeline.tiers.get(tier);
  if (history === undefined) return new Int32Array(timeline.world.zones.count).fill(-1);
  let low = 0;
  let high = history.dates.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((history.dates[middle] ?? '') <= date) low = middle;
    else high = middle - 1;
  }
  return history.holders[low] ?? new Int32Array(timeline.world.zones.count).fill(-1);
}

/** True when the body exists in the scenario on the day. */
export function isAliveOn(timeline: Timeline, organisation: Organisation, date: IsoDate): boolean {
  const life = timeline.lives[organisation.index] ?? null;
  return life !== null && (life.from === null || life.from <= date) && (life.to === null || date < life.to);
}
