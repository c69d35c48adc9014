/** Who asks, by the session or the token that came with the question. Asked at every request: one look-up by key. */

import { type Asker, ownerOfInstallation } from '#actions/asker.ts';
import type { AccountId } from '#core/access/principal.ts';
import { type Role, roleNames, type VerbGroup } from '#core/access/vocabulary.ts';
import { digestOfKey, isTokenText } from '#identity/secret-keys.ts';
import { momentAfter, sessionIdle, usedAgain } from '#identity/session-times.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Store } from '#store/open.ts';
import { type HolderRow, holderOfSession, touchSession } from '#store/session-rows.ts';
import { holderOfToken, touchToken } from '#store/token-rows.ts';

/** Whose roles ask for a second factor: of those who decide for a body (administrators and approvers), or of everybody. */
export const secondFactorFor = ['approvers', 'everyone'] as const;
export type SecondFactorFor = (typeof secondFactorFor)[number];

const askingRoles: Record<SecondFactorFor, readonly Role[]> = {
  approvers: ['administrator', 'approver'],
  everyone: roleNames,
};

/**
 * Who asks; null: nobody whom the session or the token names. With both, the token counts. A person whose roles ask for a second
 * factor, and who signed in with one alone, may do nothing but add one: they have no scope at all.
 */
export async function askerOf(
  store: Store,
  given: { readonly session?: string | undefined; readonly token?: string | undefined },
  at: string,
  today: IsoDate,
  needsFactor: SecondFactorFor = 'approvers',
): Promise<Asker | null> {
  const { session, token } = given;
  if (token !== undefined) return tokenAsker(store, token, at, today);
  if (session === undefined || session === '') return null;
  const digest = digestOfKey(session);
  const holder = await holderOfSession(store, digest, {
    at,
    seenSince: momentAfter(at, -sessionIdle),
    on: today,
    cautious: askingRoles[needsFactor],
  });
  if (holder === null) return null;
  if (isDueAgain(holder, at)) await touchSession(store, digest, at);
  if (holder.account === null) return { ...ownerOfInstallation, session: holder.id };
  return personOf(holder, 'person', holder.lacksFactor ? [] : null, today);
}

async function tokenAsker(store: Store, token: string, at: string, today: IsoDate): Promise<Asker | null> {
  if (!isTokenText(token)) return null;
  const digest = digestOfKey(token);
  const holder = await holderOfToken(store, digest, at);
  if (holder === null) return null;
  if (isDueAgain(holder, at)) await touchToken(store, digest, at);
  return personOf(holder, 'token', (holder.scopes ?? []) as readonly VerbGroup[], today);
}

function personOf(
  { id, account, name }: HolderRow,
  kind: 'person' | 'token',
  scopes: readonly VerbGroup[] | null,
  on: IsoDate,
): Asker {
  return { kind, account: account as AccountId, name: name ?? '', session: id, scopes, on };
}

function isDueAgain({ seenAt }: HolderRow, at: string): boolean {
  return seenAt === null || momentAfter(seenAt, usedAgain) <= at;
}
