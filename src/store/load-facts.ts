/**
 * All that a pack states, as the store knew it at a moment of recorded time. Rows come in the order of the
 * pack's files.
 */

import { text } from 'node:stream/consumers';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Table } from '#core/pack/table.ts';
import { type Facts, packTables } from '#core/pack/tables.ts';
import { parseCopy } from '#store/copy-text.ts';
import type { Store } from '#store/open.ts';
import { currentRevision } from '#store/pack-rows.ts';
import { columnNames, factTable, keyColumns } from '#store/sql-names.ts';
import { StoreError, withStoreErrors } from '#store/store-error.ts';

export type LoadOptions = {
  /** What we knew at this moment (ISO 8601); without it, after the last import. */
  readonly recordedAt?: string;
};

/** Two at once: while one table is read here, the database writes the next. */
const tablesAtOnce = 2;

/**
 * The facts of the pack; before its first import every table is empty. The same moment always gives the same
 * facts, whatever is imported meanwhile or later.
 * @throws StoreError unknown-pack, database-lost
 */
export async function loadFacts(store: Store, pack: string, options: LoadOptions = {}): Promise<Facts> {
  const last = await currentRevision(store, pack);
  if (last === null) throw new StoreError('unknown-pack', `The store holds no pack ${pack}.`);
  // Naming the moment keeps the tables of one load consistent, though they are read over several connections.
  const moment = options.recordedAt === undefined ? last.recordedAt : new Date(options.recordedAt).toISOString();
  const facts: Record<string, object[]> = Object.fromEntries(packTables.map((table) => [table.name, []]));
  const waiting: Table[] = [...packTables];
  const readTables = async (): Promise<void> => {
    const client = await store.pool.connect();
    let broken = true;
    try {
      for (let table = waiting.shift(); table !== undefined; table = waiting.shift()) {
        facts[table.name] = await readTable(client, table, pack, moment);
      }
      broken = false;
    } finally {
      client.release(broken);
    }
  };
  await withStoreErrors(`loading ${pack}`, () => Promise.all(Array.from({ length: tablesAtOnce }, readTables)));
  return facts as unknown as Facts;
}

async function readTable(client: pg.ClientBase, table: Table, pack: string, moment: string): Promise<object[]> {
  const at = pg.escapeLiteral(moment);
  const order = ['position', ...columnNames(keyColumns(table))].join(', ');
  const query =
    `select ${columnNames(table.columns).join(', ')} from ${factTable(table)} ` +
    `where pack = ${pg.escapeLiteral(pack)} and recorded_from <= ${at} and recorded_to > ${at} order by ${order}`;
  return parseCopy(table, await text(client.query(copyTo(`copy (${query}) to stdout`))));
}
