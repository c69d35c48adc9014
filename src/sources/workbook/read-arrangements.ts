/**
 * Arrangements from the bytes of the spreadsheet people have: an Excel workbook or separated text. Whatever the bytes,
 * it answers with what it found and every problem; it never trusts a size that a file states of itself.
 */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { csvTable } from '#sources/workbook/csv-table.ts';
import { checkMerged, SpecGatherer } from '#sources/workbook/gather-specs.ts';
import { checkHeadings, findHeadings, hasNeededColumns } from '#sources/workbook/match-headings.ts';
import type { PlaceFinder } from '#sources/workbook/place-finder.ts';
import { WorkbookProblems } from '#sources/workbook/problem-kinds.ts';
import { mostRows, type TableSource } from '#sources/workbook/table-source.ts';
import { type BookSheet, largestFile, openXlsxBook, TooMuchText, type XlsxBook } from '#sources/workbook/xlsx-book.ts';
import { surveySheet, xlsxTable } from '#sources/workbook/xlsx-table.ts';
import { DamagedXml } from '#sources/workbook/xml-scanner.ts';
import { DamagedArchive } from '#sources/workbook/zip-entries.ts';
import type { Problem } from '#std/problem.ts';

export type PlacedSpec = {
  readonly spec: ArrangementSpec;
  /** Of a path such as `parties[1].organisation`: where its value stands in the file. */
  readonly placeOf: PlaceFinder;
};
export type ReadArrangements = { readonly specs: readonly PlacedSpec[]; readonly problems: Problem[] };

/** The sheet that is read when there are several, and those of the template that hold no arrangements. */
export const arrangementsSheet = 'Arrangements';
export const otherTemplateSheets: readonly string[] = ['Instructions', 'Example', 'Lists'];

/**
 * The arrangements of the file, in its order, and every problem; whoever finds an error should store none of them.
 * An arrangement with a faulty cell is given without that value, so that the rest of it can be looked at too. The
 * first thousand problems are listed, the rest counted by a last one. Reads up to 50 MB and 500,000 filled rows.
 */
export async function readArrangements(bytes: Uint8Array, fileName: string): Promise<ReadArrangements> {
  const problems = new WorkbookProblems();
  const file = fileName.replace(/^.*[/\\]/, '');
  let specs: readonly PlacedSpec[] = [];
  try {
    const table = await tableOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), file, problems);
    if (table !== null) specs = await specsOf(table, problems);
  } catch (fault) {
    if (fault instanceof TooMuchText) problems.add('too-large', { file }, { found: 'more than 64 million characters' });
    else if (fault instanceof DamagedArchive || fault instanceof DamagedXml) {
      problems.add('damaged-workbook', { file }, { found: fault.message });
    } else throw fault;
  }
  return { specs, problems: problems.list() };
}

const zipMark = Buffer.from('PK\u0003\u0004', 'latin1');
const oleMark = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

async function tableOf(bytes: Buffer, file: string, problems: WorkbookProblems): Promise<TableSource | null> {
  if (bytes.length === 0) problems.add('empty-file', { file });
  else if (bytes.length > largestFile) {
    problems.add('too-large', { file }, { found: `${Math.ceil(bytes.length / 1e6)} MB` });
  } else if (bytes.subarray(0, 8).equals(oleMark)) {
    // A workbook with a password is wrapped in the old format, as a stream of this name.
    const isEncrypted = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    if (isEncrypted) problems.add('encrypted-workbook', { file });
    else problems.add('other-format', { file }, { found: 'an old workbook (.xls)' });
  } else if (bytes.subarray(0, 4).equals(zipMark)) return await bookTable(bytes, file, problems);
  else if (/\.xl\w+$|\.ods$/i.test(file)) problems.add('not-a-workbook', { file });
  else return csvTable(bytes, file, problems);
  return null;
}

async function bookTable(bytes: Buffer, file: string, problems: WorkbookProblems): Promise<TableSource | null> {
  const book = await openXlsxBook(bytes, file, problems);
  if (book === null) return null;
  for (const sheet of book.sheets.filter((one) => one.isHidden)) {
    problems.add('hidden-sheet', { file: `${file}, sheet ${sheet.name}` });
  }
  const shown = book.sheets.filter((sheet) => !sheet.isHidden);
  const named = shown.find((sheet) => sheet.name.trim().toLowerCase() === arrangementsSheet.toLowerCase());
  const sheet = named ?? (await onlySheetWithHeadings(book, shown, file, problems));
  if (sheet === null) return null;
  for (const other of shown) {
    if (other === sheet || otherTemplateSheets.includes(other.name)) continue;
    problems.add('sheet-not-read', { file: `${file}, sheet ${other.name}` });
  }
  const { filledRows, merged } = await surveySheet(book, sheet);
  if (filledRows <= mostRows) return await xlsxTable(book, sheet, merged, file);
  problems.add('too-many-rows', { file: `${file}, sheet ${sheet.name}` });
  return null;
}

async function onlySheetWithHeadings(
  book: XlsxBook,
  sheets: readonly BookSheet[],
  file: string,
  problems: WorkbookProblems,
): Promise<BookSheet | null> {
  if (sheets.length === 1) return sheets[0] ?? null;
  const found: BookSheet[] = [];
  for (const sheet of sheets.slice(0, mostSheetsTried)) {
    if (otherTemplateSheets.includes(sheet.name)) continue;
    const headings = await findHeadings(await xlsxTable(book, sheet, [], file));
    if (headings !== null && hasNeededColumns(headings)) found.push(sheet);
  }
  if (found.length === 1) return found[0] ?? null;
  problems.add('no-arrangements-sheet', { file }, { found: sheets.map((sheet) => sheet.name).join(', ') });
  return null;
}

const mostSheetsTried = 100;

async function specsOf(table: TableSource, problems: WorkbookProblems): Promise<readonly PlacedSpec[]> {
  const { file } = table;
  const headings = await findHeadings(table);
  if (headings === null) {
    problems.add('no-heading', { file });
    return [];
  }
  checkMerged(table.merged, headings, file, problems);
  const gatherer = new SpecGatherer(headings, table, problems);
  await table.eachRow((row) => {
    if (row.row === headings.row) checkHeadings(headings, row.cells, file, problems);
    else if (row.row > headings.row) gatherer.take(row);
    return true;
  });
  const specs = gatherer.end();
  const hasStage = headings.columns.some((one) => one?.column.list === null && one.column.field === 'stage');
  if (!hasStage && specs.length > 0) problems.add('stage-taken', { file, row: headings.row });
  if (specs.length === 0 && problems.errors === 0) problems.add('no-rows', { file });
  return specs;
}
