/**
 * Separated text as rows of cells, a piece of text at a time. As forgiving as spreadsheet programs: a quote counts only at the
 * beginning of a cell, and what follows its closing belongs to the text. Knows no headings.
 */

import { longestRow } from '#sources/tables/text-chunks.ts';

export type Separator = ',' | ';' | '\t' | '|';
export type LineEnd = '\n' | '\r';

/** How a text is divided. */
export type TextForm = { readonly separator: Separator; readonly lineEnd: LineEnd };

/** Called with the cells of each row; the array is the caller's to keep. */
export type EachRow = (cells: string[]) => void;

/** `unclosed`: a quote is open and the row is longer than any. */
export type SplitEnd = 'whole' | 'unclosed';

export class RowSplitter {
  readonly #form: TextForm;
  readonly #eachRow: EachRow;
  #rest = '';

  constructor(form: TextForm, eachRow: EachRow) {
    this.#form = form;
    this.#eachRow = eachRow;
  }

  /** Takes the next piece of text; with `isLast`, a row without a line end too. Linear in the text. */
  take(piece: string, isLast: boolean): SplitEnd {
    const text = this.#rest === '' ? piece : this.#rest + piece;
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
      const next = this.#row(text, at, quote, isLast);
      if (next === unfinished) break;
      if (next === unclosed) return 'unclosed';
      at = next;
    }
    this.#rest = at < text.length ? text.slice(at) : '';
    return this.#rest.length > longestRow ? 'unclosed' : 'whole';
  }

  /** Gives away the row from `at`; returns where the next begins. `quote`: the next quote in the text. */
  #row(text: string, at: number, quote: number, isLast: boolean): number {
    const { separator, lineEnd } = this.#form;
    const found = text.indexOf(lineEnd, at);
    if (quote === -1 || (found !== -1 && quote > found)) {
      if (found === -1 && !isLast) return unfinished;
      const end = found === -1 ? text.length : found;
      this.#eachRow(plainCells(text.slice(at, cut(text, at, end, lineEnd)), separator));
      return end + 1;
    }
    const row = quotedRow(text, at, this.#form);
    if (!isLast && row.end >= text.length) return unfinished;
    if (row.isOpen) return unclosed;
    this.#eachRow(row.cells);
    return row.end + 1;
  }
}

const unfinished = -1;
const unclosed = -2;

/** Where the line ends, without a carriage return before its line feed. */
function cut(text: string, start: number, end: number, lineEnd: LineEnd): number {
  return lineEnd === '\n' && end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

function plainCells(line: string, separator: Separator): string[] {
  const cells = line.split(separator);
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as string;
    if (cell.length > longestCopied) cells[at] = copied(cell);
    else if (cell.charCodeAt(0) === apostrophe) cells[at] = withoutGuard(cell);
  }
  return cells;
}

/** Shorter texts are copies already. */
const longestCopied = 12;
const apostrophe = 39;

/** A text of its own: a slice would keep the whole piece of the file in memory for as long as it is kept itself. */
function copied(cell: string): string {
  return withoutGuard(` ${cell}`.slice(1));
}

/** Takes off the one apostrophe that keeps a text from being run as a formula; see std/csv-text.ts, which puts it on. */
function withoutGuard(cell: string): string {
  return cell.charCodeAt(0) === apostrophe && /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

type QuotedRow = { readonly cells: string[]; readonly end: number; readonly isOpen: boolean };

/** The row from `start`; `end` is its line end, or the end of the text. */
function quotedRow(text: string, start: number, { separator, lineEnd }: TextForm): QuotedRow {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell =
      text.charCodeAt(at) === 34 ? quotedCell(text, at, separator, lineEnd) : bareCell(text, at, separator, lineEnd);
    cells.push(copied(cell.text));
    at = cell.end;
    if (cell.isOpen || text[at] !== separator) return { cells, end: at, isOpen: cell.isOpen };
    at += 1;
  }
}

type ScannedCell = { readonly text: string; readonly end: number; readonly isOpen: boolean };

function bareCell(text: string, start: number, separator: Separator, lineEnd: LineEnd): ScannedCell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== lineEnd) end += 1;
  const isLineEnd = text[end] === lineEnd || end === text.length;
  return { text: text.slice(start, isLineEnd ? cut(text, start, end, lineEnd) : end), end, isOpen: false };
}

function quotedCell(text: string, open: number, separator: Separator, lineEnd: LineEnd): ScannedCell {
  let cell = '';
  let from = open + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close === -1) return { text: cell + text.slice(from), end: text.length, isOpen: true };
    cell += text.slice(from, close);
    if (text.charCodeAt(close + 1) !== 34) {
      const rest = bareCell(text, close + 1, separator, lineEnd);
      return { text: cell + rest.text, end: rest.end, isOpen: false };
    }
    cell += '"';
    from = close + 2;
  }
}
