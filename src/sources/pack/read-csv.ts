/**
 * Strict reading of comma-separated text (RFC 4180) that knows, for every fault, the row and the cell. It
 * accepts a byte order mark and any of the three line ends, guesses nothing, and knows nothing of packs:
 * every source that comes as CSV is read with it.
 */

import type { Problem } from '#std/problem.ts';

/** A quote where RFC 4180 allows none, or one that is never closed. Row and cell count from 1. */
export type CsvFault = { readonly kind: 'stray-quote' | 'unclosed-quote'; readonly row: number; readonly cell: number };

/** A whole file: its first row, and the others. `rowNumbers[i]` is the row of `rows[i]`, the heading being row 1. */
export type CsvText = {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly rowNumbers: readonly number[];
  readonly problems: readonly Problem[];
};

const quote = 34;
const comma = 44;
const lineFeed = 10;
const carriageReturn = 13;
const byteOrderMark = 0xfeff;

/** Called with a row, its number, and the first fault of quoting in it, if there is one. */
export type EachRow = (cells: readonly string[], row: number, fault: CsvFault | null) => void;

/**
 * Calls `eachRow` for every row of the text, in order. A blank line is a row of one empty cell. The array of
 * cells is used again for the next row: keep what you need of it, not the array itself. A row is a record,
 * so a line end inside quotes does not count. O(length of the text).
 * @source RFC 4180 (2005)
 * @example scanCsv('a,b\n1,2\n', (cells, row) => console.log(row, cells.join('|'))) // 1 a|b, 2 1|2
 */
export function scanCsv(text: string, eachRow: EachRow): void {
  let fault: CsvFault | null = null;
  const end = text.length;
  const cells: string[] = [];
  let row = 1;
  let at = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  while (at < end) {
    const cell = text.charCodeAt(at) === quote ? quotedCell(text, at) : bareCell(text, at);
    cells.push(cell.text);
    if (cell.fault !== null) fault ??= { kind: cell.fault, row, cell: cells.length };
    at = cell.end;
    if (at < end && text.charCodeAt(at) === comma) {
      at += 1;
      if (at < end) continue;
      cells.push('');
    }
    eachRow(cells, row, fault);
    fault = null;
    cells.length = 0;
    row += 1;
    at += text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed ? 2 : 1;
  }
}

/** A cell without quotes around it, from `start` to the next comma or line end. */
function bareCell(text: string, start: number): ScannedCell {
  let at = start;
  let stray = false;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isCellEnd(code)) break;
    if (code === quote) stray = true;
  }
  return { text: text.slice(start, at), end: at, fault: stray ? 'stray-quote' : null };
}

/**
 * The heading and the rows of the text, with problems for faulty quotes and for rows that do not have as
 * many cells as the heading. Such rows are left out of `rows`, and so are blank lines. `file` is the name
 * that problems give. For files of some hundred thousand rows; `scanCsv` keeps less in memory.
 */
export function readCsv(text: string, file: string): CsvText {
  const problems: Problem[] = [];
  const rows: string[][] = [];
  const rowNumbers: number[] = [];
  let heading: string[] | null = null;
  scanCsv(text, (cells, row, fault) => {
    if (fault !== null) problems.push(quoteProblem(file, fault, heading?.[fault.cell - 1]));
    if (heading === null) heading = [...cells];
    else if (fault !== null) return;
    else if (cells.length === heading.length) {
      rows.push([...cells]);
      rowNumbers.push(row);
    } else if (!isBlankRow(cells)) problems.push(raggedRow(file, row, heading.length, cells.length));
  });
  return { heading: heading ?? [], rows, rowNumbers, problems };
}

/** True when the row holds nothing: a blank line, or nothing but commas. */
export function isBlankRow(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '') return false;
  return true;
}

/** The problem of a row that is wider or narrower than its heading. */
export function raggedRow(file: string, row: number, expected: number, found: number): Problem {
  const message =
    found > expected
      ? 'This row has more cells than the heading; a comma inside a text needs quotes around the text.'
      : 'This row has fewer cells than the heading; write every comma, also before empty cells.';
  return {
    code: found > expected ? 'row-too-long' : 'row-too-short',
    severity: 'error',
    where: { file, row },
    message,
    expected: `${expected} cells`,
    found: `${found}`,
  };
}

/** The problem of a quote that is not closed, or that stands where none may; `column` is its heading, if known. */
export function quoteProblem(file: string, fault: CsvFault, column: string | undefined): Problem {
  const message =
    fault.kind === 'unclosed-quote'
      ? 'A quote opens here and is never closed, so that the rest of the file reads as one cell; close it.'
      : 'A quote stands inside or right after a cell; put the whole cell in quotes and double the quotes in it.';
  return {
    code: fault.kind,
    severity: 'error',
    where: { file, row: fault.row, column: column ?? `${fault.cell}` },
    message,
  };
}

type ScannedCell = { readonly text: string; readonly end: number; readonly fault: CsvFault['kind'] | null };

/** The cell whose opening quote is at `open`; `end` is the comma, line end or end of text after it. */
function quotedCell(text: string, open: number): ScannedCell {
  let cell = '';
  let from = open + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close === -1) return { text: cell + text.slice(from), end: text.length, fault: 'unclosed-quote' };
    if (text.charCodeAt(close + 1) === quote) {
      cell += text.slice(from, close + 1);
      from = close + 2;
      continue;
    }
    cell += text.slice(from, close);
    let end = close + 1;
    while (end < text.length && !isCellEnd(text.charCodeAt(end))) end += 1;
    const after = text.slice(close + 1, end);
    return { text: cell + after, end, fault: after === '' ? null : 'stray-quote' };
  }
}

function isCellEnd(code: number): boolean {
  return code === comma || code === lineFeed || code === carriageReturn;
}
