/**
 * Which account goes with a person whom a provider has proved: the one that was linked, one with their verified address where
 * the provider is trusted for its domain, or a new one where the settings say so. Else none.
 */

import {
  accountOfEmail,
  changeAccount,
  GivenUp,
  type KeptAccount,
  loadAccount,
  makeAccount,
} from '#actions/account-record.ts';
import { type Asker, requestRoleOf } from '#actions/asker.ts';
import { authorOfProvider, endClaimedRoles, knownBodies } from '#actions/openid-grants.ts';
import type { Refusal } from '#actions/refusal.ts';
import { checkFresh } from '#actions/sessions.ts';
import { type ClaimedPerson, isOfDomain } from '#identity/openid-claims.ts';
import type { ProvenClaims, SignInProvider } from '#identity/openid-provider.ts';
import type { ProviderSettings } from '#identity/openid-settings.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { accountOfIdentity, deleteIdentities, insertIdentity, loadIdentities } from '#store/identity-rows.ts';
import { deleteLinksOf } from '#store/link-rows.ts';
import type { Store } from '#store/open.ts';
import type { Author } from '#store/record-rows.ts';

/** A person whom a provider has proved, and when. */
export type ProvenPerson = {
  readonly settings: ProviderSettings;
  readonly proven: ProvenClaims;
  readonly person: ClaimedPerson;
  readonly at: string;
  readonly today: IsoDate;
};

/** The account of the person, which may be new; refused when none goes with them, or it is closed. */
export async function accountOfClaims(store: Store, who: ProvenPerson): Promise<Result<KeptAccount, Refusal>> {
  const { settings, proven, person } = who;
  const linked = await accountOfIdentity(store, proven.issuer, proven.subject);
  if (linked !== null) {
    const account = await loadAccount(store, linked);
    return account?.body.state === 'active' ? answer(account) : refuse(noAccount(who));
  }
  const { email, isEmailVerified } = person;
  if (email === null || !isEmailVerified) return refuse(noAccount(who));
  const found = await accountOfEmail(store, email);
  if (found === null) return settings.createAccounts ? newAccount(store, who, email) : refuse(noAccount(who));
  if (!isOfDomain(email, settings.trustedEmailDomains)) {
    const detail =
      `There is an account with your address, ${email}, but it is not linked to ${settings.title}. Sign in to it another ` +
      `way, and link it on the page of your account.`;
    return refuse({ kind: 'sign-in-failed', detail });
  }
  const reason = `Linked to ${settings.title} by the address ${email}`;
  return link(store, found.account, who, { reason, author: authorOfProvider(settings) });
}

/** The account of somebody who is signed in, linked to the person. */
export async function linkIdentity(
  store: Store,
  account: string,
  who: ProvenPerson,
): Promise<Result<KeptAccount, Refusal>> {
  const kept = await loadAccount(store, account);
  if (kept?.body.state !== 'active') return refuse(noAccount(who));
  const reason = `Linked to ${who.settings.title}`;
  return link(store, account, who, { reason, author: { name: kept.body.name, actingFor: null } });
}

/** Takes the link of the asker's account to the provider away, with the roles that came from it. */
export async function unlinkProvider(
  store: Store,
  { settings }: SignInProvider,
  { asker, at, today }: { readonly asker: Asker; readonly at: string; readonly today: IsoDate },
): Promise<Result<null, Refusal>> {
  const stale = await checkFresh(store, asker, at);
  if (stale !== null) return refuse(stale);
  const kept = await loadAccount(store, asker.account);
  const isLinked = kept?.body.identities.some(({ provider }) => provider === settings.id) === true;
  if (kept === null || !isLinked) {
    return refuse({ kind: 'bad-question', detail: `Your account is not linked to ${settings.title}.` });
  }
  const { account, body } = kept;
  if (!body.hasPassword && body.passkeys.length === 0 && body.identities.length === 1) {
    const detail = `${settings.title} is the only way in which you can sign in. Add a passkey or a password first.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const others = (now: KeptAccount['body']) => now.identities.filter(({ provider }) => provider !== settings.id);
  await changeAccount(store, account, (now) => ({ ...now, identities: others(now) }), {
    author: { name: body.name, actingFor: null },
    at,
    as: requestRoleOf(asker),
    reason: `No longer linked to ${settings.title}`,
    beside: async (asking) => {
      await deleteIdentities(asking, account, settings.issuer);
    },
  });
  await endClaimedRoles(store, settings, kept, { at, today });
  return answer(null);
}

async function link(
  store: Store,
  account: string,
  { settings, proven, person, at }: ProvenPerson,
  save: { readonly reason: string; readonly author: Author },
): Promise<Result<KeptAccount, Refusal>> {
  const { issuer, subject } = proven;
  const had = await loadIdentities(store, account);
  if (had.some((one) => one.issuer === issuer && one.subject !== subject)) {
    const detail =
      `The account is linked to another person of ${settings.title}. An address may have passed to somebody else there: ` +
      'ask an administrator.';
    return refuse({ kind: 'sign-in-failed', detail });
  }
  const shown = { provider: settings.id, name: person.email ?? person.name ?? subject.slice(0, 40) };
  const linked = await changeAccount(
    store,
    account,
    (body) => {
      if (body.state === 'closed') return null;
      const others = body.identities.filter(({ provider }) => provider !== settings.id);
      // Who was invited and signs in with a provider that is trusted for their address needs no link to begin.
      return { ...body, state: 'active', identities: [...others, shown], linkMadeAt: null };
    },
    {
      ...save,
      at,
      beside: async (asking) => {
        if (!(await insertIdentity(asking, { issuer, subject, account }))) throw new GivenUp();
        await deleteLinksOf(asking, account);
      },
    },
  );
  if (linked !== null) return answer(linked);
  const detail = `You are known here already: another account is linked to your ${settings.title} sign-in.`;
  return refuse({ kind: 'sign-in-failed', detail });
}

async function newAccount(store: Store, who: ProvenPerson, email: string): Promise<Result<KeptAccount, Refusal>> {
  const { settings, proven, person, at, today } = who;
  const { register } = settings;
  if (register === undefined) return refuse(noAccount(who));
  const { given } = await knownBodies(store, settings, person.roles ?? [], today);
  if (person.roles !== null && given.length === 0) {
    const detail = `${settings.title} gives you no role here. Ask the people who give roles there.`;
    return refuse({ kind: 'sign-in-failed', detail });
  }
  const owners = [...new Set(given.map(({ organisation }) => organisation as string))];
  const shown = { provider: settings.id, name: email };
  const made = await makeAccount(
    store,
    { register, email, name: person.name ?? email, owners, state: 'active' },
    {
      author: authorOfProvider(settings),
      at,
      reason: `Signed in with ${settings.title} for the first time`,
      beside: async (asking, account) => {
        const { issuer, subject } = proven;
        if (!(await insertIdentity(asking, { issuer, subject, account }))) throw new GivenUp();
      },
    },
  );
  if (!made.ok) return made;
  const told = await changeAccount(store, made.value.account, (body) => ({ ...body, identities: [shown] }), {
    author: authorOfProvider(settings),
    at,
    reason: `Linked to ${settings.title}`,
  });
  return answer(told ?? made.value);
}

function noAccount({ settings, person }: ProvenPerson): Refusal {
  const by = person.email === null ? '' : ` (${person.email})`;
  const detail =
    `${settings.title} knows you${by}, but no account here goes with that. If you have one, sign in to it another way and ` +
    'link it on the page of your account; else ask an administrator of your body to invite you.';
  return { kind: 'sign-in-failed', detail };
}
