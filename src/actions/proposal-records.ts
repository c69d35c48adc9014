/**
 * Changes that need the agreement of others, kept as proposals in place of being made. A proposal holds exactly the changes
 * of records that are to be made once all have agreed. Saves nothing: whoever asks does so, together with what else changes.
 */

import { randomUUID } from 'node:crypto';
import type { Refusal } from '#actions/refusal.ts';
import type { Principal } from '#core/access/principal.ts';
import { makeProposal, type Proposal, type ProposalId, type ProposalOutcome } from '#core/access/proposal.ts';
import type { Change } from '#core/access/resource.ts';
import type { Verb } from '#core/access/verbs.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { addDays, isoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import type { RecordChange, RecordSight } from '#store/record-rows.ts';

/** A change of a record as it is to be made. The database compares it with what is written in the end. */
export type ProposedRecord = Omit<RecordChange, 'expectedVersion' | 'sight'> & {
  /** The version that it was made from; null: the record would be new. */
  readonly baseVersion: number | null;
  readonly sight: RecordSight;
};

export type ProposalContent = { readonly changes: readonly ProposedRecord[] };
export type RecordProposal = Proposal<ProposalContent>;

/** A change of one record that needs agreement. */
export type ProposedChange = {
  readonly verb: Verb;
  /** Whose it is before and after, as permission was asked for it. */
  readonly change: Change;
  /** With the version that there is now, and with whose it is and who sees it afterwards. */
  readonly record: RecordChange;
};

/** One group becomes one proposal. */
export type ProposalGroup = {
  /** Those of every change of the group. */
  readonly parties: readonly OrganisationId[];
  readonly changes: readonly ProposedChange[];
};

export type ProposalRecord = {
  readonly id: ProposalId;
  readonly parties: readonly OrganisationId[];
  readonly record: RecordChange;
};

/** How long a proposal waits. @units days */
const proposalPatience = 28;

/**
 * New records of kind `proposal`, one for each group, in order. They wait for 28 days. Refused with all that is wrong, such
 * as that no reason is given.
 */
export function makeProposalRecords(
  by: Principal,
  groups: readonly ProposalGroup[],
  given: { readonly reason: string | null; readonly at: string },
): Result<readonly ProposalRecord[], Refusal> {
  const made: ProposalRecord[] = [];
  for (const group of groups) {
    const outcome = proposalOf(by, group, given);
    if (outcome.kind === 'problems') {
      const { problems } = outcome;
      const said = problems.map((one) => one.message).join(' ');
      const detail = `This changes something joint, so it is proposed to the others first. ${said}`;
      return refuse({ kind: 'bad-question', detail, problems });
    }
    const { proposal } = outcome;
    made.push({ id: proposal.id, parties: proposal.parties, record: recordOf(proposal) });
  }
  return answer(made);
}

function proposalOf(
  by: Principal,
  { changes }: ProposalGroup,
  { reason, at }: { readonly reason: string | null; readonly at: string },
): ProposalOutcome<ProposalContent> {
  const [first] = changes;
  if (first === undefined) throw new Error('a proposal of nothing');
  const records = changes.map(({ record }) => proposedRecord(record));
  const given = {
    id: randomUUID() as ProposalId,
    verb: first.verb,
    change: first.change,
    content: { changes: records },
    baseVersion: records[0]?.baseVersion ?? null,
    reason: reason ?? '',
    expiresOn: addDays(isoDate(at.slice(0, 10)), proposalPatience),
  };
  return makeProposal(by, given, at);
}

function proposedRecord(record: RecordChange): ProposedRecord {
  const { kind, id, expectedVersion, body, reason, sight } = record;
  if (expectedVersion === 'any') throw new Error(`proposed on any version: ${kind} ${id}`);
  if (sight === undefined) throw new Error(`nobody owns ${kind} ${id}`);
  return { kind, id, baseVersion: expectedVersion, body, reason, sight };
}

/** The proposal as a new record: its parties own it, and nobody else sees it. */
function recordOf(proposal: RecordProposal): RecordChange {
  const { id, parties, reason } = proposal;
  const sight = { owners: parties, seenBy: [], regions: [] };
  return { kind: 'proposal', id, expectedVersion: null, body: proposal as unknown as Json, reason, sight };
}
