/**
 * Real databases for tests: one PostgreSQL for the run, and for each test file a database of its own, made
 * from a template that has had the migrations. Nothing is left behind.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedServer, openEmbeddedServer } from '#store/embedded-server.ts';
import { loadMigrations, migrate } from '#store/migrate.ts';
import { openDatabase, type Store } from '#store/open.ts';

export type TestDatabase = {
  readonly store: Store;
  /** For programs that are given a DATABASE_URL. */
  readonly databaseUrl: string;
  /** Closes the store and drops the database. */
  close(): Promise<void>;
};

const homeVariable = 'COTERMINOUS_TEST_HOME';
const templateLock = 19480705;

/** An empty folder for a test, in the system's temporary folder. */
export function makeTestFolder(): string {
  return mkdtempSync(join(tmpdir(), 'coterminous-test-'));
}

/**
 * Starts the PostgreSQL that every test file of this run shares; call what it returns at the end. The runner
 * calls it by the name `setup` when this file is its global set-up.
 */
export async function startTestServer(): Promise<() => Promise<void>> {
  const home = makeTestFolder();
  const server = await openEmbeddedServer(home);
  process.env[homeVariable] = home;
  return async () => {
    delete process.env[homeVariable];
    await server.release();
    rmSync(home, { recursive: true, force: true });
  };
}

export { startTestServer as setup };

/** An empty, migrated database of its own; on the run's server, or on one of its own when there is none. */
export async function makeTestDatabase(): Promise<TestDatabase> {
  const shared = process.env[homeVariable];
  const home = shared ?? makeTestFolder();
  const server = await openEmbeddedServer(home);
  const name = `test_${process.pid}_${Math.floor(performance.now() * 1000)}`;
  await inDatabase(server, 'postgres', async (client) => {
    await client.query(`create database ${name} template ${await ensureTemplate(server, client)}`);
  });
  const store = await openDatabase({ ...server.connection, database: name });
  return {
    store,
    databaseUrl: `postgresql://${server.connection.user}@localhost/${name}?host=${encodeURIComponent(server.connection.host ?? '')}`,
    close: async () => {
      await store.close();
      await inDatabase(server, 'postgres', (client) => client.query(`drop database ${name} with (force)`));
      await server.release();
      if (shared === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The name of the template, made by whoever comes first. */
async function ensureTemplate(server: EmbeddedServer, client: pg.Client): Promise<string> {
  const name = `template_${loadMigrations()
    .map(({ sha256 }) => sha256.slice(0, 8))
    .join('_')}`;
  await client.query('select pg_advisory_lock($1)', [templateLock]);
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      await client.query(`create database ${name}`);
      await inDatabase(server, name, migrate);
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [templateLock]);
  }
  return name;
}

async function inDatabase(
  server: EmbeddedServer,
  database: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ ...(server.connection as pg.ClientConfig), database });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
