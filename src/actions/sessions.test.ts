import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAccount } from '#actions/account-record.ts';
import { sweepAccounts } from '#actions/accounts.ts';
import type { Asker } from '#actions/asker.ts';
import { askerOf } from '#actions/asker-of.ts';
import { makeOwnerKey, ownerSession } from '#actions/owner-session.ts';
import { listSessions, revokeOtherSessions, revokeSession, signOut, stepUp } from '#actions/sessions.ts';
import { changePassword, makeRecoveryCodes, removeTotp, startTotp } from '#actions/sign-in-credentials.ts';
import type { Store } from '#store/open.ts';
import { loadRecords } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import {
  hour,
  kindOf,
  minute,
  moment,
  rightPassword,
  SignInDesk,
  today,
  wrongPassword,
} from '#tests/support/sign-in-desk.ts';

let database: TestDatabase;
let store: Store;
let desk: SignInDesk;
beforeAll(async () => {
  database = await makeTestDatabase();
  store = database.store;
  desk = new SignInDesk(store);
});
afterAll(() => database.close());

describe('sessions', () => {
  it('[IA60] a session ends after half an hour without a question, and after twelve hours whatever happens', async () => {
    const { body } = await desk.makePerson();
    const { session } = await desk.signedIn(body.email);
    const isOpen = async (milliseconds: number) =>
      (await askerOf(store, { session: session.key }, moment(milliseconds), today)) !== null;
    expect(await isOpen(29 * minute)).toBe(true);
    expect(await isOpen(58 * minute)).toBe(true);
    expect(await isOpen(89 * minute)).toBe(false);
    const other = (await desk.signedIn(body.email)).session;
    for (let step = 1; step < 36; step++)
      await askerOf(store, { session: other.key }, moment(step * 20 * minute), today);
    expect(await askerOf(store, { session: other.key }, moment(12 * hour - 1000), today)).not.toBeNull();
    expect(await askerOf(store, { session: other.key }, moment(12 * hour), today)).toBeNull();
  });

  it('[IA61] that a session was used is written once a minute at most', async () => {
    const { body } = await desk.makePerson();
    const { session } = await desk.signedIn(body.email);
    const seenAt = async () => {
      const { rows } = await store.pool.query('select seen_at from access.sessions where id = $1', [session.id]);
      return rows[0].seen_at;
    };
    await askerOf(store, { session: session.key }, moment(59_999), today);
    expect(await seenAt()).toBe(moment(0));
    await askerOf(store, { session: session.key }, moment(60_000), today);
    expect(await seenAt()).toBe(moment(60_000));
  });

  it('[IA62] a person sees and ends their own sessions, and nobody else’s', async () => {
    const [one, two] = [await desk.makePerson(), await desk.makePerson()];
    const first = await desk.signedIn(one.body.email);
    const second = await desk.signedIn(one.body.email, { at: moment(1000) });
    const theirs = await desk.signedIn(two.body.email);
    const asker = await desk.askerWith(second.session.key, moment(2000));
    const listed = await listSessions(store, asker, moment(2000));
    expect(listed.map(({ id, isThis, device }) => [id, isThis, device])).toEqual([
      [second.session.id, true, 'Firefox on Linux'],
      [first.session.id, false, 'Firefox on Linux'],
    ]);
    expect(await revokeSession(store, asker, theirs.session.id)).toBe(false);
    expect(await askerOf(store, { session: theirs.session.key }, moment(0), today)).not.toBeNull();
    expect(await revokeSession(store, asker, first.session.id)).toBe(true);
    expect(await askerOf(store, { session: first.session.key }, moment(0), today)).toBeNull();
    await signOut(store, asker);
    expect(await askerOf(store, { session: second.session.key }, moment(2000), today)).toBeNull();
  });

  it('[IA63] another password ends every other session, rotates the key of this one, and is told in the record', async () => {
    const { body, account } = await desk.makePerson();
    const other = await desk.signedIn(body.email);
    const { session } = await desk.signedIn(body.email);
    const asker = await desk.askerWith(session.key);
    const weak = await changePassword(store, asker, { password: 'password1234', at: moment(0) });
    expect(weak).toMatchObject({ refusal: { kind: 'password-has-problems', problems: [{ code: 'password-common' }] } });
    const changed = await changePassword(store, asker, { password: 'seventeen velvet geese', at: moment(1000) });
    if (!changed.ok) throw new Error(changed.refusal.detail);
    expect(await askerOf(store, { session: other.session.key }, moment(1000), today)).toBeNull();
    expect(await askerOf(store, { session: session.key }, moment(1000), today)).toBeNull();
    expect((await askerOf(store, { session: changed.value.key }, moment(1000), today))?.session).toBe(session.id);
    expect(kindOf(await desk.attempt(body.email, { at: moment(2000) }))).toBe('sign-in-failed');
    expect(kindOf(await desk.attempt(body.email, { at: moment(2000), password: 'seventeen velvet geese' }))).toBe(
      'done',
    );
    expect((await loadAccount(store, account))?.body.passwordSetAt).toBe(moment(1000));
    const { rows } = await store.pool.query(
      `select who, account, session, reason from work.journal where kind = 'account' and id = $1 order by seq desc limit 1`,
      [account],
    );
    expect(rows).toEqual([{ who: body.name, account, session: session.id, reason: 'chose another password' }]);
  });

  it('[IA64] credentials are changed within ten minutes of a proof; a proof makes the session fresh, with another key', async () => {
    const { body } = await desk.makePerson();
    const { session } = await desk.signedIn(body.email);
    const asker = await desk.askerWith(session.key);
    const at = moment(10 * minute);
    for (const change of [
      changePassword(store, asker, { password: 'seventeen velvet geese', at }),
      startTotp(store, asker, { at }),
      removeTotp(store, asker, { at }),
      makeRecoveryCodes(store, asker, { at }),
    ])
      expect(kindOf(await change)).toBe('prove-again');
    expect(kindOf(await stepUp(store, asker, { password: wrongPassword, at }))).toBe('sign-in-failed');
    expect(kindOf(await stepUp(store, asker, { at }))).toBe('sign-in-failed');
    const proved = await stepUp(store, asker, { password: rightPassword, at });
    if (!proved.ok) throw new Error(proved.refusal.detail);
    expect(await askerOf(store, { session: session.key }, at, today)).toBeNull();
    expect(await askerOf(store, { session: proved.value.key }, at, today)).toEqual(asker);
    expect(kindOf(await startTotp(store, asker, { at }))).toBe('done');
    const token: Asker = { ...asker, kind: 'token', scopes: ['administer'], on: today, session: session.id };
    expect(kindOf(await startTotp(store, token, { at }))).toBe('prove-again');
  });

  it('[IA65] guesses in a session that was taken over wait too, and do not keep its holder out elsewhere', async () => {
    const { body } = await desk.makePerson();
    const { session } = await desk.signedIn(body.email);
    const asker = await desk.askerWith(session.key);
    const kinds: unknown[] = [];
    for (let run = 0; run < 11; run++)
      kinds.push(kindOf(await stepUp(store, asker, { password: wrongPassword, at: moment(0) })));
    expect(kinds).toEqual([...Array<string>(10).fill('sign-in-failed'), 'try-later']);
    expect(kindOf(await desk.attempt(body.email))).toBe('done');
  });

  it('[IA66] a person ends all their sessions but the one they are in', async () => {
    const { body } = await desk.makePerson();
    const keys = [await desk.signedIn(body.email), await desk.signedIn(body.email), await desk.signedIn(body.email)];
    const asker = await desk.askerWith(keys[1]?.session.key ?? '');
    expect(await revokeOtherSessions(store, asker, moment(1000))).toBe(2);
    const open = await Promise.all(
      keys.map((one) => askerOf(store, { session: one.session.key }, moment(1000), today)),
    );
    expect(open.map((one) => one !== null)).toEqual([false, true, false]);
  });
});

