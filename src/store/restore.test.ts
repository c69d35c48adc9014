import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveBackup } from '#store/backup.ts';
import { loadFacts } from '#store/load-facts.ts';
import { loadMigrations, migrate } from '#store/migrate.ts';
import { openStore, openStoreAsItIs } from '#store/open.ts';
import { listPacks } from '#store/pack-rows.ts';
import { restoreBackup } from '#store/restore.ts';
import {
  type EmptyDatabase,
  fillStore,
  makeEmptyDatabase,
  makeFilledDatabase,
  tableDigests,
  withManifest,
} from '#tests/support/backup-stores.ts';
import { makeTestDatabase, makeTestFolder, type TestDatabase } from '#tests/support/database.ts';
import { mountSmallDisk } from '#tests/support/small-disk.ts';

let database: TestDatabase;
let folder: string;
let file: string;
beforeAll(async () => {
  database = await makeFilledDatabase();
  folder = makeTestFolder();
  file = join(folder, 'backup.tar');
  await saveBackup(database.store, file);
}, 60_000);
afterAll(async () => {
  await database?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

async function withEmpty(run: (empty: EmptyDatabase) => Promise<void>): Promise<void> {
  const empty = await makeEmptyDatabase(database);
  try {
    await run(empty);
  } finally {
    await empty.drop();
  }
}

describe('a restore', () => {
  it('[BK12] fills a store that holds nothing, never used or brought up to date, and no other', async () => {
    const fresh = await makeTestDatabase();
    try {
      await restoreBackup(fresh.store, file);
      const digests = await tableDigests(fresh.store);
      expect(digests).toEqual(await tableDigests(database.store));
      const refused = restoreBackup(fresh.store, file);
      await expect(refused).rejects.toMatchObject({
        code: 'store-not-empty',
        message: expect.stringContaining('--home'),
      });
      expect(await tableDigests(fresh.store)).toEqual(digests);
    } finally {
      await fresh.close();
    }
  });

  it('[BK13] of an earlier version is brought up to date; of a later or another one it is refused', async () => {
    await withEmpty(async ({ store, databaseUrl }) => {
      // A store as the first version has left it, restored by this one.
      const client = await store.pool.connect();
      await migrate(client, loadMigrations().slice(0, 1));
      await client.query("insert into facts.packs values ('old')");
      client.release();
      const old = join(folder, 'old.tar');
      expect((await saveBackup(store, old)).journal).toBeNull();
      await withEmpty(async (target) => {
        const { migrated } = await restoreBackup(target.store, old);
        expect(migrated).toEqual(
          loadMigrations()
            .slice(1)
            .map(({ name }) => name),
        );
        expect((await target.store.pool.query('select name from facts.packs')).rows).toEqual([{ name: 'old' }]);
        await (await openStore({ home: '/nowhere', databaseUrl: target.databaseUrl })).close();
      });
      expect(databaseUrl).not.toBe(database.databaseUrl);
    });
    const strange = {
      'schema-newer': { name: '9999-later', sha256: 'x' },
      'schema-changed': { name: '0001-facts', sha256: 'x' },
    };
    for (const [code, migration] of Object.entries(strange)) {
      const other = join(folder, `${code}.tar`);
      writeFileSync(other, await withManifest(file, (one) => ({ ...one, migrations: [migration] })));
      await withEmpty(async ({ store }) => {
        await expect(restoreBackup(store, other)).rejects.toMatchObject({ code });
        expect((await tableDigests(store)).size).toBe(0);
      });
    }
  });

  it('[BK14] of a damaged file, or of a table that the program does not make, leaves the store as it was', async () => {
    const bytes = readFileSync(file);
    const at = bytes.indexOf('tables/work.journal/') + 600;
    bytes[at] = (bytes[at] as number) ^ 1;
    const damaged = join(folder, 'damaged.tar');
    writeFileSync(damaged, bytes);
    const strange = join(folder, 'strange.tar');
    const column = { schema: 'work', name: 'extra', columns: ['a'], rows: 0, bytes: 0, sha256: '', parts: 0 };
    writeFileSync(strange, await withManifest(file, (one) => ({ ...one, tables: [...one.tables, column] })));
    await withEmpty(async ({ store }) => {
      await expect(restoreBackup(store, damaged)).rejects.toMatchObject({ code: 'backup-damaged' });
      await expect(restoreBackup(store, strange)).rejects.toMatchObject({
        code: 'schema-changed',
        message: expect.stringContaining('work.extra'),
      });
      const stop = (text: string) => {
        if (text.startsWith('work.records')) throw new Error('stopped');
      };
      await expect(restoreBackup(store, file, { progress: stop })).rejects.toThrow('stopped');
      let losing: Promise<unknown> | null = null;
      const lose = () =>
        database.store.pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and query like 'copy%from stdin%'`,
        );
      const lost = restoreBackup(store, file, {
        progress: (text) => {
          if (text.startsWith('facts.areas')) losing ??= lose();
        },
      });
      await expect(lost).rejects.toMatchObject({ code: 'database-lost' });
      await losing;
      expect((await tableDigests(store)).size).toBe(0);
      await restoreBackup(store, file);
    });
  });

  it('[BK15] of a broken journal is refused with its faults, unless it is accepted', async () => {
    const broken = await makeFilledDatabase();
    const path = join(folder, 'broken.tar');
    try {
      await broken.store.pool.query("update work.records set version = version + 1 where id = 'NULL'");
      await saveBackup(broken.store, path);
      await withEmpty(async ({ store }) => {
        await expect(restoreBackup(store, path)).rejects.toMatchObject({
          code: 'journal-broken',
          message: expect.stringContaining('arrangement "NULL"'),
        });
        expect((await tableDigests(store)).size).toBe(0);
        const { journal } = await restoreBackup(store, path, { isBrokenJournalAccepted: true });
        expect([journal.isSound, journal.faults.length]).toEqual([false, 1]);
        expect(await tableDigests(store)).toEqual(await tableDigests(broken.store));
      });
    } finally {
      await broken.close();
    }
  });

  it('[BK16] of two at once one is made, and whoever opens the store meanwhile finds all or nothing', async () => {
    await withEmpty(async ({ store, databaseUrl }) => {
      const looking = async () => {
        await pause(30);
        const opened = await openStore({ home: '/nowhere', databaseUrl });
        const packs = await listPacks(opened);
        const facts = packs.length === 0 ? null : await loadFacts(opened, 'made-up');
        await opened.close();
        return facts;
      };
      const [looked, ...restores] = await Promise.allSettled([
        looking(),
        restoreBackup(store, file),
        restoreBackup(store, file),
      ]);
      expect(restores.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(restores.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'store-not-empty' },
      });
      const whole = await loadFacts(database.store, 'made-up');
      expect([null, whole]).toContainEqual(looked.status === 'fulfilled' ? looked.value : looked.reason);
      expect(await tableDigests(store)).toEqual(await tableDigests(database.store));
      await fillStore(store);
    });
  });

  it('[BK17] onto a full disk is refused and leaves the store as it was', async (context) => {
    const disk = mountSmallDisk('250m');
    if (disk === null) return context.skip('this account may not mount a small disk');
    const store = await openStoreAsItIs({ home: join(disk.folder, 'home') });
    try {
      const makeRoom = disk.fill(1_048_576);
      await expect(restoreBackup(store, file)).rejects.toMatchObject({ code: 'disk-full' });
      makeRoom();
      expect((await tableDigests(store)).size).toBe(0);
      await restoreBackup(store, file);
      expect(await tableDigests(store)).toEqual(await tableDigests(database.store));
    } finally {
      await store.close();
      disk.remove();
    }
  }, 60_000);
});
