/** What is said about proposals: in the journal, and to whoever meets one that others have changed. */

import type { RecordProposal } from '#actions/proposal-records.ts';
import { changedMeanwhile, type Refusal } from '#actions/refusal.ts';
import type { ProposalEnd } from '#core/access/proposal.ts';
import type { PersonalStep } from '#core/access/proposal-steps.ts';
import type { StoredRecord } from '#store/record-rows.ts';

/** The refusal of a step on a proposal that is not as it was seen: how it ended, or who changed it. */
export function happenedMeanwhile(current: StoredRecord | null): Refusal {
  const end = (current?.body as unknown as RecordProposal | null)?.end ?? null;
  if (end === null) return changedMeanwhile('The proposal', current);
  return { kind: 'changed-meanwhile', detail: `${endInWords(end)} It can be read, and nothing more.`, current };
}

/** Why the journal has the entry. */
export function journalReason(
  step: PersonalStep | { readonly do: 'overtake' } | { readonly do: 'make'; readonly reason: string },
): string {
  switch (step.do) {
    case 'agree':
      return `agreed for ${step.party}`;
    case 'take-back':
      return `agreement of ${step.party} taken back`;
    case 'discuss':
      return 'discussed';
    case 'refuse':
      return `refused for ${step.party}: ${step.reason}`;
    case 'withdraw':
      return step.reason === null ? 'withdrawn' : `withdrawn: ${step.reason}`;
    case 'overtake':
      return 'superseded: what it is about changed meanwhile';
    case 'make':
      return `agreed by all, and made: ${step.reason}`;
    default:
      return step satisfies never;
  }
}

function endInWords(end: ProposalEnd): string {
  switch (end.kind) {
    case 'made':
      return `All parties had agreed, and the change was made at ${end.at}.`;
    case 'withdrawn':
      return `The proposal was withdrawn by ${end.by.name} at ${end.by.at}.`;
    case 'refused':
      return `The proposal was refused by ${end.by.name} at ${end.by.at}: ${end.reason}`;
    case 'expired':
      return 'The proposal expired before all had agreed. Propose it anew if it is still wanted.';
    case 'superseded':
      return `The proposal was superseded at ${end.at}: ${end.reason}`;
    default:
      return end satisfies never;
  }
}
