import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateRows } from '#core/pack/duplicate-rows.ts';

/** The obvious way: one text for each row. */
function slowDuplicates(
  rows: readonly Record<string, unknown>[],
  key: readonly string[],
): { row: number; first: number }[] {
  const firstOf = new Map<string, number>();
  const duplicates: { row: number; first: number }[] = [];
  for (const [row, values] of rows.entries()) {
    const text = JSON.stringify(key.map((column) => values[column]));
    const first = firstOf.get(text);
    if (first === undefined) firstOf.set(text, row);
    else duplicates.push({ row, first });
  }
  return duplicates;
}

describe('rows that share a key', () => {
  it('[PK13] are the same as by comparing whole keys', () => {
    const cell = fc.constantFrom(null, 'a', 'b', 'ab', '');
    const row = fc.record({ x: cell, y: cell, z: cell });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.subarray(['x', 'y', 'z'], { minLength: 1 }), (rows, key) => {
        expect(duplicateRows(rows, key)).toEqual(slowDuplicates(rows, key));
      }),
      { numRuns: 300 },
    );
  });

  it('[PK13] a text with the sign between columns is no duplicate', () => {
    expect(
      duplicateRows(
        [
          { x: 'a', y: 'b,c' },
          { x: 'a,b', y: 'c' },
        ],
        ['x', 'y'],
      ),
    ).toEqual([]);
  });

  it('[PK13] no rows have no duplicates', () => {
    expect(duplicateRows([], ['x'])).toEqual([]);
  });
});
