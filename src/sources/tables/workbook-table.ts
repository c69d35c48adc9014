/**
 * A sheet of an Excel workbook as a table: numbers as text to their last place, dates as ISO dates, formulas by what they last
 * came to. Rows come one by one out of the archive, within the bounds of src/sources/workbook.
 */

import type { RowBatch } from '#core/datasets/row-source.ts';
import type { FileBytes } from '#sources/tables/file-bytes.ts';
import { findHeading, type Heading, type SampleRow } from '#sources/tables/find-heading.ts';
import { RowBatches } from '#sources/tables/row-batches.ts';
import { TableFault, tableProblem } from '#sources/tables/table-problems.ts';
import type { FoundRows } from '#sources/tables/table-rows.ts';
import { checkArchive, largestFile } from '#sources/workbook/check-archive.ts';
import { type WorkbookProblemCode, WorkbookProblems } from '#sources/workbook/problem-kinds.ts';
import { xlsxLibrary } from '#sources/workbook/xlsx-library.ts';
import type { Problem } from '#std/problem.ts';

type BookSheet = { readonly name: string; readonly index: number; readonly isHidden: boolean };
type FoundSheet = { readonly sheet: BookSheet; readonly heading: Heading; readonly hasRows: boolean };

const rowsCompared = 200;
const mostSheetsCompared = 100;

/** The sheet as a table: the one that is named, else the first shown one with a heading and rows. */
export async function openWorkbookTable(bytes: FileBytes, wanted: string | undefined): Promise<FoundRows> {
  const { file } = bytes;
  try {
    const whole = await wholeOf(bytes);
    const problems = new WorkbookProblems();
    if (!checkArchive(whole, file, problems)) return { problems: problems.list() };
    return await openSheet(whole, file, wanted);
  } catch (fault) {
    return { problems: fault instanceof TableFault ? fault.problems : [damage(file, fault)] };
  } finally {
    await bytes.close();
  }
}

/** Whatever the library stumbles over, it is the file that is not as a workbook should be. */
function damage(file: string, fault: unknown): Problem {
  return bookProblem('damaged-workbook', file, fault instanceof Error ? fault.message : String(fault));
}

function bookProblem(code: WorkbookProblemCode, file: string, found: string): Problem {
  const problems = new WorkbookProblems();
  problems.add(code, { file }, { found });
  return problems.list()[0] as Problem;
}

async function wholeOf(bytes: FileBytes): Promise<Buffer> {
  if (bytes.size > largestFile) {
    throw new TableFault([bookProblem('too-large', bytes.file, `${Math.ceil(bytes.size / 1e6)} MB`)]);
  }
  const pieces: Buffer[] = [];
  for await (const piece of bytes.pieces()) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function openSheet(whole: Buffer, file: string, wanted: string | undefined): Promise<FoundRows> {
  const sheets = await listSheets(whole);
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  const candidates = wanted === undefined ? shown : sheets.filter(({ name }) => isNamed(name, wanted));
  if (candidates.length === 0) {
    const detail = { expected: sheets.map(({ name }) => name).join(', '), found: wanted ?? 'only hidden sheets' };
    return { problems: [tableProblem('no-such-sheet', { file }, detail)] };
  }
  const found = await firstWithRows(whole, candidates, file);
  if (found === null) return { problems: [tableProblem('no-heading', { file })] };
  const { sheet, heading, hasRows } = found;
  const place = `${file}, sheet ${sheet.name}`;
  const empty = hasRows ? [] : [tableProblem('no-rows', { file: place, row: heading.row })];
  if (heading.problems.length + empty.length > 0) return { problems: [...heading.problems, ...empty] };
  const others = wanted === undefined ? sheets.filter((one) => one !== sheet) : [];
  const unread = others.map(({ name, isHidden }) =>
    tableProblem(isHidden ? 'hidden-sheet' : 'sheet-not-read', { file: `${file}, sheet ${name}` }),
  );
  return {
    file: place,
    heading: heading.names,
    warnings: [...unread, ...heading.warnings],
    batches: () => rowsOf(whole, sheet, heading, place),
    close: async () => {},
  };
}

function isNamed(name: string, wanted: string): boolean {
  return name.trim().toLowerCase() === wanted.trim().toLowerCase();
}

async function listSheets(whole: Buffer): Promise<readonly BookSheet[]> {
  const sheets: BookSheet[] = [];
  const { readXlsx } = await xlsxLibrary();
  await readXlsx(whole, {
    sheets: ({ name, index, hidden, veryHidden }) => {
      sheets.push({ name, index, isHidden: hidden === true || veryHidden === true });
      return false;
    },
  });
  return sheets;
}

/** The first sheet with rows below its heading; else the first with a heading. */
async function firstWithRows(whole: Buffer, sheets: readonly BookSheet[], file: string): Promise<FoundSheet | null> {
  let headingAlone: FoundSheet | null = null;
  for (const sheet of sheets.slice(0, mostSheetsCompared)) {
    const rows = sheets.length === 1 ? await headOf(whole, sheet) : await headOf(whole, sheet).catch(() => []);
    const heading = findHeading(rows, `${file}, sheet ${sheet.name}`);
    if (heading === null) continue;
    const hasRows = rows.some(({ row }) => row > heading.row);
    // A cover sheet is one column of text: a table has two at least, unless there is nothing else.
    if (hasRows && heading.names.length > 1) return { sheet, heading, hasRows };
    headingAlone ??= { sheet, heading, hasRows };
  }
  return headingAlone;
}

async function headOf(whole: Buffer, sheet: BookSheet): Promise<SampleRow[]> {
  const { streamXlsxRows } = await xlsxLibrary();
  const rows: SampleRow[] = [];
  for await (const { index, values } of streamXlsxRows(whole, { sheet: sheet.index })) {
    const cells = values.map(textOf);
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ row: index + 1, cells });
    if (rows.length >= rowsCompared) break;
  }
  return rows;
}

async function* rowsOf(whole: Buffer, sheet: BookSheet, heading: Heading, file: string): AsyncGenerator<RowBatch> {
  const { streamXlsxRows } = await xlsxLibrary();
  const batches = new RowBatches(file, heading.names.length, false);
  try {
    for await (const { index, values } of streamXlsxRows(whole, { sheet: sheet.index })) {
      if (index + 1 > heading.row) batches.add(index + 1, values.map(textOf));
      yield* batches.ready(false);
    }
  } catch (fault) {
    batches.addProblem(damage(file, fault));
  }
  yield* batches.ready(true);
  batches.checkEnd();
}

/** Numbers as the shortest text that means the same; dates without a time of day as dates. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (!(value instanceof Date)) return String(value);
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
}
