/** Who providers of sign-in say that an account is, and which bodies they mean by the codes that they use. */

import type { IsoDate } from '#std/iso-date.ts';
import { askAccounts } from '#store/account-query.ts';
import type { Store } from '#store/open.ts';
import type { Asking } from '#store/request-role.ts';

/** A person as a provider knows them: `subject` never changes and is nobody else's at that issuer. */
export type IdentityRow = { readonly issuer: string; readonly subject: string; readonly account: string };

const columns = 'issuer, subject, account';

/** The account of that identity, or null. */
export async function accountOfIdentity(store: Store, issuer: string, subject: string): Promise<string | null> {
  const found = await askAccounts<IdentityRow>(
    store.pool,
    `select ${columns} from access.identities where issuer = $1 and subject = $2`,
    [issuer, subject],
  );
  return found[0]?.account ?? null;
}

/** The identities of the account, in order of issuer and subject. */
export async function loadIdentities(store: Store, account: string): Promise<IdentityRow[]> {
  return askAccounts(
    store.pool,
    `select ${columns} from access.identities where account = $1 order by issuer, subject`,
    [account],
  );
}

/** True when the identity is the account's now; false: it is another's, and stays so. */
export async function insertIdentity(asking: Asking, { issuer, subject, account }: IdentityRow): Promise<boolean> {
  await askAccounts(asking, `insert into access.identities (${columns}) values ($1, $2, $3) on conflict do nothing`, [
    issuer,
    subject,
    account,
  ]);
  const held = await askAccounts<IdentityRow>(
    asking,
    `select ${columns} from access.identities where issuer = $1 and subject = $2 and account = $3`,
    [issuer, subject, account],
  );
  return held.length > 0;
}

/** How many identities of that issuer the account had, which are now gone. */
export async function deleteIdentities(asking: Asking, account: string, issuer: string): Promise<number> {
  const gone = await askAccounts<IdentityRow>(
    asking,
    `delete from access.identities where account = $1 and issuer = $2 returning ${columns}`,
    [account, issuer],
  );
  return gone.length;
}

/**
 * The body that each code or id means in a register on a day. Left out: what no body is known by, and what several are.
 */
export async function bodiesByCode(
  store: Store,
  register: string,
  codes: readonly string[],
  on: IsoDate,
): Promise<Map<string, string>> {
  const rows = await askAccounts<{ readonly code: string; readonly body: string }>(
    store.pool,
    'select code, min(body) as body from (' +
      'select value as code, organisation as body from facts.identifiers ' +
      `where pack = $1 and value = any ($2) and recorded_to = 'infinity' ` +
      'and ("from" is null or "from" <= $3) and ("to" is null or $3 < "to") ' +
      'union select id, id from facts.organisations ' +
      `where pack = $1 and id = any ($2) and recorded_to = 'infinity'` +
      ') named group by code having count(distinct body) = 1',
    [register, codes, on],
  );
  return new Map(rows.map(({ code, body }) => [code, body]));
}
