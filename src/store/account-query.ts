/** One query about accounts and what opens them, with faults of the database told as such. */

import type pg from 'pg';
import type { Asking } from '#store/request-role.ts';
import { storeErrorOf } from '#store/store-error.ts';

/** The rows. @throws StoreError when a person can act on what went wrong */
export async function askAccounts<R extends pg.QueryResultRow>(
  asking: Asking,
  query: string,
  values: readonly unknown[],
): Promise<R[]> {
  try {
    const { rows } = await asking.query<R>(query, [...values]);
    return rows;
  } catch (error) {
    throw storeErrorOf(error, 'looking up who signs in');
  }
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
  try {
    const { rows } = await asking.query<R>({ name, text, values: [...values] });
    return rows;
  } catch (error) {
    throw storeErrorOf(error, 'looking up who asks');
  }
}

/**
 * Takes the transaction back out of the role of who asks, for the secrets that are written with a record: no role of a
 * request reaches them. Only for the end of a transaction.
 */
export async function leaveRequestRole(asking: Asking): Promise<void> {
  await asking.query('set local role none');
}
