/** One transaction on a connection of its own: what a run writes is kept whole or not at all. */

import type pg from 'pg';
import type { Store } from '#store/open.ts';
import { noteChange } from '#store/request-heads.ts';
import { storeErrorOf } from '#store/store-error.ts';

/**
 * What the run returned. Its writing is kept, unless `isKept` says no of what it returned; when it throws, nothing is.
 * `doing` says in messages what was going on; `reading` begins one that changes nothing.
 * @throws StoreError when a person can act on what went wrong, such as a full disk; else what was thrown
 */
export async function inTransaction<T>(
  store: Store,
  doing: string,
  run: (client: pg.ClientBase) => Promise<T>,
  options: {
    readonly isKept?: (outcome: T) => boolean;
    readonly reading?: (client: pg.ClientBase) => Promise<unknown>;
  } = {},
): Promise<T> {
  const { isKept = () => true, reading } = options;
  const client = await store.pool.connect().catch((error: unknown) => {
    throw storeErrorOf(error, doing);
  });
  let broken = true;
  try {
    await (reading?.(client) ?? client.query('begin'));
    const outcome = await run(client);
    await client.query(isKept(outcome) ? 'commit' : 'rollback');
    broken = false;
    return outcome;
  } catch (error) {
    broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    throw storeErrorOf(error, doing);
  } finally {
    client.release(broken);
    if (reading === undefined) noteChange(store.pool);
  }
}
