/** What one cell of a rebase says: the value, how sure it is, and what did not find a place. */

import type { Amounts } from '#core/rebase/move-amounts.ts';
import type { Rebased } from '#core/rebase/rebase.ts';

/** Null where it is not known, or has no bound. */
export type Cell = {
  readonly value: number | null;
  /** The truth is no less and no more, however the numbers lie within the areas that are cut. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Every number in it is of an area that lies wholly in the target. */
  readonly exact: boolean;
  readonly sourcesSplit: number;
  /** Of the value, from 0 to 1; of a rate or mean, of its denominator. Null: not known. */
  readonly estimatedProportion: number | null;
  /** 95% of outcomes, if pieces of a split area differ from each other as areas do; null: exact, not known, or no such model. */
  readonly modelInterval: { readonly lower: number; readonly upper: number } | null;
};

/**
 * The cell of a target (the number of targets: the outside) and a measure. A rate of no denominator is not known.
 * @source docs/methods/rebase.md
 */
export function cellOf(rebased: Rebased, target: number, measure: number): Cell {
  const at = measure * (rebased.crosswalk.targets + 1) + target;
  const { amounts, denominators } = rebased;
  const numbers = denominators === null ? amountOf(amounts, at) : ratioOf(rebased.kind, amounts, denominators, at);
  const sourcesSplit = amounts.sourcesSplit[target] as number;
  const whole = denominators ?? amounts;
  const isKnown = Number.isFinite(numbers.value);
  const exact = isKnown && sourcesSplit === 0;
  const spread = rebased.kind === 'money' || rebased.kind === 'mean' ? Number.NaN : 1.96 * Math.sqrt(numbers.variance);
  // Half a person more: counts are whole, and the curve is not.
  const reach = denominators === null ? spread + 0.5 : spread;
  return {
    value: known(numbers.value),
    lower: known(numbers.lower),
    upper: known(numbers.upper),
    exact,
    sourcesSplit,
    estimatedProportion: isKnown ? estimatedProportion(whole, at) : null,
    modelInterval:
      exact || !Number.isFinite(reach) || !isKnown
        ? null
        : {
            lower: Math.max(numbers.lower, numbers.value - reach),
            upper: Math.min(numbers.upper, numbers.value + reach),
          },
  };
}

type Estimate = {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly variance: number;
};

function amountOf({ value, lower, upper, variance }: Amounts, at: number): Estimate {
  return {
    value: value[at] as number,
    lower: lower[at] as number,
    upper: upper[at] as number,
    variance: variance?.[at] ?? 0,
  };
}

/**
 * A ratio is least with none of the split cases and all that dilutes them, and greatest the other way round. What dilutes
 * a proportion are those who are no cases; a rate, its whole denominator.
 */
function ratioOf(kind: Rebased['kind'], numerators: Amounts, denominators: Amounts, at: number): Estimate {
  const top = amountOf(numerators, at);
  const bottom = amountOf(denominators, at);
  const value = bottom.value === 0 ? Number.NaN : top.value / bottom.value;
  // As if cases and denominator erred apart: they err together, so this is on the wide side.
  const variance = (top.variance + value ** 2 * bottom.variance) / bottom.value ** 2;
  if (kind === 'proportion') {
    // Without an upper bound both are NaN, which is no bound either. One alone is where there may be nobody at all: with no
    // case anywhere the proportion is then none of none, with nothing but cases all of none.
    const upper = top.upper / (top.upper + bottom.lower - top.lower);
    const lower = top.lower / (top.lower + bottom.upper - top.upper);
    return { value, lower: Number.isNaN(lower) ? upper : lower, upper: Number.isNaN(upper) ? lower : upper, variance };
  }
  if (top.lower < 0 || top.upper === Number.POSITIVE_INFINITY)
    return { value, ...negativeBounds(top, bottom), variance };
  return { value, lower: top.lower / bottom.upper, upper: top.upper / bottom.lower, variance };
}

/** A mean of negative numbers has bounds only where its denominator is certain; so has what lacks a value. */
function negativeBounds(top: Estimate, bottom: Estimate): { lower: number; upper: number } {
  if (bottom.lower !== bottom.upper || bottom.lower === 0)
    return { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  return { lower: top.lower / bottom.lower, upper: top.upper / bottom.lower };
}

/** Of the numbers that went in, by size: what came from split sources. Nothing of nothing is 0. */
function estimatedProportion({ value, estimated }: Amounts, at: number): number {
  const part = Math.abs(estimated?.[at] ?? 0);
  const rest = Math.abs((value[at] as number) - (estimated?.[at] ?? 0));
  return part === 0 ? 0 : part / (part + rest);
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** What is in no cell, by name. Amounts of a rate or mean are those of its numerator. */
export type Residuals = {
  /** On land in no target. */
  readonly outside: Cell;
  /** Of sources that have no land: their sum, and their numbers. */
  readonly landless: { readonly sum: number; readonly sources: readonly number[] };
  /** Sources without a value, by number. */
  readonly missing: readonly number[];
  /** Targets with land in no source: their values are not known. */
  readonly uncovered: readonly number[];
};

/** The residuals of a measure of the values that were moved. Linear in sources and targets. */
export function residualsOf(rebased: Rebased, values: Float64Array, measure: number): Residuals {
  const { sources, targets, landless, uncovered } = rebased.crosswalk;
  const column = values.subarray(measure * sources, (measure + 1) * sources);
  let sum = 0;
  for (const source of landless) if (!Number.isNaN(column[source])) sum += column[source] as number;
  return {
    outside: cellOf(rebased, targets, measure),
    landless: { sum, sources: landless },
    missing: [...column.keys()].filter((source) => Number.isNaN(column[source])),
    uncovered: [...uncovered.keys()].filter((target) => uncovered[target] !== 0),
  };
}
