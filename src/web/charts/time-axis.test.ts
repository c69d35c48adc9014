import { describe, expect, it } from 'vitest';
import { axisTexts } from '../views/rebase/value-words.ts';
import { namedPeriods, placesInTime } from './time-axis.ts';

describe('axes', () => {
  it('[WB70] periods stand as far apart as they are in time, and a break in the middle between two', () => {
    const x = placesInTime([0, 20, 30], 100, 400);
    expect([0, 1, 2, 0.5, 1.5].map((place) => Math.round(x(place)))).toEqual([100, 300, 400, 200, 350]);
    expect(placesInTime([5], 100, 400)(0)).toBe(100);
  });

  it('[WB70] names of periods that stand too near each other are left out, never the last', () => {
    expect(namedPeriods([0, 40, 80, 160, 170])).toEqual([0, 2, 4]);
    expect(namedPeriods([0])).toEqual([0]);
    expect(namedPeriods([])).toEqual([]);
  });

  it('[WB71] numbers on an axis have as many digits as tell them apart', () => {
    const people = { kind: 'count', unit: 'people', multiplier: 1 } as const;
    expect(axisTexts(people, [0, 500_000, 1_000_000])).toEqual(['0', '500k', '1m']);
    expect(axisTexts(people, [1_985_000, 1_990_000, 1_995_000])).toEqual(['1.985m', '1.99m', '1.995m']);
    expect(axisTexts({ ...people, kind: 'money' }, [120_000_000, 120_400_000])).toEqual(['£1.2m', '£1.204m']);
    expect(axisTexts({ ...people, kind: 'proportion', unit: 'per cent', multiplier: 100 }, [12.34])).toEqual(['12.3%']);
    expect(axisTexts(people, [7, 7])).toEqual(['7', '7']);
  });
});
