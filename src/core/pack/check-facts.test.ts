import { describe, expect, it } from 'vitest';
import { checkFacts, collectFactProblems } from '#core/pack/check-facts.ts';
import { ProblemList } from '#core/pack/problem-list.ts';
import { nothingUnread, placeInTable } from '#core/pack/row-places.ts';
import { emptyFacts, type Facts, type TableName } from '#core/pack/tables.ts';

const base = {
  organisations: [organisation('a'), organisation('b')],
  geographies: [geography('old'), geography('new')],
  areas: [
    { geography: 'old', code: 'X1', name: null },
    { geography: 'new', code: 'Y1', name: null },
    { geography: 'new', code: 'Y2', name: null },
  ],
  events: [event('e', null, null)],
  populations: [population('p', 'new'), population('lists', null)],
};

function organisation(id: string): object {
  return { id, name: id, from: null, to: null, source: null, note: null };
}

function geography(id: string): object {
  return { id, title: id, vintage: '2021-03-21', source: null, note: null };
}

function event(id: string, announced: string | null, legal: string | null): object {
  const rest = { operational: null, instrument: null, evidence: 'published', source: null, note: null };
  return { id, kind: 'merge', title: id, status: 'in-law', announced, legal, ...rest };
}

function population(id: string, of: string | null): object {
  return {
    id,
    title: id,
    base: 'resident',
    geography: of,
    date: '2021-03-21',
    evidence: 'published',
    source: null,
    note: null,
  };
}

function territory(from: string | null, to: string | null, of: string | null, area: string): object {
  return { event: 'e', from, to, geography: of, area, evidence: 'published', source: null };
}

function relationship(target: string | null, status: string): object {
  return { organisation: 'a', kind: 'part-of', target, from: null, to: null, status, source: null, note: null };
}

/** Facts with the base and these rows after it. */
function factsWith(rows: Partial<Record<TableName, readonly object[]>>): Facts {
  const facts = { ...emptyFacts(), ...base } as unknown as Record<string, readonly object[]>;
  for (const [table, more] of Object.entries(rows)) facts[table] = [...(facts[table] ?? []), ...more];
  return facts as unknown as Facts;
}

/** `code table.csv:row column` of every problem. */
function problemsWith(rows: Partial<Record<TableName, readonly object[]>>): string[] {
  return checkFacts(factsWith(rows)).map(({ code, where }) => `${code} ${where.file}:${where.row} ${where.column}`);
}

