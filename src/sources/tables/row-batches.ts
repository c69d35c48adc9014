/**
 * Rows gathered into batches whose numbers follow each other, each row as long as the heading. Rows that hold nothing are
 * passed over; those that do not fit are faults, all of which are told when the pass ends.
 */

import type { RowBatch } from '#core/datasets/row-source.ts';
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
  /** Rows taken that hold something, sound or not. */
  filled = 0;

  /** `mustBeFull`: a row with fewer cells than the heading is a fault, as in text, where it may be cut short. */
  constructor(file: string, width: number, mustBeFull: boolean) {
    this.#file = file;
    this.#width = width;
    this.#mustBeFull = mustBeFull;
  }

  add(row: number, cells: string[]): void {
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
