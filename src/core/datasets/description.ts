/**
 * How the columns of a file become a data set: what a person states, or agrees to, before an import. The same document is
 * guessed by `guessDescription`, shown by the dialog, and kept as a file for the next edition.
 */

import type { DataSetStatement, GeographyUse, MeasureKind } from '#core/datasets/data-set.ts';

/** A measure as a column, or a name in a column of names, brings it. */
export type MeasureUse = {
  /** What is measured; measures of one title differ by breakdown. */
  readonly title: string;
  readonly kind: MeasureKind;
  readonly unit: string;
  /** Heading of the column, or title of the measure, that holds its denominators. */
  readonly denominator: string | null;
  readonly multiplier: number;
  readonly holds: 'value' | 'numerator';
  /** What a number in the file stands for: 1000 where the file counts thousands. */
  readonly scale: number;
  readonly breakdown: Readonly<Record<string, string>>;
  /** The period of the whole column, as a heading such as `score 2019` has it; null: that of the row or the file. */
  readonly period: string | null;
};

/** What a column is for. */
export type ColumnUse =
  | { readonly as: 'area' }
  | { readonly as: 'period' }
  /** Values name groups, such as ages; they are kept apart. */
  | { readonly as: 'breakdown'; readonly name: string }
  /** Rows that differ only in this column are added up. */
  | { readonly as: 'add-up' }
  /** Values name what the one value column of the row measures. */
  | { readonly as: 'measure-name' }
  | { readonly as: 'value'; readonly measure: MeasureUse }
  /** The practice that the people of the row are registered with; the area is where they live. Makes a residence table. */
  | { readonly as: 'practice' }
  | { readonly as: 'ignore' };

export type DataDescription = {
  readonly statement: DataSetStatement;
  /** By heading; a column that is not named is ignored. */
  readonly columns: Readonly<Record<string, ColumnUse>>;
  /** Measures whose names a `measure-name` column holds and which are not as the value column says. By name. */
  readonly named: Readonly<Record<string, MeasureUse>>;
  /** The period of every row, where no column tells; null: one does. */
  readonly period: string | null;
  /** Null: found out from the codes. */
  readonly geography: GeographyUse | null;
  /** What it means that an area has no row for a measure and period. */
  readonly absent: 'unknown' | 'zero';
  /** Codes of rows that are not wanted, such as totals, stated by a person. */
  readonly leaveOut: readonly string[];
};
