import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnOf, type DataSet, marks } from '#core/datasets/data-set.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { gatherDataSet } from '#core/datasets/gather-data-set.ts';
import { notMovable } from '#core/datasets/not-movable.ts';
import type { RowSource } from '#core/datasets/row-source.ts';
import { changingRegister, described, measured, sourceOf, tableOf, values } from '#tests/support/made-up-table.ts';

const index = changingRegister();
const area = { as: 'area' } as const;

const gather = (source: RowSource | string, description: DataDescription) =>
  gatherDataSet(typeof source === 'string' ? tableOf(source) : source, description, index);

/** Errors and warnings as one line each. */
async function faults(source: RowSource | string, description: DataDescription): Promise<string[]> {
  const { problems, dataSet } = await gather(source, description);
  // All or nothing.
  expect(dataSet === null).toBe(problems.some(({ severity }) => severity === 'error'));
  return problems.map(({ code, where }) => [code, where.row ?? '', where.column ?? ''].join(' ').trim());
}

/** `key measure period` to value, or the mark of what is not known. */
function flat(dataSet: DataSet | null): Record<string, number | string> {
  if (dataSet === null) throw new Error('there is no data set');
  const found: Record<string, number | string> = {};
  for (const [at, { id }] of dataSet.measures.entries()) {
    for (const [place, period] of dataSet.periods.entries()) {
      const column = columnOf(dataSet, at, place);
      for (const [number, key] of dataSet.keys.entries()) {
        const value = column.values[number] ?? Number.NaN;
        const mark = marks[column.marks?.[number] ?? (Number.isNaN(value) ? 1 : 0)] ?? '';
        found[`${key} ${id} ${period.id}`] = Number.isNaN(value) ? mark : value;
      }
    }
  }
  return found;
}

const columns = { code: area, people: values() };

