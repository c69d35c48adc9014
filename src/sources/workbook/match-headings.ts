/** Which columns of a table are which: headings in any order, under their usual names, numbered or not. */

import { type ArrangementColumn, arrangementColumns } from '#sources/workbook/columns.ts';
import type { WorkbookProblems } from '#sources/workbook/problem-kinds.ts';
import {
  letters,
  shownCell,
  type TableCells,
  type TableRow,
  type TableSource,
} from '#sources/workbook/table-source.ts';
import { plainPhrase } from '#sources/workbook/words.ts';

/** A column of the table that is read. */
export type MatchedColumn = {
  readonly column: ArrangementColumn;
  /** Of "Party 2": 2. Without a number: 0. */
  readonly slot: number;
  /** Its place in the sheet, from 0 for A. */
  readonly at: number;
  /** Heading and letter, as problems name it. */
  readonly label: string;
};

export type Headings = {
  /** The row on which they stand. */
  readonly row: number;
  /** By place; undefined where the heading is not known or there is none. */
  readonly columns: readonly (MatchedColumn | undefined)[];
  /** True where there is a heading, known or not. */
  readonly isHeaded: readonly boolean[];
};

/** A row of headings is looked for so far down, past titles and notes. @units filled rows */
const rowsSearched = 20;

/** Columns by everything that they may be called, made plain. */
const columnsByName: ReadonlyMap<string, ArrangementColumn> = new Map(
  arrangementColumns.flatMap((column) =>
    [column.heading, ...column.synonyms].map((name) => [plainPhrase(name), column] as const),
  ),
);

/** The row, of the first twenty that are filled, that has the most known headings; null: none has two. */
export async function findHeadings(table: TableSource): Promise<Headings | null> {
  let best: { readonly row: TableRow; readonly known: number } | null = null;
  let searched = 0;
  await table.eachRow((row) => {
    const known = new Set(row.cells.map((cell) => headingOf(cell)?.column).filter((column) => column !== undefined))
      .size;
    if (known >= 2 && known > (best?.known ?? 0)) best = { row, known };
    searched += 1;
    return searched < rowsSearched;
  });
  const found = best as { readonly row: TableRow; readonly known: number } | null;
  return found === null ? null : headingsOf(found.row);
}

/** True when the columns that are needed are there. */
export function hasNeededColumns(headings: Headings): boolean {
  return missingColumns(headings).length === 0;
}

/** Adds what is wrong with the headings: needed ones missing, two that say the same, ones that are not known. */
export function checkHeadings(headings: Headings, cells: TableCells, file: string, problems: WorkbookProblems): void {
  const { row } = headings;
  for (const missing of missingColumns(headings)) {
    const message = `There is no column ${missing}.`;
    problems.add('missing-column', { file, row }, { message, expected: missing });
  }
  const first = new Map<string, MatchedColumn>();
  for (const [at, cell] of cells.entries()) {
    if (cell === undefined) continue;
    const matched = headings.columns[at];
    const column = `${shownCell(cell)} (${letters(at)})`;
    if (matched === undefined) {
      problems.add('unknown-column', { file, row, column });
      continue;
    }
    const key = `${matched.column.heading} ${matched.slot}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, matched);
    else problems.add('duplicate-column', { file, row, column }, { found: `${earlier.label} and ${matched.label}` });
  }
}

function missingColumns(headings: Headings): string[] {
  const fields = new Set(headings.columns.map((one) => one && `${one.column.list ?? ''}.${one.column.field}`));
  const needed: readonly (readonly [string, boolean])[] = [
    ['Reference or Title', fields.has('.id') || fields.has('.title')],
    ['Kind', fields.has('.kind')],
    ['Party', fields.has('parties.organisation')],
  ];
  return needed.filter(([, isThere]) => !isThere).map(([name]) => name);
}

function headingsOf({ row, cells }: TableRow): Headings {
  const columns = Array.from(cells, (cell, at) => {
    const found = headingOf(cell);
    if (cell === undefined || found === null) return undefined;
    return { ...found, at, label: `${shownCell(cell).trim()} (${letters(at)})` };
  });
  return { row, columns, isHeaded: Array.from(cells, (cell) => cell !== undefined) };
}

/** The column that the heading names. With one number in it ("Party 2 role"), the column of the list without it. */
function headingOf(cell: TableCells[number]): { readonly column: ArrangementColumn; readonly slot: number } | null {
  if (cell?.kind !== 'text') return null;
  const name = plainPhrase(cell.text);
  const exact = columnsByName.get(name);
  if (exact !== undefined) return { column: exact, slot: 0 };
  const numbers = name.match(/\b\d{1,2}\b/g) ?? [];
  if (numbers.length !== 1) return null;
  const column = columnsByName.get(plainPhrase(name.replace(/\b\d{1,2}\b/, ' ')));
  return column === undefined || column.list === null ? null : { column, slot: Number(numbers[0]) };
}
