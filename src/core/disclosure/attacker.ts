/**
 * What a reader can work out about the counts of a table who knows all that is shown, that people come in whole
 * numbers, and how to solve equations. Says what is possible only with a solution in hand, and says when it could not
 * tell. Knows nothing of rules.
 */

import type { CountTable } from '#core/disclosure/count-table.ts';
import { type Effort, LinearWalk } from '#core/disclosure/linear-walk.ts';
import type { Range } from '#core/disclosure/rules.ts';

/** What the reader knows of each cell to begin with. @shape cells */
export type Knowledge = readonly Range[];

/**
 * The counts that a cell may have, as far as the reader can tell: `low` and `high` are both possible, each shown by a whole-number
 * solution (an infinite `high` by a direction without end). `proven`: nothing beyond them is possible.
 */
export type CellBounds = Range & { readonly proven: boolean };

/** Entries of a system beyond which no attack is tried. */
const largestSystem = 6_000_000;
/** Systems tried for one bound, when the first solution is not in whole numbers. */
const largestSearch = 300;

/** True when the table is small enough to be attacked. */
export function isAttackable(table: CountTable): boolean {
  return table.cells.length * table.pieceCounts.length <= largestSystem;
}

type Fence = { readonly piece: number; readonly low: number; readonly high: number };

export class Attacker {
  readonly table: CountTable;
  readonly walk: LinearWalk;
  private knowledge: Knowledge = [];

  /** @throws when the table is too large: ask `isAttackable` first */
  constructor(table: CountTable, effort?: Effort) {
    if (!isAttackable(table)) throw new RangeError('the table is too large to be attacked');
    this.table = table;
    this.walk = new LinearWalk(table.piecesOfCell, table.pieceCounts.length, effort);
  }

  /** Tells the attacker what is shown. @throws when the truth is not among it */
  learn(knowledge: Knowledge): void {
    for (const [cell, { low, high }] of knowledge.entries()) {
      const count = this.countOf(cell);
      if (count < low || count > high)
        throw new Error(`what is shown of ${this.table.cells[cell]?.id} is not true: ${low} to ${high}, not ${count}`);
      this.walk.limit(cell, low - count, high - count);
    }
    this.knowledge = knowledge;
    for (let piece = 0; piece < this.table.pieceCounts.length; piece++) this.freePiece(piece);
  }

  /** All that the cell may be. */
  boundsOf(cell: number): CellBounds {
    const down = this.reach(cell, -1, Number.POSITIVE_INFINITY);
    const up = this.reach(cell, 1, Number.POSITIVE_INFINITY);
    const count = this.countOf(cell);
    return { low: count - down.length, high: count + up.length, proven: down.proven && up.proven };
  }

  /** True when both ends of the range are shown to be possible for the cell. False also when that could not be told. */
  leavesOpen(cell: number, range: Range): boolean {
    const count = this.countOf(cell);
    return this.canReach(cell, -1, count - range.low) && this.canReach(cell, 1, range.high - count);
  }

  /** True when the cell is shown not to be known exactly. False also when that could not be told. */
  isUncertain(cell: number): boolean {
    return this.canReach(cell, 1, 1) || this.canReach(cell, -1, 1);
  }

  /** True when the cell is shown to be possibly so much more (direction 1) or less (-1) than it is. */
  canReach(cell: number, direction: 1 | -1, length: number): boolean {
    return length <= 0 || this.reach(cell, direction, length).length >= length;
  }

  /**
   * The cells of which the numbers shown keep the reader from thinking the cell larger (1) or smaller (-1) than it can be: what
   * gives it away.
   */
  givenAwayBy(cell: number, direction: 1 | -1): number[] {
    this.walk.reset();
    const prices = new Map([[cell, -direction]]);
    this.walk.cheapest(prices);
    return this.walk.stoppers(prices).filter((variable) => variable < this.table.cells.length);
  }

  private reach(cell: number, direction: 1 | -1, enough: number): { length: number; proven: boolean } {
    const { walk } = this;
    const count = this.countOf(cell);
    const { low, high } = this.knowledge[cell] as Range;
    // Farther than enough need not be known.
    if (direction > 0) walk.limit(cell, low - count, Math.min(high - count, enough));
    else walk.limit(cell, Math.max(low - count, -enough), high - count);
    walk.reset();
    const prices = new Map([[cell, -direction]]);
    const end = walk.cheapest(prices);
    const found =
      end === 'unlimited'
        ? { length: Number.POSITIVE_INFINITY, proven: true }
        : this.wholeReach(cell, direction, end === 'farthest');
    walk.limit(cell, low - count, high - count);
    return found;
  }

