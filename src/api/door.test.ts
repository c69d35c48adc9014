import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endGrant } from '#actions/accounts-grants.ts';
import { makeOwnerKey, ownerSession } from '#actions/owner-session.ts';
import { startSession } from '#actions/sessions.ts';
import { listStatedRoutes } from '#api/route-access.ts';
import { ruleOf } from '#core/access/verbs.ts';
import { verbGroupNames } from '#core/access/vocabulary.ts';
import { isoDate } from '#std/iso-date.ts';
import { listJournal } from '#store/journal.ts';
import { loadRecords } from '#store/record-rows.ts';
import { type DoorServer, morning, startDoorServer, type TestPerson } from '#tests/support/signed-in.ts';

const register = 'surrey-and-neighbours';
const surrey = 'E10000030';
const surreyId = 'council-E10000030';
const otherPath = (url: string): string => url.replaceAll(/:\w+/g, 'x');
const problemIn = (text: string): string => (JSON.parse(text) as { type: string }).type.replace(/.*:/, '');

describe('what a route states', () => {
  const added = (config: object) => {
    const app = fastify();
    listStatedRoutes(app);
    return () => app.get('/api/made-up', { config }, () => 'answered');
  };

  it('[HS1] a route of the API that does not say who may ask it ends the making of the server', () => {
    expect(added({})).toThrow('GET /api/made-up does not state who may ask it');
    expect(added({ open: true, verb: 'show-map' })).toThrow('does not state who may ask it');
    expect(added({ verbs: [] })).toThrow('does not state who may ask it');
    expect(added({ verb: 'fly' })).toThrow('names acts that there are not: fly');
    expect(added({ verb: 'show-map' })).not.toThrow();
    expect(added({ open: true })).not.toThrow();
  });
});

