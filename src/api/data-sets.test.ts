import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Heard, startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import { describing, measure } from '#tests/support/made-up-description.ts';
import {
  type DataDescriptionWire,
  dataImportSchema,
  dataSetDetailSchema,
  dataSetsSchema,
  dataValuesSchema,
  inspectionSchema,
} from '#wire/data-sets.ts';
import { problemDocumentSchema } from '#wire/problem-document.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const description = describing(
  {},
  { columns: { code: { as: 'area' }, falls: measure('Falls', 'count') } },
) as unknown as DataDescriptionWire;
const text = 'code,falls\nE07000207,31\nE07000209,*\nE07000217,17\n';
const path = '/api/data/import?by=Ann';

type Form = { readonly body: Buffer; readonly type: string };

async function form(file: string | null, given: unknown = description, name = 'falls.csv'): Promise<Form> {
  const data = new FormData();
  if (given !== null) data.set('description', typeof given === 'string' ? given : JSON.stringify(given));
  if (file !== null) data.set('file', new Blob([file]), name);
  const response = new Response(data);
  return { body: Buffer.from(await response.arrayBuffer()), type: response.headers.get('content-type') ?? '' };
}

function post(address: string, { body, type }: Form, headers: Record<string, string> = {}): Promise<Heard> {
  return server.ask(address, { method: 'POST', headers: { 'content-type': type, ...headers }, body });
}

function problemIn({ text: body }: Heard) {
  return problemDocumentSchema.parse(JSON.parse(body));
}

function uploadsLeft(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('coterminous-upload-'));
}

async function idsListed(): Promise<string[]> {
  return dataSetsSchema.parse(await server.json('/api/data')).dataSets.map(({ statement }) => statement.id);
}

