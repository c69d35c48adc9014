/** A sheet as the library hucre gives it, as a table of cells: what is a formula, an error, a date, a merged range. */

import type { CellValue, Sheet } from 'hucre/xlsx';
import type { MergedRange, TableCell, TableSource } from '#sources/workbook/table-source.ts';
import { addDays, type IsoDate, isoDate, parseIsoDate } from '#std/iso-date.ts';

/** The sheet as a table; `file` is the name of the file, to which problems add the sheet. */
export function sheetTable(sheet: Sheet, isFrom1904: boolean, file: string): TableSource {
  const special = specialCells(sheet);
  return {
    file: `${file}, sheet ${sheet.name}`,
    isText: false,
    merged: mergedRanges(sheet),
    eachRow: async (each) => {
      for (const [at, values] of sheet.rows.entries()) {
        const cells: (TableCell | undefined)[] = [];
        for (const [column, value] of values.entries()) {
          const cell = cellOf(value, isFrom1904);
          if (cell !== null) cells[column] = cell;
        }
        for (const [column, cell] of special.get(at) ?? []) cells[column] = cell;
        if (cells.length > 0 && !each({ row: at + 1, cells })) return;
      }
    },
  };
}

/** Formulas and errors by row and column: among the values there is only what they came to. */
function specialCells(sheet: Sheet): ReadonlyMap<number, ReadonlyMap<number, TableCell>> {
  const rows = new Map<number, Map<number, TableCell>>();
  for (const [key, { formula, type, value }] of sheet.cells ?? []) {
    if (formula === undefined && type !== 'error') continue;
    const [row = 0, column = 0] = key.split(',').map(Number);
    const cells = rows.get(row) ?? new Map<number, TableCell>();
    rows.set(row, cells);
    cells.set(
      column,
      formula === undefined ? { kind: 'error', text: String(value) } : { kind: 'formula', text: `=${formula}` },
    );
  }
  return rows;
}

function mergedRanges(sheet: Sheet): MergedRange[] {
  return (sheet.merges ?? [])
    .filter(({ startRow, startCol, endRow, endCol }) =>
      [startRow, startCol, endRow, endCol].every((bound) => Number.isInteger(bound) && bound >= 0),
    )
    .map(({ startRow, startCol, endRow, endCol }) => ({
      firstRow: startRow + 1,
      lastRow: endRow + 1,
      firstColumn: startCol,
      lastColumn: endCol,
    }));
}

function cellOf(value: CellValue | undefined, isFrom1904: boolean): TableCell | null {
  if (value === null || value === undefined || value === '') return null;
  switch (typeof value) {
    case 'string':
      return { kind: 'text', text: value };
    case 'boolean':
      return { kind: 'boolean', value };
    case 'number': {
      const mayBeDate = value >= firstPlainSerial && value <= lastPlainSerial;
      return { kind: 'number', value, isDate: false, day: mayBeDate ? dayOfSerial(value, isFrom1904) : null };
    }
    default:
      return dateCell(value, isFrom1904);
  }
}

/** A number that is not shown as a date may be one only in this range, so that a bare year is not: 1954 to 2119. */
const firstPlainSerial = 20_000;
const lastPlainSerial = 80_000;
const day0Of1900 = isoDate('1899-12-30');
const day0Of1904 = isoDate('1904-01-01');
/**
 * The system of 1900 counts a 29 February 1900, which the calendar does not have: before this day programs do not
 * agree on what a number stands for.
 */
export const firstCertainDay = isoDate('1900-03-01');
const millisecondsPerDay = 86_400_000;

/** @source ECMA-376 part 1, 18.17.4.1 */
function dayOfSerial(serial: number, isFrom1904: boolean): IsoDate {
  return addDays(isFrom1904 ? day0Of1904 : day0Of1900, Math.floor(serial));
}

/** The day of a cell that is shown as a date, its time of day left out; no day: not surely one, or past the year 9999. */
function dateCell(date: Date, isFrom1904: boolean): TableCell {
  const day = Number.isNaN(date.getTime()) ? null : parseIsoDate(date.toISOString().slice(0, 10));
  const isCertain = day !== null && day >= (isFrom1904 ? day0Of1904 : firstCertainDay);
  const value = (date.getTime() - Date.parse(isFrom1904 ? day0Of1904 : day0Of1900)) / millisecondsPerDay;
  return { kind: 'number', value, isDate: true, day: isCertain ? day : null };
}
