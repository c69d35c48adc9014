import { describe, expect, it } from 'vitest';
import { checkDescription } from '#core/datasets/check-description.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { described, values } from '#tests/support/made-up-table.ts';

const heading = ['code', 'year', 'people', 'all'];
const area = { as: 'area' } as const;
const codes = (description: DataDescription) =>
  checkDescription(description, heading).map(({ code, where }) => `${code} ${where.column ?? ''}`.trim());

describe('descriptions', () => {
  it('[DS46] a description that fits its heading has no problem', () => {
    const share = values({ title: 'Share', kind: 'proportion', denominator: 'all', holds: 'numerator' });
    expect(codes(described({ code: area, year: { as: 'period' }, people: share }, { period: null }))).toEqual([]);
  });

  it.each<[string, DataDescription]>([
    ['unknown-column town', described({ code: area, people: values(), town: { as: 'ignore' } })],
    ['column-twice all', described({ code: area, all: area, people: values() })],
    [
      'column-twice',
      described({
        code: area,
        people: values(),
        year: { as: 'breakdown', name: 'a' },
        all: { as: 'breakdown', name: 'a' },
      }),
    ],
    ['no-area-column', described({ people: values() })],
    ['no-value-column', described({ code: area })],
    ['no-period people', described({ code: area, people: values() }, { period: null })],
    ['bad-period', described({ code: area, people: values() }, { period: '2005-07' })],
    ['bad-period people', described({ code: area, people: values({ period: 'soon' }) })],
    ['no-title people', described({ code: area, people: values({ title: ' ' }) })],
    ['bad-scale people', described({ code: area, people: values({ scale: 0 }) })],
    ['bad-scale people', described({ code: area, people: values({ kind: 'money', scale: 0.5 }) })],
    [
      'bad-holds people',
      described({ code: area, people: values({ holds: 'numerator', denominator: null, kind: 'index' }) }),
    ],
    ['bad-denominator people', described({ code: area, people: values({ denominator: 'all' }) })],
    ['bad-denominator people', described({ code: area, people: values({ kind: 'rate', denominator: 'people' }) })],
    ['no-denominator people', described({ code: area, people: values({ kind: 'rate', denominator: 'none' }) })],
    ['no-denominator people', described({ code: area, people: values({ kind: 'rate', holds: 'numerator' }) })],
    ['same-measure all', described({ code: area, people: values(), all: values() })],
  ])('[DS46] %s is told before a row is read', (wanted, description) => {
    expect(codes(description)).toContain(wanted);
  });
});