  /** The farthest whole-number solution: the one at hand, or the best of a search among those near it. */
  private wholeReach(cell: number, direction: 1 | -1, isFarthest: boolean): { length: number; proven: boolean } {
    const { walk } = this;
    const outer = Math.floor(direction * (walk.values[cell] as number) + 1e-6);
    let best = Math.max(0, this.wholeLength(cell, direction));
    if (best >= outer) return { length: best, proven: isFarthest };
    const open: Fence[][] = [];
    this.branch([], open);
    let tried = 0;
    while (open.length > 0 && best < outer && tried < largestSearch) {
      const fences = open.pop() as Fence[];
      tried += 1;
      if (!this.enter(fences)) continue;
      isFarthest = walk.cheapest(new Map([[cell, -direction]])) === 'farthest' && isFarthest;
      if (Math.floor(direction * (walk.values[cell] as number) + 1e-6) <= best) continue;
      const length = this.wholeLength(cell, direction);
      if (length > best) best = length;
      else this.branch(fences, open);
    }
    for (let piece = 0; piece < this.table.pieceCounts.length; piece++) this.freePiece(piece);
    return { length: best, proven: isFarthest && (open.length === 0 || best >= outer) };
  }

  /** How far the place at hand is, when it is a solution in whole numbers; else -1. Checked in whole numbers, exactly. */
  private wholeLength(cell: number, direction: 1 | -1): number {
    const { pieceCounts, piecesOfCell, counts } = this.table;
    const rows = piecesOfCell.length;
    const whole = new Float64Array(pieceCounts.length);
    for (let piece = 0; piece < whole.length; piece++) {
      const value = this.walk.values[rows + piece] as number;
      whole[piece] = Math.round(value);
      if (Math.abs((whole[piece] as number) - value) > 1e-6) return -1;
      if ((whole[piece] as number) + (pieceCounts[piece] as number) < 0) return -1;
    }
    let length = -1;
    for (const [row, pieces] of piecesOfCell.entries()) {
      let sum = 0;
      for (const piece of pieces) sum += whole[piece] as number;
      const count = (counts[row] as number) + sum;
      const { low, high } = this.knowledge[row] as Range;
      if (count < low || count > high) return -1;
      if (row === cell) length = sum * direction;
    }
    return length;
  }

  /** Puts a fence on either side of the first piece that is not whole. */
  private branch(fences: readonly Fence[], open: Fence[][]): void {
    const rows = this.table.cells.length;
    for (let piece = 0; piece < this.table.pieceCounts.length; piece++) {
      const value = this.walk.values[rows + piece] as number;
      if (Math.abs(value - Math.round(value)) <= 1e-6) continue;
      open.push([...fences, { piece, low: Math.ceil(value), high: Number.POSITIVE_INFINITY }]);
      open.push([...fences, { piece, low: Number.NEGATIVE_INFINITY, high: Math.floor(value) }]);
      return;
    }
  }

  /** Goes inside the fences; false when there is nothing inside. */
  private enter(fences: readonly Fence[]): boolean {
    const { walk } = this;
    const rows = this.table.cells.length;
    for (let piece = 0; piece < this.table.pieceCounts.length; piece++) this.freePiece(piece);
    walk.reset();
    const joint = new Map<number, Fence>();
    for (const fence of fences) {
      const known = joint.get(fence.piece) ?? fence;
      const [low, high] = [Math.max(known.low, fence.low), Math.min(known.high, fence.high)];
      joint.set(fence.piece, { piece: fence.piece, low, high });
    }
    for (const { piece, low, high } of joint.values()) walk.price(rows + piece, low, high, 1);
    walk.cheapest(new Map());
    for (const { piece, low, high } of joint.values()) {
      const value = walk.values[rows + piece] as number;
      if (value < low - 1e-6 || value > high + 1e-6) return false;
      walk.limit(rows + piece, Math.max(low, -(this.table.pieceCounts[piece] as number)), high);
    }
    return true;
  }

  private freePiece(piece: number): void {
    const least = -(this.table.pieceCounts[piece] as number);
    this.walk.limit(this.table.cells.length + piece, least, Number.POSITIVE_INFINITY);
  }

  private countOf(cell: number): number {
    return this.table.counts[cell] as number;
  }
}
