import { describe, expect, it } from 'vitest';
import { changedField, changedValue, whyNotStep } from './proposal-words.ts';

const body = (id: string, name: string) => ({ id, code: id, name, exists: true });
const surrey = body('council-surrey', 'Surrey');
const icb = body('icb-surrey', 'the board');
const hand = (whose: typeof surrey | null) => ({ account: 'a', name: 'Ann', body: whose, at: '2026-11-22T08:00:00Z' });

describe('what would change, in words', () => {
  const nameOf = (id: string) => (id === surrey.id ? surrey.name : null);
  it('[WP4] bodies are named, money is in pounds, days are in words, and what is nothing says so', () => {
    expect(changedValue('parties[0].organisation', surrey.id, nameOf)).toBe('Surrey');
    expect(changedValue('amounts[0].pence', '123456', nameOf)).toBe('£1,234.56');
    expect(changedValue('endsOn', '2027-04-01', nameOf)).toBe('1 April 2027');
    expect(changedValue('note', null, nameOf)).toBe('Nothing');
    expect(changedValue('isPriority', 'true', nameOf)).toBe('Yes');
    expect(
      changedValue('parties[1]', '{"organisation":"council-surrey","share":null,"signedOn":"2026-01-02"}', nameOf),
    ).toBe('body: Surrey, signed on: 2 January 2026');
    expect(changedValue('note', '[not JSON', nameOf)).toBe('[not JSON');
  });

  it('[WP4] a field has the name that its screen gives it', () => {
    expect(changedField('arrangement', 'parties[1].signedOn')).toBe('Parties, row 2: signed on');
    expect(changedField('line-work', 'disposition')).toBe('What happens');
    expect(changedField('scenario', 'title')).toBe('Title');
  });
});

describe('steps', () => {
  const proposal = {
    state: 'open' as const,
    parties: [
      { body: icb, agreed: null, approvers: 1 },
      { body: surrey, agreed: hand(surrey), approvers: 1 },
    ],
    proposedBy: hand(surrey),
    may: ['agree', 'take-back', 'refuse', 'withdraw', 'discuss'] as const,
  };
  const asked = { ...proposal, may: [...proposal.may] };
  const why = (step: (typeof proposal.may)[number], acting: typeof surrey | null, refused: string | null = null) =>
    whyNotStep(step, asked, { acting, refused });

  it('[WP5] what the reader may do is open, what their role does not open says why', () => {
    expect(why('agree', icb)).toBeNull();
    expect(why('refuse', icb)).toBeNull();
    expect(why('take-back', surrey)).toBeNull();
    expect(why('agree', icb, 'This takes the role approver.')).toBe('This takes the role approver.');
    expect(why('agree', body('x', 'Kent'))).toBe(
      'You act for Kent, which is not asked. Choose the body at the top of the page.',
    );
    expect(why('agree', null)).toBe('Say for which body you act, above.');
  });

  it('[WP5] what a body has no occasion for is not there', () => {
    expect(why('agree', surrey)).toBe('hidden');
    expect(why('take-back', icb)).toBe('hidden');
    expect(why('withdraw', icb)).toBe('hidden');
    expect(whyNotStep('agree', { ...asked, state: 'made' }, { acting: icb, refused: null })).toBe('hidden');
  });
});
