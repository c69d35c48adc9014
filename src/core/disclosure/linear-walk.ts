/**
 * Walks along the solutions of a linear system, from the truth to the farthest one: the simplex method with limits on
 * every quantity and a price for leaving a range. Rows are sums of the columns; all values are differences from the
 * truth, so standing still is always possible. Knows nothing of people.
 */

const tiny = 1e-9;

/** `gave-up`: too many steps, or no effort is left. Nothing is known then but that the place reached is possible. */
export type WalkEnd = 'farthest' | 'unlimited' | 'gave-up';

/**
 * Entries of systems that may still be gone through: a limit to work that does not depend on the machine, so that the same
 * question gets the same answer everywhere. Shared by all walks that are given it.
 */
export type Effort = { left: number };

/** What is wanted: rows and columns by number (rows first), each with its price for a step upwards. */
export type Prices = ReadonlyMap<number, number>;

/** Within `low` and `high` a variable moves freely; beyond, each unit costs `price`. Infinite price: never. */
type Span = { low: number; high: number; price: number };

export class LinearWalk {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Difference from the truth of each row, then of each column. */
  readonly values: Float64Array;
  /** Nothing lies beyond these. */
  private readonly least: Float64Array;
  private readonly most: Float64Array;
  private readonly spans: Span[];
  /** Rows in terms of columns, as the basis stands: `row r = sum of entries[r, c] * column c`. */
  private readonly entries: Float64Array;
  private readonly inRow: Int32Array;
  private readonly inColumn: Int32Array;
  /** Of each variable in a row: below its span (-1), in it (0) or above (1). */
  private readonly side: Int8Array;
  private readonly effort: Effort;

  /** @param columnsOfRow the columns that each row is the sum of */
  constructor(
    columnsOfRow: readonly (readonly number[] | Int32Array)[],
    columnCount: number,
    effort: Effort = { left: Number.POSITIVE_INFINITY },
  ) {
    this.effort = effort;
    this.rowCount = columnsOfRow.length;
    this.columnCount = columnCount;
    const all = this.rowCount + columnCount;
    this.values = new Float64Array(all);
    this.least = new Float64Array(all).fill(Number.NEGATIVE_INFINITY);
    this.most = new Float64Array(all).fill(Number.POSITIVE_INFINITY);
    this.spans = Array.from({ length: all }, () => ({ low: 0, high: 0, price: 0 }));
    this.side = new Int8Array(all);
    this.entries = new Float64Array(this.rowCount * columnCount);
    for (const [row, columns] of columnsOfRow.entries())
      for (const column of columns) this.entries[row * columnCount + column] = 1;
    this.inRow = Int32Array.from({ length: this.rowCount }, (_, row) => row);
    this.inColumn = Int32Array.from({ length: columnCount }, (_, column) => this.rowCount + column);
  }

