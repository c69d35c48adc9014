import { describe, expect, it } from 'vitest';
import { overlap } from '#core/coterminosity/overlap.ts';
import { pairShares, relationOf } from '#core/coterminosity/relations.ts';

const pair = (ofBody: number, ofCouncil: number, tolerance: number) => relationOf({ ofBody, ofCouncil }, tolerance);

describe('relationOf', () => {
  it('[OV20] relations are tried in their order', () => {
    expect(pair(0.99, 0.99, 0.01)).toBe('coterminous');
    expect(pair(0.99, 0.5, 0.01)).toBe('body-within-council');
    expect(pair(0.5, 0.99, 0.01)).toBe('council-within-body');
    expect(pair(0.01, 0.01, 0.01)).toBe('sliver');
    expect(pair(0.01, 0.02, 0.01)).toBe('straddling');
    expect(pair(1, 0.001, 0.01)).toBe('body-within-council');
  });

  it('[OV21] tolerance 0 is exact and knows no slivers', () => {
    expect(pair(1, 1, 0)).toBe('coterminous');
    expect(pair((1e9 - 1) / 1e9, 1, 0)).toBe('council-within-body');
    expect(pair((1e9 - 1) / 1e9, (1e9 - 1) / 1e9, 0)).toBe('straddling');
    expect(pair(0, 0, 0)).toBe('straddling');
  });

  it('[OV22] a share exactly at the tolerance is within it, whatever its rounding', () => {
    for (const t of [0.001, 0.005, 0.07, 0.1, 0.3]) {
      expect(pair(1 - t, 1 - t, t)).toBe('coterminous');
      expect(pair((1000 - t * 1000) / 1000, 1, t)).toBe('coterminous');
      expect(pair(t, t, t)).toBe('sliver');
    }
  });

  it('[OV23] a tolerance out of range is refused', () => {
    for (const t of [-0.1, 0.5, 1, Number.NaN]) expect(() => pair(1, 1, t)).toThrow('tolerance');
  });

  it('[OV24] a body without people is measured by its blocks', () => {
    const given = overlap(Int32Array.of(0, 0, 0, 1), Int32Array.of(0, 0, 1, 1), Float64Array.of(0, 0, 0, 8));
    expect(pairShares(given, 0)).toEqual({ ofBody: 2 / 3, ofCouncil: 1 });
    expect(pairShares(given, 1)).toEqual({ ofBody: 1 / 3, ofCouncil: 0 });
    expect(relationOf(pairShares(given, 0), 0)).toBe('council-within-body');
  });
});
