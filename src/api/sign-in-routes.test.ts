import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cookieIn,
  type DoorServer,
  passwordOfTests,
  startDoorServer,
  type TestPerson,
} from '#tests/support/signed-in.ts';
import { SoftwareAuthenticator } from '#tests/support/software-authenticator.ts';
import { secretOfText, totpCodeAt } from '#tests/support/totp-code.ts';
import { ownAccountSchema, sessionSchema } from '#wire/session.ts';

const surrey = 'E10000030';
const origin = 'http://localhost';

let server: DoorServer;
let admin: TestPerson;
let logged = '';
/** Everything in this test that a log may not have. */
const secrets = new Set<string>();

beforeAll(async () => {
  const write = (line: string) => {
    logged += line;
  };
  const door = { kind: 'accounts', publicAddress: () => origin, providers: [] } as const;
  server = await startDoorServer(door, { logLevel: 'debug', logTo: { write } });
  admin = await server.makePerson({ name: 'Ada Admin', organisation: surrey, roles: ['administrator', 'approver'] });
});
afterAll(() => server?.close());

/** Asks, keeps what is secret of it, and gives status, JSON and the cookie of the session. */
async function ask(cookie: string | null, method: string, path: string, body?: object) {
  const heard = await server.askAs(cookie, path, { method, ...(body === undefined ? {} : { body }) });
  for (const [name, value] of Object.entries(body ?? {}))
    if (['email', 'password', 'key', 'code', 'ticket'].includes(name) && String(value).length > 5)
      secrets.add(String(value));
  const session = cookieIn(heard, 'coterminous_session');
  const device = cookieIn(heard, 'coterminous_device');
  for (const one of [session, device]) if (one !== null && !one.endsWith('=')) secrets.add(one.split('=')[1] ?? '');
  const json = heard.text === '' ? {} : JSON.parse(heard.text);
  for (const name of ['secret', 'token', 'ticket', 'path', 'codes'])
    for (const one of [json[name] ?? []].flat()) secrets.add(String(one).replace('/invitation#', ''));
  return { status: heard.status, json, session, headers: heard.headers };
}

