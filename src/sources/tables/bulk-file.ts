/**
 * A file as DuckDB reads it: CSV by the form and heading that this program found, so that both readers see the same table, or
 * Parquet. Nothing is guessed twice. Knows no areas.
 */

import { type Duck, openDuck, plainPath, sqlName, sqlText } from '#sources/tables/duckdb.ts';
import { type FileBytes, isGzip, openBytes, unpackedPieces } from '#sources/tables/file-bytes.ts';
import { openParquet } from '#sources/tables/parquet-table.ts';
import { TableFault, type TableProblemCode, tableProblem } from '#sources/tables/table-problems.ts';
import { findTextTable } from '#sources/tables/text-table.ts';
import type { Problem } from '#std/problem.ts';

export type BulkFile = {
  readonly file: string;
  readonly duck: Duck;
  /** What stands after FROM. */
  readonly from: string;
  readonly heading: readonly string[];
  /** All columns are text, with null for what is empty. */
  readonly isText: boolean;
  /** The column as SQL names it, and whether it holds numbers rather than text. */
  readonly column: (heading: string) => { readonly sql: string; readonly isNumber: boolean };
  readonly warnings: readonly Problem[];
  /** What was wrong with rows of the scans so far. */
  readonly rowProblems: () => Promise<Problem[]>;
  /** @throws TableFault when the file changed since it was opened */
  readonly checkUnchanged: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The file in a database of its own, or the problems that forbid it. */
export async function openBulkFile(
  path: string,
  memoryMegabytes: number,
): Promise<BulkFile | { readonly problems: readonly Problem[] }> {
  const bytes = await openBytes(path);
  if (!('pieces' in bytes)) return { problems: [bytes] };
  const isParquet = bytes.head.subarray(0, 4).toString('latin1') === 'PAR1';
  const opened = isParquet ? await bulkParquet(bytes, memoryMegabytes) : await bulkText(bytes, memoryMegabytes);
  if ('problems' in opened) {
    await bytes.close();
    return opened;
  }
  const close = async () => {
    await opened.duck.close();
    await bytes.close();
  };
  return { ...opened, file: bytes.file, checkUnchanged: bytes.checkUnchanged, close };
}

type Opened = Omit<BulkFile, 'file' | 'checkUnchanged' | 'close'> | { readonly problems: readonly Problem[] };

async function bulkParquet(bytes: FileBytes, memoryMegabytes: number): Promise<Opened> {
  const opened = await openParquet(bytes, memoryMegabytes);
  if ('problems' in opened) return opened;
  const { duck, from, columns } = opened;
  // Named as in a file of text, so that no column is called like one of ours.
  const named = columns.map(({ name, type }, at) => {
    const sql = sqlName(name);
    return `${type === 'BLOB' ? `decode(${sql})` : sql} as c${at}`;
  });
  return {
    duck,
    from: `(from ${from} select ${named.join(', ')}) as file`,
    heading: columns.map(({ name }) => name.trim()),
    isText: false,
    column: (heading) => {
      const at = columns.findIndex(({ name }) => name.trim() === heading);
      const type = columns[at]?.type ?? '';
      return { sql: placed(at, heading), isNumber: numberTypes.test(type) };
    },
    warnings: [],
    rowProblems: async () => [],
  };
}

const numberTypes = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/;

function placed(at: number, heading: string): string {
  if (at < 0) throw new Error(`no such column: ${heading}`);
  return `c${at}`;
}

async function bulkText(bytes: FileBytes, memoryMegabytes: number): Promise<Opened> {
  const { file, head } = bytes;
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004')
    return {
      problems: [tableProblem('not-a-table', { file }, { found: 'a workbook, which is read as a whole only' })],
    };
  const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (isWide) return { problems: [tableProblem('not-utf-8', { file }, { found: 'UTF-16' })] };
  const found = await findTextTable(bytes);
  if ('problems' in found) return found;
  if (found.warnings.some(({ code }) => code === 'guessed-encoding'))
    return { problems: [tableProblem('not-utf-8', { file })] };
  const damaged = isGzip(bytes) ? await gzipProblems(bytes) : [];
  if (damaged.length > 0) return { problems: damaged };
  const duck = await openDuck({ reads: bytes.path === null ? [] : [bytes.path], memoryMegabytes, isInOrder: false });
  const { heading, form, linesAbove } = found;
  const columns = Array.from({ length: heading.width }, (_, at) => `c${at}: 'varchar'`);
  const options = [
    sqlText(await plainPath(bytes, duck)),
    `auto_detect = false, header = false, skip = ${linesAbove}, columns = {${columns.join(', ')}}`,
    `delim = ${sqlText(form.separator)}, quote = '"', escape = '"', compression = '${isGzip(bytes) ? 'gzip' : 'none'}'`,
    `store_rejects = true, rejects_limit = ${mostListed}`,
  ];
  return {
    duck,
    from: `read_csv(${options.join(', ')})`,
    heading: heading.names,
    isText: true,
    column: (name) => ({ sql: placed(heading.names.indexOf(name), name), isNumber: false }),
    warnings: found.warnings,
    rowProblems: async () => await rejectedRows(duck, file, heading.width),
  };
}

/** DuckDB takes the half of a gzip file for the whole, and unpacks without a bound. */
async function gzipProblems(bytes: FileBytes): Promise<readonly Problem[]> {
  try {
    for await (const _ of unpackedPieces(bytes));
    return [];
  } catch (fault) {
    if (fault instanceof TableFault) return fault.problems;
    throw fault;
  }
}

const mostListed = 1000;

const codesOfRejects: Readonly<Record<string, TableProblemCode>> = {
  'MISSING COLUMNS': 'row-too-short',
  'TOO MANY COLUMNS': 'row-too-long',
  'UNQUOTED VALUE': 'unclosed-quote',
  'LINE SIZE OVER MAXIMUM': 'endless-row',
  'INVALID ENCODING': 'not-utf-8',
};

/** DuckDB passes over rows that do not fit, and keeps a list of them. */
async function rejectedRows({ connection }: Duck, file: string, width: number): Promise<Problem[]> {
  const listed = await connection.runAndReadAll(
    `from reject_errors select line, error_type, error_message order by line limit ${mostListed}`,
  );
  return listed.getRowsJS().map(([line, type, message]) => {
    const code = codesOfRejects[String(type)] ?? 'faulty-row';
    const found = /Found: (\d+)/.exec(String(message))?.[1];
    const counts = found === undefined ? {} : { expected: `${width} cells`, found };
    return tableProblem(code, { file, row: Number(line) }, code === 'faulty-row' ? { found: String(message) } : counts);
  });
}
