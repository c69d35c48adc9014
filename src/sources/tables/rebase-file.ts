/**
 * A file of any size to other areas, in bounded memory: DuckDB adds up the rows of whole source areas while it reads, and the
 * core moves the few sums that are left, so that values and bounds are the very ones of `rebase`. Counts and money.
 */

import type { DuckDBConnection } from '@duckdb/node-api';
import type { MeasureUse } from '#core/datasets/description.ts';
import type { Crosswalk } from '#core/rebase/crosswalk.ts';
import { type BulkFile, openBulkFile } from '#sources/tables/bulk-file.ts';
import { type CellsQuestion, groupCells, numberGroups, type SumKeys, sumKeysOf } from '#sources/tables/file-cells.ts';
import { leftOut, makeSums, plainCode, type SumsQuestion } from '#sources/tables/file-sums.ts';
import { findRows } from '#sources/tables/find-rows.ts';
import { openTable } from '#sources/tables/open-table.ts';
import { damage } from '#sources/tables/parquet-table.ts';
import { TableFault, tableProblem } from '#sources/tables/table-problems.ts';
import { type CellsToWrite, type PlacedCell, writeCells } from '#sources/tables/write-cells.ts';
import type { Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';

/** A column of counts from 0, or of money in pounds, which may be negative. */
export type FileValue = {
  readonly column: string;
  readonly title: string;
  readonly kind?: 'count' | 'money';
  /** What a number in the file stands for: 1000 where it counts thousands. A power of ten. */
  readonly scale?: number;
};

export type FileQuestion = {
  /** CSV, gzipped or not, in UTF-8; or Parquet. */
  readonly path: string;
  readonly areaColumn: string;
  readonly valueColumns: readonly FileValue[];
  /** Columns whose texts are kept apart; rows that differ in other columns are added up. */
  readonly groupColumns: readonly string[];
  /** Besides the groups, all of them together. Without group columns there is nothing else. */
  readonly alsoInAll: boolean;
  readonly crosswalk: Crosswalk;
  /** Codes of the sources, in small or capital letters. @shape sources */
  readonly sourceCodes: readonly string[];
  /** @shape targets */
  readonly targetCodes: readonly string[];
  /** Codes of rows that are not wanted, such as totals. */
  readonly leaveOut: readonly string[];
  /** What DuckDB may take; more is kept on disk. The program and its reading need some 300 more. */
  readonly memoryMegabytes?: number;
  /** What it means that an area has no row in a group. */
  readonly absent: 'unknown' | 'zero';
  /** Several rows of an area in a group: added up, or a problem. */
  readonly repeated: 'add' | 'refuse';
  readonly signal?: AbortSignal;
  /** Told now and then how far the reading is, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
};

/** A code in the file that no source area has. */
export type FileStranger = { readonly code: string; readonly rows: number; readonly firstRow: number };

/** `modelInterval` is always null: it rests on how areas differ, which sums do not show. Money is in pence. */
export type FileCell = PlacedCell;

export type RebasedFile = {
  readonly rows: number;
  readonly groups: number;
  /** Cells there are in all, the outside with them. */
  readonly cellCount: number;
  /** By number of rows, the first thousand; they are in no cell. */
  readonly strangers: readonly FileStranger[];
  readonly strangerCodes: number;
  readonly strangerRows: number;
  /** What strangers sum to, by value column. */
  readonly strangerSums: readonly number[];
  readonly leftOutRows: number;
  /** Sources without land that have rows, and their sums by value column. */
  readonly landless: { readonly codes: readonly string[]; readonly sums: readonly number[] };
  /** Rows whose value is not known, by value column. */
  readonly unknownRows: readonly number[];
  readonly warnings: readonly Problem[];
  /** By group, all together last; within it by value column, target, the outside last. May be asked for again. */
  readonly cells: () => AsyncGenerator<readonly FileCell[]>;
  /** Writes all cells; whole or not at all. */
  readonly write: (path: string, form: 'csv' | 'parquet') => Promise<void>;
  /** Removes what was made beside; cells cannot be had after it. */
  readonly close: () => Promise<void>;
};

/**
 * The numbers of the file on the targets of the crosswalk, or every problem with its row. The file is read once; again to find
 * the rows of what is wrong with it, and where numbers are written with signs.
 * @throws the reason of `signal` when it aborts; when there is no room on disk
 */
export async function rebaseFile(question: FileQuestion): Promise<Result<RebasedFile, readonly Problem[]>> {
  const { path, memoryMegabytes = 512, signal } = question;
  signal?.throwIfAborted();
  const bulk = await openBulkFile(path, memoryMegabytes);
  if ('problems' in bulk) return refuse(bulk.problems);
  const unwatch = watched(bulk.duck.connection, question);
  try {
    const found = await rebased(bulk, question);
    signal?.throwIfAborted();
    if (!found.ok) await bulk.close();
    return found;
  } catch (fault) {
    await bulk.close();
    signal?.throwIfAborted();
    if (fault instanceof TableFault) return refuse(fault.problems);
    if (isFaultOfFile(fault)) return refuse([damage(bulk.file, fault)]);
    throw fault;
  } finally {
    unwatch();
  }
}

/** What DuckDB says when the bytes are not as they should be, rather than when it lacks room. */
function isFaultOfFile(fault: unknown): boolean {
  return (
    fault instanceof Error &&
    /^(Invalid Input|IO|Conversion|Serialization) Error/.test(fault.message) &&
    !/space|temp/i.test(fault.message)
  );
}

async function rebased(bulk: BulkFile, question: FileQuestion): Promise<Result<RebasedFile, readonly Problem[]>> {
  // Before it is watched, and between its statements, a stop interrupts nothing.
  question.signal?.throwIfAborted();
  const missing = missingColumns(bulk, question);
  if (missing.length > 0) return refuse(missing);
  const keys = sumKeysOf(question.crosswalk);
  const sums: SumsQuestion = {
    areaColumn: question.areaColumn,
    groupColumns: question.groupColumns,
    valueColumns: question.valueColumns.map((value) => ({ column: value.column, use: useOf(value) })),
    keys: keysByCode(question, keys),
    byArea: question.absent === 'unknown' || question.repeated === 'refuse',
  };
  const report = await makeSums(bulk, sums);
  question.signal?.throwIfAborted();
  const { problems: rowProblems, warnings: noteWarnings } = await withoutNotes(question.path, await bulk.rowProblems());
  await bulk.checkUnchanged();
  const strangers = report.strangers.slice(0, mostStrangers);
  const found = await findRows({
    ...sums,
    path: question.path,
    strangers: new Set(strangers.map(({ code }) => code)),
    faultyCells: report.faultyCells,
    hasRepeated: question.repeated === 'refuse' && report.repeatedAreas > 0,
  });
  const problems = [...rowProblems, ...found.problems];
  if (problems.length > 0) return refuse(inOrder(problems));
  return answer({
    ...(await withCells(bulk, question, sums, keys)),
    warnings: [...bulk.warnings, ...noteWarnings],
    rows: report.rows,
    strangerRows: report.strangerRows,
    strangerSums: report.strangerSums,
    leftOutRows: report.leftOutRows,
    unknownRows: report.unknownRows,
    strangers: strangers.map((one) => ({ ...one, firstRow: found.firstRows.get(one.code) ?? 0 })),
    strangerCodes: report.strangers.length,
  });
}

/**
 * The same without rows that are notes below the table, which only a reader that knows the end of the file can tell. Nothing is
 * read again where every row fits.
 */
async function withoutNotes(
  path: string,
  problems: readonly Problem[],
): Promise<Pick<BulkFile, 'warnings'> & { problems: readonly Problem[] }> {
  const misfits = new Set(['row-too-short', 'row-too-long']);
  if (problems.length === 0 || problems.some(({ code }) => !misfits.has(code))) return { problems, warnings: [] };
  const { source } = await openTable(path);
  if (source === null) return { problems, warnings: [] };
  try {
    for await (const _ of source.batches());
    return { problems: [], warnings: source.warnings.filter(({ code }) => code === 'notes-below') };
  } catch (fault) {
    if (fault instanceof TableFault) return { problems: fault.problems, warnings: [] };
    throw fault;
  } finally {
    await source.close();
  }
}

async function withCells(bulk: BulkFile, question: FileQuestion, { valueColumns }: SumsQuestion, keys: SumKeys) {
  const { connection } = bulk.duck;
  const { groupColumns, alsoInAll, crosswalk } = question;
  const cellsQuestion: CellsQuestion = {
    keys,
    uses: valueColumns.map(({ use }) => use),
    groupColumns: groupColumns.length,
    isAbsentUnknown: question.absent === 'unknown',
    alsoInAll,
  };
  const groups = await numberGroups(connection, cellsQuestion);
  const inAll = groupColumns.length === 0 || alsoInAll ? 1 : 0;
  const cells = () => fileCells(connection, question, cellsQuestion, groups);
  const toWrite: CellsToWrite = {
    groupColumns,
    titles: question.valueColumns.map(({ title }) => title),
    isMoney: valueColumns.map(({ use }) => use.kind === 'money'),
    cells,
  };
  return {
    groups,
    cellCount: (groups + inAll) * valueColumns.length * (crosswalk.targets + 1),
    landless: await landlessOf(bulk, question, keys),
    cells,
    write: async (path: string, form: 'csv' | 'parquet') => await writeCells(path, form, toWrite),
    close: bulk.close,
  };
}

const mostStrangers = 1000;

function useOf({ title, kind = 'count', scale = 1 }: FileValue): MeasureUse {
  const unit = kind === 'money' ? 'pounds' : '';
  return { title, kind, unit, denominator: null, multiplier: 1, holds: 'value', scale, breakdown: {}, period: null };
}

function missingColumns({ file, heading }: BulkFile, question: FileQuestion): Problem[] {
  const named = [question.areaColumn, ...question.valueColumns.map(({ column }) => column), ...question.groupColumns];
  const expected = heading.slice(0, 30).join(', ');
  return named
    .filter((column) => !heading.includes(column))
    .map((found) => tableProblem('no-such-column', { file }, { expected, found }));
}

function keysByCode({ sourceCodes, leaveOut, crosswalk }: FileQuestion, { keyOfSource }: SumKeys): Map<string, number> {
  if (sourceCodes.length !== crosswalk.sources) throw new Error('one code for each source is needed');
  const keys = new Map<string, number>();
  for (const [source, code] of sourceCodes.entries()) keys.set(plainCode(code), keyOfSource[source] as number);
  if (keys.size < sourceCodes.length) throw new Error('two sources have the same code');
  for (const code of leaveOut) keys.set(plainCode(code), leftOut);
  return keys;
}

/** By row; what both readers found is told once. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const placeOf = ({ code, where }: Problem) => `${code} ${where.row} ${where.column}`;
  const once = new Map(problems.map((problem) => [placeOf(problem), problem]));
  return [...once.values()].sort((a, b) => (a.where.row ?? 0) - (b.where.row ?? 0));
}

async function landlessOf(
  { duck }: BulkFile,
  { crosswalk, sourceCodes, valueColumns }: FileQuestion,
  { landlessKey }: SumKeys,
): Promise<RebasedFile['landless']> {
  if (crosswalk.landless.length === 0) return { codes: [], sums: valueColumns.map(() => 0) };
  const sums = valueColumns.map((_, at) => `coalesce(sum(s${at}), 0)`).join(', ');
  const found = await duck.connection.runAndReadAll(`select ${sums}
from sums
where key = ${landlessKey}`);
  const codes = crosswalk.landless.map((source) => sourceCodes[source] as string);
  return { codes, sums: (found.getRowsJS()[0] ?? []).map(Number) };
}

async function* fileCells(
  connection: DuckDBConnection,
  { targetCodes, crosswalk }: FileQuestion,
  question: CellsQuestion,
  groups: number,
): AsyncGenerator<readonly FileCell[]> {
  const width = crosswalk.targets + 1;
  for await (const batch of groupCells(connection, question, groups)) {
    yield batch.flatMap(({ group, cells }) =>
      cells.map((cell, at) => ({
        ...cell,
        area: targetCodes[at % width] ?? 'outside',
        group,
        column: Math.floor(at / width),
      })),
    );
  }
}

/** Passes on an abort, and tells how far the scan is, until the returned function is called. */
function watched(connection: DuckDBConnection, { signal, onProgress }: FileQuestion): () => void {
  const stop = () => connection.interrupt();
  signal?.addEventListener('abort', stop);
  const timer = setInterval(() => {
    const { percentage } = connection.progress;
    if (percentage >= 0) onProgress?.(percentage / 100);
  }, 500);
  timer.unref();
  return () => {
    clearInterval(timer);
    signal?.removeEventListener('abort', stop);
  };
}
