import { describe, expect, it } from 'vitest';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';

const read = (text: string) => {
  const parsed = parsePeriod(text);
  return isPeriod(parsed) ? `${parsed.id} ${parsed.kind} ${parsed.from} ${parsed.to}` : null;
};

describe('periods', () => {
  it.each([
    ['2021', '2021 year 2021-01-01 2022-01-01'],
    ['2005-06', '2005-06 financial-year 2005-04-01 2006-04-01'],
    ['2005/06', '2005-06 financial-year 2005-04-01 2006-04-01'],
    ['2005-2006', '2005-06 financial-year 2005-04-01 2006-04-01'],
    ['FY2005/06', '2005-06 financial-year 2005-04-01 2006-04-01'],
    ['1999-00', '1999-00 financial-year 1999-04-01 2000-04-01'],
    ['2021-03-21', '2021-03-21 day 2021-03-21 2021-03-22'],
    ['2021-03-21T00:00:00', '2021-03-21 day 2021-03-21 2021-03-22'],
    ['21/03/2021', '2021-03-21 day 2021-03-21 2021-03-22'],
    ['30 June 2020', '2020-06-30 day 2020-06-30 2020-07-01'],
    ['March 2021', '2021-03-01--2021-03-31 range 2021-03-01 2021-04-01'],
    ['Dec 2021', '2021-12-01--2021-12-31 range 2021-12-01 2022-01-01'],
    ['2021-Q1', '2021-01-01--2021-03-31 range 2021-01-01 2021-04-01'],
    ['Q4 2021', '2021-10-01--2021-12-31 range 2021-10-01 2022-01-01'],
    ['2021-01-01 to 2021-03-31', '2021-01-01--2021-03-31 range 2021-01-01 2021-04-01'],
    ['2015 to 2017', '2015-01-01--2017-12-31 range 2015-01-01 2018-01-01'],
    ['2021.0', '2021 year 2021-01-01 2022-01-01'],
  ])('[DS24] %s is read', (text, wanted) => {
    expect(read(text)).toBe(wanted);
  });

  it('[DS24] what is ambiguous or impossible is refused with what was expected', () => {
    for (const text of [
      '2005-07',
      '2005-2009',
      '03/21/2021',
      '30/02/2021',
      '2021-13-01',
      '0021',
      'soon',
      '',
      '12',
      '2021-03-31 to 2021-01-01',
    ]) {
      const parsed = parsePeriod(text);
      expect(isPeriod(parsed), text).toBe(false);
      expect(isPeriod(parsed) ? '' : parsed.expected).not.toBe('');
    }
    expect(parsePeriod('03/21/2021')).toEqual({ kind: 'none', expected: 'a day before its month, as in 21/03/2021' });
  });

  it('[DS25] ids of years, financial years and days sort in order of time', () => {
    for (const texts of [
      ['1998-99', '1999-00', '2000-01', '2009-10'],
      ['1999', '2000', '2021'],
      ['30/12/2019', '01/02/2020', '1 March 2020'],
    ]) {
      const ids = texts.map((text) => read(text)?.split(' ')[0] ?? '');
      expect([...ids].sort()).toEqual(ids);
    }
  });
});
