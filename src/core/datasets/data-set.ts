/**
 * A data set: numbers about areas, of one or more measures and periods, with all that was stated about them. Its areas are
 * those of the register: blocks of a vintage, or bodies of a tier on a day. Knows no files and no other areas.
 */

import type { GeographyId } from '#core/pack/tables.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** `index`: a score, a rank, a decile. Nothing that may be added up. */
export const measureKinds = ['count', 'money', 'proportion', 'rate', 'mean', 'index'] as const;
export type MeasureKind = (typeof measureKinds)[number];

/**
 * Whether the numbers may leave the system. `counts-of-people`: only through a release. `published`: their publisher has
 * released them already. `not-people`: they count no people.
 */
export const subjects = ['counts-of-people', 'published', 'not-people'] as const;
export type Subject = (typeof subjects)[number];

export const periodKinds = ['day', 'year', 'financial-year', 'range'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** `id` is unique in its data set and sorts in time order: `2021-03-21`, `2021`, `2005-06`, `2021-01-01--2021-03-31`. */
export type Period = {
  readonly id: string;
  readonly kind: PeriodKind;
  readonly title: string;
  readonly from: IsoDate;
  /** No longer on this day. */
  readonly to: IsoDate;
};

/** The areas that a column of codes speaks of. */
export type GeographyUse =
  | { readonly kind: 'blocks'; readonly geography: GeographyId }
  | { readonly kind: 'tier'; readonly tier: TierName; readonly on: IsoDate };

export type Measure = {
  /** Unique in the data set: small letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly kind: MeasureKind;
  /** As people say it: `people`, `pounds`, `deaths`. */
  readonly unit: string;
  /** What is measured, whichever group: measures of one family differ by their breakdown alone. */
  readonly family: string;
  /** Which group, such as `{ age: '65 and over' }`; empty: all together. */
  readonly breakdown: Readonly<Record<string, string>>;
  /** The count that a proportion, rate or mean is of; null: it was not given, and the measure cannot be moved. */
  readonly denominator: string | null;
  /** What a proportion or rate is stated for: 100 for per cent, 100,000 for a rate of so many; else 1. */
  readonly multiplier: number;
  /** Of a proportion, rate or mean: whether the values are numerators or the ratios themselves. Else `value`. */
  readonly holds: 'value' | 'numerator';
};

/** Why a value is not known. `known` is 0. */
export const marks = ['known', 'blank', 'suppressed', 'not-available'] as const;
export type Mark = (typeof marks)[number];

/** The values of a measure in a period. Money is in pence. */
export type DataColumn = {
  /** NaN: not known. @shape areas */
  readonly values: Float64Array;
  /** Places in `marks`; null: all that is not known is blank. @shape areas */
  readonly marks: Uint8Array | null;
};

/** From this period on the numbers mean something else, as the publisher's notes say. */
export type DefinitionBreak = { readonly period: string; readonly reason: string };

/** What is told about a data set, whatever its numbers. */
export type DataSetStatement = {
  /** Unique in the register: small letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly licence: string;
  /** Which edition: "mid-2020, published in June 2021". */
  readonly vintage: string;
  /** How the numbers were made. */
  readonly method: string;
  readonly subject: Subject;
  /** Code or id of the body that owns it; null: whoever keeps this register. */
  readonly owner: string | null;
  /** Codes or ids of the other bodies that may see it. */
  readonly seenBy: readonly string[];
  /** Ids of the data sets that it was made from. */
  readonly derivedFrom: readonly string[];
  /** Ascending by period. */
  readonly breaks: readonly DefinitionBreak[];
  readonly note: string | null;
};

export type DataSet = {
  readonly statement: DataSetStatement;
  /** In order of time. */
  readonly periods: readonly Period[];
  /** The areas of each period. @shape periods */
  readonly geographies: readonly GeographyUse[];
  readonly measures: readonly Measure[];
  /** As the file calls the areas. @shape areas */
  readonly codes: readonly string[];
  /** Id of the body, or code of the block, that each code means; in the order of keys, each once. @shape areas */
  readonly keys: readonly string[];
  /** @shape measures x periods, period after period within a measure */
  readonly columns: readonly DataColumn[];
};

/** The values of a measure in a period, both by place. */
export function columnOf({ columns, periods }: DataSet, measure: number, period: number): DataColumn {
  const column = columns[measure * periods.length + period];
  if (column === undefined) throw new Error(`no column of measure ${measure} and period ${period}`);
  return column;
}
