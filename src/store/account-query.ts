/** One query about accounts and what opens them, with faults of the database told as such. */

import type pg from 'pg';
import type { Asking } from '#store/request-role.ts';
import { withStoreErrors } from '#store/store-error.ts';

/** The rows. @throws StoreError when a person can act on what went wrong */
export async function askAccounts<R extends pg.QueryResultRow>(
  asking: Asking,
  query: string,
  values: readonly unknown[],
): Promise<R[]> {
  const { rows } = await withStoreErrors('looking up who signs in', () => asking.query<R>(query, [...values]));
  return rows;
}

/**
 * The same for what is asked at every request: the database plans it once for each connection, under that name.
 * @throws StoreError when a person can act on what went wrong
 */
export async function askAccountsOften<R extends pg.QueryResultRow>(
  asking: Asking,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<R[]> {
  const prepared = { name, text, values: [...values] };
  const { rows } = await withStoreErrors('looking up who asks', () => asking.query<R>(prepared));
  return rows;
}

/**
 * Takes the transaction back out of the role of who asks, for the secrets that are written with a record: no role of a
 * request reaches them. Only for the end of a transaction.
 */
export async function leaveRequestRole(asking: Asking): Promise<void> {
  await asking.query('set local role none');
}
