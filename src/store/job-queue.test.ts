import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listTables, schemasOf } from '#store/backup-tables.ts';
import { JobQueue } from '#store/job-queue.ts';
import { beginJob, endJob, saveJob } from '#store/job-rows.ts';
import { loadMigrations } from '#store/migrate.ts';
import { makeTestDatabase, makeTestFolder, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database?.close());

const at = '2026-11-21T10:30:00.000Z';

async function ask(): Promise<string> {
  const path = join(makeTestFolder(), 'file');
  writeFileSync(path, 'some bytes');
  const asked = { kind: 'import-data', account: 'owner', question: {}, path, at, mostBytes: 1000 };
  return (await saveJob(database.store, asked)) ?? '';
}

/** A server that does what waits, and a promise of the first id that it did. */
function server(complaints: string[] = []) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const queue = new JobQueue(database.store, {
    run: async (id) => {
      const job = await beginJob(database.store, id, 'one', at);
      if (job !== null)
        await endJob(database.store, job, { state: 'done', outcome: { kind: 'told', says: 'done' }, at });
      resolve(id);
    },
    addDue: async () => {},
    say: (text) => complaints.push(text),
    look: 0.5,
  });
  return { queue, did: promise };
}

describe('the queue', () => {
  it('[JQ40] is in no backup, and without what it kept what waits is done all the same', async () => {
    const complaints: string[] = [];
    const first = server(complaints);
    await first.queue.start();
    const done = await ask();
    await first.queue.wake(done, 'import-data');
    expect(await first.did).toBe(done);
    await first.queue.close();
    const client = await database.store.pool.connect();
    try {
      const schemas = schemasOf(loadMigrations());
      const kept = (await listTables(client, schemas)).map(({ schema, name }) => `${schema}.${name}`);
      expect(schemas).not.toContain('jobs');
      expect(kept).toEqual(expect.arrayContaining(['store.jobs', 'store.uploads']));
      await client.query('drop schema jobs cascade');
    } finally {
      client.release();
    }
    const waits = await ask();
    const second = server(complaints);
    await second.queue.start();
    expect(await second.did).toBe(waits);
    await second.queue.close();
    expect(complaints).toEqual([]);
  }, 60_000);
});
