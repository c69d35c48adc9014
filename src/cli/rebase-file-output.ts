/** A file of any size on other areas: progress while it is read, and its cells as a file, JSON or text. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { checkLeaving, checkWeightsLeaving } from '#actions/export-rebased.ts';
import { type RebasedLargeFile, rebaseLargeFile } from '#actions/rebase-data-file.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { answered, answeredOrListed, progressLine } from '#cli/output.ts';
import { fileQuestionOf, questionOf, type RebaseFlags } from '#cli/rebase-flags.ts';
import { geographyTitle } from '#core/datasets/area-index.ts';
import type { Context } from '#core/register/question.ts';
import { describeProblem } from '#std/problem.ts';
import { textTable } from '#std/text-table.ts';

type Ask = <T>(run: (shelves: Shelves, context: Context) => Promise<T>) => Promise<T>;

/** Cells printed as JSON at most, and shown as text. */
const mostPrinted = 200_000;
const mostShown = 60;

/** Reads the file and writes what the flags ask. @throws Stop when it may not leave, or cannot be read or written */
export async function printLargeFile(flags: RebaseFlags, ask: Ask): Promise<void> {
  const progress = progressLine();
  const onProgress = (share: number) => progress.show(`Reading ${flags.data}: ${Math.round(share * 100)}%`, false);
  if (flags.xlsx !== undefined)
    throw new Stop(
      exitCodes.usage,
      'A file of this size is written as CSV or Parquet: name one with --csv or --parquet.',
    );
  const question = { ...fileQuestionOf(flags), path: flags.data, onProgress };
  const outcome = await ask((shelves, context) => rebaseLargeFile(shelves, context, question));
  progress.end();
  const rebased = answeredOrListed(outcome, flags);
  try {
    await write(flags, rebased, ask);
  } finally {
    await rebased.file.close();
  }
}

async function write(flags: RebaseFlags, rebased: RebasedLargeFile, ask: Ask): Promise<void> {
  const { file, description } = rebased;
  const { to, on } = questionOf(flags);
  const isFile = flags.json === true || flags.csv !== undefined || flags.parquet !== undefined;
  if (isFile) {
    answered(checkLeaving(description.statement, { to, on, isFile: true }));
    answered(await ask((shelves, context) => checkWeightsLeaving(shelves, context, flags.weights)));
  }
  for (const sentence of notesOf(rebased)) process.stderr.write(`${sentence}\n`);
  for (const form of ['csv', 'parquet'] as const) {
    const path = flags[form];
    if (path === undefined) continue;
    if (path === '-') throw new Stop(exitCodes.usage, 'Name a file: a table of this size is not printed.');
    try {
      await file.write(path, form);
    } catch (error) {
      throw new Stop(exitCodes.file, `${path} cannot be written: ${(error as Error).message}. Choose another file.`);
    }
    process.stderr.write(`Written to ${path}: ${file.cellCount.toLocaleString('en-GB')} cells\n`);
  }
  if (flags.json === true) await printJson(flags, rebased);
  else if (!isFile) process.stdout.write(`${await cellsText(rebased)}\n`);
}

/** What was read, and what is in no cell. */
function notesOf({ file, overlap }: RebasedLargeFile): string[] {
  const number = (count: number) => count.toLocaleString('en-GB');
  const notes = [`${number(file.rows)} rows read; ${overlap.assumptions[0] ?? ''}`];
  if (file.leftOutRows > 0) notes.push(`${number(file.leftOutRows)} rows were left out, as asked.`);
  if (file.strangerRows > 0) {
    const some = file.strangers.slice(0, 5).map((one) => `${one.code} (row ${one.firstRow})`);
    notes.push(
      `${number(file.strangerRows)} rows with ${number(file.strangerCodes)} codes that are no areas of the data are in no cell: ${some.join(', ')}${file.strangerCodes > 5 ? ' ...' : ''}. They sum to ${file.strangerSums.map(number).join(', ')}.`,
    );
  }
  if (file.landless.codes.length > 0)
    notes.push(
      `${number(file.landless.codes.length)} areas have no land and are in no cell: ${file.landless.codes.slice(0, 5).join(', ')}.`,
    );
  return [...notes, ...file.warnings.slice(0, 50).map(describeProblem)];
}

async function printJson(flags: RebaseFlags, rebased: RebasedLargeFile): Promise<void> {
  const { file, opened, overlap, values, groups } = rebased;
  if (file.cellCount > mostPrinted)
    throw new Stop(
      exitCodes.usage,
      `There are ${file.cellCount.toLocaleString('en-GB')} cells, too many for JSON: write them with --csv or --parquet.`,
    );
  const cells = [];
  for await (const batch of file.cells()) {
    for (const { column, group, modelInterval: _none, ...cell } of batch) {
      const named = group === null ? null : Object.fromEntries(groups.map((heading, at) => [heading, group[at]]));
      cells.push({ ...cell, measure: values[column]?.title ?? '', group: named });
    }
  }
  const wire = {
    register: opened.pack.name,
    data: flags.data,
    to: overlap.to,
    on: flags.on,
    weights: { id: overlap.weights.id, title: overlap.weights.title },
    cells,
    residuals: {
      outside: cells.filter(({ area }) => area === 'outside').length,
      strangers: file.strangers,
      strangerSums: file.strangerSums,
      landless: file.landless,
    },
    assumptions: overlap.assumptions,
  };
  process.stdout.write(`${JSON.stringify(wire, null, 2)}\n`);
}

async function cellsText({ file, overlap, values, opened }: RebasedLargeFile): Promise<string> {
  const rows: string[][] = [];
  const names = new Map(overlap.target.codes.map((code, at) => [code, overlap.target.names[at] ?? '']));
  const number = (value: number | null) =>
    value === null ? '' : value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
  for await (const batch of file.cells()) {
    for (const cell of batch) {
      if (rows.length >= mostShown) break;
      rows.push([
        `${names.get(cell.area) ?? ''} (${cell.area})`.trim(),
        cell.group === null ? 'all' : cell.group.join(', '),
        values[cell.column]?.title ?? '',
        number(cell.value),
        number(cell.lower),
        number(cell.upper),
        cell.value === null
          ? 'not known'
          : cell.exact
            ? 'exact'
            : `${(100 * (cell.estimatedProportion ?? 1)).toFixed(1)}%`,
      ]);
    }
    if (rows.length >= mostShown) break;
  }
  const right = (heading: string) => ({ heading, align: 'right' as const });
  const table = textTable(
    [
      { heading: 'area' },
      { heading: 'group' },
      { heading: 'measure' },
      right('value'),
      right('lower bound'),
      right('upper bound'),
      { heading: 'estimated' },
    ],
    rows,
  );
  const rest = file.cellCount - rows.length;
  const more = rest > 0 ? `\nand ${rest.toLocaleString('en-GB')} more; --csv or --parquet write them all` : '';
  return `On ${geographyTitle(opened.timeline, overlap.to)}\n\n${table}${more}`;
}
