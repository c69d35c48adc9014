import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leastFree, type Watched, watchedStore } from '#api/health.ts';
import { makeHealthCheck } from '#store/health.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import { problemDocumentSchema } from '#wire/problem-document.ts';

let server: TestServer;
let free = leastFree;
let isStopping = false;
beforeAll(async () => {
  server = await startTestServer(undefined, (store) => {
    const watched: Watched = { ...watchedStore(store, undefined, () => isStopping), freeBytes: async () => free };
    return { watched };
  });
});
afterAll(() => server?.close());

/** The checks that failed, and the words for it. */
async function whyNotReady(): Promise<{ failed: string[]; detail: string }> {
  const heard = await server.ask('/readyz');
  expect([heard.status, heard.headers['content-type']]).toEqual([503, 'application/problem+json; charset=utf-8']);
  expect(heard.headers['cache-control']).toBe('no-store');
  const document = problemDocumentSchema.parse(JSON.parse(heard.text));
  expect(document.type).toBe('urn:coterminous:problem:not-ready');
  return { failed: (document.problems ?? []).map(({ code }) => code), detail: document.detail };
}

describe('health', () => {
  it('[OB1] alive and ready are answered by short words that nobody keeps', async () => {
    for (const [path, word] of [
      ['/healthz', 'alive'],
      ['/readyz', 'ready'],
    ]) {
      const heard = await server.ask(path ?? '');
      expect([heard.status, heard.text]).toEqual([200, JSON.stringify({ status: word })]);
      expect(heard.headers['cache-control']).toBe('no-store');
      expect((await server.ask(path ?? '', { method: 'HEAD' })).status).toBe(200);
    }
    expect(JSON.stringify(await server.json('/api/openapi.json'))).not.toContain('/readyz');
  });

  it('[OB2] a full disk, and a request to stop, are named; the process is alive all the same', async () => {
    free = leastFree - 1;
    expect(await whyNotReady()).toEqual({
      failed: ['disk'],
      detail: 'The disk of the data folder has 99 MB free; it needs 100 MB. Free some space.',
    });
    isStopping = true;
    expect((await whyNotReady()).failed).toEqual(['stopping', 'disk']);
    expect((await server.ask('/healthz')).status).toBe(200);
    free = leastFree;
    isStopping = false;
    expect((await server.ask('/readyz')).status).toBe(200);
  });

  it('[OB2] tables that are older or newer than the program are named', async () => {
    const { pool } = server.database.store;
    const { rows } = await pool.query('delete from store.migrations where name like $1 returning *', ['0001%']);
    expect(await whyNotReady()).toMatchObject({
      failed: ['migrations'],
      detail: expect.stringContaining('0001-facts'),
    });
    await pool.query(`insert into store.migrations (name, sha256) values ($1, $2), ('9999-later', 'x')`, [
      rows[0].name,
      rows[0].sha256,
    ]);
    expect(await whyNotReady()).toMatchObject({
      failed: ['migrations'],
      detail: expect.stringContaining('9999-later'),
    });
    await pool.query(`delete from store.migrations where name = '9999-later'`);
    expect((await server.ask('/readyz')).status).toBe(200);
  });

  it('[OB2, OB3] a hundred who ask at once are one question to the database; without an answer it is named', async () => {
    const { pool } = server.database.store;
    let asked = 0;
    const count = () => {
      asked += 1;
    };
    pool.on('acquire', count);
    const check = makeHealthCheck(server.database.store);
    const heard = await Promise.all(Array.from({ length: 100 }, check));
    pool.off('acquire', count);
    expect(new Set(heard.map(({ kind }) => kind))).toEqual(new Set(['well']));
    expect(asked).toBe(1);
    await pool.query('alter table store.migrations rename to hidden');
    expect(await whyNotReady()).toEqual({
      failed: ['database'],
      detail: 'The database does not answer. Look at its log, and whether all connections are in use.',
    });
    await pool.query('alter table store.hidden rename to migrations');
  });
});
