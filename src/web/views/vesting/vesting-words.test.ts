import { describe, expect, it } from 'vitest';
import type { AccessDryRunWire } from '#wire/people.ts';
import { flowsOf, pendingOf, thingsText } from './vesting-words.ts';

const body = (id: string) => ({ id, code: id, name: id.toUpperCase(), exists: true });
const [county, borough, east, west] = [body('county'), body('borough'), body('east'), body('west')];
const none = { count: 0, first: [] };
const role = (of: typeof county, name: string, outcome: 'passes' | 'waits' | 'stays') => ({
  body: of,
  role: name,
  outcome,
  to: [],
  why: '',
  choices: outcome === 'waits' ? [east, west] : [],
});
const record = (id: string, owner: typeof county, waits: boolean) => ({
  kind: 'arrangement',
  resource: 'arrangement',
  id,
  title: `The ${id}`,
  outcome: waits ? ('waits' as const) : ('passes' as const),
  owners: [owner],
  after: [],
  why: [],
  waiting: waits ? [{ owner, choices: [east, west] }] : [],
});

const run: Pick<AccessDryRunWire, 'endings' | 'people' | 'records'> = {
  endings: [
    { body: county, heirs: [east, west] },
    { body: borough, heirs: [west] },
  ],
  people: [
    {
      account: 'ann',
      name: 'Ann',
      roles: [role(county, 'editor', 'waits'), role(county, 'approver', 'waits'), role(borough, 'viewer', 'passes')],
      seesBefore: 1,
      seesAfter: 1,
      gains: none,
      loses: none,
    },
  ],
  records: {
    count: 3,
    waiting: 2,
    first: [record('fund', county, true), record('post', county, true), record('site', borough, false)],
  },
};

describe('a vesting day', () => {
  it('[WP8] what waits is grouped by body and kind, roles first, each with its choices', () => {
    expect(
      pendingOf(run).map(({ from, of, items, choices }) => [from.id, of, items.map((one) => one.text), choices]),
    ).toEqual([
      ['county', 'role', ['Ann: editor', 'Ann: approver'], [east, west]],
      ['county', 'arrangement', ['The fund', 'The post'], [east, west]],
    ]);
    expect(thingsText('arrangement', 2)).toBe('2 arrangements');
    expect(thingsText('role', 1)).toBe('1 role');
  });

  it('[WP9] the flow counts each person and each record once', () => {
    expect(flowsOf(run).map(({ body: { id }, heirs, people, records }) => [id, heirs.length, people, records])).toEqual(
      [
        ['county', 2, 1, 2],
        ['borough', 1, 1, 1],
      ],
    );
  });
});
