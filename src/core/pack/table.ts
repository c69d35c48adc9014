/**
 * What a table of a data pack is: named columns, each with a type, a rule of presence and a sentence that
 * says what it holds. The tables themselves are in `tables.ts`. Knows nothing of files or databases: the
 * reader, the store, the API and the guide are all driven from these definitions.
 */

import type { Brand } from '#std/brand.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type ColumnType = 'text' | 'date' | 'integer' | 'boolean';

/** Tables whose rows have an id that other rows refer to. */
export type IdTable = 'sources' | 'organisations' | 'events' | 'geographies' | 'populations' | 'scenarios';

/** The id of a row of one of those tables; ids of different tables cannot be mixed up. */
export type Id<T extends IdTable> = Brand<string, T>;

export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
  /** The only values allowed, when the column is a choice. */
  readonly oneOf?: readonly string[];
  /** The table whose `id` must hold this value. */
  readonly refersTo?: IdTable;
  /** Set on the id column itself. */
  readonly idOf?: IdTable;
  /** Smallest whole number allowed. */
  readonly minimum?: number;
  readonly says: string;
};

export type Table = {
  readonly name: string;
  readonly says: string;
  /** Columns that together name one row; no two rows of a pack may share them. */
  readonly key: readonly string[];
  /** False: the pack may come without this table. */
  readonly required: boolean;
  readonly columns: readonly Column[];
};

/** What a cell of the column holds in the program. */
type CellOf<C extends Column> =
  | (C['required'] extends true ? never : null)
  | (C extends { readonly oneOf: readonly (infer Word)[] }
      ? Word
      : C extends { readonly refersTo: infer T extends IdTable }
        ? Id<T>
        : C extends { readonly idOf: infer T extends IdTable }
          ? Id<T>
          : { text: string; date: IsoDate; integer: number; boolean: boolean }[C['type']]);

/** A row of the table, as every part of the program sees it: one property a column, `null` for an empty cell. */
export type RowOf<T extends Table> = { readonly [C in T['columns'][number] as C['name']]: CellOf<C> };

type Extra = Partial<Pick<Column, 'oneOf' | 'refersTo' | 'idOf' | 'minimum'>>;

/** A column that every row must fill. */
export function needed<
  const N extends string,
  const T extends ColumnType,
  const E extends Extra = Record<never, never>,
>(
  name: N,
  type: T,
  says: string,
  extra?: E,
): { readonly name: N; readonly type: T; readonly required: true; readonly says: string } & E {
  return { name, type, required: true, says, ...(extra as E) };
}

/** A column that a row may leave empty. */
export function optional<
  const N extends string,
  const T extends ColumnType,
  const E extends Extra = Record<never, never>,
>(
  name: N,
  type: T,
  says: string,
  extra?: E,
): { readonly name: N; readonly type: T; readonly required: false; readonly says: string } & E {
  return { name, type, required: false, says, ...(extra as E) };
}
