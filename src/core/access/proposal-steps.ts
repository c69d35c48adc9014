/**
 * What may be done about a proposal, and what it is afterwards: said, agreed, taken back, refused, withdrawn; and by the
 * system itself: expired, overtaken, made. Every way ends in a state of the record; none takes anything out of it.
 */

import { may, refusalReasons } from '#core/access/may.ts';
import type { Principal } from '#core/access/principal.ts';
import {
  type Agreement,
  handOf,
  isPastItsDay,
  type Proposal,
  type ProposalEnd,
  proposalState,
  resourceOfProposal,
} from '#core/access/proposal.ts';
import type { Verb } from '#core/access/verbs.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Problem } from '#std/problem.ts';

/** What a person does. `at` is a moment, ISO 8601 in UTC. */
export type PersonalStep = { readonly by: Principal; readonly at: string } & (
  | { readonly do: 'discuss'; readonly text: string }
  | { readonly do: 'agree' | 'take-back'; readonly party: OrganisationId }
  | { readonly do: 'refuse'; readonly party: OrganisationId; readonly reason: string }
  | { readonly do: 'withdraw'; readonly reason: string | null }
);

/** What the system finds or does. `version`: of the subject; null: it is not there. */
type SystemStep =
  | { readonly do: 'expire'; readonly at: string }
  | { readonly do: 'overtake'; readonly at: string; readonly version: number | null; readonly reason: string }
  /** `from` is the version that was there, `version` the one that the change made. */
  | { readonly do: 'make'; readonly at: string; readonly from: number | null; readonly version: number | null };

export type ProposalStep = PersonalStep | SystemStep;

/** What somebody must be allowed to do it. */
export const verbOfStep = {
  discuss: 'discuss-proposal',
  agree: 'agree-to-proposal',
  'take-back': 'take-back-agreement',
  refuse: 'refuse-proposal',
  withdraw: 'withdraw-proposal',
} as const satisfies Record<PersonalStep['do'], Verb>;

/** All that stands against the step; empty: it can be done. */
export function problemsOf(proposal: Proposal<unknown>, step: ProposalStep): Problem[] {
  const state = proposalState(proposal);
  if (state !== 'open' && state !== 'agreed') {
    return [problem('proposal-closed', 'id', `The proposal was ${state}: it can be read, and nothing more.`)];
  }
  switch (step.do) {
    case 'expire': {
      if (state === 'open' && isPastItsDay(proposal, step.at)) return [];
      const message = state === 'agreed' ? 'All have agreed, so it does not expire.' : 'Its day has not come.';
      return [problem('not-expired', 'expiresOn', message)];
    }
    case 'overtake':
      return step.version === proposal.baseVersion
        ? [problem('not-overtaken', 'version', 'What it is about is as it was when it was proposed.')]
        : [];
    case 'make':
      return makingProblems(proposal, step.from);
    default:
      return personalProblems(proposal, step);
  }
}

/**
 * The proposal after the step. An agreement holds as it was given, also when its approver loses the role afterwards.
 * @throws when there are problems with the step: ask `problemsOf` first.
 */
export function nextState<Content>(proposal: Proposal<Content>, step: ProposalStep): Proposal<Content> {
  const problems = problemsOf(proposal, step);
  if (problems.length > 0) throw new Error(`${step.do}: ${problems.map((one) => one.message).join(' ')}`);
  switch (step.do) {
    case 'discuss':
      return { ...proposal, remarks: [...proposal.remarks, { ...handOf(step.by, step.at), text: step.text }] };
    case 'agree':
      return { ...proposal, agreements: [...proposal.agreements, agreementOf(proposal, step.by, step.party, step.at)] };
    case 'take-back': {
      const isTaken = ({ party }: Agreement) => party === step.party;
      const by = handOf(step.by, step.at);
      const taken = proposal.agreements.filter(isTaken).map((agreement) => ({ agreement, by }));
      const agreements = proposal.agreements.filter((one) => !isTaken(one));
      return { ...proposal, agreements, takenBack: [...proposal.takenBack, ...taken] };
    }
    case 'refuse': {
      const { party, reason } = step;
      return ended(proposal, { kind: 'refused', by: handOf(step.by, step.at), party, reason });
    }
    case 'withdraw':
      return ended(proposal, { kind: 'withdrawn', by: handOf(step.by, step.at), reason: step.reason });
    case 'expire':
      return ended(proposal, { kind: 'expired', at: step.at });
    case 'overtake':
      return ended(proposal, { kind: 'superseded', at: step.at, version: step.version, reason: step.reason });
    case 'make':
      return ended(proposal, { kind: 'made', at: step.at, version: step.version });
    default:
      return step satisfies never;
  }
}

