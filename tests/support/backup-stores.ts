/** Stores for tests of backups: empty ones, filled ones, and what shows that two hold the same. */

import { readFile } from 'node:fs/promises';
import { type ArchiveEntry, ArchiveWriter, readArchive } from '#store/backup-archive.ts';
import { type BackupManifest, decodeManifest, encodeManifest, manifestName } from '#store/backup-manifest.ts';
import { openStoreAsItIs, type Store } from '#store/open.ts';
import { saveRecords } from '#store/record-rows.ts';
import { saveFacts } from '#store/save-facts.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { madeUpPack } from '#tests/support/made-up-pack.ts';
import { saveMadeUpData } from '#tests/support/store-process.ts';

export type EmptyDatabase = { readonly databaseUrl: string; readonly store: Store; drop(): Promise<void> };

let made = 0;

/** A database without any table, beside that of the test. */
export async function makeEmptyDatabase(beside: TestDatabase): Promise<EmptyDatabase> {
  made += 1;
  const name = `empty_${process.pid}_${made}`;
  await beside.store.pool.query(`create database ${name}`);
  const databaseUrl = beside.databaseUrl.replace(/\/test_\w+/, `/${name}`);
  const store = await openStoreAsItIs({ home: '/nowhere', databaseUrl });
  return {
    databaseUrl,
    store,
    drop: async () => {
      await store.close();
      await beside.store.pool.query(`drop database ${name} with (force)`);
    },
  };
}

/** Facts in two editions, records with a removed one, numbers of a data set; texts that COPY has to escape. */
export async function fillStore(store: Store): Promise<void> {
  for (const edition of [0, 1]) {
    await saveFacts(store, madeUpPack('made-up', 0.0005, edition), { recordedAt: new Date().toISOString() });
  }
  const save = (body: string | null, id: string) =>
    saveRecords(store, {
      register: 'made-up',
      author: { name: 'Zoë\t\\N', actingFor: null },
      at: new Date().toISOString(),
      changes: [{ kind: 'arrangement', id, expectedVersion: 'any', body, reason: 'line\nand \\.' }],
    });
  for (const id of ['a', 'b\\', '\\.', 'NULL']) await save(`of ${id}\r\n\u{1f3e5}`, id);
  await save(null, 'a');
  await saveMadeUpData(store, 200, 1);
}

/** A filled store on a database of its own. */
export async function makeFilledDatabase(): Promise<TestDatabase> {
  const database = await makeTestDatabase();
  await fillStore(database.store);
  return database;
}

/** Of every table outside the system's own schemas: how many rows, and a digest of them as a set. */
export async function tableDigests({ pool }: Store): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const digests = new Map<string, string>();
  for (const { name } of rows) {
    const found = await pool.query<{ digest: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\\n' order by t::text collate "C"), '')) as digest from ${name} t`,
    );
    digests.set(name, found.rows[0]?.digest ?? '');
  }
  return digests;
}

/** The backup with another manifest, its checksums in order. */
export async function withManifest(
  file: string,
  change: (manifest: BackupManifest) => BackupManifest,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const writer = new ArchiveWriter(async (bytes) => void pieces.push(bytes), new Date(0));
  for await (const { name, content } of entriesIn(file)) {
    const isManifest = name === manifestName;
    await writer.add(name, isManifest ? encodeManifest(change(decodeManifest(content, file))) : content);
  }
  await writer.end();
  return Buffer.concat(pieces);
}

async function* entriesIn(file: string): AsyncGenerator<ArchiveEntry> {
  const bytes = await readFile(file);
  yield* readArchive(
    (async function* () {
      yield bytes;
    })(),
    file,
  );
}
