import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBackup } from '#store/backup-source.ts';
import { loadMigrations, migrate } from '#store/migrate.ts';
import { openStore, openStoreAsItIs } from '#store/open.ts';
import { type EmptyDatabase, makeEmptyDatabase } from '#tests/support/backup-stores.ts';
import { makeTestDatabase, makeTestFolder, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await makeTestDatabase();
  folder = makeTestFolder();
}, 60_000);
afterAll(async () => {
  await database?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A store that the first version has left. */
async function makeOldStore({ store }: Pick<EmptyDatabase, 'store'>, isFilled: boolean): Promise<void> {
  const client = await store.pool.connect();
  await migrate(client, loadMigrations().slice(0, 1));
  if (isFilled) await client.query("insert into facts.packs values ('old')");
  client.release();
}

async function withOldStore(isFilled: boolean, run: (databaseUrl: string) => Promise<void>): Promise<void> {
  const empty = await makeEmptyDatabase(database);
  try {
    await makeOldStore(empty, isFilled);
    await run(empty.databaseUrl);
  } finally {
    await empty.drop();
  }
}

describe('before a migration', () => {
  it('[BK20] a store that holds something is backed up once, also when several open it; the newest five are kept', async () => {
    const backupFolder = join(folder, 'kept');
    mkdirSync(backupFolder);
    const earlier = [1, 2, 3, 4, 5].map((day) => `2026010${day}T000000Z-before-0001-facts.tar`);
    for (const name of [...earlier, 'notes.tar']) writeFileSync(join(backupFolder, name), '');
    await withOldStore(true, async (databaseUrl) => {
      const said: string[] = [];
      const options = { home: '/nowhere', databaseUrl, backupFolder, say: (text: string) => said.push(text) };
      const stores = await Promise.all([1, 2, 3].map(() => openStore(options)));
      await Promise.all(stores.map((store) => store.close()));
      const names = readdirSync(backupFolder).toSorted();
      const [newest = ''] = names.filter((name) => /before-0002/.test(name));
      expect(names).toEqual([...earlier.slice(1), newest, 'notes.tar']);
      expect(said).toEqual([expect.stringContaining(newest)]);
      expect(statSync(join(backupFolder, newest)).mode & 0o777).toBe(0o600);
      const { tables, migrations } = await checkBackup(join(backupFolder, newest), undefined);
      expect(migrations.map(({ name }) => name)).toEqual(['0001-facts']);
      expect(tables.find(({ name }) => name === 'packs')?.rows).toBe(1);
    });
  });

  it('[BK21] a store that holds nothing is not', async () => {
    await withOldStore(false, async (databaseUrl) => {
      await (await openStore({ home: '/nowhere', databaseUrl })).close();
    });
  });

  it('[BK22] of a database by its address nobody guesses where the backup goes, and nothing is changed until it is said', async () => {
    await withOldStore(true, async (databaseUrl) => {
      const refused = openStore({ home: '/nowhere', databaseUrl });
      await expect(refused).rejects.toMatchObject({
        code: 'backup-needed',
        message: expect.stringMatching(/0002-records.*COTERMINOUS_BACKUP_FOLDER/),
      });
      const nowhere = openStore({ home: '/nowhere', databaseUrl, backupFolder: '/proc/none/such' });
      await expect(nowhere).rejects.toMatchObject({ code: 'backup-not-writable' });
      const asItIs = await openStoreAsItIs({ home: '/nowhere', databaseUrl });
      const { rows } = await asItIs.pool.query('select name from store.migrations');
      expect(rows).toEqual([{ name: '0001-facts' }]);
      await asItIs.close();
      await (await openStore({ home: '/nowhere', databaseUrl, backupFolder: 'none' })).close();
    });
  });

  it('[BK23] of the embedded database it goes to the data folder', async () => {
    const home = join(folder, 'home');
    const old = await openStoreAsItIs({ home });
    await makeOldStore({ store: old }, true);
    await old.close();
    await (await openStore({ home })).close();
    expect(readdirSync(join(home, 'backups'))).toEqual([expect.stringMatching(/before-0002-records\.tar$/)]);
    expect(statSync(join(home, 'backups')).mode & 0o777).toBe(0o700);
  });
});
