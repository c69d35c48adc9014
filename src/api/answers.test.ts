import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw } from '#core/register/scenario.ts';
import { makeWorld } from '#core/register/world.ts';
import { surreySample } from '#sample/surrey.ts';
import { isoDate } from '#std/iso-date.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import { arrangementSchema, arrangementsSchema, leadershipSchema } from '#wire/arrangements.ts';
import { blocksSchema } from '#wire/blocks.ts';
import { dataSetDetailSchema, dataSetsSchema, dataValuesSchema } from '#wire/data-sets.ts';
import { encodeRegister } from '#wire/encode-registers.ts';
import {
  handoverActionsSchema,
  handoverSchema,
  handoverTableSchema,
  journalCheckSchema,
  journalSchema,
  schedulesSchema,
} from '#wire/handover.ts';
import { historySchema, mapSchema } from '#wire/map.ts';
import { indicesSchema, measureSchema, seriesSchema } from '#wire/measure.ts';
import { accessDryRunSchema, dataSharingSchema, peopleSchema } from '#wire/people.ts';
import { proposalsSchema } from '#wire/proposals.ts';
import { cellEvidenceSchema, crosswalkSchema, rebasedSchema, seriesOfDataSchema } from '#wire/rebase.ts';
import {
  disagreementSchema,
  eventsSchema,
  organisationSchema,
  organisationsSchema,
  registersSchema,
  sourceSchema,
  unexplainedSchema,
} from '#wire/register.ts';
import { releasesSchema } from '#wire/releases.ts';
import { rulebookSchema, rulebooksSchema } from '#wire/rulebook.ts';
import { comparisonSchema, scenarioSchema, scenariosSchema } from '#wire/scenarios.ts';
import { sessionSchema } from '#wire/session.ts';
import { uncoveredSchema } from '#wire/uncovered.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const sources = z.object({
  sources: z.array(sourceSchema),
  disagreements: z.array(disagreementSchema),
  unexplained: z.array(unexplainedSchema),
});
const measure = '/api/measure?bodies=icb&councils=utla&on=2026-04-01';

const moved = 'data=social-care-spending&to=utla&on=2027-04-01';
const oneMeasure = 'measure=net-spending';
const both = 'surrey-two-unitaries,surrey-three-unitaries';

const routes: readonly (readonly [route: string, path: string, schema: z.ZodType])[] = [
  ['/api/health', '/api/health', z.object({ status: z.literal('ok') })],
  ['/api/registers', '/api/registers', registersSchema],
  ['/api/sources', '/api/sources', sources],
  ['/api/organisations', '/api/organisations?kind=icb&on=2026-04-01', organisationsSchema],
  ['/api/organisations/{code}', '/api/organisations/QNQ?on=2026-03-31&blocks=all', organisationSchema],
  ['/api/blocks', '/api/blocks?of=E10000030&on=2027-03-31', blocksSchema],
  ['/api/uncovered', '/api/uncovered?kind=pct&on=2006-10-01', uncoveredSchema],
  ['/api/events', '/api/events?limit=1000', eventsSchema],
  ['/api/measure', measure, measureSchema],
  ['/api/measure/series', '/api/measure/series?bodies=icb&councils=utla', seriesSchema],
  ['/api/indices', '/api/indices', indicesSchema],
  ['/api/map', '/api/map', mapSchema],
  ['/api/history/{tier}', '/api/history/icb', historySchema],
  ['/api/arrangements', '/api/arrangements?on=2027-05-01', arrangementsSchema],
  ['/api/arrangements/{id}', '/api/arrangements/SAMPLE-BCF', arrangementSchema],
  ['/api/leadership', '/api/leadership?on=2026-04-01', leadershipSchema],
  ['/api/scenarios', '/api/scenarios', scenariosSchema],
  ['/api/scenarios/{id}', '/api/scenarios/surrey-two-unitaries', scenarioSchema],
  ['/api/scenarios/compare', `/api/scenarios/compare?scenarios=${both}&on=2027-04-01`, comparisonSchema],
  ['/api/handover', '/api/handover?scenario=surrey-two-unitaries', handoverSchema],
  ['/api/handover/table', '/api/handover/table?scenario=surrey-two-unitaries', handoverTableSchema],
  ['/api/handover/actions', '/api/handover/actions?scenario=surrey-two-unitaries', handoverActionsSchema],
  ['/api/schedules', '/api/schedules', schedulesSchema],
  ['/api/rulebooks', '/api/rulebooks', rulebooksSchema],
  ['/api/rulebooks/{id}', '/api/rulebooks/england', rulebookSchema],
  ['/api/data', '/api/data', dataSetsSchema],
  ['/api/data/{id}', '/api/data/still-at-home', dataSetDetailSchema],
  ['/api/data/{id}/values', '/api/data/still-at-home/values', dataValuesSchema],
  ['/api/rebase', `/api/rebase?${moved}`, rebasedSchema],
  ['/api/rebase/cell', `/api/rebase/cell?${moved}&area=E10000014&${oneMeasure}`, cellEvidenceSchema],
  ['/api/rebase/series', `/api/rebase/series?${moved}&${oneMeasure}`, seriesOfDataSchema],
  ['/api/crosswalk', '/api/crosswalk?from=ltla@2026-04-01&to=icb@2026-04-01', crosswalkSchema],
  ['/api/releases', '/api/releases', releasesSchema],
  ['/api/session', '/api/session', sessionSchema],
  ['/api/people', '/api/people', peopleSchema],
  ['/api/proposals', '/api/proposals', proposalsSchema],
  ['/api/access/dry-run', '/api/access/dry-run?on=2027-04-01', accessDryRunSchema],
  ['/api/access/sharing', '/api/access/sharing?data=reablement', dataSharingSchema],
  ['/api/journal', '/api/journal?limit=5', journalSchema],
  ['/api/journal/verify', '/api/journal/verify', journalCheckSchema],
];

