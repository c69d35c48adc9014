/** Sharing an amount of money so that the shares add up to it exactly, to the penny. */

import type { Pence } from '#std/pence.ts';

/**
 * Whole shares of `total` in proportion to `weights`, by largest remainder; they always sum to `total`. Equal
 * remainders go to the earlier index. A negative total (an overdrawn balance) is shared as its size is. All weights
 * zero: shared equally, by the same rule.
 * @throws when there is nobody to share among, or a weight is negative.
 * @source Hamilton's method; Balinski and Young, Fair Representation (1982)
 * @example apportionPence(pence(100n), [1n, 1n, 1n]) // [34n, 33n, 33n]
 */
export function apportionPence(total: Pence, weights: readonly bigint[]): Pence[] {
  if (weights.length === 0) throw new Error('nobody to share among');
  let sum = 0n;
  for (const weight of weights) {
    if (weight < 0n) throw new Error(`a weight must not be negative: ${weight}`);
    sum += weight;
  }
  const isEven = sum === 0n;
  const size = total < 0n ? -total : total;
  const whole = isEven ? BigInt(weights.length) : sum;
  const parts = weights.map((weight, index) => {
    const exact = size * (isEven ? 1n : weight);
    return { index, share: exact / whole, remainder: exact % whole };
  });
  let left = size;
  for (const { share } of parts) left -= share;
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of byRemainder) {
    if (left <= 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map(({ share }) => (total < 0n ? -share : share) as Pence);
}
