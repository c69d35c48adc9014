/**
 * Arrangements as rows of a spreadsheet, in the layout that `readArrangements` reads: what is written and read again
 * is the same, to the last character.
 */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import {
  type ArrangementColumn,
  arrangementColumns,
  arrangementsSheet,
  type ListName,
  listNames,
} from '#sources/workbook/columns.ts';
import { writeWorkbook } from '#sources/workbook/write-workbook.ts';
import { type Cell, csvTable } from '#std/csv-text.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import type { Sheet, SheetCell, SheetColumnKind } from '#std/sheet.ts';

/**
 * The file: a workbook of one sheet, or UTF-8 text separated by commas and led by the mark by which Excel knows it.
 * Texts up to 32,767 characters; longer ones are cut in a workbook.
 */
export async function writeArrangements(specs: readonly ArrangementSpec[], form: 'xlsx' | 'csv'): Promise<Uint8Array> {
  const sheet = arrangementsAsSheet(specs, arrangementsSheet);
  if (form === 'xlsx') return await writeWorkbook([sheet]);
  const heading = sheet.columns.map((column) => column.heading);
  return Buffer.from(
    `\uFEFF${csvTable(
      heading,
      sheet.rows.map((row) => row.map(csvCell)),
    )}`,
    'utf8',
  );
}

/** The rows of the arrangements under all headings. */
export function arrangementsAsSheet(specs: readonly ArrangementSpec[], name: string): Sheet {
  return {
    name,
    columns: arrangementColumns.map(({ heading, kind, width }) => ({ heading, kind: sheetKinds[kind], width })),
    rows: specs.flatMap(rowsOf),
  };
}

const sheetKinds: Record<ArrangementColumn['kind'], SheetColumnKind> = {
  text: 'text',
  name: 'text',
  names: 'text',
  date: 'date',
  'last-day': 'date',
  pounds: 'pounds',
  'whole-number': 'integer',
  share: 'share',
  'yes-no': 'text',
  word: 'text',
  words: 'text',
};

/** One row, or as many as the longest of its lists has items. */
function rowsOf(spec: ArrangementSpec): SheetCell[][] {
  const count = Math.max(1, ...listNames.map((list) => spec[list].length));
  return Array.from({ length: count }, (_, row) => arrangementColumns.map((column) => cellOf(spec, row, column)));
}

function cellOf(spec: ArrangementSpec, row: number, column: ArrangementColumn): SheetCell {
  if (column.list !== null) return cellOfValue(itemValue(spec, column.list, row, column.field), column);
  if (row > 0) return null;
  const [first = '', second] = column.field.split('.');
  const value = (spec as unknown as Readonly<Record<string, unknown>>)[first];
  return cellOfValue(second === undefined ? value : (value as Readonly<Record<string, unknown>>)[second], column);
}

function itemValue(spec: ArrangementSpec, list: ListName, row: number, field: string): unknown {
  const item: unknown = spec[list][row];
  if (item === undefined || field === '') return item;
  return (item as Readonly<Record<string, unknown>>)[field];
}

function cellOfValue(value: unknown, { kind, words }: ArrangementColumn): SheetCell {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'last-day':
      return addDays(value as IsoDate, -1);
    case 'yes-no':
      return value === true ? 'Yes' : 'No';
    case 'word':
      return words?.labels.get(value as string) ?? String(value);
    case 'names':
      return (value as readonly string[]).join('; ') || null;
    case 'words':
      return (value as readonly string[]).map((code) => words?.labels.get(code) ?? code).join('; ');
    default:
      return value as SheetCell;
  }
}

/** Pence as pounds; text that would be run as a formula is led by an apostrophe, as is one that is so led already. */
function csvCell(cell: SheetCell): Cell {
  if (typeof cell === 'bigint') return Number(cell) / 100;
  return typeof cell === 'string' ? guardedText(cell) : cell;
}

/** `csvTable` guards text that begins with = + - @ or a control character; this keeps `'=1` apart from `=1`. */
function guardedText(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
