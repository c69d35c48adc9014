/** One CSV file of a pack to typed rows of its table, with every fault of heading, row and cell. */

import type { AnyRow } from '#core/pack/check-facts.ts';
import { nearestWord } from '#core/pack/nearest-word.ts';
import type { PackProblemCode } from '#core/pack/problem-codes.ts';
import { type ProblemList, shown } from '#core/pack/problem-list.ts';
import type { Column, Table } from '#core/pack/table.ts';
import type { TableName } from '#core/pack/tables.ts';
import type { FactsBuilder } from '#sources/pack/facts-builder.ts';
import { type Heading, parseHeading } from '#sources/pack/parse-heading.ts';
import { isBlankRow, quoteProblem, raggedRow, scanCsv } from '#sources/pack/read-csv.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import type { Place, Problem } from '#std/problem.ts';

/** A file of a table, decoded. `wrongByte` says which bytes were not UTF-8, empty when all were. */
export type TableFile = { readonly path: string; readonly text: string; readonly wrongByte: string };

/** What files of one pack share while they are read: texts and dates seen before are not made twice. */
export type CellCache = { readonly texts: Map<string, string>; readonly dates: Map<string, IsoDate | null> };

type Cell = string | number | boolean | null;

const longestShared = 64;

/** Reads the rows of the file into the builder; problems go to the list. O(cells). */
export function readTable(
  table: Table,
  file: TableFile,
  builder: FactsBuilder,
  cache: CellCache,
  list: ProblemList,
): void {
  const name = table.name as TableName;
  const push = builder.rowsInto(name, file.path);
  const names = table.columns.map((column) => column.name);
  const blanks: number[] = [];
  let heading: Heading | null = null;
  let started = false;
  const readRecord = ({ positions }: Heading, cells: readonly string[], row: number, faulty: Problem | null) => {
    if (faulty !== null) addProblem(list, faulty);
    const values = faulty === null ? parseRow(table.columns, names, positions, cells, cache) : null;
    if (values !== null) push(values, row);
    else {
      if (faulty === null) addCellProblems(table.columns, positions, cells, { file: file.path, row }, list);
      builder.leaveOutRow(name, (column) => cells[positions[names.indexOf(column)] ?? -1] ?? '');
    }
  };
  scanCsv(file.text, (cells, row, fault) => {
    if (!started) {
      started = true;
      heading = fault === null ? parseHeading(table, cells, file.path, list) : null;
      if (fault !== null) addProblem(list, quoteProblem(file.path, fault, undefined));
    } else if (heading !== null && cells[0] === '' && isBlankRow(cells)) blanks.push(row);
    else if (heading !== null) {
      while (blanks.length > 0) addBlankRow(list, file.path, blanks.shift() ?? 0);
      readRecord(heading, cells, row, wholeRowProblem(file, heading, cells, row, fault));
    }
  });
  if (!started)
    list.add('empty-file', { file: file.path }, () => ({
      message: 'This file is empty; it needs at least the heading row.',
    }));
  if (heading === null) builder.leaveOutTable(name);
}

/** The row's values, or null when some cell is at fault. */
function parseRow(
  columns: readonly Column[],
  names: readonly string[],
  positions: Int32Array,
  cells: readonly string[],
  cache: CellCache,
): AnyRow | null {
  const row: Record<string, Cell> = {};
  for (let index = 0; index < names.length; index++) {
    const position = positions[index] as number;
    const value = position < 0 ? null : parseCell(columns[index] as Column, cells[position] as string, cache);
    if (value === undefined) return null;
    row[names[index] as string] = value;
  }
  return row;
}

/** The value of a cell, null when it is empty and may be, undefined when it is at fault. */
function parseCell(column: Column, cell: string, cache: CellCache): Cell | undefined {
  if (cell === '') return column.required ? undefined : null;
  switch (column.type) {
    case 'text':
      if (column.oneOf !== undefined) {
        const at = column.oneOf.indexOf(cell);
        return at < 0 ? undefined : column.oneOf[at];
      }
      return cell.length > longestShared ? cell : sharedText(cell, cache);
    case 'date':
      return parseDate(cell, cache) ?? undefined;
    case 'integer':
      return parseWhole(cell, column.minimum);
    case 'boolean':
      return cell === 'true' ? true : cell === 'false' ? false : undefined;
  }
}

function sharedText(cell: string, cache: CellCache): string {
  const seen = cache.texts.get(cell);
  if (seen !== undefined) return seen;
  cache.texts.set(cell, cell);
  return cell;
}

