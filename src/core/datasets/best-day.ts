/** Which day suits codes best: on how many of them each code is in use, and which of the best days is nearest to a period. */

import { type AreaIndex, afterAll, beforeAll, meaningOf } from '#core/datasets/area-index.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type Days = { readonly from: IsoDate; readonly to: IsoDate };

/** Codes of the tier by day: from `from` until before `to`, `count` of them are codes of it. */
type Stretch = { readonly from: string; readonly to: string; readonly count: number };

/**
 * The day on which most of the codes are codes of bodies of the tier, and how many are; null: none is on any day. Of days
 * that suit as well the one nearest to the period, and when that lies outside it, the last day up to then on which the tier
 * changed; without a period the first day of the latest stretch. O(codes log codes).
 */
export function bestDay(
  index: AreaIndex,
  tier: TierName,
  codes: readonly string[],
  period: Days | null,
): { readonly on: IsoDate; readonly count: number } | null {
  const stretches = stretchesOf(index, tier, codes);
  const count = stretches.reduce((most, one) => Math.max(most, one.count), 0);
  if (count === 0) return null;
  const best = stretches.filter((one) => one.count === count);
  const near = period === null ? best.at(-1) : nearest(best, period);
  if (near === undefined) return null;
  return { on: dayIn(near, period, changesOf(index, tier)) as IsoDate, count };
}

/** True when the day lies in the period; without a period every day does. */
export function isWithin(day: string, period: Days | null): boolean {
  return period === null || (day >= period.from && day < period.to);
}

function stretchesOf(index: AreaIndex, tier: TierName, codes: readonly string[]): Stretch[] {
  const steps = new Map<string, number>();
  const step = (day: string, by: number) => steps.set(day, (steps.get(day) ?? 0) + by);
  for (const code of codes) {
    for (const { from, to } of daysOfCode(index, tier, code)) {
      step(from, 1);
      step(to, -1);
    }
  }
  const days = [...steps.keys()].sort();
  let count = 0;
  return days.flatMap((from, at) => {
    count += steps.get(from) ?? 0;
    const to = days[at + 1];
    return to === undefined ? [] : [{ from, to, count }];
  });
}

/** Days on which the code is that of some body of the tier, apart from each other. */
function daysOfCode(index: AreaIndex, tier: TierName, code: string): { from: string; to: string }[] {
  const found = (meaningOf(index, code)?.bodies ?? [])
    .filter((one) => one.tier === tier)
    .map(({ from, to }) => ({ from, to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const joined: { from: string; to: string }[] = [];
  for (const one of found) {
    const last = joined.at(-1);
    if (last !== undefined && one.from <= last.to) last.to = later(last.to, one.to);
    else joined.push(one);
  }
  return joined;
}

function nearest(stretches: readonly Stretch[], period: Days): Stretch | undefined {
  const meeting = stretches.find((one) => one.from < period.to && one.to > period.from);
  if (meeting !== undefined) return meeting;
  const before = stretches.findLast((one) => one.to <= period.from);
  const after = stretches.find((one) => one.from >= period.to);
  if (before === undefined || after === undefined) return before ?? after;
  return gap(before.to, period.from) <= gap(period.to, after.from) ? before : after;
}

function gap(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

function dayIn({ from, to }: Stretch, period: Days | null, changes: readonly string[]): string {
  if (period !== null && from < period.to && to > period.from) return from > period.from ? from : period.from;
  if (period !== null && from >= period.to) return from;
  if (period === null && from !== beforeAll) return from;
  const within = changes.filter((day) => day >= from && day < to && (period === null || day < period.from));
  const change = period === null ? within[0] : within.at(-1);
  if (change !== undefined) return change;
  if (from !== beforeAll) return from;
  return to === afterAll ? (period?.from ?? '2000-01-01') : dayBefore(to);
}

/** Days on which the tier's land changed, ascending. */
function changesOf({ timeline }: AreaIndex, tier: TierName): string[] {
  return (timeline.tiers.get(tier)?.dates ?? []).filter((day) => day !== null);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

function later(a: string, b: string): string {
  return a < b ? b : a;
}