/** Answers with a file and nothing else. */
const files: readonly string[] = ['/api/arrangements/template', '/api/releases/{id}/file'];

/** Files; and what must be made before it can be asked for, or needs an account, which the tests of each do. */
const others: readonly string[] = [
  ...files,
  '/api/handover/line',
  '/api/schedules/{id}',
  '/api/releases/{id}',
  '/api/releases/{id}/verify',
  '/api/proposals/{id}',
  '/api/jobs',
  '/api/jobs/{id}',
  '/api/account',
  '/api/session/providers/{id}/start',
  '/api/session/providers/{id}/return',
];

/** Methods and addresses in the tree that the server prints, as the document writes them. */
function routesIn(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const match = /^([\s│]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (match === null) return [];
    const depth = (match[1] ?? '').length / 4;
    above[depth] = (above[depth - 1] ?? '') + (match[2] ?? '');
    const methods = (match[3] ?? '').split(', ').filter((method) => method !== '' && method !== 'HEAD');
    return methods.map((method) => `${method} ${(above[depth] ?? '').replace(/:(\w+)/, '{$1}')}`);
  });
}

type Responses = Record<string, { content?: Record<string, { schema: object }> }>;

/** For each answer that is no refusal and has a body, whether its shape in JSON is told. */
function contentsOf(responses: Responses): boolean[] {
  const good = Object.entries(responses).filter(([status]) => /^20[0-3]$/.test(status));
  return good.map(([, one]) => one.content?.['application/json']?.schema !== undefined);
}

/** Only that it was done is answered, or where to go. */
function isEmptyAnswer(responses: Responses): boolean {
  return '204' in responses || '302' in responses;
}

