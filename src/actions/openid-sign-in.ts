/**
 * Signing in with a provider (OpenID Connect): the browser is sent there, comes back once within ten minutes, and is signed in
 * as the account that goes with the person, or the account of a person who is signed in is linked.
 */

import { timingSafeEqual } from 'node:crypto';
import type { KeptAccount } from '#actions/account-record.ts';
import type { Asker } from '#actions/asker.ts';
import { accountOfClaims, linkIdentity } from '#actions/openid-accounts.ts';
import { giveClaimedRoles } from '#actions/openid-grants.ts';
import type { Refusal } from '#actions/refusal.ts';
import { checkFresh, type StartedSession, startSession } from '#actions/sessions.ts';
import { claimedPerson } from '#identity/openid-claims.ts';
import type { ProviderFault, SignInProvider, SignInTies } from '#identity/openid-provider.ts';
import { digestOfKey, makeKey } from '#identity/secret-keys.ts';
import { freshFor, momentAfter } from '#identity/session-times.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { type Challenge, saveChallenge, takeChallenge } from '#store/challenge-rows.ts';
import type { Store } from '#store/open.ts';

/** Where the browser goes, and the cookie that it must still have when it comes back. */
export type ProviderStart = { readonly address: string; readonly cookie: string };

export type ProviderSignIn =
  | {
      readonly kind: 'signed-in';
      readonly session: StartedSession;
      /** Bodies that the settings or the provider name and that the register does not know on the day: for the log. */
      readonly unknownBodies: readonly string[];
    }
  | { readonly kind: 'linked'; readonly account: string };

type Start = { readonly redirectUri: string; readonly at: string };

/** What is kept of a start; the rest is with the browser alone. */
type Started = {
  readonly provider: string;
  readonly redirectUri: string;
  /** The digest of the cookie, as hex. */
  readonly browser: string;
};

/** How long a person may take at the provider. */
export const providerPatienceMs = 10 * 60_000;

/** The providers as a page shows them, in order of the settings. */
export function listProviders(providers: readonly SignInProvider[]): { readonly id: string; readonly title: string }[] {
  return providers.map(({ settings: { id, title } }) => ({ id, title }));
}

/**
 * Begins a sign-in. `redirectUri` is fixed, and another one for each provider. `isAnew`: the person shows again who they are,
 * which makes the session fresh.
 */
export function startProviderSignIn(
  store: Store,
  provider: SignInProvider,
  start: Start & { readonly isAnew?: boolean },
): Promise<Result<ProviderStart, Refusal>> {
  return begin(store, provider, null, start);
}

/** Begins to link the account of the asker, who has just shown who they are. */
export async function startProviderLink(
  store: Store,
  provider: SignInProvider,
  { asker, ...start }: Start & { readonly asker: Asker },
): Promise<Result<ProviderStart, Refusal>> {
  const stale = await checkFresh(store, asker, start.at);
  if (stale !== null) return refuse(stale);
  if (asker.kind !== 'person') {
    return refuse({ kind: 'unknown-account', detail: 'Only a person with an account can link it to a provider.' });
  }
  return begin(store, provider, asker.account, start);
}

/**
 * Ends what was begun. `address` is the whole address with which the browser came back, `cookie` what it was given at the start
 * (null: it has none). Roles that the settings map are given and ended as of `today`.
 */
