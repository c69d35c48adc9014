import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column } from '#core/pack/table.ts';
import { packTables } from '#core/pack/tables.ts';
import { loadMigrations, migrate } from '#store/migrate.ts';
import { openDatabase, openStore } from '#store/open.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
}, 30_000);
afterAll(() => database.close());

/** An empty database beside the test's own, as a URL; dropped afterwards. */
async function withEmptyDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const name = `empty_${process.pid}`;
  await database.store.pool.query(`create database ${name}`);
  try {
    await work(database.databaseUrl.replace(/\/test_\w+/, `/${name}`));
  } finally {
    await database.store.pool.query(`drop database ${name} with (force)`);
  }
}

describe('migrations', () => {
  it('[ST20] run once, also when several open an empty database together', async () => {
    await withEmptyDatabase(async (databaseUrl) => {
      const stores = await Promise.all([1, 2, 3].map(() => openStore({ home: '/nowhere', databaseUrl })));
      const run = await stores[0]?.pool.query('select name from store.migrations order by name');
      expect(run?.rows.map((row) => row.name)).toEqual(loadMigrations().map((migration) => migration.name));
      await Promise.all(stores.map((store) => store.close()));
    });
  }, 20_000);

  it('[ST21] [ST22] of a newer version, or changed since, are refused', async () => {
    const { pool } = database.store;
    const open = (): ReturnType<typeof openStore> => openStore({ home: '/nowhere', databaseUrl: database.databaseUrl });
    await pool.query(`insert into store.migrations (name, sha256) values ('9999-later', 'x')`);
    await expect(open()).rejects.toMatchObject({
      code: 'schema-newer',
      message: expect.stringContaining('9999-later'),
    });
    await pool.query(`delete from store.migrations where name = '9999-later'`);
    await pool.query(`update store.migrations set sha256 = 'x' || sha256`);
    await expect(open()).rejects.toMatchObject({
      code: 'schema-changed',
      message: expect.stringContaining('0001-facts'),
    });
    await pool.query('update store.migrations set sha256 = substr(sha256, 2)');
    await (await open()).close();
  });

  it('[ST26] that fail leave the database as it was', async () => {
    const client = await database.store.pool.connect();
    const failing = { name: '0002-failing', sql: 'create table half_made (); select 1 / 0;', sha256: 'x' };
    await expect(migrate(client, [...loadMigrations(), failing])).rejects.toThrow('division by zero');
    const { rows } = await client.query(`select to_regclass('half_made') as made`);
    client.release();
    expect(rows).toEqual([{ made: null }]);
    await (await openStore({ home: '/nowhere', databaseUrl: database.databaseUrl })).close();
  });

  it('[ST25] make tables with the columns of the definitions', async () => {
    const { pool } = database.store;
    const types = { text: 'text', date: 'date', integer: 'bigint', boolean: 'boolean' };
    const recorded = ['position', 'recorded_from', 'recorded_to'];
    for (const table of packTables) {
      const { rows } = await pool.query(
        `select column_name as name, data_type as type, is_nullable = 'NO' as required from information_schema.columns
         where table_schema = 'facts' and table_name = $1 order by ordinal_position`,
        [table.name],
      );
      // A column that a later migration added stands last; nothing reads columns by their place.
      const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
      const own = rows.filter((row) => row.name !== 'pack' && !recorded.includes(row.name));
      expect(own.toSorted(byName)).toEqual(
        table.columns.map(({ name, type, required }) => ({ name, type: types[type], required })).toSorted(byName),
      );
      expect(rows.map((row) => row.name)).toEqual(expect.arrayContaining(['pack', ...recorded]));
      const checks = await pool.query(
        'select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = $1::regclass',
        [`facts.${table.name}`],
      );
      const stated = checks.rows
        .map((row) => row.text.replaceAll('::text', ''))
        .filter((text) => text.startsWith('CHECK'));
      const expected = (table.columns as readonly Column[]).flatMap(checkOf);
      expect(stated.toSorted()).toEqual(['CHECK ((recorded_from < recorded_to))', ...expected].toSorted());
      const index = await pool.query('select pg_get_indexdef($1::regclass) as text', [`facts.${table.name}_current`]);
      const key = ['pack', ...table.key].map((name) => (['from', 'to'].includes(name) ? `"${name}"` : name)).join(', ');
      expect(index.rows[0].text).toContain(`(${key}) NULLS NOT DISTINCT WHERE (recorded_to = 'infinity'`);
    }
  });
});

/** How PostgreSQL words the check of a column. */
function checkOf({ name, oneOf, minimum }: Column): string[] {
  if (oneOf !== undefined) return [`CHECK ((${name} = ANY (ARRAY[${oneOf.map((word) => `'${word}'`).join(', ')}])))`];
  return minimum === undefined ? [] : [`CHECK ((${name} >= ${minimum}))`];
}

describe('a database by its address', () => {
  it('[ST23] that cannot be reached is named, and its password is not', async () => {
    const urls = [
      'postgresql://user:secret@127.0.0.1:1/partners',
      'postgresql://user:secret@[not-a-url',
      database.databaseUrl.replace(/\/test_\w+/, '/no_such'),
    ];
    for (const databaseUrl of urls) {
      const refused = await openStore({ home: '/nowhere', databaseUrl }).catch((error: Error) => error);
      expect(refused).toMatchObject({ code: 'database-unreachable', message: expect.stringContaining('DATABASE_URL') });
      expect((refused as Error).message).not.toContain('secret');
    }
    await expect(openStore({ home: '/nowhere', databaseUrl: urls[0] })).rejects.toThrow('127.0.0.1:1/partners');
  });

  it('[ST23] that hangs up is unreachable, too', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as { port: number };
    await expect(openDatabase({ host: '127.0.0.1', port, user: 'u', database: 'd' })).rejects.toMatchObject({
      code: 'database-unreachable',
    });
    server.close();
  });

  it('[ST24] gives dates as text, moments in UTC and counts as numbers', async () => {
    const { pool } = database.store;
    const { rows } = await pool.query({
      text: `select '2006-10-01'::date, '2026-04-01 10:30:00.25+01'::timestamptz, 'infinity'::timestamptz, 56489608::bigint`,
      rowMode: 'array',
    });
    expect(rows).toEqual([['2006-10-01', '2026-04-01T09:30:00.250Z', 'infinity', 56489608]]);
    await expect(pool.query('select 9007199254740993::bigint')).rejects.toThrow('too large');
  });
});
