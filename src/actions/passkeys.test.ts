import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeptAccount, loadAccount, makeAccount } from '#actions/account-record.ts';
import type { Asker } from '#actions/asker.ts';
import { askerOf } from '#actions/asker-of.ts';
import { finishPasskeySignIn, startPasskeySignIn } from '#actions/passkey-sign-in.ts';
import {
  finishPasskeyRegistration,
  listPasskeys,
  removePasskey,
  renamePasskey,
  startPasskeyRegistration,
} from '#actions/passkeys.ts';
import { startSession } from '#actions/sessions.ts';
import { type RelyingParty, relyingPartyOf } from '#identity/passkeys.ts';
import { isoDate } from '#std/iso-date.ts';
import { listJournal } from '#store/journal.ts';
import type { Store } from '#store/open.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { type Forgery, SoftwareAuthenticator } from '#tests/support/software-authenticator.ts';

const party = relyingPartyOf('https://records.example.org') as RelyingParty;
const start = Date.parse('2026-03-02T09:00:00.000Z');
const minutes = (count: number) => new Date(start + count * 60_000).toISOString();
const at = minutes(0);
const today = isoDate('2026-03-02');

let database: TestDatabase;
let store: Store;
let count = 0;

beforeAll(async () => {
  database = await makeTestDatabase();
  store = database.store;
});

afterAll(() => database.close());

/** Somebody who has an account, signed in a moment ago. */
async function somebody(): Promise<{ kept: KeptAccount; asker: Asker }> {
  const author = { name: 'Test', actingFor: null };
  const who = {
    register: 'made-up',
    email: `ann${++count}@example.org`,
    name: 'Ann',
    owners: [],
    state: 'active',
  } as const;
  const made = await makeAccount(store, who, { author, at, reason: 'a test' });
  if (!made.ok) throw new Error(made.refusal.detail);
  const { account } = made.value;
  const session = await startSession(store, { account, proofs: ['password'], isStrong: false, device: 'test', at });
  const asker = { kind: 'person', account, name: 'Ann', session: session.id, scopes: null, on: today } as const;
  return { kept: made.value, asker };
}

async function withPasskey(name = 'Laptop', device = new SoftwareAuthenticator(party.origin)) {
  const { kept, asker } = await somebody();
  const asked = await startPasskeyRegistration(store, { asker, party, at });
  if (!asked.ok) throw new Error(asked.refusal.detail);
  const made = await finishPasskeyRegistration(store, { asker, party, name, response: device.make(asked.value), at });
  if (!made.ok) throw new Error(made.refusal.detail);
  return { kept, asker, device, passkey: made.value };
}

async function signIn(device: SoftwareAuthenticator, forgery: Forgery = {}, moment = at) {
  const response = device.use(await startPasskeySignIn(store, { party, at }), forgery);
  return finishPasskeySignIn(store, { party, response, device: 'a browser', at: moment });
}

