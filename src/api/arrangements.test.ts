import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Heard, startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import {
  type ArrangementSpecWire,
  type ArrangementWire,
  arrangementSavedSchema,
  arrangementSchema,
  arrangementsSchema,
  importReportSchema,
} from '#wire/arrangements.ts';
import { journalCheckSchema, journalSchema } from '#wire/handover.ts';
import { problemDocumentSchema } from '#wire/problem-document.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const by = { name: 'Ann', actingFor: 'E10000030' };

async function shown(id: string): Promise<ArrangementWire> {
  return arrangementSchema.parse(await server.json(`/api/arrangements/${id}`));
}

/** A copy of one of the sample's arrangements under another reference. */
async function copyOf(id: string, change: Partial<ArrangementSpecWire>): Promise<ArrangementSpecWire> {
  return { ...(await shown(id)).arrangement, ...change };
}

function put(arrangement: ArrangementSpecWire, expectedVersion: number | null, reason: string | null = null) {
  return server.send('PUT', `/api/arrangements/${encodeURIComponent(arrangement.id)}`, {
    arrangement,
    expectedVersion,
    by,
    reason,
  });
}

function problemIn({ status, headers, text }: Heard) {
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  const document = problemDocumentSchema.parse(JSON.parse(text));
  expect(document.status).toBe(status);
  return document;
}

function send(path: string, type: string, body: string | Uint8Array) {
  return server.ask(path, { method: 'POST', headers: { 'content-type': type }, body });
}

describe('one arrangement', () => {
  it('[RC40] is saved, shown and changed', async () => {
    const id = 'Ours / 1 £';
    const made = await put(await copyOf('SAMPLE-BCF', { id, title: 'Ours' }), null, 'it is new');
    expect(made.status).toBe(200);
    expect(arrangementSavedSchema.parse(made.json)).toEqual({ id, version: 1, problems: [] });
    const first = await shown(encodeURIComponent(id));
    expect(first.history).toMatchObject([
      { act: 'made', who: 'Ann', actingFor: 'E10000030', version: 1, reason: 'it is new', differences: [] },
    ]);
    expect((await put({ ...first.arrangement, title: 'Changed' }, 1)).status).toBe(200);
    const second = await shown(encodeURIComponent(id));
    expect([second.version, second.arrangement.title, second.history.length]).toEqual([2, 'Changed', 2]);
    expect(second.history[0]).toMatchObject({
      act: 'changed',
      differences: [{ path: 'title', before: 'Ours', after: 'Changed' }],
    });
    // What is shown may be sent back as it is.
    expect((await put(second.arrangement, 2)).json).toMatchObject({ version: 2 });
    const rows = arrangementsSchema.parse(await server.json('/api/arrangements?on=2027-05-01')).arrangements;
    expect(rows.find((row) => row.id === id)).toMatchObject({ title: 'Changed', parties: [{ exists: false }, {}, {}] });
    for (const { organisation } of second.arrangement.parties) {
      expect(second.bodies.map((body) => body.id)).toContain(organisation);
    }
  });

  it('[RC40] with problems is refused with all of them', async () => {
    const wrong = await copyOf('SAMPLE-BCF', { id: 'WRONG', endsOn: '2020-01-01' as never });
    const [first, ...others] = wrong.parties;
    if (first === undefined) throw new Error('no party');
    const refused = problemIn(
      await put({ ...wrong, parties: [{ ...first, organisation: 'Nobody' }, ...others] }, null),
    );
    expect([refused.status, refused.type]).toEqual([422, 'urn:coterminous:problem:arrangement-has-problems']);
    const columns = refused.problems?.map((problem) => problem.where.column);
    expect(columns).toEqual(expect.arrayContaining(['parties[0].organisation', 'endsOn']));
    expect((await server.ask('/api/arrangements/WRONG')).status).toBe(404);
    const other = await server.send('PUT', '/api/arrangements/OTHER', {
      arrangement: wrong,
      expectedVersion: null,
      by,
    });
    expect(problemIn(other)).toMatchObject({ status: 400 });
  });

  it('[RC41] is not overwritten by the second of two', async () => {
    const arrangement = await copyOf('SAMPLE-BCF', { id: 'TWO' });
    await put(arrangement, null);
    expect((await put({ ...arrangement, title: 'First' }, 1)).status).toBe(200);
    const refused = problemIn(await put({ ...arrangement, title: 'Second' }, 1));
    expect([refused.status, refused.type]).toEqual([409, 'urn:coterminous:problem:changed-meanwhile']);
    expect(refused.detail).toMatch(/was changed by Ann at 2026-11-21T/);
    const now = await shown('TWO');
    expect(refused.current).toMatchObject({ version: 2, who: 'Ann' });
    expect(refused.current?.body).toEqual(now.arrangement);
    expect(now.arrangement.title).toBe('First');
    expect((await put({ ...arrangement, title: 'Second' }, 2)).status).toBe(200);
    expect(problemIn(await put(arrangement, null)).status).toBe(409);
  });

  it('[RC42] is removed, and its history stays', async () => {
    const arrangement = await copyOf('SAMPLE-BCF', { id: 'GONE' });
    await put(arrangement, null);
    const stale = await server.send('DELETE', '/api/arrangements/GONE', { expectedVersion: 7, by });
    expect(problemIn(stale).status).toBe(409);
    const removed = await server.send('DELETE', '/api/arrangements/GONE', { expectedVersion: 1, by, reason: 'a slip' });
    expect([removed.status, arrangementSavedSchema.parse(removed.json).version]).toEqual([200, 2]);
    expect((await server.ask('/api/arrangements/GONE')).status).toBe(404);
    const { entries } = journalSchema.parse(await server.json('/api/journal?kind=arrangement&id=GONE'));
    expect(entries.map((entry) => [entry.act, entry.reason])).toEqual([
      ['removed', 'a slip'],
      ['made', null],
    ]);
    const again = await server.send('DELETE', '/api/arrangements/GONE', { expectedVersion: 2, by });
    expect(problemIn(again).status).toBe(404);
    const late = problemIn(await put({ ...arrangement, title: 'Late' }, 1));
    expect(late).toMatchObject({ status: 409, current: { version: 2, body: null } });
    expect((await put(arrangement, null)).json).toMatchObject({ version: 3 });
  });
});

