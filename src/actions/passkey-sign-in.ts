/**
 * Signing in with a passkey. No name is asked and none is told, so nobody learns who has an account; the device knows whose
 * passkey it is. The device has checked who holds it: one passkey is two factors.
 */

import { randomBytes } from 'node:crypto';
import { loadAccount } from '#actions/account-record.ts';
import { digestOfChallenge, passkeyPatienceMs } from '#actions/passkeys.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type StartedSession, startSession } from '#actions/sessions.ts';
import { challengeOf, parsePasskeySignIn, passkeyToUse, provenSignIn, type RelyingParty } from '#identity/passkeys.ts';
import { momentAfter } from '#identity/session-times.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { saveChallenge, takeChallenge } from '#store/challenge-rows.ts';
import type { Store } from '#store/open.ts';
import { passkeyOf, recordPasskeyUse } from '#store/passkey-rows.ts';

type RequestOptions = Awaited<ReturnType<typeof passkeyToUse>>;

/** What the browser is asked for to sign in with any passkey of this server. */
export async function startPasskeySignIn(
  store: Store,
  { party, at }: { readonly party: RelyingParty; readonly at: string },
): Promise<RequestOptions> {
  const challenge = new Uint8Array(randomBytes(32));
  await saveChallenge(
    store,
    { digest: digestOfChallenge(challenge), purpose: 'use-passkey', account: null, data: {} },
    { at, expiresAt: momentAfter(at, passkeyPatienceMs) },
  );
  return passkeyToUse(party, challenge);
}

/** The session of whose passkey the browser answered with. `device`: what the browser says of itself. */
export async function finishPasskeySignIn(
  store: Store,
  given: { readonly party: RelyingParty; readonly response: unknown; readonly device: string; readonly at: string },
): Promise<Result<StartedSession, Refusal>> {
  const { party, device, at } = given;
  const sent = parsePasskeySignIn(given.response);
  const challenge = sent === null ? null : challengeOf(sent);
  if (sent === null || challenge === null) return refuse(notAccepted);
  if ((await takeChallenge(store, digestOfChallenge(challenge), 'use-passkey', at)) === null) {
    const detail = 'Signing in took longer than five minutes, or was answered already. Start again.';
    return refuse({ kind: 'sign-in-failed', detail });
  }
  const passkey = await passkeyOf(store, Buffer.from(sent.id, 'base64url'));
  if (passkey === null) return refuse(notAccepted);
  const proven = await provenSignIn(party, sent, challenge, passkey);
  if (proven === null || (proven.account !== null && proven.account !== passkey.account)) return refuse(notAccepted);
  const account = await loadAccount(store, passkey.account);
  if (account === null || account.body.state !== 'active') return refuse(notAccepted);
  if (!(await recordPasskeyUse(store, passkey.credentialId, proven.counter, at))) {
    const detail =
      `The passkey ${passkey.name} says that it was used less often than this server knows. There may be a copy of it in ` +
      'other hands: sign in another way, remove it from your account, and tell the people who run this server.';
    return refuse({ kind: 'sign-in-failed', detail });
  }
  const session = { account: passkey.account, proofs: ['passkey'], isStrong: true, device, at } as const;
  return answer(await startSession(store, session));
}

const notAccepted: Refusal = {
  kind: 'sign-in-failed',
  detail:
    'No account here is opened by this passkey. It may have been removed. Try another one, or sign in another way.',
};
