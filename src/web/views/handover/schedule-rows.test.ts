import { describe, expect, it } from 'vitest';
import type { HandoverTableWire, LineWorkWire } from '#wire/handover.ts';
import { groupedLines, makeScheduleRows, passingLines, type RowFilter, signStateOf } from './schedule-rows.ts';

type Line = {
  readonly title: string;
  readonly party: string;
  readonly care: readonly string[];
  readonly kind: string;
  readonly disposition: string;
  readonly successors: readonly string[];
  readonly flags: readonly string[];
  readonly due: string | null;
  readonly pence: number | null;
  readonly confirm: boolean;
};

const names: Record<string, string> = {
  E1: 'Surrey County Council',
  E2: 'Woking Borough Council',
  N1: 'NHS Frimley ICB',
  N2: 'NHS Thames Valley ICB',
};

const given: readonly Line[] = [
  line({ title: 'Pool 10', party: 'E1', care: ['carers', 'all'], due: '2027-01-10', pence: 500, flags: ['unsigned'] }),
  line({ title: 'Pool 2', party: 'E2', care: ['carers'], due: '2026-12-31', pence: null, disposition: 'transfer' }),
  line({ title: 'Post', party: 'N1', successors: ['N2'], due: null, pence: 700, kind: 'joint-appointment' }),
  line({ title: 'Data', party: 'N1', due: '2027-01-02', pence: 0, confirm: true, kind: 'joint-appointment' }),
];

const every: RowFilter = {
  text: '',
  party: null,
  careGroup: null,
  kind: null,
  disposition: null,
  flag: null,
  needsConfirmation: false,
  assignedTo: null,
};

const rows = makeScheduleRows(tableOf(given), []);
const titles = (lines: readonly number[]) => lines.map((at) => given[at]?.title);
const passing = (filter: Partial<RowFilter>) => titles(passingLines(rows, { ...every, ...filter }, null));

describe('filters of the working table', () => {
  it('[WH10] every word of a search is looked for in title, party, code and successors, in any order', () => {
    expect(passing({ text: 'pool SURREY' })).toEqual(['Pool 10']);
    expect(passing({ text: 'e2' })).toEqual(['Pool 2']);
    expect(passing({ text: 'thames' })).toEqual(['Post']);
    expect(passing({ text: 'surrey woking' })).toEqual([]);
  });

  it('[WH10] each filter narrows by its own column, and filters work together', () => {
    expect(passing({ party: 'N1' })).toEqual(['Post', 'Data']);
    expect(passing({ careGroup: 'carers' })).toEqual(['Pool 10', 'Pool 2']);
    expect(passing({ kind: 'joint-appointment', needsConfirmation: true })).toEqual(['Data']);
    expect(passing({ disposition: 'transfer' })).toEqual(['Pool 2']);
    expect(passing({ flag: 'unsigned' })).toEqual(['Pool 10']);
    expect(passing({ party: 'N1', careGroup: 'carers' })).toEqual([]);
  });

  it('[WH10] a word that the table does not have lets nothing pass', () => {
    for (const filter of [{ party: 'E9' }, { kind: 'none' }, { flag: 'none' }, { careGroup: 'none' }])
      expect(passing(filter)).toEqual([]);
  });

  it('[WH10] lines assigned to a name are those whose work says so', () => {
    const worked = makeScheduleRows(tableOf(given), [work('Post', { assignedTo: 'Ann' })]);
    expect(titles(passingLines(worked, { ...every, assignedTo: 'Ann' }, null))).toEqual(['Post']);
    expect(passingLines(worked, { ...every, assignedTo: 'Bob' }, null)).toEqual([]);
  });
});

describe('order of the working table', () => {
  const sorted = (by: 'title' | 'due' | 'pence' | 'party', isDown = false) =>
    titles(passingLines(rows, every, { by, isDown }));

  it('[WH11] titles are sorted as people read them, with numbers by their size', () => {
    expect(sorted('title')).toEqual(['Data', 'Pool 2', 'Pool 10', 'Post']);
    expect(sorted('title', true)).toEqual(['Post', 'Pool 10', 'Pool 2', 'Data']);
  });

  it('[WH11] a line without a deadline comes after all others, one without money before those with none to give', () => {
    expect(sorted('due')).toEqual(['Pool 2', 'Data', 'Pool 10', 'Post']);
    expect(sorted('pence')).toEqual(['Pool 2', 'Data', 'Pool 10', 'Post']);
  });

  it('[WH11] ties keep the order of the schedule, also when it is turned round', () => {
    expect(sorted('party')).toEqual(['Post', 'Data', 'Pool 10', 'Pool 2']);
    expect(sorted('party', true)).toEqual(['Pool 2', 'Pool 10', 'Post', 'Data']);
  });
});

