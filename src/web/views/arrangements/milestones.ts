/** Milestones of plans on a day: where each stands, and where it lies on a strip of time. Pure. */

import type { ArrangementRowWire } from '#wire/arrangements.ts';

export const milestoneStates = ['overdue', 'slipped', 'due', 'done-late', 'done'] as const;
export type MilestoneState = (typeof milestoneStates)[number];

export type PlacedMilestone = ArrangementRowWire['milestones'][number] & {
  readonly key: string;
  /** Id and title of the arrangement it belongs to. */
  readonly plan: string;
  readonly planTitle: string;
  readonly state: MilestoneState;
};

/** Every milestone of the arrangements, by the day it was due; ties by plan and order there. */
export function milestonesOf(rows: readonly ArrangementRowWire[], on: string): PlacedMilestone[] {
  return rows
    .flatMap((row) =>
      row.milestones.map((milestone, at) => ({
        ...milestone,
        key: `${row.id} ${at}`,
        plan: row.id,
        planTitle: row.title,
        state: milestoneState(milestone, on),
      })),
    )
    .sort((a, b) => (a.due === b.due ? 0 : a.due < b.due ? -1 : 1));
}

/**
 * Where it stands on the day. Done by then: done, or done late when that was after the day it was due. Not done: overdue
 * when its day, or the new day it slipped to, has passed; slipped when it waits for a new day; due otherwise.
 */
export function milestoneState(
  { due, done, slippedTo }: Pick<ArrangementRowWire['milestones'][number], 'due' | 'done' | 'slippedTo'>,
  on: string,
): MilestoneState {
  if (done !== null && done <= on) return done > due ? 'done-late' : 'done';
  if ((slippedTo ?? due) < on) return 'overdue';
  return slippedTo === null ? 'due' : 'slipped';
}

/** How many milestones have slipped, are overdue or were done late, by each cause; one with two causes counts in both. */
export function delaysByCause(
  milestones: readonly PlacedMilestone[],
): { readonly cause: string; readonly count: number }[] {
  const late = milestones.filter(
    ({ state, slippedTo }) => slippedTo !== null || state === 'overdue' || state === 'done-late',
  );
  const counts = new Map<string, number>();
  for (const { causes } of late)
    for (const cause of causes.length === 0 ? [''] : causes) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts]
    .map(([cause, count]) => ({ cause, count }))
    .sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1));
}

export type TimeScale = {
  /** Share of the width at which a day lies, 0 to 1. */
  readonly at: (day: string) => number;
  /** Years that begin on the strip. */
  readonly years: readonly number[];
};

/** A scale over whole years that takes in all of the days. No days: the year of `on`. */
export function timeScale(days: readonly string[], on: string): TimeScale {
  const years = [...days, on].map((day) => Number(day.slice(0, 4)));
  const first = years.reduce((least, year) => Math.min(least, year));
  const last = years.reduce((most, year) => Math.max(most, year));
  const [start, end] = [Date.UTC(first, 0, 1), Date.UTC(last + 1, 0, 1)];
  return {
    at: (day) => (Date.parse(day) - start) / (end - start),
    years: Array.from({ length: last - first + 1 }, (_, step) => first + step),
  };
}
