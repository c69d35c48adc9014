/** Separated text, gzipped or not, as a table: its form and heading from the beginning, its rows a piece at a time. */

import type { RowBatch } from '#core/datasets/row-source.ts';
import { type FileBytes, isGzip, unpackedPieces } from '#sources/tables/file-bytes.ts';
import { findHeading, formOfText, type Heading, sampleRows } from '#sources/tables/find-heading.ts';
import { RowBatches } from '#sources/tables/row-batches.ts';
import { RowSplitter, type TextForm } from '#sources/tables/split-rows.ts';
import { TableFault, tableProblem } from '#sources/tables/table-problems.ts';
import type { FoundRows } from '#sources/tables/table-rows.ts';
import { textChunks } from '#sources/tables/text-chunks.ts';
import type { Problem } from '#std/problem.ts';

/** What the beginning of a text tells. */
export type TextTable = {
  readonly form: TextForm;
  readonly heading: Heading;
  /** Up to the end of the heading, with line ends within quotes. */
  readonly linesAbove: number;
  readonly warnings: Problem[];
};

/** The text as a table; closing it closes the bytes. */
export async function openTextTable(bytes: FileBytes): Promise<FoundRows> {
  const found = await findTextTable(bytes);
  if ('problems' in found) {
    await bytes.close();
    return { problems: found.problems };
  }
  const { form, heading, warnings } = found;
  return {
    file: bytes.file,
    heading: heading.names,
    warnings,
    batches: () => rowsOf(bytes, form, heading, warnings),
    close: async () => await bytes.close(),
  };
}

/** The form and the heading of the text, or what forbids reading it. */
export async function findTextTable(bytes: FileBytes): Promise<TextTable | { readonly problems: readonly Problem[] }> {
  const { file } = bytes;
  const warnings: Problem[] = [];
  try {
    const sample = await sampleOf(bytes, warnings);
    const strange = strangeText(sample.text, file);
    if (strange !== null) return { problems: [strange] };
    const form = formOfText(sample.text, sample.isWhole);
    const rows = sampleRows(sample.text, sample.isWhole, form);
    const heading = findHeading(rows, file);
    if (heading === null) return { problems: [tableProblem('no-heading', { file })] };
    const hasRows = !sample.isWhole || rows.some(({ row }) => row > heading.row);
    const empty = hasRows ? [] : [tableProblem('no-rows', { file, row: heading.row })];
    if (heading.problems.length + empty.length > 0) return { problems: [...heading.problems, ...empty] };
    const within = rows
      .filter(({ row }) => row <= heading.row)
      .flatMap(({ cells }) => cells.join('').split(form.lineEnd).length - 1);
    const linesAbove = within.reduce((sum, lines) => sum + lines, heading.row);
    return { form, heading, linesAbove, warnings: [...warnings, ...heading.warnings] };
  } catch (fault) {
    if (fault instanceof TableFault) return { problems: fault.problems };
    throw fault;
  }
}

function piecesOf(bytes: FileBytes): AsyncGenerator<Buffer> {
  return isGzip(bytes) ? unpackedPieces(bytes) : bytes.pieces();
}

async function sampleOf(bytes: FileBytes, warnings: Problem[]): Promise<{ text: string; isWhole: boolean }> {
  const chunks = textChunks(piecesOf(bytes), bytes.file, (problem) => warnings.push(problem));
  let text = '';
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length > sampleLength) return { text: withoutMark(text), isWhole: false };
  }
  return { text: withoutMark(text), isWhole: true };
}

/** @units characters */
const sampleLength = 100_000;

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Texts that are saved under the name of a table by mistake. */
function strangeText(text: string, file: string): Problem | null {
  const start = text.slice(0, 1000).trimStart();
  if (start === '') return tableProblem('empty-file', { file }, { found: 'nothing but blanks' });
  if (/^(<!doctype\s+html|<html|<head|<body)/i.test(start)) return tableProblem('web-page', { file });
  if (/^<\?xml|^<[a-z]+[ >]/i.test(start)) return tableProblem('not-a-table', { file }, { found: 'XML' });
  if (/^(\{\s*"|\[\s*[{"[])/.test(start)) return tableProblem('not-a-table', { file }, { found: 'JSON' });
  if (start.startsWith('%PDF')) return tableProblem('not-a-table', { file }, { found: 'a PDF' });
  const zero = text.indexOf('\0');
  const isWide = zero >= 0 && [...text.slice(0, 100)].filter((one) => one === '\0').length > 20;
  if (isWide) return tableProblem('not-a-table', { file }, { found: 'text in UTF-16 without its mark, or no text' });
  const odd = [...text.slice(0, 2000)].filter((one) => one < ' ' && !'\t\r\n\f'.includes(one)).length;
  if (odd > 20) return tableProblem('not-a-table', { file }, { found: 'no text' });
  return null;
}

async function* rowsOf(
  bytes: FileBytes,
  form: TextForm,
  heading: Heading,
  warnings: Problem[],
): AsyncGenerator<RowBatch> {
  const { file } = bytes;
  const batches = new RowBatches(file, heading.names.length, true);
  let row = 0;
  let hasZero = false;
  let isCut = false;
  const splitter = new RowSplitter(form, (cells) => {
    row += 1;
    if (hasZero) for (const problem of zeroBytes(cells, row, heading, file)) batches.addProblem(problem);
    if (row > heading.row) batches.add(row, cells);
  });
  const warn = (problem: Problem) => {
    if (!warnings.some((one) => one.code === problem.code)) warnings.push(problem);
  };
  try {
    let isFirst = true;
    for await (const chunk of textChunks(piecesOf(bytes), file, warn)) {
      hasZero = chunk.includes('\0');
      if (chunk !== '') isCut = !/[\r\n]$/.test(chunk);
      const end = splitter.take(isFirst ? withoutMark(chunk) : chunk, false);
      isFirst = false;
      if (end === 'unclosed') throw unclosed(file, row + 1);
      yield* batches.ready(false);
    }
    if (splitter.take('', true) === 'unclosed') throw unclosed(file, row + 1);
  } catch (fault) {
    if (!(fault instanceof TableFault)) throw fault;
    // What was found in the rows before it is told too.
    for (const problem of fault.problems) batches.addProblem(problem);
  }
  const notes = batches.notesBelow(isCut);
  if (notes !== null) warn(notes);
  yield* batches.ready(true);
  batches.checkEnd();
}

function unclosed(file: string, row: number): TableFault {
  return new TableFault([tableProblem('unclosed-quote', { file, row })]);
}

function zeroBytes(cells: readonly string[], row: number, { names }: Heading, file: string): Problem[] {
  return cells.flatMap((cell, at) =>
    cell.includes('\0') ? [tableProblem('zero-byte', { file, row, column: names[at] ?? `${at + 1}` })] : [],
  );
}
