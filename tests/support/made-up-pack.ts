/**
 * Made-up packs of any size, the same for the same arguments: material for tests and measurements of the store.
 * Their rows are well-formed by column; they say nothing sensible about England.
 */

import type { PackManifest } from '#core/pack/manifest.ts';
import type { Column, IdTable, Table } from '#core/pack/table.ts';
import { type Facts, packTables, type TableName } from '#core/pack/tables.ts';

/** About as many rows in each table as real England has; 900,000 in all. */
const englandRows: Readonly<Record<TableName, number>> = {
  sources: 60,
  organisations: 12_000,
  names: 12_000,
  identifiers: 20_000,
  roles: 13_000,
  relationships: 40_000,
  events: 800,
  participants: 3_000,
  territory: 60_000,
  memberships: 110_000,
  extents: 400,
  geographies: 3,
  areas: 101_000,
  links: 72_000,
  populations: 6,
  population_values: 170_000,
  registered_values: 14_000,
  boundaries: 3,
  adjacency: 280_000,
  scenarios: 2,
  scenario_events: 10,
  disagreements: 20,
  unexplained: 100,
};

/** References to these tables name few different rows, as they do in England. */
const fewIds: Readonly<Partial<Record<IdTable, number>>> = {
  sources: 60,
  geographies: 3,
  populations: 6,
  scenarios: 2,
};

export type MadeUpPack = { manifest: PackManifest; facts: Facts; files: Map<string, Buffer> };

/**
 * A pack of that name with England's rows times `scale` (at least one a table). `edition` changes every
 * seventh row's last filled cell that is no part of the key, as a correction would.
 */
export function madeUpPack(name: string, scale: number, edition = 0): MadeUpPack {
  const facts = Object.fromEntries(
    packTables.map((table) => [
      table.name,
      madeUpRows(table, Math.max(1, Math.round(englandRows[table.name] * scale)), edition),
    ]),
  ) as unknown as Facts;
  const manifest: PackManifest = {
    name,
    title: `Made up: ${name}`,
    version: `${edition}`,
    description: null,
    licences: [{ name: 'none' }],
    sources: [{ title: 'Nowhere' }],
    vintage: '2020',
    tables: {},
  };
  const shapes = Buffer.alloc(Math.max(100, Math.round(5_000_000 * scale)), `shape ${edition} `);
  return { manifest, facts, files: new Map([['boundaries/made-up.json', shapes]]) };
}

function madeUpRows(table: Table, count: number, edition: number): object[] {
  const changing = [...table.columns]
    .reverse()
    .find((column) => !table.key.includes(column.name) && !column.refersTo && !column.oneOf);
  const rows: object[] = [];
  for (let index = 0; index < count; index++) {
    const row: Record<string, unknown> = {};
    for (const column of table.columns) row[column.name] = madeUpCell(column, table.key.includes(column.name), index);
    if (edition > 0 && index % 7 === 0 && changing !== undefined) row[changing.name] = editedCell(changing, edition);
    rows.push(row);
  }
  return rows;
}

function madeUpCell(column: Column, isKey: boolean, index: number): unknown {
  if (column.type === 'integer') return (index * 7919) % 3_000;
  if (column.type === 'boolean') return index % 2 === 0;
  if (column.type === 'date') return !column.required && index % 3 === 0 ? null : madeUpDate(index % 5_000);
  if (column.oneOf !== undefined) return column.oneOf[index % column.oneOf.length];
  if (!column.required && (!isKey || index % 5 === 0))
    return index % 4 === 0 ? `note ${index % 50}, with a\ttab` : null;
  const few = column.refersTo === undefined ? undefined : fewIds[column.refersTo];
  if (few !== undefined) return `${column.refersTo} ${index % few}`;
  return isKey || column.idOf !== undefined ? `E0${(1_000_000 + index).toString()}` : `Made up ${index}`;
}

function editedCell(column: Column, edition: number): unknown {
  if (column.type === 'integer') return 10_000 + edition;
  if (column.type === 'boolean') return edition % 2 === 0;
  if (column.type === 'date') return madeUpDate(9_000 + edition);
  return `edition ${edition}`;
}

function madeUpDate(day: number): string {
  return new Date(Date.UTC(2000, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
}