describe('gathering a data set', () => {
  it('[DS30] values come out at their areas, measures and periods', async () => {
    const text = 'code,year,people,money\nE01000002,2016,5,1.5\nE01000001,2015,7,\nE01000001,2016,*,..';
    const { dataSet, problems, rows } = await gather(
      text,
      described(
        {
          code: area,
          year: { as: 'period' },
          people: values(),
          money: values({ title: 'Cost', kind: 'money', scale: 1000 }),
        },
        { period: null },
      ),
    );
    expect(problems).toEqual([]);
    expect(rows).toBe(3);
    expect(flat(dataSet)).toEqual({
      'E01000001 people 2015': 7,
      'E01000001 people 2016': 'suppressed',
      'E01000002 people 2015': 'blank',
      'E01000002 people 2016': 5,
      'E01000001 cost 2015': 'blank',
      'E01000001 cost 2016': 'not-available',
      'E01000002 cost 2015': 'blank',
      'E01000002 cost 2016': 150_000,
    });
  });

  it('[DS30] whatever the rows, their order and their batches, a slow reading says the same', async () => {
    const heading = ['code', 'year', 'sex', 'people', 'cost'];
    const cell = fc.constantFrom('0', '1', '17', '1,234', '2.5', '*', '..', '', '<5', '£3');
    const line = fc.record({
      code: fc.constantFrom('E01000001', 'E01000002', 'e01000031 ', 'E01000032', 'E01000004'),
      year: fc.constantFrom('2015', '2016', '2019-20'),
      sex: fc.constantFrom('male', 'female'),
      people: cell.filter((text) => text !== '£3'),
      cost: cell,
    });
    const description = described(
      {
        code: area,
        year: { as: 'period' },
        sex: { as: 'breakdown', name: 'sex' },
        people: values(),
        cost: values({ title: 'Cost', kind: 'money' }),
      },
      { period: null },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(line, { minLength: 1, selector: ({ code, year, sex }) => `${code} ${year} ${sex}` }),
        fc.integer({ min: 1, max: 7 }),
        async (lines, batch) => {
          const rows = lines.map(({ code, year, sex, people, cost }) => [code, year, sex, people, cost]);
          const { dataSet } = await gather(sourceOf(heading, rows, batch), description);
          const isKnown = (text: string) => typeof slowly(text, 1) === 'number';
          const known = new Set(
            lines.flatMap((one) =>
              (['people', 'cost'] as const).flatMap((id) => (isKnown(one[id]) ? `${id}-${one.sex}` : [])),
            ),
          );
          expect(new Set(dataSet?.measures.map(({ id }) => id))).toEqual(known);
          const all = known.size === 0 ? {} : flat(dataSet);
          const spoken = new Set<string>();
          for (const { code, year, sex, people, cost } of lines) {
            for (const [name, text, factor] of [
              ['people', people, 1],
              ['cost', cost, 100],
            ] as const) {
              if (!known.has(`${name}-${sex}`)) continue;
              const key = `${code.trim().toUpperCase()} ${name}-${sex} ${year}`;
              spoken.add(key);
              expect(all[key]).toBe(slowly(text, factor));
            }
          }
          for (const [key, value] of Object.entries(all)) if (!spoken.has(key)) expect(value).toBe('blank');
          const turned = await gather(sourceOf(heading, rows.toReversed(), 2), description);
          expect({ ...turned.dataSet, codes: [] }).toEqual({ ...dataSet, codes: [] });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('[DS31] everything wrong is listed by row and column, up to a thousand, and nothing is gathered', async () => {
    const rows = Array.from({ length: 2500 }, (_, at) => [`E01000001`, at === 2400 ? 'x!' : '-1']);
    const { problems, dataSet } = await gather(sourceOf(['code', 'people'], rows, 100), described(columns));
    expect(dataSet).toBeNull();
    expect(problems.filter(({ where }) => where.row !== undefined).length).toBeLessThanOrEqual(1020);
    expect(problems.map(({ code, where }) => `${code} ${where.row} ${where.column}`)).toContain(
      'not-a-number 2402 people',
    );
    const more = problems.filter(({ where }) => where.row === undefined);
    expect(more.map(({ code, found }) => `${code} ${found}`).sort()).toEqual([
      'duplicate-row 2499 in all',
      'negative-count 2499 in all',
    ]);
    expect(problems[0]).toEqual({
      code: 'negative-count',
      severity: 'error',
      where: { file: 'test.csv', row: 2, column: 'people' },
      message: 'A count cannot be negative.',
      expected: 'a number from 0',
      found: '"-1"',
    });
  });

  it('[DS32] an unknown code is one problem, at its first row, with its rows and what it is', async () => {
    const text = 'code,year,people\nE01000001,2015,1\nW01000001,2015,1\nW01000001,2016,1';
    const { problems } = await gather(text, described({ ...columns, year: { as: 'period' } }, { period: null }));
    expect(problems.map(({ code, where, message }) => [code, where.row, where.column, message])).toEqual([
      [
        'unknown-area',
        3,
        'code',
        'This code is not among the 2011 LSOAs. It is an area of Wales, which this register does not hold. Leave it out (W*), if it is not wanted. It stands in 2 rows.',
      ],
    ]);
  });

  it('[DS33] codes of two vintages in one column are told together and one by one', async () => {
    const text = 'code,people\nE01000001,1\nE01000031,1\nE01000032,1\nE01000003,1';
    const { problems } = await gather(text, described(columns));
    expect(problems[0]?.message).toBe(
      'The column mixes codes of different days: 3 of 4 codes are of 2021 LSOAs; 1 of 2011 LSOAs. Use one vintage, or give each period its own rows.',
    );
    expect(problems.map(({ code, where }) => `${code} ${where.row}`)).toEqual([
      'mixed-vintages undefined',
      'unknown-area 5',
    ]);
    const councils = await faults('code,people\nE07000001,1\nE07000002,1\nE06000010,2', described(columns));
    expect(councils).toEqual(['mixed-vintages  code', 'unknown-area 4 code']);
  });

  it('[DS34] a second row of the same area, period and measure names the first', async () => {
    const { problems } = await gather('code,people\nE01000001,1\nE01000002,1\n e01000001,1', described(columns));
    expect(problems.map(({ code, where, message }) => `${code} ${where.row}: ${message}`)).toEqual([
      'duplicate-row 4: The row gives the same area, period and measure as row 2; keep one of them, or say which column tells them apart.',
    ]);
  });

  it('[DS35] numbers that are not what the column holds are problems', async () => {
    const text = 'code,people,cost,share\nE01000001,-1,12%,120\nE01000002,5%,ten,12%\nE01000004,£4,£4,-1';
    const all = {
      ...columns,
      cost: values({ title: 'Cost', kind: 'money' }),
      share: values({ title: 'S', kind: 'proportion', multiplier: 100 }),
    };
    expect(await faults(text, described(all))).toEqual([
      'not-movable',
      'negative-count 2 people',
      'percent-in-count 2 cost',
      'ratio-out-of-range 2 share',
      'percent-in-count 3 people',
      'not-a-number 3 cost',
      'money-in-numbers 4 people',
      'ratio-out-of-range 4 share',
    ]);
  });

  it('[DS36] ranks, deciles and scores that are called counts are refused', async () => {
    const codes = ['E01000001', 'E01000002'];
    const score = described({ code: area, IMD_rank: values({ title: 'IMD_rank' }) });
    expect(
      await faults(
        sourceOf(
          ['code', 'IMD_rank'],
          codes.map((code, at) => [code, `${at}`]),
        ),
        score,
      ),
    ).toEqual(['index-as-count  IMD_rank']);
    const many = Array.from({ length: 200 }, (_, at) => `E0200${1000 + at}`);
    const wide = { ...index, meanings: new Map(index.meanings) };
    const block = index.meanings.get('E01000001')?.blocks[0];
    if (block === undefined) throw new Error('E01000001 is a block');
    const codesOf = many.map((code) => ({ code, geography: { ...block.geography, codes: many } }));
    for (const [at, { code, geography }] of codesOf.entries())
      wide.meanings.set(code, { blocks: [{ geography, block: at }], bodies: [] });
    const told = async (valueAt: (at: number) => number) => {
      const rows = many.map((code, at) => [code, `${valueAt(at)}`]);
      const { problems } = await gatherDataSet(sourceOf(['code', 'people'], rows, 50), described(columns), wide);
      return problems.map(({ code }) => code);
    };
    expect(await told((at) => ((at * 7) % 200) + 1)).toEqual(['index-as-count']);
    expect(await told((at) => (at % 10) + 1)).toEqual(['index-as-count']);
    expect(await told((at) => ((at * 7) % 200) + 2)).toEqual([]);
    expect(await told((at) => (at % 11) + 1)).toEqual([]);
  });

  it('[DS37] numerators above denominators and denominators of nobody are errors, missing ones a warning', async () => {
    const share = values({
      title: 'Helped',
      kind: 'proportion',
      multiplier: 100,
      holds: 'numerator',
      denominator: 'all',
    });
    const text = 'code,helped,all\nE01000001,5,4\nE01000002,1,0\nE01000004,1,\nE01000031,1,2';
    expect(await faults(text, described({ code: area, helped: share, all: values({ title: 'All' }) }))).toEqual([
      'numerator-above-denominator 2 helped',
      'zero-denominator 3 helped',
      'missing-denominator 4 helped',
    ]);
    const wrong = { code: area, helped: share, all: values({ title: 'All', kind: 'index' }) };
    expect(await faults('code,helped,all\nE01000001,1,4', described(wrong))).toEqual(['bad-denominator  helped']);
  });

  it('[DS38] totals are left out, told and compared; a larger body without its areas is no total', async () => {
    const text = 'code,people\nE07000001,3\nE07000002,4\nE07000030,1\nE10000001,7\nE92000001,9';
    const { dataSet, leftOut, problems } = await gather(text, described(columns));
    expect(dataSet?.keys).toEqual(['alpha', 'beta', 'delta']);
    expect(leftOut).toEqual([
      { code: 'E10000001', rows: 1, reason: 'It is OLD, a county or unitary council: a total of the areas within it.' },
      { code: 'E92000001', rows: 1, reason: 'It is a total: England.' },
    ]);
    expect(
      problems.map(({ code, severity, where, expected, found }) => [code, severity, where.row, expected, found]),
    ).toEqual([['total-differs', 'warning', 6, '9', '8']]);
    const county = await gather(text.replace('E10000001,7', 'E10000001,6'), described(columns));
    expect(county.problems.map(({ where }) => where.row)).toEqual([5, 6]);
    expect(await faults('code,people\nE07000001,3\nE07000002,3\nE10000002,4', described(columns))).toEqual([
      'unknown-area 4 code',
    ]);
  });

  it('[DS39] rows that a person leaves out are left out, by code or by its beginning', async () => {
    const text = 'code,people\nE01000001,3\nW01000001,x\nW01000002,4\nE01000002,1';
    const { dataSet, leftOut, problems } = await gather(text, described(columns, { leaveOut: ['w*', 'E01000002'] }));
    expect(problems).toEqual([]);
    expect(dataSet?.keys).toEqual(['E01000001']);
    expect(leftOut.map(({ code, rows }) => `${code} ${rows}`)).toEqual(['W01000001 1', 'W01000002 1', 'E01000002 1']);
  });

  it('[DS40] an area without a row is unknown, or zero where that is stated', async () => {
    const text = 'code,year,people\nE01000001,2015,3\nE01000002,2016,\nE01000003,2016,1';
    const of = (absent: 'unknown' | 'zero') =>
      gather(text, described({ ...columns, year: { as: 'period' } }, { period: null, absent }));
    expect(flat((await of('unknown')).dataSet)['E01000001 people 2016']).toBe('blank');
    const zero = flat((await of('zero')).dataSet);
    expect([zero['E01000001 people 2016'], zero['E01000004 people 2015'], zero['E01000002 people 2016']]).toEqual([
      0,
      0,
      'blank',
    ]);
  });

  it('[DS41] rows that differ in a column that is added up are added up, and no row is added twice', async () => {
    const all = { ...columns, sex: { as: 'add-up' } } as const;
    const text = 'code,sex,people\nE01000001,m,3\nE01000001,f,4\nE01000002,m,1\nE01000002,f,*';
    const { dataSet } = await gather(text, described(all));
    expect(flat(dataSet)).toEqual({ 'E01000001 people 2015': 7, 'E01000002 people 2015': 'suppressed' });
    expect(await faults(`${text}\nE01000001,m,3`, described(all))).toEqual(['duplicate-row 6 code']);
  });

  it('[DS42] one geography for all periods if it fits, else one each; a body is one area whatever its code', async () => {
    const of = async (text: string) =>
      (await gather(text, described({ ...columns, year: { as: 'period' } }, { period: null }))).dataSet;
    const steady = await of('code,year,people\nE07000001,2014,1\nE07000001,2015,2');
    expect(steady?.geographies).toEqual(Array(2).fill({ kind: 'tier', tier: 'ltla', on: '2015-01-01' }));
    const changed = await of(
      'code,year,people\nE07000003,2012,1\nE07000001,2012,5\nE07000030,2020,2\nE06000010,2020,6',
    );
    expect(changed?.geographies).toEqual([
      { kind: 'tier', tier: 'ltla', on: '2012-01-01' },
      { kind: 'tier', tier: 'ltla', on: '2020-01-01' },
    ]);
    expect([changed?.keys, changed?.codes]).toEqual([
      ['alpha', 'delta', 'gamma'],
      ['E07000001', 'E07000030', 'E06000010'],
    ]);
    expect(flat(changed)).toMatchObject({
      'delta people 2012': 1,
      'delta people 2020': 2,
      'gamma people 2012': 'blank',
    });
    expect(await faults('code,people\nalpha,1\nE07000001,1', described(columns))).toEqual(['same-area 3 code']);
  });

  it('[DS42] a code that was used again is another body in another period', async () => {
    const text = 'code,year,people\n5AA,2005,1\n5AA,2007,2';
    const { dataSet } = await gather(text, described({ ...columns, year: { as: 'period' } }, { period: null }));
    expect(flat(dataSet)).toMatchObject({ 'first-reuse people 2005': 1, 'second-reuse people 2007': 2 });
    expect(flat(dataSet)).toMatchObject({ 'first-reuse people 2007': 'blank', 'second-reuse people 2005': 'blank' });
  });

  it('[DS43] groups and names make measures of one family with ids of their own', async () => {
    const text =
      'code,what,age,n\nE01000001,Falls,65+,1\nE01000001,Falls,0-64,2\nE01000001,falls!,65+,3\nE01000001,Cost,65+,1.5';
    const { dataSet } = await gather(
      text,
      described(
        { code: area, what: { as: 'measure-name' }, age: { as: 'breakdown', name: 'age' }, n: values() },
        { named: { Cost: measured({ title: 'Cost of falls', kind: 'money', unit: 'pounds' }) } },
      ),
    );
    expect(
      dataSet?.measures.map(({ id, title, family, breakdown, kind }) => [id, title, family, breakdown['age'], kind]),
    ).toEqual([
      ['cost-of-falls-65-plus', 'Cost of falls, 65+', 'Cost of falls', '65+', 'money'],
      ['falls-0-64', 'Falls, 0-64', 'Falls', '0-64', 'count'],
      ['falls-65-plus', 'Falls, 65+', 'Falls', '65+', 'count'],
      ['falls-65-plus-2', 'falls!, 65+', 'falls!', '65+', 'count'],
    ]);
  });

  it('[DS44] a column that is only a denominator becomes a count, and the ratio names it', async () => {
    const rate = values({ title: 'Falls', kind: 'rate', multiplier: 1000, holds: 'numerator', denominator: 'pop' });
    const { dataSet } = await gather('code,falls,pop\nE01000001,5,400', described({ code: area, falls: rate }));
    expect(dataSet?.measures.map(({ id, kind, denominator }) => [id, kind, denominator])).toEqual([
      ['falls', 'rate', 'pop'],
      ['pop', 'count', null],
    ]);
    expect(flat(dataSet)['E01000001 pop 2015']).toBe(400);
  });

  it('[DS45] what holds no data set is refused with the reason', async () => {
    expect(await faults('code,people', described(columns))).toEqual(['no-rows']);
    expect(await faults('code,people\nX,1\nY,2', described(columns))).toEqual(['no-known-areas 2 code']);
    expect(await faults('code,people\n,1', described(columns))).toEqual(['no-values', 'no-code 2 code']);
    expect(await faults('code,people\nE01000001,1', described({ code: area }))).toEqual(['no-value-column']);
    expect(await faults('code,people\nE01000001,1', described({ people: values() }))).toEqual(['no-area-column']);
    const rows = Array.from({ length: 2100 }, (_, at) => ['E01000001', `g${at}`, '1']);
    const all = { ...columns, group: { as: 'breakdown', name: 'group' } } as const;
    expect(await faults(sourceOf(['code', 'group', 'people'], rows, 500), described(all))).toEqual([
      'too-many-measures  people',
    ]);
  });

  it('[DS47] indices and ratios without denominators are kept, and say why they cannot be moved', async () => {
    const { dataSet, problems } = await gather(
      'code,score,share\nE01000001,-1.5,12%',
      described({
        code: area,
        score: values({ title: 'Score', kind: 'index' }),
        share: values({ title: 'Share', kind: 'proportion', multiplier: 100 }),
      }),
    );
    expect(flat(dataSet)).toEqual({ 'E01000001 score 2015': -1.5, 'E01000001 share 2015': 12 });
    expect(problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['not-movable warning']);
    expect(dataSet?.measures.map(notMovable)).toEqual([
      expect.stringContaining('is an index'),
      expect.stringContaining('without its denominators'),
    ]);
    expect(notMovable({ kind: 'rate', title: 'R', denominator: 'people' })).toBeNull();
  });
});

/** What a cell of the generated tables holds, by a list. */
function slowly(text: string, factor: number): number | string {
  if (text === '') return 'blank';
  if (text === '*' || text === '<5') return 'suppressed';
  if (text === '..') return 'not-available';
  return Math.round(Number(text.replace(',', '').replace('£', '')) * 10 * factor) / 10;
}
