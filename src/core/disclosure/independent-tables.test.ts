import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, type CountTable, makeTable } from '#core/disclosure/count-table.ts';
import { type Protection, protectTable } from '#core/disclosure/protect-table.ts';
import type { DisclosureRules } from '#core/disclosure/rules.ts';

const exactly = (to: number): DisclosureRules => ({ kind: 'suppress', from: 1, to, base: 1 });

function protection(table: CountTable, rules: DisclosureRules): Protection {
  const found = protectTable(table, rules);
  if (!found.ok) throw new Error(found.refusal.detail);
  return found.value;
}

/** Sums over units, each of them once. */
const tableOver = (units: number, sums: number) =>
  fc
    .record({
      counts: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: units - 1, maxLength: units }),
      masks: fc.uniqueArray(fc.integer({ min: 1, max: 2 ** units - 2 }), { minLength: 2, maxLength: sums }),
    })
    .map(({ counts, masks }) => {
      const unitsOf = (mask: number) =>
        counts.flatMap((_, unit) => (Math.floor(mask / 2 ** unit) % 2 === 1 ? [unit] : []));
      const sets = [...new Set(masks.map((mask) => unitsOf(mask).join(' ')))].filter((set) => set !== '');
      const all = counts.map((_, unit) => unit);
      const cells: Cell[] = [{ id: 'all', units: all, role: 'shown' }];
      for (const set of sets)
        if (set !== all.join(' ')) cells.push({ id: set, units: set.split(' ').map(Number), role: 'shown' });
      return makeTable(counts, cells);
    });

describe('tables within a table', () => {
  it('[DC39] tables that share no people, and people who are known not to be there, change nothing of one another', () => {
    fc.assert(
      fc.property(tableOver(5, 7), tableOver(5, 7), fc.integer({ min: 1, max: 3 }), (one, other, to) => {
        const shifted = (table: CountTable, by: number, mark: string) =>
          table.cells.map((cell, at): Cell => {
            const units = Array.from(table.piecesOfCell[at] ?? [], (piece) => piece + by);
            return { ...cell, id: `${mark} ${cell.id}`, units };
          });
        const counts = [...one.pieceCounts, ...other.pieceCounts, 0, 0];
        const last = counts.length - 1;
        const empty: Cell[] = [
          { id: 'empty', units: [last - 1, last], role: 'shown' },
          { id: 'part of it', units: [last], role: 'shown' },
        ];
        const cells = [...shifted(one, 0, 'a'), ...shifted(other, one.pieceCounts.length, 'b'), ...empty];
        const whole = protection(makeTable(counts, cells), exactly(to));
        const apart = [one, other].flatMap((table) => protection(table, exactly(to)).cells);
        expect(whole.cells.slice(0, -2).map(({ hidden, bounds }) => [hidden, bounds])).toEqual(
          apart.map(({ hidden, bounds }) => [hidden, bounds]),
        );
        expect(whole.cells.slice(-2).map(({ shown }) => shown)).toEqual([0, 0]);
      }),
      { seed: 39, numRuns: 60 },
    );
  });
});
