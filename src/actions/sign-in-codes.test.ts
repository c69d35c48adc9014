import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAccount } from '#actions/account-record.ts';
import { askerOf } from '#actions/asker-of.ts';
import { confirmTotp, makeRecoveryCodes, removeTotp, startTotp } from '#actions/sign-in-credentials.ts';
import { isoDate } from '#std/iso-date.ts';
import type { Store } from '#store/open.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { kindOf, minute, moment, SignInDesk, today } from '#tests/support/sign-in-desk.ts';
import { secretOfText, totpCodeAt } from '#tests/support/totp-code.ts';

let database: TestDatabase;
let store: Store;
let desk: SignInDesk;
beforeAll(async () => {
  database = await makeTestDatabase();
  store = database.store;
  desk = new SignInDesk(store);
});
afterAll(() => database.close());

describe('a second factor', () => {
  it('[IA50] with codes of an app, the password alone opens nothing; code and ticket do, and each code once', async () => {
    const { account, body } = await desk.makePerson();
    const { secret } = await desk.withTotp(body.email);
    const at = moment(minute);
    const ticket = await desk.ticketOf(body.email, at);
    expect(await askerOf(store, { session: ticket }, at, today)).toBeNull();
    expect(kindOf(await desk.finish(ticket, '000000', at))).toBe('sign-in-failed');
    const code = totpCodeAt(secret, at);
    const done = await desk.finish(ticket, code, at);
    expect(done).toMatchObject({ ok: true, value: { kind: 'done', session: { account } } });
    expect(kindOf(await desk.finish(ticket, totpCodeAt(secret, moment(2 * minute)), moment(2 * minute)))).toBe(
      'sign-in-failed',
    );
    const again = await desk.ticketOf(body.email, at);
    expect(kindOf(await desk.finish(again, code, at))).toBe('sign-in-failed');
    expect(kindOf(await desk.finish(again, totpCodeAt(secret, moment(10 * minute)), moment(10 * minute)))).toBe(
      'sign-in-failed',
    );
  });

  it('[IA51] of two who give the same code at once, one gets in', async () => {
    const { body } = await desk.makePerson();
    const { secret } = await desk.withTotp(body.email);
    const at = moment(minute);
    const tickets = [await desk.ticketOf(body.email, at), await desk.ticketOf(body.email, at)];
    const outcomes = await Promise.all(tickets.map((ticket) => desk.finish(ticket, totpCodeAt(secret, at), at)));
    expect(outcomes.map(kindOf).sort()).toEqual(['done', 'sign-in-failed']);
  });

  it('[IA52] a recovery code opens once, is told in the record, and of two at once one counts', async () => {
    const { account, body } = await desk.makePerson();
    const { codes } = await desk.withTotp(body.email);
    const at = moment(minute);
    const tickets = [await desk.ticketOf(body.email, at), await desk.ticketOf(body.email, at)];
    const first = codes[0] ?? '';
    const outcomes = await Promise.all(tickets.map((ticket) => desk.finish(ticket, first.toUpperCase(), at)));
    expect(outcomes.map(kindOf).sort()).toEqual(['done', 'sign-in-failed']);
    expect((await loadAccount(store, account))?.body.recoveryCodesLeft).toBe(9);
    expect(kindOf(await desk.finish(await desk.ticketOf(body.email, at), codes[1] ?? '', at))).toBe('done');
    expect(kindOf(await desk.finish(await desk.ticketOf(body.email, at), codes[1] ?? '', at))).toBe('sign-in-failed');
  });

  it('[IA53] guesses at a code wait as those at a password do', async () => {
    const { body } = await desk.makePerson();
    await desk.withTotp(body.email);
    const at = moment(minute);
    const address = desk.freshAddress();
    const kinds: unknown[] = [];
    // The right password before each does not make them fewer.
    for (let run = 0; run < 5; run++) {
      const ticket = await desk.ticketOf(body.email, at, address);
      kinds.push(kindOf(await desk.finish(ticket, String(100_000 + run), at, address)));
    }
    expect(kinds).toEqual(Array<string>(5).fill('sign-in-failed'));
    expect(kindOf(await desk.attempt(body.email, { at, address }))).toBe('try-later');
    const elsewhere = await desk.ticketOf(body.email, at);
    expect(kindOf(await desk.finish(elsewhere, '000000', at, address))).toBe('try-later');
    expect(kindOf(await desk.finish(elsewhere, '000000', at))).toBe('sign-in-failed');
  });

  it('[IA54] a secret counts when its first code was given, within half an hour; a later offer takes its place', async () => {
    const { body, account } = await desk.makePerson();
    const { session } = await desk.signedIn(body.email);
    const asker = await desk.askerWith(session.key);
    const offer = async () => {
      const offered = await startTotp(store, asker, { at: moment(0) });
      return secretOfText(offered.ok ? offered.value.secret : '');
    };
    const one = await offer();
    const two = await offer();
    expect(kindOf(await confirmTotp(store, asker, { code: totpCodeAt(one, moment(0)), at: moment(0) }))).toBe(
      'sign-in-failed',
    );
    const late = moment(31 * minute);
    expect(kindOf(await confirmTotp(store, asker, { code: totpCodeAt(two, late), at: late }))).toBe('sign-in-failed');
    expect((await loadAccount(store, account))?.body.hasTotp).toBe(false);
    const confirmed = await confirmTotp(store, asker, { code: totpCodeAt(two, moment(0)), at: moment(0) });
    expect(confirmed).toMatchObject({ ok: true });
    expect(confirmed.ok && confirmed.value.codes).toHaveLength(10);
    expect((await loadAccount(store, account))?.body).toMatchObject({ hasTotp: true, recoveryCodesLeft: 10 });
  });

  it('[IA55] new recovery codes take the place of the old; without a second factor there are none, and they go with it', async () => {
    const { body } = await desk.makePerson();
    const { session } = await desk.signedIn(body.email);
    expect(kindOf(await makeRecoveryCodes(store, await desk.askerWith(session.key), { at: moment(0) }))).toBe(
      'account-has-state',
    );
    const { codes, key } = await desk.withTotp(body.email);
    const asker = await desk.askerWith(key);
    const anew = await makeRecoveryCodes(store, asker, { at: moment(0) });
    expect(anew.ok && anew.value.codes).toHaveLength(10);
    const at = moment(minute);
    expect(kindOf(await desk.finish(await desk.ticketOf(body.email, at), codes[0] ?? '', at))).toBe('sign-in-failed');
    const fresh = anew.ok ? (anew.value.codes[0] ?? '') : '';
    expect(kindOf(await desk.finish(await desk.ticketOf(body.email, at), fresh, at))).toBe('done');
    expect(kindOf(await removeTotp(store, asker, { at }))).toBe('done');
    expect(kindOf(await desk.attempt(body.email, { at }))).toBe('done');
    const { rows } = await store.pool.query('select from access.recovery_codes where account = $1', [asker.account]);
    expect(rows).toHaveLength(0);
  });

  it('[IA56] who administers or approves and signed in with one factor may do nothing but add another', async () => {
    const { body, account } = await desk.makePerson();
    await store.pool.query(
      `insert into work.records (register, kind, id, version, body, changed_at, changed_by, seq)
       values ('made-up', 'grant', $1, 1, $2, now(), 'somebody', 0)`,
      [
        `grant ${account}`,
        { account, organisation: 'surrey', role: 'approver', from: '2026-11-01', to: '2026-12-01', reason: '' },
      ],
    );
    const { session } = await desk.signedIn(body.email);
    expect((await desk.askerWith(session.key)).scopes).toEqual([]);
    const later = await askerOf(store, { session: session.key }, moment(0), isoDate('2026-12-01'));
    expect(later?.scopes).toBeNull();
    const { key } = await desk.withTotp(body.email);
    expect((await desk.askerWith(key)).scopes).toBeNull();
    // The other session still had one factor alone.
    expect((await desk.askerWith(session.key)).scopes).toEqual([]);
  });

  it('[IA57] where everybody needs a second factor, a viewer does', async () => {
    const { body, account } = await desk.makePerson();
    await store.pool.query(
      `insert into work.records (register, kind, id, version, body, changed_at, changed_by, seq)
       values ('made-up', 'grant', $1, 1, $2, now(), 'somebody', 0)`,
      [
        `grant ${account}`,
        { account, organisation: 'surrey', role: 'viewer', from: '2026-11-01', to: null, reason: '' },
      ],
    );
    const { session } = await desk.signedIn(body.email);
    expect((await desk.askerWith(session.key)).scopes).toBeNull();
    expect((await desk.askerWith(session.key, moment(0), 'everyone')).scopes).toEqual([]);
    const { key } = await desk.withTotp(body.email);
    expect((await desk.askerWith(key, moment(0), 'everyone')).scopes).toBeNull();
  });
});
