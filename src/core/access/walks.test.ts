import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayChange } from '#core/access/may.ts';
import type { AccountId, Grant, Principal } from '#core/access/principal.ts';
import { makeProposal, type Proposal, type ProposalId, proposalState } from '#core/access/proposal.ts';
import { nextState, type ProposalStep, problemsOf } from '#core/access/proposal-steps.ts';
import { ownersOfChange, type Resource } from '#core/access/resource.ts';
import { bodiesOf, grantOf, grantsOf, personOf, thingOf } from '#core/access/test-access.ts';
import { type Role, roleNames } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { isoDate } from '#std/iso-date.ts';

/** A small system that does what the rules allow, and notes whose hands were in every change. */
type System = {
  grants: Grant[];
  readonly things: Map<string, { thing: Resource; version: number }>;
  proposals: Proposal<readonly OrganisationId[]>[];
  readonly made: { readonly owners: readonly OrganisationId[]; readonly hands: readonly Hand[] }[];
};
type Hand = { readonly account: string; readonly body: OrganisationId | null };

/** People by the first letter of the body that they work for: nobody trusts those of another body with a role. */
const people = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2'];
const bodies = bodiesOf('a b c');
const worksFor = (account: string, body: OrganisationId | null) => body !== null && account.startsWith(body);
const at = '2026-06-01T09:00:00.000Z';

function newSystem(): System {
  const things = ['a', 'b', 'a b', 'b c', 'a b c'].map((owners) =>
    thingOf('arrangement', owners, { id: owners, seenBy: bodies }),
  );
  return {
    grants: grantsOf('a1 a administrator, b1 b administrator, c1 c administrator'),
    things: new Map(things.map((thing) => [thing.id, { thing, version: 1 }])),
    proposals: [],
    made: [],
  };
}

type Asker = { readonly who: string; readonly actingFor: OrganisationId | null };
type GrantAct = Asker & {
  readonly do: 'give' | 'end';
  readonly to: string;
  readonly body: OrganisationId;
  readonly role: Role;
};
/** `owners` null: as they are. */
type ChangeAct = Asker & {
  readonly do: 'change';
  readonly thing: string;
  readonly owners: readonly OrganisationId[] | null;
};
type StepAct = Asker & {
  readonly do: 'agree' | 'take-back' | 'make';
  readonly proposal: number;
  readonly party: OrganisationId;
};
type Act = GrantAct | ChangeAct | StepAct;

function apply(system: System, act: Act): void {
  const by = personOf(act.who, system.grants, act.actingFor);
  if ('role' in act) applyGrant(system, by, act);
  else if ('thing' in act) applyChange(system, by, act);
  else applyStep(system, by, act);
}

function applyGrant(system: System, by: Principal, { do: what, to, body, role }: GrantAct): void {
  // What a body's own people do for others with its trust is theirs to answer for: it is not what is looked for here.
  if (worksFor(by.account, body) && !worksFor(to, body)) return;
  const thing = thingOf('grant', body, { holder: to as AccountId });
  const isGiven = what === 'give';
  const permission = isGiven
    ? mayChange(by, 'give-grant', { before: null, after: thing })
    : mayChange(by, 'end-grant', { before: thing, after: thing });
  if (permission.kind !== 'allowed') return;
  const grant = grantOf(`${to} ${body} ${role}`);
  const others = system.grants.filter((one) => JSON.stringify(one) !== JSON.stringify(grant));
  system.grants = isGiven ? [...others, grant] : others;
}

function applyChange(system: System, by: Principal, { thing: id, owners: wanted }: ChangeAct): void {
  const held = system.things.get(id);
  if (held === undefined) return;
  const owners = wanted ?? held.thing.owners;
  const change = { before: held.thing, after: { ...held.thing, owners } };
  const permission = mayChange(by, 'save-arrangement', change);
  if (permission.kind === 'allowed') {
    make(system, id, owners, [{ account: by.account, body: by.actingFor }]);
  } else if (permission.kind === 'needs-agreement') {
    const outcome = makeProposal(
      by,
      {
        id: `p${system.proposals.length}` as ProposalId,
        verb: 'save-arrangement',
        change,
        content: owners,
        baseVersion: held.version,
        reason: 'wanted',
        expiresOn: isoDate('2026-07-01'),
      },
      at,
    );
    if (outcome.kind === 'done') system.proposals.push(outcome.proposal);
  }
}

