/** Tokens of the API: for programs that act for a person, within some groups of verbs and until a day. */

import { askAccounts, askAccountsOften } from '#store/account-query.ts';
import type { Store } from '#store/open.ts';
import type { Asking } from '#store/request-role.ts';
import type { HolderRow } from '#store/session-rows.ts';

export type TokenRow = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly madeAt: string;
  readonly expiresAt: string;
  /** Null: never. */
  readonly usedAt: string | null;
};

const columns = 'id, account, name, scopes, made_at as "madeAt", expires_at as "expiresAt", used_at as "usedAt"';

/** Adds a token. */
export async function insertToken(asking: Asking, digest: Buffer, row: Omit<TokenRow, 'usedAt'>): Promise<void> {
  const { id, account, name, scopes, madeAt, expiresAt } = row;
  await askAccounts(
    asking,
    'insert into access.tokens (digest, id, account, name, scopes, made_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [digest, id, account, name, scopes, madeAt, expiresAt],
  );
}

/** Who holds the token at that moment; null: nobody, it is over or the account is not active. */
export async function holderOfToken(store: Store, digest: Buffer, at: string): Promise<HolderRow | null> {
  const found = await askAccountsOften<HolderRow>(
    store.pool,
    'holder of a token',
    `select t.id, t.account, r.body ->> 'name' as name, t.scopes, t.used_at as "seenAt", false as "lacksFactor"
     from access.tokens t
     join access.credentials c on c.account = t.account
     join work.records r on r.register = c.register and r.kind = 'account' and r.id = c.account
     where t.digest = $1 and t.expires_at > $2 and r.body ->> 'state' = 'active'`,
    [digest, at],
  );
  return found[0] ?? null;
}

/** Records that the token was used; nothing when that is known for a later moment. */
export async function touchToken(store: Store, digest: Buffer, at: string): Promise<void> {
  const query = 'update access.tokens set used_at = $2 where digest = $1 and (used_at is null or used_at < $2)';
  await askAccounts(store.pool, query, [digest, at]);
}

/** The tokens of the account, those that are over too, newest first. */
export async function tokenRowsOf(store: Store, account: string): Promise<TokenRow[]> {
  return askAccounts(store.pool, `select ${columns} from access.tokens where account = $1 order by made_at desc, id`, [
    account,
  ]);
}

/** The account of a token; null: there is no such token. */
export async function accountOfToken(store: Store, id: string): Promise<string | null> {
  const found = await askAccounts<{ account: string }>(store.pool, 'select account from access.tokens where id = $1', [
    id,
  ]);
  return found[0]?.account ?? null;
}

/** Takes a token of the account away; false: it has none of that id. */
export async function deleteToken(asking: Asking, account: string, id: string): Promise<boolean> {
  const gone = await askAccounts(asking, 'delete from access.tokens where id = $2 and account = $1 returning id', [
    account,
    id,
  ]);
  return gone.length > 0;
}

/** Takes all tokens of the account away. */
export async function deleteTokensOf(asking: Asking, account: string): Promise<void> {
  await askAccounts(asking, 'delete from access.tokens where account = $1', [account]);
}
