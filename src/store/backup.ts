/**
 * Takes a backup: every row of the store as it is at one moment, while others go on writing, into one file. Memory does not
 * grow with the store, only with its largest row. See docs/decisions/0015-backups.md.
 */

import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ArchiveWriter, type ByteSink } from '#store/backup-archive.ts';
import { writeNewFile } from '#store/backup-file.ts';
import {
  type BackupManifest,
  encodeManifest,
  linesIn,
  manifestName,
  partName,
  programVersion,
  readmeName,
  readmeText,
  type TableContent,
} from '#store/backup-manifest.ts';
import { Seal } from '#store/backup-seal.ts';
import {
  listSequences,
  listTables,
  quotedColumns,
  quotedName,
  type StoredTable,
  schemasOf,
} from '#store/backup-tables.ts';
import { firstHash } from '#store/journal-hash.ts';
import { checkHistory, loadMigrations, type MigrationsHad, migrationLock, recordedMigrations } from '#store/migrate.ts';
import { StoreError, storeErrorOf } from '#store/store-error.ts';

/** The rows of a table that have been written; `isDone` when there are no more. */
export type BackupProgress = { readonly table: string; readonly rows: number; readonly isDone: boolean };

export type BackupOptions = {
  /** Encrypts the file. */
  readonly passphrase?: string | undefined;
  /** Puts it in the place of a file of that name. */
  readonly isReplacing?: boolean;
  /** Told as it goes; what it throws ends the backup. */
  readonly progress?: ((step: BackupProgress) => void) | undefined;
};

const newline = 10;
/** Rows are packed in parts of about this many bytes. */
const partBytes = 4 * 1_048_576;
const compress = promisify(zstdCompress);
/** Rows as text mean the same wherever they are read; what may not be seen is an error, not left out. */
const sessionSettings = `
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8';
  set local row_security = off; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
  set local transaction_timeout = 0`;

/**
 * Writes the state of the store at this moment to a new file that only this account may read, and returns what is in it.
 * The store may be one that has not had every migration yet. Migrations wait until it is done.
 * @throws StoreError store-empty when the database has had no migration; schema-newer; backup-exists, backup-not-writable,
 * disk-full, database-lost: there is then no file
 */
export async function saveBackup(
  { pool }: { readonly pool: pg.Pool },
  file: string,
  options: BackupOptions = {},
): Promise<BackupManifest> {
  return withOwnClient(pool, async (client) => {
    // Before the transaction begins: once it has, it would not see what the migration that it waited for has done.
    await client.query('select pg_advisory_lock_shared($1)', [migrationLock]);
    const manifest = await writeBackup(client, file, options);
    await client.query('select pg_advisory_unlock_shared($1)', [migrationLock]);
    return manifest;
  });
}

/** The same within a migration, which is the only one and holds the others off. */
export async function saveBackupOfMigration(pool: pg.Pool, file: string): Promise<BackupManifest> {
  return withOwnClient(pool, (client) => writeBackup(client, file, {}));
}

/** Runs on a connection that is closed when anything failed: a COPY that was broken off leaves it of no use. */
async function withOwnClient<T>(pool: pg.Pool, run: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw storeErrorOf(error, 'taking a backup');
  });
  let broken = true;
  try {
    const result = await run(client);
    broken = false;
    return result;
  } catch (error) {
    throw storeErrorOf(error, 'taking a backup');
  } finally {
    client.release(broken);
  }
}

async function writeBackup(client: pg.ClientBase, file: string, options: BackupOptions): Promise<BackupManifest> {
  await client.query(`begin isolation level repeatable read read only; ${sessionSettings}`);
  const had = await recordedMigrations(client);
  if (had.size === 0) {
    const message = 'There is nothing to back up: the store was never used. Check --home or DATABASE_URL.';
    throw new StoreError('store-empty', message);
  }
  checkHistory(had, loadMigrations());
  const manifest = await writeNewFile(file, options.isReplacing === true, (sink) =>
    writeContent(client, sink, had, options),
  );
  await client.query('commit');
  return manifest;
}

async function writeContent(
  client: pg.ClientBase,
  sink: ByteSink,
  had: MigrationsHad,
  { passphrase, progress }: BackupOptions,
): Promise<BackupManifest> {
  const seal = passphrase === undefined ? null : await Seal.begin(sink, passphrase);
  const begun = await beginning(client);
  const archive = new ArchiveWriter(seal === null ? sink : (some) => seal.write(some), new Date(begun.takenAt));
  await archive.add(readmeName, Buffer.from(readmeText));
  const schemas = schemasOf(loadMigrations());
  const tables: TableContent[] = [];
  for (const table of await listTables(client, schemas))
    tables.push(await writeTable(client, archive, table, progress));
  const manifest: BackupManifest = {
    program: programVersion(),
    ...begun,
    migrations: [...had].map(([name, sha256]) => ({ name, sha256 })),
    tables,
    // Read last: they may then stand beyond the rows, and never before them.
    sequences: await listSequences(client, schemas),
  };
  await archive.add(manifestName, encodeManifest(manifest));
  await archive.end();
  await seal?.end();
  return manifest;
}

async function beginning(client: pg.ClientBase): Promise<Pick<BackupManifest, 'postgresql' | 'takenAt' | 'journal'>> {
  const { rows } = await client.query<{ postgresql: string; takenAt: string; hasJournal: boolean }>(
    `select current_setting('server_version') as postgresql, now() as "takenAt",
       to_regclass('work.journal') is not null as "hasJournal"`,
  );
  const [found] = rows;
  if (found === undefined) throw new Error('no row');
  const { hasJournal, ...rest } = found;
  if (!hasJournal) return { ...rest, journal: null };
  const head = await client.query<{ seq: number; hash: string }>(
    'select seq, hash from work.journal order by seq desc limit 1',
  );
  return { ...rest, journal: head.rows[0] ?? { seq: 0, hash: firstHash } };
}

/** Writes the rows in parts that end with a row. */
async function writeTable(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  table: StoredTable,
  progress: BackupOptions['progress'],
): Promise<TableContent> {
  const { schema, name, columns } = table;
  const shown = `${schema}.${name}`;
  const digest = createHash('sha256');
  const content = { rows: 0, bytes: 0, parts: 0 };
  const writePart = async (part: Buffer): Promise<void> => {
    digest.update(part);
    content.bytes += part.length;
    content.rows += linesIn(part);
    content.parts += 1;
    // With a checksum of its own, so that zstd finds a fault when a part is unpacked by hand.
    const packed = await compress(part, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
    await archive.add(partName(table, content.parts), packed);
    progress?.({ table: shown, rows: content.rows, isDone: false });
  };
  const list = quotedColumns(table).slice(1, -1);
  const rows = client.query(copyTo(`copy (select ${list} from ${quotedName(schema, name)}) to stdout`));
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    held.push(chunk);
    length += chunk.length;
    if (length < partBytes || !chunk.includes(newline)) continue;
    const all = Buffer.concat(held, length);
    const end = all.lastIndexOf(newline) + 1;
    await writePart(all.subarray(0, end));
    held = [Buffer.from(all.subarray(end))];
    length = all.length - end;
  }
  if (length > 0) await writePart(Buffer.concat(held, length));
  progress?.({ table: shown, rows: content.rows, isDone: true });
  return { schema, name, columns: [...columns], ...content, sha256: digest.digest('hex') };
}
