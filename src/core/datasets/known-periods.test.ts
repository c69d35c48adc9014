import { describe, expect, it } from 'vitest';
import { gatherDataSet } from '#core/datasets/gather-data-set.ts';
import { knownPeriods } from '#core/datasets/known-periods.ts';
import { changingRegister, described, tableOf, values } from '#tests/support/made-up-table.ts';

const index = changingRegister();
const area = { as: 'area' } as const;

describe('measures without values', () => {
  it('[DS78] a measure without a known value in any period is left out and named, and a denominator kept', async () => {
    const text = 'code,year,people,lost,rate,of\nE01000001,2015,7,*,3,\nE01000002,2016,5,..,,\nE01000001,2016,,,,*';
    const { dataSet, problems } = await gatherDataSet(
      tableOf(text),
      described(
        {
          code: area,
          year: { as: 'period' },
          people: values(),
          lost: values({ title: 'Lost' }),
          rate: values({ title: 'Rate', kind: 'rate', multiplier: 1000, denominator: 'of' }),
          of: values({ title: 'Of' }),
        },
        { period: null },
      ),
      index,
    );
    expect(dataSet?.measures.map((one) => one.id)).toEqual(['people', 'rate', 'of']);
    expect(dataSet?.columns).toHaveLength(6);
    expect(dataSet?.measures.map((_, at) => knownPeriods(dataSet, at))).toEqual([['2015', '2016'], ['2015'], []]);
    const found = problems.filter(({ code }) => code === 'nothing-known');
    expect(found.map(({ severity, where, message }) => [severity, where.column, message])).toEqual([
      ['warning', 'lost', 'Lost is left out: the file has no value of it in any period.'],
    ]);
    const nothing = await gatherDataSet(
      tableOf('code,people\nE01000001,*\nE01000002,'),
      described({ code: area, people: values() }),
      index,
    );
    expect([nothing.dataSet, nothing.problems.map(({ code }) => code)]).toEqual([null, ['no-values']]);
  });
});
