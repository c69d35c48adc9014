/** A link is opened by who it was handed to: they choose a password, and what the link is for happens. */

import { changeAccount, GivenUp, grantsOfAccount, type KeptAccount, loadAccount } from '#actions/account-record.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type StartedSession, startSession } from '#actions/sessions.ts';
import { holderRole, rememberDevice, type SignInPlace } from '#actions/sign-in.ts';
import { asksForSecondFactor } from '#actions/sign-in-proof.ts';
import { linkNotValid, tooBusy } from '#actions/sign-in-refusals.ts';
import { hashPassword } from '#identity/password-hash.ts';
import { checkPassword } from '#identity/password-rules.ts';
import { digestOfKey } from '#identity/secret-keys.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { deleteDevicesOf } from '#store/attempt-rows.ts';
import { deleteSecondFactors, updatePassword } from '#store/credential-rows.ts';
import { type LinkRow, linkRow, takeLink } from '#store/link-rows.ts';
import type { Store } from '#store/open.ts';
import type { Asking } from '#store/request-role.ts';
import { deleteSessionsOf } from '#store/session-rows.ts';
import { deleteTokensOf } from '#store/token-rows.ts';

export type ShownLink = {
  readonly purpose: 'invitation' | 'reset';
  readonly name: string;
  readonly email: string;
};

export type AcceptedLink = {
  readonly purpose: 'invitation' | 'reset';
  /** Null: they sign in, since the account asks for a second factor. */
  readonly session: StartedSession | null;
  readonly deviceKey: string | null;
};

type OpenLink = { readonly link: LinkRow; readonly purpose: 'invitation' | 'reset'; readonly kept: KeptAccount };

/** What the link is for, and whose; it is not used up by that. */
export async function showLink(store: Store, key: string, at: string): Promise<Result<ShownLink, Refusal>> {
  const open = await openLink(store, key, at);
  if (open === null) return refuse(linkNotValid);
  const { name, email } = open.kept.body;
  return answer({ purpose: open.purpose, name, email });
}

/**
 * Sets the password that was chosen, and uses the link up; of two at once one is accepted. Every session, token and known browser of
 * the account ends: whoever was in it is out.
 */
export async function acceptLink(
  store: Store,
  given: Omit<SignInPlace, 'deviceKey'> & { readonly key: string; readonly password: string },
): Promise<Result<AcceptedLink, Refusal>> {
  const { key, password, at } = given;
  const open = await openLink(store, key, at);
  if (open === null) return refuse(linkNotValid);
  const { link, purpose, kept } = open;
  const problems = await checkPassword(password, kept.body);
  if (problems.length > 0) {
    return refuse({ kind: 'password-has-problems', detail: 'The password was not set.', problems });
  }
  const passwordHash = await hashPassword(password);
  if (passwordHash === 'busy') return refuse(tooBusy);
  const changed = await changeAccount(
    store,
    kept.account,
    (body) => (body.state === stateFor[purpose] ? { ...body, ...afterLink(link, at) } : null),
    {
      author: { name: kept.body.name, actingFor: null },
      at,
      reason: purpose === 'invitation' ? 'accepted the invitation' : 'chose another password by a link',
      as: holderRole(kept, at),
      beside: async (client) => {
        if ((await takeLink(client, digestOfKey(key), at, purpose)) === null) throw new GivenUp();
        await openAnew(client, kept.account, passwordHash, link.clearsFactors);
      },
    },
  );
  if (changed === null) return refuse(linkNotValid);
  if (asksForSecondFactor(changed)) return answer({ purpose, session: null, deviceKey: null });
  const session = await startSession(store, {
    ...given,
    account: kept.account,
    proofs: ['link', 'password'],
    isStrong: false,
  });
  return answer({ purpose, session, deviceKey: await rememberDevice(store, kept.account, { deviceKey: null, at }) });
}

const stateFor = { invitation: 'invited', reset: 'active' } as const;

/** Null where it opens nothing: whatever the reason, the same look-ups were made. */
async function openLink(store: Store, key: string, at: string): Promise<OpenLink | null> {
  const link = await linkRow(store, digestOfKey(key), at);
  const kept = await loadAccount(store, link?.account ?? '');
  const grants = await grantsOfAccount(store, kept?.account ?? '');
  if (link === null || kept === null || link.purpose === 'owner') return null;
  const { purpose, bodies } = link;
  const today = at.slice(0, 10);
  // A role that others gave since is not theirs to open who made the link.
  const isTheirs = grants.every(
    ({ to, organisation }) => (to !== null && to <= today) || bodies.includes(organisation),
  );
  return kept.body.state === stateFor[purpose] && isTheirs ? { link, purpose, kept } : null;
}

function afterLink({ clearsFactors }: LinkRow, at: string) {
  const shared = { state: 'active', hasPassword: true, passwordSetAt: at, signedOutAt: at, tokens: [] } as const;
  const cleared = { hasTotp: false, totpSetAt: null, recoveryCodesMadeAt: null, recoveryCodesLeft: 0, passkeys: [] };
  return clearsFactors ? { ...shared, ...cleared } : shared;
}

async function openAnew(client: Asking, account: string, passwordHash: string, clearsFactors: boolean): Promise<void> {
  await updatePassword(client, account, passwordHash);
  if (clearsFactors) await deleteSecondFactors(client, account);
  await deleteSessionsOf(client, account, null);
  await deleteTokensOf(client, account);
  await deleteDevicesOf(client, account);
}
