import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAccount } from '#actions/account-record.ts';
import { askerOf } from '#actions/asker-of.ts';
import { unlinkProvider } from '#actions/openid-accounts.ts';
import { providerSignOutAddress, startProviderLink } from '#actions/openid-sign-in.ts';
import { checkFresh } from '#actions/sessions.ts';
import type { SignInProvider } from '#identity/openid-provider.ts';
import { momentAfter } from '#identity/session-times.ts';
import type { Store } from '#store/open.ts';
import { type TestProvider, throughProvider } from '#tests/support/sign-in-provider.ts';
import { here, now, officer, providerOf, returnTo, TwoProviders, today } from '#tests/support/two-providers.ts';

const later = (minutes: number) => momentAfter(now(), minutes * 60_000);

let two: TwoProviders;
let store: Store;
let entra: TestProvider;
let council: SignInProvider;
let nhs: SignInProvider;

beforeAll(async () => {
  two = await TwoProviders.start();
  ({ store, entra, council, nhs } = two);
});

afterAll(() => two.close());

describe('linking accounts to providers', () => {
  it('[OI60] a verified address finds its account only where the provider is trusted for the domain', async () => {
    const kept = await two.localAccount('ida@surreycc.gov.uk');
    entra.people.set('i1', officer('Ida', ['Coterminous.Editor']));
    const distrustful = providerOf({ ...council.settings, trustedEmailDomains: [] });
    const refused = await two.signInAs(distrustful, 'i1');
    expect(!refused.ok && refused.refusal.detail).toContain('it is not linked to Surrey County Council');
    expect(await two.signInAs(council, 'i1')).toMatchObject({ value: { session: { account: kept.account } } });
    // Somebody else who was given the address later is not let in to the account.
    entra.people.set('i2', officer('Ida', ['Coterminous.Editor']));
    const other = await two.signInAs(council, 'i2');
    expect(!other.ok && other.refusal.detail).toContain('may have passed to somebody else');
    const lenient = providerOf({ ...council.settings, allowedEmailDomains: [] });
    const unverified = await two.localAccount('ivy@surreycc.gov.uk');
    entra.people.set('i3', officer('Ivy', ['Coterminous.Editor'], { xms_edov: false }));
    expect(await two.signInAs(lenient, 'i3')).toMatchObject({ ok: false, refusal: { kind: 'sign-in-failed' } });
    expect((await loadAccount(store, unverified.account))?.body.identities).toEqual([]);
  });

  it('[OI61] who was invited may begin by signing in with a trusted provider', async () => {
    const kept = await two.localAccount('jo@surreycc.gov.uk', 'invited');
    entra.people.set('j1', officer('Jo', []));
    expect(await two.signInAs(council, 'j1')).toMatchObject({ ok: true });
    expect((await loadAccount(store, kept.account))?.body).toMatchObject({
      state: 'active',
      identities: [{ provider: 'entra' }],
    });
  });

  it('[OI62] somebody who is signed in links their account, having shown a moment ago who they are', async () => {
    const kept = await two.localAccount('kim@example.org');
    const asker = await two.signedIn(kept);
    const redirectUri = returnTo('entra');
    const late = await startProviderLink(store, council, { asker, redirectUri, at: later(11) });
    expect(late).toMatchObject({ ok: false, refusal: { kind: 'prove-again' } });
    const started = await startProviderLink(store, council, { asker, redirectUri, at: now() });
    if (!started.ok) throw new Error(started.refusal.detail);
    entra.people.set('k1', officer('Kim', []));
    entra.signingIn = 'k1';
    const address = await throughProvider(started.value.address);
    const linked = await two.finish(council, { address, cookie: started.value.cookie });
    expect(linked).toEqual({ ok: true, value: { kind: 'linked', account: kept.account } });
    expect(await two.signInAs(council, 'k1')).toMatchObject({ value: { session: { account: kept.account } } });

    // One person of a provider opens one account.
    const second = await two.signedIn(await two.localAccount('kim2@example.org'));
    const again = await startProviderLink(store, council, { asker: second, redirectUri, at: now() });
    if (!again.ok) throw new Error(again.refusal.detail);
    const back = await throughProvider(again.value.address);
    const refused = await two.finish(council, { address: back, cookie: again.value.cookie });
    expect(!refused.ok && refused.refusal.detail).toContain('another account is linked');
    expect((await two.accountFor('kim2@example.org')).body.identities).toEqual([]);
  });

  it('[OI63] a link is taken away with the roles that came by it, but not the only way in', async () => {
    entra.people.set('l1', officer('Lea', ['Coterminous.Editor']));
    await two.signInAs(council, 'l1');
    const kept = await two.accountFor('lea@surreycc.gov.uk');
    const asker = await two.signedIn(kept);
    const last = await unlinkProvider(store, council, { asker, at: now(), today });
    expect(!last.ok && last.refusal.detail).toContain('the only way in which you can sign in');
    await two.tamper(kept, 'hasPassword', true);
    expect(await unlinkProvider(store, council, { asker, at: now(), today })).toEqual({ ok: true, value: null });
    expect((await loadAccount(store, kept.account))?.body.identities).toEqual([]);
    expect(await two.rolesOf(kept.account)).toEqual([]);
    expect(await unlinkProvider(store, nhs, { asker, at: now(), today })).toMatchObject({ ok: false });
  });

  it('[OI64] a closed account is not opened by a provider', async () => {
    entra.people.set('m1', officer('Max', ['Coterminous.Editor']));
    await two.signInAs(council, 'm1');
    const kept = await two.accountFor('max@surreycc.gov.uk');
    await two.tamper(kept, 'state', 'closed');
    expect(await two.signInAs(council, 'm1')).toMatchObject({ ok: false, refusal: { kind: 'sign-in-failed' } });
  });

  it('[OI65] a session is fresh only when the provider tells that the person showed just now who they are', async () => {
    entra.people.set('n1', officer('Ned', ['Coterminous.Editor']));
    for (const isAnew of [false, true]) {
      const outcome = await two.signInAs(council, 'n1', { isAnew });
      const key = outcome.ok && outcome.value.kind === 'signed-in' ? outcome.value.session.key : '';
      const asker = await askerOf(store, { session: key }, now(), today);
      const stale = asker === null ? 'nobody' : await checkFresh(store, asker, now());
      if (isAnew) expect(stale).toBeNull();
      else expect(stale).toMatchObject({ kind: 'prove-again' });
    }
  });

  it('[OI66] signing out leads to the provider of the account, where it has an address for it', async () => {
    entra.people.set('o1', officer('Ole', ['Coterminous.Editor']));
    await two.signInAs(council, 'o1');
    const linked = await two.accountFor('ole@surreycc.gov.uk');
    const where = { returnTo: `${here}/`, at: now() };
    expect(await providerSignOutAddress([council, nhs], linked, where)).toContain(`${entra.issuer}/session/end?`);
    expect(await providerSignOutAddress([council, nhs], await two.localAccount('ole@example.org'), where)).toBeNull();
  });
});