describe('data sets', () => {
  it('[DR40] are imported from a form, listed, shown with their versions, and told value by value', async () => {
    const heard = await post(path, await form(text));
    expect(heard.status).toBe(200);
    expect(dataImportSchema.parse(JSON.parse(heard.text))).toMatchObject({ id: 'falls', version: 1, rows: 3 });
    expect(await idsListed()).toContain('falls');
    const detail = dataSetDetailSchema.parse(await server.json('/api/data/falls'));
    expect(detail).toMatchObject({
      dataSet: {
        version: 1,
        importedBy: 'Ann',
        file: 'falls.csv',
        geographies: [{ period: '2024', areas: 3, title: expect.stringContaining('councils on') }],
        measures: [{ id: 'falls', periods: ['2024'], notMovable: null }],
      },
      versions: [{ version: 1, who: 'Ann', reason: 'import of falls.csv' }],
    });
    const values = dataValuesSchema.parse(await server.json('/api/data/falls/values?measure=falls&period=2024'));
    expect(values.areas.map(({ code, value, mark }) => [code, value, mark])).toEqual([
      ['E07000207', 31, 'known'],
      ['E07000209', null, 'suppressed'],
      ['E07000217', 17, 'known'],
    ]);
    await post(`${path}&name=corrected.csv`, await form(text.replace('*', '12')));
    expect(dataValuesSchema.parse(await server.json('/api/data/falls/values')).areas[1]?.value).toBe(12);
    expect(dataValuesSchema.parse(await server.json('/api/data/falls/values?version=1')).areas[1]?.value).toBeNull();
    expect(dataSetDetailSchema.parse(await server.json('/api/data/falls')).dataSet.file).toBe('corrected.csv');
  });

  it('[DR41] that are not there are 404 with what is; a parameter that cannot be read is 400', async () => {
    for (const address of ['/api/data/none', '/api/data/none/values', '/api/data/falls?version=77'])
      expect(problemIn(await server.ask(address))).toMatchObject({
        status: 404,
        type: expect.stringMatching(/data-set$/),
      });
    const unknown = problemIn(await server.ask('/api/data/falls/values?measure=x'));
    expect(unknown).toMatchObject({ status: 404, detail: expect.stringContaining('falls') });
    for (const address of ['/api/data/falls?version=0', '/api/data?id=falls', '/api/data/falls/values?version=one'])
      expect(problemIn(await server.ask(address)).status).toBe(400);
  });

  it('[DR42] with problems are 422 with all of them, and nothing is kept; a dry run keeps nothing either', async () => {
    const faulty = { ...description, statement: { ...description.statement, id: 'faulty' } };
    const heard = problemIn(await post(path, await form(`${text}W06000001,3\nE07000207,9\n`, faulty)));
    expect(heard.status).toBe(422);
    expect(heard.problems?.map(({ where }) => where.row)).toEqual(expect.arrayContaining([5, 6]));
    const dry = await post('/api/data/import?dry=true', await form(text, faulty));
    expect(dataImportSchema.parse(JSON.parse(dry.text))).toMatchObject({ stored: false, version: 1 });
    expect(await idsListed()).not.toContain('faulty');
  });

  it('[DR43] that are sent otherwise than as a form with a file are refused, by plain words', async () => {
    const cases: [Form, string, number, string][] = [
      [await form(null), path, 400, 'file'],
      [await form(text), '/api/data/import', 400, 'by'],
      [await form(text, '{"no'), path, 400, 'JSON'],
      [await form(text, { ...description, absent: 'maybe' }), path, 400, 'description.absent'],
      [{ body: Buffer.from('{}'), type: 'application/json' }, path, 415, 'multipart/form-data'],
      [{ body: Buffer.from(text), type: 'text/csv' }, path, 415, 'multipart/form-data'],
      [{ body: Buffer.from(text), type: 'text/plain' }, path, 415, 'multipart/form-data'],
    ];
    for (const [sent, address, status, word] of cases) {
      const document = problemIn(await post(address, sent));
      expect([document.status, document.detail]).toEqual([status, expect.stringContaining(word)]);
    }
    // A form is taken nowhere else.
    const elsewhere = await post('/api/arrangements/import?name=a.csv&by=Ann', await form(text));
    expect(elsewhere.status).toBe(415);
  });

  it('[DR44] leave nothing behind in the temporary folder, whatever became of them', async () => {
    const before = uploadsLeft();
    const whole = await form(text);
    for (const sent of [
      whole,
      await form('', description),
      await form('code,falls\nX,"y\n'),
      { ...whole, body: whole.body.subarray(0, whole.body.length - 60) },
    ])
      await post(`${path}&name=other.csv`, sent);
    expect(uploadsLeft()).toEqual(before);
    const cut = await post(path, { ...whole, body: whole.body.subarray(0, whole.body.length - 60) });
    expect(problemIn(cut).status).toBe(400);
  });

  it('[DR45] that a page of another origin sends are refused before they are read', async () => {
    const seq = (await server.json<{ entries: { seq: number }[] }>('/api/journal?limit=1')).entries[0]?.seq;
    const other = { ...description, statement: { ...description.statement, id: 'forged' } };
    for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }])
      expect((await post(path, await form(text, other), headers)).status).toBe(403);
    expect((await server.json<{ entries: { seq: number }[] }>('/api/journal?limit=1')).entries[0]?.seq).toBe(seq);
  });

  it('[DR46] that are too large are refused before they are read', async () => {
    const status = await new Promise<number>((done, fail) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '900000000' };
      const asked = request({ host: '127.0.0.1', port: server.port, path, method: 'POST', headers }, (answer) => {
        done(answer.statusCode ?? 0);
        asked.destroy();
      });
      asked.on('error', fail);
      asked.write('--x');
    });
    expect(status).toBe(413);
  });
});

describe('a file that is looked at', () => {
  it('[DR47] tells columns, areas and a description that imports it, and stores nothing', async () => {
    const heard = await post('/api/data/inspect', await form(text, null, 'falls-2024.csv'));
    const inspection = inspectionSchema.parse(JSON.parse(heard.text));
    expect(inspection).toMatchObject({ file: 'falls-2024.csv', rowsRead: 3, isWhole: true });
    expect(inspection.columns.map(({ heading }) => heading)).toEqual(['code', 'falls']);
    expect(inspection.geographies[0]).toMatchObject({ codes: 3, recognised: 3, strangers: [] });
    const { statement } = inspection.description;
    const given = { ...inspection.description, statement: { ...statement, id: 'inspected' } };
    const imported = await post(path, await form(text, given, 'falls-2024.csv'));
    expect(dataImportSchema.parse(JSON.parse(imported.text))).toMatchObject({ id: 'inspected', version: 1 });
    const page = await post('/api/data/inspect', await form('<!doctype html><html></html>', null));
    expect(problemIn(page)).toMatchObject({ status: 422, problems: [{ code: 'web-page' }] });
  });
});
