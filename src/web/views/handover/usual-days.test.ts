import { expect, it } from 'vitest';
import { usualDays } from './usual-days.ts';

const register = {
  openingDate: '2022-07-01',
  scenarios: [
    { id: 'law', from: null, to: null },
    { id: 'planned', from: '2026-04-01', to: '2027-04-01' },
  ],
};

it('[WH16] a schedule has the days of its scenario, or those around the opening day where it states none', () => {
  expect(usualDays({ register, scenario: 'planned' })).toEqual({ from: '2026-04-01', to: '2027-04-01' });
  expect(usualDays({ register, scenario: 'law' })).toEqual({ from: '2022-06-30', to: '2022-07-01' });
  expect(usualDays({ register, scenario: null })).toEqual({ from: '2022-06-30', to: '2022-07-01' });
});
