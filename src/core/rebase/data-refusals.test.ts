import { describe, expect, it } from 'vitest';
import {
  asked,
  before,
  boards,
  care,
  dataSetOf,
  districts,
  districtsBefore,
  measureOf,
} from '#tests/support/made-up-data.ts';

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
