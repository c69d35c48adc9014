/**
 * How far a store has come: the newest change of each register and the newest import of each pack. A view of the store for
 * one request reads it once, after the request began, and again after this process has changed something.
 */

import type pg from 'pg';
import { withStoreErrors } from '#store/store-error.ts';

/** The newest import of each pack in order of name, and the newest entry of the journal about its register. */
export type StoreHeads = readonly { readonly name: string; readonly revision: number; readonly seq: number }[];

const changes = new WeakMap<pg.Pool, number>();

/** What the views of the pool's store have read is no longer the newest. */
export function noteChange(pool: pg.Pool): void {
  changes.set(pool, changesOf(pool) + 1);
}

function changesOf(pool: pg.Pool): number {
  return changes.get(pool) ?? 0;
}

/** The heads of a store, as one request reads them. */
export class RequestHeads {
  private readonly pool: pg.Pool;
  private read: { readonly after: number; readonly heads: Promise<StoreHeads> } | null = null;

  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  /** With everything that was saved before the request began, and all that this process saved before the call. */
  get(): Promise<StoreHeads> {
    const after = changesOf(this.pool);
    if (this.read?.after === after) return this.read.heads;
    const heads = readHeads(this.pool);
    const read = { after, heads };
    this.read = read;
    heads.catch(() => {
      if (this.read === read) this.read = null;
    });
    return heads;
  }
}

async function readHeads(pool: pg.Pool): Promise<StoreHeads> {
  const { rows } = await withStoreErrors('looking for what changed', () =>
    pool.query<StoreHeads[number]>(
      `select name, revision, (select coalesce(max(seq), 0) from work.records where register = name) as seq
       from (select distinct on (pack) pack as name, id as revision from facts.imports
             order by pack, recorded_at desc) newest
       order by name`,
    ),
  );
  return rows;
}
