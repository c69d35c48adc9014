/**
 * Where in a file things stand that were only counted while it was added up: the rows of unknown codes, of texts that are no
 * numbers, of areas that come twice. Reads no further than it must.
 */

import type { MeasureUse } from '#core/datasets/description.ts';
import { type Reading, readValue } from '#core/datasets/read-value.ts';
import { leftOut, plainCode, stranger } from '#sources/tables/file-sums.ts';
import { openTable } from '#sources/tables/open-table.ts';
import { TableFault, tableProblem } from '#sources/tables/table-problems.ts';
import type { Problem } from '#std/problem.ts';

export type RowSearch = {
  readonly path: string;
  readonly areaColumn: string;
  readonly valueColumns: readonly { readonly column: string; readonly use: MeasureUse }[];
  readonly groupColumns: readonly string[];
  /** Codes whose first rows are wanted. */
  readonly strangers: ReadonlySet<string>;
  /** Cells that are no values: so many there are. */
  readonly faultyCells: number;
  /** Rows of an area and group that has one already: whether there are any. */
  readonly hasRepeated: boolean;
  /** Codes with the key that their rows are added up under. */
  readonly keys: ReadonlyMap<string, number>;
};

export type RowsFound = { readonly firstRows: ReadonlyMap<string, number>; readonly problems: readonly Problem[] };

const mostListed = 1000;
/** Rows remembered in the search for repeated ones. */
const mostRemembered = 5_000_000;

/** The first row of each stranger and the problems of rows, at most a thousand. */
export async function findRows(search: RowSearch): Promise<RowsFound> {
  const isNothing = search.strangers.size === 0 && search.faultyCells === 0 && !search.hasRepeated;
  if (isNothing) return { firstRows: new Map(), problems: [] };
  const opened = await openTable(search.path);
  if (opened.source === null) return { firstRows: new Map(), problems: opened.problems };
  const { source } = opened;
  const finder = new Finder(search, source.file, source.heading);
  try {
    for await (const { firstRow, rows } of source.batches()) {
      for (const [at, cells] of rows.entries()) finder.take(firstRow + at, cells);
      if (finder.isDone()) break;
    }
  } catch (fault) {
    if (!(fault instanceof TableFault)) throw fault;
    finder.problems.push(...fault.problems);
  } finally {
    await source.close();
  }
  return { firstRows: finder.firstRows, problems: finder.problems };
}

class Finder {
  readonly firstRows = new Map<string, number>();
  readonly problems: Problem[] = [];
  readonly #search: RowSearch;
  readonly #file: string;
  readonly #area: number;
  readonly #groups: readonly number[];
  readonly #values: readonly { readonly place: number; readonly column: string; readonly use: MeasureUse }[];
  readonly #seen = new Map<string, number>();
  readonly #reading: Reading = { value: Number.NaN, mark: 0, flaw: null };
  #faulty = 0;

  constructor(search: RowSearch, file: string, heading: readonly string[]) {
    this.#search = search;
    this.#file = file;
    this.#area = heading.indexOf(search.areaColumn);
    this.#groups = search.groupColumns.map((column) => heading.indexOf(column));
    this.#values = search.valueColumns.map((one) => ({ ...one, place: heading.indexOf(one.column) }));
  }

  take(row: number, cells: readonly string[]): void {
    const code = plainCode(cells[this.#area] as string);
    const { strangers, keys, faultyCells, hasRepeated } = this.#search;
    const key = keys.get(code) ?? stranger;
    if (strangers.has(code) && !this.firstRows.has(code)) this.firstRows.set(code, row);
    if (faultyCells > 0 && key !== leftOut) this.#checkValues(row, cells);
    if (hasRepeated && key >= 0) this.#checkRepeated(row, code, cells);
  }

  isDone(): boolean {
    const { strangers, faultyCells, hasRepeated } = this.#search;
    if (this.problems.length >= mostListed) return true;
    const isLookingForRepeated = hasRepeated && this.#seen.size < mostRemembered;
    return this.firstRows.size === strangers.size && this.#faulty >= faultyCells && !isLookingForRepeated;
  }

  #checkValues(row: number, cells: readonly string[]): void {
    for (const { place, column, use } of this.#values) {
      const cell = cells[place] as string;
      readValue(cell, use, this.#reading);
      const { flaw } = this.#reading;
      if (flaw?.severity !== 'error') continue;
      this.#faulty += 1;
      const { code, severity, message, expected } = flaw;
      const where = { file: this.#file, row, column };
      const found = JSON.stringify(cell.length > 60 ? `${cell.slice(0, 60)}…` : cell);
      this.problems.push({ code, severity, where, message, ...(expected === null ? {} : { expected }), found });
    }
  }

  #checkRepeated(row: number, code: string, cells: readonly string[]): void {
    const key = JSON.stringify([code, ...this.#groups.map((place) => cells[place])]);
    const earlier = this.#seen.get(key);
    if (earlier === undefined) this.#seen.set(key, row);
    else {
      const where = { file: this.#file, row, column: this.#search.areaColumn };
      this.problems.push(tableProblem('repeated-row', where, { found: `${code}, first in row ${earlier}` }));
    }
  }
}