describe('spreadsheets', () => {
  const importing = '/api/arrangements/import?by=Ann&name=';

  it.each([
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['xlsx', 'application/octet-stream'],
    ['csv', 'text/csv'],
  ])('[RC43] come back as they went out, as %s sent as %s', async (form, type) => {
    const file = await server.ask(`/api/arrangements?format=${form}`);
    expect(file.headers['content-disposition']).toBe(
      `attachment; filename="arrangements-surrey-and-neighbours.${form}"`,
    );
    const heard = await send(`${importing}ours.${form}`, type, file.bytes);
    const report = importReportSchema.parse(JSON.parse(heard.text));
    expect(report).toMatchObject({ stored: true, added: 0, changed: 0, unchanged: report.read });
    expect(report.read).toBeGreaterThan(40);
  });

  it('[RC43] are taken whole or refused with their problems', async () => {
    const head = 'Reference,Kind,Title,Party,Role';
    const good = `${head}\r\nCSV-1,Pooled fund,One,Surrey County Council,host\r\n`;
    const bad = `${good}CSV-2,Pooled fund,Two,Surrey Countyy Council,host\r\n`;
    const refused = problemIn(await send(`${importing}ours.csv`, 'text/csv', bad));
    expect([refused.status, refused.type]).toEqual([422, 'urn:coterminous:problem:workbook-has-problems']);
    expect(refused.problems).toContainEqual(
      expect.objectContaining({ where: { file: 'ours.csv', row: 3, column: expect.stringMatching(/^Party/) } }),
    );
    expect((await server.ask('/api/arrangements/CSV-1')).status).toBe(404);
    const dry = await send(`${importing}ours.csv&dry=true`, 'text/csv', good);
    expect(JSON.parse(dry.text)).toMatchObject({ stored: false, added: 1 });
    expect((await server.ask('/api/arrangements/CSV-1')).status).toBe(404);
    expect(JSON.parse((await send(`${importing}ours.csv`, 'text/csv', good)).text)).toMatchObject({
      stored: true,
      added: 1,
    });
    expect((await shown('CSV-1')).history).toMatchObject([{ who: 'Ann', reason: 'import of ours.csv' }]);
    expect(problemIn(await send('/api/arrangements/import?name=ours.csv', 'text/csv', good)).status).toBe(400);
    expect(problemIn(await send(`${importing}ours.xlsx`, 'application/octet-stream', 'not a book')).status).toBe(422);
    expect(problemIn(await send(`${importing}ours.xlsx`, 'application/octet-stream', '')).status).toBe(422);
  });

  it('[RC43] begin with a template', async () => {
    const file = await server.ask('/api/arrangements/template');
    expect([file.status, file.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    expect(file.headers['content-disposition']).toContain('arrangements-template.xlsx');
  });
});

describe('who may change', () => {
  const path = '/api/arrangements/import?name=a.csv&dry=true';
  const change = (headers: Readonly<Record<string, string>>) =>
    server.ask(path, { method: 'POST', headers: { 'content-type': 'text/csv', ...headers }, body: 'x' });

  it.each([
    [{ origin: 'https://elsewhere.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://127.0.0.1:1' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('[RC44] a page of another origin may not: %o', async (headers) => {
    expect(problemIn(await change(headers as never))).toMatchObject({
      status: 403,
      type: 'urn:coterminous:problem:foreign-origin',
    });
    const deleted = await server.ask('/api/arrangements/SAMPLE-BCF', { method: 'DELETE', headers: headers as never });
    expect(deleted.status).toBe(403);
    expect((await server.ask('/api/arrangements/SAMPLE-BCF', { headers: headers as never })).status).toBe(200);
  });

  it('[RC44] the workbench and programs may', async () => {
    const own = `http://127.0.0.1:${server.port}`;
    for (const headers of [
      {},
      { origin: own },
      { origin: own, 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ]) {
      expect(problemIn(await change(headers as never)).status).toBe(422);
    }
  });

  it.each([
    ['PUT', '/api/arrangements/X', 'text/plain', '{}', 415],
    ['PUT', '/api/arrangements/X', 'application/x-www-form-urlencoded', 'a=b', 415],
    ['PUT', '/api/arrangements/X', 'multipart/form-data; boundary=x', '--x--', 415],
    ['PUT', '/api/arrangements/X', 'application/json', '{"a', 400],
    ['PUT', '/api/arrangements/X', 'application/json', '{}', 400],
    ['PUT', '/api/arrangements/X', 'application/json', JSON.stringify({ a: 'x'.repeat(2_000_000) }), 413],
    ['DELETE', '/api/arrangements/SAMPLE-BCF', 'application/json', '{"expectedVersion":1,"by":{"name":" "}}', 400],
    ['POST', path, 'application/json', '{}', 415],
    ['POST', path, 'text/plain', 'x', 415],
  ])('[RC45] %s %s as %s is refused', async (method, address, type, body, status) => {
    const document = problemIn(await server.ask(address, { method, headers: { 'content-type': type }, body }));
    expect(document.status).toBe(status);
    expect(document.detail.length).toBeGreaterThan(20);
  });

  it('[RC45] a spreadsheet that is too large is refused before it is read', async () => {
    const status = await new Promise<number>((done, fail) => {
      const headers = { 'content-type': 'text/csv', 'content-length': '50000001' };
      const asked = request({ host: '127.0.0.1', port: server.port, path, method: 'POST', headers }, (answer) => {
        done(answer.statusCode ?? 0);
        asked.destroy();
      });
      asked.on('error', fail);
      asked.write('x');
    });
    expect(status).toBe(413);
  });
});

describe('the journal', () => {
  it('[RC46] is listed page by page', async () => {
    const first = journalSchema.parse(await server.json('/api/journal?limit=30'));
    expect([first.register, first.entries.length]).toEqual([null, 30]);
    const seqs = first.entries.map((entry) => entry.seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
    const second = journalSchema.parse(await server.json(`/api/journal?limit=1000&after=${first.next}`));
    expect([second.entries[0]?.seq, second.next]).toEqual([(seqs.at(-1) ?? 0) - 1, null]);
    expect(second.entries.at(-1)?.seq).toBe(1);
    const own = journalSchema.parse(await server.json('/api/journal?register=surrey-and-neighbours&kind=schedule'));
    expect(own).toEqual({ register: 'surrey-and-neighbours', entries: [], next: null });
    expect(problemIn(await server.ask('/api/journal?register=none')).status).toBe(404);
    expect(problemIn(await server.ask('/api/journal?kind=thing&limit=0&after=x')).problems).toHaveLength(3);
  });

  it('[RC46] is proved, and a broken one says so', async () => {
    const sound = journalCheckSchema.parse(await server.json('/api/journal/verify'));
    expect([sound.isSound, sound.faults]).toEqual([true, []]);
    const { pool } = server.database.store;
    await pool.query('update work.records set body = body || \'{"title": "Forged"}\' where id = \'SAMPLE-CARERS\'');
    const broken = journalCheckSchema.parse(await server.json('/api/journal/verify'));
    expect([broken.isSound, broken.entries, broken.faults.length]).toEqual([false, sound.entries, 1]);
    expect(broken.faults[0]).toContain('SAMPLE-CARERS');
  });
});