  /** Puts hard limits on a variable, and forgets its span. */
  limit(variable: number, low: number, high: number): void {
    this.least[variable] = low;
    this.most[variable] = high;
    this.spans[variable] = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, price: 0 };
  }

  /** Puts a price on each unit by which a variable leaves a range; the hard limits stay. */
  price(variable: number, low: number, high: number, price: number): void {
    this.spans[variable] = { low, high, price };
  }

  /** Back to the truth. */
  reset(): void {
    this.values.fill(0);
  }

  /** Goes where the sum of prices is least. */
  cheapest(prices: Prices): WalkEnd {
    for (const variable of this.inRow) this.side[variable] = this.sideNow(variable);
    const patience = 200 + 20 * (this.rowCount + this.columnCount);
    let still = 0;
    for (let step = 0; step < patience; step++) {
      this.effort.left -= (this.rowCount + 1) * (this.columnCount + 1);
      if (this.effort.left < 0) return 'gave-up';
      const move = this.bestMove(prices, still > 30);
      if (move === undefined) return 'farthest';
      const length = this.take(move.column, move.direction, still > 30);
      if (length === undefined) return 'unlimited';
      still = length > tiny ? 0 : still + 1;
    }
    return 'gave-up';
  }

  /** The variables whose limits stop the walk from going on towards these prices. */
  stoppers(prices: Prices): number[] {
    this.effort.left -= (this.rowCount + 1) * (this.columnCount + 1);
    const slopes = this.slopes(prices);
    const found: number[] = [];
    for (let column = 0; column < this.columnCount; column++) {
      const variable = this.inColumn[column] as number;
      const slope = (slopes[column] as number) + (prices.get(variable) ?? 0);
      if (Math.abs(slope) > tiny && prices.get(variable) === undefined) found.push(variable);
    }
    return found;
  }

  private sideNow(variable: number): number {
    const { low, high, price } = this.spans[variable] as Span;
    if (price === 0) return 0;
    const value = this.values[variable] as number;
    if (value < low - tiny) return -1;
    return value > high + tiny ? 1 : 0;
  }

  /** The change of price for a step of each column, as far as rows cause it. @shape columns */
  private slopes(prices: Prices): Float64Array {
    const slopes = new Float64Array(this.columnCount);
    for (let row = 0; row < this.rowCount; row++) {
      const variable = this.inRow[row] as number;
      const own = (prices.get(variable) ?? 0) + (this.side[variable] as number) * (this.spans[variable] as Span).price;
      if (own === 0) continue;
      const start = row * this.columnCount;
      for (let column = 0; column < this.columnCount; column++)
        slopes[column] = (slopes[column] as number) + own * (this.entries[start + column] as number);
    }
    return slopes;
  }

  private bestMove(prices: Prices, first: boolean): { column: number; direction: 1 | -1 } | undefined {
    const slopes = this.slopes(prices);
    let best: { column: number; direction: 1 | -1 } | undefined;
    let bestGain = tiny;
    let bestVariable = Number.POSITIVE_INFINITY;
    for (let column = 0; column < this.columnCount; column++) {
      const variable = this.inColumn[column] as number;
      const slope = (slopes[column] as number) + (prices.get(variable) ?? 0);
      for (const direction of [1, -1] as const) {
        const { room, side } = this.ahead(variable, direction);
        const gain = -direction * (slope + side * (this.spans[variable] as Span).price);
        if (room <= tiny || gain <= tiny) continue;
        // The first variable by number cannot go round in circles; the steepest is faster.
        if (first ? variable < bestVariable : gain > bestGain + tiny) {
          best = { column, direction };
          bestGain = gain;
          bestVariable = variable;
        }
      }
    }
    return best;
  }

  /** How far a variable in a column can move until its limit or the edge of its span, and on which side of the span. */
  private ahead(variable: number, direction: 1 | -1): { room: number; side: number } {
    const value = this.values[variable] as number;
    const { low, high, price } = this.spans[variable] as Span;
    const limit = direction > 0 ? (this.most[variable] as number) - value : value - (this.least[variable] as number);
    if (price === 0) return { room: limit, side: 0 };
    const toFirst = direction > 0 ? low - value : value - high;
    if (toFirst > tiny) return { room: Math.min(limit, toFirst), side: -direction };
    const toSecond = direction > 0 ? high - value : value - low;
    if (toSecond > tiny) return { room: Math.min(limit, toSecond), side: 0 };
    return { room: limit, side: direction };
  }

  /** How far a variable in a row can move, within its side. */
  private roomInRow(variable: number, upwards: boolean): number {
    const value = this.values[variable] as number;
    const { low, high, price } = this.spans[variable] as Span;
    const side = this.side[variable] as number;
    if (upwards) {
      const edge = price === 0 || side > 0 ? Number.POSITIVE_INFINITY : side < 0 ? low : high;
      return Math.max(0, Math.min(edge, this.most[variable] as number) - value);
    }
    const edge = price === 0 || side < 0 ? Number.NEGATIVE_INFINITY : side > 0 ? high : low;
    return Math.max(0, value - Math.max(edge, this.least[variable] as number));
  }

  /** Moves one column as far as it goes; its length, or `undefined` when nothing stops it. */
  private take(column: number, direction: 1 | -1, first: boolean): number | undefined {
    const entering = this.inColumn[column] as number;
    const { room, side } = this.ahead(entering, direction);
    let length = room;
    let stop = -1;
    let stopSize = 0;
    for (let row = 0; row < this.rowCount; row++) {
      const rate = (this.entries[row * this.columnCount + column] as number) * direction;
      if (Math.abs(rate) <= tiny) continue;
      const variable = this.inRow[row] as number;
      const reach = this.roomInRow(variable, rate > 0) / Math.abs(rate);
      const ties = reach < length + tiny && stop >= 0;
      const better = first ? variable < (this.inRow[stop] as number) : Math.abs(rate) > stopSize;
      if (reach < length - tiny || (ties && better)) {
        length = Math.min(length, reach);
        stop = row;
        stopSize = Math.abs(rate);
      }
    }
    if (length === Number.POSITIVE_INFINITY) return undefined;
    this.shift(column, direction * length);
    if (stop >= 0) {
      this.pivot(stop, column);
      this.side[entering] = side;
    }
    return length;
  }

  private shift(column: number, by: number): void {
    const moved = this.inColumn[column] as number;
    this.values[moved] = snapped((this.values[moved] as number) + by);
    for (let row = 0; row < this.rowCount; row++) {
      const entry = this.entries[row * this.columnCount + column] as number;
      if (entry === 0) continue;
      const variable = this.inRow[row] as number;
      this.values[variable] = snapped((this.values[variable] as number) + entry * by);
    }
  }

  /** Exchanges the variable of a row with that of a column. */
  private pivot(row: number, column: number): void {
    const { columnCount, entries } = this;
    const start = row * columnCount;
    const divisor = entries[start + column] as number;
    for (let c = 0; c < columnCount; c++) entries[start + c] = snapped(-(entries[start + c] as number) / divisor);
    entries[start + column] = 1 / divisor;
    for (let r = 0; r < this.rowCount; r++) {
      const factor = entries[r * columnCount + column] as number;
      if (r === row || factor === 0) continue;
      const other = r * columnCount;
      entries[other + column] = 0;
      for (let c = 0; c < columnCount; c++) {
        const entry = entries[start + c] as number;
        if (entry !== 0) entries[other + c] = snapped((entries[other + c] as number) + factor * entry);
      }
    }
    const left = this.inRow[row] as number;
    this.inRow[row] = this.inColumn[column] as number;
    this.inColumn[column] = left;
  }
}

/** Rounding errors taken out of what should be whole. */
function snapped(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-10 ? whole : value;
}
