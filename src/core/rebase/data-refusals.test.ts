import { describe, expect, it } from 'vitest';
import type { DataSet } from '#core/datasets/data-set.ts';
import { rebaseDataSet } from '#core/rebase/rebase-data-set.ts';
import type { DataQuestion } from '#core/rebase/rebased-table.ts';
import { before, dataSetOf, districtsBefore, measureOf, tinyTimeline } from '#tests/support/made-up-data.ts';

const timeline = tinyTimeline();
const boards: DataQuestion = { to: { kind: 'tier', tier: 'icb' }, on: before };
const districts = ['d1', 'd2', 'd3', 'd4'];

function asked(dataSet: DataSet, question: DataQuestion = boards) {
  return rebaseDataSet({ timeline, dataSet, question, weights: null, residence: null });
}

const care = dataSetOf({
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

describe('refusals of a data set', () => {
  it('[RV95] areas that are not known are refused with the vintages and the kinds of body that are', () => {
    const refused = asked(care, { to: { kind: 'blocks', geography: 'uppertier' as 'g' }, on: before });
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'unknown-geography', known: ['g', 'ltla', 'icb'] } });
    expect(!refused.ok && refused.refusal.detail).toBe(
      'There is no geography uppertier in this register. Known: vintages of building blocks: g; kinds of body: ltla, icb.',
    );
  });

  it('[RV96] where nothing can be moved it is said how many measures cannot be, and why, by few names', () => {
    const bare = ['a', 'b', 'c', 'd'].map((id) => measureOf(id, 'rate'));
    const none = dataSetOf({
      keys: districts,
      geographies: [districtsBefore],
      measures: [measureOf('rank', 'index'), ...bare],
      values: Array.from({ length: 5 }, () => [1, 2, 3, 4]),
    });
    const refused = asked(none);
    const [rank, ...rates] = none.measures.map(({ title }) => title);
    expect(!refused.ok && refused.refusal.detail).toBe(
      'None of the 5 measures can be put on other areas. ' +
        `1 is an index (a score, rank or decile), which cannot be added up: ${rank}. ` +
        '4 are ratios without denominators, so that it is not known what they are of: ' +
        `${rates.slice(0, 3).join(', ')} and 1 more. ` +
        'Take denominators from a population (--denominator POPULATION), or import with denominators.',
    );
    const some = asked(none, { ...boards, measures: ['b', 'rank'] });
    expect(!some.ok && some.refusal.detail).toMatch(/^None of the 2 measures/);
    const one = asked(care, { ...boards, measures: ['rank'] });
    expect(!one.ok && one.refusal.detail).toMatch(/is an index/);
    expect(!one.ok && one.refusal.detail).not.toContain('--denominator');
  });
});
