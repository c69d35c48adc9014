/**
 * Rows that share a key of several columns, found without building a text for each row: rows are divided
 * into ever smaller groups, one column at a time, until all are alone or the columns are used up.
 */

type KeyedRow = Readonly<Record<string, unknown>>;

/** A row with the key of an earlier one; both are indices. */
export type DuplicateRow = { readonly row: number; readonly first: number };

/**
 * Every row whose key columns hold what an earlier row's do, with the first such row. Empty cells are equal
 * to each other. O(rows x columns), less when the first columns already tell all rows apart.
 */
export function duplicateRows(rows: readonly KeyedRow[], key: readonly string[]): DuplicateRow[] {
  const group = new Uint32Array(rows.length);
  let groups = Math.min(1, rows.length);
  for (const column of key) {
    if (groups === rows.length) return [];
    groups = refineGroups(rows, column, group);
  }
  if (groups === rows.length) return [];
  const firstOf = new Map<number, number>();
  const duplicates: DuplicateRow[] = [];
  for (let row = 0; row < rows.length; row++) {
    const first = firstOf.get(group[row] as number);
    if (first === undefined) firstOf.set(group[row] as number, row);
    else duplicates.push({ row, first });
  }
  return duplicates;
}

/** Divides the groups by the values of a column, in place; returns how many there are then. */
function refineGroups(rows: readonly KeyedRow[], column: string, group: Uint32Array): number {
  const numberOfValue = new Map<unknown, number>();
  const values = new Uint32Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const value = rows[row]?.[column];
    let number = numberOfValue.get(value);
    if (number === undefined) {
      number = numberOfValue.size;
      numberOfValue.set(value, number);
    }
    values[row] = number;
  }
  const base = numberOfValue.size;
  const numberOfPair = new Map<number, number>();
  for (let row = 0; row < rows.length; row++) {
    const pair = (group[row] as number) * base + (values[row] as number);
    let number = numberOfPair.get(pair);
    if (number === undefined) {
      number = numberOfPair.size;
      numberOfPair.set(pair, number);
    }
    group[row] = number;
  }
  return numberOfPair.size;
}
