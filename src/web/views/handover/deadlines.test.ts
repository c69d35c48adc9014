import { expect, it } from 'vitest';
import type { HandoverWire } from '#wire/handover.ts';
import { commonDeadlines, deadlinesOf, forWhat, monthAxis, monthsOf, ownersOf } from './deadlines.ts';

type Line = HandoverWire['lines'][number];

const line = (key: string, actions: readonly [due: string, owner: string, codes: readonly string[]][]): Line =>
  ({
    key,
    title: key,
    partyName: 'P',
    actions: actions.map(([due, owner, ownerCodes], at) => ({
      id: `a${at}`,
      what: 'Do it',
      owner,
      ownerCodes: [...ownerCodes],
      due,
      countedFrom: 'vesting',
    })),
  }) as unknown as Line;

const lines = [
  line('one', [
    ['2027-01-31', 'Woking; Surrey', ['W', 'S']],
    ['2026-12-01', 'Surrey', ['S']],
  ]),
  line('two', [['2027-01-31', 'Ash; Frimley, and Co; Oak', ['F', 'A']]]),
];

it('[WH20] deadlines stand in order of days, and months without any are left out of the list', () => {
  const all = deadlinesOf(lines);
  expect(all.map((one) => [one.due, one.key])).toEqual([
    ['2026-12-01', 'one'],
    ['2027-01-31', 'one'],
    ['2027-01-31', 'two'],
  ]);
  expect(monthsOf(all).map(({ month, deadlines }) => [month, deadlines.length])).toEqual([
    ['2026-12', 1],
    ['2027-01', 2],
  ]);
});

it('[WH20] every body that is to act is an owner once, by name', () => {
  expect(ownersOf(deadlinesOf(lines.slice(0, 1)))).toEqual([
    { code: 'S', name: 'Surrey' },
    { code: 'W', name: 'Woking' },
  ]);
});

it('[WH20] names that cannot be told apart stay together rather than go to the wrong body', () => {
  expect(ownersOf(deadlinesOf(lines.slice(1))).map((one) => one.name)).toEqual(
    Array(2).fill('Ash; Frimley, and Co; Oak'),
  );
});

it('[WH20] the drawn months run from the first to the last without a gap, over the turn of a year', () => {
  expect(monthAxis('2026-11-20', '2027-02-01')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
  expect(monthAxis('2026-11-20', '2026-11-21')).toEqual(['2026-11']);
});

it('[WH20] what the same bodies do on the same day for several lines stands once, with what it is for', () => {
  const twice = commonDeadlines(deadlinesOf([...lines, line('three', [['2026-12-01', 'Surrey', ['S']]])]));
  expect(twice.map((one) => [one.due, one.owner, one.lines.length, forWhat(one)])).toEqual([
    ['2026-12-01', 'Surrey', 2, '2 arrangements'],
    ['2027-01-31', 'Woking; Surrey', 1, 'one'],
    ['2027-01-31', 'Ash; Frimley, and Co; Oak', 1, 'two'],
  ]);
});
