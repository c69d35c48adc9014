/**
 * The sheet of an Excel workbook that holds arrangements: which one it is, and whether it can be read in bounded
 * memory. The sheets are read by the library hucre; what it throws at a workbook that is not sound becomes damage.
 */

import { checkArchive } from '#sources/workbook/check-archive.ts';
import { arrangementsSheet, otherTemplateSheets } from '#sources/workbook/columns.ts';
import { findHeadings, hasNeededColumns } from '#sources/workbook/match-headings.ts';
import type { WorkbookProblems } from '#sources/workbook/problem-kinds.ts';
import { letters, mostColumns, mostRows, type TableSource } from '#sources/workbook/table-source.ts';
import { xlsxLibrary } from '#sources/workbook/xlsx-library.ts';
import { sheetTable } from '#sources/workbook/xlsx-table.ts';

type BookSheet = { readonly name: string; readonly index: number; readonly isHidden: boolean };

/** The library lays a sheet out as a rectangle, and refuses more cells than this. */
const mostCells = 20_000_000;
/** As many as a workbook can have. */
const mostSheetRows = 1_048_576;
/** Headings of several sheets are compared so far down. */
const rowsCompared = 200;
const mostSheetsCompared = 100;

/** The sheet as a table, or null with the problem that forbids it. */
export async function bookTable(bytes: Buffer, file: string, problems: WorkbookProblems): Promise<TableSource | null> {
  if (!checkArchive(bytes, file, problems)) return null;
  try {
    return await soundBookTable(bytes, file, problems);
  } catch (fault) {
    // Whatever the library stumbles over, it is the file that is not as a workbook should be.
    problems.add('damaged-workbook', { file }, { found: fault instanceof Error ? fault.message : String(fault) });
    return null;
  }
}

async function soundBookTable(bytes: Buffer, file: string, problems: WorkbookProblems): Promise<TableSource | null> {
  const sheets = await listSheets(bytes);
  for (const sheet of sheets.filter((one) => one.isHidden))
    problems.add('hidden-sheet', { file: placeOf(file, sheet) });
  const shown = sheets.filter((sheet) => !sheet.isHidden);
  const named = shown.find((sheet) => sheet.name.trim().toLowerCase() === arrangementsSheet.toLowerCase());
  const sheet = named ?? (await onlySheetWithHeadings(bytes, shown, file));
  if (sheet === undefined) {
    problems.add('no-arrangements-sheet', { file }, { found: shown.map(({ name }) => name).join(', ') });
    return null;
  }
  for (const other of shown) {
    if (other === sheet || otherTemplateSheets.includes(other.name)) continue;
    problems.add('sheet-not-read', { file: placeOf(file, other) });
  }
  if (!(await checkExtent(bytes, sheet, placeOf(file, sheet), problems))) return null;
  return await readSheet(bytes, sheet, file);
}

function placeOf(file: string, sheet: BookSheet): string {
  return `${file}, sheet ${sheet.name}`;
}

async function listSheets(bytes: Buffer): Promise<readonly BookSheet[]> {
  const sheets: BookSheet[] = [];
  const { readXlsx } = await xlsxLibrary();
  await readXlsx(bytes, {
    sheets: ({ name, index, hidden, veryHidden }) => {
      sheets.push({ name, index, isHidden: hidden === true || veryHidden === true });
      return false;
    },
  });
  return sheets;
}

async function onlySheetWithHeadings(
  bytes: Buffer,
  sheets: readonly BookSheet[],
  file: string,
): Promise<BookSheet | undefined> {
  if (sheets.length === 1) return sheets[0];
  const found: BookSheet[] = [];
  for (const sheet of sheets.slice(0, mostSheetsCompared)) {
    if (otherTemplateSheets.includes(sheet.name)) continue;
    const headings = await headingsOf(bytes, sheet, file);
    if (headings !== null && hasNeededColumns(headings)) found.push(sheet);
  }
  return found.length === 1 ? found[0] : undefined;
}

async function headingsOf(bytes: Buffer, sheet: BookSheet, file: string) {
  try {
    return await findHeadings(await readSheet(bytes, sheet, file, rowsCompared));
  } catch {
    // A sheet that is a chart has no rows, and the library knows it by its fault only.
    return null;
  }
}

/** True when the sheet is small enough to be read; rows come one by one, and no more than are allowed. */
async function checkExtent(
  bytes: Buffer,
  sheet: BookSheet,
  place: string,
  problems: WorkbookProblems,
): Promise<boolean> {
  const { streamXlsxRows } = await xlsxLibrary();
  let filled = 0;
  let lastRow = 0;
  let columns = 0;
  for await (const { index, values } of streamXlsxRows(bytes, { sheet: sheet.index })) {
    if (values.length === 0) continue;
    lastRow = Math.max(lastRow, index + 1);
    columns = Math.max(columns, Math.min(values.length, mostColumns));
    if (values.some((value) => value !== null && value !== '')) filled += 1;
    if (filled > mostRows) {
      problems.add('too-many-rows', { file: place });
      return false;
    }
  }
  if (lastRow * columns <= mostCells) return true;
  problems.add('scattered-cells', { file: place }, { found: `${lastRow} rows and ${columns} columns` });
  return false;
}

async function readSheet(bytes: Buffer, { index, name }: BookSheet, file: string, rows = mostSheetRows) {
  const { readXlsx } = await xlsxLibrary();
  const book = await readXlsx(bytes, {
    sheets: (info) => info.index === index,
    range: `A1:${letters(mostColumns - 1)}${rows}`,
  });
  const [sheet] = book.sheets;
  if (sheet === undefined) throw new Error(`the sheet ${name} is missing`);
  return sheetTable(sheet, book.dateSystem === '1904', file);
}
