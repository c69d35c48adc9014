/** Columns as a Parquet file: what programs of analysts read fastest and without guessing types. Knows no measures. */

import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { type Duck, openDuck, sqlName, sqlText } from '#sources/tables/duckdb.ts';

export type ParquetKind = 'text' | 'number' | 'integer' | 'boolean' | 'date';

/** Null, and NaN among numbers: not known. Dates are ISO text. */
export type ParquetColumn = {
  readonly name: string;
  readonly kind: ParquetKind;
  /** @shape rows */
  readonly values: ArrayLike<string | number | boolean | null>;
};

/** Kept in the file beside the columns: title, source, assumptions. */
export type ParquetNotes = Readonly<Record<string, string>>;

/**
 * Writes the file whole or not at all: into a folder beside it first, which takes its name at the end. An older file of that
 * name is replaced.
 * @throws when columns differ in length or share a name, a value is not of its kind, or the file cannot be written
 */
export async function writeParquet(
  path: string,
  columns: readonly ParquetColumn[],
  notes: ParquetNotes = {},
): Promise<void> {
  const duck = await openDuck({ reads: [], beside: dirname(path) });
  try {
    await appendColumns(duck.connection, tableName, columns);
    const written = await copyParquet(duck, tableName, notes);
    await rename(written, path);
  } finally {
    await duck.close();
  }
}

/** The bytes of the file, for those who send it on. @throws as `writeParquet` does */
export async function encodeParquet(columns: readonly ParquetColumn[], notes: ParquetNotes = {}): Promise<Uint8Array> {
  const duck = await openDuck({ reads: [] });
  try {
    await appendColumns(duck.connection, tableName, columns);
    return await readFile(await copyParquet(duck, tableName, notes));
  } finally {
    await duck.close();
  }
}

/** Writes the table into the database's own folder; returns the path. */
export async function copyParquet({ connection, folder }: Duck, table: string, notes: ParquetNotes): Promise<string> {
  const path = join(folder, 'written.parquet');
  const said = Object.entries(notes).map(([name, text]) => `${sqlName(name)}: ${sqlText(text)}`);
  const kept = said.length === 0 ? '' : `, kv_metadata {${said.join(', ')}}`;
  await rm(path, { force: true });
  await connection.run(`copy ${table} to ${sqlText(path)} (format parquet, compression zstd${kept})`);
  return path;
}

const tableName = 'written';
const sqlTypes: Readonly<Record<ParquetKind, string>> = {
  text: 'varchar',
  number: 'double',
  integer: 'bigint',
  boolean: 'boolean',
  date: 'date',
};

function checkColumns(columns: readonly ParquetColumn[]): number {
  const rows = columns[0]?.values.length ?? 0;
  const names = columns.map(({ name }) => name.toLowerCase());
  if (columns.length === 0) throw new Error('a Parquet file needs a column');
  if (new Set(names).size < names.length) throw new Error(`two columns of one name: ${names.join(', ')}`);
  if (columns.some(({ values }) => values.length !== rows)) throw new Error('columns differ in length');
  return rows;
}

/** As many rows as DuckDB takes at once. */
const chunkRows = 2048;

/** Appends the rows to a table, which is made when it is not there. */
export async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly ParquetColumn[],
): Promise<void> {
  const duckdb = await import('@duckdb/node-api');
  const types: Readonly<Record<ParquetKind, DuckDBType>> = {
    text: duckdb.VARCHAR,
    number: duckdb.DOUBLE,
    integer: duckdb.BIGINT,
    boolean: duckdb.BOOLEAN,
    date: duckdb.DATE,
  };
  const rows = checkColumns(columns);
  const definition = columns.map(({ name, kind }) => `${sqlName(name)} ${sqlTypes[kind]}`);
  await connection.run(`create table if not exists ${table} (${definition.join(', ')})`);
  const appender = await connection.createAppender(table);
  for (let from = 0; from < rows; from += chunkRows) {
    const chunk = duckdb.DuckDBDataChunk.create(columns.map(({ kind }) => types[kind]));
    const to = Math.min(rows, from + chunkRows);
    chunk.setColumns(columns.map((column) => valuesOf(column, from, to, (days) => new duckdb.DuckDBDateValue(days))));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

const millisecondsPerDay = 86_400_000;

function valuesOf(
  { name, kind, values }: ParquetColumn,
  from: number,
  to: number,
  dayValue: (days: number) => DuckDBValue,
): DuckDBValue[] {
  const found: DuckDBValue[] = [];
  for (let at = from; at < to; at++) {
    const value = values[at];
    if (value === null || value === undefined || Number.isNaN(value)) {
      found.push(null);
      continue;
    }
    if (typeof value !== typesOfKinds[kind]) throw new Error(`column ${name}, row ${at}: ${value} is no ${kind}`);
    if (kind === 'integer') found.push(BigInt(value));
    else if (kind === 'date') found.push(dayValue(Date.parse(String(value)) / millisecondsPerDay));
    else found.push(value);
  }
  return found;
}

const typesOfKinds: Readonly<Record<ParquetKind, string>> = {
  text: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  date: 'string',
};
