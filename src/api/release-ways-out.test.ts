import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';

let server: TestServer;
const places: string[] = [];
beforeAll(async () => {
  server = await startTestServer();
  const pieces = await server.json('/api/crosswalk?from=places&to=ltla@2026-11-21');
  for (const { from } of pieces.rows as { from: string }[])
    if (from !== '' && !places.includes(from)) places.push(from);
  await imported('secret', 'counts-of-people', 7_654_321);
  await imported('open', 'published', 1);
}, 60_000);
afterAll(() => server?.close());

async function imported(id: string, subject: string, count: number) {
  const form = new FormData();
  const said = { title: id, publisher: 'P', licence: 'L', vintage: '2026', method: 'M', owner: null, note: null };
  const measure = {
    ...{ title: id, kind: 'count', unit: 'people', denominator: null, multiplier: 1, holds: 'value', scale: 1 },
    ...{ breakdown: {}, period: null },
  };
  const description = {
    statement: { id, subject, seenBy: [], derivedFrom: [], breaks: [], ...said },
    columns: { code: { as: 'area' }, [id]: { as: 'value', measure } },
    ...{ named: {}, period: '2024', geography: null, absent: 'unknown', leaveOut: [] },
  };
  form.append('description', JSON.stringify(description));
  form.append('file', new Blob([[`code,${id}`, ...places.map((code) => `${code},${count}`)].join('\n')]), `${id}.csv`);
  const made = await fetch(`http://127.0.0.1:${server.port}/api/data/import?by=Ann`, { method: 'POST', body: form });
  expect(made.status, await made.text()).toBe(200);
}

describe('counts of people', () => {
  it('[RL76] leave in no file, themselves or as weights, and are a view as JSON', async () => {
    const to = 'to=icb&on=2026-11-21';
    const ways = ['csv', 'xlsx', 'parquet'].flatMap((format) => [
      `/api/rebase?data=secret&${to}&format=${format}`,
      `/api/rebase?data=open&weights=secret:secret&${to}&format=${format}`,
    ]);
    ways.push(
      `/api/rebase/series?data=secret&${to}&format=csv`,
      `/api/rebase/series?data=open&weights=secret:secret&${to}&format=csv`,
      '/api/crosswalk?from=places&to=ltla@2026-11-21&weights=secret:secret&format=csv',
    );
    for (const way of ways) {
      const heard = await fetch(`http://127.0.0.1:${server.port}${way}`);
      const text = await heard.text();
      expect([way, heard.status, text.includes('counts people')]).toEqual([way, 403, true]);
    }
    const views = [`/api/rebase?data=secret&${to}`, `/api/rebase?data=open&weights=secret:secret&${to}`];
    for (const way of [...views, `/api/rebase?data=open&${to}&format=csv`])
      expect([way, (await fetch(`http://127.0.0.1:${server.port}${way}`)).status]).toEqual([way, 200]);
    const question = {
      ...{ title: 'T', data: 'open', to: 'icb', on: '2026-11-21', totals: [], weights: 'secret:secret' },
      rules: { kind: 'none', reason: 'public', by: 'Ann' },
    };
    expect((await server.send('POST', '/api/releases/check', question)).status).toBe(403);
  }, 60_000);

  it('[RL71] are not in the journal', async () => {
    const journal = await (await fetch(`http://127.0.0.1:${server.port}/api/journal`)).text();
    expect(journal).toContain('secret');
    expect(journal).not.toContain('7654321');
  });
});
