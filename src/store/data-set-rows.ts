/**
 * The numbers of a data set, column by column, as each version of its record came with them. What is told about a data
 * set is its record (`record-rows.ts`); these rows are written in the same transaction. Does not know what the
 * numbers mean.
 */

import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type BinaryField, encodeCopyBinary, int32, parseCopyBinary } from '#store/copy-binary.ts';
import type { Store } from '#store/open.ts';
import { storeErrorOf } from '#store/store-error.ts';

/** A version of a data set of a register. */
export type DataVersionKey = { readonly register: string; readonly dataSet: string; readonly version: number };

/** Numbers one after the other, little-endian, as the machines that the program runs on keep them in memory. */
export type ColumnBytes = {
  readonly measure: string;
  readonly period: string;
  readonly values: Uint8Array;
  /** One byte a number. */
  readonly marks: Uint8Array | null;
};

export type DataVersion = {
  readonly codes: readonly string[];
  readonly keys: readonly string[];
  readonly columns: readonly ColumnBytes[];
};

/** Writes a new version. The client is in the transaction that writes its record. */
export async function saveDataVersion(client: pg.ClientBase, key: DataVersionKey, content: DataVersion): Promise<void> {
  const { register, dataSet, version } = key;
  await client.query(
    'insert into work.data_versions (register, data_set, version, codes, keys) values ($1, $2, $3, $4, $5)',
    [register, dataSet, version, JSON.stringify(content.codes), JSON.stringify(content.keys)],
  );
  const head = [Buffer.from(register), Buffer.from(dataSet), int32(version)];
  const rows = function* (): Generator<BinaryField[]> {
    for (const { measure, period, values, marks } of content.columns)
      yield [...head, Buffer.from(measure), Buffer.from(period), values, marks];
  };
  const copy = 'copy work.data_columns (register, data_set, version, measure, period, "values", marks) from stdin';
  await pipeline(
    Readable.from(encodeCopyBinary(rows()), { objectMode: true }),
    client.query(copyFrom(`${copy} (format binary)`)),
  );
}

/**
 * The version, its columns in no order; null: there is none. Every column has its own memory.
 * @throws StoreError database-lost
 */
export async function loadDataVersion(store: Store, key: DataVersionKey): Promise<DataVersion | null> {
  const { register, dataSet, version } = key;
  const doing = `loading the numbers of ${dataSet}`;
  const client = await store.pool.connect().catch((error: unknown) => {
    throw storeErrorOf(error, doing);
  });
  let broken = true;
  try {
    const { rows } = await client.query<{ codes: string; keys: string }>(
      'select codes, keys from work.data_versions where register = $1 and data_set = $2 and version = $3',
      [register, dataSet, version],
    );
    const [row] = rows;
    const columns = row === undefined ? [] : await loadColumns(client, key);
    broken = false;
    return row === undefined ? null : { codes: JSON.parse(row.codes), keys: JSON.parse(row.keys), columns };
  } catch (error) {
    throw storeErrorOf(error, doing);
  } finally {
    client.release(broken);
  }
}

async function loadColumns(
  client: pg.ClientBase,
  { register, dataSet, version }: DataVersionKey,
): Promise<ColumnBytes[]> {
  const where = `register = ${pg.escapeLiteral(register)} and data_set = ${pg.escapeLiteral(dataSet)}`;
  const query = `select measure, period, "values", marks from work.data_columns where ${where} and version = ${Math.trunc(version)}`;
  const bytes = await buffer(client.query(copyTo(`copy (${query}) to stdout (format binary)`)));
  return parseCopyBinary(bytes).map(([measure, period, values, marks]) => ({
    measure: textOf(measure),
    period: textOf(period),
    values: ownMemory(values ?? new Uint8Array()),
    marks: marks === undefined || marks === null ? null : ownMemory(marks),
  }));
}

function textOf(field: BinaryField | undefined): string {
  return Buffer.from(field ?? []).toString('utf8');
}

/** A copy that begins at the start of its memory, so that numbers of any size can be read from it. */
function ownMemory(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
