/**
 * The owner of a laptop: the start makes a key, shows it as part of a link, and whoever opens the link first is the owner in
 * that browser.
 */

import type { Refusal } from '#actions/refusal.ts';
import { type StartedSession, startSession } from '#actions/sessions.ts';
import { linkNotValid } from '#actions/sign-in-refusals.ts';
import { digestOfKey, makeKey } from '#identity/secret-keys.ts';
import { momentAfter, ownerKeyLife } from '#identity/session-times.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { insertLink, takeLink } from '#store/link-rows.ts';
import type { Store } from '#store/open.ts';

/** A key that makes its first user the owner, within five minutes. Others that were made stay good. */
export async function makeOwnerKey(store: Store, at: string): Promise<string> {
  const key = makeKey();
  const expiresAt = momentAfter(at, ownerKeyLife);
  const row = { purpose: 'owner', account: null, bodies: [], clearsFactors: false, madeAt: at, expiresAt } as const;
  await insertLink(store.pool, digestOfKey(key), row);
  return key;
}

/** The session of the owner; refused when the key was used, is too old or none. Of two at once one is the owner. */
export async function ownerSession(
  store: Store,
  key: string,
  { device, at }: { readonly device: string; readonly at: string },
): Promise<Result<StartedSession, Refusal>> {
  const link = await takeLink(store.pool, digestOfKey(key), at, 'owner');
  if (link === null) return refuse(linkNotValid);
  return answer(await startSession(store, { account: null, proofs: ['owner-key'], isStrong: true, device, at }));
}
