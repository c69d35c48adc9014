/**
 * Rows of a data pack written as literals of the program: only the filled cells are named, the rest are
 * empty. A piece is a handful of rows of any tables; the sample is all its pieces joined. Knows no fact.
 */

import { emptyFacts, type Facts, packTables, type Row, type TableName, tableNamed } from '#core/pack/tables.ts';
import { isoDate } from '#std/iso-date.ts';

/** A branded string may be written as plain text; a choice of words stays that choice. */
type Written<V> = V extends string ? (Record<never, never> extends Record<V, 1> ? string : V) : V;

type Filled<R> = { readonly [C in keyof R as null extends R[C] ? never : C]: Written<R[C]> };
type Empty<R> = { readonly [C in keyof R as null extends R[C] ? C : never]?: Written<R[C]> };

/** The cells of a row of that table that are not empty. */
export type Cells<N extends TableName> = Filled<Row<N>> & Empty<Row<N>>;

/** Some rows of some tables. */
export type Piece = { readonly [N in TableName]?: readonly Row<N>[] };

/**
 * The row with those cells, the others empty.
 * @throws when a needed cell is empty or a date is not of the calendar: a programmer's error.
 */
export function makeRow<N extends TableName>(table: N, cells: Cells<N>): Row<N> {
  const written = cells as Record<string, string | number | boolean | null | undefined>;
  const row: Record<string, string | number | boolean | null> = {};
  for (const column of tableNamed(table).columns) {
    const value = written[column.name] ?? null;
    if (value === null && column.required)
      throw new Error(`a row of ${table} needs ${column.name}: ${JSON.stringify(cells)}`);
    row[column.name] = column.type === 'date' && value !== null ? isoDate(String(value)) : value;
  }
  return row as unknown as Row<N>;
}

/** Several rows of one table. */
export function makeRows<N extends TableName>(table: N, rows: readonly Cells<N>[]): Row<N>[] {
  return rows.map((cells) => makeRow(table, cells));
}

/** All rows of the pieces, table by table, in the order of the pieces. */
export function joinPieces(pieces: readonly Piece[]): Facts {
  const joined = Object.fromEntries(
    packTables.map(({ name }) => [
      name,
      pieces.flatMap((piece) => [...((piece as Record<string, readonly unknown[]>)[name] ?? [])]),
    ]),
  );
  return { ...emptyFacts(), ...joined };
}
