/**
 * Links that are handed to somebody: an invitation, a way back in, the key of the owner of a laptop. Each is known by the SHA-256
 * of its key, works once and not for long.
 */

import { askAccounts } from '#store/account-query.ts';
import type { Store } from '#store/open.ts';
import type { Asking } from '#store/request-role.ts';

export type LinkPurpose = 'invitation' | 'reset' | 'owner';

export type LinkRow = {
  readonly purpose: LinkPurpose;
  /** Null: the owner of the installation. */
  readonly account: string | null;
  /** Ids of the bodies whose roles it may open. */
  readonly bodies: readonly string[];
  /** Whether second factors are taken away when it is used. */
  readonly clearsFactors: boolean;
  readonly madeAt: string;
  readonly expiresAt: string;
};

const columns =
  'purpose, account, bodies, clears_factors as "clearsFactors", made_at as "madeAt", expires_at as "expiresAt"';

/** Adds a link; one of the same account that was not used opens nothing any more. */
export async function insertLink(asking: Asking, digest: Buffer, row: LinkRow): Promise<void> {
  const { purpose, account, bodies, clearsFactors, madeAt, expiresAt } = row;
  if (account !== null) await deleteLinksOf(asking, account);
  await askAccounts(
    asking,
    'insert into access.links (digest, purpose, account, bodies, clears_factors, made_at, expires_at) ' +
      'values ($1, $2, $3, $4, $5, $6, $7)',
    [digest, purpose, account, bodies, clearsFactors, madeAt, expiresAt],
  );
}

/** The link, if it opens something at that moment; null: it does not. */
export async function linkRow(store: Store, digest: Buffer, at: string): Promise<LinkRow | null> {
  const found = await askAccounts<LinkRow>(
    store.pool,
    `select ${columns} from access.links where digest = $1 and expires_at > $2`,
    [digest, at],
  );
  return found[0] ?? null;
}

/** The same where it is for that purpose, and it is used up: of two at once one gets it. */
export async function takeLink(
  asking: Asking,
  digest: Buffer,
  at: string,
  purpose: LinkPurpose,
): Promise<LinkRow | null> {
  const taken = await askAccounts<LinkRow>(
    asking,
    `delete from access.links where digest = $1 and expires_at > $2 and purpose = $3 returning ${columns}`,
    [digest, at, purpose],
  );
  return taken[0] ?? null;
}

/** Takes the links of the account away that were not used. */
export async function deleteLinksOf(asking: Asking, account: string): Promise<void> {
  await askAccounts(asking, 'delete from access.links where account = $1', [account]);
}

/** Takes those away that would open roles of other bodies than they were made for. */
export async function deleteLinksBeyond(asking: Asking, account: string, bodies: readonly string[]): Promise<void> {
  await askAccounts(asking, 'delete from access.links where account = $1 and not $2::text[] <@ bodies', [
    account,
    bodies,
  ]);
}
