import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOfError } from '#api/problem-document.ts';
import { StoreError } from '#store/store-error.ts';
import { type Heard, startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import { makeTestFolder } from '#tests/support/database.ts';
import { problemDocumentSchema } from '#wire/problem-document.ts';

let server: TestServer;
let web: string;
beforeAll(async () => {
  web = makeTestFolder();
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>the page</title>');
  writeFileSync(join(web, 'assets', 'index-abc.js'), 'void 0;');
  server = await startTestServer(web);
});
afterAll(async () => {
  await server?.close();
  rmSync(web, { recursive: true, force: true });
});

const longest = 'a'.repeat(200);
const measure = '/api/measure?bodies=icb&councils=utla&on=2026-04-01';

/** The problem document of an answer, when it is one. */
function problemIn({ status, headers, text }: Heard) {
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  const document = problemDocumentSchema.parse(JSON.parse(text));
  expect(document.status).toBe(status);
  expect(document.detail.length).toBeGreaterThan(20);
  return document;
}

describe('refusals', () => {
  it.each([
    ['/api/events?register=none-such', 404, 'unknown-register'],
    ['/api/events?scenario=none-such', 404, 'unknown-scenario'],
    ['/api/events?known=2020-01-01T00:00:00Z', 404, 'not-yet-known'],
    [`${measure}&population=none-such`, 404, 'unknown-population'],
    [`${measure}&region=none-such`, 404, 'unknown-region'],
    ['/api/organisations/none-such?on=2026-04-01', 404, 'unknown-organisation'],
    ['/api/measure?bodies=pct&councils=utla&on=2020-04-01', 422, 'nothing-to-measure'],
    ['/api/nothing', 404, 'unknown-address'],
    ['/api', 404, 'unknown-address'],
    ['/api/organisations/?on=2026-04-01', 400, 'bad-question'],
  ])('[AP20] %s is refused with %d', async (path, status, kind) => {
    const document = problemIn(await server.ask(path));
    expect([document.status, document.type]).toEqual([status, `urn:coterminous:problem:${kind}`]);
  });

  it.each([
    ['/api/measure', ['bodies', 'councils', 'on']],
    [
      '/api/measure?bodies=x&councils=ltla&on=2022-02-30&tolerance=0.5&known=5&format=pdf',
      ['known', 'bodies', 'tolerance', 'on', 'format'],
    ],
    [`${measure}&toleranse=0.1&onn=2`, ['toleranse', 'onn']],
    [`${measure}&tolerance=-1`, ['tolerance']],
    [`${measure}&tolerance=abc`, ['tolerance']],
    [`${measure}&on=2026-05-01`, ['on']],
    [`${measure}&region=`, ['region']],
    ['/api/organisations?kind=icb&on=2026-04-01&limit=0', ['limit']],
    ['/api/organisations?kind=icb&on=2026-04-01&limit=1001', ['limit']],
    ['/api/organisations?kind=icb&on=2026-04-01&limit=2.5', ['limit']],
    [`/api/organisations?kind=icb&on=2026-04-01&search=${longest}a`, ['search']],
    ['/api/organisations/QNQ?on=2026-04-01&blocks=some', ['blocks']],
    ['/api/events?kind=explode&from=yesterday&to=20260401', ['from', 'to', 'kind']],
    ['/api/history/none-such', ['tier']],
    [`/api/events?scenario=${'x'.repeat(8000)}`, ['scenario']],
  ])('[AP21] %.60s names what cannot be read', async (path, names) => {
    const document = problemIn(await server.ask(path));
    expect(document.status).toBe(400);
    expect(document.problems?.map((problem) => problem.where.column)).toEqual(names);
    for (const { message } of document.problems ?? []) {
      expect(message).toMatch(/^(Give|There is no such parameter)/);
      expect(document.detail).toContain(message);
    }
  });

  it.each([
    [`/api/organisations/${longest}?on=2026-04-01`, 404],
    [`/api/organisations/${longest}a?on=2026-04-01`, 414],
    ['/api/%', 400],
    ['/api/organisations/%E0%A4%A?on=2026-04-01', 400],
    [`/api/events?scenario=${'x'.repeat(20_000)}`, 431],
  ])('[AP23] %.50s is refused', async (path, status) => {
    const heard = await server.ask(path);
    problemIn(heard);
    expect(heard.status).toBe(status);
    expect(heard.headers['x-content-type-options']).toBe('nosniff');
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('[AP23] %s is refused', async (method) => {
    expect(problemIn(await server.ask(measure, { method })).status).toBe(404);
  });

  it('[AP23] what is not HTTP is refused', async () => {
    const said = await new Promise<string>((done, fail) => {
      let text = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write('what is this\r\n\r\n'));
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('end', () => done(text));
      socket.on('error', fail);
    });
    const [head = '', body = ''] = said.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json/);
    expect(problemDocumentSchema.parse(JSON.parse(body)).detail).toBe('This is not an HTTP request.');
  });

  it('[AP24] a lost database is 503, a full disk 507, a fault of the program 500 without its inside', async () => {
    expect(problemOfError(new StoreError('database-lost', 'The connection was lost.')).status).toBe(503);
    const text = problemOfError(new StoreError('text-not-storable', 'invalid byte sequence for encoding "UTF8": 0x00'));
    expect([text.status, text.detail]).toEqual([400, expect.not.stringContaining('UTF8')]);
    const full = problemOfError(new StoreError('disk-full', 'could not extend file "base/1/2"'));
    expect(full).toMatchObject({ status: 507, detail: expect.not.stringContaining('base/1/2') });
    const fault = problemOfError(new Error('secret path /root/x'));
    expect(fault.status).toBe(500);
    expect(JSON.stringify(fault)).not.toContain('secret');
  });
});

describe('safety', () => {
  it.each([
    ['an answer', measure, {}],
    ['a refusal', '/api/measure', {}],
    ['an unknown address', '/api/nothing', {}],
    ['an address that cannot be decoded', '/api/%', {}],
    ['a wrong host', '/api/registers', { host: 'evil.example' }],
    ['the page', '/', {}],
    ['a file', '/assets/index-abc.js', {}],
    ['the document', '/api/openapi.json', {}],
  ])('[AP30] %s carries the security headers', async (_name, path, headers) => {
    const heard = await server.ask(path, { headers });
    expect(heard.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(heard.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(heard.headers['cache-control']).toBeTypeOf('string');
    expect(heard.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    ['localhost', 200],
    ['LOCALHOST:80', 200],
    ['127.0.0.1:9999', 200],
    ['[::1]:80', 200],
    ['192.168.1.20', 200],
    ['evil.example', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example:80', 421],
    ['[evil', 421],
  ])('[AP31] the host %s is answered with %d', async (host, status) => {
    const heard = await server.ask('/api/health', { headers: { host } });
    expect(heard.status).toBe(status);
    if (status === 421) expect(problemIn(heard).type).toBe('urn:coterminous:problem:wrong-host');
    expect((await server.ask('/', { headers: { host } })).status).toBe(status);
  });

  it('[AP32] the page answers its own addresses and no others', async () => {
    for (const path of ['/', '/map', '/organisation/QNQ?on=2026-04-01']) {
      const page = await server.ask(path);
      expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-cache']);
      expect(page.text).toContain('the page');
    }
    const file = await server.ask('/assets/index-abc.js');
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const path of [
      '/api/map2',
      '/missing.js',
      '/assets/other.js',
      '/..%2f..%2fetc%2fpasswd',
      '/assets/../../package.json',
    ]) {
      const heard = await server.ask(path);
      if (heard.status === 200) expect(heard.text, path).toContain('the page');
      else problemIn(heard);
    }
    expect(problemIn(await server.ask('/missing.js')).status).toBe(404);
  });
});
