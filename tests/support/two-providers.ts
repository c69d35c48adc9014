/**
 * A store with the sample and two providers of sign-in beside it, one as Entra ID tells of people and one as NHS CIS2 does, with
 * browsers that go through them. Nothing of it is left behind.
 */

import { ClientSecretPost } from 'openid-client';
import { accountOfEmail, grantsOfAccount, type KeptAccount, makeAccount } from '#actions/account-record.ts';
import type { Asker } from '#actions/asker.ts';
import { loadSample } from '#actions/load-sample.ts';
import { finishProviderSignIn, type ProviderStart, startProviderSignIn } from '#actions/openid-sign-in.ts';
import { startSession } from '#actions/sessions.ts';
import { SignInProvider } from '#identity/openid-provider.ts';
import { parseProviderSettings } from '#identity/openid-settings.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';
import type { Store } from '#store/open.ts';
import { makeTestDatabase } from '#tests/support/database.ts';
import { startTestProvider, type TestProvider, throughProvider } from '#tests/support/sign-in-provider.ts';

export const register = 'surrey-and-neighbours';
export const here = 'https://records.example.org';
export const returnTo = (id: string) => `${here}/api/session/providers/${id}/return`;
export const now = () => new Date().toISOString();
export const today = isoDate(now().slice(0, 10));

type Journey = { readonly today?: IsoDate; readonly at?: string; readonly isAnew?: boolean };
type Return = Journey & { readonly address: string; readonly cookie: string | null };

export class TwoProviders {
  readonly store: Store;
  /** Roles of the app, and the tenant. */
  readonly entra: TestProvider;
  readonly council: SignInProvider;
  /** One of several roles is chosen, and how sure it is; all of it at the user info endpoint. */
  readonly cis2: TestProvider;
  readonly nhs: SignInProvider;
  private readonly closeStore: () => Promise<void>;

  private constructor(store: Store, entra: TestProvider, cis2: TestProvider, closeStore: () => Promise<void>) {
    this.store = store;
    this.entra = entra;
    this.cis2 = cis2;
    this.council = councilAt(entra.issuer);
    this.nhs = nhsAt(cis2.issuer);
    this.closeStore = closeStore;
  }

  static async start(): Promise<TwoProviders> {
    const { store, close } = await makeTestDatabase();
    await loadSample(store, '2026-01-01T00:00:00.000Z');
    const entra = await startTestProvider({
      clientId: 'council',
      clientSecret: 'one',
      redirectUris: [returnTo('entra')],
      claims: { openid: ['sub', 'roles', 'tid'], email: ['email', 'xms_edov'], profile: ['name'] },
      returnsAfterSignOut: [`${here}/`],
    });
    const cis2 = await startTestProvider({
      clientId: 'nhs',
      clientSecret: 'two',
      redirectUris: [returnTo('cis2')],
      claims: { openid: ['sub'], email: ['email'], profile: ['name'], nrbac: ['nhsid_nrbac_roles', 'selected_roleid'] },
      acrValues: ['AAL3', 'AAL2'],
      isSparing: true,
    });
    return new TwoProviders(store, entra, cis2, close);
  }

  async close(): Promise<void> {
    await this.entra.close();
    await this.cis2.close();
    await this.closeStore();
  }

  /** Begins, goes through the provider as that person (null: who breaks it off), and ends, all in one browser. */
  async signInAs(provider: SignInProvider, who: string | null, journey: Journey = {}) {
    const { start, address } = await this.away(provider, who, journey.isAnew);
    return this.finish(provider, { address, cookie: start.cookie, ...journey });
  }

  /** Begins, and goes through the provider. */
  async away(
    provider: SignInProvider,
    who: string | null,
    isAnew = false,
  ): Promise<{ start: ProviderStart; address: string }> {
    const redirectUri = returnTo(provider.settings.id);
    const started = await startProviderSignIn(this.store, provider, { redirectUri, at: now(), isAnew });
    if (!started.ok) throw new Error(started.refusal.detail);
    const test = provider.settings.issuer === this.entra.issuer ? this.entra : this.cis2;
    test.signingIn = who;
    return { start: started.value, address: await throughProvider(started.value.address) };
  }