describe('the door with accounts', () => {
  let server: DoorServer;
  let viewer: TestPerson;
  let editor: TestPerson;
  beforeAll(async () => {
    server = await startDoorServer();
    viewer = await server.makePerson({ name: 'Vera View', organisation: surrey, roles: ['viewer'] });
    editor = await server.makePerson({ name: 'Ed Edit', organisation: surrey, roles: ['editor'] });
  });
  afterAll(() => server?.close());

  it('[HS1] every route of the document states acts of the table, or that it is open, and the open ones are few', async () => {
    const document = JSON.parse((await server.ask('/api/openapi.json')).text) as { paths: Record<string, object> };
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const stated = server.app.statedRoutes.filter(({ method }) => method !== 'HEAD');
    const names = stated
      .map(({ method, url }) => `${method} ${url}`)
      .filter((name) => name !== 'GET /api/openapi.json');
    expect(documented.length).toBeGreaterThan(80);
    expect(names.toSorted()).toEqual(documented.toSorted());
    const open = stated.filter(({ access }) => access.kind === 'open').map(({ method, url }) => `${method} ${url}`);
    expect(open.toSorted()).toEqual([
      'DELETE /api/session',
      'GET /api/health',
      'GET /api/openapi.json',
      'GET /api/session',
      'GET /api/session/providers/:id/return',
      'GET /api/session/providers/:id/start',
      'POST /api/links/accept',
      'POST /api/links/look',
      'POST /api/session',
      'POST /api/session/owner',
      'POST /api/session/passkey/finish',
      'POST /api/session/passkey/start',
      'POST /api/session/second-factor',
    ]);
  });

  it('[HS2] whoever is not signed in is told so at every other route, before anything is read', async () => {
    const closed = server.app.statedRoutes.filter(({ access }) => access.kind !== 'open');
    expect(closed.length).toBeGreaterThan(100);
    for (const { method, url } of closed) {
      for (const cookie of [null, 'coterminous_session=made-up', `coterminous_session=${'x'.repeat(5000)}`]) {
        const heard = await server.askAs(cookie, otherPath(url), { method });
        expect([method, url, heard.status]).toEqual([method, url, 401]);
        expect(heard.headers['www-authenticate']).toBe('Bearer');
        if (method === 'HEAD') continue;
        expect(problemIn(heard.text)).toBe('not-signed-in');
        expect(heard.text).toMatch(/Sign in at \/sign-in|where it comes from/);
      }
    }
  });

  it('[HS3] a token opens the acts of its scopes, and no others', async () => {
    const token = await server.tokenOf(editor, ['read']);
    const ask = (method: string, url: string) =>
      server.ask(otherPath(url), { method, headers: { authorization: `Bearer ${token}` } });
    for (const { method, url, access } of server.app.statedRoutes) {
      if (access.kind === 'open' || method === 'HEAD') continue;
      const isReading = access.verbs.some((verb) => ruleOf(verb).group === 'read');
      const heard = await ask(method, url);
      if (isReading)
        expect([method, url, heard.status === 401 || heard.text.includes('out-of-scope')]).toEqual([
          method,
          url,
          false,
        ]);
      else expect([method, url, heard.status, JSON.parse(heard.text).why]).toEqual([method, url, 403, 'out-of-scope']);
    }
  });

  it('[HS3] what none of the roles of a person can open, for any body, is refused', async () => {
    for (const { method, url, access } of server.app.statedRoutes) {
      if (access.kind === 'open' || method === 'HEAD') continue;
      const opens = access.verbs.some((verb) => ruleOf(verb).byHolder || ruleOf(verb).roles.includes('viewer'));
      if (opens) continue;
      const heard = await server.askAs(viewer.cookie, otherPath(url), { method });
      expect([method, url, heard.status, JSON.parse(heard.text).why]).toEqual([method, url, 403, 'no-role']);
    }
  });

  it('[HS3] whoever has no role at all sees not even the registers, but their own account', async () => {
    const { cookie, account } = await server.makePerson({
      name: 'Short Stay',
      organisation: surrey,
      roles: ['viewer'],
    });
    expect((await server.askAs(cookie, '/api/registers')).status).toBe(200);
    const grants = await loadRecords(server.database.store, register, ['grant']);
    const held = grants.find(({ body }) => (body as { account?: string } | null)?.account === account);
    const author = { name: 'Owner', actingFor: null };
    const ending = { id: held?.id ?? '', expectedVersion: 1, on: isoDate('2026-11-21'), reason: 'left' };
    const asked = { ...ending, author, at: morning, today: isoDate('2026-11-21') };
    expect((await endGrant(server.shelves, asked)).ok).toBe(true);
    const heard = await server.askAs(cookie, '/api/registers');
    expect([heard.status, JSON.parse(heard.text).why]).toEqual([403, 'no-role']);
    expect((await server.askAs(cookie, '/api/account')).status).toBe(200);
  });

  it('[HS3] how one signs in is kept by oneself, and by no token', async () => {
    const token = await server.tokenOf(editor, verbGroupNames);
    const own = server.app.statedRoutes.filter(
      ({ access }) => access.kind !== 'open' && access.verbs.includes('keep-own-account'),
    );
    expect(own.length).toBeGreaterThan(12);
    for (const { method, url } of own) {
      if (method === 'HEAD') continue;
      const heard = await server.ask(otherPath(url), { method, headers: { authorization: `Bearer ${token}` } });
      expect([method, url, heard.status]).toEqual([method, url, 403]);
    }
  });

  it('[HS3] what is refused is not done: nothing after the door goes on', async () => {
    const token = await server.tokenOf(editor, verbGroupNames);
    const spare = {
      account: editor.account,
      proofs: ['password'],
      isStrong: true,
      device: 'spare',
      at: morning,
    } as const;
    const { id, key } = await startSession(server.database.store, spare);
    const headers = { authorization: `Bearer ${token}` };
    expect((await server.ask(`/api/account/sessions/${id}`, { method: 'DELETE', headers })).status).toBe(403);
    expect((await server.askAs(null, `/api/account/sessions/${id}`, { method: 'DELETE' })).status).toBe(401);
    expect((await server.askAs(`coterminous_session=${key}`, '/api/account')).status).toBe(200);
  });

  it('[HS3] whose roles ask for a second factor, and who signed in without one, may add one and nothing else', async () => {
    const { account } = await server.makePerson({ name: 'Al Approver', organisation: surrey, roles: ['approver'] });
    const weak = { account, proofs: ['password'], isStrong: false, device: 'a test', at: morning } as const;
    const { key } = await startSession(server.database.store, weak);
    const cookie = `coterminous_session=${key}`;
    const { person } = JSON.parse((await server.askAs(cookie, '/api/session')).text);
    expect([person.name, person.mustAddFactor]).toEqual(['Al Approver', true]);
    expect((await server.askAs(cookie, '/api/account')).status).toBe(200);
    expect((await server.askAs(cookie, '/api/account/totp', { method: 'POST' })).status).toBe(200);
    const heard = await server.askAs(cookie, '/api/registers');
    expect([heard.status, heard.text]).toEqual([403, expect.stringContaining('Set one up under Account')]);
  });

  it('[HS4] a token counts before a cookie, also one that opens nothing; what is no token is left aside', async () => {
    const token = await server.tokenOf(viewer, ['read']);
    const nameAs = async (authorization: string) => {
      const headers = { authorization, cookie: editor.cookie };
      const heard = await server.ask('/api/session', { headers });
      return (JSON.parse(heard.text) as { person: { name: string } | null }).person?.name ?? null;
    };
    expect(await nameAs(`Bearer ${token}`)).toBe('Vera View');
    expect(await nameAs(`bearer ${token}`)).toBe('Vera View');
    for (const none of ['Bearer', 'Bearer ', 'Bearer made-up', `Bearer ${token.slice(0, -1)}`, `Bearer ${token} x`])
      expect(await nameAs(none)).toBeNull();
    expect(await nameAs('Basic YW5uOnN3b3JkZmlzaA==')).toBe('Ed Edit');
  });

  it('[HS5] with accounts the key of the owner, and a session that it gave before, open nothing', async () => {
    const { store } = server.database;
    const key = await makeOwnerKey(store, morning);
    const body = { key };
    expect((await server.askAs(null, '/api/session/owner', { method: 'POST', body })).status).toBe(410);
    const before = await ownerSession(store, key, { device: 'a laptop', at: morning });
    if (!before.ok) throw new Error('the key was used up');
    const heard = await server.askAs(`coterminous_session=${before.value.key}`, '/api/registers');
    expect(heard.status).toBe(401);
  });

  it('[HS6] a person changes something by the name of their account, for their only body unless they say another', async () => {
    const by = { name: 'Somebody Else', actingFor: null };
    const plan = {
      ...{ id: 'drawn-by-ed', title: 'Drawn by Ed', note: null, basedOn: null, statuses: null },
      ...{ on: [], off: [], drafts: [], from: null, to: null },
    };
    const heard = await server.askAs(editor.cookie, '/api/scenarios/drawn-by-ed', {
      method: 'PUT',
      body: { scenario: plan, expectedVersion: null, by, reason: null },
    });
    expect([heard.status, heard.text]).toEqual([200, expect.stringContaining('Drawn by Ed')]);
    const [entry] = await listJournal(server.database.store, { limit: 1 });
    expect([entry?.who, entry?.actingFor, entry?.account]).toEqual(['Ed Edit', surreyId, editor.account]);
    const other = await server.askAs(editor.cookie, '/api/scenarios/drawn-too', {
      method: 'PUT',
      body: { scenario: { ...plan, id: 'drawn-too' }, expectedVersion: null, by: { ...by, actingFor: 'E07000207' } },
    });
    expect([other.status, other.text]).toEqual([403, expect.stringContaining('not-permitted')]);
  });
});
