/**
 * A table as the smaller tables that have nothing to do with each other: cells that share no people, once those that are
 * known to be empty are left out. What a reader can tell of a cell follows from its own table alone. Knows no rules.
 */

import { type Cell, type CountTable, makeTable } from '#core/disclosure/count-table.ts';

/** A table with the places that its cells have in the whole. */
export type IndependentTable = { readonly table: CountTable; readonly places: readonly number[] };

/**
 * The independent tables, by their first cell; each cell is in one of them. Cells without people that may be there are in a
 * table of their own. Linear in the sizes of the cells.
 * @param isKnownEmpty by the place of a cell: the reader knows that nobody is in it, whatever else is hidden
 */
export function independentTables(table: CountTable, isKnownEmpty: (cell: number) => boolean): IndependentTable[] {
  const { cells, pieceCounts, piecesOfCell } = table;
  const isEmpty = new Uint8Array(pieceCounts.length);
  for (const [cell, pieces] of piecesOfCell.entries())
    if (isKnownEmpty(cell)) for (const piece of pieces) isEmpty[piece] = 1;
  const left = piecesOfCell.map((pieces) => pieces.filter((piece) => isEmpty[piece] === 0));
  const leader = Int32Array.from({ length: pieceCounts.length }, (_, piece) => piece);
  for (const pieces of left)
    for (const piece of pieces) leader[leaderOf(leader, piece)] = leaderOf(leader, pieces[0] as number);
  const groups = Map.groupBy(left.keys(), (cell) => {
    const first = left[cell]?.[0];
    return first === undefined ? -1 : leaderOf(leader, first);
  });
  return [...groups.values()].map((places) => {
    // In their order, so that the order of the cells changes nothing.
    const used = [...new Set(places.flatMap((place) => [...(left[place] ?? [])]))].sort((a, b) => a - b);
    const numberOf = new Map(used.map((piece, number) => [piece, number]));
    const own = places.map((place): Cell => {
      const units = Int32Array.from(left[place] ?? [], (piece) => numberOf.get(piece) as number);
      return { ...(cells[place] as Cell), units };
    });
    const counts = Float64Array.from(used, (piece) => pieceCounts[piece] as number);
    return { table: makeTable(counts, own), places };
  });
}

function leaderOf(leader: Int32Array, piece: number): number {
  let at = piece;
  while (leader[at] !== at) {
    leader[at] = leader[leader[at] as number] as number;
    at = leader[at] as number;
  }
  return at;
}
