import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOwnerKey } from '#actions/owner-session.ts';
import { cookieIn, type DoorServer, morning, startDoorServer } from '#tests/support/signed-in.ts';

describe('the owner of a laptop', () => {
  let server: DoorServer;
  beforeAll(async () => {
    server = await startDoorServer({ kind: 'laptop' });
  });
  afterAll(() => server?.close());

  const open = (key: string) => server.askAs(null, '/api/session/owner', { method: 'POST', body: { key } });
  const makeKey = () => makeOwnerKey(server.database.store, server.clock.now);

  it('[HS30] whoever opens the link first is the owner, and nobody else; then everything is open to them', async () => {
    const key = await makeKey();
    const first = await open(key);
    expect([first.status, JSON.parse(first.text)]).toEqual([200, { outcome: 'done', ticket: null }]);
    const second = await open(key);
    expect([second.status, cookieIn(second, 'coterminous_session')]).toEqual([410, null]);
    expect(second.text).toContain('coterminous open');
    const cookie = cookieIn(first, 'coterminous_session') ?? '';
    const { accounts, person } = JSON.parse((await server.askAs(cookie, '/api/session')).text);
    expect([accounts, person.kind, person.roles]).toEqual([false, 'owner', []]);
    for (const path of ['/api/arrangements', '/api/journal/verify', '/api/people', '/api/proposals'])
      expect([path, (await server.askAs(cookie, path)).status]).toEqual([path, 200]);
    const stranger = await server.askAs(null, '/api/arrangements');
    expect([stranger.status, stranger.text]).toEqual([401, expect.stringContaining('coterminous open')]);
  });

  it('[HS30] of many at once one is the owner', async () => {
    const key = await makeKey();
    const heard = await Promise.all(Array.from({ length: 12 }, () => open(key)));
    expect(heard.filter(({ status }) => status === 200).length).toBe(1);
    expect(heard.filter(({ status }) => status === 410).length).toBe(11);
  });

  it('[HS30] the link is good for five minutes', async () => {
    const [inTime, late] = [await makeKey(), await makeKey()];
    server.clock.now = '2026-11-21T10:34:59.000Z';
    expect((await open(inTime)).status).toBe(200);
    server.clock.now = '2026-11-21T10:35:00.000Z';
    expect((await open(late)).status).toBe(410);
    server.clock.now = morning;
  });

  it('[HS30] a link that a page of another site opens opens nothing', async () => {
    const key = await makeKey();
    const headers = { 'content-type': 'application/json', origin: 'https://elsewhere.example' };
    const foreign = await server.ask('/api/session/owner', { method: 'POST', headers, body: JSON.stringify({ key }) });
    expect(foreign.status).toBe(403);
    expect((await open(key)).status).toBe(200);
  });
});
