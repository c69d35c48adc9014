/** Facts while they are read: rows in the order of the files, each row's place, and what had to be left out. */

import type { AnyRow } from '#core/pack/check-facts.ts';
import type { PlaceOfRow, Unread } from '#core/pack/row-places.ts';
import type { IdTable } from '#core/pack/table.ts';
import { emptyFacts, type Facts, packTables, type TableName } from '#core/pack/tables.ts';
import type { Place } from '#std/problem.ts';

/** Rows from `index` on stand in the file from `row` on, one after the other. */
type Stretch = { readonly index: number; readonly file: string; readonly row: number };

export class FactsBuilder {
  readonly #rows = emptyFacts() as unknown as Record<TableName, AnyRow[]>;
  readonly #stretches = new Map<TableName, Stretch[]>(packTables.map((table) => [table.name, []]));
  readonly #unreadTables = new Set<TableName>();
  readonly #leftOutIds = new Map<IdTable, Set<string>>();
  readonly #leftOutAreas = new Map<string, Set<string>>();

  /** A sink for the rows of one file of a table, which must come in the order of the file. */
  rowsInto(table: TableName, file: string): (row: AnyRow, rowNumber: number) => void {
    const rows = this.#rows[table];
    const stretches = this.#stretches.get(table) ?? [];
    let next = -1;
    return (row, rowNumber) => {
      if (rowNumber !== next) stretches.push({ index: rows.length, file, row: rowNumber });
      next = rowNumber + 1;
      rows.push(row);
    };
  }

  /** Notes that some file of the table could not be read. */
  leaveOutTable(table: TableName): void {
    this.#unreadTables.add(table);
  }

  /** Notes the id, or the block, of a row left out for its own faults; cells it lacks are empty texts. */
  leaveOutRow(table: TableName, cell: (column: string) => string): void {
    if (table === 'areas') addTo(this.#leftOutAreas, cell('geography'), cell('code'));
    const idOf = packTables.find((candidate) => candidate.name === table)?.columns.find((column) => 'idOf' in column);
    if (idOf !== undefined) addTo(this.#leftOutIds, table as IdTable, cell(idOf.name));
  }

  facts(): Facts {
    return this.#rows as unknown as Facts;
  }

  unread(): Unread {
    return { tables: this.#unreadTables, ids: this.#leftOutIds, areas: this.#leftOutAreas };
  }

  /** Where a row stands. O(log stretches). */
  readonly placeOf: PlaceOfRow = (table, index): Place => {
    const stretches = this.#stretches.get(table) ?? [];
    let low = 0;
    let high = stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((stretches[middle]?.index ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const stretch = stretches[low];
    return stretch === undefined ? {} : { file: stretch.file, row: stretch.row + index - stretch.index };
  };
}

function addTo<K>(sets: Map<K, Set<string>>, key: K, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
