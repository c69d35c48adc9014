/**
 * All sets of pieces with few people whose count can be worked out by adding and taking away sums that are known.
 * Complete for any number of overlapping geographies: a set of few people holds only pieces of few people, so every
 * other piece must cancel out, and what can be made without those is a small system. Knows nothing of rules.
 */

import { combinationsWithout, recipeOf, rowOfOnes, type SparseRow, sumOfRows } from '#core/disclosure/sparse-rows.ts';

export type SmallSum = {
  /** Ascending. */
  readonly pieces: readonly number[];
  /** @units as counted */
  readonly count: number;
  /** How often each known sum is added, or taken away. */
  readonly times: ReadonlyMap<number, number>;
};

export type SmallSums = {
  /** By count, then by the first piece. None of them holds another. */
  readonly found: readonly SmallSum[];
  /** False when the search was cut short: then there may be more. */
  readonly complete: boolean;
};

/** Combinations looked at before the search is cut short. */
const largestSearch = 50_000;

/**
 * The sets of pieces that count from 1 to `most`, whose count is a combination of known sums, and that hold no smaller such set.
 * Searching is cut short after 50,000 combinations.
 * @param sums the pieces of each known sum
 * @param countOf the count of each piece, 0 or more
 */
export function smallSums(sums: readonly Int32Array[], countOf: Float64Array, most: number): SmallSums {
  const bySize = sums.map((_, at) => at).sort((a, b) => (sums[a]?.length ?? 0) - (sums[b]?.length ?? 0) || a - b);
  const rows = bySize.map((at) => rowOfOnes(at, sums[at] ?? []));
  const reduced = combinationsWithout(rows, (piece) => (countOf[piece] as number) > most);
  const search = new Search(reduced, countOf, most);
  const found: SmallSum[] = [];
  let complete = search.run();
  for (const row of search.found) {
    const pieces = [...row.entries.keys()].sort((a, b) => a - b);
    const count = pieces.reduce((sum, piece) => sum + (countOf[piece] as number), 0);
    if (count === 0 || count > most) continue;
    const times = provenTimes(row, pieces, sums);
    if (times === null) complete = false;
    else found.push({ pieces, count, times });
  }
  return { found: smallest(found), complete };
}

/** Those that hold no other: what is left of one that does is known by itself. By count, then by the first piece. */
function smallest(found: readonly SmallSum[]): SmallSum[] {
  const bySize = [...found].sort((a, b) => a.pieces.length - b.pieces.length);
  const kept: SmallSum[] = [];
  for (const sum of bySize) {
    const pieces = new Set(sum.pieces);
    if (!kept.some((other) => other.pieces.every((piece) => pieces.has(piece)))) kept.push(sum);
  }
  return kept.sort((a, b) => a.count - b.count || (a.pieces[0] ?? 0) - (b.pieces[0] ?? 0));
}

const free = 0;
const chosen = 1;
const leftOut = 2;

class Search {
  readonly found: SparseRow[] = [];
  private readonly rows: readonly { readonly pivot: number; readonly row: SparseRow }[];
  private readonly countOf: Float64Array;
  private readonly most: number;
  /** Rows that have an entry in a column. */
  private readonly users = new Map<number, number[]>();
  /** Whether each row is free, chosen or left out. @shape rows */
  private readonly state: Uint8Array;
  private looked = 0;

  constructor(rows: readonly { pivot: number; row: SparseRow }[], countOf: Float64Array, most: number) {
    this.rows = rows;
    this.countOf = countOf;
    this.most = most;
    this.state = new Uint8Array(rows.length);
    for (const [at, { row }] of rows.entries()) {
      for (const column of row.entries.keys()) {
        const users = this.users.get(column);
        if (users === undefined) this.users.set(column, [at]);
        else users.push(at);
      }
    }
  }

  /** Each row is the first of its sets once; true when all were looked at. */
  run(): boolean {
    for (const [at, { row }] of this.rows.entries()) {
      this.state[at] = chosen;
      this.grow(row);
      this.state[at] = leftOut;
    }
    return this.looked < largestSearch;
  }

  /**
   * A set of rows is a set of pieces when every column adds up to 0 or 1. While one does not, the set must have another row that
   * reaches that column; when all do, only a row that takes a piece away again leads to another set that is no union. Each such
   * row is tried, and then left out for good.
   */
  private grow(sum: SparseRow): void {
    this.looked += 1;
    if (this.looked >= largestSearch) return;
    const next = this.nextRows(sum);
    if (next === undefined) return;
    if (next.isSet) this.found.push(sum);
    for (const at of next.rows) {
      this.state[at] = chosen;
      this.grow(sumOfRows([sum, (this.rows[at] as { row: SparseRow }).row]));
      this.state[at] = leftOut;
    }
    for (const at of next.rows) this.state[at] = free;
  }

  /**
   * The rows to go on with: those that reach the column that adds up wrongly and has the fewest of them, or any column when none
   * does. `undefined` when a wrong column cannot be put right, or the pieces that are settled are too many people.
   */
  private nextRows({ entries }: SparseRow): { readonly isSet: boolean; readonly rows: readonly number[] } | undefined {
    let settled = 0;
    let fewest: number[] | undefined;
    const all = new Set<number>();
    for (const [column, value] of entries) {
      const users = (this.users.get(column) ?? []).filter((at) => this.state[at] === free);
      if (value === 1) {
        if (users.length === 0) settled += this.countOf[column] as number;
        for (const at of users) all.add(at);
      } else if (fewest === undefined || users.length < fewest.length) fewest = users;
    }
    if (settled > this.most || fewest?.length === 0) return undefined;
    return { isSet: fewest === undefined, rows: fewest ?? [...all].sort((a, b) => a - b) };
  }
}

/** How the set is made of known sums, checked by adding them up; `null` when no small numbers do it. */
function provenTimes(
  row: SparseRow,
  pieces: readonly number[],
  sums: readonly Int32Array[],
): Map<number, number> | null {
  const recipe = recipeOf(row);
  if (recipe === null) return null;
  const total = new Map<number, number>();
  for (const [at, times] of recipe.times)
    for (const piece of sums[at] ?? []) total.set(piece, (total.get(piece) ?? 0) + times);
  const wanted = new Set(pieces);
  for (const [piece, times] of total) if (times !== (wanted.has(piece) ? recipe.divisor : 0)) return null;
  return new Map([...recipe.times].sort(([a], [b]) => a - b).map(([at, times]) => [at, times / recipe.divisor]));
}
