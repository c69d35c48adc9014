import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount } from '#actions/account-record.ts';
import { askerOf } from '#actions/asker-of.ts';
import { hashPassword } from '#identity/password-hash.ts';
import { updatePassword } from '#store/credential-rows.ts';
import type { Store } from '#store/open.ts';
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

describe('signing in', () => {
  it('[IA40] the right password of an active account begins a session, however the address is written', async () => {
    const { account, body } = await desk.makePerson();
    const { session } = await desk.signedIn(`  ${body.email.toUpperCase()} `);
    expect(session).toMatchObject({ account, expiresAt: moment(12 * hour) });
    expect(await askerOf(store, { session: session.key }, moment(0), today)).toEqual({
      kind: 'person',
      account,
      name: body.name,
      session: session.id,
      scopes: null,
      on: today,
    });
    expect(await askerOf(store, { session: session.id }, moment(0), today)).toBeNull();
    expect(await askerOf(store, { session: '' }, moment(0), today)).toBeNull();
    expect(await askerOf(store, {}, moment(0), today)).toBeNull();
  });

  it('[IA41] the answer is one and the same for a wrong password, an unknown address, an invited and a closed account', async () => {
    const { body, account } = await desk.makePerson();
    const invited = await makeAccount(
      store,
      { register: 'made-up', email: 'invited@surrey.example', name: 'Invited', owners: [], state: 'invited' },
      { author: { name: 'somebody', actingFor: null }, at: moment(0), reason: 'made for a test' },
    );
    expect(invited.ok).toBe(true);
    // Not even with a password that should not be there.
    if (invited.ok) await updatePassword(store.pool, invited.value.account, String(await hashPassword(rightPassword)));
    const closed = await desk.makePerson();
    await store.pool.query(
      `update work.records set body = jsonb_set(body, '{state}', '"closed"') where kind = 'account' and id = $1`,
      [closed.account],
    );
    const answers = await Promise.all([
      desk.attempt(body.email, { password: wrongPassword }),
      desk.attempt('nobody@surrey.example'),
      desk.attempt('not an address'),
      desk.attempt('invited@surrey.example'),
      desk.attempt(closed.body.email),
      desk.attempt(body.email, { password: 'x'.repeat(100_000) }),
      desk.attempt(body.email, { password: '' }),
    ]);
    for (const one of answers) expect(one).toEqual(answers[0]);
    expect(kindOf(answers[0] ?? { ok: true })).toBe('sign-in-failed');
    expect(JSON.stringify(answers)).not.toContain(account);
  });

  it('[IA42] signing in takes as long for an unknown address as for a wrong password', async () => {
    const { body } = await desk.makePerson();
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    // Alternately, so that what else the machine does falls on both; the least of many is what each takes by itself.
    for (let run = 0; run < 24; run++) {
      for (const who of ['known', 'unknown'] as const) {
        const email = who === 'known' ? body.email : `nobody${run}@surrey.example`;
        const begun = performance.now();
        await desk.attempt(email, { password: wrongPassword });
        times[who].push(performance.now() - begun);
      }
    }
    const typical = (list: number[]) =>
      list
        .sort((a, b) => a - b)
        .slice(0, 8)
        .reduce((sum, one) => sum + one, 0) / 8;
    const ratio = typical(times.unknown) / typical(times.known);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });

  it('[IA43] a hash of older parameters is replaced at the next sign-in', async () => {
    const { account, body } = await desk.makePerson();
    await updatePassword(store.pool, account, await hash(rightPassword, { memoryCost: 8192, timeCost: 1 }));
    await desk.signedIn(body.email);
    const { rows } = await store.pool.query('select password_hash from access.credentials where account = $1', [
      account,
    ]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await desk.signedIn(body.email);
  });

  it('[IA44] no key, ticket, password or code is in the database as it was given', async () => {
    const { account, body } = await desk.makePerson();
    const { secret, codes, key } = await desk.withTotp(body.email);
    const ticket = await desk.ticketOf(body.email, moment(minute));
    const { rows } = await store.pool.query<{ dump: string }>(
      `select string_agg(dump, ' ') as dump from (
         select to_jsonb(t)::text as dump from access.sessions t union all select to_jsonb(t)::text from access.challenges t
         union all select to_jsonb(t)::text from access.recovery_codes t union all select to_jsonb(t)::text from access.devices t
         union all select to_jsonb(t)::text from access.links t union all select to_jsonb(t)::text from work.journal t
         union all select to_jsonb(t)::text from work.records t) all_rows`,
    );
    const dump = rows[0]?.dump ?? '';
    expect(dump).toContain(account);
    for (const given of [key, ticket, rightPassword, ...codes, ...codes.map((one) => one.replaceAll('-', ''))])
      expect(dump).not.toContain(given);
    expect(dump).not.toContain(secret.toString('hex'));
    for (const given of [key, ticket]) expect(dump).not.toContain(Buffer.from(given).toString('hex'));
  });
});

describe('waiting after failures', () => {
  it('[IA45] after five failures one waits, longer each time, even with the right password; others elsewhere do not', async () => {
    const { body } = await desk.makePerson();
    const address = desk.freshAddress();
    const wrong = { password: wrongPassword, address };
    for (let run = 0; run < 5; run++) expect(kindOf(await desk.attempt(body.email, wrong))).toBe('sign-in-failed');
    const held = await desk.attempt(body.email, { address });
    expect(held).toMatchObject({ ok: false, refusal: { kind: 'try-later', retryAfter: 1 } });
    expect(kindOf(await desk.attempt(body.email, { ...wrong, at: moment(1000) }))).toBe('sign-in-failed');
    expect(await desk.attempt(body.email, { address, at: moment(1500) })).toMatchObject({ refusal: { retryAfter: 2 } });
    // The holder, at another address, and others at this one.
    expect(kindOf(await desk.attempt(body.email, { at: moment(1500) }))).toBe('done');
    const other = await desk.makePerson();
    expect(kindOf(await desk.attempt(other.body.email, { address, at: moment(1500) }))).toBe('done');
    expect(kindOf(await desk.attempt(body.email, { address, at: moment(10_000) }))).toBe('done');
    expect(kindOf(await desk.attempt(body.email, { ...wrong, at: moment(10_000) }))).toBe('sign-in-failed');
    expect(kindOf(await desk.attempt(body.email, { address, at: moment(10_000) }))).toBe('done');
  });

  it('[IA46] the wait is the same for an address that has no account', async () => {
    const address = desk.freshAddress();
    const kinds: unknown[] = [];
    for (let run = 0; run < 6; run++) kinds.push(kindOf(await desk.attempt('nobody@surrey.example', { address })));
    expect(kinds).toEqual([...Array<string>(5).fill('sign-in-failed'), 'try-later']);
  });

  it('[IA47] a browser in which somebody has signed in is not kept out by what others try', async () => {
    const { body } = await desk.makePerson();
    const address = desk.freshAddress();
    const { deviceKey } = await desk.signedIn(body.email, { address });
    for (let run = 0; run < 60; run++) {
      await desk.attempt(body.email, { password: wrongPassword, address, at: moment(run * 10) });
    }
    expect(kindOf(await desk.attempt(body.email, { address, at: moment(1000) }))).toBe('try-later');
    expect(kindOf(await desk.attempt(body.email, { address, at: moment(1000), deviceKey }))).toBe('done');
    // Another's browser, or one that was made up, does not help.
    const other = await desk.makePerson();
    const theirs = await desk.signedIn(other.body.email);
    expect(kindOf(await desk.attempt(body.email, { address, at: moment(1000), deviceKey: theirs.deviceKey }))).toBe(
      'try-later',
    );
    expect(kindOf(await desk.attempt(body.email, { address, at: moment(1000), deviceKey: 'made-up' }))).toBe(
      'try-later',
    );
    // Nor does it stay known for ever.
    expect(kindOf(await desk.attempt(body.email, { address, at: moment(1000), deviceKey }))).toBe('done');
  });

  it('[IA48] many guesses at once are all counted before any is checked', async () => {
    const { body } = await desk.makePerson();
    const address = desk.freshAddress();
    const guesses = Array.from({ length: 20 }, () => desk.attempt(body.email, { password: wrongPassword, address }));
    const kinds = (await Promise.all(guesses)).map(kindOf);
    expect(kinds.filter((kind) => kind === 'sign-in-failed')).toHaveLength(5);
    expect(kinds.filter((kind) => kind === 'try-later')).toHaveLength(15);
  });

  it('[IA49] many accounts tried from one address wait as well, but for browsers that are known', async () => {
    const address = desk.freshAddress();
    const { body } = await desk.makePerson();
    const { deviceKey } = await desk.signedIn(body.email, { address });
    let last: unknown;
    for (let run = 0; run < 51; run++) last = kindOf(await desk.attempt(`nobody${run}@surrey.example`, { address }));
    expect(last).toBe('try-later');
    expect(kindOf(await desk.attempt(body.email, { address }))).toBe('try-later');
    expect(kindOf(await desk.attempt(body.email, { address, deviceKey }))).toBe('done');
  });
});
