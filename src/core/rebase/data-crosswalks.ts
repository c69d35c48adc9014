/**
 * The crosswalks that a table needs: from the areas of a period to the wanted ones, and to all of them together. Kept while
 * the time line is, since every question about the same areas needs the same ones.
 */

import type { GeographyUse } from '#core/datasets/data-set.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import type { Areas } from '#core/rebase/areas.ts';
import { type Crosswalk, makeCrosswalk } from '#core/rebase/crosswalk.ts';
import type { NamedWeights } from '#core/rebase/named-weights.ts';
import { crosswalkByCommissioner, crosswalkByResidence } from '#core/rebase/practice-areas.ts';
import { withUnknownLand } from '#core/rebase/unknown-land.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type DataCrosswalks = {
  readonly toTargets: Crosswalk;
  /** To all targets as one area. */
  readonly toAll: Crosswalk;
};

export type CrosswalkOfUses = {
  readonly timeline: Timeline;
  readonly from: GeographyUse;
  readonly source: Areas;
  readonly to: GeographyUse;
  readonly target: Areas;
  readonly on: IsoDate;
  readonly weights: NamedWeights;
  /** Where the patients of practices live; null: not told. */
  readonly residence: ResidenceTable | null;
};

/** Crosswalks kept for each time line. */
const most = 40;
const kept = new WeakMap<Timeline, Map<string, DataCrosswalks>>();

/** Both crosswalks; the same objects for the same question while they are kept. Weights of data sets are not kept. */
export function crosswalksOf(question: CrosswalkOfUses): DataCrosswalks {
  const { timeline, from, to, on, weights, residence } = question;
  if (residence !== null || weights.id.includes(':')) return make(question);
  const ofTimeline = kept.get(timeline) ?? new Map<string, DataCrosswalks>();
  kept.set(timeline, ofTimeline);
  const key = JSON.stringify([from, to, on, weights.id]);
  const made = ofTimeline.get(key) ?? make(question);
  ofTimeline.delete(key);
  ofTimeline.set(key, made);
  for (const old of ofTimeline.keys()) if (ofTimeline.size > most) ofTimeline.delete(old);
  return made;
}

function make(question: CrosswalkOfUses): DataCrosswalks {
  const { target } = question;
  const all: Areas = {
    keys: ['all'],
    codes: ['all'],
    names: [null],
    areaOfPart: target.areaOfPart.map((area) => Math.min(area, 0)),
  };
  return {
    toTargets: crosswalkTo(question, target, question.to),
    // What is known of their land; what is not known of it would make the sum of England unknown for one body.
    toAll: crosswalkTo(question, all, null),
  };
}

function crosswalkTo(
  { timeline, from, source, on, weights, residence }: CrosswalkOfUses,
  target: Areas,
  to: GeographyUse | null,
): Crosswalk {
  const given = { timeline, source, target, weights: weights.weights };
  if (residence !== null) return crosswalkByResidence(given, residence);
  if (isPractices(from)) return crosswalkByCommissioner({ ...given, stated: from.on, on });
  return makeCrosswalk(withUnknownLand(timeline, from, to, given));
}

/** True for areas that are practices, which have no land. */
export function isPractices(use: GeographyUse): use is Extract<GeographyUse, { kind: 'tier' }> {
  return use.kind === 'tier' && use.tier === 'practice';
}
