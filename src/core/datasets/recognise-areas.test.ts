import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaKeyOf } from '#core/datasets/area-index.ts';
import { bestDay } from '#core/datasets/best-day.ts';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';
import { readingOf, recogniseAreas } from '#core/datasets/recognise-areas.ts';
import { addDays, dayNumber, isoDate } from '#std/iso-date.ts';
import { changingRegister } from '#tests/support/made-up-table.ts';

const index = changingRegister();

function period(text: string) {
  const parsed = parsePeriod(text);
  if (!isPeriod(parsed)) throw new Error(text);
  return parsed;
}

const whyOf = (codes: string[], on: string) => {
  const { strangers } = readingOf(index, { kind: 'tier', tier: 'ltla', on: isoDate(on) }, codes);
  return strangers.map(({ code, why, detail }) => `${code} ${why}: ${detail}`);
};

describe('which areas codes are', () => {
  it('[DS1] the reading that knows most codes comes first', () => {
    const found = recogniseAreas(index, ['E01000001', 'E01000031', 'E01000032', 'E01000099'], null);
    expect(found.map(({ title, recognised, codes }) => `${title} ${recognised}/${codes}`)).toEqual([
      '2021 LSOAs 3/4',
      '2011 LSOAs 1/4',
    ]);
    expect(recogniseAreas(index, ['nothing', ''], null)).toEqual([]);
  });

  it('[DS2] spaces, quotes and small letters make no difference', () => {
    const codes = [' e07000001', '"E07000002"', 'E07000001 '];
    const [best] = recogniseAreas(index, codes, period('2015'));
    expect(best).toMatchObject({ codes: 2, recognised: 2, use: { kind: 'tier', tier: 'ltla' } });
    expect(areaKeyOf(index, { kind: 'tier', tier: 'ltla', on: isoDate('2015-01-01') }, " 'e07000001'")).toBe('alpha');
  });

  it('[DS3] the day is one on which the codes are in use, nearest to the period', () => {
    const on = (codes: string[], text: string | null) =>
      bestDay(index, 'ltla', codes, text === null ? null : period(text))?.on;
    expect(on(['E07000001', 'E07000002'], '2015')).toBe('2015-01-01');
    expect(on(['E07000001', 'E07000030'], '2012')).toBe('2013-04-01');
    expect(on(['E06000010', 'E07000030'], '2015')).toBe('2019-04-01');
    expect(on(['E06000010'], '2019')).toBe('2019-04-01');
    expect(on(['E07000001', 'E07000030'], '2022')).toBe('2013-04-01');
    expect(on(['E06000010'], null)).toBe('2019-04-01');
    expect(on(['E99'], null)).toBeUndefined();
    expect(recogniseAreas(index, ['E07000001', 'E07000030'], period('2014-15'))[0]?.title).toBe(
      'District and unitary councils on 1 April 2014',
    );
  });

  it('[DS4] codes of several vintages are those of the heading, else of the latest vintage up to the period', () => {
    const codes = ['E01000001', 'E01000002'];
    const best = (text: string, heading = '') => recogniseAreas(index, codes, period(text), heading)[0]?.title;
    expect(best('2015')).toBe('2011 LSOAs');
    expect(best('2021-03-21')).toBe('2021 LSOAs');
    expect(best('2024')).toBe('2021 LSOAs');
    expect(best('2024', 'lsoa11cd')).toBe('2011 LSOAs');
    expect(best('2015', 'LSOA 2021 code')).toBe('2021 LSOAs');
  });

  it('[DS5] a code of another day says what became of it, when it begins, or what it is now', () => {
    expect(whyOf(['E07000001'], '2020-01-01')).toEqual([
      'E07000001 ended: ALPHA ended on 1 April 2019 and became GAMMA (merger).',
    ]);
    expect(whyOf(['E06000010'], '2015-01-01')).toEqual([
      'E06000010 not-yet: It is GAMMA, whose code it is from 1 April 2019 only.',
    ]);
    expect(whyOf(['E07000003'], '2015-01-01')).toEqual([
      'E07000003 old-code: It was the code of DELTA until 1 April 2013. Its code on 1 January 2015 is E07000030.',
    ]);
  });

  it('[DS6] a block of another vintage says which, and where its land went', () => {
    const whys = (geography: 'lsoa11' | 'lsoa21', code: string) =>
      readingOf(index, { kind: 'blocks', geography: geography as never }, [code]).strangers[0]?.detail;
    expect(whys('lsoa21', 'E01000003')).toBe(
      'It is one of the 2011 LSOAs, and was divided among E01000031 and E01000032 of the 2021 LSOAs.',
    );
    expect(whys('lsoa11', 'E01000031')).toBe(
      'It is one of the 2021 LSOAs, and was made from land of E01000003 of the 2011 LSOAs.',
    );
  });

  it('[DS7] other nations, other kinds of area, totals and codes that nobody has are told apart', () => {
    const codes = [
      'W06000001',
      'S12000033',
      'N09000003',
      'E05000001',
      'E92000001',
      'E01000001',
      'E10000001',
      'Total',
      '12',
    ];
    expect(whyOf(codes, '2015-01-01').map((line) => line.replace(/:.*/, ''))).toEqual([
      'W06000001 wales',
      'S12000033 scotland',
      'N09000003 northern-ireland',
      'E05000001 other-geography',
      'E92000001 total',
      'E01000001 other-geography',
      'E10000001 total',
      'TOTAL total',
      '12 unknown',
    ]);
  });

  it('[DS8] a code that was used again means the body of the day; two at once are ambiguous', () => {
    const on = (day: string) => areaKeyOf(index, { kind: 'tier', tier: 'pct', on: isoDate(day) }, '5AA');
    expect([on('2006-09-30'), on('2006-10-01')]).toEqual(['first-reuse', 'second-reuse']);
    const body = (index.meanings.get('5AA')?.bodies ?? [])[0];
    if (body === undefined) throw new Error('5AA means a body');
    const meanings = new Map(index.meanings);
    const other = { ...body, organisation: index.timeline.world.organisations[0] ?? body.organisation };
    meanings.set('5AA', { blocks: [], bodies: [body, other] });
    const both = { ...index, meanings };
    const use = { kind: 'tier', tier: 'pct', on: isoDate('2006-09-30') } as const;
    expect(areaKeyOf(both, use, '5AA')).toBeNull();
    expect(readingOf(both, use, ['5AA']).strangers[0]?.why).toBe('ambiguous');
  });

  it('[DS9] one sentence says how many codes are of which day or vintage', () => {
    const [best] = recogniseAreas(index, ['E07000001', 'E07000002', 'E07000030', 'E06000010'], period('2015'));
    expect(best?.mixture).toBe(
      '3 of 4 codes are of District and unitary councils on 1 January 2015; 1 of 1 April 2019',
    );
    const [blocks] = recogniseAreas(index, ['E01000001', 'E01000031', 'E01000032', 'E01000003'], null);
    expect(blocks?.mixture).toBe('3 of 4 codes are of 2021 LSOAs; 1 of 2011 LSOAs');
  });

  it('[DS10] the best day knows as many codes as any day does', () => {
    const codes = ['E07000001', 'E07000002', 'E07000003', 'E07000030', 'E06000010', 'E07000005', 'X1'];
    const start = dayNumber(isoDate('2000-01-01'));
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...codes)), fc.integer({ min: 0, max: 9000 }), (some, offset) => {
        const from = addDays(isoDate('2000-01-01'), offset);
        const days = { from, to: addDays(from, 365) };
        const counts = Array.from({ length: 9500 }, (_, at) => at).filter((at) => at % 10 === 0);
        const countOn = (day: ReturnType<typeof isoDate>) =>
          some.filter((code) => areaKeyOf(index, { kind: 'tier', tier: 'ltla', on: day }, code) !== null).length;
        const most = Math.max(...counts.map((at) => countOn(addDays(isoDate('2000-01-01'), at))));
        const best = bestDay(index, 'ltla', some, days);
        expect(best?.count ?? 0).toBe(most);
        if (best !== null) {
          expect(countOn(best.on)).toBe(most);
          // No day of the period is passed over for one outside it.
          if (best.on < days.from || best.on >= days.to) expect(countOn(from)).toBeLessThan(most);
          expect(dayNumber(best.on)).toBeGreaterThan(start - 40_000);
        }
      }),
      { numRuns: 20 },
    );
  });
});
