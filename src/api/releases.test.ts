import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import { problemDocumentSchema } from '#wire/problem-document.ts';
import {
  type ReleaseDraftWire,
  type ReleaseWire,
  releaseCheckSchema,
  releaseDraftSchema,
  releaseSchema,
  releasesSchema,
} from '#wire/releases.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const question = {
  title: '=Reablement, by district',
  data: 'reablement',
  measures: ['people-who-received-reablement-85-and-over'],
  periods: ['2025-26'],
  to: 'ltla',
  on: '2026-11-21',
  totals: [],
  rules: { kind: 'suppress', from: 1, to: 7, base: 1 },
};
const by = { name: 'Ann', actingFor: null };

function check(more: object = {}) {
  return server.send<ReleaseDraftWire>('POST', '/api/releases/check', { ...question, ...more });
}

function publish(more: object = {}) {
  const body = { question: { ...question, ...more }, by, reason: 'Asked for' };
  return server.send<ReleaseWire>('POST', '/api/releases', body);
}

describe('releases', () => {
  it('[RL50] are checked, published, listed, shown and verified', async () => {
    const draft = await check();
    expect([draft.status, releaseDraftSchema.parse(draft.json).audit.isSafe]).toEqual([200, true]);
    expect(releasesSchema.parse(await server.json('/api/releases')).releases).toEqual([]);
    const made = await publish();
    expect(made.status).toBe(200);
    const { release, cells, audit } = releaseSchema.parse(made.json);
    expect(release).toMatchObject({ id: 'R-001', madeBy: 'Ann', data: 'reablement', version: 1, cells: cells.length });
    expect(cells).toEqual(draft.json.cells);
    expect(audit.isSafe).toBe(true);
    expect(releasesSchema.parse(await server.json('/api/releases')).releases).toEqual([release]);
    expect(await server.json('/api/releases/R-001')).toEqual({
      ...made.json,
      release: { ...release, madeAt: expect.any(String) },
    });
    const verified = releaseCheckSchema.parse(await server.json('/api/releases/R-001/verify'));
    expect(verified).toMatchObject({ isReproduced: true, differences: [] });
  });

  it('[RL51] are refused with what is wrong', async () => {
    const unsafe = await publish({ to: 'icb', on: '2024-04-01' });
    expect(unsafe.status).toBe(422);
    const problem = problemDocumentSchema.parse(unsafe.json);
    expect(problem.type).toBe('urn:coterminous:problem:not-safe');
    expect(problem.problems?.length).toBeGreaterThan(0);
    const known = await server.ask('/api/releases/R-404');
    expect([known.status, JSON.parse(known.text).detail]).toEqual([404, expect.stringContaining('Known: R-001')]);
    expect((await check({ rules: { kind: 'round', base: 1 } })).status).toBe(400);
    expect((await check({ rules: { kind: 'none', reason: '', by: '' } })).status).toBe(400);
    expect((await check({ data: 'nothing' })).status).toBe(404);
    expect((await server.send('POST', '/api/releases', { question, by: { name: '' } })).status).toBe(400);
  });

  it('[RL52] leave as files that hold what is shown and nothing more', async () => {
    // Of the youngest, the oldest and all together a small number needs a second one to be hidden with it.
    const all = { measures: undefined, totals: ['all-areas'], rules: { kind: 'suppress', from: 1, to: 60, base: 1 } };
    const { json } = await publish(all);
    const reasons = new Set(json.cells.map(({ hidden }) => hidden));
    expect([...reasons]).toEqual(expect.arrayContaining(['small', 'protects', null]));
    const csv = await server.ask('/api/releases/R-002/file');
    expect(csv.headers['content-disposition']).toContain('release-R-002.csv');
    const lines = csv.text.trim().split('\r\n');
    expect(lines).toHaveLength(json.cells.length + 1);
    for (const [at, cell] of json.cells.entries()) {
      const value = cell.shown === null ? '[c]' : String(cell.shown);
      expect(lines[at + 1]).toContain(`,${value},`);
    }
    const file = await server.json<{ title: string; cells: { value: number | null; shorthand: string | null }[] }>(
      '/api/releases/R-002/file?format=json',
    );
    expect(file.cells.map(({ value }) => value)).toEqual(json.cells.map(({ shown }) => shown));
    for (const text of [csv.text, JSON.stringify(file)]) expect(text).not.toMatch(/protects|"small"|,small,/);
    const xlsx = await server.ask('/api/releases/R-002/file?format=xlsx');
    expect([xlsx.status, xlsx.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    const parquet = await server.ask('/api/releases/R-002/file?format=parquet');
    expect([parquet.status, parquet.bytes.subarray(0, 4).toString()]).toEqual([200, 'PAR1']);
  });

  it('[RL53] are changed and removed by no address', async () => {
    const before = await server.json('/api/releases/R-001');
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'])
      expect((await server.send(method, '/api/releases/R-001', { question })).status, method).toBe(404);
    expect(await server.json('/api/releases/R-001')).toEqual(before);
  });

  it('[RL54] name the body that whoever made one acted for, in lists, alone and in files', async () => {
    const acting = { name: 'Ann', actingFor: 'council-E10000030' };
    const body = { question: { ...question, title: 'For Surrey' }, by: acting, reason: null };
    const { json } = await server.send<ReleaseWire>('POST', '/api/releases', body);
    const named = { actingFor: 'council-E10000030', actingForName: 'Surrey County Council' };
    expect(json.release).toMatchObject(named);
    const { releases } = releasesSchema.parse(await server.json('/api/releases'));
    expect(releases.find(({ id }) => id === json.release.id)).toMatchObject(named);
    expect(releases.find(({ id }) => id === 'R-001')).toMatchObject({ actingFor: null, actingForName: null });
    const address = `/api/releases/${json.release.id}/file?format=json`;
    const { notes } = await server.json<{ notes: [string, string][] }>(address);
    expect(new Map(notes).get('Made')).toMatch(/ by Ann, for Surrey County Council$/);
  });
});
