import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportionPence } from '#std/apportion-pence.ts';
import { pence } from '#std/pence.ts';

describe('sharing pence', () => {
  it('[HO90] odd pence go to the largest remainder, of equal ones to the earlier', () => {
    expect(apportionPence(pence(100n), [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(apportionPence(pence(10n), [1n, 2n])).toEqual([3n, 7n]);
    expect(apportionPence(pence(100_000_000n), [556_150n, 672_500n])).toEqual([45_265_128n, 54_734_872n]);
  });

  it('[HO90] an overdrawn balance is shared as its size is; without weights equally', () => {
    expect(apportionPence(pence(-100n), [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(apportionPence(pence(5n), [0n, 0n])).toEqual([3n, 2n]);
    expect(apportionPence(pence(5n), [0n, 7n])).toEqual([0n, 5n]);
  });

  it('[HO90] whatever the amount and the weights, the shares add up and miss their part by less than a penny', () => {
    const amounts = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
    const lists = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(amounts, lists, (amount, weights) => {
        const shares = apportionPence(pence(amount), weights);
        expect(shares.reduce((a, b) => a + b, 0n)).toBe(amount);
        const sum = weights.reduce((a, b) => a + b, 0n);
        if (sum === 0n) return;
        for (const [at, share] of shares.entries()) {
          const miss = share * sum - amount * (weights[at] ?? 0n);
          expect(miss < sum && miss > -sum).toBe(true);
        }
      }),
    );
  });

  it('[HO90] nobody to share among, or a negative weight, is an error', () => {
    expect(() => apportionPence(pence(1n), [])).toThrow('nobody');
    expect(() => apportionPence(pence(1n), [-1n, 2n])).toThrow('negative');
  });
});
