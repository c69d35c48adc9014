import { describe, expect, it } from 'vitest';
import { nhsRules } from '#core/disclosure/rules.ts';
import {
  lacksOfDraft,
  parseDraft,
  parseRules,
  parseStep,
  proposedTitle,
  questionOf,
  rulesWord,
} from './release-question.ts';

const draftOf = (text: string) => parseDraft(new URLSearchParams(text), 'icb');
const asked = { data: 'smokers', title: 'Smokers', on: '2026-04-01', scenario: null };

describe('what a release asks, in the address', () => {
  it('[WD21] an address that names nothing asks for everything by the usual rules', () => {
    const draft = draftOf('data=smokers');
    expect(draft).toMatchObject({ data: 'smokers', measures: null, periods: null, to: 'icb', rules: nhsRules });
    expect(questionOf(draft, asked)).toEqual({
      title: 'Smokers',
      data: 'smokers',
      to: 'icb',
      on: '2026-04-01',
      totals: [],
      rules: nhsRules,
      withhold: [],
    });
    expect(parseStep(null)).toBe('what');
    expect(parseStep('audit')).toBe('audit');
  });

  it('[WD21] what it names is asked for', () => {
    const draft = draftOf(
      'data=smokers&to=ltla&measures=a,b&periods=2024&totals=regions,nonsense&withhold=E07&rules=suppress:0-4:1&weights=w',
    );
    expect(questionOf(draft, { ...asked, scenario: 's' })).toMatchObject({
      to: 'ltla',
      measures: ['a', 'b'],
      periods: ['2024'],
      totals: ['regions'],
      withhold: ['E07'],
      weights: 'w',
      scenario: 's',
      rules: { kind: 'suppress', from: 0, to: 4, base: 1 },
    });
  });

  it('[WD22] rules go to the address and come back', () => {
    const sets = [
      nhsRules,
      { kind: 'suppress', from: 0, to: 4, base: 1 },
      { kind: 'round', base: 10 },
      { kind: 'none', reason: 'why', by: 'who' },
    ] as const;
    for (const rules of sets) expect(parseRules(rulesWord(rules), 'why', 'who')).toEqual(rules);
    expect(rulesWord(nhsRules)).toBeNull();
    expect(parseRules('suppress:2-7:5', '', '')).toEqual(nhsRules);
  });

  it('[WD22] no protection needs a reason and a name, and every list something in it', () => {
    expect(lacksOfDraft(draftOf('data=smokers'))).toEqual([]);
    expect(lacksOfDraft(draftOf('')).map(({ step }) => step)).toEqual(['what']);
    expect(lacksOfDraft(draftOf('data=d&measures=&periods=')).map(({ step }) => step)).toEqual(['what', 'what']);
    expect(lacksOfDraft(draftOf('data=d&rules=none&why=open')).map(({ step }) => step)).toEqual(['rules']);
    expect(lacksOfDraft(draftOf('data=d&rules=none&why=open&decided=Ann'))).toEqual([]);
    expect(lacksOfDraft(draftOf('data=d&rules=round:1')).map(({ step }) => step)).toEqual(['rules']);
  });

  it('[WD21] a title is proposed from what, on which bodies, when', () => {
    const title = proposedTitle('Smokers', 'sub-ICB locations', '1 April 2026');
    expect(title).toBe('Smokers: sub-ICB locations, 1 April 2026');
  });
});