function ended<Content>(proposal: Proposal<Content>, end: ProposalEnd): Proposal<Content> {
  return { ...proposal, end };
}

function agreementOf(proposal: Proposal<unknown>, by: Principal, party: OrganisationId, at: string): Agreement {
  const before = proposal.agreements.filter((one) => one.account === by.account).map((one) => one.party);
  return { ...handOf(by, at), party, alsoAgreedFor: before };
}

function makingProblems(proposal: Proposal<unknown>, from: number | null): Problem[] {
  const problems: Problem[] = [];
  const missing = proposal.parties.filter((party) => !hasAgreed(proposal, party));
  if (missing.length > 0) {
    problems.push(problem('not-agreed', 'agreements', `Not every party has agreed. Missing: ${missing.join(', ')}.`));
  }
  if (from !== proposal.baseVersion) {
    const message = 'What it is about changed meanwhile. Propose the change anew from what is there now.';
    const versions = { expected: versionText(proposal.baseVersion), found: versionText(from) };
    problems.push({ ...problem('changed-meanwhile', 'baseVersion', message), ...versions });
  }
  return problems;
}

function personalProblems(proposal: Proposal<unknown>, step: PersonalStep): Problem[] {
  const permission = may(step.by, verbOfStep[step.do], resourceOfProposal(proposal));
  const problems: Problem[] = [];
  if (permission.kind === 'refused') problems.push(problem('may-not', 'by', refusalReasons[permission.why]));
  if ('party' in step) problems.push(...partyProblems(proposal, step.by, step.party));
  if (step.do === 'discuss' && step.text.trim() === '') problems.push(problem('no-text', 'text', 'Nothing was said.'));
  if (step.do === 'refuse' && step.reason.trim() === '') {
    problems.push(
      problem('no-reason', 'reason', 'Say why it is refused, so that the others can propose what you accept.'),
    );
  }
  if (step.do === 'agree') problems.push(...agreeingProblems(proposal, step.party, step.at));
  if (step.do === 'take-back' && !hasAgreed(proposal, step.party)) {
    problems.push(problem('not-agreed', 'party', `${step.party} has not agreed, so there is nothing to take back.`));
  }
  if (step.do === 'withdraw' && !isProposer(proposal, step.by)) {
    const proposer = proposal.proposedBy.actingFor ?? proposal.proposedBy.name;
    const message = `Only ${proposer}, who proposed it, can withdraw it. An approver of another party can refuse it.`;
    problems.push(problem('not-the-proposer', 'by', message));
  }
  return problems;
}

function partyProblems(proposal: Proposal<unknown>, by: Principal, party: OrganisationId): Problem[] {
  if (!proposal.parties.includes(party)) {
    const parties = proposal.parties.join(', ');
    return [{ ...problem('not-a-party', 'party', `${party} is not asked. Asked are: ${parties}.`), found: party }];
  }
  if (by.kind === 'owner' || by.actingFor === party) return [];
  return [problem('acts-for-another', 'party', `You act for ${by.actingFor ?? 'nobody'}, not for ${party}.`)];
}

function agreeingProblems(proposal: Proposal<unknown>, party: OrganisationId, at: string): Problem[] {
  const problems: Problem[] = [];
  if (hasAgreed(proposal, party)) problems.push(problem('already-agreed', 'party', `${party} has agreed already.`));
  if (isPastItsDay(proposal, at)) {
    problems.push(problem('proposal-expired', 'expiresOn', `It expired on ${proposal.expiresOn}. Propose it anew.`));
  }
  return problems;
}

function isProposer({ proposedBy }: Proposal<unknown>, by: Principal): boolean {
  return by.kind === 'owner' || by.actingFor === proposedBy.actingFor;
}

function hasAgreed({ agreements }: Proposal<unknown>, party: OrganisationId): boolean {
  return agreements.some((one) => one.party === party);
}

function versionText(version: number | null): string {
  return version === null ? 'not there' : `version ${version}`;
}

function problem(code: string, column: string, message: string): Problem {
  return { code, severity: 'error', where: { column }, message };
}
