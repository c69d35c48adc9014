/** What a check of facts is told about their reading: where each row stands, and what could not be read. */

import type { IdTable } from '#core/pack/table.ts';
import type { TableName } from '#core/pack/tables.ts';
import type { Place } from '#std/problem.ts';

/** Where the row of a table with this index (from 0) stands. */
export type PlaceOfRow = (table: TableName, index: number) => Place;

/** What was in the pack but could not be read as facts: naming it is no second fault. */
export type Unread = {
  /** Tables of which some file could not be read. */
  readonly tables: ReadonlySet<TableName>;
  /** Ids of rows that were left out for faults of their own. */
  readonly ids: ReadonlyMap<IdTable, ReadonlySet<string>>;
  /** Blocks of such rows, by geography. */
  readonly areas: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Everything was read. */
export const nothingUnread: Unread = { tables: new Set(), ids: new Map(), areas: new Map() };

/** The row as in a file of the table alone, the heading being row 1. */
export function placeInTable(table: TableName, index: number): Place {
  return { file: `${table}.csv`, row: index + 2 };
}
