/**
 * Comma, semicolon or tab separated text as a table, as spreadsheet programs write it: any of the three line ends,
 * quotes around cells that need them. More forgiving than the reader of packs, since people's files are.
 */

import { isUtf8 } from 'node:buffer';
import type { WorkbookProblems } from '#sources/workbook/problem-kinds.ts';
import { mostColumns, mostRows, type TableCell, type TableSource } from '#sources/workbook/table-source.ts';

type Separator = ',' | ';' | '\t';
/** A row with its number; `isOpen`: a quote in it is never closed. */
type ScannedRow = { readonly row: number; readonly cells: readonly string[]; readonly isOpen: boolean };

/** The table, or null with the problem that forbids it. A row is a record: a line end inside quotes does not count. */
export function csvTable(bytes: Buffer, file: string, problems: WorkbookProblems): TableSource | null {
  const text = decodedText(bytes, file, problems);
  if (text === null) return null;
  const { body, separator } = separated(text);
  if (!checkRows(body, separator, file, problems)) return null;
  return {
    file,
    isText: true,
    merged: [],
    eachRow: async (each) => {
      for (const { row, cells } of scanRows(body, separator)) {
        const found = cells.slice(0, mostColumns).map(cellOf);
        if (found.some((cell) => cell !== undefined) && !each({ row, cells: found })) return;
      }
    },
  };
}

/**
 * Takes off the one apostrophe that keeps a text from being run as a formula; any other apostrophe stays.
 * `guardedText` in write-arrangements.ts puts it on.
 */
function cellOf(written: string): TableCell | undefined {
  const text = /^'+[=+\-@\t\r]/.test(written) ? written.slice(1) : written;
  return text === '' ? undefined : { kind: 'text', text };
}

function decodedText(bytes: Buffer, file: string, problems: WorkbookProblems): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const zero = bytes.indexOf(0);
  if (zero !== -1) {
    problems.add('not-a-table', { file }, { expected: 'text', found: `a zero byte at offset ${zero}` });
    return null;
  }
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  problems.add('guessed-encoding', { file });
  return new TextDecoder('windows-1252').decode(bytes);
}

/** The separator is the one that stands most often in the first filled line, outside quotes; `sep=;` says it. */
function separated(text: string): { readonly body: string; readonly separator: Separator } {
  const said = /^"?sep=([,;\t])"?(?=[\r\n])/i.exec(text);
  // The line stays, as an empty one, so that rows keep their numbers.
  if (said !== null) return { body: text.slice(said[0].length), separator: said[1] as Separator };
  const line = (/[^\r\n]+/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (separator: Separator) => line.split(separator).length;
  const separators: readonly Separator[] = [',', ';', '\t'];
  return { body: text, separator: separators.reduce((best, one) => (count(one) > count(best) ? one : best)) };
}

function checkRows(text: string, separator: Separator, file: string, problems: WorkbookProblems): boolean {
  let filled = 0;
  for (const { row, cells, isOpen } of scanRows(text, separator)) {
    if (isOpen) {
      problems.add('unclosed-quote', { file, row });
      return false;
    }
    if (cells.some((cell) => cell !== '')) filled += 1;
    if (filled > mostRows) {
      problems.add('too-many-rows', { file });
      return false;
    }
  }
  return true;
}

function* scanRows(text: string, separator: Separator): Generator<ScannedRow> {
  const bare = new RegExp(`[${separator}\r\n]`, 'g');
  let row = 1;
  let at = 0;
  while (at < text.length) {
    const cells: string[] = [];
    let isOpen = false;
    for (;;) {
      const cell = text.charCodeAt(at) === 34 ? quotedCell(text, at, bare) : bareCell(text, at, bare);
      cells.push(cell.text);
      isOpen ||= cell.isOpen;
      at = cell.end;
      if (text[at] !== separator) break;
      at += 1;
    }
    yield { row, cells, isOpen };
    row += 1;
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
}

type ScannedCell = { readonly text: string; readonly end: number; readonly isOpen: boolean };

function bareCell(text: string, start: number, bare: RegExp): ScannedCell {
  bare.lastIndex = start;
  const end = bare.exec(text)?.index ?? text.length;
  return { text: text.slice(start, end), end, isOpen: false };
}

/** What follows the closing quote, before the cell ends, belongs to the text, as spreadsheet programs have it. */
function quotedCell(text: string, open: number, bare: RegExp): ScannedCell {
  let cell = '';
  let from = open + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close === -1) return { text: cell + text.slice(from), end: text.length, isOpen: true };
    cell += text.slice(from, close);
    if (text.charCodeAt(close + 1) !== 34) {
      const rest = bareCell(text, close + 1, bare);
      return { text: cell + rest.text, end: rest.end, isOpen: false };
    }
    cell += '"';
    from = close + 2;
  }
}
