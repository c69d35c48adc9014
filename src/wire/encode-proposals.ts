/** Proposals to JSON: bodies by name on the day, kinds and acts in words. */

import {
  type Agreement,
  type Hand,
  keysInOneHand,
  type Proposal,
  type ProposalEnd,
  type ProposalState,
} from '#core/access/proposal.ts';
import { type Verb, verbs } from '#core/access/verbs.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { NamedBodyWire } from '#wire/arrangements.ts';
import { encodeBodyOn } from '#wire/encode-body.ts';
import type { ProposalRowWire, ProposalWire } from '#wire/proposals.ts';

/** Of what register, on which day. */
export type ProposalSource = { readonly register: string; readonly timeline: Timeline; readonly on: IsoDate };

export type ProposalRowGiven = {
  readonly proposal: Proposal<unknown>;
  readonly version: number;
  readonly state: ProposalState;
  /** Of what it changes first. */
  readonly first: SubjectGiven;
  readonly parties: readonly {
    readonly party: OrganisationId;
    readonly agreed: Agreement | null;
    readonly approvers: number;
  }[];
  readonly may: readonly ProposalRowWire['may'][number][];
};

/** A record, and whether there is one to look at. */
export type SubjectGiven = {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly isThere: boolean;
};

export type ProposalGiven = ProposalRowGiven & {
  readonly changes: readonly (SubjectGiven & {
    readonly act: ProposalWire['changes'][number]['act'];
    readonly differences: readonly {
      readonly path: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
  })[];
  readonly isOvertaken: boolean;
};

/** A row of the list. */
export function encodeProposalRow(given: ProposalRowGiven, source: ProposalSource): ProposalRowWire {
  const { proposal, version, state, first, parties, may } = given;
  return {
    id: proposal.id,
    version,
    register: source.register,
    state,
    says: says[proposal.verb] ?? verbs[proposal.verb].says,
    subject: encodeSubject(first),
    reason: proposal.reason,
    proposedBy: encodeHand(proposal.proposedBy, source),
    expiresOn: proposal.expiresOn,
    parties: parties.map(({ party, agreed, approvers }) => ({
      body: encodeParty(party, source),
      agreed: agreed === null ? null : encodeHand(agreed, source),
      approvers,
    })),
    remarks: proposal.remarks.length,
    may: [...may],
  };
}

/** The whole proposal, with what it would change and what was said. */
export function encodeProposal(given: ProposalGiven, source: ProposalSource): ProposalWire {
  const { proposal, changes, isOvertaken } = given;
  return {
    ...encodeProposalRow(given, source),
    changes: changes.map(({ act, differences, ...subject }) => ({
      subject: encodeSubject(subject),
      act,
      differences: differences.map(({ path, before, after }) => ({ field: path, before, after })),
    })),
    isOvertaken,
    discussion: proposal.remarks.map((one) => ({ ...encodeHand(one, source), text: one.text })),
    takenBack: proposal.takenBack.map(({ agreement, by }) => ({
      agreement: encodeHand({ ...agreement, actingFor: agreement.party }, source),
      by: encodeHand(by, source),
    })),
    sharedHands: keysInOneHand(proposal).map(({ name, parties }) => ({
      name,
      bodies: parties.map((party) => encodeParty(party, source)),
    })),
    end: proposal.end === null ? null : encodeEnd(proposal.end, source),
  };
}

/** What is proposed, for verbs whose own words say more than the change itself. */
const says: Partial<Record<Verb, string>> = {
  'save-arrangement': 'Change an arrangement',
  'state-amounts': 'Change the amounts of an arrangement',
  'remove-arrangement': 'Remove an arrangement',
  'import-arrangements': 'Change arrangements from a spreadsheet',
  'save-scenario': 'Change a scenario',
  'remove-scenario': 'Remove a scenario',
  'adopt-scenario': 'Adopt what a scenario draws',
  'record-event-act': 'Record what became of an event',
  'save-rulebook': 'Change a rulebook',
  'save-schedule': 'Change a schedule',
  'supersede-schedule': 'Put another schedule in the place of one',
  'override-line': 'Decide a line otherwise than computed',
  'override-shares': 'Decide the shares of a line otherwise than computed',
  'import-data': 'Change a data set',
  'share-data-set': 'Show a data set to others',
};

function encodeSubject({ kind, id, title, isThere }: SubjectGiven): ProposalWire['subject'] {
  return { kind, id, title, path: isThere ? pathOf(kind, id) : null };
}

/** The screen of the workbench that shows it; null: none. */
function pathOf(kind: string, id: string): string | null {
  const part = encodeURIComponent(id);
  switch (kind) {
    case 'arrangement':
      return `/arrangement/${part}`;
    case 'scenario':
      return `/scenario/${part}`;
    case 'data-set':
      return `/data/${part}`;
    case 'release':
      return `/release/${part}`;
    case 'schedule':
      return `/handover?schedule=${part}`;
    case 'event-act':
      return '/scenarios/acts';
    case 'line-work': {
      const [schedule = '', ...key] = id.split('|');
      return `/handover/line?schedule=${encodeURIComponent(schedule)}&key=${encodeURIComponent(key.join('|'))}`;
    }
    default:
      return null;
  }
}

function encodeHand({ account, name, actingFor, at }: Hand, source: ProposalSource): ProposalWire['proposedBy'] {
  return { account, name, body: actingFor === null ? null : encodeParty(actingFor, source), at };
}

function encodeParty(id: OrganisationId, { timeline, on }: ProposalSource): NamedBodyWire {
  const number = timeline.world.organisationIndex.get(id);
  return number === undefined ? { id, code: id, name: id, exists: false } : encodeBodyOn(timeline, number, on);
}

function encodeEnd(end: ProposalEnd, source: ProposalSource): ProposalWire['end'] {
  const by = 'by' in end ? encodeHand(end.by, source) : null;
  const at = 'by' in end ? end.by.at : end.at;
  return { kind: end.kind, at, by, reason: 'reason' in end ? end.reason : null };
}
