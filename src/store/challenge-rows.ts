/**
 * Questions that wait for one answer, for minutes: challenges of passkeys, sign-ins that went to a provider. Each is known by
 * the SHA-256 of a key that only who was asked has. Does not know what they ask.
 */

import { askAccounts } from '#store/account-query.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';

export type ChallengePurpose = 'make-passkey' | 'use-passkey' | 'provider' | 'second-factor';

export type Challenge = {
  readonly digest: Buffer;
  readonly purpose: ChallengePurpose;
  /** Whom it was asked of; null: whoever answers. */
  readonly account: string | null;
  readonly data: Json;
};

/** Keeps a challenge until `expiresAt`, and forgets those whose time is over at `at`. Moments are ISO 8601. */
export async function saveChallenge(
  store: Store,
  { digest, purpose, account, data }: Challenge,
  { at, expiresAt }: { readonly at: string; readonly expiresAt: string },
): Promise<void> {
  await askAccounts(store.pool, 'delete from access.challenges where expires_at <= $1', [at]);
  await askAccounts(
    store.pool,
    'insert into access.challenges (digest, purpose, account, data, expires_at) values ($1, $2, $3, $4, $5)',
    [digest, purpose, account, JSON.stringify(data), expiresAt],
  );
}

/** The challenge, which nobody can take again; null: there is none of that purpose, it was taken, or its time was over at `at`. */
export async function takeChallenge(
  store: Store,
  digest: Buffer,
  purpose: ChallengePurpose,
  at: string,
): Promise<Challenge | null> {
  const taken = await askAccounts<Challenge>(
    store.pool,
    'delete from access.challenges where digest = $1 and purpose = $2 and expires_at > $3 ' +
      'returning digest, purpose, account, data',
    [digest, purpose, at],
  );
  return taken[0] ?? null;
}
