/**
 * Sessions: begun when somebody has shown who they are, ended by them, by time or with the account. A person sees and ends
 * their own. Does not know how it is shown who somebody is.
 */

import { changeAccount, loadAccount } from '#actions/account-record.ts';
import { type Asker, requestRoleOf } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import { beginStepUp, checkPasswordOf, spendCode } from '#actions/sign-in-proof.ts';
import { proveAgain } from '#actions/sign-in-refusals.ts';
import { digestOfKey, makeId, makeKey } from '#identity/secret-keys.ts';
import { freshFor, momentAfter, sessionIdle, sessionLife } from '#identity/session-times.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import type { Asking } from '#store/request-role.ts';
import {
  deleteSession,
  deleteSessionsOf,
  insertSession,
  renewSession,
  type SessionRow,
  sessionRow,
  sessionRowsOf,
} from '#store/session-rows.ts';

/** What showed who somebody is. */
export type Proof = 'password' | 'totp' | 'recovery-code' | 'passkey' | 'provider' | 'link' | 'owner-key';

export type StartedSession = {
  /** For the cookie, and nowhere else. */
  readonly key: string;
  readonly id: string;
  /** Null: the owner of the installation. */
  readonly account: string | null;
  /** When it ends at the latest. */
  readonly expiresAt: string;
};

export type NewSession = {
  readonly account: string | null;
  readonly proofs: readonly Proof[];
  /** Two factors were shown. */
  readonly isStrong: boolean;
  /** What the browser says of itself. */
  readonly device: string;
  readonly at: string;
  /** When they showed who they are; left out: now. */
  readonly provedAt?: string;
};

const deviceLetters = 200;

/** A new session, with a key that nobody had before. */
export async function startSession(
  asking: Asking | Store,
  { account, proofs, isStrong, device, at, provedAt = at }: NewSession,
): Promise<StartedSession> {
  const key = makeKey();
  const id = makeId();
  const expiresAt = momentAfter(at, sessionLife);
  const shown = device.replace(/[^\x20-\x7e]/g, '').slice(0, deviceLetters);
  const row = { id, account, proofs, isStrong, madeAt: at, seenAt: at, provedAt, expiresAt, device: shown };
  await insertSession('pool' in asking ? asking.pool : asking, digestOfKey(key), row);
  return { key, id, account, expiresAt };
}

/** Null when who asks showed a moment ago who they are, in this session; else the refusal of changing how they sign in. */
export async function checkFresh(store: Store, asker: Asker, at: string): Promise<Refusal | null> {
  if (asker.kind === 'token' || asker.session === null) return proveAgain;
  const session = await sessionRow(store, asker.session);
  return session !== null && isFresh(session, at) ? null : proveAgain;
}

/** True when the last proof of the session is no older than a few minutes. */
export function isFresh({ provedAt }: Pick<SessionRow, 'provedAt'>, at: string): boolean {
  return at < momentAfter(provedAt, freshFor);
}

/** Another key for the session after a further proof, which makes it fresh; null: the session is over. */
export async function refreshSession(
  store: Store,
  asker: Asker,
  proved: { readonly proofs: readonly Proof[]; readonly isStrong: boolean; readonly at: string },
): Promise<{ readonly key: string } | null> {
  if (asker.session === null) return null;
  const key = makeKey();
  return (await renewSession(store.pool, asker.session, digestOfKey(key), proved)) ? { key } : null;
}

/** Shows again who one is, by password or code: the session is fresh, and has another key from then on. */
export async function stepUp(
  store: Store,
  asker: Asker,
  given: { readonly password?: string | undefined; readonly code?: string | undefined; readonly at: string },
): Promise<Result<{ readonly key: string }, Refusal>> {
  const { password, code, at } = given;
  const kept = asker.kind === 'person' ? await loadAccount(store, asker.account) : null;
  if (kept === null) return refuse(proveAgain);
  const counted = await beginStepUp(store, kept.account, at);
  if (!counted.ok) return counted;
  const save = { author: { name: asker.name, actingFor: null }, at, as: requestRoleOf(asker) };
  let proof: Proof = 'password';
  if (code !== undefined) {
    const used = await spendCode(store, kept, code, save);
    if (!used.ok) return used;
    proof = used.value;
  } else {
    const refusal = await checkPasswordOf(store, kept, password ?? '');
    if (refusal !== null) return refuse(refusal);
  }
  await counted.value.forget();
  const renewed = await refreshSession(store, asker, { proofs: [proof], isStrong: false, at });
  return renewed === null ? refuse(proveAgain) : answer(renewed);
}

/** A session as its owner sees it. */
export type ShownSession = {
  readonly id: string;
  readonly startedAt: string;
  readonly lastUsedAt: string;
  readonly device: string;
  readonly isThis: boolean;
};

/** The sessions of who asks, newest first. */
export async function listSessions(store: Store, asker: Asker, at: string): Promise<ShownSession[]> {
  const rows = await sessionRowsOf(store, accountOf(asker), { at, seenSince: momentAfter(at, -sessionIdle) });
  return rows.map(({ id, madeAt, seenAt, device }) => ({
    id,
    startedAt: madeAt,
    lastUsedAt: seenAt,
    device,
    isThis: id === asker.session,
  }));
}

/** Ends a session of who asks; false: they have none of that id. */
export async function revokeSession(store: Store, asker: Asker, id: string): Promise<boolean> {
  return deleteSession(store.pool, accountOf(asker), id);
}

/** Ends the session in which it is asked. */
export async function signOut(store: Store, asker: Asker): Promise<void> {
  if (asker.session !== null && asker.kind !== 'token') await revokeSession(store, asker, asker.session);
}

/** Ends all sessions of who asks but the one in which it is asked; how many there were. */
export async function revokeOtherSessions(store: Store, asker: Asker, at: string): Promise<number> {
  if (asker.kind === 'owner') return deleteSessionsOf(store.pool, null, asker.session);
  let ended = 0;
  await changeAccount(store, asker.account, (body) => ({ ...body, signedOutAt: at }), {
    author: { name: asker.name, actingFor: null },
    at,
    reason: 'signed out everywhere else',
    as: requestRoleOf(asker),
    beside: async (client) => {
      ended = await deleteSessionsOf(client, asker.account, asker.session);
    },
  });
  return ended;
}

/** The account by which sessions are kept. */
function accountOf(asker: Asker): string | null {
  return asker.kind === 'owner' ? null : asker.account;
}