export async function finishProviderSignIn(
  store: Store,
  provider: SignInProvider,
  given: {
    readonly address: string;
    readonly cookie: string | null;
    readonly device: string;
    readonly at: string;
    readonly today: IsoDate;
  },
): Promise<Result<ProviderSignIn, Refusal>> {
  const { address, cookie, device, at, today } = given;
  const returned = URL.canParse(address) ? new URL(address) : null;
  const state = returned?.searchParams.get('state') ?? '';
  // Taken before anything is looked at: whatever comes of it, it was the one try.
  const taken = await takeChallenge(store, digestOfKey(state), 'provider', at);
  if (returned === null || taken === null || cookie === null) return refuse(notBegunHere);
  const { redirectUri } = startedOf(taken);
  if (!isTheSame(taken, provider, cookie, `${returned.origin}${returned.pathname}`)) return refuse(notBegunHere);
  const proven = await provider.provenClaims(redirectUri, returned.searchParams, tiesOf(state, cookie), at);
  if (!proven.ok) return refuse(refusalOf(proven.refusal));
  const { settings } = provider;
  const person = claimedPerson(settings, proven.value.claims);
  if (!person.ok) return refuse({ kind: 'sign-in-failed', detail: person.refusal });
  const who = { settings, proven: proven.value, person: person.value, at, today };
  if (taken.account !== null) {
    const linked = await linkIdentity(store, taken.account, who);
    return linked.ok ? answer({ kind: 'linked', account: taken.account }) : linked;
  }
  const found = await accountOfClaims(store, who);
  if (!found.ok) return found;
  const unknownBodies = await giveClaimedRoles(store, found.value, who);
  const session = await startSession(store, {
    account: found.value.account,
    proofs: ['provider'],
    isStrong: person.value.isTwoFactors,
    device,
    at,
    // Not told: it may have been hours ago.
    provedAt: proven.value.provedAt ?? momentAfter(at, -freshFor),
  });
  return answer({ kind: 'signed-in', session, unknownBodies });
}

/**
 * Where the browser goes to sign out at the provider by which the account signs in; null: at none, at several, or the provider
 * has no such address or is down.
 */
export async function providerSignOutAddress(
  providers: readonly SignInProvider[],
  { body }: Pick<KeptAccount, 'body'>,
  { returnTo, at }: { readonly returnTo: string; readonly at: string },
): Promise<string | null> {
  const own = providers.filter(({ settings }) => body.identities.some((one) => one.provider === settings.id));
  return own.length === 1 ? ((await own[0]?.signOutAddress(returnTo, at)) ?? null) : null;
}

async function begin(
  store: Store,
  provider: SignInProvider,
  account: string | null,
  { redirectUri, at, isAnew = false }: Start & { readonly isAnew?: boolean },
): Promise<Result<ProviderStart, Refusal>> {
  const [state, cookie] = [makeKey(), makeKey()];
  const address = await provider.signInAddress(redirectUri, tiesOf(state, cookie), at, isAnew);
  if (!address.ok) return refuse(refusalOf(address.refusal));
  const data: Started = { provider: provider.settings.id, redirectUri, browser: digestOfKey(cookie).toString('hex') };
  await saveChallenge(
    store,
    { digest: digestOfKey(state), purpose: 'provider', account, data },
    { at, expiresAt: momentAfter(at, providerPatienceMs) },
  );
  return answer({ address: address.value, cookie });
}

/** Made from the cookie, so that what the database keeps cannot end a sign-in: only the browser that began it can. */
function tiesOf(state: string, cookie: string): SignInTies {
  const madeFor = (use: string) => digestOfKey(`${use} of ${cookie}`).toString('base64url');
  return { state, nonce: madeFor('nonce'), verifier: madeFor('verifier') };
}

function startedOf({ data }: Challenge): Started {
  return data as unknown as Started;
}

/** By the same provider, in the same browser, back at the address that was fixed: an answer of another provider is none. */
function isTheSame(taken: Challenge, { settings }: SignInProvider, cookie: string, place: string): boolean {
  const { provider, redirectUri, browser } = startedOf(taken);
  const isOfBrowser = timingSafeEqual(Buffer.from(browser, 'hex'), digestOfKey(cookie));
  return isOfBrowser && provider === settings.id && place === redirectUri;
}

function refusalOf({ kind, detail }: ProviderFault): Refusal {
  return kind === 'unreachable' ? { kind: 'try-later', detail, retryAfter: 30 } : { kind: 'sign-in-failed', detail };
}

const notBegunHere: Refusal = {
  kind: 'sign-in-failed',
  detail:
    'This sign-in was not begun in this browser, was ended already, or took longer than ten minutes. Start again, and let ' +
    'the browser keep the cookies of this server.',
};
