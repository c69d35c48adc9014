/**
 * Records what a pack states, in one transaction: facts that it states anew are asserted, facts that it no
 * longer states (or states differently) are retracted, all from one moment of recorded time; nothing that was
 * known before is lost. See docs/decisions/0003-recorded-time.md.
 */

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { PackManifest } from '#core/pack/manifest.ts';
import type { Table } from '#core/pack/table.ts';
import { type Facts, packFormatVersion, packTables, type TableName } from '#core/pack/tables.ts';
import { type Changes, saveBoundaryFiles, sha256 } from '#store/boundary-file-rows.ts';
import { type CopyChunk, encodeCopy } from '#store/copy-text.ts';
import type { Store } from '#store/open.ts';
import { columnNames, factTable, keyColumns } from '#store/sql-names.ts';
import { errorCode, StoreError } from '#store/store-error.ts';
import { inTransaction } from '#store/transaction.ts';

export type PackContent = {
  readonly manifest: PackManifest;
  readonly facts: Facts;
  /** Boundary files by their path in the pack. */
  readonly files: ReadonlyMap<string, Buffer>;
};

/** Rows of a table that are on their way; `done` reaches `total` when the table has been compared, too. */
export type SaveProgress = { readonly table: TableName; readonly done: number; readonly total: number };

export type SaveOptions = {
  /** Now, as ISO 8601. */
  readonly recordedAt: string;
  /** Who imports, for the record. */
  readonly importedBy?: string;
  readonly progress?: (step: SaveProgress) => void;
  /** Compare row by row, even when the pack is the very one that was imported last. */
  readonly compareAlways?: boolean;
};

export type ImportReport = {
  readonly pack: string;
  /** False: the store held just this, and nothing was written. */
  readonly changed: boolean;
  /** The moment that the changes are recorded from; when nothing changed, that of the last import. */
  readonly recordedAt: string;
  readonly tables: Readonly<Record<TableName, Readonly<Changes>>>;
  readonly files: Readonly<Changes>;
};

type LastImport = { recorded_at: string; digest: string; same_manifest: boolean };
type Encoded = { readonly table: Table; readonly chunks: readonly CopyChunk[]; readonly rows: number };

/** A second import of the same pack waits this long for the first. */
const lockPatience = '60s';
/** Clocks of two machines may differ by this much without harm. */
const clockToleranceMs = 60_000;

/**
 * Records the pack's content and reports what changed. The moment recorded is `recordedAt`, or a millisecond
 * after the pack's last import if that is later (clocks differ a little). The content must have been checked:
 * two rows with one key are a programmer's error here.
 * @throws StoreError import-running, clock-went-back, disk-full, database-lost, text-not-storable; the store is
 * then as it was
 */
export async function saveFacts(store: Store, content: PackContent, options: SaveOptions): Promise<ImportReport> {
  const encoded = packTables.map((table): Encoded => {
    const rows = content.facts[table.name];
    return { table, chunks: encodeCopy(table, rows), rows: rows.length };
  });
  const digest = contentDigest(content, encoded);
  const doing = `importing ${content.manifest.name}`;
  return inTransaction(store, doing, (client) => record(client, content, encoded, digest, options));
}

async function record(
  client: pg.ClientBase,
  content: PackContent,
  encoded: readonly Encoded[],
  digest: string,
  options: SaveOptions,
): Promise<ImportReport> {
  const pack = content.manifest.name;
  await lockPack(client, pack);
  const last = await lastImport(client, content.manifest);
  if (last?.digest === digest && options.compareAlways !== true)
    return unchangedReport(content, encoded, last.recorded_at);
  const recordedAt = momentAfter(pack, options.recordedAt, last?.recorded_at);
  if (last === undefined) await client.query('insert into facts.packs (name) values ($1)', [pack]);
  const tables: Record<string, Changes> = {};
  for (const table of encoded) {
    tables[table.table.name] = await recordTable(client, pack, table, recordedAt, options.progress);
  }
  const files = await saveBoundaryFiles(client, pack, content.files, recordedAt);
  const counts = tables as Record<TableName, Changes>;
  const isSame = [...Object.values(tables), files].every(({ asserted, retracted }) => asserted + retracted === 0);
  if (last !== undefined && isSame && last.same_manifest) {
    return { pack, changed: false, recordedAt: last.recorded_at, tables: counts, files };
  }
  await client.query(
    'insert into facts.imports (pack, recorded_at, title, manifest, counts, digest, imported_by) ' +
      'values ($1, $2, $3, $4, $5, $6, $7)',
    [pack, recordedAt, content.manifest.title, content.manifest, { tables, files }, digest, options.importedBy ?? ''],
  );
  return { pack, changed: true, recordedAt, tables: counts, files };
}

/** Imports of one pack come one after the other; the lock is given up with the transaction. */
async function lockPack(client: pg.ClientBase, pack: string): Promise<void> {
  try {
    await client.query(`set local lock_timeout = '${lockPatience}'`);
    await client.query(`select pg_advisory_xact_lock(hashtextextended('import ' || $1, 0))`, [pack]);
    await client.query('set local lock_timeout = 0');
    // Tables just filled have no statistics, and a plan that loops over all pairs of rows would never end.
    await client.query('set local enable_nestloop = off');
  } catch (error) {
    if (errorCode(error) !== '55P03') throw error;
    const message = `Another import of ${pack} is running. Wait until it is done and try again.`;
    throw new StoreError('import-running', message, { cause: error });
  }
}

async function lastImport(client: pg.ClientBase, manifest: PackManifest): Promise<LastImport | undefined> {
  const { rows } = await client.query<LastImport>(
    'select recorded_at, digest, manifest = $2::jsonb as same_manifest from facts.imports ' +
      'where pack = $1 order by recorded_at desc limit 1',
    [manifest.name, manifest],
  );
  return rows[0];
}

