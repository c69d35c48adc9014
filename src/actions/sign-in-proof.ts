/**
 * Checks what somebody gives to show who they are, a password or a code, and counts attempts so that nobody tries many. Begins
 * no session.
 */

import { type AccountSave, changeAccount, GivenUp, type KeptAccount } from '#actions/account-record.ts';
import { codeFailed, type SignInRefusal, signInFailed, tooBusy, tryLater } from '#actions/sign-in-refusals.ts';
import { type AttemptScope, attemptMemory, networkOf, waitAfter } from '#identity/attempt-delay.ts';
import { parseRecoveryCode, totpStepOf } from '#identity/one-time-codes.ts';
import { hashPassword, isHashOutdated, verifyPassword } from '#identity/password-hash.ts';
import { digestOfKey } from '#identity/secret-keys.ts';
import { deviceLife, momentAfter } from '#identity/session-times.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { type AttemptKey, countAttempt, forgiveAttempt, isDeviceKnown } from '#store/attempt-rows.ts';
import { replaceHash, secretsOf, spendRecoveryCode, spendTotpStep } from '#store/credential-rows.ts';
import type { Store } from '#store/open.ts';

/** Whose attempt it is, as far as they say, and from where. */
export type Attempt = {
  readonly store: Store;
  readonly at: string;
  /** What was typed as the address of the account. */
  readonly email: string;
  /** The account of that address; null: there is none. */
  readonly account: string | null;
  /** Of the network. */
  readonly address: string;
  /** Key of the browser, as its cookie has it; null: it has none. */
  readonly deviceKey: string | null;
};

/** An attempt that was counted, under keys of its own. */
export type CountedAttempt = {
  readonly isDeviceKnown: boolean;
  /** Forgets what was counted: it succeeded, and all that goes with it. */
  forget(): Promise<void>;
  /** Takes back this one alone. */
  takeBack(): Promise<void>;
};

/** The attempt, counted as failed until it is taken back; refused while somebody has to wait. */
export async function beginAttempt(attempt: Attempt): Promise<Result<CountedAttempt, SignInRefusal>> {
  const { store, at, email, account, address, deviceKey } = attempt;
  // Asked for whatever there is, so that it takes as long.
  const isKnown = await isDeviceKnown(store, digestOfKey(deviceKey ?? ''), account ?? '', momentAfter(at, -deviceLife));
  const network = networkOf(address);
  const own = isKnown
    ? keyOf('account-and-device', email, deviceKey ?? '')
    : keyOf('account-and-address', email, network);
  const shared = isKnown ? [] : [keyOf('address', network)];
  return countUnder(store, at, [own], shared, isKnown);
}

/** The same for who is signed in and shows again who they are: counted for the account's own sessions alone. */
export async function beginStepUp(
  store: Store,
  account: string,
  at: string,
): Promise<Result<CountedAttempt, SignInRefusal>> {
  return countUnder(store, at, [keyOf('account-and-device', account, 'step-up')], [], true);
}

/** Null when the password is that of the account; the refusal is the same, and as slow, without an account or a password. */
export async function checkPasswordOf(
  store: Store,
  kept: KeptAccount | null,
  password: string,
): Promise<SignInRefusal | null> {
  const secrets = await secretsOf(store.pool, kept?.account ?? '');
  const passwordHash = kept?.body.state === 'active' ? (secrets?.passwordHash ?? null) : null;
  const isRight = await verifyPassword(passwordHash, password);
  if (isRight === 'busy') return tooBusy;
  if (!isRight || kept === null || passwordHash === null) return signInFailed;
  if (isHashOutdated(passwordHash)) {
    const hash = await hashPassword(password);
    if (hash !== 'busy') await replaceHash(store.pool, kept.account, passwordHash, hash);
  }
  return null;
}

/** What the code is, used up by this; refused when it is wrong or was used. A recovery code is told in the account's record. */
export async function spendCode(
  store: Store,
  kept: KeptAccount,
  code: string,
  save: Omit<AccountSave, 'reason' | 'beside'>,
): Promise<Result<'totp' | 'recovery-code', SignInRefusal>> {
  const { account } = kept;
  const secrets = await secretsOf(store.pool, account);
  const step = secrets?.totpSecret == null ? null : totpStepOf(secrets.totpSecret, code, save.at);
  if (step !== null) return (await spendTotpStep(store.pool, account, step)) ? answer('totp') : refuse(codeFailed);
  const recovery = parseRecoveryCode(code);
  if (recovery === null) return refuse(codeFailed);
  const digest = digestOfKey(recovery);
  const changed = await changeAccount(
    store,
    account,
    (body) => (body.recoveryCodesLeft === 0 ? null : { ...body, recoveryCodesLeft: body.recoveryCodesLeft - 1 }),
    {
      ...save,
      reason: 'a recovery code was used',
      beside: async (client) => {
        if (!(await spendRecoveryCode(client, account, digest))) throw new GivenUp();
      },
    },
  );
  return changed === null ? refuse(codeFailed) : answer('recovery-code');
}

/** True when a password alone does not let the account in. */
export function asksForSecondFactor({ body }: KeptAccount): boolean {
  return body.hasTotp || body.passkeys.length > 0;
}

async function countUnder(
  store: Store,
  at: string,
  own: readonly AttemptKey<AttemptScope>[],
  shared: readonly AttemptKey<AttemptScope>[],
  isKnown: boolean,
): Promise<Result<CountedAttempt, SignInRefusal>> {
  const wait = await countAttempt(store, [...own, ...shared], at, { waitAfter, memory: attemptMemory });
  if (wait > 0) return refuse(tryLater(wait));
  const ownKeys = own.map(({ key }) => key);
  const sharedKeys = shared.map(({ key }) => key);
  return answer({
    isDeviceKnown: isKnown,
    forget: () => forgiveAttempt(store.pool, { cleared: ownKeys, eased: sharedKeys }),
    takeBack: () => forgiveAttempt(store.pool, { cleared: [], eased: [...ownKeys, ...sharedKeys] }),
  });
}

function keyOf(scope: AttemptScope, ...of: readonly string[]): AttemptKey<AttemptScope> {
  return { key: digestOfKey(JSON.stringify([scope, ...of])), scope };
}
