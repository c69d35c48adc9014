import { expect, it } from 'vitest';
import type { HandoverActionsWire } from '#wire/handover.ts';
import {
  actionsByOwner,
  actionsOf,
  commonDeadlines,
  forWhat,
  monthAxis,
  monthsOf,
  overdueOf,
  ownersOf,
  partyOf,
  titleOf,
} from './deadlines.ts';

const table: HandoverActionsWire = {
  register: 'r',
  scenario: 's',
  from: '2026-04-01',
  to: '2027-04-01',
  rulebook: { id: 'b', title: 'B', version: '1' },
  population: null,
  bodies: [
    { code: 'W', name: 'Woking' },
    { code: 'S', name: 'Surrey' },
    { code: 'F', name: 'Frimley; and Co' },
  ],
  days: ['2026-12-01', '2027-01-31'],
  whats: ['Do it', 'Do that'],
  owners: [[1], [0, 1], [2]],
  titles: ['one', 'two'],
  rules: ['LG-1'],
  keys: ['one W', 'two F', 'two S'],
  titleOfLine: [0, 1, 1],
  partyOfLine: [0, 2, 1],
  ruleOfLine: [0, 0, 0],
  dayOf: [0, 0, 1, 1],
  whatOf: [0, 0, 0, 1],
  ownersOf: [0, 0, 1, 2],
  lineOf: [0, 2, 0, 1],
};

it('[WH20] months without any deadline are left out of the list', () => {
  expect(monthsOf(table, actionsOf(table, null))).toEqual([
    { month: '2026-12', actions: [0, 1] },
    { month: '2027-01', actions: [2, 3] },
  ]);
});

it('[WH20] every body that is to act is an owner once, by name', () => {
  expect(ownersOf(table).map((one) => one.name)).toEqual(['Frimley; and Co', 'Surrey', 'Woking']);
});

it('[WH24] deadlines of one owner are those that it has alone and with others; overdue is what lies before the day', () => {
  expect(actionsOf(table, 'W')).toEqual([2]);
  expect(actionsOf(table, 'S')).toEqual([0, 1, 2]);
  expect([...actionsByOwner(table)].sort()).toEqual(['F', 'S', 'W'].map((owner) => [owner, actionsOf(table, owner)]));
  expect(actionsOf(table, 'nobody')).toEqual([]);
  expect(overdueOf(table, [0, 1, 2, 3], '2027-01-31')).toEqual([0, 1]);
});

it('[WH20] the drawn months run from the first to the last without a gap, over the turn of a year', () => {
  expect(monthAxis('2026-11-20', '2027-02-01')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
  expect(monthAxis('2026-11-20', '2026-11-21')).toEqual(['2026-11']);
});

it('[WH20] what the same bodies do on the same day for several lines stands once, with what it is for', () => {
  const common = commonDeadlines(table, actionsOf(table, null));
  expect(common.map((one) => [one.due, one.what, one.owner, one.lines, forWhat(table, one)])).toEqual([
    ['2026-12-01', 'Do it', 'Surrey', [0, 2], '2 arrangements'],
    ['2027-01-31', 'Do it', 'Woking; Surrey', [0], 'one'],
    ['2027-01-31', 'Do that', 'Frimley; and Co', [1], 'two'],
  ]);
  expect([titleOf(table, 2), partyOf(table, 2)]).toEqual(['two', 'Surrey']);
});
