import { describe, expect, it } from 'vitest';
import { classColours, classOf, quantileClasses } from './classes.ts';

describe('classes of values', () => {
  it('[WB49] there are about as many areas in each of five classes', () => {
    const values = Array.from({ length: 42 }, (_, at) => (at * 17) % 43);
    const classes = quantileClasses(values);
    expect(classes.counts).toEqual([8, 9, 8, 9, 8]);
    expect(classes.counts.reduce((sum, count) => sum + count, 0)).toBe(42);
  });

  it('[WB49] every value lies between the ends of its class, and equal values are in one class', () => {
    const values = [3, 3, 3, 3, 3, 3, 3, 8, 9, 9, 12, 40];
    const classes = quantileClasses(values);
    for (const value of values) {
      const at = classOf(value, classes);
      expect(classes.lows[at] ?? Infinity).toBeLessThanOrEqual(value);
      expect(classes.highs[at] ?? -Infinity).toBeGreaterThanOrEqual(value);
    }
    const counted = classes.lows.map((_, at) => values.filter((value) => classOf(value, classes) === at).length);
    expect(counted).toEqual([...classes.counts]);
    for (const [at, high] of classes.highs.entries()) expect(high).toBeLessThan(classes.lows[at + 1] ?? Infinity);
  });

  it('[WB49] what is not known is in no class; no values make none, one value makes one', () => {
    expect(classOf(null, quantileClasses([1, 2]))).toBe(-1);
    expect(quantileClasses([])).toEqual({ lows: [], highs: [], counts: [] });
    expect(quantileClasses([7, 7])).toEqual({ lows: [7], highs: [7], counts: [2] });
  });

  it('[WB49] the classes of any number have colours of their own, from light to dark', () => {
    const lightness = (fill: string) =>
      Number.parseInt(fill.slice(1, 3), 16) * 0.3 + Number.parseInt(fill.slice(3, 5), 16) * 0.6;
    for (let count = 1; count <= 5; count++) {
      const fills = Array.from({ length: count }, (_, at) => lightness(classColours(at, count).fill));
      expect(fills).toEqual([...fills].sort((a, b) => b - a));
      expect(new Set(fills).size).toBe(count);
    }
  });
});
