import { expect, it } from 'vitest';
import { areasTexts, periodsText, valuesText, valueText } from './data-words.ts';

const measure = { kind: 'count', multiplier: 1, holds: 'value' } as const;

it('[WD3] numbers are written in the unit that their data set states, and money in pounds', () => {
  expect(valueText(1234, measure)).toBe('1,234');
  expect(valueText(123_456_78, { ...measure, kind: 'money' })).toBe('£123,456.78');
  expect(valueText(123_456_00, { ...measure, kind: 'money' })).toBe('£123,456');
  expect(valueText(12.34, { ...measure, kind: 'proportion', multiplier: 100 })).toBe('12.34%');
  expect(valueText(41, { ...measure, kind: 'proportion', multiplier: 100, holds: 'numerator' })).toBe('41');
  expect(valueText(9.5, { ...measure, kind: 'rate', multiplier: 100_000 })).toBe('9.5 per 100,000');
  expect(valueText(null, measure)).toBe('–');
});

it('[WD3] values that are not known are counted with their reasons', () => {
  expect(valuesText({ known: 3, blank: 0 })).toBe('All 3 values are known.');
  expect(valuesText({ known: 28, blank: 10, suppressed: 2 })).toBe(
    '12 of 40 values are not known: 10 left blank, 2 hidden by the publisher.',
  );
});

it('[WD1] areas and times of a data set are told once each', () => {
  const use = { kind: 'blocks', geography: 'lsoa21' } as const;
  const geographies = [
    { period: '2021', use, title: 'LSOA 2021', areas: 75 },
    { period: '2022', use, title: 'LSOA 2021', areas: 74 },
  ];
  expect(areasTexts({ geographies })).toEqual(['LSOA 2021 (75)']);
  expect(periodsText([{ title: '2005-06' }, { title: '2006-07' }])).toBe('2005-06 to 2006-07 (2 periods)');
  expect(periodsText([{ title: '2019' }])).toBe('2019');
});
