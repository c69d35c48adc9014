/**
 * A file of numbers read for a register: opened, gone through, closed, whatever happens in between; what is wrong with it as
 * a table comes back as problems. Does not know what its columns are for.
 */

import type { Refusal } from '#actions/refusal.ts';
import { type AreaIndex, makeAreaIndex } from '#core/datasets/area-index.ts';
import type { RowSource } from '#core/datasets/row-source.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { OpenTable, TableInput } from '#sources/tables/open-table.ts';
import { TableFault } from '#sources/tables/table-problems.ts';
import type { Problem } from '#std/problem.ts';
import { type Result, refuse } from '#std/result.ts';

/** A file, and what messages and the catalogue call it; a workbook is read at one sheet. */
export type DataFile = {
  readonly input: TableInput;
  readonly fileName: string;
  readonly sheet?: string | undefined;
};

/** Rows spread evenly over a file. */
export type RowSample = {
  readonly rows: readonly (readonly string[])[];
  /** The first few of the file, to be looked at. */
  readonly firstRows: readonly (readonly string[])[];
  /** Rows that were gone through. */
  readonly rowsRead: number;
  /** The sample is all there is. */
  readonly isWhole: boolean;
};

/** Of more problems only so many are listed, and a last one that counts the rest. */
const problemsListed = 1500;
const rowsShown = 5;
const rowsSampled = 50_000;
/** As many as an import keeps. */
const rowsGoneThrough = 5_000_000;
/** Of Parquet, which takes longer and more memory to turn into text, fewer do. */
const parquetRowsGoneThrough = 1_000_000;

const indices = new WeakMap<Timeline, AreaIndex>();

/** What every code of the register may mean; made once for a time line. */
export function areaIndexOf(timeline: Timeline): AreaIndex {
  const index = indices.get(timeline) ?? makeAreaIndex(timeline);
  indices.set(timeline, index);
  return index;
}

/** What did not come about because of problems, as messages say it. */
export type Outcome = keyof typeof outcomes;

const outcomes = {
  import: 'nothing was changed',
  inspect: 'it cannot be read',
  rebase: 'it was not put on other areas',
} as const;

/** What `run` makes of the open table; refused with the problems when it is none, or turns out broken on the way. */
export async function withDataFile<T>(
  { input, fileName, sheet }: DataFile,
  outcome: Outcome,
  run: (table: OpenTable) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  // Loaded here, so that no other question waits for what reads files.
  const { openTable } = await import('#sources/tables/open-table.ts');
  const { source, problems } = await openTable(input, {
    name: fileName,
    ...(sheet === undefined ? {} : { sheet }),
  });
  if (source === null) return refuse(dataProblems(fileName, problems, outcome));
  try {
    return await withoutFaults(fileName, outcome, () => run(source));
  } finally {
    await source.close();
  }
}

/** What `run` makes of rows; refused when they turn out to be of a broken file. */
export async function withoutFaults<T>(
  fileName: string,
  outcome: Outcome,
  run: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof TableFault) return refuse(dataProblems(fileName, error.problems, outcome));
    throw error;
  }
}

/**
 * All rows when there are few; of more, about as many spread over the first five million (of Parquet, one), the same each time.
 * @throws TableFault when the file turns out to be broken
 */
export async function sampleOf(source: RowSource & { readonly rowCount?: number }): Promise<RowSample> {
  const most = source.rowCount === undefined ? rowsGoneThrough : parquetRowsGoneThrough;
  let kept: { readonly rank: number; readonly row: readonly string[] }[] = [];
  let highest = 2 ** 32;
  let rowsRead = 0;
  const firstRows: (readonly string[])[] = [];
  for await (const { rows } of source.batches()) {
    firstRows.push(...rows.slice(0, rowsShown - firstRows.length));
    for (const row of rows) {
      // Ranks of rows that follow each other lie far apart, whatever pattern the rows have.
      const rank = Math.imul(rowsRead, 0x9e3779b1) >>> 0;
      if (rank < highest) kept.push({ rank, row });
      rowsRead += 1;
    }
    while (kept.length > rowsSampled) {
      highest /= 2;
      const limit = highest;
      kept = kept.filter((one) => one.rank < limit);
    }
    if (rowsRead >= most) break;
  }
  return { rows: kept.map((one) => one.row), firstRows, rowsRead, isWhole: kept.length === rowsRead };
}

/** The refusal of a file that cannot be read, imported or rebased, with all that is wrong with it. */
export function dataProblems(fileName: string, problems: readonly Problem[], outcome: Outcome): Refusal {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const detail = `${fileName} has ${errors} error${errors === 1 ? '' : 's'}, and ${outcomes[outcome]}. Mend ${errors === 1 ? 'it' : 'them all'} and try again.`;
  return { kind: 'data-has-problems', detail, problems: listedProblems(problems) };
}

/** In the order given; of very many, errors before warnings, so that a long list of warnings hides none. */
export function listedProblems(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= problemsListed) return problems;
  const errors = problems.filter((problem) => problem.severity === 'error');
  const listed = [...errors, ...problems.filter((problem) => problem.severity !== 'error')].slice(0, problemsListed);
  const more: Problem = {
    code: 'more-problems',
    severity: errors.length > problemsListed ? 'error' : 'warning',
    where: {},
    message: `${problems.length - problemsListed} more problems are not listed. Mend these first and try again.`,
  };
  return [...listed, more];
}
