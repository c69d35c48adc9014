import { describe, expect, it } from 'vitest';
import { delaysByCause, milestoneState, milestonesOf, timeScale } from './milestones.ts';

describe('milestones', () => {
  it.each([
    ['done', '2026-06-01', '2026-05-30', null],
    ['done', '2026-06-01', '2026-06-01', null],
    ['done-late', '2026-06-01', '2026-06-20', null],
    ['due', '2026-07-01', null, null],
    ['due', '2026-08-01', '2026-07-20', null],
    ['overdue', '2026-06-01', null, null],
    ['slipped', '2026-06-01', null, '2026-09-01'],
    ['overdue', '2026-05-01', null, '2026-06-01'],
  ] as const)('[WR7] one is %s that is due %s, done %s, slipped to %s', (state, due, done, slippedTo) => {
    expect(milestoneState({ due, done, slippedTo }, '2026-07-01')).toBe(state);
  });

  it('[WR7] those of all arrangements stand in the order of the days they were due', () => {
    const found = milestonesOf([plan('A', ['2026-05-01', '2026-01-01']), plan('B', ['2026-03-01'])], '2026-07-01');
    expect(found.map((one) => `${one.plan} ${one.due}`)).toEqual(['A 2026-01-01', 'B 2026-03-01', 'A 2026-05-01']);
  });

  it('[WR8] delays are counted for each cause; one in time or still to come counts for none', () => {
    const milestone = { title: '', due: '2026-01-01', done: null, slippedTo: null, causes: [] as string[] };
    const rows = [
      { ...milestone, slippedTo: '2026-09-01', causes: ['reorganisation', 'staffing'] },
      { ...milestone, slippedTo: '2026-09-01', causes: ['reorganisation'] },
      { ...milestone },
      { ...milestone, done: '2026-01-01', causes: ['funding'] },
      { ...milestone, due: '2027-01-01', causes: ['funding'] },
    ];
    const found = milestonesOf([{ ...plan('A', []), milestones: rows }], '2026-07-01');
    expect(delaysByCause(found)).toEqual([
      { cause: 'reorganisation', count: 2 },
      { cause: '', count: 1 },
      { cause: 'staffing', count: 1 },
    ]);
  });

  it('[WR9] the strip takes in every day and whole years', () => {
    const scale = timeScale(['2025-03-01', '2027-02-01'], '2026-07-01');
    expect(scale.years).toEqual([2025, 2026, 2027]);
    expect(scale.at('2025-01-01')).toBe(0);
    expect(scale.at('2028-01-01')).toBe(1);
    expect(timeScale([], '2026-07-01').years).toEqual([2026]);
  });
});

function plan(id: string, dues: readonly string[]): Parameters<typeof milestonesOf>[0][number] {
  return {
    id,
    kind: 'joint-plan',
    title: id,
    status: 'in-force',
    parties: [],
    careGroups: [],
    isPriority: false,
    startsOn: null,
    endsOn: null,
    annualPence: null,
    balancePence: null,
    notices: [],
    milestones: dues.map((due) => ({ title: due, due, done: null, slippedTo: null, causes: [] })),
    evidence: 'stated',
  };
}
