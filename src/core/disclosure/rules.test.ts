import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numeratorRange } from '#core/disclosure/rate-numerators.ts';
import {
  checkRules,
  type DisclosureRules,
  isSmall,
  nhsRules,
  rangeOfShown,
  shownNumber,
} from '#core/disclosure/rules.ts';

describe('rules', () => {
  it('[DC1] hides 1 to 7 and rounds the rest to the nearest 5', () => {
    expect([0, 1, 7, 8].map((count) => isSmall(count, nhsRules))).toEqual([false, true, true, false]);
    expect([0, 8, 12, 13, 1002].map((count) => shownNumber(count, nhsRules))).toEqual([0, 10, 10, 15, 1000]);
    expect(isSmall(0, { ...nhsRules, from: 0 })).toBe(true);
    expect(shownNumber(5, { kind: 'round', base: 10 })).toBe(10);
    expect(shownNumber(3, { kind: 'none', reason: 'r', by: 'b' })).toBe(3);
  });

  it('[DC2] what a number tells is what is shown so', () => {
    const suppress = fc.record({
      kind: fc.constant('suppress' as const),
      from: fc.constantFrom(0 as const, 1 as const),
      to: fc.integer({ min: 1, max: 12 }),
      base: fc.integer({ min: 1, max: 12 }),
    });
    const round = fc.record({ kind: fc.constant('round' as const), base: fc.integer({ min: 2, max: 12 }) });
    fc.assert(
      fc.property(fc.oneof(suppress, round), (rules: DisclosureRules) => {
        const counts = Array.from({ length: 60 }, (_, count) => count).filter((count) => !isSmall(count, rules));
        for (const count of counts.filter((one) => one < 40)) {
          const same = counts.filter((other) => shownNumber(other, rules) === shownNumber(count, rules));
          expect(rangeOfShown(count, rules)).toEqual({ low: same[0], high: same.at(-1) });
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('[DC3] rules out of range, or without a reason or a name, are problems', () => {
    const columns = (rules: DisclosureRules) => checkRules(rules).map((problem) => problem.where.column);
    expect(columns(nhsRules)).toEqual([]);
    expect(columns({ kind: 'suppress', from: 1, to: 0, base: 0.5 })).toEqual(['to', 'base']);
    expect(columns({ kind: 'suppress', from: 2 as 1, to: 7, base: 5 })).toEqual(['from']);
    expect(columns({ kind: 'round', base: 1 })).toEqual(['base']);
    expect(columns({ kind: 'none', reason: ' ', by: '' })).toEqual(['reason', 'by']);
    expect(columns({ kind: 'none', reason: 'public already', by: 'A. Person' })).toEqual([]);
  });

  it('[DC4] a rate tells the counts that round to it, and no other', () => {
    expect(numeratorRange({ value: 4.2, decimals: 1, multiplier: 100, denominator: 95 })).toEqual({ low: 4, high: 4 });
    expect(numeratorRange({ value: 4, decimals: 0, multiplier: 100, denominator: 5000 })).toEqual({
      low: 175,
      high: 225,
    });
    expect(numeratorRange({ value: 50, decimals: 1, multiplier: 100, denominator: 3 })).toBeNull();
    expect(() => numeratorRange({ value: 1, decimals: 0, multiplier: 100, denominator: 0 })).toThrow(RangeError);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 3 }),
        (count, more, decimals) => {
          const denominator = count + more;
          const rounded = (one: number) => Math.round((one * 100 * 10 ** decimals) / denominator) / 10 ** decimals;
          const found = numeratorRange({ value: rounded(count), decimals, multiplier: 100, denominator });
          const same = Array.from({ length: denominator + 1 }, (_, one) => one).filter(
            (one) => rounded(one) === rounded(count),
          );
          // Halves may have been rounded either way, so one more on either side is right too.
          expect(found !== null && found.low <= (same[0] ?? 0) && found.high >= (same.at(-1) ?? 0)).toBe(true);
          expect(found !== null && found.low >= (same[0] ?? 0) - 1 && found.high <= (same.at(-1) ?? 0) + 1).toBe(true);
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });
});
