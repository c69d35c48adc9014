import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '#core/access/may.ts';
import type { Principal } from '#core/access/principal.ts';
import {
  isPastItsDay,
  keysInOneHand,
  makeProposal,
  type NewProposal,
  type Proposal,
  type ProposalId,
  proposalState,
  proposalStates,
  resourceOfProposal,
  waitingFor,
} from '#core/access/proposal.ts';
import { nextState, type ProposalStep, problemsOf } from '#core/access/proposal-steps.ts';
import { bodiesOf, grantsOf, personOf, thingOf } from '#core/access/test-access.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { isoDate } from '#std/iso-date.ts';

const at = '2026-06-01T09:00:00.000Z';
const lateAt = '2026-07-01T00:00:00.000Z';
const grants = grantsOf(
  'ann a editor, amy a approver, bob b editor, ben b approver, cat c approver, two a approver, two b approver, val b viewer',
);
const [a, b, c] = bodiesOf('a b c') as [OrganisationId, OrganisationId, OrganisationId];
const ann = personOf('ann', grants, 'a');
const amy = personOf('amy', grants, 'a');
const bob = personOf('bob', grants, 'b');
const ben = personOf('ben', grants, 'b');
const cat = personOf('cat', grants, 'c');
const two = personOf('two', grants, 'a');
const owner: Principal = { ...personOf('me', [], null), kind: 'owner' };
const joint = thingOf('arrangement', 'b a');

const given: NewProposal<string> = {
  id: 'p1' as ProposalId,
  verb: 'save-arrangement',
  change: { before: joint, after: joint },
  content: 'another title',
  baseVersion: 3,
  reason: 'The title is wrong',
  expiresOn: isoDate('2026-07-01'),
};

function proposed(more: Partial<NewProposal<string>> = {}, by = ann): Proposal<string> {
  const outcome = makeProposal(by, { ...given, ...more }, at);
  if (outcome.kind !== 'done') throw new Error(outcome.problems.map((one) => one.message).join(' '));
  return outcome.proposal;
}

const agree = (by: Principal, party: OrganisationId, when = at): ProposalStep => ({ do: 'agree', by, party, at: when });
const reached = (start: Proposal<string>, ...steps: ProposalStep[]) =>
  steps.reduce((proposal, step) => nextState(proposal, step), start);
const codesOf = (proposal: Proposal<string>, step: ProposalStep) => problemsOf(proposal, step).map((one) => one.code);
const make: ProposalStep = { do: 'make', at, from: 3, version: 4 };

