import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseProxy } from '#api/guard-proxy.ts';
import { type DoorServer, startDoorServer, type TestPerson } from '#tests/support/signed-in.ts';

const surrey = 'E10000030';

describe('how much one asker may ask', () => {
  let server: DoorServer;
  let ann: TestPerson;
  let bob: TestPerson;
  beforeAll(async () => {
    const more = { rateLimits: { requests: 12, signIns: 4 }, isProxy: parseProxy('127.0.0.1') ?? undefined };
    server = await startDoorServer(undefined, more);
    ann = await server.makePerson({ name: 'Ann Asker', organisation: surrey, roles: ['viewer'] });
    bob = await server.makePerson({ name: 'Bob Busy', organisation: surrey, roles: ['viewer'] });
  });
  afterAll(() => server?.close());

  const ask = (address: string, path: string, given: { cookie?: string; body?: object } = {}) =>
    server.ask(path, {
      method: given.body === undefined ? 'GET' : 'POST',
      headers: {
        'x-forwarded-proto': 'https',
        'x-forwarded-for': address,
        ...(given.cookie === undefined ? {} : { cookie: given.cookie.replace('coterminous', '__Host-coterminous') }),
        ...(given.body === undefined ? {} : { 'content-type': 'application/json', origin: server.origin }),
      },
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    });
  const statuses = async (count: number, one: () => ReturnType<typeof ask>): Promise<number[]> => {
    const found: number[] = [];
    for (let at = 0; at < count; at++) found.push((await one()).status);
    return found;
  };

  it('[HS20] attempts to sign in are counted strictly, by address, and say when to try again', async () => {
    const body = { email: 'nobody@example.org', password: 'not a password of anybody' };
    const attempt = (address: string) => () => ask(address, '/api/session', { body });
    const seen = await statuses(6, attempt('192.0.2.1'));
    expect(seen.slice(4)).toEqual([429, 429]);
    const late = await ask('192.0.2.1', '/api/session', { body });
    expect(JSON.parse(late.text)).toMatchObject({ type: 'urn:coterminous:problem:too-many-requests', status: 429 });
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(late.headers['retry-after'])).toBeLessThanOrEqual(60);
    // The link of an invitation counts with them: each may be guessed at.
    expect((await ask('192.0.2.1', '/api/links/look', { body: { key: 'x' } })).status).toBe(429);
    expect((await ask('192.0.2.2', '/api/session', { body })).status).not.toBe(429);
    const withinNetwork = await statuses(6, attempt('2001:db8:1:2::7'));
    expect(withinNetwork.slice(4)).toEqual([429, 429]);
    expect((await attempt('2001:db8:1:2:ffff::1')()).status).toBe(429);
    expect((await attempt('2001:db8:1:3::1')()).status).not.toBe(429);
  });

  it('[HS20] whoever is signed in is counted by their session: a busy neighbour keeps nobody out', async () => {
    const busy = await statuses(14, () => ask('192.0.2.9', '/api/registers', { cookie: bob.cookie }));
    expect(busy).toEqual([...Array(12).fill(200), 429, 429]);
    expect((await ask('192.0.2.9', '/api/registers', { cookie: ann.cookie })).status).toBe(200);
    const strangers = await statuses(14, () => ask('192.0.2.9', '/api/registers'));
    expect(strangers).toEqual([...Array(12).fill(401), 429, 429]);
    expect((await ask('192.0.2.9', '/api/registers', { cookie: ann.cookie })).status).toBe(200);
  });

  it('[HS20] health is counted for nobody, and the owner on the same machine is not limited', async () => {
    expect(await statuses(40, () => ask('192.0.2.10', '/healthz'))).toEqual(Array(40).fill(200));
    const laptop = await startDoorServer({ kind: 'laptop' }, { rateLimits: { requests: 3, signIns: 2 } });
    const cookie = await laptop.ownerCookie();
    for (let at = 0; at < 10; at++) expect((await laptop.askAs(cookie, '/api/registers')).status).toBe(200);
    await laptop.close();
  });
});
