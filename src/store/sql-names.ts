/** Names of a pack's tables and columns as SQL has them. */

import type { Column, Table } from '#core/pack/table.ts';

/** `facts."links"` */
export function factTable(table: Table): string {
  return `facts."${table.name}"`;
}

/** The names of the columns, quoted (some are words of SQL), each led by `alias.` when there is one. */
export function columnNames(columns: readonly Column[], alias = ''): string[] {
  return columns.map((column) => (alias === '' ? `"${column.name}"` : `${alias}."${column.name}"`));
}

/** The columns that together name a row. */
export function keyColumns(table: Table): Column[] {
  return table.columns.filter((column) => table.key.includes(column.name));
}
