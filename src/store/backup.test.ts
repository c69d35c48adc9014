import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BackupProgress, saveBackup } from '#store/backup.ts';
import { checkBackup } from '#store/backup-source.ts';
import { listTables, schemasOf } from '#store/backup-tables.ts';
import { verifyJournal } from '#store/journal.ts';
import { loadMigrations } from '#store/migrate.ts';
import { saveRecords } from '#store/record-rows.ts';
import { restoreBackup } from '#store/restore.ts';
import { fillStore, makeEmptyDatabase, makeFilledDatabase, tableDigests } from '#tests/support/backup-stores.ts';
import { makeTestDatabase, makeTestFolder, type TestDatabase } from '#tests/support/database.ts';
import { mountSmallDisk } from '#tests/support/small-disk.ts';
import { madeUpChanges, saveMadeUpData } from '#tests/support/store-process.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await makeFilledDatabase();
  folder = makeTestFolder();
}, 60_000);
afterAll(async () => {
  await database?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A store restored from that file, given to `look`. */
async function restored(file: string, look: (store: TestDatabase['store']) => Promise<void>): Promise<void> {
  const empty = await makeEmptyDatabase(database);
  try {
    await restoreBackup(empty.store, file);
    await look(empty.store);
  } finally {
    await empty.drop();
  }
}

describe('a backup', () => {
  it('[BK1] [BK2] brings back every row of every table, sequences, and nothing else', async () => {
    const file = join(folder, 'all.tar');
    await database.store.pool.query('create schema others; create table others.notes as select 1 as note');
    const told: BackupProgress[] = [];
    const manifest = await saveBackup(database.store, file, { progress: (step) => told.push(step) });
    await database.store.pool.query('drop schema others cascade');
    const before = await tableDigests(database.store);
    expect(manifest.tables.map(({ schema, name }) => `${schema}.${name}`).toSorted()).toEqual(
      [...before.keys()].toSorted(),
    );
    expect(manifest.tables.filter(({ rows }) => rows > 0).length).toBeGreaterThan(25);
    expect(told.filter(({ isDone }) => isDone).map(({ rows }) => rows)).toEqual(
      manifest.tables.map(({ rows }) => rows),
    );
    await restored(file, async (store) => {
      expect(await tableDigests(store)).toEqual(before);
      expect(await verifyJournal(store)).toEqual(await verifyJournal(database.store));
      // The next import takes the next number, and the journal goes on.
      await fillStore(store);
      expect(await verifyJournal(store)).toMatchObject({ isSound: true, entries: 8 });
      await expect(store.pool.query('update work.journal set who = who')).rejects.toThrow('refused');
      await expect(store.pool.query('delete from facts.areas')).rejects.toThrow('never deleted');
      await expect(store.pool.query('insert into work.journal select * from work.journal limit 1')).rejects.toThrow(
        'unique',
      );
    });
  });

  it('[BK3] holds one moment of a store that others write to', async () => {
    const busy = await makeTestDatabase();
    const author = { name: 'somebody', actingFor: null };
    const file = join(folder, 'busy.tar');
    try {
      let isOver = false;
      const write = async () => {
        for (let edition = 0; !isOver; edition++) {
          const changes = madeUpChanges(30, edition);
          await saveRecords(busy.store, { register: 'made-up', author, at: new Date().toISOString(), changes });
          if (edition % 3 === 0) await saveMadeUpData(busy.store, 50, edition);
        }
      };
      const writing = Promise.all([write(), write()]);
      await expect.poll(async () => (await verifyJournal(busy.store)).entries).toBeGreaterThan(60);
      const manifest = await saveBackup(busy.store, file);
      isOver = true;
      await writing;
      const { entries } = await verifyJournal(busy.store);
      expect(entries).toBeGreaterThan(manifest.journal?.seq ?? 0);
      await restored(file, async (store) => {
        const { isSound, head, entries: restoredEntries } = await verifyJournal(store);
        expect({ isSound, seq: restoredEntries, hash: head }).toEqual({ isSound: true, ...manifest.journal });
        // Numbers and the records that they belong to are of the same moment.
        const { rows } = await store.pool.query(
          `select (select max(version) from work.data_versions) = (select version from work.records where kind = 'data-set') as same`,
        );
        expect(rows).toEqual([{ same: true }]);
      });
    } finally {
      await busy.close();
    }
  });

  it('[BK4] is a tar that this account alone may read, and that can be checked and unpacked without the program', async () => {
    const file = join(folder, 'plain.tar');
    const manifest = await saveBackup(database.store, file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const unpacked = makeTestFolder();
    try {
      execFileSync('tar', ['-xf', file, '-C', unpacked]);
      execFileSync('sh', ['-c', 'sha256sum --check --quiet SHA256SUMS'], { cwd: unpacked });
      expect(JSON.parse(readFileSync(join(unpacked, 'manifest.json'), 'utf8'))).toEqual(manifest);
      expect(readdirSync(join(unpacked, 'tables'))).toContain('work.journal');
    } finally {
      rmSync(unpacked, { recursive: true, force: true });
    }
  });

  it('[BK5] never takes the place of a file unless that is said, also when two are taken at once', async () => {
    const file = join(folder, 'one.tar');
    const both = await Promise.allSettled([saveBackup(database.store, file), saveBackup(database.store, file)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'backup-exists' });
    await checkBackup(file, undefined);
    const before = readFileSync(file);
    await expect(saveBackup(database.store, file)).rejects.toMatchObject({ code: 'backup-exists' });
    expect(readFileSync(file).equals(before)).toBe(true);
    await saveBackup(database.store, file, { isReplacing: true });
    expect(readFileSync(file).equals(before)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('[BK6] that is broken off or cannot be written leaves no file', async () => {
    const file = join(folder, 'broken.tar');
    const stop = () => {
      throw new Error('stopped');
    };
    await expect(saveBackup(database.store, file, { progress: stop })).rejects.toThrow('stopped');
    // The backup has to wait for a table that another holds, and is cut off there.
    const holder = await database.store.pool.connect();
    await holder.query('begin');
    await holder.query('lock table work.records in access exclusive mode');
    const lost = expect(saveBackup(database.store, file)).rejects.toMatchObject({ code: 'database-lost' });
    const cutOff = () =>
      database.store.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
    while ((await cutOff()).rows.length === 0) await pause(10);
    await lost;
    await holder.query('rollback');
    holder.release();
    await expect(saveBackup(database.store, join(folder, 'no', 'such.tar'))).rejects.toMatchObject({
      code: 'backup-not-writable',
    });
    expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual([]);
    // What a killed run left is removed by the next of that name.
    const ended = execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }).trim();
    const left = join(folder, `.broken.tar.unfinished-${hostname()}-${ended}-1`);
    writeFileSync(left, '');
    await saveBackup(database.store, file);
    expect(existsSync(left)).toBe(false);
  });

  it('[BK7] of a store that was never used, or that a newer version has used, is refused', async () => {
    const empty = await makeEmptyDatabase(database);
    const file = join(folder, 'nothing.tar');
    await expect(saveBackup(empty.store, file)).rejects.toMatchObject({ code: 'store-empty' });
    await empty.drop();
    const { pool } = database.store;
    await pool.query(`insert into store.migrations (name, sha256) values ('9999-later', 'x')`);
    await expect(saveBackup(database.store, file)).rejects.toMatchObject({ code: 'schema-newer' });
    await pool.query(`delete from store.migrations where name = '9999-later'`);
    expect(existsSync(file)).toBe(false);
  });

  it('[BK8] leaves nothing on a full disk', async (context) => {
    const disk = mountSmallDisk('32k');
    if (disk === null) return context.skip('this account may not mount a small disk');
    try {
      const file = join(disk.folder, 'full.tar');
      await expect(saveBackup(database.store, file)).rejects.toMatchObject({ code: 'disk-full' });
      expect(readdirSync(disk.folder)).toEqual([]);
    } finally {
      disk.remove();
    }
  });
});

describe('migrations', () => {
  it('[BK9] make every table in a schema that backups hold, and put no row into any', async () => {
    const fresh = await makeTestDatabase();
    try {
      const digests = await tableDigests(fresh.store);
      const client = await fresh.store.pool.connect();
      const held = await listTables(client, schemasOf(loadMigrations()));
      client.release();
      expect(held.map(({ schema, name }) => `${schema}.${name}`).toSorted()).toEqual([...digests.keys()].toSorted());
      const filled = [...digests].filter(([, digest]) => !digest.startsWith('0 ')).map(([name]) => name);
      expect(filled).toEqual(['store.migrations']);
    } finally {
      await fresh.close();
    }
  });
});

describe('a file', () => {
  it('[BK10] in which a byte is changed anywhere is found', async () => {
    for (const passphrase of [undefined, 'correct horse battery staple']) {
      const file = join(folder, `whole-${passphrase === undefined}.tar`);
      const copy = `${file}.copy`;
      await saveBackup(database.store, file, { passphrase });
      await checkBackup(file, passphrase);
      const whole = readFileSync(file);
      // Each check of an encrypted file takes the time of a guess.
      const places = passphrase === undefined ? 250 : 8;
      const ends = passphrase === undefined ? 40 : 4;
      for (let place = 0; place < places + 2 * ends; place++) {
        const spread = Math.floor((place * whole.length) / places);
        const at =
          place < places ? spread : place < places + ends ? place - places : whole.length - 1 - (place - places - ends);
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] as number) ^ (1 << (place % 8));
        writeFileSync(copy, changed);
        const fault = await checkBackup(copy, passphrase).then(
          () => null,
          (error: { code?: string }) => error.code,
        );
        expect(['backup-damaged', 'not-a-backup', 'backup-cut-short', 'schema-newer'], `byte ${at}`).toContain(fault);
      }
    }
  }, 120_000);

  it('[BK11] that is cut short, has more at its end, or is opened with the wrong words is told so', async () => {
    for (const passphrase of [undefined, 'correct horse battery staple']) {
      const file = join(folder, `cut-${passphrase === undefined}.tar`);
      await saveBackup(database.store, file, { passphrase });
      const { size } = statSync(file);
      if (passphrase !== undefined) {
        await expect(checkBackup(file, 'incorrect')).rejects.toMatchObject({ code: 'wrong-passphrase' });
        await expect(checkBackup(file, undefined)).rejects.toMatchObject({ code: 'passphrase-needed' });
        expect(readFileSync(file).includes('facts.areas')).toBe(false);
      }
      writeFileSync(`${file}.more`, Buffer.concat([readFileSync(file), Buffer.alloc(1)]));
      await expect(checkBackup(`${file}.more`, passphrase)).rejects.toMatchObject({ code: 'backup-damaged' });
      for (const length of [size - 1, size - 600, Math.floor(size / 2), 100]) {
        truncateSync(file, length);
        await expect(checkBackup(file, passphrase), String(length)).rejects.toMatchObject({ code: 'backup-cut-short' });
      }
    }
    writeFileSync(join(folder, 'other.csv'), 'a,b\n');
    await expect(checkBackup(join(folder, 'other.csv'), undefined)).rejects.toMatchObject({ code: 'not-a-backup' });
    await expect(checkBackup(join(folder, 'nowhere'), undefined)).rejects.toMatchObject({
      code: 'backup-not-readable',
    });
  }, 60_000);
});
