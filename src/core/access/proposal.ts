/**
 * A change to something joint that waits for agreement, and all that was said and done about it. Nothing is ever taken out
 * of it, and what it would change never changes: another change is another proposal. Does not know what the change says.
 */

import { mayChange, type Permission, refusalReasons } from '#core/access/may.ts';
import type { AccountId, Grant, Principal } from '#core/access/principal.ts';
import { type Change, ownersOfChange, type Resource } from '#core/access/resource.ts';
import type { Verb } from '#core/access/verbs.ts';
import type { ResourceKind } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Brand } from '#std/brand.ts';
import { holdsOn, type IsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';

export type ProposalId = Brand<string, 'ProposalId'>;

/** Who did something, for which body, and when. */
export type Hand = {
  readonly account: AccountId;
  readonly name: string;
  readonly actingFor: OrganisationId | null;
  /** A moment, ISO 8601 in UTC. */
  readonly at: string;
};

export type Agreement = Hand & {
  readonly party: OrganisationId;
  /** Parties for which the same person had agreed before: more than one key was in their hand. */
  readonly alsoAgreedFor: readonly OrganisationId[];
};

/** An agreement that was given and taken back stays in the record. */
export type TakenBack = { readonly agreement: Agreement; readonly by: Hand };

export type ProposalRemark = Hand & { readonly text: string };

export type ProposalEnd =
  | { readonly kind: 'made'; readonly at: string; readonly version: number | null }
  | { readonly kind: 'withdrawn'; readonly by: Hand; readonly reason: string | null }
  | { readonly kind: 'refused'; readonly by: Hand; readonly party: OrganisationId; readonly reason: string }
  | { readonly kind: 'expired'; readonly at: string }
  /** What it is about changed meanwhile; `version` is what it is now. */
  | { readonly kind: 'superseded'; readonly at: string; readonly version: number | null; readonly reason: string };

/** `agreed`: every party has agreed, and it is to be made. The rest are for good. */
export const proposalStates = ['open', 'agreed', 'made', 'withdrawn', 'refused', 'expired', 'superseded'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** `Content`: what it would change, as whoever makes the change understands it. */
export type Proposal<Content> = {
  readonly id: ProposalId;
  readonly verb: Verb;
  readonly subject: { readonly kind: ResourceKind; readonly id: string };
  readonly content: Content;
  /** The version of the subject that it was made from; null: it would be new. */
  readonly baseVersion: number | null;
  /** Bodies whose approvers must agree, by id. */
  readonly parties: readonly OrganisationId[];
  readonly proposedBy: Hand;
  readonly reason: string;
  /** The first day on which nobody can agree any more, by the day of the moment in UTC. */
  readonly expiresOn: IsoDate;
  /** One for each party that has agreed, in the order given. */
  readonly agreements: readonly Agreement[];
  readonly takenBack: readonly TakenBack[];
  readonly remarks: readonly ProposalRemark[];
  /** Null: it is still on its way. */
  readonly end: ProposalEnd | null;
};

export type NewProposal<Content> = {
  readonly id: ProposalId;
  readonly verb: Verb;
  /** Whose the thing is before and after. */
  readonly change: Change;
  readonly content: Content;
  readonly baseVersion: number | null;
  readonly reason: string;
  readonly expiresOn: IsoDate;
};

export type ProposalOutcome<Content> =
  | { readonly kind: 'done'; readonly proposal: Proposal<Content> }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * The proposal, open and agreed to by nobody: whoever proposes agrees apart from it, if they may. What somebody may do by
 * themselves is no proposal, nor is what they have no role for.
 * @throws when the change is of nothing.
 */
export function makeProposal<Content>(
  by: Principal,
  given: NewProposal<Content>,
  at: string,
): ProposalOutcome<Content> {
  const { id, verb, change, content, baseVersion, reason, expiresOn } = given;
  const permission = mayChange(by, verb, change);
  const problems = [...permissionProblems(permission), ...newProblems(reason, expiresOn, at)];
  const subject = change.before ?? change.after;
  if (problems.length > 0 || subject === null) return { kind: 'problems', problems };
  const proposal: Proposal<Content> = {
    id,
    verb,
    subject: { kind: subject.kind, id: subject.id },
    content,
    baseVersion,
    parties: ownersOfChange(change),
    proposedBy: handOf(by, at),
    reason,
    expiresOn,
    agreements: [],
    takenBack: [],
    remarks: [],
    end: null,
  };
  return { kind: 'done', proposal };
}

/** How far it has come. One that nobody told that its day has passed is still open; see `isPastItsDay`. */
export function proposalState({ parties, agreements, end }: Proposal<unknown>): ProposalState {
  if (end !== null) return end.kind;
  return parties.every((party) => agreements.some((one) => one.party === party)) ? 'agreed' : 'open';
}

/** True when nobody can agree to it any more at that moment. */
export function isPastItsDay({ expiresOn }: Proposal<unknown>, at: string): boolean {
  return at.slice(0, 10) >= expiresOn;
}

/** The proposal as a thing that its parties own, and nobody else sees. */
export function resourceOfProposal({ id, parties }: Proposal<unknown>): Resource {
  return { kind: 'proposal', id, owners: parties, seenBy: [], regions: [], holder: null };
}

/** A party that has not agreed, and who could: accounts with the role of approver on the day, by id; none: it waits. */
export type Waiting = { readonly party: OrganisationId; readonly approvers: readonly AccountId[] };

/** Whom the proposal waits for, in the order of the parties; empty when it is agreed, or has ended. */
export function waitingFor(
  { parties, agreements, end }: Proposal<unknown>,
  grants: readonly Grant[],
  on: IsoDate,
): Waiting[] {
  if (end !== null) return [];
  const missing = parties.filter((party) => !agreements.some((one) => one.party === party));
  return missing.map((party) => {
    const holding = grants.filter((one) => one.organisation === party && one.role === 'approver' && holdsOn(one, on));
    return { party, approvers: [...new Set(holding.map((one) => one.account))].sort() };
  });
}

/** People who agreed for more than one party, each with those parties; in the order in which they first agreed. */
export function keysInOneHand({
  agreements,
}: Proposal<unknown>): { readonly account: AccountId; readonly name: string; readonly parties: OrganisationId[] }[] {
  return [...Map.groupBy(agreements, (one) => one.account).values()]
    .filter((given) => given.length > 1)
    .map((given) => ({
      account: (given[0] as Agreement).account,
      name: (given[0] as Agreement).name,
      parties: given.map((one) => one.party),
    }));
}

/** Who acts, as the record keeps it. */
export function handOf({ account, name, actingFor }: Principal, at: string): Hand {
  return { account, name, actingFor, at };
}

function permissionProblems(permission: Permission): Problem[] {
  switch (permission.kind) {
    case 'needs-agreement':
      return [];
    case 'refused':
      return [problem('may-not-propose', 'verb', refusalReasons[permission.why])];
    case 'allowed':
      return [problem('needs-no-agreement', 'verb', 'Nobody else has to agree to this: make the change itself.')];
    default:
      return permission satisfies never;
  }
}

function newProblems(reason: string, expiresOn: IsoDate, at: string): Problem[] {
  const problems: Problem[] = [];
  if (reason.trim() === '') problems.push(problem('no-reason', 'reason', 'Say why the change is proposed.'));
  if (at.slice(0, 10) >= expiresOn) {
    const message = 'The proposal would have expired before anybody could agree. Give it a later day.';
    problems.push({ ...problem('expires-at-once', 'expiresOn', message), found: expiresOn });
  }
  return problems;
}

function problem(code: string, column: string, message: string): Problem {
  return { code, severity: 'error', where: { column }, message };
}
