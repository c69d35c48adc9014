/**
 * Opens the store: the embedded PostgreSQL of the data folder, or the database that a URL names; brings its
 * tables up to date and hands out connections. What the tables hold is for `save-facts.ts` and `load-facts.ts`.
 */

import { join } from 'node:path';
import pg from 'pg';
import { type BackupFolder, backUpBeforeMigration } from '#store/backup-before-migration.ts';
import { openEmbeddedServer } from '#store/embedded-server.ts';
import { loadMigrations, migrate } from '#store/migrate.ts';
import type { RequestHeads } from '#store/request-heads.ts';
import { errorMessage, StoreError, storeErrorOf } from '#store/store-error.ts';
import { valueTypes } from '#store/value-types.ts';

export type StoreOptions = {
  /** The data folder; made if it is not there. Not touched when there is a database URL. */
  readonly home: string;
  /** A PostgreSQL 18 database to use in place of the embedded one. */
  readonly databaseUrl?: string | undefined;
  /** Where backups before a migration go; not said: `backups` in the data folder, and nowhere with a database URL. */
  readonly backupFolder?: BackupFolder;
  /** How long one statement may take once the store is open; none is cut off when left out. @units milliseconds */
  readonly statementPatienceMs?: number | undefined;
  /** Told what takes a while before the store is open. */
  readonly say?: ((text: string) => void) | undefined;
};

export type Store = {
  /** Its connections; every question to the database is SQL in this folder. */
  readonly pool: pg.Pool;
  /** Of a view for one request: what it has read of how far the store has come. */
  readonly heads?: RequestHeads;
  /** Closes every connection, and stops the embedded database if nobody else uses it. Safe to call twice. */
  close(): Promise<void>;
};

const oldestVersion = 180_000;
const connectionsAtMost = 10;

type Opening = {
  /** Called when the store has been closed. */
  readonly release?: () => Promise<void>;
  readonly backupFolder?: BackupFolder;
  readonly say?: StoreOptions['say'];
  /** Leaves the tables as they are, even if there are none. */
  readonly isLeftAsItIs?: boolean;
};

/**
 * The store, ready for use. Before the tables of a store that holds something are changed, a backup is taken.
 * @throws StoreError when the database cannot be started or reached, is older than PostgreSQL 18, or was last
 * used by a newer version of this program; backup-needed when it holds something and nobody said where a backup goes
 */
export function openStore(options: StoreOptions): Promise<Store> {
  return openPlace(options, false);
}

/** The same with the tables as they are, of an earlier version or none at all: for taking a backup and restoring one. */
export function openStoreAsItIs(options: StoreOptions): Promise<Store> {
  return openPlace(options, true);
}

async function openPlace(options: StoreOptions, isLeftAsItIs: boolean): Promise<Store> {
  const { home, databaseUrl, backupFolder, say, statementPatienceMs } = options;
  const patience = statementPatienceMs === undefined ? {} : { statement_timeout: statementPatienceMs };
  if (databaseUrl !== undefined && databaseUrl !== '')
    return openDatabase({ connectionString: databaseUrl, ...patience }, { backupFolder, say, isLeftAsItIs });
  const { connection, release } = await openEmbeddedServer(home);
  return openDatabase(
    { ...connection, ...patience },
    { release, backupFolder: backupFolder ?? join(home, 'backups'), say, isLeftAsItIs },
  );
}

/** The store on a database that is already running. */
export async function openDatabase(connection: pg.PoolConfig, opening: Opening = {}): Promise<Store> {
  const pool = makePool(connection);
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= pool.end().then(opening.release);
    return closing;
  };
  try {
    await prepare(pool, connection, opening);
  } catch (error) {
    await close();
    throw storeErrorOf(error, 'preparing the database');
  }
  return { pool, close };
}

function makePool(connection: pg.PoolConfig): pg.Pool {
  const ownSettings = {
    connectionTimeoutMillis: 15_000,
    max: connectionsAtMost,
    types: valueTypes,
    onConnect: (client: pg.ClientBase) => client.query(`set timezone = 'UTC'; set datestyle = 'ISO, YMD'`),
  };
  const pool = new pg.Pool({ ...ownSettings, ...connection });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the program.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
  return pool;
}

async function prepare(pool: pg.Pool, connection: pg.PoolConfig, opening: Opening): Promise<void> {
  const client = await connect(pool, connection);
  try {
    const { rows } = await client.query<{ version: number; text: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as text`,
    );
    const found = rows[0];
    if (found === undefined || found.version < oldestVersion) {
      const message = `The database at ${placeOf(connection)} is PostgreSQL ${found?.text}; it must be 18 or later.`;
      throw new StoreError('database-too-old', message);
    }
    if (opening.isLeftAsItIs === true) return;
    const { backupFolder, say = () => {} } = opening;
    await client.query('set statement_timeout = 0');
    await migrate(client, loadMigrations(), (had, missing) =>
      backUpBeforeMigration(pool, client, backupFolder, had, missing, say),
    );
    await client.query('reset statement_timeout');
  } finally {
    client.release();
  }
}

async function connect(pool: pg.Pool, connection: pg.PoolConfig): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw unreachable(connection, error);
  }
}

function unreachable(connection: pg.PoolConfig, error: unknown): StoreError {
  const message =
    `The database at ${placeOf(connection)} cannot be reached: ${errorMessage(error)}. ` +
    'Check DATABASE_URL, and that the database is running and lets this user in.';
  return new StoreError('database-unreachable', message, { cause: error });
}

/** Host and database as a message may show them: never a password. */
function placeOf({ connectionString, host, database }: pg.PoolConfig): string {
  if (connectionString === undefined) return `${host}, database ${database}`;
  try {
    const url = new URL(connectionString);
    return `${url.searchParams.get('host') ?? url.host}${url.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
