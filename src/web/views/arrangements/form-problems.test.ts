import { describe, expect, it } from 'vitest';
import { fieldText, pathParts } from './field-names.ts';
import { faultsAt, fieldId, nearestFieldIds, problemsOfDocument } from './form-problems.ts';

describe('problems of fields', () => {
  it('[WR21] a path of a check and a path of a request name the same field', () => {
    expect(pathParts('parties[1].organisation')).toEqual(['parties', '1', 'organisation']);
    expect(fieldId('arrangement.parties.1.organisation')).toBe(fieldId('parties[1].organisation'));
    expect(fieldId('parties[1].organisation')).not.toBe(fieldId('parties[2].organisation'));
  });

  it('[WR21] a problem stands at its own field alone; a summary leads to the nearest field that is there', () => {
    const problems = [{ path: 'amounts.0.pence', message: 'Too much.' }];
    expect(faultsAt(problems, fieldId('amounts[0].pence'))).toEqual(['Too much.']);
    expect(faultsAt(problems, fieldId('amounts'))).toEqual([]);
    expect(nearestFieldIds('amounts[0].pence')).toEqual(['field-amounts-0-pence', 'field-amounts-0', 'field-amounts']);
  });

  it('[WR21] errors of a refusal are told with their paths, warnings are not', () => {
    const document = {
      problems: [
        { message: 'No such body.', where: { column: 'parties[0].organisation' }, severity: 'error' },
        { message: 'Look at it.', where: { column: 'parties' }, severity: 'warning' },
        { message: 'Give it a title.', where: { column: 'arrangement.title' }, severity: 'error' },
        { message: 'Say who you are.', where: {}, severity: 'error' },
      ],
    };
    expect(problemsOfDocument(document)).toEqual([
      { path: 'parties.0.organisation', message: 'No such body.' },
      { path: 'title', message: 'Give it a title.' },
      { path: '', message: 'Say who you are.' },
    ]);
    expect(problemsOfDocument({})).toEqual([]);
  });

  it.each([
    ['endsOn', 'End'],
    ['parties[1].organisation', 'Parties, row 2: body'],
    ['parties[0]', 'Parties, row 1'],
    ['clauses.aims', 'Regulation 7(3)(a)'],
    ['milestones[2].slippedTo', 'Milestones, row 3: slipped to'],
    ['somethingElse', 'somethingElse'],
  ])('[WR21] %s is called %s', (path, text) => {
    expect(fieldText(path)).toBe(text);
  });
});
