import { describe, expect, it } from 'vitest';
import type { ArrangementRowWire } from '#wire/arrangements.ts';
import { countsOf, makeSearchable, partiesOf, passingRows, type RowFilter } from './arrangement-rows.ts';

const every: RowFilter = {
  text: '',
  kind: null,
  party: null,
  careGroup: null,
  status: null,
  notice: null,
  evidence: null,
  isPriority: false,
};

const rows: readonly ArrangementRowWire[] = [
  row({ id: 'A1', title: 'Fund 10', annualPence: 500, endsOn: '2028-04-01', notices: ['party-gone', 'expired'] }),
  row({ id: 'A2', title: 'Fund 2', annualPence: null, endsOn: null, careGroups: ['carers'], isPriority: true }),
  row({
    id: 'B7',
    title: 'Post',
    kind: 'joint-appointment',
    annualPence: 900,
    endsOn: '2027-04-01',
    status: 'expired',
  }),
  row({ id: 'C3', title: 'Data', parties: [party('N1', 'NHS Frimley ICB')], annualPence: 0, evidence: 'illustrative' }),
];

describe('the list of arrangements', () => {
  it.each<[string, Partial<RowFilter>, string[]]>([
    ['nothing', {}, ['A1', 'A2', 'B7', 'C3']],
    ['words in any order', { text: '  2 FUND ' }, ['A2']],
    ['the reference', { text: 'b7' }, ['B7']],
    ['a name of a party', { text: 'frimley' }, ['C3']],
    ['a code of a party', { text: 'n1' }, ['C3']],
    ['kind', { kind: 'joint-appointment' }, ['B7']],
    ['party', { party: 'N1' }, ['C3']],
    ['care group', { careGroup: 'carers' }, ['A2']],
    ['status', { status: 'expired' }, ['B7']],
    ['notice', { notice: 'party-gone' }, ['A1']],
    ['any notice', { notice: 'any' }, ['A1']],
    ['evidence', { evidence: 'illustrative' }, ['C3']],
    ['priority', { isPriority: true }, ['A2']],
    ['two at once', { text: 'fund', isPriority: true }, ['A2']],
    ['a word that nobody has', { kind: 'board-seat' }, []],
  ])('[WR1] is narrowed by %s', (_what, filter, expected) => {
    expect(ids(passingRows(makeSearchable(rows), { ...every, ...filter }, null))).toEqual(expected);
  });

  it('[WR1] is sorted as people read, and what is not stated comes last either way', () => {
    const sorted = (by: 'title' | 'annual' | 'ends', isDown: boolean) =>
      ids(passingRows(makeSearchable(rows), every, { by, isDown }));
    expect(sorted('title', false)).toEqual(['C3', 'A2', 'A1', 'B7']);
    expect(sorted('annual', true)).toEqual(['B7', 'A1', 'C3', 'A2']);
    expect(sorted('annual', false)).toEqual(['C3', 'A1', 'B7', 'A2']);
    expect(sorted('ends', false)).toEqual(['B7', 'A1', 'A2', 'C3']);
    expect(sorted('ends', true)).toEqual(['A1', 'B7', 'A2', 'C3']);
  });

  it('[WR4] counts each word once a row, the most first', () => {
    expect(countsOf(rows, (one) => one.notices)).toEqual([
      { word: 'expired', count: 1 },
      { word: 'party-gone', count: 1 },
    ]);
    expect(countsOf(rows, (one) => [one.kind])[0]).toEqual({ word: 'pooled-fund', count: 3 });
  });

  it('[WR1] offers each party once, by name', () => {
    expect(partiesOf(rows).map((one) => one.name)).toEqual(['NHS Frimley ICB', 'Surrey County Council']);
  });
});

function row(changes: Partial<ArrangementRowWire>): ArrangementRowWire {
  return {
    id: 'X',
    kind: 'pooled-fund',
    title: '',
    status: 'in-force',
    parties: [party('E1', 'Surrey County Council')],
    careGroups: ['older-people'],
    isPriority: false,
    startsOn: '2025-04-01',
    endsOn: null,
    annualPence: null,
    balancePence: null,
    notices: [],
    milestones: [],
    evidence: 'stated',
    ...changes,
  };
}

function party(code: string, name: string): ArrangementRowWire['parties'][number] {
  return { code, name, role: 'partner', exists: true };
}

function ids(found: readonly ArrangementRowWire[]): string[] {
  return found.map((one) => one.id);
}
