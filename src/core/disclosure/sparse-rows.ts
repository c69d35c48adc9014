/**
 * Rows of numbers, mostly zero, reduced by one another, each remembering which rows it was made of. Arithmetic is modulo
 * a prime, so it never loses a digit. Knows nothing of areas.
 */

/** The largest prime below 2 to the 26th: products stay exact. */
const prime = 67_108_859;

export type SparseRow = {
  /** Entries by column, from 1 to the prime less 1. */
  readonly entries: Map<number, number>;
  /** How often each original row is in it. */
  readonly made: Map<number, number>;
};

/** The sum of original rows, each so many times, as whole numbers over `divisor`. */
export type Recipe = { readonly times: ReadonlyMap<number, number>; readonly divisor: number };

/** A row of ones in these columns: original row number `row`. */
export function rowOfOnes(row: number, columns: Iterable<number>): SparseRow {
  const entries = new Map<number, number>();
  for (const column of columns) entries.set(column, 1);
  return { entries, made: new Map([[row, 1]]) };
}

/**
 * What the rows can be combined to without any of the columns for which `mustVanish`: rows over the other columns, in reduced
 * form, each with a column (`pivot`) in which it alone has an entry, which is 1. Order follows that of the rows.
 */
export function combinationsWithout(
  rows: readonly SparseRow[],
  mustVanish: (column: number) => boolean,
): { readonly pivot: number; readonly row: SparseRow }[] {
  const pivots: { column: number; row: SparseRow }[] = [];
  const left: SparseRow[] = [];
  for (const original of rows) {
    const row = copyOf(original);
    for (const pivot of pivots) eliminate(row, pivot.row, pivot.column);
    const column = firstColumn(row, mustVanish);
    if (column === undefined) left.push(row);
    else pivots.push({ column, row: scaledToOne(row, column) });
  }
  const reduced: { pivot: number; row: SparseRow }[] = [];
  for (const row of left) {
    for (const earlier of reduced) eliminate(row, earlier.row, earlier.pivot);
    const pivot = firstColumn(row, () => true);
    if (pivot === undefined) continue;
    const fresh = scaledToOne(row, pivot);
    for (const earlier of reduced) eliminate(earlier.row, fresh, pivot);
    reduced.push({ pivot, row: fresh });
  }
  return reduced;
}

/** The sum of rows, entry by entry, modulo the prime; zeros are left out. */
export function sumOfRows(rows: Iterable<SparseRow>): SparseRow {
  const sum: SparseRow = { entries: new Map(), made: new Map() };
  for (const row of rows) {
    addTo(sum.entries, row.entries, 1);
    addTo(sum.made, row.made, 1);
  }
  return sum;
}

/** How a row is made of whole numbers of original rows over a small divisor, or `null` when no small numbers do it. */
export function recipeOf(row: SparseRow): Recipe | null {
  for (let divisor = 1; divisor <= 12; divisor++) {
    const times = new Map<number, number>();
    for (const [original, value] of row.made) {
      const scaled = (value * divisor) % prime;
      times.set(original, scaled > prime / 2 ? scaled - prime : scaled);
    }
    if ([...times.values()].every((number) => Math.abs(number) <= 1000)) return { times, divisor };
  }
  return null;
}

function copyOf(row: SparseRow): SparseRow {
  return { entries: new Map(row.entries), made: new Map(row.made) };
}

/** Takes `other` away from `row` as often as makes the column vanish. */
function eliminate(row: SparseRow, other: SparseRow, column: number): void {
  const factor = row.entries.get(column);
  if (factor === undefined) return;
  addTo(row.entries, other.entries, prime - factor);
  addTo(row.made, other.made, prime - factor);
}

function addTo(sum: Map<number, number>, added: ReadonlyMap<number, number>, factor: number): void {
  for (const [at, value] of added) {
    const total = ((sum.get(at) ?? 0) + value * factor) % prime;
    if (total === 0) sum.delete(at);
    else sum.set(at, total);
  }
}

function firstColumn(row: SparseRow, has: (column: number) => boolean): number | undefined {
  let first: number | undefined;
  for (const column of row.entries.keys()) if ((first === undefined || column < first) && has(column)) first = column;
  return first;
}

function scaledToOne(row: SparseRow, column: number): SparseRow {
  const factor = inverse(row.entries.get(column) ?? 1);
  const entries = new Map<number, number>();
  const made = new Map<number, number>();
  addTo(entries, row.entries, factor);
  addTo(made, row.made, factor);
  return { entries, made };
}

/** The number that gives 1 when multiplied, by Fermat's little theorem. */
function inverse(value: number): number {
  let result = 1;
  let base = value;
  for (let power = prime - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}
