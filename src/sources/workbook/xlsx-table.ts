/** The rows of one sheet of a workbook, streamed: a sheet is never in memory as a whole. */

import {
  type MergedRange,
  mostColumns,
  mostRows,
  type TableCell,
  type TableRow,
  type TableSource,
} from '#sources/workbook/table-source.ts';
import { type BookSheet, scanEntry, TextGatherer, unescapedText, type XlsxBook } from '#sources/workbook/xlsx-book.ts';
import { attributeOf, plainText, XmlScanner } from '#sources/workbook/xml-scanner.ts';
import { addDays, type IsoDate, isoDate } from '#std/iso-date.ts';

/** More merged ranges than this are not listed. */
const mostMerged = 10_000;

/** What a first pass over a sheet finds. */
export type SheetSurvey = { readonly filledRows: number; readonly merged: readonly MergedRange[] };

/** Filled rows and merged cells; stops soon after the most rows that are read. O(size), nothing kept. */
export async function surveySheet(book: XlsxBook, sheet: BookSheet): Promise<SheetSurvey> {
  const merged: MergedRange[] = [];
  let filledRows = 0;
  let isFilled = false;
  const scanner = new XmlScanner({
    open: (name, attributes) => {
      if (name === 'row') isFilled = false;
      else if (name === 'v' || name === 't' || name === 'f') isFilled = true;
      else if (name === 'mergeCell' && merged.length < mostMerged) {
        const range = rangeOf(attributeOf(attributes, 'ref') ?? '');
        if (range !== null) merged.push(range);
      }
    },
    close: (name) => {
      if (name === 'row' && isFilled) filledRows += 1;
    },
    text: () => undefined,
  });
  await scanEntry(book.bytes, sheet.entry, scanner, () => filledRows > mostRows);
  return { filledRows, merged };
}

/** The sheet as a table; `file` is the name of the file, to which problems add the sheet. */
export async function xlsxTable(
  book: XlsxBook,
  sheet: BookSheet,
  merged: readonly MergedRange[],
  file: string,
): Promise<TableSource> {
  const sharedTexts = await book.sharedTexts();
  return {
    file: `${file}, sheet ${sheet.name}`,
    isText: false,
    merged,
    eachRow: async (each) => {
      let isDone = false;
      const rows = new RowScanner(book, sharedTexts, (row) => {
        if (!isDone && !each(row)) isDone = true;
      });
      await scanEntry(book.bytes, sheet.entry, new XmlScanner(rows), () => isDone);
    },
  };
}

/** Puts the cells of a row together from the tags of a sheet. */
class RowScanner {
  readonly #book: XlsxBook;
  readonly #sharedTexts: readonly string[];
  readonly #each: (row: TableRow) => void;
  readonly #text = new TextGatherer();
  #row = 0;
  #cells: (TableCell | undefined)[] = [];
  #column = -1;
  #type = 'n';
  #style = 0;
  #value: string[] = [];
  #formula: string | null = null;
  #inside: 'value' | 'formula' | 'text' | null = null;

  constructor(book: XlsxBook, sharedTexts: readonly string[], each: (row: TableRow) => void) {
    this.#book = book;
    this.#sharedTexts = sharedTexts;
    this.#each = each;
  }

  readonly open = (name: string, attributes: string): void => {
    switch (name) {
      case 'row':
        this.#row = Number(attributeOf(attributes, 'r') ?? this.#row + 1);
        this.#cells = [];
        this.#column = -1;
        break;
      case 'c':
        this.#openCell(attributes);
        break;
      case 'v':
        this.#inside = 'value';
        break;
      case 'f':
        this.#inside = 'formula';
        this.#formula = '';
        break;
      case 'is':
        this.#inside = 'text';
        this.#text.begin();
        break;
      default:
        if (this.#inside === 'text') this.#text.open(name);
    }
  };

  readonly close = (name: string): void => {
    if (this.#inside === 'text' && name !== 'is') this.#text.close(name);
    else if (name === 'v' || name === 'f' || name === 'is') this.#inside = null;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row' && this.#cells.length > 0) this.#each({ row: this.#row, cells: this.#cells });
  };

  readonly text = (raw: string): void => {
    if (this.#inside === 'value') this.#value.push(raw);
    else if (this.#inside === 'text') this.#text.add(raw);
    else if (this.#inside === 'formula' && (this.#formula ?? '').length < 100) this.#formula += plainText(raw);
  };

  #openCell(attributes: string): void {
    const reference = attributeOf(attributes, 'r');
    this.#column = reference === null ? this.#column + 1 : columnOf(reference);
    this.#type = attributeOf(attributes, 't') ?? 'n';
    this.#style = Number(attributeOf(attributes, 's') ?? '0');
    this.#value = [];
    this.#formula = null;
    this.#text.begin();
  }

  #closeCell(): void {
    if (this.#column < 0 || this.#column >= mostColumns) return;
    const cell = this.#cell(this.#value.join(''));
    if (cell !== null) this.#cells[this.#column] = cell;
  }

  #cell(value: string): TableCell | null {
    if (this.#formula !== null) return { kind: 'formula', text: `=${this.#formula}` };
    switch (this.#type) {
      case 's':
        return textCell(this.#sharedTexts[Number(value)] ?? '');
      case 'str':
        return textCell(unescapedText(value));
      case 'inlineStr':
        return textCell(this.#text.end());
      case 'b':
        return { kind: 'boolean', value: value === '1' || value === 'true' };
      case 'e':
        return { kind: 'error', text: plainText(value) };
      case 'd':
        return textCell(value.slice(0, 10));
      default:
        return this.#number(value);
    }
  }

  #number(text: string): TableCell | null {
    const value = Number(text);
    if (text.trim() === '' || Number.isNaN(value)) return textCell(text.trim());
    const isDate = this.#book.isDateStyle[this.#style] ?? false;
    const mayBeDate = isDate || (value >= firstPlainSerial && value <= lastPlainSerial);
    return { kind: 'number', value, isDate, day: mayBeDate ? dayOfSerial(value, this.#book.isFrom1904) : null };
  }
}

function textCell(text: string): TableCell | null {
  return text === '' ? null : { kind: 'text', text };
}

/** A number that is not shown as a date may be one only in this range, so that a bare year is not: 1954 to 2119. */
const firstPlainSerial = 20_000;
const lastPlainSerial = 80_000;
const beforeFirst1900 = isoDate('1899-12-31');
const first1904 = isoDate('1904-01-01');
/** 31 December 9999 in the system of 1900. */
const lastSerial = 2_958_465;

/**
 * The date of a serial number, its time of day left out. Null: below 1, past the year 9999, or the 29 February 1900
 * that the system of 1900 counts and the calendar does not have.
 * @source ECMA-376 part 1, 18.17.4.1
 */
export function dayOfSerial(serial: number, isFrom1904: boolean): IsoDate | null {
  const day = Math.floor(serial);
  if (isFrom1904) return day < 0 || day > lastSerial - 1462 ? null : addDays(first1904, day);
  if (day < 1 || day === 60 || day > lastSerial) return null;
  return addDays(beforeFirst1900, day > 60 ? day - 1 : day);
}

/** The column of a reference such as AB12, from 0; -1 when it is none. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

function rangeOf(reference: string): MergedRange | null {
  const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference);
  if (match === null) return null;
  const [, firstLetters = '', firstRow = '', lastLetters = '', lastRow = ''] = match;
  return {
    firstRow: Number(firstRow),
    lastRow: Number(lastRow),
    firstColumn: columnOf(firstLetters),
    lastColumn: columnOf(lastLetters),
  };
}
