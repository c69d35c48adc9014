import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOfEmail, grantsOfAccount, loadAccount } from '#actions/account-record.ts';
import { askerOf } from '#actions/asker-of.ts';
import { listProviders, startProviderSignIn } from '#actions/openid-sign-in.ts';
import type { SignInProvider } from '#identity/openid-provider.ts';
import { momentAfter } from '#identity/session-times.ts';
import { addDays } from '#std/iso-date.ts';
import { listJournal } from '#store/journal.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { type RecordChange, saveRecords } from '#store/record-rows.ts';
import { startTestProvider, type TestProvider } from '#tests/support/sign-in-provider.ts';
import { now, officer, providerOf, register, returnTo, TwoProviders, today } from '#tests/support/two-providers.ts';

const later = (minutes: number) => momentAfter(now(), minutes * 60_000);

let two: TwoProviders;
let store: Store;
let entra: TestProvider;
let cis2: TestProvider;
let council: SignInProvider;
let nhs: SignInProvider;

beforeAll(async () => {
  two = await TwoProviders.start();
  ({ store, entra, cis2, council, nhs } = two);
});

afterAll(() => two.close());

describe('signing in with a provider', () => {
  it('[OI50] who is told with a role gets an account and the role, is signed in, and is the same person the next time', async () => {
    entra.people.set('a1', officer('Ann', ['Coterminous.Editor', 'Coterminous.Nowhere']));
    const first = await two.signInAs(council, 'a1');
    expect(first).toMatchObject({ ok: true, value: { kind: 'signed-in', unknownBodies: ['X99'] } });
    const kept = await two.accountFor('ann@surreycc.gov.uk');
    expect(kept.body).toMatchObject({
      name: 'Ann',
      state: 'active',
      hasPassword: false,
      identities: [{ provider: 'entra', name: 'ann@surreycc.gov.uk' }],
    });
    expect(kept.owners).toEqual(['council-E10000030']);
    expect(await two.rolesOf(kept.account)).toEqual(['council-E10000030 editor: from Surrey County Council']);
    const key = first.ok && first.value.kind === 'signed-in' ? first.value.session.key : '';
    expect(await askerOf(store, { session: key }, now(), today)).toMatchObject({ account: kept.account, name: 'Ann' });

    // The address is not what tells people apart.
    entra.people.set('a1', officer('Ann', ['Coterminous.Editor'], { email: 'ann.married@surreycc.gov.uk' }));
    const second = await two.signInAs(council, 'a1');
    expect(second).toMatchObject({ ok: true, value: { session: { account: kept.account } } });
    expect((await loadAccount(store, kept.account))?.version).toBe(kept.version);
  });

  it('[OI51] roles are given and ended at each sign-in as the provider tells, and those that people gave stay', async () => {
    entra.people.set('b1', officer('Bob', ['Coterminous.Editor', 'Coterminous.Approver']));
    await two.signInAs(council, 'b1');
    const { account } = await two.accountFor('bob@surreycc.gov.uk');
    const body = { account, organisation: 'council-E10000030', role: 'editor', from: today, to: null };
    const grant: RecordChange = {
      kind: 'grant',
      id: 'given-by-hand',
      expectedVersion: null,
      body: { ...body, reason: 'from Surrey County Council' } as Json,
      reason: null,
      sight: { owners: ['council-E10000030'], seenBy: [], regions: [] },
    };
    const author = { name: 'An administrator', actingFor: null };
    await saveRecords(store, { register, author, at: now(), changes: [grant] });

    entra.people.set('b1', officer('Bob', ['Coterminous.Approver']));
    const tomorrow = addDays(today, 1);
    await two.signInAs(council, 'b1', { today: tomorrow });
    expect(await two.rolesOf(account, tomorrow)).toEqual([
      'council-E10000030 approver: from Surrey County Council',
      'council-E10000030 editor: from Surrey County Council',
    ]);
    const ended = (await grantsOfAccount(store, account)).filter(({ to }) => to !== null);
    expect(ended).toMatchObject([{ role: 'editor', from: today, to: tomorrow }]);
    expect(ended[0]?.id.startsWith('from.entra.')).toBe(true);

    // A claim that is left out is a person without roles.
    entra.people.set('b1', officer('Bob', undefined));
    await two.signInAs(council, 'b1', { today: tomorrow });
    expect(await two.rolesOf(account, tomorrow)).toEqual(['council-E10000030 editor: from Surrey County Council']);
    const entries = await listJournal(store, { register, kind: 'grant', limit: 100 });
    expect(entries.filter(({ who }) => who === 'Surrey County Council').length).toBeGreaterThan(3);
  });

  it('[OI52] a role that is given and ended on one day leaves none', async () => {
    entra.people.set('c1', officer('Cy', ['Coterminous.Editor']));
    await two.signInAs(council, 'c1');
    entra.people.set('c1', officer('Cy', []));
    await two.signInAs(council, 'c1');
    const { account } = await two.accountFor('cy@surreycc.gov.uk');
    expect(await grantsOfAccount(store, account)).toEqual([]);
    entra.people.set('c1', officer('Cy', ['Coterminous.Editor']));
    const both = await Promise.all([0, 1].map(() => two.away(council, 'c1')));
    await Promise.all(both.map(({ start, address }) => two.finish(council, { address, cookie: start.cookie })));
    expect(await two.rolesOf(account)).toHaveLength(1);
  });

  it('[OI53] NHS CIS2: only the role that was chosen counts, for the body that it names, at the assurance asked for', async () => {
    const nrbac = [
      { person_roleid: '11', org_code: 'QXU', role_code: 'S8000:G8000:R8001', org_name: 'NHS SURREY HEARTLANDS' },
      { person_roleid: '12', org_code: 'QNQ', role_code: 'S8000:G8000:R8001', org_name: 'NHS FRIMLEY' },
    ];
    const nurse = { name: 'Dee', email: 'dee@nhs.net', nhsid_nrbac_roles: nrbac, selected_roleid: '12' };
    cis2.people.set('d1', nurse);
    for (const acr of [undefined, 'AAL2']) {
      cis2.acr = acr;
      const weak = await two.signInAs(nhs, 'd1');
      expect(!weak.ok && weak.refusal.detail, String(acr)).toContain('Sign in there in a stronger way');
    }
    expect(await accountOfEmail(store, 'dee@nhs.net')).toBeNull();
    cis2.acr = 'AAL3';
    expect(await two.signInAs(nhs, 'd1')).toMatchObject({ ok: true });
    const { account, owners } = await two.accountFor('dee@nhs.net');
    expect(owners).toEqual(['icb-QNQ']);
    expect(await two.rolesOf(account)).toEqual(['icb-QNQ editor: from NHS Care Identity']);
    const { rows } = await store.pool.query('select is_strong from access.sessions where account = $1', [account]);
    expect(rows).toEqual([{ is_strong: true }]);
    cis2.people.set('d1', { ...nurse, selected_roleid: '11' });
    await two.signInAs(nhs, 'd1');
    expect(await two.rolesOf(account)).toEqual(['icb-QXU editor: from NHS Care Identity']);
    expect((await two.accountFor('dee@nhs.net')).owners).toEqual(['icb-QXU']);
  });

  it('[OI54] who is not let in is told why, and no account is made', async () => {
    const cases: [string, object, string][] = [
      ['e1', officer('Eve', ['Coterminous.Editor'], { xms_edov: false }), 'does not vouch for your e-mail address'],
      ['e2', officer('Eve', ['Coterminous.Editor'], { email: 'eve@evil.org' }), 'People with an address of evil.org'],
      ['e3', officer('Eve', ['Coterminous.Editor'], { email: undefined }), 'did not tell your e-mail address'],
      ['e4', officer('Eve', ['Coterminous.Editor'], { tid: 'tenant-2' }), '(tid)'],
      ['e5', officer('Eve', ['Coterminous.Editor'], { tid: undefined }), '(tid)'],
      ['e6', officer('Eve', []), 'gives you no role here'],
      ['e7', officer('Eve', ['Coterminous.Nowhere']), 'gives you no role here'],
    ];
    for (const [subject, claims, words] of cases) {
      entra.people.set(subject, claims as Record<string, unknown>);
      const refused = await two.signInAs(council, subject);
      expect(refused, subject).toMatchObject({ ok: false, refusal: { kind: 'sign-in-failed' } });
      expect(!refused.ok && refused.refusal.detail, subject).toContain(words);
    }
    expect(await accountOfEmail(store, 'eve@surreycc.gov.uk')).toBeNull();
    const broken = await two.signInAs(council, null);
    expect(!broken.ok && broken.refusal.detail).toContain('the sign-in was broken off there');
  });

  it('[OI55] what was begun ends once, within ten minutes, in the browser that began it, at the address of that provider', async () => {
    entra.people.set('f1', officer('Fin', ['Coterminous.Editor']));
    const refusedAs = async (
      change: (address: URL) => void,
      given: { cookie?: string | null; at?: string },
      words = '',
    ) => {
      const { start, address } = await two.away(council, 'f1');
      const changed = new URL(address);
      change(changed);
      const outcome = await two.finish(council, { address: changed.href, cookie: start.cookie, ...given });
      expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'sign-in-failed' } });
      expect(!outcome.ok && outcome.refusal.detail).toContain(words);
      // The first try was the only one, whatever was wrong with it.
      if (changed.searchParams.get('state') === new URL(address).searchParams.get('state')) {
        const { at } = given;
        const again = { address, cookie: start.cookie, ...(at === undefined ? {} : { at }) };
        expect(await two.finish(council, again)).toMatchObject({ ok: false });
      }
    };
    const same = () => {};
    const elsewhere = 'was not begun in this browser';
    await refusedAs(same, { cookie: null }, elsewhere);
    await refusedAs(same, { cookie: 'another browser' }, elsewhere);
    await refusedAs(same, { at: later(11) }, elsewhere);
    await refusedAs((address) => address.searchParams.set('state', 'x'), {}, elsewhere);
    await refusedAs((address) => address.searchParams.delete('state'), {}, elsewhere);
    await refusedAs((address) => address.searchParams.set('iss', 'https://evil.org'), {});
    await refusedAs((address) => address.searchParams.set('code', 'x'), {});
    await refusedAs((address) => {
      address.pathname = '/api/session/providers/cis2/return';
    }, {});
    expect(await accountOfEmail(store, 'fin@surreycc.gov.uk')).toBeNull();

    const { start, address } = await two.away(council, 'f1');
    const given = { address, cookie: start.cookie };
    const many = await Promise.all([1, 2, 3].map(() => two.finish(council, given)));
    expect(many.filter(({ ok }) => ok).length).toBe(1);
    expect(await two.finish(council, given)).toMatchObject({ ok: false });
  });

  it('[OI56] a code of one sign-in is of no use in another, and an answer of one provider of none at another', async () => {
    entra.people.set('g1', officer('Gil', ['Coterminous.Editor']));
    const victim = await two.away(council, 'g1');
    const attacker = await two.away(council, 'g1');
    const mixed = new URL(attacker.address);
    mixed.searchParams.set('code', new URL(victim.address).searchParams.get('code') ?? '');
    expect(await two.finish(council, { address: mixed.href, cookie: attacker.start.cookie })).toMatchObject({
      ok: false,
    });

    const other = await two.away(council, 'g1');
    expect(await two.finish(nhs, { address: other.address, cookie: other.start.cookie })).toMatchObject({ ok: false });
    const twin = providerOf({ ...council.settings, id: 'twin' });
    const ours = await two.away(council, 'g1');
    expect(await two.finish(twin, { address: ours.address, cookie: ours.start.cookie })).toMatchObject({ ok: false });
    const begun = await two.away(council, 'g1');
    const moved = begun.address.replace(returnTo('entra'), returnTo('cis2'));
    expect(await two.finish(nhs, { address: moved, cookie: begun.start.cookie })).toMatchObject({ ok: false });
    expect(await accountOfEmail(store, 'gil@surreycc.gov.uk')).toBeNull();
  });

  it('[OI57] what the database keeps of a sign-in that was begun cannot end it', async () => {
    const redirectUri = returnTo('entra');
    const started = await startProviderSignIn(store, council, { redirectUri, at: now() });
    const { rows } = await store.pool.query(`select * from access.challenges where purpose = 'provider'`);
    const kept = JSON.stringify(rows.map((row) => ({ ...row, digest: row.digest.toString('base64url') })));
    const asked = started.ok ? new URL(started.value.address).searchParams : new URLSearchParams();
    for (const secret of [started.ok ? started.value.cookie : '', asked.get('state'), asked.get('nonce')]) {
      expect(secret).toBeTruthy();
      expect(kept).not.toContain(secret);
    }
  });

  it('[OI58] two providers at once are told apart, and one that is down says so and harms nobody', async () => {
    expect(listProviders([council, nhs])).toEqual([
      { id: 'entra', title: 'Surrey County Council' },
      { id: 'cis2', title: 'NHS Care Identity' },
    ]);
    // The same subject at another issuer is another person.
    entra.people.set('h1', officer('Hal', ['Coterminous.Editor']));
    cis2.acr = 'AAL3';
    const role = { person_roleid: '1', org_code: 'QXU', role_code: 'S8000:G8000:R8001' };
    cis2.people.set('h1', { name: 'Hedda', email: 'hedda@nhs.net', nhsid_nrbac_roles: [role], selected_roleid: '1' });
    const [atCouncil, atNhs] = await Promise.all([two.away(council, 'h1'), two.away(nhs, 'h1')]);
    const one = await two.finish(council, { address: atCouncil.address, cookie: atCouncil.start.cookie });
    const other = await two.finish(nhs, { address: atNhs.address, cookie: atNhs.start.cookie });
    expect(one).toMatchObject({
      value: { session: { account: (await two.accountFor('hal@surreycc.gov.uk')).account } },
    });
    expect(other).toMatchObject({ value: { session: { account: (await two.accountFor('hedda@nhs.net')).account } } });

    const down = await startTestProvider({ clientId: 'nhs', clientSecret: 'two', redirectUris: [], claims: {} });
    const gone = providerOf({ id: 'gone', title: 'The other one', issuer: down.issuer, clientId: 'nhs' });
    await down.close();
    const refused = await startProviderSignIn(store, gone, { redirectUri: returnTo('gone'), at: now() });
    expect(!refused.ok && refused.refusal).toMatchObject({
      kind: 'try-later',
      detail:
        'The other one cannot be reached or does not answer as it should. Try again later, or sign in another way.',
    });
  });
});
