import { describe, expect, it } from 'vitest';
import { differencesFromLaw, titlesOfEvents } from './law-differences.ts';
import { emptyPlan } from './use-plan.ts';

describe('a scenario against the law', () => {
  it('[WR41] what holds in it alone, and what in the law alone, is told in the order of effect', () => {
    const law = { holding: ['a', 'b', 'c'] };
    expect(differencesFromLaw({ holding: ['c', 'x', 'a', 'y'] }, law)).toEqual({ added: ['x', 'y'], taken: ['b'] });
    expect(differencesFromLaw(law, law)).toEqual({ added: [], taken: [] });
  });

  it('[WR41] events are called by their titles, drawn ones too', () => {
    const scenario = emptyPlan('p', 'P', null);
    const drawn = {
      id: 'draft-1',
      kind: 'abolish' as const,
      title: 'Drawn',
      day: '2027-04-01' as never,
      instrument: null,
      note: null,
      participants: [],
      newBodies: [],
      moves: [],
      names: [],
    };
    const shown = {
      origin: 'plan' as const,
      version: 1,
      scenario: { ...scenario, drafts: [drawn] },
      holding: [],
      problems: [],
    };
    const titleOf = titlesOfEvents([{ id: 'e', title: 'An order' }], [shown]);
    expect(['e', 'draft-1', 'lost'].map(titleOf)).toEqual(['An order', 'Drawn', 'lost']);
  });
});
