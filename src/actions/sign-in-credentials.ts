/**
 * How somebody signs in, changed by themselves: the password, the codes of an app, recovery codes. All of it needs a proof of who
 * they are from a moment ago, and all of it is told in the account's record, but for the secrets.
 */

import { type AccountSave, accountOfAsker, changeAccount, GivenUp, type KeptAccount } from '#actions/account-record.ts';
import { type Asker, requestRoleOf } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import { checkFresh, refreshSession } from '#actions/sessions.ts';
import { asksForSecondFactor } from '#actions/sign-in-proof.ts';
import { codeFailed, proveAgain, type SignInRefusal, tooBusy } from '#actions/sign-in-refusals.ts';
import {
  makeRecoveryCodeTexts,
  makeTotpSecret,
  parseRecoveryCode,
  totpForApp,
  totpStepOf,
} from '#identity/one-time-codes.ts';
import { hashPassword } from '#identity/password-hash.ts';
import { checkPassword } from '#identity/password-rules.ts';
import { digestOfKey } from '#identity/secret-keys.ts';
import { momentAfter, offerLife } from '#identity/session-times.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import {
  adoptTotp,
  deleteTotp,
  offerTotp,
  replaceRecoveryCodes,
  secretsOf,
  updatePassword,
} from '#store/credential-rows.ts';
import { deleteLinksOf } from '#store/link-rows.ts';
import type { Store } from '#store/open.ts';
import { deleteSessionsOf } from '#store/session-rows.ts';

/** The key that the session has from now on. */
export type NewKey = { readonly key: string };

/** Sets another password; every other session of the account ends, and this one has another key. */
export async function changePassword(
  store: Store,
  asker: Asker,
  { password, at }: { readonly password: string; readonly at: string },
): Promise<Result<NewKey, Refusal>> {
  const own = await freshAccount(store, asker, at);
  if (!own.ok) return own;
  const { account, body } = own.value;
  const problems = await checkPassword(password, body);
  if (problems.length > 0) {
    return refuse({ kind: 'password-has-problems', detail: 'The password was not changed.', problems });
  }
  const passwordHash = await hashPassword(password);
  if (passwordHash === 'busy') return refuse(tooBusy);
  const change = { hasPassword: true, passwordSetAt: at, signedOutAt: at };
  await changeAccount(store, account, (before) => ({ ...before, ...change }), {
    ...saveBy(asker, at),
    reason: 'chose another password',
    beside: async (client) => {
      await updatePassword(client, account, passwordHash);
      await deleteSessionsOf(client, account, asker.session);
      await deleteLinksOf(client, account);
    },
  });
  return renewed(store, asker, at, []);
}

/** A secret for the app of the person, which counts when its first code was given. One that was offered before does not. */
export async function startTotp(
  store: Store,
  asker: Asker,
  { at }: { readonly at: string },
): Promise<Result<{ readonly secret: string; readonly address: string }, Refusal>> {
  const own = await freshAccount(store, asker, at);
  if (!own.ok) return own;
  const secret = makeTotpSecret();
  await offerTotp(store.pool, own.value.account, secret, at);
  return answer(totpForApp(secret, own.value.body.email));
}

