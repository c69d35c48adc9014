/**
 * Rows gathered into batches whose numbers follow each other, each row as long as the heading. Rows that hold nothing are
 * passed over; those that do not fit are faults, all of which are told when the pass ends.
 */

import type { RowBatch } from '#core/datasets/row-source.ts';
import { NotesBelow } from '#sources/tables/notes-below.ts';
import { TableFault, type TableProblemCode, tableProblem } from '#sources/tables/table-problems.ts';
import type { Problem } from '#std/problem.ts';

const mostListed = 1000;
/** @units rows */
const fullBatch = 10_000;

export class RowBatches {
  readonly #file: string;
  readonly #width: number;
  readonly #mustBeFull: boolean;
  readonly #faults: Problem[] = [];
  #faultCount = 0;
  #full: RowBatch[] = [];
  #rows: (readonly string[])[] = [];
  #firstRow = 0;
  readonly #notes = new NotesBelow();
  /** Rows taken that hold something, sound or not. */
  filled = 0;

  /** `mustBeFull`: a row with fewer cells than the heading is a fault, as in text, where it may be cut short. */
  constructor(file: string, width: number, mustBeFull: boolean) {
    this.#file = file;
    this.#width = width;
    this.#mustBeFull = mustBeFull;
  }

  add(row: number, cells: string[]): void {
    if (this.#mustBeFull && this.#isNote(row, cells)) return;
    const width = this.#width;
    if (cells.length !== width) {
      if (isBlank(cells)) return;
      if (cells.length > width) {
        if (!isBlank(cells.slice(width))) {
          this.#addFault('row-too-long', row, cells.length);
          return;
        }
        cells.length = width;
      } else if (this.#mustBeFull) {
        this.#addFault('row-too-short', row, cells.length);
        return;
      }
      while (cells.length < width) cells.push('');
    } else if (cells[0] === '' && isBlank(cells)) return;
    this.filled += 1;
    if (this.#rows.length > 0 && row !== this.#firstRow + this.#rows.length) this.#closeBatch();
    if (this.#rows.length === 0) this.#firstRow = row;
    this.#rows.push(cells);
    if (this.#rows.length >= fullBatch) this.#closeBatch();
  }

  /**
   * The rows below the table that were left out as notes, as a warning; null: there are none. To be asked when all rows were
   * added and before `checkEnd`. `isCut`: the text ends within a row.
   */
  notesBelow(isCut: boolean): Problem | null {
    if (isCut && this.#notes.isLikeCutRow) this.#addPending();
    return this.#notes.warning(this.#file);
  }

  /** A fault of a row, or of the whole pass. */
  addProblem(problem: Problem): void {
    this.#faultCount += 1;
    if (this.#faults.length < mostListed) this.#faults.push(problem);
  }

  /** The batches that are ready; with `isLast` all that is left. */
  ready(isLast: boolean): readonly RowBatch[] {
    if (isLast) this.#closeBatch();
    const full = this.#full;
    this.#full = [];
    return full;
  }

  /** @throws TableFault with the faults of all rows, when there are any, or no row at all */
  checkEnd(): void {
    if (this.filled === 0 && this.#faultCount === 0) this.addProblem(tableProblem('no-rows', { file: this.#file }));
    if (this.#faultCount > 0) throw this.fault();
  }

  /** What is told of all faults so far. */
  fault(): TableFault {
    const more = this.#faultCount - this.#faults.length;
    const rest: Problem = {
      code: 'more-problems',
      severity: 'error',
      where: { file: this.#file },
      message: `${more.toLocaleString('en-GB')} more rows do not fit the heading; correct those above and try again.`,
    };
    return new TableFault(more === 0 ? this.#faults : [...this.#faults, rest]);
  }

  /** True when the row waits for the end of the table, where it turns out whether it is a note. */
  #isNote(row: number, cells: readonly string[]): boolean {
    const place = this.#notes.take(row, cells, this.#width);
    if (place === 'table') this.#addPending();
    return place === 'note';
  }

  /** The table goes on: what seemed to be notes are rows that do not fit. */
  #addPending(): void {
    for (const { row, cells } of this.#notes.giveBack()) {
      if (cells.length === this.#width) this.add(row, [...cells]);
      else this.#addFault(cells.length < this.#width ? 'row-too-short' : 'row-too-long', row, cells.length);
    }
  }

  #addFault(code: TableProblemCode, row: number, found: number): void {
    this.filled += 1;
    const detail = { expected: `${this.#width} cells`, found: `${found}` };
    this.addProblem(tableProblem(code, { file: this.#file, row }, detail));
  }

  #closeBatch(): void {
    if (this.#rows.length > 0) this.#full.push({ firstRow: this.#firstRow, rows: this.#rows });
    this.#rows = [];
  }
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '') return false;
  return true;
}
