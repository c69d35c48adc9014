/**
 * Arrangements from the bytes of the spreadsheet people have: an Excel workbook or separated text. Whatever the bytes,
 * it answers with what it found and every problem.
 */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { largestFile } from '#sources/workbook/check-archive.ts';
import { csvTable } from '#sources/workbook/csv-table.ts';
import { checkMerged, SpecGatherer } from '#sources/workbook/gather-specs.ts';
import { checkHeadings, findHeadings } from '#sources/workbook/match-headings.ts';
import { WorkbookProblems } from '#sources/workbook/problem-kinds.ts';
import { inSheetWords } from '#sources/workbook/sheet-words.ts';
import type { TableSource } from '#sources/workbook/table-source.ts';
import type { Problem } from '#std/problem.ts';

export type PlacedSpec = {
  readonly spec: ArrangementSpec;
  /** A problem of the arrangement, whose column is a path into it: at its place in the file and in the sheet's words. */
  readonly inSheet: (problem: Problem) => Problem;
};
export type ReadArrangements = { readonly specs: readonly PlacedSpec[]; readonly problems: Problem[] };

/**
 * The arrangements of the file, in its order, and every problem; whoever finds an error should store none of them.
 * An arrangement with a faulty cell is given without that value, so that the rest of it can be looked at too. The
 * first thousand problems are listed, the rest counted by a last one. Reads up to 50 MB and 100,000 filled rows.
 */
export async function readArrangements(bytes: Uint8Array, fileName: string): Promise<ReadArrangements> {
  const problems = new WorkbookProblems();
  const file = fileName.replace(/^.*[/\\]/, '');
  const table = await tableOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), file, problems);
  const specs = table === null ? [] : await specsOf(table, problems);
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
  } else if (bytes.subarray(0, 4).equals(zipMark)) {
    // Loaded here, so that a file of text does not wait for what reads workbooks.
    const { bookTable } = await import('#sources/workbook/xlsx-book.ts');
    return await bookTable(bytes, file, problems);
  } else if (/\.xl\w+$|\.ods$/i.test(file)) problems.add('not-a-workbook', { file });
  else return csvTable(bytes, file, problems);
  return null;
}

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
  const specs = gatherer.end().map(({ spec, placeOf }) => ({
    spec,
    inSheet: (problem: Problem) => ({
      ...inSheetWords(problem, spec.endsOn),
      where: placeOf(problem.where.column ?? ''),
    }),
  }));
  const hasStage = headings.columns.some((one) => one?.column.list === null && one.column.field === 'stage');
  if (!hasStage && specs.length > 0) problems.add('stage-taken', { file, row: headings.row });
  if (specs.length === 0 && problems.errors === 0) problems.add('no-rows', { file });
  return specs;
}
