/**
 * Restores a backup into an empty store, in one transaction: all of it is there at its end, or the store is as it was. A backup
 * of an earlier version is restored as it was and brought up to date then. See docs/decisions/0015-backups.md.
 */

import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BackupManifest, TableContent } from '#store/backup-manifest.ts';
import { checkBackup, openRows } from '#store/backup-source.ts';
import {
  filledTable,
  listTables,
  quotedColumns,
  quotedName,
  type StoredTable,
  schemasOf,
} from '#store/backup-tables.ts';
import { checkJournalOf, type JournalCheck } from '#store/journal.ts';
import {
  applyMigration,
  checkHistory,
  loadMigrations,
  type Migration,
  migrationLock,
  recordedMigrations,
  recordMigration,
} from '#store/migrate.ts';
import type { Store } from '#store/open.ts';
import { errorCode, StoreError, storeErrorOf } from '#store/store-error.ts';

export type RestoreOptions = {
  readonly passphrase?: string | undefined;
  /** Restores also what was broken when the backup was taken. */
  readonly isBrokenJournalAccepted?: boolean;
  /** Told as it goes; what it throws ends the restoring, and the store is as it was. */
  readonly progress?: ((text: string) => void) | undefined;
};

export type RestoreReport = {
  readonly manifest: BackupManifest;
  readonly journal: JournalCheck;
  /** Migrations that the backup had not had. */
  readonly migrated: readonly string[];
};

/** Others who are using the tables are waited for so long. */
const lockPatience = '15s';

/**
 * Reads the whole file first, and puts nothing into the database unless every byte is as it was written. The store may have had
 * migrations, and must hold no row.
 * @throws StoreError what `checkBackup` throws; schema-newer, schema-changed, store-not-empty, journal-broken, disk-full,
 * database-lost: the store is then as it was
 */
export async function restoreBackup(store: Store, file: string, options: RestoreOptions = {}): Promise<RestoreReport> {
  const doing = `restoring ${file}`;
  const client = await store.pool.connect().catch((error: unknown) => {
    throw storeErrorOf(error, doing);
  });
  let broken = true;
  try {
    const migrations = loadMigrations();
    await checkEmpty(client, migrations);
    const manifest = await checkBackup(file, options.passphrase, options.progress);
    const had = new Map(manifest.migrations.map(({ name, sha256 }) => [name, sha256]));
    checkHistory(had, migrations, 'The backup');
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(
      'begin; set local row_security = off; set local statement_timeout = 0; set local transaction_timeout = 0',
    );
    const report = await fill(client, file, manifest, options);
    await client.query('commit');
    await client.query('select pg_advisory_unlock($1)', [migrationLock]);
    broken = false;
    return report;
  } catch (error) {
    throw storeErrorOf(error, doing);
  } finally {
    // With the connection, the lock and whatever had been written go.
    client.release(broken);
  }
}

async function fill(
  client: pg.ClientBase,
  file: string,
  manifest: BackupManifest,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const migrations = loadMigrations();
  const wasHad = new Set(manifest.migrations.map(({ name }) => name));
  await clearEmptyStore(client, migrations);
  for (const migration of migrations.filter(({ name }) => wasHad.has(name))) await applyMigration(client, migration);
  checkTables(manifest, await listTables(client, schemasOf(migrations)));
  await client.query('set constraints all deferred');
  await copyRows(client, file, manifest, options);
  for (const { schema, name, value, isCalled } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [quotedName(schema, name), value, isCalled]);
  }
  // A migration may not change a table of which something is still to be checked.
  await client.query('set constraints all immediate');
  const missing = migrations.filter(({ name }) => !wasHad.has(name));
  for (const migration of missing) {
    options.progress?.(`migrating: ${migration.name}`);
    await applyMigration(client, migration);
    await recordMigration(client, migration);
  }
  options.progress?.('checking the journal');
  const journal = await provedJournal(client, manifest, options.isBrokenJournalAccepted === true);
  // Without statistics the first questions would be slow.
  for (const { schema, name } of await listTables(client, schemasOf(migrations))) {
    await client.query(`analyze ${quotedName(schema, name)}`);
  }
  return { manifest, journal, migrated: missing.map(({ name }) => name) };
}

