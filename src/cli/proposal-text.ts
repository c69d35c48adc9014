/** Proposals as text for people. */

import { textTable } from '#std/text-table.ts';
import type { ProposalRowWire, ProposalWire } from '#wire/proposals.ts';

/** A table of proposals; a sentence when there are none. */
export function proposalsText(rows: readonly ProposalRowWire[]): string {
  if (rows.length === 0) return 'There are no such proposals.';
  const headings = ['proposal', 'state', 'what', 'of', 'proposed by', 'expires', 'waits for'];
  return textTable(
    headings.map((heading) => ({ heading })),
    rows.map((row) => [
      row.id,
      row.state,
      row.says,
      row.subject.title,
      row.proposedBy.name,
      row.expiresOn,
      row.state === 'open' ? waitsFor(row).join(', ') : '',
    ]),
  );
}

/** One proposal: who, why, what would change, who agreed, what was said, how it ended. */
export function proposalText(proposal: ProposalWire): string {
  const { id, version, state, says, subject, reason, proposedBy, expiresOn, end } = proposal;
  const closed =
    end === null ? [] : [`Ended: ${[end.kind, end.at, end.by?.name, end.reason].filter(Boolean).join(', ')}`];
  return [
    `${says}: ${subject.title} (${subject.kind} ${subject.id})`,
    `Proposal ${id}, version ${version}: ${state}`,
    `Proposed by ${signed(proposedBy)} at ${proposedBy.at}: ${reason}`,
    end === null ? `Expires on ${expiresOn}` : null,
    ...closed,
    proposal.isOvertaken ? 'What it is about has changed since. It cannot be made any more: propose it anew.' : null,
    '',
    ...proposal.parties.map(partyText),
    ...proposal.sharedHands.map(
      ({ name, bodies }) =>
        `${name} agreed for ${bodies.map((body) => body.name).join(' and ')}: one hand, several keys.`,
    ),
    ...proposal.takenBack.map(({ agreement, by }) => `${signed(agreement)} had agreed; ${signed(by)} took it back.`),
    '',
    ...proposal.changes.flatMap((change) => [
      `${change.subject.title}: ${change.act}`,
      ...change.differences.map(
        ({ field, before, after }) => `  ${field}: ${before ?? 'nothing'} -> ${after ?? 'nothing'}`,
      ),
    ]),
    ...(proposal.discussion.length === 0 ? [] : ['']),
    ...proposal.discussion.map((one) => `${one.at} ${signed(one)}: ${one.text}`),
  ]
    .filter((line) => line !== null)
    .join('\n');
}

function partyText({ body, agreed, approvers }: ProposalWire['parties'][number]): string {
  if (agreed !== null) return `${body.name}: ${agreed.name} agreed at ${agreed.at}`;
  if (approvers === 0) return `${body.name}: waits, and nobody can agree: it has no approver`;
  return `${body.name}: waits; ${approvers} ${approvers === 1 ? 'person' : 'people'} could agree`;
}

function waitsFor({ parties }: ProposalRowWire): string[] {
  return parties.filter(({ agreed }) => agreed === null).map(({ body }) => body.name);
}

function signed({ name, body }: ProposalWire['proposedBy']): string {
  return body === null ? name : `${name} for ${body.name}`;
}
