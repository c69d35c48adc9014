import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseProxy } from '#api/guard-proxy.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';

describe('the address of a proxy', () => {
  it.each([
    ['10.0.0.2', ['10.0.0.2', '::ffff:10.0.0.2'], ['10.0.0.3', '::1', '', 'caddy']],
    ['10.0.0.0/24', ['10.0.0.7', '10.0.0.255'], ['10.0.1.0', '::ffff:10.0.1.0']],
    ['fd00::/64', ['fd00::5'], ['fd01::5', '10.0.0.2']],
  ])('[OB43] %s lets in those that it names and nobody else', (text, let_in, others) => {
    const isProxy = parseProxy(text);
    expect(let_in.map((address) => isProxy?.(address))).toEqual(let_in.map(() => true));
    expect(others.map((address) => isProxy?.(address))).toEqual(others.map(() => false));
  });

  it.each([
    '',
    'caddy',
    '10.0.0',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '::/0',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    'fd00::/129',
  ])('[OB43] "%s" names nobody, or everybody, and is refused', (text) => {
    expect(parseProxy(text)).toBeNull();
  });
});

describe('behind a proxy', () => {
  let through: TestServer;
  let beside: TestServer;
  beforeAll(async () => {
    const of = (text: string) => ({ isProxy: parseProxy(text) ?? undefined });
    [through, beside] = await Promise.all([
      startTestServer(undefined, () => of('127.0.0.1')),
      startTestServer(undefined, () => of('192.0.2.1')),
    ]);
  });
  afterAll(() => Promise.all([through?.close(), beside?.close()]));

  const secure = { 'x-forwarded-proto': 'https' };

  it('[OB43] what the proxy was asked by TLS is answered, and nothing else of it', async () => {
    expect((await through.ask('/api/health', { headers: secure })).status).toBe(200);
    for (const headers of [{}, { 'x-forwarded-proto': 'http' }, { 'x-forwarded-proto': 'https, http' }]) {
      const heard = await through.ask('/api/health', { headers: headers as Record<string, string> });
      expect([heard.status, JSON.parse(heard.text).type]).toEqual([403, 'urn:coterminous:problem:not-through-proxy']);
    }
  });

  it('[OB43] who does not come through the proxy is refused, whatever the headers say; health is answered', async () => {
    for (const path of ['/api/health', '/api/registers', '/', '/metrics', '/nowhere']) {
      const heard = await beside.ask(path, { headers: { ...secure, 'x-forwarded-for': '192.0.2.1' } });
      expect([path, heard.status]).toEqual([path, 403]);
    }
    for (const path of ['/healthz', '/readyz']) expect((await beside.ask(path)).status).toBe(200);
  });
});
