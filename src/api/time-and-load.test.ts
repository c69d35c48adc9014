import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample, sampleManifest } from '#actions/load-sample.ts';
import { surreySample } from '#sample/surrey.ts';
import { saveFacts } from '#store/save-facts.ts';
import { recordedAt } from '#tests/golden/run-cli.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import { dividedDistricts } from '#tests/support/tiny-register.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const measure = '/api/measure?bodies=icb&councils=utla&on=2026-04-01';

/** Counts what is read from the database until the returned function is called. */
function countReads(store: TestServer['database']['store']): () => number {
  let reads = 0;
  const count = () => {
    reads += 1;
  };
  store.pool.on('acquire', count);
  return () => {
    store.pool.off('acquire', count);
    return reads;
  };
}

describe('load', () => {
  it('[AP40] fifty questions on a cold register load it once', async () => {
    const paths = Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? measure : '/api/events?limit=5'));
    const reads = countReads(server.database.store);
    const heard = await Promise.all(paths.map((path) => server.ask(path)));
    const many = reads();
    expect(heard.map((one) => one.status)).toEqual(paths.map(() => 200));
    expect(new Set(heard.map((one) => one.text)).size).toBe(2);
    // A look at the list of packs for each question, one at the newest change for those that ask at the same moment, and a few
    // connections for the loading.
    expect(many).toBeLessThan(115);
    expect(many).toBeGreaterThanOrEqual(50);
  });
});

describe('recorded time', () => {
  it('[AP41] a question as known before a correction is answered as it was', async () => {
    const question = '/api/organisations?kind=icb&on=2026-04-01&register=surrey-and-neighbours';
    const before = await server.json<{ organisations: { id: string; name: string }[] }>(question);
    const changed = before.organisations[0]?.id;
    const { facts, boundaries } = surreySample();
    const files = new Map(boundaries.map(({ path, text }) => [path, Buffer.from(text)]));
    const corrected = {
      ...facts,
      organisations: facts.organisations.map((row) =>
        row.id === changed ? { ...row, name: 'A corrected name' } : row,
      ),
    };
    const later = '2026-11-21T10:30:00.000Z';
    const content = { manifest: { ...sampleManifest, version: '1.0.1' }, facts: corrected, files };
    expect((await saveFacts(server.database.store, content, { recordedAt: later })).changed).toBe(true);
    const then = await server.json(`${question}&known=2026-11-21T10:00:00Z`);
    expect(then).toEqual(before);
    // The same moment in another zone is the same moment.
    expect(await server.json(`${question}&known=${encodeURIComponent('2026-11-21T11:00:00+01:00')}`)).toEqual(before);
    const now = await server.json<typeof before>(question);
    expect(now.organisations.filter((row) => row.name === 'A corrected name').map((row) => row.id)).toEqual([changed]);
    expect(await server.json(`${question}&known=${later}`)).toEqual(now);
    const early = await server.ask(`${question}&known=2026-11-21T09:29:59Z`);
    expect([early.status, JSON.parse(early.text).type]).toEqual([404, 'urn:coterminous:problem:not-yet-known']);
    // The store now holds a sample of another version, which the program would put right at its next start.
    expect(await loadSample(server.database.store, '2026-11-21T11:30:00.000Z')).toMatchObject({ changed: true });
    expect(recordedAt < later).toBe(true);
  });
});

describe('reused codes', () => {
  it('[AP22] a code that several bodies have had is answered with its candidates', async () => {
    const manifest = { ...sampleManifest, name: 'reused', title: 'Reused codes' };
    await saveFacts(
      server.database.store,
      { manifest, facts: dividedDistricts(), files: new Map() },
      { recordedAt: '2026-11-21T12:30:00.000Z' },
    );
    const ask = (code: string, on: string) => server.ask(`/api/organisations/${code}?on=${on}&register=reused`);
    expect(JSON.parse((await ask('R1', '2009-01-01')).text).id).toBe('old');
    const heard = await ask('r1', '2011-01-01');
    const document = JSON.parse(heard.text);
    expect([heard.status, document.type]).toEqual([300, 'urn:coterminous:problem:ambiguous-code']);
    expect(document.candidates.map((one: { id: string }) => one.id)).toEqual(['old', 'north', 'south']);
    for (const { id } of document.candidates) expect((await ask(id, '2011-01-01')).status).toBe(200);
  });
});