/** Takes away the tables of a store that holds nothing; they may be newer than the backup. */
async function clearEmptyStore(client: pg.ClientBase, migrations: readonly Migration[]): Promise<void> {
  if ((await recordedMigrations(client)).size === 0) return;
  const schemas = schemasOf(migrations);
  await lockTables(client, await listTables(client, schemas));
  await checkEmpty(client, migrations);
  for (const schema of schemas) await client.query(`drop schema if exists "${schema}" cascade`);
}

/** @throws StoreError store-not-empty; schema-newer or schema-changed for a store that the program does not know */
async function checkEmpty(client: pg.ClientBase, migrations: readonly Migration[]): Promise<void> {
  const had = await recordedMigrations(client);
  checkHistory(had, migrations);
  if (had.size === 0) return;
  const filled = await filledTable(client, await listTables(client, schemasOf(migrations)));
  if (filled === null) return;
  const message =
    `The store is not empty: ${filled} holds rows. A backup is restored only into an empty one. ` +
    'Name a new data folder with --home, or an empty database with --database-url.';
  throw new StoreError('store-not-empty', message);
}

async function lockTables(client: pg.ClientBase, tables: readonly StoredTable[]): Promise<void> {
  const names = tables.map(({ schema, name }) => quotedName(schema, name)).join(', ');
  try {
    await client.query(`set local lock_timeout = '${lockPatience}'`);
    await client.query(`lock table ${names} in access exclusive mode`);
    await client.query('set local lock_timeout = 0');
  } catch (error) {
    if (errorCode(error) !== '55P03') throw error;
    const message = 'Another process is using the store. Stop it and try again; nothing was restored.';
    throw new StoreError('import-running', message, { cause: error });
  }
}

/** What the backup holds must have its place. @throws StoreError schema-changed */
function checkTables({ tables }: BackupManifest, made: readonly StoredTable[]): void {
  const places = new Map(made.map((table) => [`${table.schema}.${table.name}`, new Set(table.columns)]));
  for (const { schema, name, columns } of tables) {
    const place = places.get(`${schema}.${name}`);
    const strange = place === undefined ? [name] : columns.filter((column) => !place.has(column));
    if (strange.length === 0) continue;
    const message =
      `The backup holds ${schema}.${name} (${columns.join(', ')}), and this program makes no such table. It was added or ` +
      'changed by hand where the backup was taken: take that back there, and take another backup. Nothing was restored.';
    throw new StoreError('schema-changed', message);
  }
}

async function copyRows(
  client: pg.ClientBase,
  file: string,
  { tables }: BackupManifest,
  { passphrase, progress }: RestoreOptions,
): Promise<void> {
  const source = openRows(file, passphrase);
  try {
    for (const table of tables) {
      const { schema, name, rows } = table;
      const copy = client.query(copyFrom(`copy ${quotedName(schema, name)} ${quotedColumns(table)} from stdin`));
      await pipeline(source.rowsOf(table), copy);
      if (copy.rowCount !== rows) throw new Error(`${copy.rowCount} rows of ${rows} in ${schema}.${name}`);
      progress?.(rowsText(table));
    }
  } finally {
    await source.close();
  }
}

function rowsText({ schema, name, rows }: TableContent): string {
  return `${schema}.${name}: ${rows.toLocaleString('en-GB')} rows`;
}

/** @throws StoreError journal-broken, unless that is accepted */
async function provedJournal(
  client: pg.ClientBase,
  { journal }: BackupManifest,
  isBrokenAccepted: boolean,
): Promise<JournalCheck> {
  const check = await checkJournalOf(client);
  if (journal !== null && (check.head !== journal.hash || check.entries !== journal.seq) && check.isSound) {
    throw new Error(`the journal ends at ${check.entries} ${check.head}, not at ${journal.seq} ${journal.hash}`);
  }
  if (check.isSound || isBrokenAccepted) return check;
  const message = [
    'The journal in the backup is broken: it was changed behind the program before the backup was taken. Nothing was ' +
      'restored. Restore an earlier backup, or this one as it is with --accept-broken-journal.',
    ...check.faults.map((fault) => `  ${fault}`),
  ];
  throw new StoreError('journal-broken', message.join('\n'));
}