describe('making a proposal', () => {
  it('[AX30] who may begin a joint change proposes it, with the parties by id', () => {
    expect(proposed()).toMatchObject({ parties: ['a', 'b'], agreements: [], end: null, subject: { id: 'x' } });
    expect(proposed().proposedBy).toEqual({ account: 'ann', name: 'ANN', actingFor: 'a', at });
    expect(proposalState(proposed())).toBe('open');
  });

  it('[AX30] who has no role, or needs no agreement, is told', () => {
    const codes = (by: Principal, more: Partial<NewProposal<string>>) => {
      const outcome = makeProposal(by, { ...given, ...more }, at);
      return outcome.kind === 'done' ? [] : outcome.problems.map((one) => one.code);
    };
    const own = thingOf('arrangement', 'a');
    expect(codes(amy, {})).toEqual(['may-not-propose']);
    expect(codes(cat, {})).toEqual(['may-not-propose']);
    expect(codes(personOf('nobody', grants, 'a'), {})).toEqual(['may-not-propose']);
    expect(codes(ann, { change: { before: own, after: own } })).toEqual(['needs-no-agreement']);
    expect(codes(ann, { reason: ' ', expiresOn: isoDate('2026-06-01') })).toEqual(['no-reason', 'expires-at-once']);
  });

  it('[AX30] its parties see it and nobody else does', () => {
    const thing = resourceOfProposal(proposed());
    expect([ann, ben, personOf('val', grants, 'b'), cat].map((who) => visible(who, thing))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('the way of a proposal', () => {
  it('[AX31] it is agreed by an approver of each party, and made once on the version it was made from', () => {
    const half = reached(proposed(), agree(amy, a));
    expect(proposalState(half)).toBe('open');
    expect(codesOf(half, make)).toEqual(['not-agreed']);
    const agreed = reached(half, agree(ben, b));
    expect(proposalState(agreed)).toBe('agreed');
    expect(problemsOf(agreed, { ...make, from: 4 })).toMatchObject([
      { code: 'changed-meanwhile', expected: 'version 3', found: 'version 4' },
    ]);
    const made = reached(agreed, make);
    expect(made.end).toEqual({ kind: 'made', at, version: 4 });
    expect(codesOf(made, make)).toEqual(['proposal-closed']);
  });

  it('[AX32] what is wrong with an agreement is told, all of it', () => {
    const half = reached(proposed(), agree(amy, a));
    expect(codesOf(half, agree(amy, a))).toEqual(['already-agreed']);
    expect(codesOf(half, agree(two, a))).toEqual(['already-agreed']);
    expect(codesOf(half, agree(amy, b))).toEqual(['acts-for-another']);
    expect(codesOf(half, agree(bob, b))).toEqual(['may-not']);
    expect(codesOf(half, agree(personOf('nobody', [], 'b'), b))).toEqual(['may-not']);
    expect(codesOf(half, agree(cat, c))).toEqual(['may-not', 'not-a-party']);
    expect(codesOf(half, agree(ben, b, lateAt))).toEqual(['proposal-expired']);
    expect(codesOf(half, agree(bob, a, lateAt))).toEqual([
      'may-not',
      'acts-for-another',
      'already-agreed',
      'proposal-expired',
    ]);
    expect(codesOf(half, agree({ ...ben, kind: 'token', scopes: ['edit'] }, b))).toEqual(['may-not']);
    expect(codesOf(half, { do: 'discuss', by: bob, at, text: ' ' })).toEqual(['no-text']);
    expect(() => nextState(half, agree(amy, a))).toThrow('agreed already');
  });

  it('[AX33] one person may give both keys if they hold both, and it is said', () => {
    const proposal = reached(proposed(), agree(two, a), agree({ ...two, actingFor: b }, b));
    expect(proposal.agreements.map((one) => one.alsoAgreedFor)).toEqual([[], ['a']]);
    expect(keysInOneHand(proposal)).toEqual([{ account: 'two', name: 'TWO', parties: ['a', 'b'] }]);
    expect(keysInOneHand(reached(proposed(), agree(two, a), agree(ben, b)))).toEqual([]);
    expect(keysInOneHand(reached(proposed(), agree(owner, a), agree(owner, b)))).toHaveLength(1);
    expect(codesOf(proposed(), agree({ ...amy, actingFor: b }, b))).toEqual(['may-not']);
  });

  it('[AX34] a party without an approver is waited for, and nobody can agree for it', () => {
    const change = { before: null, after: thingOf('arrangement', 'a z') };
    const proposal = reached(proposed({ change, baseVersion: null }), agree(amy, a));
    expect(waitingFor(proposal, grants, isoDate('2026-06-01'))).toEqual([{ party: 'z', approvers: [] }]);
    expect(waitingFor(proposed(), grants, isoDate('2026-06-01'))).toEqual([
      { party: 'a', approvers: ['amy', 'two'] },
      { party: 'b', approvers: ['ben', 'two'] },
    ]);
    expect(waitingFor(proposed(), grants, isoDate('2019-06-01'))).toEqual([
      { party: 'a', approvers: [] },
      { party: 'b', approvers: [] },
    ]);
    expect(codesOf(proposal, make)).toContain('not-agreed');
    expect(
      waitingFor(reached(proposal, { do: 'withdraw', by: ann, at, reason: null }), grants, isoDate('2026-06-01')),
    ).toEqual([]);
  });

  it('[AX35] an agreement can be taken back before the change is made, and given again', () => {
    const agreed = reached(proposed(), agree(amy, a), agree(ben, b));
    const back = reached(agreed, { do: 'take-back', by: two, party: a, at });
    expect(proposalState(back)).toBe('open');
    expect(back.takenBack).toMatchObject([{ agreement: { account: 'amy', party: 'a' }, by: { account: 'two' } }]);
    expect(codesOf(back, { do: 'take-back', by: amy, party: a, at })).toEqual(['not-agreed']);
    expect(codesOf(agreed, { do: 'take-back', by: ben, party: a, at })).toEqual(['acts-for-another']);
    expect(codesOf(back, make)).toEqual(['not-agreed']);
    expect(proposalState(reached(back, agree(amy, a)))).toBe('agreed');
  });

  it('[AX36] who proposed withdraws, an approver of any party refuses with a reason', () => {
    expect(reached(proposed(), { do: 'withdraw', by: ann, at, reason: null }).end?.kind).toBe('withdrawn');
    expect(codesOf(proposed(), { do: 'withdraw', by: bob, at, reason: null })).toEqual(['not-the-proposer']);
    const refused = reached(proposed(), { do: 'refuse', by: ben, party: b, reason: 'Too dear', at });
    expect(refused.end).toMatchObject({ kind: 'refused', party: 'b', reason: 'Too dear', by: { account: 'ben' } });
    expect(codesOf(proposed(), { do: 'refuse', by: ben, party: b, reason: '', at })).toEqual(['no-reason']);
    expect(codesOf(proposed(), { do: 'refuse', by: bob, party: b, reason: 'No', at })).toEqual(['may-not']);
  });

  it('[AX36] it expires on its day unless all had agreed, and is superseded by another version', () => {
    const expire: ProposalStep = { do: 'expire', at: lateAt };
    expect(isPastItsDay(proposed(), '2026-06-30T23:59:59.999Z')).toBe(false);
    expect(codesOf(proposed(), { do: 'expire', at })).toEqual(['not-expired']);
    expect(reached(proposed(), expire).end).toEqual({ kind: 'expired', at: lateAt });
    const agreed = reached(proposed(), agree(amy, a), agree(ben, b));
    expect(codesOf(agreed, expire)).toEqual(['not-expired']);
    const overtake: ProposalStep = { do: 'overtake', at, version: 4, reason: 'changed by ben' };
    expect(reached(agreed, overtake).end).toMatchObject({ kind: 'superseded', version: 4 });
    expect(reached(agreed, { ...overtake, version: null }).end).toMatchObject({ kind: 'superseded', version: null });
    expect(codesOf(agreed, { ...overtake, version: 3 })).toEqual(['not-overtaken']);
  });

  it('[AX36, AX37] whatever is tried, an end is for good, nothing is lost, and the content stays', () => {
    const who = fc.constantFrom(ann, amy, bob, ben, cat, two, { ...two, actingFor: b }, owner);
    const party = fc.constantFrom(a, b, c);
    const when = fc.constantFrom(at, at, at, lateAt);
    const version = fc.constantFrom(3, 3, 4, null);
    const texts = fc.constantFrom('so', '');
    const step: fc.Arbitrary<ProposalStep> = fc.oneof(
      // Steps that lead on: drawn ones alone would seldom bring it to its end.
      { weight: 5, arbitrary: fc.constantFrom(agree(amy, a), agree(ben, b), make) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('agree' as const), by: who, party, at: when }) },
      fc.record({ do: fc.constant('take-back' as const), by: who, party, at: when }),
      fc.record({ do: fc.constant('discuss' as const), by: who, text: texts, at: when }),
      fc.record({ do: fc.constant('refuse' as const), by: who, party, reason: texts, at: when }),
      fc.record({ do: fc.constant('withdraw' as const), by: who, reason: texts, at: when }),
      fc.record({ do: fc.constant('expire' as const), at: when }),
      fc.record({ do: fc.constant('overtake' as const), at: when, version, reason: texts }),
      fc.record({ do: fc.constant('make' as const), at: when, from: version, version: fc.constant(4) }),
    );
    const statesMet = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 6, maxLength: 14 }), (steps) => {
        let proposal = proposed();
        for (const one of steps) {
          const before = proposal;
          if (problemsOf(before, one).length > 0) {
            expect(() => nextState(before, one)).toThrow();
            continue;
          }
          expect(before.end).toBeNull();
          proposal = nextState(before, one);
          statesMet.set(proposalState(proposal), (statesMet.get(proposalState(proposal)) ?? 0) + 1);
          expect({ ...proposal, agreements: 0, takenBack: 0, remarks: 0, end: 0 }).toEqual({
            ...proposed(),
            agreements: 0,
            takenBack: 0,
            remarks: 0,
            end: 0,
          });
          expect(proposal.remarks.slice(0, before.remarks.length)).toEqual(before.remarks);
          const keys = [...proposal.agreements, ...proposal.takenBack.map(({ agreement }) => agreement)];
          expect(keys).toEqual(expect.arrayContaining([...before.agreements]));
          if (proposal.end?.kind === 'made') expect(new Set(proposal.agreements.map((key) => key.party)).size).toBe(2);
        }
      }),
      { numRuns: 600 },
    );
    expect([...statesMet.keys()].sort()).toEqual([...proposalStates].sort());
  });
});
