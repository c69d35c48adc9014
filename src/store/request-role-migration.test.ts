import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { grantOf } from '#core/access/test-access.ts';
import { saveBackup } from '#store/backup.ts';
import { type EmbeddedServer, openEmbeddedServer } from '#store/embedded-server.ts';
import { recordHistory, verifyJournal } from '#store/journal.ts';
import { loadMigrations, migrate } from '#store/migrate.ts';
import { openDatabase, openStoreAsItIs, type Store } from '#store/open.ts';
import { loadRecords, visibleKeys } from '#store/record-rows.ts';
import { restoreBackup } from '#store/restore.ts';
import { change, grantChange, register, roleOf, save, sightOf } from '#store/test-walls.ts';
import { type EmptyDatabase, makeEmptyDatabase } from '#tests/support/backup-stores.ts';
import { makeTestDatabase, makeTestFolder, type TestDatabase } from '#tests/support/database.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** What the version before wrote: kind, id, version, before, after, acting for, reason, and the hash that it gave. */
const oldEntries = [
  [
    ['arrangement', 'A1', 1, null],
    { title: 'Équipe', parties: [{ organisation: 'E2', share: null }, { organisation: 'E1' }, { organisation: 'E2' }] },
    ['E1', 'a first one', '3b629e3ba49f7c7e8ad910d18e09e21035ed2307a3fb735b12ed6c53b805cacd'],
  ],
  [
    ['rulebook', 'R', 1, null],
    { rules: [] },
    [null, null, '4330015be4b4b58ac2a9dbffa61cbe77222bb8271ce5ec20f6aa33ff98d9ef2c'],
  ],
  [
    ['arrangement', 'A2', 1, null],
    { parties: [{ organisation: 'E3' }] },
    ['E3', null, '1bbcd9ee895fed5ddd0f2d9442e74c0adad6de35b0e1d34fdddb2d7ca7d5ea96'],
  ],
  [
    ['release', 'P', 1, null],
    { n: 0.1 },
    ['E1', null, '1157b4d12962e545d430b11526aa99120ab98d174fb01adbaa7f85a38641940d'],
  ],
  [
    ['arrangement', 'A2', 2, { parties: [{ organisation: 'E3' }] }],
    null,
    ['E3', 'not wanted', 'fa2779c45945a934de8355da0890007933bf34fdaa5c961287850fc7738d07b4'],
  ],
  [['event-act', 'X', 1, null], 1, [null, null, '319288d55c7d7a7283e0a234cfd236259ee3d861e18d7e76a3cd0da683f6a436']],
  [
    ['schedule', 'S', 1, null],
    { parties: 'none' },
    [null, null, 'de57e1757c3151c50260e9d7f5e2aeee410aebb67d2d104c0a80f1baad77cb31'],
  ],
] as const;

/** A store as the version before has left it, with those entries and their records. */
async function fillOld(client: pg.ClientBase): Promise<void> {
  await migrate(client, loadMigrations().slice(0, 4));
  let previous = '0'.repeat(64);
  for (const [at, [[kind, id, version, before], after, [actingFor, reason, hash]]] of oldEntries.entries()) {
    const moment = `2026-03-01T10:00:00.00${at}Z`;
    const documents = [before, after].map((one) => (one === null ? null : JSON.stringify(one)));
    await client.query(
      `insert into work.journal (seq, at, who, acting_for, register, kind, id, version, before, after, reason, previous_hash, hash)
       values ($1, $2, 'Zoë', $3, 'one', $4, $5, $6, $7, $8, $9, $10, $11)`,
      [at + 1, moment, actingFor, kind, id, version, ...documents, reason, previous, hash],
    );
    await client.query(
      `insert into work.records values ('one', $1, $2, $3, $4, $5, 'Zoë', $6)
       on conflict (register, kind, id) do update set version = excluded.version, body = excluded.body,
         changed_at = excluded.changed_at, seq = excluded.seq`,
      [kind, id, version, documents[1], moment, at + 1],
    );
    previous = hash;
  }
}

