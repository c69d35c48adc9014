/**
 * Any table as rows of text: CSV in the encodings and with the separators people use, gzipped or not, workbooks, Parquet. What
 * a file is, its content says. Rows come in batches, so that a file may be larger than memory. Knows nothing of what is in them.
 */

import type { RowSource } from '#core/datasets/row-source.ts';
import { type FileBytes, openBytes } from '#sources/tables/file-bytes.ts';
import { tableProblem } from '#sources/tables/table-problems.ts';
import type { FoundRows, TableRows } from '#sources/tables/table-rows.ts';
import { openTextTable } from '#sources/tables/text-table.ts';
import type { Problem } from '#std/problem.ts';

/** A path, or bytes with the name that the file had. */
export type TableInput = string | { readonly bytes: Uint8Array; readonly name: string };

export type OpenTableOptions = {
  /** Of a workbook: the sheet to read; else the first that is shown and has rows. */
  readonly sheet?: string;
  /** What problems call the file, when it lies under a name of no meaning. */
  readonly name?: string;
};

export type TableForm = 'text' | 'workbook' | 'parquet';

export type OpenTable = TableRows & { readonly form: TableForm };

export type OpenedTable =
  | { readonly source: OpenTable; readonly problems: null }
  | { readonly source: null; readonly problems: readonly Problem[] };

/**
 * The table with its heading read, or every problem that forbids it. Rows are looked at when they are asked for: a fault in them
 * is thrown as a `TableFault` when the pass ends.
 * @throws only what the operating system throws beyond missing files and permissions
 */
export async function openTable(input: TableInput, options: OpenTableOptions = {}): Promise<OpenedTable> {
  const bytes = await openBytes(input, options.name);
  if (!('pieces' in bytes)) return { source: null, problems: [bytes] };
  const { file, head } = bytes;
  const form = formOf(head);
  if (form !== 'text' && form !== 'workbook' && form !== 'parquet') {
    await bytes.close();
    return { source: null, problems: [tableProblem('not-a-table', { file }, { found: form })] };
  }
  const found = await openRows(form, bytes, options.sheet);
  return 'problems' in found
    ? { source: null, problems: found.problems }
    : { source: { ...found, form }, problems: null };
}

async function openRows(form: TableForm, bytes: FileBytes, sheet: string | undefined): Promise<FoundRows> {
  switch (form) {
    case 'workbook': {
      // Loaded here, so that a file of text does not wait for what reads workbooks.
      const { openWorkbookTable } = await import('#sources/tables/workbook-table.ts');
      return await openWorkbookTable(bytes, sheet);
    }
    case 'parquet': {
      const { openParquetTable } = await import('#sources/tables/parquet-table.ts');
      return await openParquetTable(bytes);
    }
    case 'text':
      return await openTextTable(bytes);
    default:
      return form satisfies never;
  }
}

/** Beginnings of files of other kinds. */
const signatures: readonly { readonly bytes: readonly number[]; readonly is: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], is: 'workbook' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], is: 'an empty zip archive' },
  { bytes: [0x50, 0x41, 0x52, 0x31], is: 'parquet' },
  { bytes: [0x50, 0x41, 0x52, 0x45], is: 'an encrypted Parquet file' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: 'an old workbook (.xls), or one with a password' },
  { bytes: [0x25, 0x50, 0x44, 0x46], is: 'a PDF' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], is: 'a zstd file' },
  { bytes: [0x42, 0x5a, 0x68], is: 'a bzip2 file' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], is: 'an xz file' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], is: 'a 7-Zip archive' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], is: 'a picture' },
  { bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], is: 'an Arrow file' },
];

function formOf(head: Buffer): string {
  return signatures.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte))?.is ?? 'text';
}

/** The first rows, at most so many; fewer when the table is shorter. @throws TableFault as `batches` does */
export async function readHead(source: RowSource, rows: number): Promise<readonly (readonly string[])[]> {
  const head: (readonly string[])[] = [];
  for await (const batch of source.batches()) {
    head.push(...batch.rows.slice(0, rows - head.length));
    if (head.length >= rows) break;
  }
  return head;
}
