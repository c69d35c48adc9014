/**
 * Opens the store: the embedded PostgreSQL of the data folder, or the database that a URL names; brings its
 * tables up to date and hands out connections. What the tables hold is for `save-facts.ts` and `load-facts.ts`.
 */

import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { openEmbeddedServer } from '#store/embedded-server.ts';
import { migrate } from '#store/migrate.ts';
import type { Schema } from '#store/schema.ts';
import { errorMessage, StoreError, storeErrorOf } from '#store/store-error.ts';
import { valueTypes } from '#store/value-types.ts';

export type StoreOptions = {
  /** The data folder; made if it is not there. Not touched when there is a database URL. */
  readonly home: string;
  /** A PostgreSQL 18 database to use in place of the embedded one. */
  readonly databaseUrl?: string | undefined;
};

export type Store = {
  /** Typed queries. */
  readonly db: Kysely<Schema>;
  /** The connections below them, for what only plain SQL can say. */
  readonly pool: pg.Pool;
  /** Closes every connection, and stops the embedded database if nobody else uses it. Safe to call twice. */
  close(): Promise<void>;
};

const oldestVersion = 180_000;
const connectionsAtMost = 10;

/**
 * The store, ready for use.
 * @throws StoreError when the database cannot be started or reached, is older than PostgreSQL 18, or was last
 * used by a newer version of this program
 */
export async function openStore({ home, databaseUrl }: StoreOptions): Promise<Store> {
  if (databaseUrl !== undefined && databaseUrl !== '') return openDatabase({ connectionString: databaseUrl });
  const server = await openEmbeddedServer(home);
  return openDatabase(server.connection, server.release);
}

/** The store on a database that is already running; `release` is called when it has been closed. */
export async function openDatabase(connection: pg.PoolConfig, release = async (): Promise<void> => {}): Promise<Store> {
  const pool = makePool(connection);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= db
      .destroy()
      .then(() => (pool.ended ? undefined : pool.end()))
      .then(release);
    return closing;
  };
  try {
    await prepare(pool, connection);
  } catch (error) {
    await close();
    throw storeErrorOf(error, 'preparing the database');
  }
  return { db, pool, close };
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

async function prepare(pool: pg.Pool, connection: pg.PoolConfig): Promise<void> {
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
    await migrate(client);
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
