/**
 * A table for people, on its way to a spreadsheet: headings, kinds of value and rows. Knows nothing of files; a
 * writer turns it into one.
 */

/**
 * What the cells of a column hold: `text`; `date` an ISO date as text; `pounds` pence as a bigint; `integer` a whole
 * number; `number` any number; `share` a number from 0 to 1. A cell that is null stays empty; one of another type is shown as it is.
 */
export type SheetColumnKind = 'text' | 'date' | 'pounds' | 'integer' | 'number' | 'share';

export type SheetColumn = {
  readonly heading: string;
  readonly kind: SheetColumnKind;
  /** @units characters of the usual font */
  readonly width: number;
};

export type SheetCell = string | number | bigint | boolean | null;

export type Sheet = {
  /** Shown on the tab; made unique and at most 31 characters long where it is not. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  /** @shape rows × columns */
  readonly rows: readonly (readonly SheetCell[])[];
  /** What the reader of the sheet should know; listed on a last sheet named Notes. */
  readonly note?: string;
};
