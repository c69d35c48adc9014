/**
 * Signing in by password, with a code where the account has a second factor. What is answered, and how long it takes, is the
 * same whether or not there is such an account.
 */

import { accountOfEmail, type KeptAccount, loadAccount } from '#actions/account-record.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type Proof, type StartedSession, startSession } from '#actions/sessions.ts';
import {
  asksForSecondFactor,
  beginAttempt,
  type CountedAttempt,
  checkPasswordOf,
  spendCode,
} from '#actions/sign-in-proof.ts';
import { type SignInRefusal, signInFailed } from '#actions/sign-in-refusals.ts';
import { parseEmail } from '#identity/email-address.ts';
import { digestOfKey, makeKey } from '#identity/secret-keys.ts';
import { momentAfter, ticketLife } from '#identity/session-times.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { saveDevice } from '#store/attempt-rows.ts';
import { saveChallenge, takeChallenge } from '#store/challenge-rows.ts';
import type { Store } from '#store/open.ts';

/** From where somebody signs in. */
export type SignInPlace = {
  /** Of the network; behind a proxy that of the browser. */
  readonly address: string;
  /** What the browser says of itself. */
  readonly device: string;
  /** The key that an earlier sign-in left in the browser; null: none. */
  readonly deviceKey: string | null;
  readonly at: string;
};

export type SignedIn = {
  readonly kind: 'done';
  readonly session: StartedSession;
  /** For a cookie of half a year, so that this browser is known. */
  readonly deviceKey: string;
};

/** The password was right; the code is given with the ticket, within minutes. */
export type SecondFactorAsked = { readonly kind: 'second-factor'; readonly ticket: string };

/** More letters than a password may have, in any of their forms. */
const mostTyped = 1000;

/** Signs in by e-mail address and password, or asks for the second factor. */
export async function signIn(
  store: Store,
  given: SignInPlace & { readonly email: string; readonly password: string },
): Promise<Result<SignedIn | SecondFactorAsked, Refusal>> {
  const { at } = given;
  const email = parseEmail(given.email) ?? '';
  const kept = await accountOfEmail(store, email);
  const counted = await beginAttempt({ ...given, store, email, account: kept?.account ?? null });
  if (!counted.ok) return counted;
  const password = given.password.length > mostTyped ? '' : given.password;
  const refusal = await checkPasswordOf(store, kept, password);
  if (refusal?.kind === 'try-later') await counted.value.takeBack();
  if (refusal !== null || kept === null) return refuse(refusal ?? signInFailed);
  if (!asksForSecondFactor(kept)) return finish(store, kept, counted.value, given, ['password']);
  await counted.value.takeBack();
  const ticket = makeKey();
  const times = { at, expiresAt: momentAfter(at, ticketLife) };
  await saveChallenge(store, { ...ticketOf(ticket, kept.account), data: times }, times);
  return answer({ kind: 'second-factor', ticket });
}

/** Signs in by the code that belongs to the ticket: six digits of the app, or a recovery code. */
export async function finishSignIn(
  store: Store,
  given: SignInPlace & { readonly ticket: string; readonly code: string },
): Promise<Result<SignedIn, Refusal>> {
  const { ticket, code, at } = given;
  const held = await takeChallenge(store, digestOfKey(ticket), 'second-factor', at);
  const kept = held?.account == null ? null : await loadAccount(store, held.account);
  if (held === null || kept === null || kept.body.state !== 'active') return refuse(ticketGone);
  // Taken while it is looked at, so that of many guesses at once one counts; another try may follow.
  const putBack = (): Promise<void> => saveChallenge(store, held, held.data as { at: string; expiresAt: string });
  const counted = await beginAttempt({ ...given, store, email: kept.body.email, account: kept.account });
  if (!counted.ok) {
    await putBack();
    return counted;
  }
  const save = { author: { name: kept.body.name, actingFor: null }, at, as: holderRole(kept, at) };
  const used = await spendCode(store, kept, code, save);
  if (!used.ok) {
    await putBack();
    return used;
  }
  return finish(store, kept, counted.value, given, ['password', used.value]);
}

/** The account's holder as the database knows them before they have a session. */
export function holderRole({ account, body }: KeptAccount, at: string) {
  const on = at.slice(0, 10) as IsoDate;
  return { account, name: body.name, session: null, on, actingFor: null, proposal: null };
}

/** Leaves the browser known for the account; the key that it keeps. */
export async function rememberDevice(
  store: Store,
  account: string,
  { deviceKey, at }: { readonly deviceKey: string | null; readonly at: string },
): Promise<string> {
  const key = deviceKey ?? makeKey();
  await saveDevice(store.pool, digestOfKey(key), account, at);
  return key;
}

async function finish(
  store: Store,
  { account }: KeptAccount,
  counted: CountedAttempt,
  place: SignInPlace,
  proofs: readonly Proof[],
): Promise<Result<SignedIn, Refusal>> {
  const session = await startSession(store, { ...place, account, proofs, isStrong: proofs.length > 1 });
  // A browser that is another's, or of a key that somebody made up, gets a key of its own.
  const known = counted.isDeviceKnown ? place.deviceKey : null;
  const deviceKey = await rememberDevice(store, account, { deviceKey: known, at: place.at });
  await counted.forget();
  return answer({ kind: 'done', session, deviceKey });
}

function ticketOf(ticket: string, account: string) {
  return { digest: digestOfKey(ticket), purpose: 'second-factor' as const, account };
}

const ticketGone: SignInRefusal = {
  kind: 'sign-in-failed',
  detail: 'It took too long, or the sign-in was finished already. Begin again with your e-mail address and password.',
};
