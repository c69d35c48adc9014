import { describe, expect, it } from 'vitest';
import type { DataSet, Measure } from '#core/datasets/data-set.ts';
import type { Published } from '#core/release/release.ts';
import { publishedOfSame, sameColumns } from '#core/release/same-numbers.ts';

/** A data set of blocks of one year, each measure with its numbers by code. */
function dataSet(
  numbers: Readonly<Record<string, Readonly<Record<string, number>>>>,
  more: Partial<Measure> = {},
): DataSet {
  const keys = [...new Set(Object.values(numbers).flatMap((one) => Object.keys(one)))];
  const measures = Object.keys(numbers).map((id) => ({
    id,
    kind: 'count',
    holds: 'value',
    denominator: null,
    ...more,
  }));
  const columns = Object.values(numbers).map((one) => ({
    values: Float64Array.from(keys, (key) => one[key] ?? Number.NaN),
    marks: null,
  }));
  const geographies = [{ kind: 'blocks', geography: 'g' }];
  return { measures, periods: [{ id: '2024' }], geographies, keys, codes: keys, columns } as unknown as DataSet;
}

const cell = (measure: string) => ({ area: 'x', measure, period: '2024', shown: 9 });

describe('data sets with the same numbers', () => {
  it('[RL36] are told by their numbers, whatever their measures are called and in whatever order areas stand', () => {
    const one = dataSet({ falls: { a: 1, b: 2 }, other: { a: 5, b: 6 }, none: { a: 0, b: 0 } });
    const two = dataSet({ accidents: { b: 2, a: 1 }, wrong: { a: 1, b: 3 }, few: { a: 5 }, zero: { a: 0, b: 0 } });
    expect([...sameColumns(one, two)]).toEqual([['accidents 2024', { measure: 'falls', period: '2024' }]]);
    expect(sameColumns(one, dataSet({ rate: { a: 1, b: 2 } }, { kind: 'rate' })).size).toBe(0);
  });

  it('[RL36] count as published where the same numbers were, sums of groups only as a whole', () => {
    const one = dataSet({ men: { a: 1, b: 2 }, women: { a: 3, b: 4 } });
    const two = dataSet({ m: { a: 1, b: 2 }, w: { a: 3, b: 4 }, k: { a: 7, b: 7 } });
    const published = {
      cells: [cell('m'), cell('k'), cell('both'), cell('all three')],
      areaSums: [],
      groupSums: [
        { id: 'both', title: '', measures: ['m', 'w'] },
        { id: 'all three', title: '', measures: ['m', 'w', 'k'] },
      ],
      measures: [],
      periods: [{ id: '2024' }],
    } as unknown as Published;
    const found = publishedOfSame(published, sameColumns(one, two), one);
    expect(found.cells.map(({ measure }) => measure)).toEqual(['men', 'both']);
    expect(found.groupSums.map(({ measures }) => measures)).toEqual([['men', 'women']]);
    expect(found.measures.map(({ id }) => id)).toEqual(['men', 'women']);
  });
});
