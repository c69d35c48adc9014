/** Slow, obvious second implementations for the tests: every table tried, every set tried. And published cases as tables. */

import { type CountTable, makeTable } from '#core/disclosure/count-table.ts';
import { crossCells } from '#core/disclosure/cross-cells.ts';
import type { Range } from '#core/disclosure/rules.ts';

/** Lowest and highest count of each cell over all tables of whole numbers up to `most` a piece that fit the knowledge. */
export function triedBounds(table: CountTable, knowledge: readonly Range[], most: number): Range[] {
  const bounds = table.cells.map(() => ({ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }));
  const pieces = new Array<number>(table.pieceCounts.length).fill(0);
  const tryFrom = (piece: number): void => {
    if (piece < pieces.length) {
      for (let count = 0; count <= most; count++) {
        pieces[piece] = count;
        tryFrom(piece + 1);
      }
      return;
    }
    const counts = table.piecesOfCell.map((of) => of.reduce((sum, one) => sum + (pieces[one] ?? 0), 0));
    if (counts.some((count, cell) => count < (knowledge[cell]?.low ?? 0) || count > (knowledge[cell]?.high ?? 0)))
      return;
    for (const [cell, bound] of bounds.entries()) {
      bound.low = Math.min(bound.low, counts[cell] ?? 0);
      bound.high = Math.max(bound.high, counts[cell] ?? 0);
    }
  };
  tryFrom(0);
  return bounds;
}

/** The smallest sets of units that count 1 to `most` and are a combination of the sums, by trying every set. */
export function triedSmallSets(
  sums: readonly (readonly number[])[],
  counts: readonly number[],
  most: number,
): string[] {
  const rows = sums.map((sum) => counts.map((_, unit) => Number(sum.includes(unit))));
  const rank = rankOf(rows);
  const sets: number[][] = [];
  for (let mask = 1; mask < 2 ** counts.length; mask++) {
    const set = counts.flatMap((_, unit) => (Math.floor(mask / 2 ** unit) % 2 === 1 ? [unit] : []));
    const count = set.reduce((sum, unit) => sum + (counts[unit] ?? 0), 0);
    if (count < 1 || count > most) continue;
    if (rankOf([...rows, counts.map((_, unit) => Number(set.includes(unit)))]) === rank) sets.push(set);
  }
  const holds = (set: number[], other: number[]) => other !== set && other.every((unit) => set.includes(unit));
  return sets.filter((set) => !sets.some((other) => holds(set, other))).map((set) => set.join(' '));
}

/** By elimination in whole numbers, which stay small for so few columns. */
function rankOf(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => row.map(BigInt));
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const at = left.findIndex((row, place) => place >= rank && row[column] !== 0n);
    if (at < 0) continue;
    const pivot = left.splice(at, 1)[0] ?? [];
    left.splice(rank, 0, pivot);
    for (let other = rank + 1; other < left.length; other++) {
      const factor = left[other]?.[column] ?? 0n;
      left[other] = (left[other] ?? []).map((value, c) => value * (pivot[column] ?? 0n) - factor * (pivot[c] ?? 0n));
    }
    rank += 1;
  }
  return rank;
}

type CaseRow = Readonly<Record<string, string | number | boolean>>;
type Bound = { readonly cell: string; readonly lo: number; readonly hi: number };

export type PublishedCase = {
  readonly id: string;
  readonly maxN: number;
  readonly inner: readonly CaseRow[];
  readonly combined: readonly CaseRow[];
  readonly combined_attack: readonly Bound[];
};

/** A published case as a table, its cells in the order of its rows, and the name of each as the case writes it. */
export function tableOfCase(one: PublishedCase): { table: CountTable; names: readonly string[] } {
  const records = one.inner.map((row) => {
    const { freq: _, ...columns } = row;
    return Object.fromEntries(Object.entries(columns).map(([column, value]) => [column, String(value)]));
  });
  const dimensions = Object.keys(one.combined[0] ?? {}).filter(
    (key) => !['freq', 'primary', 'suppressed'].includes(key),
  );
  const wanted = one.combined.map((row) => dimensions.map((dimension) => String(row[dimension])));
  // A value stands for the column of the records that has it: a table of blocks has rows for their councils too.
  const columnOf = (value: string, dimension: string) =>
    records.some((record) => record[dimension] === value)
      ? dimension
      : (Object.keys(records[0] ?? {}).find((column) => records.some((record) => record[column] === value)) ?? '');
  const idOf = (values: readonly string[]) =>
    values
      .flatMap((value, at) => (value === 'Total' ? [] : [`${columnOf(value, dimensions[at] ?? '')}=${value}`]))
      .sort()
      .join(' ') || 'all';
  const marginOf = (id: string) => (id === 'all' ? [] : id.split(' ').map((part) => part.split('=')[0] ?? ''));
  const ids = wanted.map((values) => idOf(values.map((value) => value)));
  const margins = [...new Set(ids.map((id) => marginOf(id.replaceAll('care home', 'care-home')).join(' ')))];
  const cells = crossCells(
    records,
    margins.map((margin) => (margin === '' ? [] : margin.split(' '))),
  );
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const chosen = ids.flatMap((id) => byId.get(id) ?? []);
  return {
    table: makeTable(
      one.inner.map((row) => Number(row['freq'])),
      chosen,
    ),
    names: wanted.map((values) => (dimensions.length > 1 ? values.join('|') : (values[0] ?? ''))),
  };
}
