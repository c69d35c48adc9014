/**
 * The second wall: what is read or written for somebody who is not the owner of the installation runs in a role of the
 * database that sees and changes only what the grants in the database itself allow. The rules are in
 * migrations/0005-request-role.sql; see docs/decisions/0016-two-walls.md.
 */

import pg from 'pg';
import type { IsoDate } from '#std/iso-date.ts';
import type { Store } from '#store/open.ts';
import { errorCode, errorMessage, StoreError, withStoreErrors } from '#store/store-error.ts';
import { inTransaction } from '#store/transaction.ts';

/** Who asks, as the database is told. */
export type RequestRole = {
  readonly account: string;
  readonly name: string;
  /** Null: without one. */
  readonly session: string | null;
  /** The day whose grants count. */
  readonly on: IsoDate;
  /** Id of the body in whose name something is changed; null: nothing is. */
  readonly actingFor: string | null;
  /** Id of the proposal that is carried out; null: none is. */
  readonly proposal: string | null;
};

/** A single question of somebody may take so long. @units milliseconds */
const readingPatienceMs = 60_000;

/** What asks the database: a connection, or the pool of them. */
export type Asking = Pick<pg.ClientBase, 'query'>;

/**
 * Puts the transaction that is open on the connection into the role, for one register. It ends with the transaction.
 * @throws StoreError role-needed when this login may not do so
 */
export async function enterRequestRole(client: Asking, register: string, as: RequestRole): Promise<void> {
  await settled(client, `select ${settingsOf(register, as)}`);
}

/** The same in a transaction that only reads, which this begins: one trip for all of it. */
function beginReading(client: Asking, register: string, as: RequestRole): Promise<void> {
  const patience = `set_config('statement_timeout', '${readingPatienceMs}', true)`;
  return settled(client, `begin read only; select ${settingsOf(register, as)}, ${patience}`);
}

/** The role comes last: whatever is set before it is set by the login. */
function settingsOf(register: string, { account, on, actingFor, proposal }: RequestRole): string {
  const settings = [
    ['coterminous.account', account],
    ['coterminous.on', on],
    ['coterminous.register', register],
    ['coterminous.acting_for', actingFor ?? ''],
    ['coterminous.proposal', proposal ?? ''],
    ['role', 'coterminous_request'],
  ] as const;
  return settings.map(([name, value]) => `set_config('${name}', ${quoted(value)}, true)`).join(', ');
}

/** A text as PostgreSQL reads it in a statement. NUL would end the statement. */
function quoted(text: string): string {
  if (text.includes('\0')) throw new Error('a setting with the character NUL');
  return pg.escapeLiteral(text);
}

async function settled(client: Asking, statements: string): Promise<void> {
  try {
    await client.query(statements);
  } catch (error) {
    // The role is not there any more, or is not given to this login.
    if (!['42501', '22023', '42704'].includes(errorCode(error))) throw error;
    const message =
      `The database does not let the program act for the people who ask: ${errorMessage(error)}. Let an administrator of ` +
      'the database run: grant coterminous_request to the role that the program signs in as, with set true, inherit false.';
    throw new StoreError('role-needed', message, { cause: error });
  }
}

/**
 * What the run returned, which only reads: in the role, in a transaction of its own; without one, as the owner of the
 * tables. `doing` says in messages what was going on.
 * @throws StoreError database-lost; query-cancelled when the answer takes too long
 */
export async function readAs<T>(
  store: Store,
  doing: string,
  role: { readonly register: string; readonly as: RequestRole | undefined },
  run: (asking: Asking) => Promise<T>,
): Promise<T> {
  const { register, as } = role;
  if (as !== undefined) {
    return inTransaction(store, doing, run, { reading: (client) => beginReading(client, register, as) });
  }
  return withStoreErrors(doing, () => run(store.pool));
}

/** PostgreSQL's refusal of a row as a StoreError `wall-refused`; any other error as it came. */
export function wallErrorOf(error: unknown): unknown {
  // A key that is taken by a record that the role does not see is found when the row is written.
  const isRefused = errorCode(error) === '42501' || errorCode(error) === '23505';
  return isRefused && !(error instanceof StoreError) ? wallRefused(error) : error;
}

/** The fault of a change that the database does not let this person make. */
export function wallRefused(cause?: unknown): StoreError {
  const message =
    'The database refused the change: this account may not make it on this day, for the organisation that it acts for. ' +
    'Nothing was changed. Look at what is there now, and ask an administrator of the organisation if you need the role.';
  return new StoreError('wall-refused', message, cause === undefined ? {} : { cause });
}
