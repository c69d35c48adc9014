import { describe, expect, it } from 'vitest';
import type { RegisterWire } from '#wire/register.ts';
import { hrefOf, withChanges } from './address.ts';
import { choiceOf, isPartialCount, nearestPopulation } from './choice.ts';
import { percentText, shortSpanText, spanText } from './words.ts';

const count = (id: string, date: string, persons: number, base = 'resident') =>
  ({
    id,
    title: id,
    base,
    date,
    geography: 'places',
    persons,
    missingBlocks: id === 'part' ? 3 : 0,
    evidence: 'published',
  }) as const;

const register: RegisterWire = {
  name: 'sample',
  title: 'Sample',
  description: null,
  recordedAt: '2026-01-01T00:00:00Z',
  firstDate: '2006-01-01',
  lastDate: '2028-01-01',
  openingDate: '2026-04-01',
  tiers: (['pct', 'icb', 'ltla', 'utla'] as const).map((tier) => ({
    tier,
    title: tier,
    singular: tier,
    plural: tier,
    side: tier === 'pct' || tier === 'icb' ? 'health' : 'council',
    changes: tier === 'icb' ? ['2022-07-01'] : [null],
    hasTerritory: true,
  })),
  populations: [
    count('mid-2019', '2019-06-30', 1000),
    count('census-2021', '2021-03-21', 1010),
    count('part', '2025-10-01', 200),
  ],
  scenarios: [{ id: 'current-law', title: 'Law', note: null, origin: 'pack', from: null, to: null }],
  organisationCount: 0,
  eventCount: 0,
  problemCount: 0,
};

const choose = (query: string) => choiceOf(new URLSearchParams(query), [register]);

describe('the choice that an address makes', () => {
  it('[WB36] an empty address opens the first register on its opening day with tiers that have land', () => {
    expect(choose('')).toMatchObject({
      on: '2026-04-01',
      bodies: 'icb',
      councils: 'utla',
      population: null,
      scenario: null,
      tolerance: 0.005,
      notes: [],
    });
  });

  it('[WB36] on a day before a tier has land the usual tier is one that has', () => {
    expect(choose('on=2010-01-01')?.bodies).toBe('pct');
  });

  it('[WB17] each thing that cannot be had is noted, and the usual one shown', () => {
    const choice = choose('on=2026-02-30&bodies=borough&population=none&tolerance=0.5&scenario=x&register=y');
    expect(choice?.notes).toHaveLength(6);
    expect(choice).toMatchObject({
      on: '2026-04-01',
      bodies: 'icb',
      population: null,
      tolerance: 0.005,
      scenario: null,
    });
  });

  it('[WB17] a date outside the register is shown, with a caution', () => {
    expect(choose('on=1999-01-01')).toMatchObject({ on: '1999-01-01', notes: [expect.stringContaining('outside')] });
  });

  it('[WB40] a part of the map that cannot be read is said; one that can is not', () => {
    expect(choose('at=0.4,0.25,3.2')?.notes).toEqual([]);
    expect(choose('at=here')?.notes).toEqual([expect.stringContaining('“here” is not a part of the map')]);
  });

  it('[WB36] no registers, no choice', () => {
    expect(choiceOf(new URLSearchParams(), [])).toBeNull();
  });

  it('[WB37] the usual count is the nearest complete one, never one of part of the land', () => {
    expect(nearestPopulation(register, '2026-04-01')).toBe('census-2021');
    expect(nearestPopulation(register, '2006-04-01')).toBe('mid-2019');
    expect([isPartialCount(register, 'part'), isPartialCount(register, 'mid-2019')]).toEqual([true, false]);
  });
});

describe('addresses', () => {
  it('[WB13] equal choices have equal addresses, whatever order they were made in', () => {
    const one = withChanges(new URLSearchParams('on=2026-04-01'), { bodies: 'icb', body: 'x' });
    const other = withChanges(new URLSearchParams('body=x&bodies=icb'), { on: '2026-04-01' });
    expect(hrefOf({ path: '/', query: one })).toBe(hrefOf({ path: '/', query: other }));
    expect(hrefOf({ path: '/', query: new URLSearchParams('at=0.5,0.5,2') })).toBe('/?at=0.5,0.5,2');
    expect(hrefOf({ path: '/', query: withChanges(one, { on: null, bodies: null, body: null }) })).toBe('/');
  });
});

describe('words', () => {
  it('[WB38] what is not all is never written as 100%, what is not nothing never as 0%', () => {
    expect([0, 0.0001, 0.5, 0.9996, 0.99949, 1, null].map(percentText)).toEqual([
      '0%',
      'under 0.1%',
      '50.0%',
      'over 99.9%',
      '99.9%',
      '100%',
      '–',
    ]);
  });

  it('[WB38] spans are said with their last day, open ends with words', () => {
    expect(spanText('2013-04-01', '2022-07-01')).toBe('1 April 2013 to 30 June 2022');
    expect([spanText(null, '2006-10-01'), spanText('2026-04-01', null), spanText(null, null)]).toEqual([
      'until 30 September 2006',
      'since 1 April 2026',
      'throughout',
    ]);
    expect(shortSpanText('2022-07-01', '2026-04-01')).toBe('1 Jul 2022 – 31 Mar 2026');
  });
});
