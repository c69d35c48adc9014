/** Who is signed in, in which browser, since when. Keys are known by their SHA-256 alone. */

import { askAccounts, askAccountsOften } from '#store/account-query.ts';
import type { Store } from '#store/open.ts';
import type { Asking } from '#store/request-role.ts';

export type SessionRow = {
  /** As lists and the journal show it; the key is with the browser alone. */
  readonly id: string;
  /** Null: the owner of the installation. */
  readonly account: string | null;
  readonly proofs: readonly string[];
  readonly isStrong: boolean;
  readonly madeAt: string;
  readonly seenAt: string;
  readonly provedAt: string;
  readonly expiresAt: string;
  /** What the browser says of itself. */
  readonly device: string;
};

/** Who holds a session or a token that opens something now. */
export type HolderRow = {
  /** Of the session or the token. */
  readonly id: string;
  /** Null: the owner of the installation. */
  readonly account: string | null;
  readonly name: string | null;
  readonly scopes: readonly string[] | null;
  /** When it was last seen; null: never. */
  readonly seenAt: string | null;
  /** A role asks for a second factor on the day, and the session was begun with one alone. */
  readonly lacksFactor: boolean;
};

const columns =
  'id, account, proofs, is_strong as "isStrong", made_at as "madeAt", seen_at as "seenAt", proved_at as "provedAt", ' +
  'expires_at as "expiresAt", device';

/** Adds a session. */
export async function insertSession(asking: Asking, digest: Buffer, row: SessionRow): Promise<void> {
  const { id, account, proofs, isStrong, madeAt, seenAt, provedAt, expiresAt, device } = row;
  await askAccounts(
    asking,
    'insert into access.sessions (digest, id, account, proofs, is_strong, made_at, seen_at, proved_at, expires_at, device) ' +
      'values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [digest, id, account, proofs, isStrong, madeAt, seenAt, provedAt, expiresAt, device],
  );
}

/**
 * Who holds the session at that moment; null: nobody, it is over or the account is not active. `seenSince`: the oldest
 * moment at which it may have been last seen; `cautious`: roles that ask for a second factor. Costs one look-up by key.
 */
export async function holderOfSession(
  store: Store,
  digest: Buffer,
  asked: { readonly at: string; readonly seenSince: string; readonly on: string; readonly cautious: readonly string[] },
): Promise<HolderRow | null> {
  const { at, seenSince, on, cautious } = asked;
  const found = await askAccountsOften<HolderRow>(
    store.pool,
    'holder of a session',
    `select s.id, s.account, r.body ->> 'name' as name, null as scopes, s.seen_at as "seenAt",
       not s.is_strong and exists (
         select from work.records g
         where g.kind = 'grant' and g.body is not null and g.body ->> 'account' = s.account
           and g.body ->> 'role' = any ($5) and (g.body ->> 'from') collate "C" <= $4
           and (g.body ->> 'to' is null or (g.body ->> 'to') collate "C" > $4)
       ) as "lacksFactor"
     from access.sessions s
     left join access.credentials c on c.account = s.account
     left join work.records r on r.register = c.register and r.kind = 'account' and r.id = c.account
     where s.digest = $1 and s.expires_at > $2 and s.seen_at > $3
       and (s.account is null or r.body ->> 'state' = 'active')`,
    [digest, at, seenSince, on, cautious],
  );
  return found[0] ?? null;
}

/** Records that the session was used; nothing when that is known for a later moment. */
export async function touchSession(store: Store, digest: Buffer, at: string): Promise<void> {
  await askAccounts(store.pool, 'update access.sessions set seen_at = $2 where digest = $1 and seen_at < $2', [
    digest,
    at,
  ]);
}

/** The session by its id, over or not; null: there is none. */
export async function sessionRow(store: Store, id: string): Promise<SessionRow | null> {
  const found = await askAccounts<SessionRow>(store.pool, `select ${columns} from access.sessions where id = $1`, [id]);
  return found[0] ?? null;
}

/** The sessions of the account (null: of the owner of the installation) that are not over, newest first. */
export async function sessionRowsOf(
  store: Store,
  account: string | null,
  { at, seenSince }: { readonly at: string; readonly seenSince: string },
): Promise<SessionRow[]> {
  return askAccounts(
    store.pool,
    `select ${columns} from access.sessions where account is not distinct from $1 and expires_at > $2 and seen_at > $3 ` +
      'order by made_at desc, id',
    [account, at, seenSince],
  );
}

/**
 * Gives the session another key: the old one opens nothing any more. What was proved is added to what had been. False: the
 * session is gone.
 */
export async function renewSession(
  asking: Asking,
  id: string,
  digest: Buffer,
  proved: { readonly proofs: readonly string[]; readonly isStrong: boolean; readonly at: string },
): Promise<boolean> {
  const renewed = await askAccounts(
    asking,
    `update access.sessions set digest = $2, proved_at = $3, seen_at = $3, is_strong = is_strong or $5,
       proofs = array(select distinct proof from unnest(proofs || $4::text[]) proof order by proof)
     where id = $1 returning id`,
    [id, digest, proved.at, proved.proofs, proved.isStrong],
  );
  return renewed.length > 0;
}

/** Ends the session of the account; false: it has none of that id. */
export async function deleteSession(asking: Asking, account: string | null, id: string): Promise<boolean> {
  const gone = await askAccounts(
    asking,
    'delete from access.sessions where id = $2 and account is not distinct from $1 returning id',
    [account, id],
  );
  return gone.length > 0;
}

/** Ends all sessions of the account but that one; how many there were. */
export async function deleteSessionsOf(asking: Asking, account: string | null, except: string | null): Promise<number> {
  const gone = await askAccounts(
    asking,
    'delete from access.sessions where account is not distinct from $1 and id is distinct from $2 returning id',
    [account, except],
  );
  return gone.length;
}
