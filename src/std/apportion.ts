/** Sharing a whole number so that the shares add up to it exactly. */

/**
 * Whole shares of `total` in proportion to `weights`, by largest remainder; they always sum to `total`.
 * Equal remainders go to the earlier index. All weights zero: shared equally, by the same rule.
 * @throws when there is nobody to share among, or a weight is negative or not finite.
 * @source Hamilton's method; Balinski and Young, Fair Representation (1982)
 * @example apportionWhole(10, [1, 1, 1]) // [4, 3, 3]
 */
export function apportionWhole(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) throw new Error('nobody to share among');
  let sum = 0;
  for (const weight of weights) {
    if (!(weight >= 0) || !Number.isFinite(weight)) throw new Error(`a weight must be a number from 0: ${weight}`);
    sum += weight;
  }
  const even = sum === 0;
  const exact = weights.map((weight) => (even ? total / weights.length : (total * weight) / sum));
  const shares = exact.map(Math.floor);
  let left = total - shares.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    left -= 1;
  }
  return shares;
}