function applyStep(system: System, by: Principal, { do: what, proposal: place, party }: StepAct): void {
  const proposal = system.proposals.at(-1 - place);
  if (proposal === undefined) return;
  const version = system.things.get(proposal.subject.id)?.version ?? null;
  const step: ProposalStep =
    what === 'make' ? { do: 'make', at, from: version, version: (version ?? 0) + 1 } : { do: what, by, party, at };
  if (problemsOf(proposal, step).length > 0) return;
  system.proposals = system.proposals.map((one) => (one === proposal ? nextState(one, step) : one));
  if (what !== 'make') return;
  const hands = proposal.agreements.map((one) => ({ account: one.account, body: one.party }));
  make(system, proposal.subject.id, proposal.content, hands);
}

function make(system: System, id: string, owners: readonly OrganisationId[], hands: readonly Hand[]): void {
  const held = system.things.get(id);
  if (held === undefined) throw new Error(id);
  const after = { ...held.thing, owners };
  system.made.push({ owners: ownersOfChange({ before: held.thing, after }), hands });
  system.things.set(id, { thing: after, version: held.version + 1 });
}

const person = fc.constantFrom(...people);
const body = fc.constantFrom(...bodies);
/** Mostly for the body that they work for: else they would seldom get anywhere. */
const asker = fc.record({ who: person, other: body, isOther: fc.nat(4) }).map(({ who, other, isOther }) => ({
  who,
  actingFor: isOther === 0 ? other : ((who[0] as OrganisationId | undefined) ?? null),
}));
const usefulRole = fc.constantFrom<Role>('editor', 'approver', 'approver', 'administrator', ...roleNames);
const anyDeed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('give' as const), to: person, body, role: usefulRole }) },
  fc.record({ do: fc.constant('end' as const), to: person, body, role: usefulRole }),
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      thing: fc.constantFrom('a', 'b', 'a b', 'b c', 'a b c'),
      owners: fc.option(fc.subarray(bodies, { minLength: 1 }), { nil: null, freq: 1 }),
    }),
  },
  {
    weight: 24,
    arbitrary: fc.record({
      do: fc.constantFrom(...(['agree', 'agree', 'agree', 'make', 'make', 'take-back'] as const)),
      proposal: fc.nat(2),
      party: body,
    }),
  },
);
const anyAct: fc.Arbitrary<Act> = fc
  .tuple(asker, anyDeed)
  // Who agrees does so for the body that they act for, but now and then.
  .map(([one, deed]) =>
    'proposal' in deed && deed.party !== 'c'
      ? { ...one, ...deed, party: one.actingFor ?? deed.party }
      : { ...one, ...deed },
  );

/** People of each body with every role that counts: drawn acts alone would seldom come to an agreement. */
const staff: readonly Act[] = ['a', 'b', 'c'].flatMap((letter) =>
  (['editor', 'approver'] as const).map((role) => ({
    do: 'give' as const,
    who: `${letter}1`,
    actingFor: letter as OrganisationId,
    to: `${letter}2`,
    body: letter as OrganisationId,
    role,
  })),
);

/** What the rules forbid, in words; empty: nothing of it happened. */
function wrongIn({ grants, made }: System): string[] {
  const strangers = grants.filter((one) => !worksFor(one.account, one.organisation));
  const changes = made.flatMap(({ owners, hands }) => {
    const foreign = hands.filter((hand) => !worksFor(hand.account, hand.body)).map(() => 'a foreign hand');
    const missing = owners.filter((one) => !hands.some((hand) => hand.body === one)).map((one) => `without ${one}`);
    const people = new Set(hands.map((hand) => hand.account)).size;
    return [...foreign, ...missing, ...(people < owners.length ? ['too few people'] : [])];
  });
  return [...strangers.map((one) => `${one.account} holds a role for ${one.organisation}`), ...changes];
}

describe('walks through grants, proposals and changes', () => {
  it('[AX38] nobody changes what is of a body whose people did not have a hand in it', () => {
    const met = { alone: 0, joint: 0, open: 0 };
    fc.assert(
      fc.property(fc.boolean(), fc.array(anyAct, { minLength: 80, maxLength: 200 }), (isStaffed, acts) => {
        const system = newSystem();
        for (const act of [...(isStaffed ? staff : []), ...acts]) apply(system, act);
        expect(wrongIn(system)).toEqual([]);
        for (const { owners } of system.made) met[owners.length > 1 ? 'joint' : 'alone'] += 1;
        met.open += system.proposals.filter((one) => proposalState(one) === 'open').length;
      }),
      { numRuns: 600 },
    );
    expect(met.alone).toBeGreaterThan(10);
    expect(met.joint).toBeGreaterThan(10);
    expect(met.open).toBeGreaterThan(10);
  });
});