describe('answers', () => {
  it.each(routes)('[AP1] %s answers in its shape', async (_route, path, schema) => {
    const { status, headers, text } = await server.ask(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^application\/json/);
    const answer = JSON.parse(text);
    // A schema drops what it does not name, so the two are equal only when it names everything.
    expect(schema.parse(answer)).toEqual(answer);
    expect(text.length).toBeGreaterThan(10);
  });

  it('[AP2] the OpenAPI document is whole', async () => {
    type Operation = {
      summary?: string;
      parameters?: { in: string; name: string; schema?: object; required?: boolean }[];
      responses: Record<string, { content?: Record<string, { schema: object }>; description: string }>;
    };
    const document = await server.json<{ openapi: string; paths: Record<string, Record<string, Operation>> }>(
      '/api/openapi.json',
    );
    expect(document.openapi).toBe('3.1.0');
    const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const read = listed.flatMap((one) => (one.startsWith('GET ') ? [one.slice(4)] : []));
    expect(read.sort()).toEqual([...routes.map(([route]) => route), ...others].sort());
    const served = routesIn(server.app.printRoutes({ commonPrefix: false }));
    // What only the machinery around the server asks is no part of the API.
    const beside = ['GET /healthz', 'GET /readyz'];
    const offered = served.filter((route) => !beside.includes(route));
    expect(offered.sort()).toEqual(['GET /api/openapi.json', ...listed].sort());
    const refs: string[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value))
        if (key === '$ref') refs.push(String(inner));
        else walk(inner);
    };
    walk(document);
    expect(refs.length).toBeGreaterThanOrEqual(routes.length);
    for (const ref of refs) {
      const target = ref
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document);
      expect(target, ref).toBeTypeOf('object');
    }
    const every = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.values(operations).map((operation) => [path, operation] as const),
    );
    for (const [path, { summary, parameters = [], responses }] of every) {
      expect(summary, path).toBeTypeOf('string');
      expect(responses['default']?.content).toHaveProperty(['application/problem+json', 'schema']);
      if (!files.includes(path)) expect(contentsOf(responses), path).toEqual(isEmptyAnswer(responses) ? [] : [true]);
      for (const one of Object.values(responses)) expect(one.description).toBeTypeOf('string');
      for (const one of parameters) expect(one.schema, `${path} ${one.name}`).toBeTypeOf('object');
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(parameters.filter((one) => one.in === 'path' && one.required).map((one) => one.name)).toEqual(inPath);
    }
  });

  it.each([measure, '/api/registers', `${measure}&format=csv`])('[AP3] %s is 304 to who has it', async (path) => {
    const first = await server.ask(path);
    const { etag = '' } = first.headers;
    expect(etag).toMatch(/^(W\/)?".+"$/);
    const again = await server.ask(path, { headers: { 'if-none-match': etag } });
    expect([again.status, again.bytes.length, again.headers['etag']]).toEqual([304, 0, etag]);
    const other = await server.ask(path, { headers: { 'if-none-match': '"another"' } });
    expect([other.status, other.text]).toEqual([200, first.text]);
  });

  it('[AP4] a large answer is packed for a client that takes it', async () => {
    const plain = await server.ask(measure);
    const packed = await server.ask(measure, { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers['vary']).toMatch(/accept-encoding/i);
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(gunzipSync(packed.bytes).toString('utf8')).toBe(plain.text);
    const small = await server.ask('/api/health', { headers: { 'accept-encoding': 'gzip' } });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  it.each([
    ['events', '/api/events?'],
    ['organisations', '/api/organisations?kind=ltla&on=2022-07-01&'],
  ])('[AP5] all pages of %s are the whole', async (list, path) => {
    type Page = { count: number; next: string | null } & Record<string, { id: string }[]>;
    const whole = await server.json<Page>(`${path}limit=1000`);
    expect(whole.next).toBeNull();
    expect(whole[list]?.length).toBe(whole.count);
    const rows: { id: string }[] = [];
    for (let after = ''; ; ) {
      const page = await server.json<Page>(`${path}limit=7${after}`);
      expect(page.count).toBe(whole.count);
      expect(await server.json(`${path}limit=7${after}`)).toEqual(page);
      rows.push(...(page[list] ?? []));
      if (page.next === null) break;
      expect(page[list]?.length).toBe(7);
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(rows).toEqual(whole[list]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(whole.count);
  });

  it('[AP6] HEAD answers as GET, without a body', async () => {
    const got = await server.ask(measure);
    const head = await server.ask(measure, { method: 'HEAD' });
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    for (const name of ['etag', 'content-type', 'content-length']) expect(head.headers[name]).toBe(got.headers[name]);
  });

  it('[AP7] a measure as CSV is a file to keep', async () => {
    const { headers, text } = await server.ask(`${measure}&format=csv`);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename="icb-utla-2026-04-01.csv"');
    const { pairs } = await server.json<{ pairs: unknown[] }>(measure);
    expect(text.trimEnd().split('\r\n').length).toBe(pairs.length + 1);
  });

  it('[AP8] a register opens on today within its dates, else on its last event', async () => {
    const { registers } = await server.json<{ registers: { openingDate: string }[] }>('/api/registers');
    expect(registers[0]?.openingDate).toBe('2026-11-21');
    const timeline = foldEvents(makeWorld(surreySample().facts), currentLaw);
    const pack = { name: 'a', title: 'A', recordedAt: '2026-11-21T00:00:00.000Z', manifest: { description: null } };
    const opening = (day: string) => encodeRegister(pack, timeline, [currentLaw], isoDate(day));
    const { firstDate, lastDate } = opening('2026-11-21');
    expect([firstDate, lastDate]).toEqual(['2006-01-01', '2028-01-01']);
    expect(['2005-12-31', '2006-01-01', '2028-01-01', '2028-01-02'].map((day) => opening(day).openingDate)).toEqual([
      '2027-04-01',
      '2006-01-01',
      '2028-01-01',
      '2027-04-01',
    ]);
  });
});