describe('passkeys of an account', () => {
  it('[OI40] one is made by who is signed in, and signs them in as with two factors; no name is asked', async () => {
    const { kept, device } = await withPasskey();
    const signedIn = await signIn(device);
    expect(signedIn).toMatchObject({ ok: true, value: { account: kept.account } });
    const key = signedIn.ok ? signedIn.value.key : '';
    expect(await askerOf(store, { session: key }, at, today)).toMatchObject({ kind: 'person', account: kept.account });
    const { rows } = await store.pool.query('select proofs, is_strong from access.sessions where device = $1', [
      'a browser',
    ]);
    expect(rows).toEqual([{ proofs: ['passkey'], is_strong: true }]);
    expect(await listPasskeys(store, kept.account)).toMatchObject([{ name: 'Laptop', addedAt: at, lastUsedAt: at }]);
  });

  it('[OI41] the account tells of its passkeys, and the journal of what became of them, but not of the keys', async () => {
    const { kept, asker, device, passkey } = await withPasskey('Phone');
    const renamed = await renamePasskey(store, { asker, id: passkey.id, name: 'Old phone', at });
    expect(renamed).toMatchObject({ ok: true, value: { name: 'Old phone' } });
    expect((await loadAccount(store, kept.account))?.body.passkeys).toEqual([
      { id: passkey.id, name: 'Old phone', addedAt: at },
    ]);
    const spare = new SoftwareAuthenticator(party.origin);
    const asked = await startPasskeyRegistration(store, { asker, party, at });
    if (asked.ok) {
      const response = spare.make(asked.value);
      expect(asked.value.excludeCredentials).toMatchObject([{ id: device.id.toString('base64url') }]);
      await finishPasskeyRegistration(store, { asker, party, name: 'Spare', response, at });
    }
    expect(await removePasskey(store, { asker, id: passkey.id, at })).toMatchObject({ ok: true });
    expect(await signIn(device)).toMatchObject({ ok: false, refusal: { kind: 'sign-in-failed' } });
    expect(await signIn(spare)).toMatchObject({ ok: true });
    const entries = await listJournal(store, { register: 'made-up', kind: 'account', id: kept.account, limit: 100 });
    const told = JSON.stringify(entries);
    for (const reason of ['Passkey Phone added', 'Passkey Phone called Old phone', 'Passkey Old phone removed']) {
      expect(told).toContain(reason);
    }
    expect(told).not.toContain(device.id.toString('base64url'));
  });

  it('[OI42] making and removing need a proof of a moment ago, and an own account', async () => {
    const { asker, passkey } = await withPasskey();
    const stale = { ok: false, refusal: { kind: 'prove-again' } };
    expect(await startPasskeyRegistration(store, { asker, party, at: minutes(11) })).toMatchObject(stale);
    const late = { asker, party, name: 'x', response: {}, at: minutes(11) };
    expect(await finishPasskeyRegistration(store, late)).toMatchObject(stale);
    expect(await removePasskey(store, { asker, id: passkey.id, at: minutes(11) })).toMatchObject(stale);
    const token = { ...asker, kind: 'token', scopes: ['read'] } as Asker;
    expect(await startPasskeyRegistration(store, { asker: token, party, at })).toMatchObject(stale);
    expect(await renamePasskey(store, { asker: token, id: passkey.id, name: 'x', at })).toMatchObject({ ok: false });
    const other = (await somebody()).asker;
    expect(await renamePasskey(store, { asker: other, id: passkey.id, name: 'x', at })).toMatchObject({ ok: false });
    expect(await removePasskey(store, { asker: other, id: passkey.id, at })).toMatchObject({ ok: false });
  });

  it('[OI43] each question is answered once, within five minutes, and only by whom it was asked of', async () => {
    const { asker, device } = await withPasskey();
    const response = device.use(await startPasskeySignIn(store, { party, at }));
    const late = await finishPasskeySignIn(store, { party, response, device: 'x', at: minutes(6) });
    expect(!late.ok && late.refusal.detail).toContain('longer than five minutes');
    const again = device.use(await startPasskeySignIn(store, { party, at }));
    const both = await Promise.all(
      [1, 2, 3].map(() => finishPasskeySignIn(store, { party, response: again, device: 'x', at })),
    );
    expect(both.filter(({ ok }) => ok).length).toBe(1);

    const other = (await somebody()).asker;
    const asked = await startPasskeyRegistration(store, { asker, party, at });
    const made = asked.ok ? new SoftwareAuthenticator(party.origin).make(asked.value) : {};
    const stolen = await finishPasskeyRegistration(store, { asker: other, party, name: 'x', response: made, at });
    expect(stolen).toMatchObject({ ok: false });
    expect(await finishPasskeyRegistration(store, { asker, party, name: 'x', response: made, at })).toMatchObject({
      ok: false,
    });
    const toSignIn = await startPasskeySignIn(store, { party, at });
    const crossed = new SoftwareAuthenticator(party.origin).make({ ...toSignIn, user: { id: 'YQ' } });
    expect(await finishPasskeyRegistration(store, { asker, party, name: 'x', response: crossed, at })).toMatchObject({
      ok: false,
    });
  });

  it('[OI44] a passkey whose count goes back was copied: it is refused, and the person is told', async () => {
    const { kept, device } = await withPasskey('Work key');
    const copy = device.copy();
    expect(await signIn(device)).toMatchObject({ ok: true });
    expect(await signIn(device)).toMatchObject({ ok: true });
    const before = await listPasskeys(store, kept.account);
    const copied = await signIn(copy, {}, minutes(1));
    expect(!copied.ok && copied.refusal.detail).toContain('The passkey Work key says that it was used less often');
    expect(await signIn(device, { counter: 0 }, minutes(1))).toMatchObject({ ok: false });
    expect(await listPasskeys(store, kept.account)).toEqual(before);
    const forged = await signIn(copy, { origin: 'https://evil.org' });
    expect(!forged.ok && forged.refusal.detail).not.toContain('less often');
  });

  it('[OI45] a device that does not count signs in each time', async () => {
    const device = new SoftwareAuthenticator(party.origin);
    const { asker } = await somebody();
    const asked = await startPasskeyRegistration(store, { asker, party, at });
    const response = asked.ok ? device.make(asked.value, { counter: 0 }) : {};
    await finishPasskeyRegistration(store, { asker, party, name: 'Synced', response, at });
    expect(await signIn(device, { counter: 0 })).toMatchObject({ ok: true });
    expect(await signIn(device, { counter: 0 })).toMatchObject({ ok: true });
  });

  it('[OI46] a device that says it is another person’s, an unknown one, and a closed account get one answer', async () => {
    const { kept, device } = await withPasskey();
    const other = await somebody();
    const handle = Buffer.from(other.kept.account).toString('base64url');
    const crossed = await signIn(device, { userHandle: handle });
    const unknown = await signIn(new SoftwareAuthenticator(party.origin));
    await store.pool.query(
      `update work.records set body = jsonb_set(body, '{state}', '"closed"') where kind = 'account' and id = $1`,
      [kept.account],
    );
    const closed = await signIn(device);
    expect(crossed).toMatchObject({ ok: false, refusal: { kind: 'sign-in-failed' } });
    expect(unknown).toEqual(crossed);
    expect(closed).toEqual(crossed);
  });

  it('[OI47] the last way in which somebody can sign in is not removed; a removal ends their other sessions', async () => {
    const { kept, asker, passkey } = await withPasskey();
    const last = await removePasskey(store, { asker, id: passkey.id, at });
    expect(!last.ok && last.refusal.detail).toContain('the only way in which you can sign in');
    expect(await listPasskeys(store, kept.account)).toHaveLength(1);
    await store.pool.query(
      `update work.records set body = jsonb_set(body, '{hasPassword}', 'true') where kind = 'account' and id = $1`,
      [kept.account],
    );
    const session = { account: kept.account, proofs: ['password'], isStrong: false, device: 'x', at } as const;
    const elsewhere = await startSession(store, session);
    expect(await removePasskey(store, { asker, id: passkey.id, at })).toEqual({ ok: true, value: null });
    expect(await askerOf(store, { session: elsewhere.key }, at, today)).toBeNull();
  });
});
