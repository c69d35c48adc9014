/**
 * The numbers of a data set, column by column, as each version of its record came with them. What is told about a data
 * set is its record (`record-rows.ts`); these rows are written in the same transaction. Does not know what the
 * numbers mean.
 */

import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type BinaryField, parseCopyBinary } from '#store/copy-binary.ts';
import type { Store } from '#store/open.ts';
import { enterRequestRole, type RequestRole } from '#store/request-role.ts';
import { inTransaction } from '#store/transaction.ts';

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

/** A statement takes so many columns, or fewer of so many bytes. */
const columnsAtOnce = 200;
const bytesAtOnce = 4_000_000;

/** Writes a new version. The client is in the transaction that writes its record. */
export async function saveDataVersion(client: pg.ClientBase, key: DataVersionKey, content: DataVersion): Promise<void> {
  const { register, dataSet, version } = key;
  await client.query(
    'insert into work.data_versions (register, data_set, version, codes, keys) values ($1, $2, $3, $4, $5)',
    [register, dataSet, version, JSON.stringify(content.codes), JSON.stringify(content.keys)],
  );
  // Not by COPY, which PostgreSQL refuses where it has to ask for each row whether it may be written.
  for (const some of inPieces(content.columns)) {
    const rows = some.map((_, at) => `($1, $2, $3, ${[4, 5, 6, 7].map((place) => `$${at * 4 + place}`).join(', ')})`);
    await client.query(
      'insert into work.data_columns (register, data_set, version, measure, period, "values", marks) ' +
        `values ${rows.join(', ')}`,
      [register, dataSet, version, ...some.flatMap((one) => [one.measure, one.period, one.values, one.marks])],
    );
  }
}

function* inPieces(columns: readonly ColumnBytes[]): Generator<ColumnBytes[]> {
  let piece: ColumnBytes[] = [];
  let bytes = 0;
  for (const column of columns) {
    const size = column.values.byteLength + (column.marks?.byteLength ?? 0);
    if (piece.length === columnsAtOnce || (piece.length > 0 && bytes + size > bytesAtOnce)) {
      yield piece;
      piece = [];
      bytes = 0;
    }
    piece.push(column);
    bytes += size;
  }
  if (piece.length > 0) yield piece;
}

/**
 * The numbers that the data set has in this version, its columns in no order: those of the newest import up to it, since a
 * change of who sees a data set makes a version without numbers of its own. Null: there is no such version, or `as` may not see them now.
 * Every column has its own memory.
 * @throws StoreError database-lost
 */
export async function loadDataVersion(
  store: Store,
  key: DataVersionKey,
  as?: RequestRole,
): Promise<DataVersion | null> {
  const { register, dataSet, version } = key;
  const run = async (client: pg.ClientBase): Promise<DataVersion | null> => {
    if (as !== undefined) await enterRequestRole(client, register, as);
    const { rows } = await client.query<{ version: number; codes: string; keys: string }>(
      'select v.version, codes, keys from work.data_versions v join work.records r using (register) ' +
        "where register = $1 and data_set = $2 and v.version <= $3 and kind = 'data-set' and id = data_set " +
        'and $3 <= r.version order by v.version desc limit 1',
      [register, dataSet, version],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const columns = await loadColumns(client, { ...key, version: row.version });
    return { codes: JSON.parse(row.codes), keys: JSON.parse(row.keys), columns };
  };
  return inTransaction(store, `loading the numbers of ${dataSet}`, run, {
    reading: (client) => client.query('begin read only'),
  });
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
