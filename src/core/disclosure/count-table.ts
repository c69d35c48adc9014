/**
 * A table of counts as an attacker sees it: every number that is or was shown is a sum over pieces that nobody
 * divides further. Margins and hierarchies need no relations of their own: they follow from the pieces.
 * Knows nothing of rules.
 */

/**
 * `shown`: may be hidden. `fixed`: stands in an earlier release and cannot be taken back. `guarded`: is shown nowhere and must
 * not be derivable either.
 */
export type CellRole = 'shown' | 'fixed' | 'guarded';

export type Cell = {
  readonly id: string;
  /** The units it is the sum of, each once. */
  readonly units: readonly number[] | Int32Array;
  readonly role: CellRole;
  /** Sensitive for another reason than its size (true), or not although it is small (false). */
  readonly sensitive?: boolean;
  /** What the earlier release told of a fixed cell; else the rules of this release. */
  readonly told?: { readonly low: number; readonly high: number };
};

export type CountTable = {
  readonly cells: readonly Cell[];
  /** @units as counted, whole @shape cells */
  readonly counts: Float64Array;
  /** Pieces: units that are in the same cells, together. @units as counted, whole @shape pieces */
  readonly pieceCounts: Float64Array;
  /** Pieces of each cell, ascending. @shape cells */
  readonly piecesOfCell: readonly Int32Array[];
};

/**
 * The table of these cells over units with these counts. Units in no cell are left out. Linear in the sizes of the cells.
 * @throws when a count is not whole or is negative, a unit does not exist, or two cells have one id
 */
export function makeTable(unitCounts: ArrayLike<number>, cells: readonly Cell[]): CountTable {
  for (let unit = 0; unit < unitCounts.length; unit++) {
    const count = unitCounts[unit] as number;
    if (!(Number.isSafeInteger(count) && count >= 0))
      throw new RangeError(`counts must be whole and not negative: ${count} of unit ${unit}`);
  }
  if (new Set(cells.map((cell) => cell.id)).size < cells.length) throw new Error('two cells have one id');
  const { pieceOfUnit, pieceCount } = piecesOf(
    unitCounts.length,
    cells.map((cell) => cell.units),
  );
  const pieceCounts = new Float64Array(pieceCount);
  for (let unit = 0; unit < unitCounts.length; unit++) {
    const piece = pieceOfUnit[unit] as number;
    if (piece >= 0) pieceCounts[piece] = (pieceCounts[piece] as number) + (unitCounts[unit] as number);
  }
  const piecesOfCell = cells.map((cell) => distinctPieces(cell.units, pieceOfUnit));
  const counts = Float64Array.from(piecesOfCell, (pieces) =>
    pieces.reduce((sum, piece) => sum + (pieceCounts[piece] as number), 0),
  );
  return { cells, counts, pieceCounts, piecesOfCell };
}

/**
 * Units that lie in exactly the same sets form one piece; pieces are numbered by their first unit, and -1 is in no set. Linear in
 * the sizes of the sets.
 * @throws when a set names a unit that does not exist
 */
export function piecesOf(
  unitCount: number,
  sets: readonly (readonly number[] | Int32Array)[],
): { readonly pieceOfUnit: Int32Array; readonly pieceCount: number } {
  const classOf = new Int32Array(unitCount);
  let classes = 1;
  for (const set of sets) {
    const renamed = new Map<number, number>();
    const seen = new Set<number>();
    for (const unit of set) {
      if (!(unit >= 0 && unit < unitCount)) throw new RangeError(`no such unit: ${unit}`);
      if (seen.has(unit)) continue;
      seen.add(unit);
      const old = classOf[unit] as number;
      const fresh = renamed.get(old) ?? classes;
      if (fresh === classes) {
        renamed.set(old, fresh);
        classes += 1;
      }
      classOf[unit] = fresh;
    }
  }
  const pieceOfClass = new Map<number, number>([[0, -1]]);
  const pieceOfUnit = new Int32Array(unitCount);
  for (let unit = 0; unit < unitCount; unit++) {
    const known = pieceOfClass.get(classOf[unit] as number);
    const piece = known ?? pieceOfClass.size - 1;
    if (known === undefined) pieceOfClass.set(classOf[unit] as number, piece);
    pieceOfUnit[unit] = piece;
  }
  return { pieceOfUnit, pieceCount: pieceOfClass.size - 1 };
}

/** The pieces of a set of units, each once, ascending. */
export function distinctPieces(units: readonly number[] | Int32Array, pieceOfUnit: Int32Array): Int32Array {
  const found = new Set<number>();
  for (const unit of units) found.add(pieceOfUnit[unit] as number);
  return Int32Array.from(found).sort();
}
