/**
 * A sheet made ready for the library hucre, which writes workbooks: values of its kind, formats, choice lists. Text
 * stays text, to the last character. Knows nothing of what the sheets are about.
 */

import type { Cell, CellStyle, CellValue, WriteSheet } from 'hucre/xlsx';
import { letters } from '#sources/workbook/table-source.ts';
import { firstCertainDay } from '#sources/workbook/xlsx-table.ts';
import { parseIsoDate } from '#std/iso-date.ts';
import type { SheetCell, SheetColumn, SheetColumnKind } from '#std/sheet.ts';

/** A choice list on the cells of a column: `source` is the range of its words, such as `Lists!$A$2:$A$9`. */
export type ChoiceList = { readonly column: number; readonly source: string; readonly message: string };

export type SheetDraft = {
  /** Unique, and such as a workbook allows. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** So many empty rows below are made ready: with the formats of their columns and the choice lists. */
  readonly readyRows?: number;
  readonly choices?: readonly ChoiceList[];
  /** Text is broken into lines within its cell. */
  readonly isProse?: boolean;
};

/** The longest text that a cell may hold; Excel calls a workbook with a longer one damaged. @units characters */
const longestCellText = 32_767;
/** With the heading. */
const mostSheetRows = 1_048_576;

const headingStyle: CellStyle = {
  font: { bold: true, size: 11, name: 'Calibri' },
  numFmt: '@',
  alignment: { vertical: 'top', wrapText: true },
};
const proseStyle: CellStyle = { numFmt: '@', alignment: { vertical: 'top', wrapText: true } };
const styles: Readonly<Record<SheetColumnKind, CellStyle>> = {
  text: { numFmt: '@' },
  date: { numFmt: 'dd\\ mmm\\ yyyy' },
  pounds: { numFmt: '"£"#,##0.00' },
  integer: { numFmt: '0' },
  number: { numFmt: 'General' },
  share: { numFmt: '0.00%' },
};

/** The sheet as the library takes it: headings frozen and filtered. @throws when it has too many rows for a sheet. */
export function librarySheet(draft: SheetDraft): WriteSheet {
  const { name, columns, rows, readyRows = 0, choices = [], isProse = false } = draft;
  if (rows.length >= mostSheetRows) throw new Error(`${rows.length} rows do not fit a sheet`);
  const lastColumn = letters(Math.max(0, columns.length - 1));
  const width = columns.length;
  return {
    name,
    columns: columns.map((column) => ({
      width: column.width,
      style: isProse && column.kind === 'text' ? proseStyle : styles[column.kind],
    })),
    rows: [
      columns.map((column) => cellText(column.heading)),
      ...rows.map((row) => rowOf(row, columns)),
      ...Array.from({ length: readyRows }, (): CellValue[] => new Array<CellValue>(width).fill(null)),
    ],
    cells: specialCells(draft),
    dataValidations: choices.map(({ column, source, message }) => ({
      type: 'list',
      errorStyle: 'warning',
      allowBlank: true,
      showErrorMessage: true,
      errorTitle: 'Not in the list',
      errorMessage: message,
      formula1: source,
      range: `${letters(column)}2:${letters(column)}${rows.length + 1 + readyRows}`,
    })),
    freezePane: { rows: 1 },
    ...(width === 0 ? {} : { autoFilter: { range: `A1:${lastColumn}${rows.length + 1}` } }),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

/** Empty cells at the end of a row are left out, which halves a sheet of arrangements. */
function rowOf(row: readonly SheetCell[], columns: readonly SheetColumn[]): CellValue[] {
  const values = columns.map(({ kind }, at) => cellValue(row[at] ?? null, kind));
  return values.slice(0, values.findLastIndex((value) => value !== null) + 1);
}

function cellValue(cell: SheetCell, kind: SheetColumnKind): CellValue {
  switch (typeof cell) {
    case 'bigint':
      // Pence are whole and far below 2^53, so that the nearest number of pounds shows every penny.
      return kind === 'pounds' ? Number(cell) / 100 : Number(cell);
    case 'number':
      return Number.isFinite(cell) ? cell : null;
    case 'string':
      return (kind === 'date' ? dateOf(cell) : null) ?? cellText(cell);
    default:
      return cell;
  }
}

/** Null when the text is no date, or one that programs do not agree on. */
function dateOf(text: string): Date | null {
  const date = parseIsoDate(text);
  return date === null || date < firstCertainDay ? null : new Date(date);
}

/**
 * The text so that a workbook gives it back exactly: `_x0041_` would be read as an escaped A, and what is no character
 * of XML is written as such an escape; control characters the library escapes itself. Too long a text is cut and ends
 * with "… (cut)".
 * @source ECMA-376 part 1, 22.9.2.19 (ST_Xstring)
 */
function cellText(text: string): string {
  const whole = text.length <= longestCellText ? text : `${text.slice(0, longestCellText - 7)}… (cut)`;
  return whole
    .replace(/_x(?=[0-9a-fA-F]{4})/g, '_x005F_x')
    .replace(/[\uFFFE\uFFFF]|\p{Surrogate}/gu, (odd) => `_x${odd.charCodeAt(0).toString(16).toUpperCase()}_`);
}

/** Headings in bold; and texts such as #REF!, which the library would write as errors, as formatted text instead. */
function specialCells({ columns, rows }: SheetDraft): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>();
  for (const at of columns.keys()) cells.set(`0,${at}`, { style: headingStyle });
  for (const [row, values] of rows.entries()) {
    for (const [at, value] of values.entries()) {
      if (typeof value === 'string' && looksLikeError.test(value))
        cells.set(`${row + 1},${at}`, { richText: [{ text: value }] });
    }
  }
  return cells;
}

const looksLikeError = /^#[A-Z0/_]+[!?]?$/;
