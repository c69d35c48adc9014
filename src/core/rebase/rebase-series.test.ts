import { describe, expect, it } from 'vitest';
import { areasOfBlocks, areasOfTier } from '#core/rebase/areas.ts';
import { makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { lineOf, ownLinesOf, type Period, rebaseSeries, type Series } from '#core/rebase/rebase-series.ts';
import { weightsOfBlocks, weightsOfPopulation } from '#core/rebase/weights.ts';
import { isoDate } from '#std/iso-date.ts';
import { bodies, events, foldOf, ground, together } from '#tests/support/tiny-register.ts';

/**
 * Districts a (b0, b1), b (b2) and c (b3, b4); 100 people in each block. In 2010 a and b merge into m; in 2020 m divides into
 * north (b0) and south (b1, b2). c stays.
 */
const timeline = foldOf(
  together(
    ground(5),
    bodies([
      ['a', 'district-council', 'b0 b1'],
      ['b', 'district-council', 'b2'],
      ['c', 'district-council', 'b3 b4'],
      ['m', 'district-council'],
      ['north', 'district-council'],
      ['south', 'district-council'],
    ]),
    events([
      {
        id: 'merger',
        kind: 'merge',
        day: '2010-04-01',
        predecessors: 'a b',
        successors: 'm',
        moves: [
          ['a', 'm', '*'],
          ['b', 'm', '*'],
        ],
      },
      {
        id: 'division',
        kind: 'divide',
        day: '2020-04-01',
        predecessors: 'm',
        successors: 'north south',
        moves: [
          ['m', 'north', 'b0'],
          ['m', 'south', 'b1 b2'],
        ],
      },
    ]),
  ),
);
const [population] = timeline.world.populations;
const [geography] = timeline.world.land.geographies;
if (population === undefined || geography === undefined) throw new Error('a population on blocks is needed');
const weights = weightsOfPopulation(population);

const districts = (day: string) => areasOfTier(timeline, 'ltla', isoDate(day));
const period = (day: string, values: Record<string, number>, definitionBreak: string | null = null): Period => {
  const source = districts(day);
  return {
    label: day,
    source,
    weights,
    numbers: { kind: 'count', values: Float64Array.from(source.keys, (key) => values[key] ?? Number.NaN) },
    definitionBreak,
  };
};
const periods = [
  period('2005-01-01', { a: 20, b: 13, c: 7 }),
  period('2006-01-01', { a: 22, b: 12, c: 8 }, 'Counted by person, no longer by case.'),
  period('2015-01-01', { m: 30, c: 9 }),
  period('2025-01-01', { north: 11, south: 25, c: 10 }),
];
const seriesOn = (day: string): Series => {
  const made = rebaseSeries(districts(day), periods);
  if (!made.ok) throw new Error(made.refusal.detail);
  return made.value;
};
const at = (series: Series, key: string) => series.target.keys.indexOf(key);
const valuesOf = (series: Series, key: string) => lineOf(series, at(series, key), 0).map((cell) => cell.value);

describe('areas and weights', () => {
  it('[RE1] bodies of a day and blocks of a vintage are areas on parts', () => {
    expect(districts('2005-01-01').keys).toEqual(['a', 'b', 'c']);
    expect([...districts('2005-01-01').areaOfPart]).toEqual([0, 0, 1, 2, 2]);
    expect(areasOfBlocks(geography).codes).toEqual(['b0', 'b1', 'b2', 'b3', 'b4']);
  });

  it("[RE4] another data set's values weigh as they lie, what is missing is not known, and none is negative", () => {
    const within = weights;
    const made = weightsOfBlocks('Beds', geography, Float64Array.of(3, 1, 0, 2, Number.NaN), within);
    expect([...made.ofPart]).toEqual([3, 1, 0, 2, Number.NaN]);
    const crosswalk = makeCrosswalk({
      source: districts('2005-01-01'),
      target: districts('2025-01-01'),
      weights: made,
    });
    expect([...crosswalk.share]).toEqual([0.75, 0.25, 1, 1]);
    expect(() => weightsOfBlocks('Beds', geography, Float64Array.of(-1, 0, 0, 0, 0), within)).toThrow('negative');
    const lacking = weightsOfPopulation({ ...population, personsOfBlock: Float64Array.of(100, -1, 100, 100, 100) });
    expect([...lacking.ofPart]).toEqual([100, Number.NaN, 100, 100, 100]);
  });
});

describe('series', () => {
  it('[RE40] goes back to the first period on bodies of the last, and forward', () => {
    const today = seriesOn('2025-01-01');
    expect(valuesOf(today, 'north')).toEqual([10, 11, 10, 11]);
    expect(valuesOf(today, 'south')).toEqual([23, 23, 20, 25]);
    expect(valuesOf(today, 'c')).toEqual([7, 8, 9, 10]);
    expect(lineOf(today, at(today, 'north'), 0).map((cell) => cell.exact)).toEqual([false, false, false, true]);
    const between = seriesOn('2015-01-01');
    expect(valuesOf(between, 'm')).toEqual([33, 34, 30, 36]);
    expect(lineOf(between, at(between, 'm'), 0).every((cell) => cell.exact)).toBe(true);
  });

  it('[RE41] breaks of areas are marked where they are, with whether the line goes on', () => {
    const between = seriesOn('2015-01-01');
    const areasOnly = (series: Series, key: string) =>
      series.breaks[at(series, key)]?.filter((one) => one.kind === 'areas');
    expect(areasOnly(between, 'm')).toEqual([
      { kind: 'areas', period: 2, left: ['a', 'b'], joined: ['m'], isComparable: true },
      { kind: 'areas', period: 3, left: ['m'], joined: ['north', 'south'], isComparable: true },
    ]);
    const today = seriesOn('2025-01-01');
    expect(areasOnly(today, 'north')).toEqual([
      { kind: 'areas', period: 2, left: ['a'], joined: ['m'], isComparable: false },
      { kind: 'areas', period: 3, left: ['m'], joined: ['north'], isComparable: false },
    ]);
    expect(areasOnly(today, 'c')).toEqual([]);
  });

  it('[RE42] breaks of definition are on every line', () => {
    const today = seriesOn('2025-01-01');
    for (const breaks of today.breaks) {
      expect(breaks.filter((one) => one.kind === 'definition')).toEqual([
        { kind: 'definition', period: 1, reason: 'Counted by person, no longer by case.' },
      ]);
    }
  });

  it('[RE43] old bodies keep their own lines', () => {
    const today = seriesOn('2025-01-01');
    expect(ownLinesOf(today, at(today, 'south'), 0)).toEqual([
      { key: 'a', name: 'A', values: [20, 22, null, null] },
      { key: 'b', name: 'B', values: [13, 12, null, null] },
      { key: 'm', name: 'M', values: [null, null, 30, null] },
      { key: 'south', name: 'SOUTH', values: [null, null, null, 25] },
    ]);
    const rates = rebaseSeries(
      districts('2015-01-01'),
      periods.map((one) => {
        const denominators = new Float64Array(one.source.keys.length).fill(10);
        const numerators = 'values' in one.numbers ? one.numbers.values : denominators;
        return { ...one, numbers: { kind: 'rate', numerators, denominators } };
      }),
    );
    if (!rates.ok) throw new Error('refused');
    expect(ownLinesOf(rates.value, at(rates.value, 'c'), 0)).toEqual([
      { key: 'c', name: 'C', values: [0.7, 0.8, 0.9, 1] },
    ]);
  });

  it('[RE32] a period that is refused refuses the series', () => {
    const numbers = { kind: 'index', values: new Float64Array(3) } as const;
    const made = rebaseSeries(districts('2005-01-01'), [{ ...(periods[0] as Period), numbers }]);
    expect(made).toMatchObject({ ok: false, refusal: { kind: 'not-additive' } });
  });
});
