/**
 * Moving amounts (people, events, pence) from sources to targets: the estimate, what is certain of it, and how much it could
 * be whatever the truth within the areas that are cut. Knows no rates; see rebase.ts for those.
 */

import type { Crosswalk } from '#core/rebase/crosswalk.ts';
import { modelVariance, sourceWeights, squaredDifference, weightsOfSources } from '#core/rebase/model-variance.ts';
import { type Layout, layoutOf, sumKnown, sumWholes } from '#core/rebase/sum-wholes.ts';
import { apportionPence } from '#std/apportion-pence.ts';
import { pence } from '#std/pence.ts';

/** How the number of a split source is divided: in proportion, in whole numbers, or in whole pence, which may be negative. */
export type Division = 'proportional' | 'whole' | 'pence';

/**
 * Amounts by measure and target, measure after measure; the last target of each is the outside. Arrays may be one and
 * the same where nothing was split and nothing is missing: they are for reading.
 * @shape measures x (targets + 1)
 */
export type Amounts = {
  readonly measures: number;
  /** NaN: not known. */
  readonly value: Float64Array;
  /** No less than this, whatever the truth; -Infinity: no bound. */
  readonly lower: Float64Array;
  /** No more than this; Infinity: no bound. */
  readonly upper: Float64Array;
  /** The part of the value that comes from split sources; null: none of any. */
  readonly estimated: Float64Array | null;
  /** Of the value, by the model of model-variance.ts; null: nothing was split. */
  readonly variance: Float64Array | null;
  /** Split sources with a piece in the target, whatever their values. @shape targets + 1 */
  readonly sourcesSplit: Int32Array;
};

/**
 * The amounts on the targets. NaN is a missing value: what it goes to is unknown, with the sum of the known wholes as
 * lower bound (none for pence, which may be negative). A target with land in no source is unknown too.
 * O(measures x (sources + targets + pieces of split sources)).
 * @shape values: measures x sources, measure after measure
 * @throws when the length of values is no multiple of the sources
 * @source docs/methods/rebase.md
 */
export function moveAmounts(crosswalk: Crosswalk, values: Float64Array, division: Division): Amounts {
  const { sources, targets, uncovered } = crosswalk;
  const measures = sources === 0 ? 0 : values.length / sources;
  if (!Number.isInteger(measures)) throw new Error(`${values.length} values are no multiple of ${sources} sources`);
  const layout = layoutOf(crosswalk);
  const { sums, hasMissing } = sumWholes(layout, values, measures);
  const bare = [...uncovered.keys()].filter((target) => uncovered[target] !== 0);
  const { sourcesSplit } = layout;
  const plain = { measures, value: sums, lower: sums, upper: sums, estimated: null, variance: null, sourcesSplit };
  if (!hasMissing && layout.split.length === 0 && bare.length === 0) return plain;
  const lower = sums.slice();
  const upper = sums.slice();
  const least = division === 'pence' ? Number.NEGATIVE_INFINITY : 0;
  if (hasMissing) boundUnknown(layout, values, least, { ...plain, lower, upper });
  const amounts = layout.split.length === 0 ? { ...plain, lower, upper } : withSplits({ ...plain, lower, upper });
  if (layout.split.length > 0) addSplits(crosswalk, layout, values, division, amounts);
  for (const target of bare) {
    for (let measure = 0; measure < measures; measure++) markUnknown(amounts, measure * (targets + 1) + target, least);
  }
  return amounts;
}

function withSplits(amounts: Amounts): Amounts {
  const length = amounts.value.length;
  return { ...amounts, estimated: new Float64Array(length), variance: new Float64Array(length) };
}

/** A value that is not known; what is certain of it stays its lower bound where nothing can be negative. */
function markUnknown(amounts: Amounts, at: number, least: number): void {
  amounts.value[at] = Number.NaN;
  amounts.upper[at] = Number.POSITIVE_INFINITY;
  if (least < 0) amounts.lower[at] = least;
}

/** Bounds where a whole source has no value: the others are still certain. */
function boundUnknown(layout: Layout, values: Float64Array, least: number, amounts: Amounts): void {
  const sources = layout.wholeIn.length;
  const width = layout.sourcesSplit.length;
  const certain = new Float64Array(width + 1);
  for (let measure = 0; measure < amounts.measures; measure++) {
    const from = measure * width;
    if (!amounts.value.subarray(from, from + width).some(Number.isNaN)) continue;
    sumKnown(layout.wholeIn, values.subarray(measure * sources, (measure + 1) * sources), 0, certain);
    for (let target = 0; target < width; target++) {
      if (!Number.isNaN(amounts.value[from + target])) continue;
      amounts.lower[from + target] = certain[target] as number;
      markUnknown(amounts, from + target, least);
    }
  }
}

function addSplits(
  crosswalk: Crosswalk,
  { split }: Layout,
  values: Float64Array,
  division: Division,
  amounts: Amounts,
): void {
  const { sources, targets } = crosswalk;
  const weights = sourceWeights(weightsOfSources(crosswalk));
  for (let measure = 0; measure < amounts.measures; measure++) {
    const column = values.subarray(measure * sources, (measure + 1) * sources);
    const difference = squaredDifference(column, weights);
    for (const source of split) {
      const whole = column[source] as number;
      // Nothing divides into nothings, in whatever proportion.
      if (whole !== 0) addPieces(crosswalk, source, whole, division, difference, amounts, measure * (targets + 1));
    }
  }
}

/** Adds one split source of one measure to the targets it touches. */
function addPieces(
  crosswalk: Crosswalk,
  source: number,
  whole: number,
  division: Division,
  difference: number,
  { value, lower, upper, estimated, variance }: Amounts,
  to: number,
): void {
  if (estimated === null || variance === null) throw new Error('there is no room for split sources');
  const { firstPiece, targetOf, share } = crosswalk;
  const start = firstPiece[source] as number;
  const end = firstPiece[source + 1] as number;
  const pieces = division === 'proportional' ? null : wholePieces(crosswalk, whole, start, end);
  const isMissing = Number.isNaN(whole);
  for (let piece = start; piece < end; piece++) {
    const at = to + (targetOf[piece] as number);
    const portion = share[piece] as number;
    const moved = pieces === null ? whole * portion : (pieces[piece - start] as number);
    value[at] = (value[at] as number) + moved;
    estimated[at] = (estimated[at] as number) + moved;
    variance[at] = (variance[at] as number) + modelVariance(whole, portion, difference);
    if (isMissing || whole > 0) upper[at] = (upper[at] as number) + (isMissing ? Number.POSITIVE_INFINITY : whole);
    if (whole < 0) lower[at] = (lower[at] as number) + whole;
    if (isMissing && division === 'pence') lower[at] = Number.NEGATIVE_INFINITY;
  }
}

/** Whole pieces of a whole amount that add up to it, by largest remainder; NaNs where the shares are not known. */
export function wholePieces({ share, weight, parts }: Crosswalk, whole: number, start: number, end: number): number[] {
  const shares = Array.from(share.subarray(start, end));
  if (Number.isNaN(whole) || shares.some(Number.isNaN)) return shares.map(() => Number.NaN);
  const weights = Array.from(weight.subarray(start, end));
  const used = weights.some((one) => one > 0) ? weights : Array.from(parts.subarray(start, end));
  // Whole weights divide without rounding; others do to 15 places.
  const exact = used.every(Number.isSafeInteger) ? used : shares.map((one) => Math.round(one * 1e15));
  return apportionPence(pence(BigInt(whole)), exact.map(BigInt)).map(Number);
}
