/** What a release is: what was asked to be published, what was published, and what it would give away. */

import type { GeographyUse, Measure, Period } from '#core/datasets/data-set.ts';
import type { DisclosureRules } from '#core/disclosure/rules.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** Sums that may stand beside the areas: all of them together, regions, all groups of a breakdown together. */
export const totalKinds = ['all-areas', 'regions', 'all-groups'] as const;
export type TotalKind = (typeof totalKinds)[number];

/** The code under which all areas together stand in a table. */
export const allAreasCode = 'all-areas';

export type ReleaseQuestion = {
  readonly title: string;
  readonly data: string;
  /** The newest when left out. */
  readonly version?: number | undefined;
  /** Ids; all counts, proportions and rates when left out. */
  readonly measures?: readonly string[] | undefined;
  readonly periods?: readonly string[] | undefined;
  readonly to: TierName;
  readonly on: IsoDate;
  readonly weights?: string | undefined;
  readonly scenario?: string | undefined;
  readonly totals: readonly TotalKind[];
  readonly rules: DisclosureRules;
  /** Codes of areas, or of sums, that are not published. */
  readonly withhold: readonly string[];
};

/**
 * Why a number is not published: it is small; it would give a small one away; it was withheld; it is not known.
 */
export type HiddenReason = 'small' | 'protects' | 'withheld' | 'not-known';

export type ReleasedCell = {
  /** Code of the area, or of a sum of areas. */
  readonly area: string;
  readonly areaName: string | null;
  readonly measure: string;
  readonly period: string;
  /** As it is published; null: hidden. */
  readonly shown: number | null;
  readonly hidden: HiddenReason | null;
  /** Of a proportion or rate: the denominator that is published with it. */
  readonly denominator: number | null;
  /** No area was cut for it. */
  readonly exact: boolean;
};

/** A sum of areas that stands in a table beside them. */
export type AreaSum = { readonly code: string; readonly name: string; readonly members: readonly string[] };

/** A sum of measures that stands in a table under an id of its own. */
export type GroupSum = { readonly id: string; readonly title: string; readonly measures: readonly string[] };

/** What was published, as it was. */
export type Published = {
  readonly cells: readonly ReleasedCell[];
  readonly areaSums: readonly AreaSum[];
  readonly groupSums: readonly GroupSum[];
  /** Those of the cells, and the denominators published with them. */
  readonly measures: readonly Measure[];
  readonly periods: readonly Period[];
};

/** A small number that published ones give away. */
export type GivenAway = {
  readonly sum: string;
  readonly measure: string;
  readonly period: string;
  readonly count: number;
  /** Areas of the data set in it. */
  readonly blocks: number;
  readonly learns: string;
  readonly learned: 'exact' | 'small' | 'part' | 'open';
  readonly terms: readonly { readonly name: string; readonly release: string | null; readonly times: number }[];
  readonly advice: string;
};

/** A small number that stays hidden, or a withheld one, and can be worked out within these bounds. */
export type ExposedNumber = {
  readonly cell: string;
  readonly low: number;
  /** Null: no end. */
  readonly high: number | null;
  readonly givenAwayBy: readonly string[];
  readonly advice: string;
};

export type ReleaseAudit = {
  readonly isSafe: boolean;
  readonly words: readonly string[];
  readonly cells: number;
  readonly small: number;
  readonly hiddenToProtect: number;
  readonly exposed: readonly ExposedNumber[];
  readonly implied: readonly GivenAway[];
  /** Codes that, withheld as well, make it safe; empty when it is, or when no such codes were found. */
  readonly withhold: readonly string[];
  readonly earlier: readonly {
    readonly id: string;
    readonly title: string;
    readonly on: string;
    readonly cells: number;
  }[];
  readonly isComplete: boolean;
  readonly assumptions: readonly string[];
};

/** A release as it is kept. It is never changed. */
export type ReleaseDocument = {
  readonly question: ReleaseQuestion;
  readonly data: {
    readonly id: string;
    readonly title: string;
    readonly version: number;
    readonly checksum: string;
    /** Another data set that gave the weights: where the patients of practices live, or numbers on blocks. */
    readonly weightsData: { readonly id: string; readonly version: number; readonly checksum: string } | null;
  };
  readonly register: {
    readonly name: string;
    readonly revision: number;
    /** The register is that of this moment of recorded time. */
    readonly known: string;
    readonly scenario: string;
  };
  readonly weights: { readonly id: string; readonly title: string };
  readonly to: GeographyUse;
  readonly toTitle: string;
  readonly published: Published;
  readonly audit: ReleaseAudit;
  readonly author: { readonly name: string; readonly actingFor: string | null };
  readonly reason: string | null;
  /** SHA-256 of all that is published, in hexadecimal. */
  readonly checksum: string;
};
