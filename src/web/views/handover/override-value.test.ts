import { expect, it } from 'vitest';
import { overrideValue, percentOf } from './override-value.ts';

const written = (percents: readonly string[]) => ({
  disposition: 'host',
  day: '',
  shares: percents.map((percent, at) => ({ code: `B${at}`, percent })),
});

it('[WH31] shares set by hand are taken when there is one for each successor and they come to 100', () => {
  expect(overrideValue('shares', written(['45.26517', '54.73483']))).toEqual({
    value: [
      { code: 'B0', share: expect.closeTo(0.4526517, 9) },
      { code: 'B1', share: expect.closeTo(0.5473483, 9) },
    ],
  });
});

it('[WH31] shares that do not come to 100, are left out or lie beyond are said, with what they come to', () => {
  expect(overrideValue('shares', written(['45', '54']))).toEqual({
    fault: 'The shares come to 99; they have to come to 100.',
  });
  for (const percents of [
    ['', '100'],
    ['120', '-20'],
    ['x', '100'],
  ])
    expect(overrideValue('shares', written(percents))).toEqual({
      fault: 'Write a share from 0 to 100 for every successor.',
    });
});

it('[WH31] a deadline needs a date, and what happens needs nothing more', () => {
  expect(overrideValue('deadline:ask', written([]))).toEqual({ fault: 'Write the new deadline as a date.' });
  expect(overrideValue('deadline:ask', { ...written([]), day: '2027-01-31' })).toEqual({ value: '2027-01-31' });
  expect(overrideValue('disposition', written([]))).toEqual({ value: 'host' });
});

it('[WH31] a share shown in per cent comes back as the same share', () => {
  for (const share of [556_150 / 1_228_650, 1 / 3, 0, 1]) expect(Number(percentOf(share)) / 100).toBeCloseTo(share, 9);
});