describe('groups of the working table', () => {
  const lines = passingLines(rows, every, null);
  const grouped = (by: 'party' | 'care-group' | 'deadline' | 'none') =>
    groupedLines(rows, lines, by, (id) => names[id] ?? id).map((group) => [group.id, titles(group.lines), group.pence]);

  it('[WH12] each group has its lines and the sum of their money; no money at all is not nothing', () => {
    expect(grouped('party')).toEqual([
      ['N1', ['Post', 'Data'], 700],
      ['E1', ['Pool 10'], 500],
      ['E2', ['Pool 2'], null],
    ]);
  });

  it('[WH12] a line with several care groups stands in each, and lines without any stand last', () => {
    expect(grouped('care-group')).toEqual([
      ['all', ['Pool 10'], 500],
      ['carers', ['Pool 10', 'Pool 2'], 500],
      ['', ['Post', 'Data'], 700],
    ]);
  });

  it('[WH12] months stand in order of time', () => {
    expect(grouped('deadline').map(([month]) => month)).toEqual(['2026-12', '2027-01', '']);
  });

  it('[WH12] without groups all lines stand in one, in their order', () => {
    expect(grouped('none')).toEqual([['', titles(lines), 1200]]);
  });
});

describe('signing of a line in the table', () => {
  it('[WH13] one signature given before a change makes the line changed, all of them make it signed by all', () => {
    expect(signStateOf(undefined)).toBe('none');
    expect(signStateOf(work('Post', { states: ['missing', 'missing'] }))).toBe('none');
    expect(signStateOf(work('Post', { states: ['signed', 'missing'] }))).toBe('part');
    expect(signStateOf(work('Post', { states: ['signed', 'signed'] }))).toBe('all');
    expect(signStateOf(work('Post', { states: ['signed', 'changed-since'] }))).toBe('changed');
  });
});

function line(some: Partial<Line> & Pick<Line, 'title' | 'party'>): Line {
  return {
    care: [],
    kind: 'pooled-fund',
    disposition: 'apportion',
    successors: [],
    flags: [],
    due: null,
    pence: null,
    confirm: false,
    ...some,
  };
}

function tableOf(lines: readonly Line[]): HandoverTableWire {
  const codes = Object.keys(names);
  const words = (of: (one: Line) => readonly string[]) => [...new Set(lines.flatMap(of))];
  const kinds = words((one) => [one.kind]);
  const careGroups = words((one) => one.care);
  const dispositions = words((one) => [one.disposition]);
  const flags = words((one) => one.flags);
  const at = (list: readonly string[], word: string) => list.indexOf(word);
  return {
    register: 'made-up',
    scenario: 'current-law',
    from: '2026-04-01',
    to: '2027-04-01',
    rulebook: { id: 'made-up', title: 'Made up', version: '1' },
    population: null,
    assumptions: [],
    bodies: codes.map((code) => ({ code, name: names[code] ?? '' })),
    kinds,
    careGroups,
    dispositions,
    flags,
    keys: lines.map((one) => one.title),
    titles: lines.map((one) => one.title),
    kindOf: lines.map((one) => at(kinds, one.kind)),
    partyOf: lines.map((one) => at(codes, one.party)),
    careGroupsOf: lines.map((one) => one.care.map((word) => at(careGroups, word))),
    dispositionOf: lines.map((one) => at(dispositions, one.disposition)),
    successorsOf: lines.map((one) => one.successors.map((code) => at(codes, code))),
    sharesOf: lines.map(() => null),
    flagsOf: lines.map((one) => one.flags.map((word) => at(flags, word))),
    dueOf: lines.map((one) => one.due),
    penceOf: lines.map((one) => one.pence),
    needsConfirmationOf: lines.map((one) => Number(one.confirm)),
    illustrativeOf: lines.map(() => 0),
    totals: {
      arrangements: lines.length,
      touched: lines.length,
      untouched: 0,
      alreadyDue: 0,
      lines: lines.length,
      byDisposition: {},
      byFlag: {},
      legalConfirmationNeeded: 0,
      actions: 0,
      money: [],
    },
  };
}

function work(key: string, some: { assignedTo?: string; states?: readonly string[] }): LineWorkWire {
  return {
    key,
    version: 1,
    assignedTo: some.assignedTo ?? null,
    comments: [],
    overrides: [],
    signatures: (some.states ?? []).map((state, at) => ({
      party: { id: `b${at}`, code: `B${at}`, name: `Body ${at}`, exists: true },
      state,
      who: null,
      at: null,
      changes: [],
    })),
  };
}
