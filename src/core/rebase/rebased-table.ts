/** What a data set becomes on other areas: the question, its columns, and all that the answer rests on. */

import type { DataSet, GeographyUse, Measure, Period } from '#core/datasets/data-set.ts';
import type { Areas } from '#core/rebase/areas.ts';
import type { Crosswalk } from '#core/rebase/crosswalk.ts';
import type { NamedWeights } from '#core/rebase/named-weights.ts';
import type { Numbers, Rebased } from '#core/rebase/rebase.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** The areas that numbers are wanted for: of a tier on the day of the question, or of a vintage of blocks. */
export type TargetChoice =
  | { readonly kind: 'tier'; readonly tier: TierName }
  | { readonly kind: 'blocks'; readonly geography: string };

export type DataQuestion = {
  /** Ids; all that can be moved when left out. */
  readonly measures?: readonly string[] | undefined;
  /** Ids; all when left out. */
  readonly periods?: readonly string[] | undefined;
  readonly to: TargetChoice;
  readonly on: IsoDate;
  /** Id of a population that stands for the denominators of ratios that have none; what it gives is estimated throughout. */
  readonly denominator?: string | undefined;
};

/** One measure in one period, on the targets. */
export type RebasedColumn = {
  readonly measure: Measure;
  readonly period: Period;
  /** The areas that it was stated for. */
  readonly use: GeographyUse;
  readonly source: Areas;
  readonly crosswalk: Crosswalk;
  /** What was moved, with the other measures of its kind; this one is number `at` of them. */
  readonly numbers: Numbers;
  readonly rebased: Rebased;
  /** The same on all targets as one area. */
  readonly together: Rebased;
  readonly at: number;
  readonly weights: NamedWeights;
  /** Its denominators were assumed, so that no value is exact. */
  readonly isAssumed: boolean;
};

export type RebasedTable = {
  readonly timeline: Timeline;
  readonly dataSet: DataSet;
  readonly to: GeographyUse;
  readonly target: Areas;
  readonly targetTitle: string;
  readonly on: IsoDate;
  /** Those of every column, or in words that they differ. */
  readonly weights: { readonly id: string; readonly title: string };
  /** By measure, then period, in the order of the data set. */
  readonly columns: readonly RebasedColumn[];
  /** In sentences, in the order a reader needs them. */
  readonly assumptions: readonly string[];
  /** Of the data, the weights and the territory; each once. */
  readonly sources: readonly string[];
};
