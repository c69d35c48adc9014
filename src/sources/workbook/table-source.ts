/**
 * A table of cells as a spreadsheet shows it, whatever the file: rows with their numbers, cells by column. What every
 * reader of a file gives and the reader of arrangements takes.
 */

import type { IsoDate } from '#std/iso-date.ts';

/**
 * A cell that is not empty. `day` of a number: the date that it stands for, if it may be one; `isDate`: it is
 * shown as one.
 */
export type TableCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly day: IsoDate | null; readonly isDate: boolean }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'formula'; readonly text: string };

/** @shape columns of the sheet, from 0 for A; what is empty is undefined. */
export type TableCells = readonly (TableCell | undefined)[];

/** A row that is not empty; `row` counts from 1 as the spreadsheet shows it. */
export type TableRow = { readonly row: number; readonly cells: TableCells };

/** Rows and columns of merged cells, both from 1 and 0 as in `TableRow`, the last included. */
export type MergedRange = {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
};

export type TableSource = {
  /** What problems call it, such as "Book.xlsx, sheet Arrangements". */
  readonly file: string;
  /** True: a cell where there is no heading shifts the others (a file of text), so that it is an error. */
  readonly isText: boolean;
  readonly merged: readonly MergedRange[];
  /** Calls `each` for every row that is not empty, in order, until it returns false. */
  readonly eachRow: (each: (row: TableRow) => boolean) => Promise<void>;
};

/** More filled rows than this are refused: a workbook of so many takes some 850 MB of memory. */
export const mostRows = 100_000;
/** Columns after this one are passed over. */
export const mostColumns = 1000;

/** The letters of a column as a spreadsheet shows them; the first, 0, is A. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${letters(Math.floor(column / 26) - 1)}${last}`;
}

/** The text of a cell as a person would read it. */
export function shownCell(cell: TableCell): string {
  switch (cell.kind) {
    case 'number':
      return cell.isDate && cell.day !== null ? cell.day : String(cell.value);
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    case 'text':
    case 'error':
    case 'formula':
      return cell.text;
    default:
      return cell satisfies never;
  }
}
