import { request as askHttps } from 'node:https';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseProxy } from '#api/guard-proxy.ts';
import type { Heard } from '#tests/golden/run-server.ts';
import { makeTestCertificate } from '#tests/support/self-signed.ts';
import {
  cookieIn,
  type DoorServer,
  passwordOfTests,
  startDoorServer,
  type TestPerson,
} from '#tests/support/signed-in.ts';

const surrey = 'E10000030';
const json = { 'content-type': 'application/json' };
const setCookies = ({ headers }: Pick<Heard, 'headers'>): string[] => [headers['set-cookie'] ?? []].flat() as string[];
const flagsOf = (cookie = ''): string[] =>
  cookie
    .split(';')
    .slice(1)
    .map((flag) => flag.trim())
    .toSorted();

describe('cookies', () => {
  let plain: DoorServer;
  let behind: DoorServer;
  let person: TestPerson;
  let other: TestPerson;
  beforeAll(async () => {
    [plain, behind] = await Promise.all([
      startDoorServer(),
      startDoorServer(undefined, { isProxy: parseProxy('127.0.0.1') ?? undefined }),
    ]);
    person = await plain.makePerson({ name: 'Pat Person', organisation: surrey, roles: ['editor'] });
    other = await behind.makePerson({ name: 'Otto Other', organisation: surrey, roles: ['editor'] });
  });
  afterAll(() => Promise.all([plain?.close(), behind?.close()]));

  const signIn = (server: DoorServer, { email, password }: TestPerson, headers: Record<string, string> = {}) =>
    server.ask('/api/session', {
      method: 'POST',
      headers: { ...json, ...headers },
      body: JSON.stringify({ email, password }),
    });

  it('[HS10] without TLS no script reads them, and no page of another site sends them', async () => {
    const heard = await signIn(plain, person);
    expect([heard.status, JSON.parse(heard.text)]).toEqual([200, { outcome: 'done', ticket: null }]);
    const [session, device] = setCookies(heard);
    expect(session).toMatch(/^coterminous_session=[\w-]{43};/);
    expect(flagsOf(session)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(device).toMatch(/^coterminous_device=[\w-]{43};/);
    expect(flagsOf(device)).toEqual(['HttpOnly', 'Max-Age=15552000', 'Path=/', 'SameSite=Strict'].toSorted());
  });

  it('[HS10] behind a proxy with TLS they are sent by TLS alone, and set by nobody else of the domain', async () => {
    const heard = await signIn(behind, other, { 'x-forwarded-proto': 'https' });
    const [session, device] = setCookies(heard);
    expect(session).toMatch(/^__Host-coterminous_session=[\w-]{43};/);
    expect(flagsOf(session)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
    expect(device).toMatch(/^__Host-coterminous_device=/);
    const key = cookieIn(heard, '__Host-coterminous_session');
    const ask = (cookie: string) => behind.ask('/api/account', { headers: { 'x-forwarded-proto': 'https', cookie } });
    expect((await ask(key ?? '')).status).toBe(200);
    // The name without its mark may have been set by another host of the domain, or without TLS.
    expect((await ask((key ?? '').replace('__Host-', ''))).status).toBe(401);
  });

  it('[HS11] each sign-in has a key of its own; whoever signs out has none, and another device keeps its own', async () => {
    const [one, two] = [await signIn(plain, person), await signIn(plain, person)].map(
      (heard) => cookieIn(heard, 'coterminous_session') ?? '',
    );
    expect(one).not.toBe(two);
    const out = await plain.askAs(one ?? '', '/api/session', { method: 'DELETE' });
    expect([out.status, out.headers['clear-site-data']]).toEqual([204, '"cache"']);
    expect(setCookies(out)[0]).toMatch(/^coterminous_session=; Max-Age=0; Path=\/;/);
    expect((await plain.askAs(one ?? '', '/api/account')).status).toBe(401);
    expect((await plain.askAs(two ?? '', '/api/account')).status).toBe(200);
  });

  it('[HS11] showing again who one is gives another key, and the one before opens nothing', async () => {
    const before = cookieIn(await signIn(plain, person), 'coterminous_session') ?? '';
    const body = { password: passwordOfTests };
    const heard = await plain.askAs(before, '/api/session/step-up', { method: 'POST', body });
    expect(heard.status).toBe(204);
    const after = cookieIn(heard, 'coterminous_session') ?? '';
    expect(after).not.toBe(before);
    expect((await plain.askAs(before, '/api/account')).status).toBe(401);
    expect((await plain.askAs(after, '/api/account')).status).toBe(200);
    const wrong = await plain.askAs(after, '/api/session/step-up', { method: 'POST', body: { password: 'wrong' } });
    expect([wrong.status, cookieIn(wrong, 'coterminous_session')]).toEqual([401, null]);
  });

  it('[HS12] a change with a cookie counts when it says that it comes from here, and never otherwise', async () => {
    const { host } = new URL(plain.origin);
    const change = (headers: Record<string, string>) =>
      plain.ask('/api/account/totp', { method: 'POST', headers: { cookie: person.cookie, ...headers } });
    const good: Record<string, string>[] = [
      { origin: plain.origin },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin', origin: plain.origin },
    ];
    for (const headers of good) expect([headers, (await change(headers)).status]).toEqual([headers, 200]);
    const bad: [status: number, headers: Record<string, string>][] = [
      [401, {}],
      [401, { referer: `${plain.origin}/account` }],
      [403, { origin: 'https://elsewhere.example' }],
      [403, { origin: 'null' }],
      [403, { origin: `http://127.0.0.1:${plain.port + 1}` }],
      [403, { origin: `http://localhost.elsewhere.example` }],
      [403, { 'sec-fetch-site': 'cross-site' }],
      [403, { 'sec-fetch-site': 'same-site' }],
      [403, { 'sec-fetch-site': 'cross-site', origin: plain.origin }],
      [403, { 'sec-fetch-site': 'same-origin', origin: `http://${host}.elsewhere.example` }],
    ];
    for (const [status, headers] of bad) expect([headers, (await change(headers)).status]).toEqual([headers, status]);
    const token = await plain.tokenOf(person, ['read']);
    const asked = await plain.ask('/api/scenarios/check', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(asked.status).toBe(400);
  });

  it('[HS13] what one person is answered is kept by nobody, what everybody sees is asked about again', async () => {
    const ask = (path: string, headers: Record<string, string> = {}) =>
      plain.ask(path, { headers: { cookie: person.cookie, ...headers } });
    for (const path of ['/api/arrangements', '/api/account', '/api/journal', '/api/data', '/api/session']) {
      const { headers } = await ask(path);
      expect([path, headers['cache-control']]).toEqual([path, expect.stringContaining('no-store')]);
      expect(headers['vary']).toMatch(/cookie, authorization/);
    }
    const first = await ask('/api/registers');
    expect([first.headers['cache-control'], first.headers['vary']]).toEqual([
      'private, no-cache',
      expect.stringContaining('cookie, authorization'),
    ]);
    const etag = first.headers['etag'] ?? '';
    expect((await ask('/api/registers', { 'if-none-match': etag })).status).toBe(304);
    expect((await plain.ask('/api/registers', { headers: { 'if-none-match': etag } })).status).toBe(401);
  });

  it('[HS14] over TLS the browser is told to ask by TLS for two years; not of this machine by its own name', async () => {
    const ask = (host: string, proto = 'https') =>
      behind.ask('/api/health', { headers: { 'x-forwarded-proto': proto, host } });
    expect((await plain.ask('/api/health')).headers['strict-transport-security']).toBeUndefined();
    expect((await ask('127.0.0.1')).headers['strict-transport-security']).toBeUndefined();
    expect((await ask('localhost')).headers['strict-transport-security']).toBeUndefined();
    const named = await startDoorServer(undefined, {
      isProxy: parseProxy('127.0.0.1') ?? undefined,
      hosts: ['north.example'],
    });
    const heard = await named.ask('/api/health', { headers: { 'x-forwarded-proto': 'https', host: 'north.example' } });
    await named.close();
    expect([heard.status, heard.headers['strict-transport-security']]).toEqual([200, 'max-age=63072000']);
  });
});

describe('a server that speaks TLS itself', () => {
  const certificate = makeTestCertificate();
  let server: DoorServer;
  let person: TestPerson;
  beforeAll(async () => {
    server = await startDoorServer(undefined, { tls: certificate });
    person = await server.makePerson({ name: 'Tilly Tls', organisation: surrey, roles: ['editor'] });
  });
  afterAll(() => server?.close());

  const ask = (path: string, method = 'GET', body?: string) =>
    new Promise<{ status: number; headers: Record<string, string> }>((done, fail) => {
      const { port } = server;
      const headers = { ...json, origin: `https://127.0.0.1:${port}` };
      const asked = askHttps({ host: '127.0.0.1', port, path, method, ca: certificate.cert, headers }, (answer) => {
        answer.resume();
        answer.on('end', () =>
          done({ status: answer.statusCode ?? 0, headers: answer.headers as Record<string, string> }),
        );
      });
      asked.on('error', fail);
      asked.end(body);
    });

  it('[HS15] is asked by TLS, and its cookies are sent by TLS alone', async () => {
    expect((await ask('/api/health')).status).toBe(200);
    const { email, password } = person;
    const heard = await ask('/api/session', 'POST', JSON.stringify({ email, password }));
    expect(flagsOf(setCookies(heard)[0])).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
    expect(setCookies(heard)[0]).toMatch(/^__Host-coterminous_session=/);
    await expect(server.ask('/api/health')).rejects.toThrow();
  });

  it.each([
    ['TLSv1.3', 'TLSv1.3'],
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.1', null],
  ] as const)('[HS15] %s is spoken as %s', async (version, spoken) => {
    const settled = await new Promise<string | null>((done) => {
      const settings = { port: server.port, host: '127.0.0.1', ca: certificate.cert, ciphers: 'DEFAULT@SECLEVEL=0' };
      const socket = connect({ ...settings, minVersion: version, maxVersion: version }, () => {
        done(socket.getProtocol());
        socket.destroy();
      });
      socket.on('error', () => done(null));
    });
    expect(settled).toBe(spoken);
  });
});
