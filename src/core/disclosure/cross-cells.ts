/** The cells of a cross-table: one for each combination of values in each margin. Knows nothing of rules. */

import type { Cell } from '#core/disclosure/count-table.ts';

/** A record of counted people: what it is in each column. A column may be a coarser reading of another (a hierarchy). */
export type CountedRecord = Readonly<Record<string, string>>;

/**
 * The cells of these margins over the records, which are the units. A margin is a list of columns; the empty one is the total
 * of all. A cell's id names what it is, such as `age=0-17 area=Leeds`, or `all`. Combinations without a record have no cell.
 * In the order of the margins, then of the records.
 * @throws when a record lacks a column
 */
export function crossCells(records: readonly CountedRecord[], margins: readonly (readonly string[])[]): Cell[] {
  const cells = new Map<string, number[]>();
  for (const margin of margins) {
    const columns = [...margin].sort();
    for (const [unit, record] of records.entries()) {
      const id = columns.map((column) => `${column}=${valueIn(record, column)}`).join(' ') || 'all';
      const units = cells.get(id);
      if (units === undefined) cells.set(id, [unit]);
      else if (units.at(-1) !== unit) units.push(unit);
    }
  }
  return Array.from(cells, ([id, units]): Cell => ({ id, units, role: 'shown' }));
}

function valueIn(record: CountedRecord, column: string): string {
  const value = record[column];
  if (value === undefined) throw new Error(`a record lacks the column ${column}`);
  return value;
}