function parseDate(cell: string, cache: CellCache): IsoDate | null {
  const seen = cache.dates.get(cell);
  if (seen !== undefined) return seen;
  const date = parseIsoDate(cell);
  cache.dates.set(cell, date);
  return date;
}

function parseWhole(cell: string, minimum: number | undefined): number | undefined {
  if (!isWhole(cell)) return undefined;
  const value = Number(cell);
  return minimum !== undefined && value < minimum ? undefined : value;
}

function isWhole(cell: string): boolean {
  return /^-?\d{1,16}$/.test(cell) && Number.isSafeInteger(Number(cell));
}

/** What is wrong with the row before its cells are looked at. */
function wholeRowProblem(
  file: TableFile,
  heading: Heading,
  cells: readonly string[],
  row: number,
  fault: Parameters<typeof quoteProblem>[1] | null,
): Problem | null {
  if (fault !== null) return quoteProblem(file.path, fault, heading.names[fault.cell - 1]);
  if (cells.length !== heading.names.length) return raggedRow(file.path, row, heading.names.length, cells.length);
  if (file.wrongByte === '') return null;
  const at = cells.findIndex((cell) => cell.includes('\ufffd'));
  if (at < 0) return null;
  return {
    code: 'wrong-encoding',
    severity: 'error',
    where: { file: file.path, row, column: heading.names[at] ?? '' },
    message: 'This cell holds bytes that are not UTF-8; save the file as "CSV UTF-8".',
    expected: 'UTF-8',
    found: `${shown(cells[at] ?? '')} (the first in the file is ${file.wrongByte})`,
  };
}

function addProblem(list: ProblemList, problem: Problem): void {
  list.add(problem.code as PackProblemCode, problem.where, () => problem);
}

function addBlankRow(list: ProblemList, file: string, row: number): void {
  list.add('blank-row', { file, row }, () => ({
    message: 'This row has nothing in it and was passed over; take it out.',
  }));
}

/** The problems of a row that `parseRow` found at fault. */
function addCellProblems(
  columns: readonly Column[],
  positions: Int32Array,
  cells: readonly string[],
  place: Place,
  list: ProblemList,
): void {
  for (const [index, column] of columns.entries()) {
    const cell = cells[positions[index] ?? -1];
    if (cell === undefined) continue;
    const code = cellFault(column, cell);
    if (code === null) continue;
    const where = { ...place, column: column.name };
    list.add(code, where, () => ({
      ...cellProblemText(code, column, cell),
      found: cell === '' ? 'an empty cell' : shown(cell),
    }));
  }
}

type CellFault =
  | 'empty-cell'
  | 'unknown-word'
  | 'not-a-date'
  | 'not-a-whole-number'
  | 'below-minimum'
  | 'not-a-boolean';

function cellFault(column: Column, cell: string): CellFault | null {
  if (cell === '') return column.required ? 'empty-cell' : null;
  switch (column.type) {
    case 'text':
      return column.oneOf === undefined || column.oneOf.includes(cell) ? null : 'unknown-word';
    case 'date':
      return parseIsoDate(cell) === null ? 'not-a-date' : null;
    case 'integer':
      if (!isWhole(cell)) return 'not-a-whole-number';
      return column.minimum !== undefined && Number(cell) < column.minimum ? 'below-minimum' : null;
    case 'boolean':
      return cell === 'true' || cell === 'false' ? null : 'not-a-boolean';
  }
}

function cellProblemText(code: CellFault, column: Column, cell: string): { message: string; expected: string } {
  switch (code) {
    case 'empty-cell':
      return {
        message: 'This cell must be filled.',
        expected: column.oneOf?.join(', ') ?? (column.type === 'text' ? 'a text' : `a value (${column.type})`),
      };
    case 'unknown-word': {
      const words = column.oneOf ?? [];
      const near = nearestWord(cell, words);
      const message =
        near === null
          ? 'This is not one of the words of the column.'
          : `This is not one of the words of the column; perhaps ${near} is meant.`;
      return { message, expected: words.join(', ') };
    }
    case 'not-a-date':
      return { message: 'This is not a day of the calendar.', expected: 'a date such as 2026-04-01' };
    case 'not-a-whole-number':
      return {
        message: 'This is not a whole number; write digits alone, without separators.',
        expected: 'a whole number',
      };
    case 'below-minimum':
      return { message: 'This number is smaller than the column allows.', expected: `${column.minimum} or more` };
    case 'not-a-boolean':
      return { message: 'Write true or false, in small letters.', expected: 'true or false' };
  }
}