describe('a store from before', () => {
  let database: TestDatabase;
  let empty: EmptyDatabase;
  beforeEach(async () => {
    database = await makeTestDatabase();
    empty = await makeEmptyDatabase(database);
    cleanUp.push(
      () => database.close(),
      () => empty.drop(),
    );
    const client = await empty.store.pool.connect();
    await fillOld(client);
    client.release();
  });

  it('[RW15] has owners and readers after the migration, its chain holds and goes on', async () => {
    const { store } = empty;
    const client = await store.pool.connect();
    await migrate(client);
    client.release();
    const { rows } = await store.pool.query<{ id: string; owners: string[]; seen_by: string[] }>(
      'select id, owners, seen_by from work.records order by id',
    );
    expect(rows.map(({ id, owners, seen_by }) => [id, owners, seen_by])).toEqual([
      ['A1', ['E1', 'E2'], []],
      ['A2', ['E3'], []],
      ['P', [], ['*']],
      ['R', [], ['*']],
      ['S', [], []],
      ['X', [], ['*']],
    ]);
    expect(await verifyJournal(store)).toMatchObject({
      isSound: true,
      faults: [],
      entries: 7,
      head: oldEntries.at(-1)?.[2][2],
    });
    const [entry] = await recordHistory(store, register, 'arrangement', 'A1');
    expect(entry).toMatchObject({ account: null, session: null, approvals: null, owners: null });
    await save(store, [change('arrangement', 'A1', 2)]);
    expect(await verifyJournal(store)).toMatchObject({ isSound: true, faults: [], entries: 8 });
    // What was released is held as before.
    const changed = store.pool.query(`update work.records set owners = '{E1}' where kind = 'release'`);
    await expect(changed).rejects.toMatchObject({ code: '23001' });
  });

  it('[RW15] in a backup is restored so too', async () => {
    const folder = makeTestFolder();
    cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'old.tar');
    await saveBackup(empty.store, file);
    const store = await openStoreAsItIs({ home: join(folder, 'home') });
    cleanUp.push(() => store.close());
    const { migrated, journal } = await restoreBackup(store, file);
    expect(migrated).toContain('0005-request-role');
    expect(journal).toMatchObject({ isSound: true, entries: 7 });
    expect(await loadRecords(store, register, ['arrangement'])).toMatchObject([
      { id: 'A1', sight: { owners: ['E1', 'E2'] } },
    ]);
    await usesTheWall(store);
  });

  it('[RW16] in a backup of today is restored with the role on a server without it', async () => {
    const { store } = empty;
    const client = await store.pool.connect();
    await migrate(client);
    client.release();
    await usesTheWall(store);
    const folder = makeTestFolder();
    cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
    const next = join(folder, 'next.tar');
    await saveBackup(store, next);
    const other = await openStoreAsItIs({ home: join(folder, 'other') });
    cleanUp.push(() => other.close());
    const { rowCount } = await other.pool.query(`select from pg_roles where rolname = 'coterminous_request'`);
    expect(rowCount).toBe(0);
    expect((await restoreBackup(other, next)).journal.isSound).toBe(true);
    expect(await visibleKeys(other, register, roleOf('ann a'))).toEqual(
      await visibleKeys(store, register, roleOf('ann a')),
    );
  });
});

/** One grant, one record that is seen and one that is not. */
async function usesTheWall(store: Store): Promise<void> {
  await save(store, [
    grantChange('G', grantOf('ann a editor')),
    change('arrangement', 'mine', 1, sightOf('a')),
    change('arrangement', 'yours', 1, sightOf('b')),
  ]);
  const ann = roleOf('ann a');
  const keys = await visibleKeys(store, register, ann);
  expect(keys).toContain('arrangement mine');
  expect(keys).not.toContain('arrangement yours');
  expect(await save(store, [change('arrangement', 'mine', 2)], ann)).toMatchObject({ ok: true });
  await expect(save(store, [change('arrangement', 'yours', 2)], ann)).rejects.toMatchObject({ code: 'wall-refused' });
}

