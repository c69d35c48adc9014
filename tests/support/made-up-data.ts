/** Made-up data sets over a small register, for tests. */

import type { DataSet, GeographyUse, Measure } from '#core/datasets/data-set.ts';
import type { GeographyId } from '#core/pack/tables.ts';
import { rebaseDataSet } from '#core/rebase/rebase-data-set.ts';
import type { DataQuestion } from '#core/rebase/rebased-table.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { isoDate } from '#std/iso-date.ts';
import { bodies, events, factsOf, foldOf, ground, together } from '#tests/support/tiny-register.ts';

/**
 * Eight blocks of 100 people. Districts d1 (b0 b1), d2 (b2 b3), d3 (b4 b5), d4 (b6 b7); boards x (b0 b1 b2) and y (b3 b4 b5), so
 * that d2 is cut and d4 lies in no board; d1 and d3 become d5 in 2010. Practices p1 and p2 of x, p3 of y, p4 of nobody.
 */
export function tinyTimeline(): Timeline {
  return foldOf(
    together(
      ground(8),
      bodies([
        ['d1', 'district-council', 'b0 b1'],
        ['d2', 'district-council', 'b2 b3'],
        ['d3', 'district-council', 'b4 b5'],
        ['d4', 'district-council', 'b6 b7'],
        ['d5', 'district-council'],
        ['x', 'integrated-care-board', 'b0 b1 b2'],
        ['y', 'integrated-care-board', 'b3 b4 b5'],
        ['p1', 'gp-practice'],
        ['p2', 'gp-practice'],
        ['p3', 'gp-practice'],
        ['p4', 'gp-practice'],
      ]),
      events([
        {
          id: 'merger',
          kind: 'merge',
          day: '2010-04-01',
          predecessors: 'd1 d3',
          successors: 'd5',
          moves: [
            ['d1', 'd5', '*'],
            ['d3', 'd5', '*'],
          ],
        },
      ]),
      factsOf({
        relationships: [
          ['p1', 'x'],
          ['p2', 'x'],
          ['p3', 'y'],
        ].map(([organisation, target]) => ({
          organisation: organisation ?? '',
          target: target ?? '',
          kind: 'commissioned-by',
          status: 'stated',
        })),
      }),
    ),
  );
}

export const before = isoDate('2005-01-01');
export const after = isoDate('2012-01-01');
export const onBlocks: GeographyUse = { kind: 'blocks', geography: 'g' as GeographyId };
export const districtsBefore: GeographyUse = { kind: 'tier', tier: 'ltla', on: before };

export function measureOf(id: string, kind: Measure['kind'], more: Partial<Measure> = {}): Measure {
  const unit = kind === 'money' ? 'pounds' : 'people';
  const plain = { title: id, family: id, breakdown: {}, denominator: null, multiplier: 1, holds: 'value' } as const;
  return { id, kind, unit, ...plain, ...more };
}

type Given = {
  readonly keys: readonly string[];
  readonly measures: readonly Measure[];
  /** Periods are years. */
  readonly periods?: readonly string[];
  readonly geographies: readonly GeographyUse[];
  /** @shape measures x periods, each by area */
  readonly values: readonly (readonly number[])[];
  readonly breaks?: DataSet['statement']['breaks'];
};

export function dataSetOf({ keys, measures, periods = ['2005'], geographies, values, breaks = [] }: Given): DataSet {
  return {
    statement: {
      id: 'made-up',
      title: 'Made up',
      publisher: 'Nobody',
      licence: 'None',
      vintage: '2005',
      method: 'Made up',
      subject: 'not-people',
      owner: null,
      seenBy: [],
      derivedFrom: [],
      breaks,
      note: null,
    },
    periods: periods.map((id) => ({
      id,
      kind: 'year',
      title: id,
      from: isoDate(`${id}-01-01`),
      to: isoDate(`${Number(id) + 1}-01-01`),
    })),
    geographies,
    measures,
    codes: keys,
    keys,
    columns: values.map((column) => ({ values: Float64Array.from(column), marks: null })),
  };
}

/** One for all of a file's questions. */
export const timeline = tinyTimeline();

/** Boards before the merger. */
export const boards: DataQuestion = { to: { kind: 'tier', tier: 'icb' }, on: before };
/** Districts before the merger. */
export const districts = ['d1', 'd2', 'd3', 'd4'];

/** The data set as it was asked for. */
export function asked(dataSet: DataSet, question: DataQuestion = boards) {
  return rebaseDataSet({ timeline, dataSet, question, weights: null, residence: null });
}

/** A measure of every kind, by district. */
export const care = dataSetOf({
  keys: districts,
  geographies: [districtsBefore],
  measures: [
    measureOf('cases', 'count'),
    measureOf('people', 'count'),
    measureOf('share', 'proportion', { denominator: 'people', holds: 'numerator', multiplier: 100 }),
    measureOf('cost', 'money'),
    measureOf('rank', 'index'),
    measureOf('mean-age', 'mean', { denominator: 'people' }),
  ],
  values: [
    [10, 20, 30, 40],
    [100, 200, 300, 400],
    [10, 20, 30, 40],
    [1001, 2001, 3001, -4001],
    [1, 2, 3, 4],
    [40, 50, 60, 70],
  ],
});