  finish(provider: SignInProvider, { address, cookie, at = now(), ...journey }: Return) {
    const given = { address, cookie, device: 'a browser', at, today: journey.today ?? today };
    return finishProviderSignIn(this.store, provider, given);
  }

  /** The roles of the account on the day, as `body role: reason`. */
  async rolesOf(account: string, on: IsoDate = today): Promise<string[]> {
    const grants = await grantsOfAccount(this.store, account);
    const held = grants.filter(({ from, to }) => from <= on && (to === null || on < to));
    return held.map(({ organisation, role, reason }) => `${organisation} ${role}: ${reason}`).sort();
  }

  async accountFor(email: string): Promise<KeptAccount> {
    const found = await accountOfEmail(this.store, email);
    if (found === null) throw new Error(`no account of ${email}`);
    return found;
  }

  /** An account that was made here. */
  async localAccount(email: string, state: 'active' | 'invited' = 'active'): Promise<KeptAccount> {
    const author = { name: 'Test', actingFor: null };
    const who = { register, email, name: 'Local', owners: ['council-E10000030'], state };
    const made = await makeAccount(this.store, who, { author, at: now(), reason: 'a test' });
    if (!made.ok) throw new Error(made.refusal.detail);
    return made.value;
  }

  /** Who holds the account, having given the password a moment ago. */
  async signedIn({ account }: KeptAccount): Promise<Asker> {
    const proved = { proofs: ['password'], isStrong: false, device: 'x', at: now() } as const;
    const session = await startSession(this.store, { account, ...proved });
    return { kind: 'person', account, name: 'Local', session: session.id, scopes: null, on: today };
  }

  /** Writes into the account's record as nothing in the program would. */
  async tamper({ account }: KeptAccount, field: string, value: string | boolean): Promise<void> {
    await this.store.pool.query(
      `update work.records set body = jsonb_set(body, array[$2], $3) where kind = 'account' and id = $1`,
      [account, field, JSON.stringify(value)],
    );
  }
}

/** What the council's provider tells of somebody; roles left out: the claim is not there. */
export function officer(name: string, roles: readonly string[] | undefined, more: object = {}) {
  const email = `${name.toLowerCase()}@surreycc.gov.uk`;
  return { name, email, xms_edov: true, tid: 'tenant-1', ...(roles === undefined ? {} : { roles }), ...more };
}

/** A provider of these settings. */
export function providerOf(settings: object): SignInProvider {
  const one = { clientSecret: { variable: 'SECRET' }, ...settings };
  const read = parseProviderSettings('p.json', JSON.stringify({ providers: [one] }));
  const [found] = read.settings;
  if (found === undefined) throw new Error(JSON.stringify(read.problems));
  return new SignInProvider(found, ClientSecretPost(found.clientId === 'council' ? 'one' : 'two'));
}

function councilAt(issuer: string): SignInProvider {
  return providerOf({
    id: 'entra',
    title: 'Surrey County Council',
    issuer,
    clientId: 'council',
    claims: { emailVerified: 'xms_edov', required: { tid: ['tenant-1'] } },
    allowedEmailDomains: ['surreycc.gov.uk'],
    trustedEmailDomains: ['surreycc.gov.uk'],
    createAccounts: true,
    register,
    roles: {
      claim: 'roles',
      map: [
        { claimValue: 'Coterminous.Editor', organisation: 'E10000030', role: 'editor' },
        { claimValue: 'Coterminous.Approver', organisation: 'E10000030', role: 'approver' },
        { claimValue: 'Coterminous.Nowhere', organisation: 'X99', role: 'viewer' },
      ],
    },
  });
}

function nhsAt(issuer: string): SignInProvider {
  return providerOf({
    id: 'cis2',
    title: 'NHS Care Identity',
    issuer,
    clientId: 'nhs',
    scopes: ['openid', 'email', 'profile', 'nrbac'],
    userInfo: true,
    isTwoFactors: true,
    assurance: { ask: ['AAL3'], accept: ['AAL3'] },
    claims: { emailVerified: true },
    createAccounts: true,
    register,
    roles: {
      claim: 'nhsid_nrbac_roles',
      valueField: 'role_code',
      organisationField: 'org_code',
      selected: { claim: 'selected_roleid', field: 'person_roleid' },
      map: [{ claimValue: 'S8000:G8000:R8001', role: 'editor' }],
    },
  });
}