function momentAfter(pack: string, now: string, last: string | undefined): string {
  const moment = Date.parse(now);
  if (Number.isNaN(moment)) throw new Error(`not a moment: ${now}`);
  const lastMoment = last === undefined ? Number.NEGATIVE_INFINITY : Date.parse(last);
  if (moment < lastMoment - clockToleranceMs) {
    const message =
      `The clock says ${now}, but the last import of ${pack} was recorded at ${last}. ` +
      'Set the clock of this machine right and try again; the store is as it was before.';
    throw new StoreError('clock-went-back', message);
  }
  return new Date(Math.max(moment, lastMoment + 1)).toISOString();
}

function unchangedReport(content: PackContent, encoded: readonly Encoded[], recordedAt: string): ImportReport {
  const unchanged = (rows: number): Changes => ({ asserted: 0, retracted: 0, unchanged: rows });
  const tables = Object.fromEntries(encoded.map(({ table, rows }) => [table.name, unchanged(rows)]));
  const counts = tables as Record<TableName, Changes>;
  return {
    pack: content.manifest.name,
    changed: false,
    recordedAt,
    tables: counts,
    files: unchanged(content.files.size),
  };
}

/** Retracts, asserts and leaves alone the rows of one table. */
async function recordTable(
  client: pg.ClientBase,
  pack: string,
  { table, chunks, rows }: Encoded,
  recordedAt: string,
  progress: SaveOptions['progress'],
): Promise<Changes> {
  const name = table.name as TableName;
  if (rows === 0) {
    const all = `update ${factTable(table)} set recorded_to = $2 where pack = $1 and recorded_to = 'infinity'`;
    const { rowCount } = await client.query(all, [pack, recordedAt]);
    return { asserted: 0, retracted: rowCount ?? 0, unchanged: 0 };
  }
  const columns = columnNames(table.columns).join(', ');
  await client.query(
    `create temp table staged on commit drop as select position, ${columns} from ${factTable(table)} with no data`,
  );
  await stage(client, columns, chunks, (done) =>
    progress?.({ table: name, done: Math.min(done, rows - 1), total: rows }),
  );
  const changes = await recordStaged(client, pack, table, rows, recordedAt);
  await client.query('drop table staged');
  progress?.({ table: name, done: rows, total: rows });
  return changes;
}

/** Compares the staged rows with those held, as sets. */
async function recordStaged(
  client: pg.ClientBase,
  pack: string,
  table: Table,
  rows: number,
  recordedAt: string,
): Promise<Changes> {
  const target = factTable(table);
  const offered = columnNames(table.columns, 'staged').join(', ');
  const held = `held.pack = $1 and held.recorded_to = 'infinity'`;
  const sameKey = equalKeys(table);
  const sameRow = `(${columnNames(table.columns, 'held').join(', ')}) is not distinct from (${offered})`;
  const retracted = await client.query(
    `update ${target} held set recorded_to = $2 where ${held} ` +
      `and not exists (select from staged where ${sameKey} and ${sameRow})`,
    [pack, recordedAt],
  );
  // Of the rows still held, each is equal to a staged one: a staged row without one of its key is new.
  const asserted = await client.query(
    `insert into ${target} (pack, recorded_from, position, ${columnNames(table.columns).join(', ')}) ` +
      `select $1, $2::timestamptz, staged.position, ${offered} from staged ` +
      `where not exists (select from ${target} held where ${held} and ${sameKey}) order by staged.position`,
    [pack, recordedAt],
  );
  const unchanged = rows - (asserted.rowCount ?? 0);
  if (unchanged > 0) {
    await client.query(
      `update ${target} held set position = staged.position from staged ` +
        `where ${held} and ${sameKey} and held.position <> staged.position`,
      [pack],
    );
  }
  return { asserted: asserted.rowCount ?? 0, retracted: retracted.rowCount ?? 0, unchanged };
}

/**
 * `held` and `staged` have the same key. Empty cells are equal to each other; they are compared through a
 * stand-in first, because the database can hash a plain equality and not `is not distinct from`.
 */
function equalKeys(table: Table): string {
  return keyColumns(table)
    .map((column) => {
      const name = `"${column.name}"`;
      if (column.required) return `held.${name} = staged.${name}`;
      const standIn = column.type === 'date' ? `'-infinity'::date` : `''`;
      return (
        `coalesce(held.${name}, ${standIn}) = coalesce(staged.${name}, ${standIn}) ` +
        `and held.${name} is not distinct from staged.${name}`
      );
    })
    .join(' and ');
}

async function stage(
  client: pg.ClientBase,
  columns: string,
  chunks: readonly CopyChunk[],
  sent: (rows: number) => void,
): Promise<void> {
  const bytes = function* (): Generator<Buffer> {
    let rows = 0;
    for (const chunk of chunks) {
      yield chunk.bytes;
      rows += chunk.rows;
      sent(rows);
    }
  };
  await pipeline(
    Readable.from(bytes(), { objectMode: true }),
    client.query(copyFrom(`copy staged (position, ${columns}) from stdin`)),
  );
}

/** A checksum of all that the pack states, its order included. */
function contentDigest({ manifest, files }: PackContent, encoded: readonly Encoded[]): string {
  const hash = createHash('sha256').update(JSON.stringify([packFormatVersion, manifest]));
  for (const { table, chunks } of encoded) {
    hash.update(`\0${table.name}\0`);
    for (const { bytes } of chunks) hash.update(bytes);
  }
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`\0${path}\0${sha256(bytes)}`);
  return hash.digest('hex');
}