describe('the owner of a laptop', () => {
  it('[IA70] the key of the start makes one session of the owner, within five minutes', async () => {
    const key = await makeOwnerKey(store, moment(0));
    const later = await makeOwnerKey(store, moment(0));
    const outcomes = await Promise.all(
      [key, key, key].map((one) => ownerSession(store, one, { device: 'Chrome', at: moment(minute) })),
    );
    expect(outcomes.map(kindOf).sort()).toEqual(['done', 'link-not-valid', 'link-not-valid']);
    const done = outcomes.find((one) => one.ok);
    const session = done?.ok ? done.value : null;
    expect(await askerOf(store, { session: session?.key ?? '' }, moment(minute), today)).toMatchObject({
      kind: 'owner',
      account: 'owner',
      session: session?.id,
      scopes: null,
    });
    expect(kindOf(await ownerSession(store, later, { device: '', at: moment(5 * minute) }))).toBe('link-not-valid');
    expect(kindOf(await ownerSession(store, 'made up', { device: '', at: moment(0) }))).toBe('link-not-valid');
    const owner = await desk.askerWith(session?.key ?? '', moment(minute));
    expect((await listSessions(store, owner, moment(minute))).map((one) => one.isThis)).toContain(true);
    expect(kindOf(await startTotp(store, owner, { at: moment(minute) }))).toBe('account-has-state');
  });
});

describe('what is over', () => {
  it('[IA71] is swept away, and nothing that still opens something', async () => {
    const { body } = await desk.makePerson();
    const { session, deviceKey } = await desk.signedIn(body.email, { at: moment(48 * hour) });
    const at = moment(48 * hour + minute);
    await sweepAccounts(store, at);
    expect(await askerOf(store, { session: session.key }, at, today)).not.toBeNull();
    const { rows } = await store.pool.query<{ count: number }>(
      `select (select count(*) from access.sessions) + (select count(*) from access.attempts)
         + (select count(*) from access.links) + (select count(*) from access.challenges) as count`,
    );
    // The session, and the attempts from its address.
    expect(rows[0]?.count).toBe(2);
    const wrong = { password: wrongPassword, at, deviceKey };
    for (let run = 0; run < 7; run++) expect(kindOf(await desk.attempt(body.email, wrong))).toBe('sign-in-failed');
    await sweepAccounts(store, moment(200 * 24 * hour));
    const { rowCount } = await store.pool.query('select from access.devices');
    expect(rowCount).toBe(0);
    expect((await loadRecords(store, 'made-up', ['account'])).length).toBeGreaterThan(5);
  });
});