describe('the role', () => {
  let server: EmbeddedServer;
  let admin: pg.Client;
  beforeEach(async () => {
    const home = makeTestFolder();
    server = await openEmbeddedServer(home);
    admin = new pg.Client({ ...(server.connection as pg.ClientConfig), database: 'postgres' });
    await admin.connect();
    cleanUp.push(
      () => rmSync(home, { recursive: true, force: true }),
      () => server.release(),
      () => admin.end(),
    );
  });

  /** Opens an empty database that belongs to the login, as that login. */
  async function openAs(user: string, database: string): Promise<Store> {
    const store = await openDatabase({ ...server.connection, user, database });
    cleanUp.push(() => store.close());
    return store;
  }

  async function makeDatabases(user: string, names: readonly string[]): Promise<void> {
    for (const name of names) await admin.query(`create database ${name} owner "${user}"`);
  }

  it('[RW14] is made by a login that may make roles, for several databases at the same moment', async () => {
    await admin.query('create role "App 1" login createrole');
    const names = ['one', 'two', 'three', 'four'];
    await makeDatabases('App 1', names);
    const stores = await Promise.all(names.map((name) => openAs('App 1', name)));
    for (const store of stores) await usesTheWall(store);
  });

  it('[RW14] that a login may not make is made by an administrator, as the message says', async () => {
    await admin.query('create role "App 1" login');
    await makeDatabases('App 1', ['one', 'two']);
    const failed = await openAs('App 1', 'one').catch((error: unknown) => error as Error);
    expect(failed).toMatchObject({ code: 'role-needed' });
    const advice = /run: (.*) and start again/.exec((failed as Error).message)?.[1] ?? '';
    expect(advice).toBe(
      'create role coterminous_request nologin; grant coterminous_request to "App 1" with set true, inherit false;',
    );
    // Made, but not given to the login: the message says what is missing.
    await admin.query('create role coterminous_request nologin');
    await expect(openAs('App 1', 'one')).rejects.toMatchObject({
      code: 'role-needed',
      message: expect.stringContaining('run: grant coterminous_request to "App 1" with set true, inherit false; and'),
    });
    await admin.query('drop role coterminous_request');
    await admin.query(advice);
    for (const name of ['one', 'two']) await usesTheWall(await openAs('App 1', name));
  });

  it('[RW14] that could pass the wall is refused', async () => {
    const roles = [
      ['nologin bypassrls', 'grant coterminous_request to app with set true, inherit false'],
      ['nologin superuser', 'grant coterminous_request to app with set true, inherit false'],
      ['login', 'grant coterminous_request to app with set true, inherit false'],
      // Of two roles each cannot be a member of the other; a superuser may become any.
      ['nologin', 'alter role app superuser; grant app to coterminous_request'],
    ] as const;
    await admin.query('create role app login');
    await makeDatabases('app', ['one']);
    for (const [attributes, given] of roles) {
      await admin.query(`create role coterminous_request ${attributes}; ${given}`);
      await expect(openAs('app', 'one'), attributes).rejects.toMatchObject({
        code: 'role-needed',
        message: expect.stringContaining('alter role coterminous_request nologin nosuperuser nobypassrls'),
      });
      await admin.query('drop role coterminous_request');
    }
  });

  it('[RW14] that is taken from the login later is missed by a request, which is told so', async () => {
    await admin.query('create role coterminous_request nologin; create role app login');
    await admin.query('grant coterminous_request to app with set true, inherit false');
    await makeDatabases('app', ['one']);
    const store = await openAs('app', 'one');
    await usesTheWall(store);
    await admin.query('revoke coterminous_request from app');
    const needed = { code: 'role-needed', message: expect.stringContaining('grant coterminous_request to') };
    await expect(visibleKeys(store, register, roleOf('ann a'))).rejects.toMatchObject(needed);
    await expect(save(store, [change('arrangement', 'mine', 3)], roleOf('ann a'))).rejects.toMatchObject(needed);
  });
});