describe('the values of a pack', () => {
  it('[PK13] a key used twice names the first row', () => {
    const problems = checkFacts(factsWith({ organisations: [organisation('a')] }));
    expect(problems).toMatchObject([
      { code: 'duplicate-key', where: { file: 'organisations.csv', row: 4, column: 'id' } },
    ]);
    expect(problems[0]?.message).toContain('Row 2 of organisations.csv');
  });

  it('[PK13] empty cells of a key are equal', () => {
    const name = { organisation: 'a', name: 'A', from: null, to: null, source: null };
    expect(problemsWith({ names: [name, { ...name, from: '2020-01-01' }] })).toEqual([]);
    expect(problemsWith({ names: [name, { ...name, to: '2020-01-01' }] })).toEqual([
      'duplicate-key names.csv:3 organisation, name, from',
    ]);
  });

  it('[PK14] a reference to nothing is found, each time it is made', () => {
    const membership = {
      organisation: 'c',
      geography: 'new',
      area: 'Y1',
      from: null,
      evidence: 'published',
      source: 's',
    };
    expect(problemsWith({ memberships: [membership, { ...membership, area: 'Y2', source: null }] })).toEqual([
      'unknown-reference memberships.csv:2 organisation',
      'unknown-reference memberships.csv:3 organisation',
      'unknown-reference memberships.csv:2 source',
    ]);
  });

  it('[PK15] a block must be of the geography it is named in', () => {
    const problems = checkFacts(
      factsWith({ territory: [territory('a', 'b', 'new', 'X1'), territory('a', 'b', 'old', 'X1')] }),
    );
    expect(problems).toMatchObject([
      { code: 'unknown-area', where: { row: 2, column: 'area' }, found: '"X1", a block of old' },
    ]);
  });

  it('[PK15] links, borders, memberships and people are checked for their blocks', () => {
    const link = { from_geography: 'old', from_area: 'Y1', to_geography: 'new', to_area: 'X1', change: 'split' };
    const found = problemsWith({
      links: [link],
      adjacency: [{ geography: 'new', area_a: 'N1', area_b: 'N2' }],
      memberships: [
        { organisation: 'a', geography: 'new', area: 'N3', from: null, evidence: 'published', source: null },
      ],
      population_values: [{ population: 'p', area: 'X1', persons: 1 }],
    });
    expect(found).toEqual([
      'unknown-area memberships.csv:2 area',
      'unknown-area links.csv:2 from_area',
      'unknown-area links.csv:2 to_area',
      'unknown-area adjacency.csv:2 area_a',
      'unknown-area adjacency.csv:2 area_b',
      'unknown-area population_values.csv:2 area',
    ]);
  });

  it('[PK15] people by block need a count with a geography', () => {
    const values = [{ population: 'lists', area: 'Y1', persons: 1 }];
    expect(problemsWith({ population_values: values })).toEqual(['not-by-area population_values.csv:2 population']);
  });

  it('[PK15] territory * needs a giver, other territory a geography, all territory an end', () => {
    expect(problemsWith({ territory: [territory('a', 'b', null, '*')] })).toEqual([]);
    expect(problemsWith({ territory: [territory(null, 'b', null, '*')] })).toEqual([
      'giver-missing territory.csv:2 from',
    ]);
    expect(problemsWith({ territory: [territory('a', 'b', null, 'Y1')] })).toEqual([
      'geography-missing territory.csv:2 geography',
    ]);
    expect(problemsWith({ territory: [territory(null, null, 'new', 'Y1')] })).toEqual([
      'moves-nothing territory.csv:2 to',
    ]);
  });

  it('[PK16] a record ends after it begins', () => {
    const role = { organisation: 'a', role: 'region', from: '2020-01-01', to: '2020-01-02', source: null };
    expect(problemsWith({ roles: [role] })).toEqual([]);
    expect(problemsWith({ roles: [{ ...role, to: '2020-01-01' }] })).toEqual(['dates-reversed roles.csv:2 to']);
  });

  it('[PK16] an event announced after it took effect is a warning', () => {
    expect(problemsWith({ events: [event('f', '2020-01-01', '2020-01-01')] })).toEqual([]);
    const problems = checkFacts(factsWith({ events: [event('f', '2020-01-02', '2020-01-01')] }));
    expect(problems).toMatchObject([{ code: 'announced-after-legal', severity: 'warning', where: { row: 3 } }]);
  });

  it('[PK17] nothing is joined to itself', () => {
    const link = { from_geography: 'new', from_area: 'Y1', to_geography: 'new', to_area: 'Y2', change: 'split' };
    expect(problemsWith({ links: [link] })).toEqual(['self-link links.csv:2 to_geography']);
    expect(problemsWith({ relationships: [relationship('a', 'stated')] })).toEqual([
      'self-link relationships.csv:2 target',
    ]);
    expect(problemsWith({ territory: [territory('a', 'a', 'new', 'Y1')] })).toEqual(['self-link territory.csv:2 to']);
    const border = { geography: 'new', area_a: 'Y1', area_b: 'Y1' };
    expect(problemsWith({ adjacency: [border] })).toEqual(['self-link adjacency.csv:2 area_b']);
  });

  it('[PK17] a border stated from both sides is stated twice', () => {
    const border = { geography: 'new', area_a: 'Y1', area_b: 'Y2' };
    const turned = { geography: 'new', area_a: 'Y2', area_b: 'Y1' };
    for (const adjacency of [
      [border, turned],
      [turned, border],
    ]) {
      expect(problemsWith({ adjacency })).toEqual(['duplicate-key adjacency.csv:3 area_a, area_b']);
    }
  });

  it('[PK18] a relationship without a target is unresolved', () => {
    expect(problemsWith({ relationships: [relationship(null, 'unresolved')] })).toEqual([]);
    expect(problemsWith({ relationships: [relationship(null, 'stated')] })).toEqual([
      'target-missing relationships.csv:2 target',
    ]);
  });

  it('[PK3] a scenario names statuses of events, one space apart', () => {
    const scenario = { id: 's', title: 's', statuses: 'in-law in-effect', from: null, to: null, note: null };
    expect(problemsWith({ scenarios: [scenario] })).toEqual([]);
    expect(problemsWith({ scenarios: [{ ...scenario, statuses: 'in-law,in-effect' }] })).toEqual([
      'unknown-word scenarios.csv:2 statuses',
    ]);
  });

  it('[PK8] what was left out while reading is not missed again', () => {
    const membership = {
      organisation: 'c',
      geography: 'new',
      area: 'N1',
      from: null,
      evidence: 'published',
      source: 's',
    };
    const unread = {
      tables: new Set<TableName>(['sources']),
      ids: new Map([['organisations', new Set(['c'])]] as const),
      areas: new Map([['new', new Set(['N1'])]]),
    };
    const list = new ProblemList();
    collectFactProblems(factsWith({ memberships: [membership] }), placeInTable, unread, list);
    expect(list.problems()).toEqual([]);
    collectFactProblems(factsWith({ memberships: [membership] }), placeInTable, nothingUnread, list);
    expect(list.problems()).toHaveLength(3);
  });

  it('[PK10] an unknown id is answered with the nearest', () => {
    const rows = { organisations: [organisation('surrey-heath')], events: [], memberships: [] };
    const role = { organisation: 'Surrey Heath', role: 'region', from: null, to: null, source: null };
    expect(checkFacts(factsWith({ ...rows, roles: [role] }))[0]?.expected).toBe(
      'an id of organisations, perhaps "surrey-heath"',
    );
  });
});
