/** A Parquet file as a table: every value as text, without loss. Read by DuckDB, a piece at a time. */

import type { RowBatch } from '#core/datasets/row-source.ts';
import { type Duck, openDuck, plainPath, sqlName, sqlText } from '#sources/tables/duckdb.ts';
import type { FileBytes } from '#sources/tables/file-bytes.ts';
import { RowBatches } from '#sources/tables/row-batches.ts';
import { TableFault, tableProblem } from '#sources/tables/table-problems.ts';
import type { FoundRows } from '#sources/tables/table-rows.ts';
import type { Problem } from '#std/problem.ts';

/** Rows are passed on a piece at a time, which takes little. @units megabytes */
const memoryForRows = 256;

type Column = { readonly name: string; readonly type: string };

/** The file as a table; rows count from 2, as if a heading stood above them. */
export async function openParquetTable(bytes: FileBytes): Promise<FoundRows> {
  const opened = await openParquet(bytes, memoryForRows);
  if ('problems' in opened) {
    await bytes.close();
    return { problems: opened.problems };
  }
  const { duck, from, columns, rows } = opened;
  const close = async () => {
    await duck.close();
    await bytes.close();
  };
  const heading = columns.map(({ name }) => name.trim());
  const problems = checkNames(heading, bytes.file);
  if (rows === 0) problems.push(tableProblem('no-rows', { file: bytes.file }));
  if (problems.length > 0) {
    await close();
    return { problems };
  }
  const batches = () => rowsOf(bytes, duck, from, columns);
  return { file: bytes.file, heading, warnings: [], rowCount: rows, batches, close };
}

type OpenParquet = {
  readonly duck: Duck;
  /** As SQL reads it. */
  readonly from: string;
  readonly columns: readonly Column[];
  readonly rows: number;
};

/** The file in a database of its own, with what it says of itself, or what is wrong with it. */
export async function openParquet(
  bytes: FileBytes,
  memoryMegabytes?: number,
): Promise<OpenParquet | { readonly problems: readonly Problem[] }> {
  const { file } = bytes;
  if (bytes.size < 12 || bytes.tail.subarray(-4).toString('latin1') !== 'PAR1') {
    return { problems: [tableProblem('damaged-parquet', { file }, { found: 'its end is missing' })] };
  }
  const duck = await openDuck({
    reads: bytes.path === null ? [] : [bytes.path],
    ...(memoryMegabytes === undefined ? {} : { memoryMegabytes }),
  });
  try {
    const from = `read_parquet(${sqlText(await plainPath(bytes, duck))})`;
    const described = await duck.connection.runAndReadAll(`describe from ${from}`);
    const columns = described.getRowsJS().map(([name, type]) => ({ name: String(name), type: String(type) }));
    const counted = await duck.connection.runAndReadAll(`from ${from} select count(*)`);
    return { duck, from, columns, rows: Number(counted.getRowsJS()[0]?.[0]) };
  } catch (fault) {
    await duck.close();
    return { problems: [damage(file, fault)] };
  }
}

/** What DuckDB says of a file that is not as it should be. */
export function damage(file: string, fault: unknown): Problem {
  const said = fault instanceof Error ? fault.message : String(fault);
  // Where the file lies is nobody's concern; it may be a folder of the server.
  const found = (said.split('\n')[0] ?? '').replaceAll(/(?:\/[^/\s"']+)+/g, file).slice(0, 200);
  return tableProblem('damaged-parquet', { file }, { found });
}

function checkNames(names: readonly string[], file: string): Problem[] {
  return names.flatMap((name, at) => {
    const column = `${at + 1}`;
    if (name === '') return [tableProblem('no-heading', { file, column })];
    const found = `"${name}"`;
    return names.indexOf(name) === at ? [] : [tableProblem('duplicate-heading', { file, column }, { found })];
  });
}

/** The value as text: dates in ISO, whole floating numbers without their ".0". */
function textSql({ name, type }: Column): string {
  const text = `coalesce(cast(${sqlName(name)} as varchar), '')`;
  if (type === 'BLOB') return `coalesce(decode(${sqlName(name)}), '')`;
  return type === 'DOUBLE' || type === 'FLOAT' ? `regexp_replace(${text}, '\\.0$', '')` : text;
}

async function* rowsOf(
  bytes: FileBytes,
  duck: Duck,
  from: string,
  columns: readonly Column[],
): AsyncGenerator<RowBatch> {
  const { file } = bytes;
  const batches = new RowBatches(file, columns.length, false);
  let row = 1;
  try {
    await bytes.checkUnchanged();
    const result = await duck.connection.stream(`from ${from} select ${columns.map(textSql).join(', ')}`);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
      for (const cells of chunk.getRows()) {
        row += 1;
        batches.add(row, cells as string[]);
      }
      yield* batches.ready(false);
    }
    await bytes.checkUnchanged();
  } catch (fault) {
    for (const problem of fault instanceof TableFault ? fault.problems : [damage(file, fault)])
      batches.addProblem(problem);
  }
  yield* batches.ready(true);
  batches.checkEnd();
}
