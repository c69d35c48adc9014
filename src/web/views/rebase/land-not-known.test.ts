import { describe, expect, it } from 'vitest';
import type { RebasedCellWire, RebasedWire } from '#wire/rebase.ts';
import { landlessText, withoutLandOf } from './land-not-known.ts';

const residual = { measure: 'people', period: '2020', value: null, lower: null, upper: null, says: '' };
const cell = (area: string, more: Partial<RebasedCellWire> = {}) =>
  ({ area, measure: 'people', period: '2020', value: null, lower: null, upper: null, ...more }) as RebasedCellWire;

describe('areas without land in the data', () => {
  it('[WB62] are those that are not known for want of land; a lower bound, or another reason, keeps them in the table', () => {
    const residuals = [
      { ...residual, kind: 'uncovered', areas: ['A', 'B', 'C'] },
      { ...residual, kind: 'missing', areas: ['D'] },
      { ...residual, kind: 'uncovered', measure: 'other', areas: ['E'] },
    ] satisfies RebasedWire['residuals'];
    const isFolded = withoutLandOf({ residuals }, { id: 'people' });
    const cells = [
      cell('A'),
      cell('B', { lower: 0 }),
      cell('C', { lower: 7 }),
      cell('D', { lower: 0 }),
      cell('E'),
      cell('A', { period: '2021' }),
      cell('A', { value: 3, lower: 0 }),
    ];
    expect(cells.map(isFolded)).toEqual([true, true, false, false, false, false, false]);
  });

  it('[WB62] one sentence tells how many there are, of what, and why', () => {
    const to = { kind: 'tier', tier: 'icb', on: '2026-04-01' } as const;
    expect(landlessText({ to }, 33, true)).toBe(
      '33 more integrated care boards are not known: all or part of their land lies in no area of the data',
    );
    expect(landlessText({ to }, 1, false)).toBe(
      '1 integrated care board is not known: all or part of its land lies in no area of the data',
    );
  });
});