/** Makes the offered secret the second factor, by its first code. `codes`: recovery codes, told once; none: there were some. */
export async function confirmTotp(
  store: Store,
  asker: Asker,
  { code, at }: { readonly code: string; readonly at: string },
): Promise<Result<NewKey & { readonly codes: readonly string[] }, Refusal>> {
  const kept = await accountOfAsker(store, asker);
  if (kept === null) return refuse(proveAgain);
  const secrets = await secretsOf(store.pool, kept.account);
  const { totpOffered: offered = null, totpOfferedAt: offeredAt = null } = secrets ?? {};
  if (offered === null || offeredAt === null || momentAfter(offeredAt, offerLife) <= at) return refuse(noOffer);
  const step = totpStepOf(offered, code, at);
  if (step === null) return refuse(codeFailed);
  const codes = kept.body.recoveryCodesLeft > 0 ? [] : makeRecoveryCodeTexts();
  const made = codes.length === 0 ? {} : { recoveryCodesMadeAt: at, recoveryCodesLeft: codes.length };
  const changed = await changeAccount(
    store,
    kept.account,
    (body) => ({ ...body, hasTotp: true, totpSetAt: at, ...made }),
    {
      ...saveBy(asker, at),
      reason: 'set up codes of an app',
      beside: async (client) => {
        if (!(await adoptTotp(client, kept.account, offered, step))) throw new GivenUp();
        if (codes.length > 0) await replaceRecoveryCodes(client, kept.account, codes.map(digestOfCode));
      },
    },
  );
  if (changed === null) return refuse(noOffer);
  const key = await renewed(store, asker, at, ['totp']);
  return key.ok ? answer({ ...key.value, codes }) : key;
}

/** Takes the codes of the app away, and the recovery codes with them. */
export async function removeTotp(
  store: Store,
  asker: Asker,
  { at }: { readonly at: string },
): Promise<Result<{ readonly account: string }, Refusal>> {
  const own = await freshAccount(store, asker, at);
  if (!own.ok) return own;
  const { account } = own.value;
  const gone = { hasTotp: false, totpSetAt: null, recoveryCodesMadeAt: null, recoveryCodesLeft: 0 };
  await changeAccount(store, account, (body) => ({ ...body, ...gone }), {
    ...saveBy(asker, at),
    reason: 'took the codes of an app away',
    beside: (client) => deleteTotp(client, account),
  });
  return answer({ account });
}

/** Ten new recovery codes, told once; those before open nothing any more. */
export async function makeRecoveryCodes(
  store: Store,
  asker: Asker,
  { at }: { readonly at: string },
): Promise<Result<{ readonly codes: readonly string[] }, Refusal>> {
  const own = await freshAccount(store, asker, at);
  if (!own.ok) return own;
  const { account } = own.value;
  if (!asksForSecondFactor(own.value)) {
    const detail = 'Recovery codes stand in for a second factor. Set up an app or a passkey first.';
    return refuse({ kind: 'account-has-state', detail });
  }
  const codes = makeRecoveryCodeTexts();
  const change = { recoveryCodesMadeAt: at, recoveryCodesLeft: codes.length };
  await changeAccount(store, account, (body) => ({ ...body, ...change }), {
    ...saveBy(asker, at),
    reason: 'made new recovery codes',
    beside: (client) => replaceRecoveryCodes(client, account, codes.map(digestOfCode)),
  });
  return answer({ codes });
}

async function freshAccount(store: Store, asker: Asker, at: string): Promise<Result<KeptAccount, Refusal>> {
  const stale = await checkFresh(store, asker, at);
  if (stale !== null) return refuse(stale);
  const kept = await accountOfAsker(store, asker);
  if (kept !== null) return answer(kept);
  const detail = 'The owner of the installation has no account: there is no password or second factor to change.';
  return refuse({ kind: 'account-has-state', detail });
}

async function renewed(
  store: Store,
  asker: Asker,
  at: string,
  proofs: readonly 'totp'[],
): Promise<Result<NewKey, Refusal>> {
  const key = await refreshSession(store, asker, { proofs, isStrong: proofs.length > 0, at });
  return key === null ? refuse(proveAgain) : answer(key);
}

function saveBy(asker: Asker, at: string): Omit<AccountSave, 'reason' | 'beside'> {
  return { author: { name: asker.name, actingFor: null }, at, as: requestRoleOf(asker) };
}

function digestOfCode(code: string): Buffer {
  return digestOfKey(parseRecoveryCode(code) ?? '');
}

const noOffer: SignInRefusal = {
  kind: 'sign-in-failed',
  detail: 'The secret was shown too long ago, or another was shown since. Begin again, and scan the new one.',
};