describe('the life of an account, by HTTP', () => {
  let cookie = '';
  let account = '';
  let totp = '';
  const email = 'nora.new@example.org';
  const chosen = 'seven quiet otters at noon';

  it('[HS40] an administrator invites somebody and hands the link over; it is looked at, and used once', async () => {
    const invited = await ask(admin.cookie, 'POST', '/api/people/invitations', {
      ...{ email, name: 'Nora New', organisation: surrey, roles: ['editor'] },
    });
    expect(invited).toMatchObject({ status: 200, json: { path: expect.stringMatching(/^\/invitation#[\w-]{43}$/) } });
    account = invited.json.account;
    const another = await ask(admin.cookie, 'POST', `/api/people/${account}/invitation`);
    expect(another.status).toBe(200);
    const key = another.json.path.replace('/invitation#', '');
    const before = invited.json.path.replace('/invitation#', '');
    expect((await ask(null, 'POST', '/api/links/look', { key: before })).status).toBe(410);
    expect(await ask(null, 'POST', '/api/links/look', { key })).toMatchObject({
      status: 200,
      json: { purpose: 'invitation', name: 'Nora New', email },
    });
    expect((await ask(null, 'POST', '/api/links/accept', { key, password: 'password1234' })).status).toBe(422);
    const accepted = await ask(null, 'POST', '/api/links/accept', { key, password: chosen });
    expect(accepted).toMatchObject({ status: 200, json: { outcome: 'done', purpose: 'invitation' } });
    expect((await ask(null, 'POST', '/api/links/accept', { key, password: chosen })).status).toBe(410);
    cookie = accepted.session ?? '';
    const { json } = await ask(cookie, 'GET', '/api/session');
    expect(sessionSchema.parse(json)).toMatchObject({
      accounts: true,
      person: {
        ...{ kind: 'person', account, name: 'Nora New', email, mustAddFactor: false, isFresh: true },
        roles: [{ role: 'editor', body: { code: surrey, exists: true }, to: null }],
      },
    });
    expect((await ask(cookie, 'GET', '/api/session?register=made-up')).json.person.roles).toEqual([]);
  });

  it('[HS40] a second factor is set up, asked for, and a recovery code stands in for it', async () => {
    const started = await ask(cookie, 'POST', '/api/account/totp');
    expect(started.status).toBe(200);
    totp = started.json.secret;
    const codeNow = () => totpCodeAt(secretOfText(totp), server.clock.now);
    expect((await ask(cookie, 'POST', '/api/account/totp/confirm', { code: '000000' })).status).toBe(401);
    const confirmed = await ask(cookie, 'POST', '/api/account/totp/confirm', { code: codeNow() });
    expect([confirmed.status, confirmed.json.codes.length]).toEqual([200, 10]);
    cookie = confirmed.session ?? '';
    server.clock.now = '2026-11-21T10:32:00.000Z';
    const first = await ask(null, 'POST', '/api/session', { email, password: chosen });
    expect([first.status, first.json.outcome, first.session]).toEqual([200, 'second-factor', null]);
    const { ticket } = first.json;
    expect((await ask(null, 'POST', '/api/session/second-factor', { ticket, code: '123456' })).status).toBe(401);
    server.clock.now = '2026-11-21T10:33:00.000Z';
    const second = await ask(null, 'POST', '/api/session/second-factor', { ticket, code: codeNow() });
    expect([second.status, second.json.outcome]).toEqual([200, 'done']);
    const again = await ask(null, 'POST', '/api/session', { email, password: chosen });
    const code = confirmed.json.codes[0];
    const byCode = await ask(null, 'POST', '/api/session/second-factor', { ticket: again.json.ticket, code });
    expect(byCode.status).toBe(200);
    const own = await ask(byCode.session, 'GET', '/api/account');
    expect(ownAccountSchema.parse(own.json)).toMatchObject({ email, hasTotp: true, recoveryCodesLeft: 9 });
    expect(own.json.sessions.length).toBeGreaterThan(2);
    const other = own.json.sessions.find(({ isThis }: { isThis: boolean }) => !isThis);
    expect((await ask(byCode.session, 'DELETE', `/api/account/sessions/${other.id}`)).status).toBe(204);
    expect((await ask(byCode.session, 'DELETE', '/api/account/sessions/made-up')).status).toBe(400);
  });

  it('[HS40] a passkey is made, signs in, is renamed and removed', async () => {
    const device = new SoftwareAuthenticator(origin);
    const started = await ask(cookie, 'POST', '/api/account/passkeys/start');
    expect(started.status).toBe(200);
    const made = device.make(started.json.options);
    const kept = await ask(cookie, 'POST', '/api/account/passkeys/finish', { name: 'Key ring', response: made });
    expect(kept.status).toBe(201);
    const asked = await ask(null, 'POST', '/api/session/passkey/start');
    const response = device.use(asked.json.options);
    const signed = await ask(null, 'POST', '/api/session/passkey/finish', { response });
    expect([signed.status, signed.json.outcome]).toEqual([200, 'done']);
    expect((await ask(null, 'POST', '/api/session/passkey/finish', { response })).status).toBe(401);
    const { id } = kept.json;
    expect((await ask(signed.session, 'PATCH', `/api/account/passkeys/${id}`, { name: 'Blue key' })).status).toBe(204);
    const { json } = await ask(signed.session, 'GET', '/api/account');
    expect(json.passkeys).toMatchObject([{ id, name: 'Blue key' }]);
    expect((await ask(signed.session, 'DELETE', `/api/account/passkeys/${id}`)).status).toBe(204);
    expect((await ask(signed.session, 'DELETE', `/api/account/passkeys/${id}`)).status).toBeGreaterThanOrEqual(400);
    cookie = signed.session ?? '';
  });

  it('[HS40] a token is made, told once, acts in the name of its holder, and is revoked', async () => {
    const wish = { name: 'Nightly copy', scopes: ['read'], expiresOn: '2027-01-01' };
    const made = await ask(cookie, 'POST', '/api/account/tokens', wish);
    expect(made).toMatchObject({ status: 200, json: { token: expect.stringMatching(/^ctm_/) } });
    const headers = { authorization: `Bearer ${made.json.token}` };
    expect((await server.ask('/api/arrangements', { headers })).status).toBe(200);
    const { json } = await ask(cookie, 'GET', '/api/account');
    expect(json.tokens).toMatchObject([{ name: 'Nightly copy', scopes: ['read'] }]);
    expect(JSON.stringify(json)).not.toContain(made.json.token);
    expect((await ask(cookie, 'DELETE', `/api/account/tokens/${made.json.id}`)).status).toBe(204);
    expect((await server.ask('/api/arrangements', { headers })).status).toBe(401);
  });

  it('[HS40] who changes how they sign in shows again who they are, and their other sessions end', async () => {
    server.clock.now = '2026-11-21T10:50:00.000Z';
    const refused = await ask(cookie, 'POST', '/api/account/password', { password: 'nine loud herons at dusk' });
    expect([refused.status, refused.json.type]).toEqual([403, 'urn:coterminous:problem:prove-again']);
    const proved = await ask(cookie, 'POST', '/api/session/step-up', { password: chosen });
    expect(proved.status).toBe(204);
    const other = await ask(null, 'POST', '/api/session', { email, password: chosen });
    const changed = await ask(proved.session, 'POST', '/api/account/password', {
      password: 'nine loud herons at dusk',
    });
    expect([changed.status, other.json.outcome]).toEqual([204, 'second-factor']);
    expect((await ask(proved.session, 'GET', '/api/account')).status).toBe(401);
    expect((await ask(changed.session, 'POST', '/api/account/recovery-codes')).json.codes.length).toBe(10);
    expect((await ask(changed.session, 'DELETE', '/api/account/totp')).status).toBe(204);
    cookie = changed.session ?? '';
  });

  it('[HS40] roles are given and ended, an account is reset and closed; people are listed', async () => {
    const proved = await ask(admin.cookie, 'POST', '/api/session/step-up', { password: passwordOfTests });
    const boss = proved.session ?? '';
    const role = { account, organisation: surrey, role: 'finance', from: '2026-11-21', to: null, reason: 'Cover' };
    expect((await ask(boss, 'POST', '/api/grants', role)).status).toBe(200);
    const listed = await ask(boss, 'GET', '/api/people');
    const nora = listed.json.people.find(({ name }: { name: string }) => name === 'Nora New');
    expect(nora).toMatchObject({ email, state: 'active', roles: [{ role: 'editor' }, { role: 'finance' }] });
    const { id, version } = nora.roles[1];
    const end = { expectedVersion: version, on: '2026-11-22', reason: 'Back' };
    expect((await ask(boss, 'POST', `/api/grants/${id}/end`, end)).status).toBe(204);
    expect((await ask(boss, 'POST', `/api/grants/${id}/end`, end)).status).toBeGreaterThanOrEqual(409);
    expect((await ask(cookie, 'POST', '/api/grants', role)).status).toBe(403);
    const reset = await ask(boss, 'POST', `/api/people/${account}/reset`, {});
    expect(reset.status).toBe(200);
    const key = reset.json.path.replace('/invitation#', '');
    const accepted = await ask(null, 'POST', '/api/links/accept', { key, password: 'four calm badgers by night' });
    expect(accepted).toMatchObject({ status: 200, json: { purpose: 'reset' } });
    expect((await ask(boss, 'POST', `/api/people/${account}/close`, { reason: 'Left' })).status).toBe(204);
    expect((await ask(cookie, 'GET', '/api/account')).status).toBe(401);
  });
});

describe('what strangers learn', () => {
  it('[HS41] a sign-in answers alike for an account that is there, that was closed and that never was', async () => {
    const { email } = await server.makePerson({ name: 'Rita Real', organisation: surrey, roles: ['viewer'] });
    const attempts = [
      email,
      'nora.new@example.org',
      'never.was@example.org',
      'not an address',
      `${'x'.repeat(240)}@y.z`,
    ];
    const heard = [];
    for (const one of attempts) {
      const { status, json, headers } = await ask(null, 'POST', '/api/session', {
        email: one,
        password: 'not the password',
      });
      heard.push({ status, json, names: Object.keys(headers).toSorted() });
    }
    expect(heard[0]?.status).toBe(401);
    for (const one of heard) expect(one).toEqual(heard[0]);
  });

  it('[HS42] no log line has a key, a cookie, a token, a code, a password or an address', async () => {
    await ask(null, 'POST', '/api/session/owner', { key: 'swordfish-owner-key' });
    await ask('coterminous_session=swordfish-session', 'GET', '/api/account');
    await server.ask('/?key=swordfish-link', {});
    await server.ask('/api/session/providers/swordfish-provider/start?again=true', {});
    await server.ask('/api/session/providers/swordfish-provider/return?code=swordfish-code&state=swordfish-state', {});
    await pause(50);
    expect(logged.split('\n').length).toBeGreaterThan(50);
    expect(secrets.size).toBeGreaterThan(30);
    expect(logged).toContain('"route":"/api/links/accept"');
    const told = [...secrets].filter((secret) => logged.includes(secret));
    expect(told).toEqual([]);
    expect(logged).not.toMatch(/swordfish|example\.org|ctm_/);
  });
});
