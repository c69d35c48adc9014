/**
 * Brings a database to the tables that this program needs: runs the plain SQL files of `migrations/` that it
 * has not had, each once, in order of number. Knows nothing of what they contain.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { StoreError } from '#store/store-error.ts';

export type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

const migrationsFolder = join(import.meta.dirname, 'migrations');
/** Held while migrating, so that of two servers that start together one waits for the other. */
const migrationLock = 20130401;

/** The migrations of a folder, in order of their numbers. */
export function loadMigrations(folder = migrationsFolder): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort();
  return names.map((name) => {
    const sql = readFileSync(join(folder, name), 'utf8');
    return { name: name.replace(/\.sql$/, ''), sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Runs what the database has not had, each migration in a transaction of its own, and returns their names
 * (none: it was up to date).
 * @throws StoreError schema-newer when the database has a migration that the program lacks; schema-changed when
 * one it had reads differently now
 */
export async function migrate(
  client: pg.ClientBase,
  migrations: readonly Migration[] = loadMigrations(),
): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    const had = await recordedMigrations(client);
    checkHistory(had, migrations);
    const missing = migrations.filter(({ name }) => !had.has(name));
    for (const migration of missing) await run(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]);
  }
}

/** Name and checksum of each migration that the database has had. */
async function recordedMigrations(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('store.migrations') is not null as there`,
  );
  if (rows[0]?.there !== true) return new Map();
  const recorded = await client.query<{ name: string; sha256: string }>('select name, sha256 from store.migrations');
  return new Map(recorded.rows.map(({ name, sha256 }) => [name, sha256]));
}

function checkHistory(had: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
  for (const [name, sha256] of had) {
    const own = known.get(name);
    if (own === undefined) {
      throw new StoreError(
        'schema-newer',
        `The database was last used by a newer version of this program (it has had migration ${name}). ` +
          'Use that version or a later one, or another data folder or database.',
      );
    }
    if (own !== sha256) {
      throw new StoreError(
        'schema-changed',
        `Migration ${name} is not the one that this database has had. Restore the file from the release it came with.`,
      );
    }
  }
}

async function run(client: pg.ClientBase, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query('create schema if not exists store');
    await client.query(
      'create table if not exists store.migrations ' +
        '(name text primary key, sha256 text not null, run_at timestamptz not null default now())',
    );
    await client.query(sql);
    await client.query('insert into store.migrations (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
