/**
 * What is known of a published table of numbers: the names its files may have, which of its rows are wanted, columns that
 * the table has only between the lines, and how it becomes a data set. Recipes are data; `open-recipe.ts` carries them out.
 */

import type { DataSetStatement, DefinitionBreak, GeographyUse, MeasureKind, Subject } from '#core/datasets/data-set.ts';
import type { ColumnUse, DataDescription, MeasureUse } from '#core/datasets/description.ts';
import type { TierName } from '#core/register/tiers.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';

/** The text in a column of a row of the file, trimmed. @throws when the file has no such column */
export type Cell = (heading: string) => string;

/** A column that the file does not have and the data set needs. */
export type MadeColumn =
  /** Whole numbers added up; where one is not a whole number, it stands for the sum, so that it is found and named. */
  | { readonly sum: readonly string[] }
  /** What the part of the recipe says of itself. */
  | { readonly says: string }
  | { readonly of: readonly string[]; readonly by: (cell: Cell) => string };

/** One file, or several of one form that follow each other. */
export type RecipePart = {
  /** Names the file may have, anywhere below the folder, with or without .gz. */
  readonly files: readonly string[];
  /** For columns made by `says`. */
  readonly says: Readonly<Record<string, string>>;
};

export type EnglandRecipe = {
  readonly id: string;
  readonly parts: readonly RecipePart[];
  readonly description: DataDescription;
  /** Which rows are wanted; all, if not stated. */
  readonly keep?: { readonly of: readonly string[]; readonly when: (cell: Cell) => boolean };
  /** The file has rows that repeat an earlier one in every column; they are passed over. */
  readonly hasRepeats?: boolean;
  /** By heading, as `description` names it. */
  readonly made?: Readonly<Record<string, MadeColumn>>;
};

type Stated = {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly vintage: string;
  readonly method: string;
  readonly subject: Subject;
  readonly breaks?: readonly DefinitionBreak[];
  readonly note?: string;
};

/** The statement of a table published under the Open Government Licence; whoever keeps the register owns it. */
export function stated({ id, title, publisher, vintage, method, subject, breaks, note }: Stated): DataSetStatement {
  return {
    id,
    title,
    publisher,
    licence: 'Open Government Licence v3.0',
    vintage,
    method,
    subject,
    owner: null,
    seenBy: [],
    derivedFrom: [],
    breaks: breaks ?? [],
    note: note ?? null,
  };
}

/** A description with nothing but what is given: a period in a column, areas found out, absent rows unknown. */
export function described(
  statement: DataSetStatement,
  columns: Readonly<Record<string, ColumnUse>>,
  more: Partial<Omit<DataDescription, 'statement' | 'columns'>> = {},
): DataDescription {
  return { statement, columns, named: {}, period: null, geography: null, absent: 'unknown', leaveOut: [], ...more };
}

/** A measure as it stands: no denominator, no scale, the period of its row. */
export function measured(
  title: string,
  kind: MeasureKind,
  unit: string,
  more: Partial<Omit<MeasureUse, 'title' | 'kind' | 'unit'>> = {},
): MeasureUse {
  return {
    title,
    kind,
    unit,
    denominator: null,
    multiplier: 1,
    holds: 'value',
    scale: 1,
    breakdown: {},
    period: null,
    ...more,
  };
}

/** A column of values. */
export function valued(measure: MeasureUse): ColumnUse {
  return { as: 'value', measure };
}

/** The blocks of a vintage of England's small areas. */
export function small(geography: 'lsoa01' | 'lsoa11' | 'lsoa21'): GeographyUse {
  return { kind: 'blocks', geography: geography as Extract<GeographyUse, { kind: 'blocks' }>['geography'] };
}

/** The bodies of a tier on a day. */
export function bodies(tier: TierName, on: string): GeographyUse {
  const day: IsoDate = isoDate(on);
  return { kind: 'tier', tier, on: day };
}

/** A recipe's single file. */
export function oneFile(...files: readonly string[]): readonly RecipePart[] {
  return [{ files, says: {} }];
}
