/**
 * An arrangement: anything that health bodies and councils hold jointly, from a pooled fund to a seat on a board. One
 * model for all kinds. Bodies are named by their id in the register; what has become of them is not its business.
 */

import type {
  AmountKind,
  AmountNature,
  ArrangementEvidence,
  ArrangementKind,
  CareGroup,
  Clause,
  ClauseAnswer,
  DelayCause,
  DocumentKind,
  PartyRole,
  PostStage,
  SeatSector,
  Stage,
  Tenure,
} from '#core/agreements/vocabulary.ts';
import type { EventId, GeographyId, OrganisationId } from '#core/pack/tables.ts';
import type { Brand } from '#std/brand.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Pence } from '#std/pence.ts';

/** The holder's own reference; unique in a register. */
export type ArrangementId = Brand<string, 'ArrangementId'>;

export type Party = {
  readonly organisation: OrganisationId;
  readonly role: PartyRole;
  /** Its share of the funding; null: not stated. Of one arrangement all are stated and sum to one, or none is. */
  readonly share: number | null;
  /** The day it signed; null: not signed, or not known. */
  readonly signedOn: IsoDate | null;
};

/** A piece of a service area: all that a body serves, or one building block. */
export type AreaRef =
  | { readonly kind: 'body'; readonly organisation: OrganisationId }
  | { readonly kind: 'block'; readonly geography: GeographyId; readonly area: string };

/** Amounts of one kind add up: state the whole once, or its parts, never both. */
export type Amount = {
  readonly what: AmountKind;
  readonly nature: AmountNature;
  readonly pence: Pence;
  /** Whose contribution or balance; null: of the arrangement as a whole. */
  readonly party: OrganisationId | null;
  /** Where the service is given that it pays for; null: not stated. */
  readonly location: AreaRef | null;
  /** The year it is for, such as 2026-27; null: not stated. */
  readonly year: string | null;
};

export type AgreementDocument = {
  readonly kind: DocumentKind;
  readonly title: string;
  /** Address or file reference. */
  readonly reference: string | null;
  readonly on: IsoDate | null;
};

export type Milestone = {
  readonly title: string;
  readonly due: IsoDate;
  readonly done: IsoDate | null;
  /** The new day, when it slipped. */
  readonly slippedTo: IsoDate | null;
  readonly causes: readonly DelayCause[];
  /** The event of reorganisation that the holder names as a cause. */
  readonly event: EventId | null;
  readonly note: string | null;
};

/** A share that the parties have negotiated for a successor of a party. Of one party they sum to one. */
export type NegotiatedShare = {
  readonly party: OrganisationId;
  readonly successor: OrganisationId;
  readonly share: number;
};

export type Arrangement = {
  readonly id: ArrangementId;
  readonly kind: ArrangementKind;
  readonly title: string;
  readonly stage: Stage;
  readonly parties: readonly Party[];
  readonly careGroups: readonly CareGroup[];
  readonly isPriority: boolean;
  /** Empty: the land that both sides of the partnership serve (see docs/methods/shares.md). */
  readonly serviceArea: readonly AreaRef[];
  readonly agreedOn: IsoDate | null;
  readonly startsOn: IsoDate | null;
  /** The first day it no longer runs; null: open-ended or not known. */
  readonly endsOn: IsoDate | null;
  readonly reviewOn: IsoDate | null;
  /** The day on which it is to be renewed, re-let or extended. */
  readonly renewsOn: IsoDate | null;
  /** @units days */
  readonly noticeDays: number | null;
  readonly amounts: readonly Amount[];
  /** Paragraphs of SI 2000/617 reg 7(3) that the document covers; one that is not answered is not known. */
  readonly clauses: { readonly [C in Clause]?: ClauseAnswer };
  readonly documents: readonly AgreementDocument[];
  readonly milestones: readonly Milestone[];
  readonly negotiated: readonly NegotiatedShare[];
  /** Of a joint appointment. */
  readonly postStage: PostStage | null;
  /** Of a co-located site. */
  readonly tenure: Tenure | null;
  /** Of a board seat. */
  readonly seatSector: SeatSector | null;
  readonly isVoting: boolean | null;
  /** Of a data sharing agreement: ids of the data sets that it shows its parties, each once. */
  readonly dataSets: readonly string[];
  readonly evidence: ArrangementEvidence;
  readonly source: string | null;
  readonly note: string | null;
};

/**
 * An arrangement as a person states it, in a file or a form: the same, but bodies, events and blocks are named by any
 * text that may tell them (code, id or name), which `resolveArrangement` looks up.
 */
export type ArrangementSpec = Omit<
  Arrangement,
  'id' | 'parties' | 'serviceArea' | 'amounts' | 'milestones' | 'negotiated'
> & {
  readonly id: string;
  readonly parties: readonly (Omit<Party, 'organisation'> & { readonly organisation: string })[];
  /** Codes, ids or names of bodies, or codes of building blocks. */
  readonly serviceArea: readonly string[];
  readonly amounts: readonly (Omit<Amount, 'party' | 'location'> & {
    readonly party: string | null;
    readonly location: string | null;
  })[];
  readonly milestones: readonly (Omit<Milestone, 'event'> & { readonly event: string | null })[];
  readonly negotiated: readonly { readonly party: string; readonly successor: string; readonly share: number }[];
};
