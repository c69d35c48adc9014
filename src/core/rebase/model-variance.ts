/**
 * The model behind the interval of an estimate: how far the number of a piece may be from its share. Bounds need no model;
 * see move-amounts.ts for those.
 */

import type { Crosswalk } from '#core/rebase/crosswalk.ts';

/** @shape sources */
export type SourceWeights = {
  readonly weights: Float64Array;
  /** Their sum. */
  readonly weight: number;
  /** One by the weight; 0 where there is none. */
  readonly inverse: Float64Array;
  /** Sources of no weight, by number. */
  readonly weightless: readonly number[];
};

/** The weights with what is worked out from them once. */
export function sourceWeights(weights: Float64Array): SourceWeights {
  return {
    weights,
    weight: weights.reduce((a, b) => a + b, 0),
    inverse: weights.map((weight) => (weight > 0 ? 1 / weight : 0)),
    weightless: [...weights.keys()].filter((source) => weights[source] === 0),
  };
}

/** The weight of each source; 0 where it has none, or none that is known. @shape sources */
export function weightsOfSources({ sources, firstPiece, weight }: Crosswalk): Float64Array {
  const sums = new Float64Array(sources);
  for (let source = 0; source < sources; source++) {
    let sum = 0;
    for (let piece = firstPiece[source] as number; piece < (firstPiece[source + 1] as number); piece++) {
      sum += weight[piece] as number;
    }
    if (!Number.isNaN(sum)) sums[source] = sum;
  }
  return sums;
}

/**
 * How much areas differ in their number for each unit of weight, beyond chance: the squared coefficient of variation over the
 * sources that have both. 0 where fewer than two have. One pass over the column.
 */
export function squaredDifference(
  column: Float64Array,
  { weights, weight, inverse, weightless }: SourceWeights,
): number {
  // Two sums of each kind, which need not wait for each other.
  let sum = 0;
  let otherSum = 0;
  let squares = 0;
  let otherSquares = 0;
  for (let source = 1; source < column.length; source += 2) {
    const value = column[source] as number;
    const before = column[source - 1] as number;
    sum += value;
    otherSum += before;
    squares += value * value * (inverse[source] as number);
    otherSquares += before * before * (inverse[source - 1] as number);
  }
  if (column.length % 2 === 1) {
    const last = column[column.length - 1] as number;
    sum += last;
    squares += last * last * (inverse[column.length - 1] as number);
  }
  sum += otherSum;
  squares += otherSquares;
  if (Number.isNaN(sum)) return squaredDifference(...withoutMissing(column, weights));
  for (const source of weightless) sum -= column[source] as number;
  const count = column.length - weightless.length;
  if (count < 2 || !(sum > 0)) return 0;
  const rate = sum / weight;
  return Math.max(0, squares / weight - rate * rate - (count * rate) / weight) / (rate * rate);
}

function withoutMissing(column: Float64Array, weights: Float64Array): [Float64Array, SourceWeights] {
  const known = weights.map((weight, source) => (Number.isNaN(column[source]) ? 0 : weight));
  return [column.map((value) => (Number.isNaN(value) ? 0 : value)), sourceWeights(known)];
}

/**
 * The variance of a piece of a split source: people fall one by one, and pieces differ from each other as areas do.
 * @source docs/methods/rebase.md
 */
export function modelVariance(whole: number, share: number, difference: number): number {
  const binomial = Math.abs(whole) * share * (1 - share);
  return binomial + 2 * difference * (whole * share * (1 - share)) ** 2;
}
