/**
 * Notes and sources that publishers write below a table of separated text. They have fewer cells than the heading, or more
 * where a comma stands in them. Whether a row is one is known at the end: where the table goes on, it was a faulty row of it.
 */

import { parseNumber } from '#core/datasets/parse-number.ts';
import { isNoteText } from '#core/datasets/side-row.ts';
import { tableProblem } from '#sources/tables/table-problems.ts';
import type { Problem } from '#std/problem.ts';

type WaitingRow = { readonly row: number; readonly cells: readonly string[] };

/** Notes are not longer than this; more rows that do not fit are no notes. */
const mostNotes = 500;

export class NotesBelow {
  #waiting: WaitingRow[] = [];
  #blankRow = 0;
  #isAfterBlank = false;

  /** `note`: the row is kept here. `table`: it is of the table, and so is what waits. `row`: nothing waits, and it begins nothing. */
  take(row: number, cells: readonly string[], width: number): 'note' | 'table' | 'row' {
    if (this.#waiting.length === 0 && cells.length === width) {
      if (cells[0] === '' && cells.every((cell) => cell.trim() === '')) this.#blankRow = row;
      return 'row';
    }
    const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    if (filled.length === 0) {
      this.#blankRow = row;
      return 'row';
    }
    if (this.#waiting.length === 0) {
      const isAfterBlank = this.#blankRow === row - 1;
      if (cells.length > width || !beginsNotes(filled, isAfterBlank)) return 'row';
      this.#isAfterBlank = isAfterBlank;
    } else if (isOfTable(cells) || this.#waiting.length >= mostNotes) return 'table';
    this.#waiting.push({ row, cells });
    return 'note';
  }

  /** One row alone, right below the table: where the text ends within it, it may be a row that was cut short. */
  get isLikeCutRow(): boolean {
    return this.#waiting.length === 1 && !this.#isAfterBlank;
  }

  /** What waits; nothing does after it. */
  giveBack(): readonly WaitingRow[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  /** What is told of the notes; null: there are none. */
  warning(file: string): Problem | null {
    const [first, last] = [this.#waiting[0], this.#waiting.at(-1)];
    if (first === undefined || last === undefined) return null;
    const text = first.cells.find((cell) => cell.trim() !== '') ?? '';
    const rows = first.row === last.row ? `row ${first.row}` : `rows ${first.row} to ${last.row}`;
    const found = `${rows}, beginning "${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
    return tableProblem('notes-below', { file, row: first.row }, { found });
  }
}

/** One text that is no code and more than a word, or stands apart; or several of which the first begins as notes do. */
function beginsNotes(filled: readonly string[], isAfterBlank: boolean): boolean {
  const [text = ''] = filled;
  if (isCode(text)) return false;
  if (isNoteText(text)) return true;
  return (
    filled.length === 1 &&
    !isNumber(text) &&
    (isAfterBlank || /\s/.test(text) || /^(?:notes?|sources?)\W?$/i.test(text))
  );
}

/** A row with a code in front, or with a number or a sign for one, unless it begins as notes do. */
function isOfTable(cells: readonly string[]): boolean {
  const text = cells.find((cell) => cell.trim() !== '')?.trim() ?? '';
  if (isCode(text)) return true;
  return !isNoteText(text) && cells.some((cell, at) => at > 0 && cell.trim() !== '' && isNumber(cell));
}

function isCode(text: string): boolean {
  return /^[A-Z]{0,3}\d[A-Z0-9]*$/i.test(text);
}

function isNumber(text: string): boolean {
  return parseNumber(text).kind !== 'none';
}
