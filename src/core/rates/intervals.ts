/**
 * Proportions and rates with their intervals: Wilson's for a proportion; for a rate Byar's, and the exact one
 * below 10 events. Knows nothing of areas.
 */

import { chiSquareQuantile, normalQuantile } from '#core/rates/quantiles.ts';

export type Limits = { readonly lower: number; readonly upper: number };

/** A value between its limits, all three times the multiplier that was asked for. */
export type Estimate = Limits & { readonly value: number; readonly method: 'wilson' | 'byar' | 'exact' };

/** What was counted, among how many; `null` where it is not known. */
export type Observation = { readonly count: number | null; readonly denominator: number | null };

/** How sure the limits are, and what a value is for: 100 for per cent, 100,000 for a rate of so many. */
export type EstimateOptions = { readonly confidence?: number; readonly multiplier?: number };

/** From so many events Byar's approximation is used. */
const exactBelow = 10;

/**
 * The proportion with its Wilson interval, times the multiplier (1). `null` when count or denominator is not known, or the
 * denominator is nobody.
 * @throws when the count is negative or above the denominator, or the confidence is not between 0 and 1
 * @source Wilson 1927; docs/methods/wilson.md
 */
export function proportionOf(
  { count, denominator }: Observation,
  { confidence = 0.95, multiplier = 1 }: EstimateOptions = {},
): Estimate | null {
  if (count === null || denominator === null || denominator === 0) return null;
  requireCount(count);
  if (!(denominator >= count)) throw new RangeError(`a proportion of ${count} among ${denominator}`);
  const { lower, upper } = wilson(count, denominator, confidence);
  return scaled({ value: count / denominator, lower, upper, method: 'wilson' }, multiplier);
}

/**
 * The rate with its interval, times the multiplier (100,000): exact below 10 events, Byar's from there. `null` when count or
 * denominator is not known, or the denominator is nobody.
 * @throws when count or denominator is negative, or the confidence is not between 0 and 1
 * @source Breslow and Day 1987; docs/methods/byar.md
 */
export function rateOf(
  { count, denominator }: Observation,
  { confidence = 0.95, multiplier = 100_000 }: EstimateOptions = {},
): Estimate | null {
  if (count === null || denominator === null || denominator === 0) return null;
  requireCount(count);
  requireCount(denominator);
  const exact = count < exactBelow;
  const { lower, upper } = exact ? exactPoisson(count, confidence) : byar(count, confidence);
  const per = (events: number) => events / denominator;
  // From 10 events Byar's lower limit is above zero up to a confidence of 99.9999999%; beyond it, zero is the floor.
  const limits = { lower: per(lower ?? 0), upper: per(upper) };
  return scaled({ value: per(count), ...limits, method: exact ? 'exact' : 'byar' }, multiplier);
}

/** Wilson's limits of a proportion, between 0 and 1. @source Wilson 1927 */
export function wilson(count: number, denominator: number, confidence = 0.95): Limits {
  const z = zOf(confidence);
  const middle = 2 * count + z * z;
  const reach = z * Math.sqrt(z * z + 4 * count * (1 - count / denominator));
  const whole = 2 * (denominator + z * z);
  return {
    lower: count === 0 ? 0 : (middle - reach) / whole,
    upper: count === denominator ? 1 : (middle + reach) / whole,
  };
}

/**
 * Byar's limits of a number of events; the lower is `null` where the formula falls below zero (few events, high
 * confidence). @source Breslow and Day 1987, volume II, page 69
 */
export function byar(count: number, confidence = 0.95): { readonly lower: number | null; readonly upper: number } {
  const z = zOf(confidence);
  const root = (events: number, sign: number) => 1 - 1 / (9 * events) + (sign * z) / (3 * Math.sqrt(events));
  const lower = count === 0 ? Number.NaN : root(count, -1);
  return { lower: lower >= 0 ? count * lower ** 3 : null, upper: (count + 1) * root(count + 1, 1) ** 3 };
}

/** The exact limits of a Poisson number of events. @source Garwood 1936 */
export function exactPoisson(count: number, confidence = 0.95): Limits {
  const tail = (1 - requireConfidence(confidence)) / 2;
  return {
    lower: count === 0 ? 0 : chiSquareQuantile(tail, 2 * count) / 2,
    upper: chiSquareQuantile(1 - tail, 2 * count + 2) / 2,
  };
}

function scaled(estimate: Estimate, multiplier: number): Estimate {
  const { value, lower, upper, method } = estimate;
  return { value: value * multiplier, lower: lower * multiplier, upper: upper * multiplier, method };
}

function zOf(confidence: number): number {
  return normalQuantile(0.5 + requireConfidence(confidence) / 2);
}

function requireConfidence(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence must lie between 0 and 1: ${confidence}`);
  return confidence;
}

function requireCount(count: number): void {
  if (!(count >= 0 && Number.isFinite(count))) throw new RangeError(`a count must be 0 or more: ${count}`);
}
