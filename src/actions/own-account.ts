/** What somebody who is signed in sees of themselves: who they are here, which roles they hold, how they sign in and from where. */

import { accountOfAsker, grantsOfAccount, type KeptGrant } from '#actions/account-record.ts';
import type { Asker } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import { isFresh, listSessions, type ShownSession } from '#actions/sessions.ts';
import { proveAgain } from '#actions/sign-in-refusals.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { holdsOn } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import { sessionRow } from '#store/session-rows.ts';
import { type TokenRow, tokenRowsOf } from '#store/token-rows.ts';

export type WhoAmI = {
  readonly kind: Asker['kind'];
  readonly account: string;
  readonly name: string;
  /** Null: of the owner of the installation. */
  readonly email: string | null;
  readonly secondFactors: readonly ('totp' | 'passkey' | 'recovery-codes')[];
  /** Roles ask for a second factor and there is none: only adding one is possible. */
  readonly mustAddFactor: boolean;
  /** Credentials can be changed without showing again who one is. */
  readonly isFresh: boolean;
  /** Those that hold on the day, of every register, in order of register and id. */
  readonly grants: readonly KeptGrant[];
};

export type OwnAccount = {
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly recoveryCodesLeft: number;
  readonly passkeys: readonly { readonly id: string; readonly name: string; readonly addedAt: string }[];
  readonly identities: readonly { readonly provider: string; readonly name: string }[];
  readonly sessions: readonly ShownSession[];
  readonly tokens: readonly TokenRow[];
};

/** Who asks, as they see themselves. */
export async function whoAmI(store: Store, asker: Asker, at: string, today: IsoDate): Promise<WhoAmI> {
  const { kind, account, name, scopes, session } = asker;
  const kept = await accountOfAsker(store, asker);
  const row = session === null || kind === 'token' ? null : await sessionRow(store, session);
  const shared = { kind, account, name, isFresh: row !== null && isFresh(row, at) };
  if (kept === null) return { ...shared, email: null, secondFactors: [], mustAddFactor: false, grants: [] };
  const { email, hasTotp, passkeys, recoveryCodesLeft } = kept.body;
  const grants = await grantsOfAccount(store, kept.account);
  return {
    ...shared,
    email,
    secondFactors: [
      ...(hasTotp ? (['totp'] as const) : []),
      ...(passkeys.length > 0 ? (['passkey'] as const) : []),
      ...(recoveryCodesLeft > 0 ? (['recovery-codes'] as const) : []),
    ],
    mustAddFactor: kind === 'person' && scopes !== null && scopes.length === 0,
    grants: grants.filter((one) => holdsOn(one, today)),
  };
}

/** How who asks signs in, and from where; refused for the owner of the installation, who has no account. */
export async function ownAccount(store: Store, asker: Asker, at: string): Promise<Result<OwnAccount, Refusal>> {
  const kept = await accountOfAsker(store, asker);
  if (kept === null) return refuse(proveAgain);
  const { name, email, hasPassword, hasTotp, recoveryCodesLeft, passkeys, identities } = kept.body;
  const sessions = await listSessions(store, asker, at);
  const tokens = await tokenRowsOf(store, kept.account);
  return answer({ name, email, hasPassword, hasTotp, recoveryCodesLeft, passkeys, identities, sessions, tokens });
}
