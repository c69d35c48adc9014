/** Proposals that somebody sees, with how far each has come, whom it waits for, and what the asker may do about it. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { principalWithout } from '#actions/asker.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { subjectTitle } from '#actions/proposal-titles.ts';
import { type KeptProposal, loadProposals } from '#actions/proposals-kept.ts';
import { loadRecordBook } from '#actions/record-book.ts';
import type { Refusal } from '#actions/refusal.ts';
import { loadSeen } from '#actions/seen.ts';
import type { Grant, Principal } from '#core/access/principal.ts';
import { type Agreement, type ProposalState, proposalState, waitingFor } from '#core/access/proposal.ts';
import { type ProposalStep, problemsOf } from '#core/access/proposal-steps.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';
import type { RecordKind } from '#store/record-rows.ts';

/** What a person may do about a proposal. */
export type PersonalStepName = 'agree' | 'take-back' | 'refuse' | 'withdraw' | 'discuss';

/** A record that a proposal changes, and whether there is one that the asker sees. */
export type Subject = {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly isThere: boolean;
};

export type ProposalRow = KeptProposal & {
  readonly state: ProposalState;
  /** What it changes first. */
  readonly first: Subject;
  /** In order of id; `approvers`: accounts that could agree for the party on the day. */
  readonly parties: readonly {
    readonly party: OrganisationId;
    readonly agreed: Agreement | null;
    readonly approvers: number;
  }[];
  /** For one of the bodies that the asker acts for. */
  readonly may: readonly PersonalStepName[];
};

export type ProposalList = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  /** Proposals that the asker could agree to now, whatever else is listed. */
  readonly waiting: number;
  /** Newest first. */
  readonly rows: readonly ProposalRow[];
};

export type ProposalQuestion = {
  readonly register?: string | undefined;
  /** `open`: nobody has ended them; all when left out. */
  readonly state?: 'open' | 'closed' | undefined;
  /** Now, as ISO 8601. */
  readonly at: string;
};

/** The proposals that the asker sees. */
export async function listProposals(
  shelves: Shelves,
  { register, state, at }: ProposalQuestion,
): Promise<Result<ProposalList, Refusal>> {
  const opened = await shelves.registers.open({ register });
  if (!opened.ok) return opened;
  const { name } = opened.value.pack;
  const kept = [...(await loadProposals(shelves, name, at)).values()];
  const asking = await askingOf(shelves, name, at);
  const rows: ProposalRow[] = [];
  let waiting = 0;
  for (const one of kept) {
    const row = await proposalRow(shelves, name, one, asking);
    if (row.may.includes('agree')) waiting++;
    if (state === undefined || (state === 'open') === (one.proposal.end === null)) rows.push(row);
  }
  const order = ({ proposal }: ProposalRow) => `${proposal.proposedBy.at} ${proposal.id}`;
  rows.sort((a, b) => (order(a) < order(b) ? 1 : -1));
  return answer({ register: opened.value, on: asking.on, waiting, rows });
}

/** Who asks, on which day, and who holds which roles. */
export type Asking = {
  readonly principal: Principal;
  readonly grants: readonly Grant[];
  /** True when the asker sees the record, or saw it before it was removed. */
  readonly isSeen: (kind: RecordKind, id: string) => boolean;
  /** True when there is such a record, and the asker sees it. */
  readonly isThere: (kind: RecordKind, id: string) => boolean;
  readonly at: string;
  readonly on: IsoDate;
};

/** Who asks of a register. */
export async function askingOf(shelves: Shelves, register: string, at: string): Promise<Asking> {
  const { store, asker } = shelves.registers;
  const principal = await principalWithout(store, asker, register);
  const book = await loadRecordBook(store, register);
  const grants = book.allGrants();
  const seen = await loadSeen(store, asker, register);
  const isSeen = (kind: RecordKind, id: string): boolean => seen.has(kind, id);
  const isThere = (kind: RecordKind, id: string): boolean => isSeen(kind, id) && book.find(kind, id)?.isGone === false;
  return { principal, grants, isSeen, isThere, at, on: at.slice(0, 10) as IsoDate };
}

/** One proposal as the asker sees it. */
export async function proposalRow(
  shelves: Shelves,
  register: string,
  kept: KeptProposal,
  asking: Asking,
): Promise<ProposalRow> {
  const { proposal } = kept;
  const { grants, isThere, on } = asking;
  const [change] = proposal.content.changes;
  if (change === undefined) throw new Error(`the proposal ${proposal.id} changes nothing`);
  const { kind, id } = change;
  // Asked as if nobody had agreed, since who has agreed already is counted, too.
  const couldAgree = waitingFor({ ...proposal, agreements: [], end: null }, grants, on);
  return {
    ...kept,
    state: proposalState(proposal),
    first: { kind, id, title: await subjectTitle(shelves, register, change), isThere: isThere(kind, id) },
    parties: couldAgree.map(({ party, approvers }) => ({
      party,
      agreed: proposal.agreements.find((one) => one.party === party) ?? null,
      approvers: approvers.length,
    })),
    may: stepsOpenTo(kept, asking),
  };
}

const stepNames: readonly PersonalStepName[] = ['agree', 'take-back', 'refuse', 'withdraw', 'discuss'];

function stepsOpenTo({ proposal }: KeptProposal, { principal, at }: Asking): PersonalStepName[] {
  if (proposal.end !== null) return [];
  const isOwner = principal.kind === 'owner';
  const roles = new Set(principal.grants.map((one) => one.organisation));
  const bodies = proposal.parties.filter((party) => isOwner || roles.has(party));
  return stepNames.filter((name) =>
    bodies.some((body) => problemsOf(proposal, stepOf(name, { ...principal, actingFor: body }, body, at)).length === 0),
  );
}

/** The step with some words, to find out whether it is open. */
function stepOf(name: PersonalStepName, by: Principal, party: OrganisationId, at: string): ProposalStep {
  switch (name) {
    case 'discuss':
      return { do: 'discuss', by, at, text: '-' };
    case 'refuse':
      return { do: 'refuse', by, at, party, reason: '-' };
    case 'withdraw':
      return { do: 'withdraw', by, at, reason: null };
    default:
      return { do: name, by, at, party };
  }
}
