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
/** Name and checksum of each migration that a database has had, in order. */
export type MigrationsHad = ReadonlyMap<string, string>;

const migrationsFolder = join(import.meta.dirname, 'migrations');
/** Held while migrating or restoring, so that of two servers that start together one waits for the other. */
export const migrationLock = 20130401;

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
 * (none: it was up to date). `before` is called first, when there is something to run, with the names that the database has
 * had and those that it lacks; what it throws leaves the database as it was.
 * @throws StoreError schema-newer when the database has a migration that the program lacks; schema-changed when
 * one it had reads differently now
 */
export async function migrate(
  client: pg.ClientBase,
  migrations: readonly Migration[] = loadMigrations(),
  before: (had: MigrationsHad, missing: readonly Migration[]) => Promise<void> = async () => {},
): Promise<string[]> {
  const already = await recordedMigrations(client);
  checkHistory(already, migrations);
  // Held for long by whoever takes a backup: a store that is up to date opens without it.
  if (migrations.every(({ name }) => already.has(name))) return [];
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    const had = await recordedMigrations(client);
    checkHistory(had, migrations);
    const missing = migrations.filter(({ name }) => !had.has(name));
    if (missing.length > 0) await before(had, missing);
    for (const migration of missing) await run(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]);
  }
}

/** What the database has had; nothing: it was never used. */
export async function recordedMigrations(client: pg.ClientBase): Promise<MigrationsHad> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('store.migrations') is not null as there`,
  );
  if (rows[0]?.there !== true) return new Map();
  const recorded = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from store.migrations order by name',
  );
  return new Map(recorded.rows.map(({ name, sha256 }) => [name, sha256]));
}

/**
 * Does nothing when the program knows every migration that the database (or the backup: `what`) has had.
 * @throws StoreError schema-newer, schema-changed
 */
export function checkHistory(had: MigrationsHad, migrations: readonly Migration[], what = 'The database'): void {
  const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
  for (const [name, sha256] of had) {
    const own = known.get(name);
    if (own === undefined) {
      throw new StoreError(
        'schema-newer',
        `${what} was last used by a newer version of this program (it has had migration ${name}). Use that version or a ` +
          'later one, or go back to an earlier state: restore a backup from before into an empty data folder or database.',
      );
    }
    if (own !== sha256) {
      throw new StoreError(
        'schema-changed',
        `Migration ${name} is not the one that ${what.replace('The', 'the')} has had. ` +
          'Restore the file from the release it came with.',
      );
    }
  }
}

async function run(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await applyMigration(client, migration);
    await recordMigration(client, migration);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Makes what the migration makes, and the list of migrations, in the transaction that is open; adds nothing to the list. */
export async function applyMigration(client: pg.ClientBase, { sql }: Migration): Promise<void> {
  await client.query('create schema if not exists store');
  await client.query(
    'create table if not exists store.migrations ' +
      '(name text primary key, sha256 text not null, run_at timestamptz not null default now())',
  );
  await client.query(sql);
}

/** Adds the migration to the list. */
export async function recordMigration(client: pg.ClientBase, { name, sha256 }: Migration): Promise<void> {
  await client.query('insert into store.migrations (name, sha256) values ($1, $2)', [name, sha256]);
}
