/**
 * Events that a person draws, and plans: named choices of which events hold, with drawn ones. A draft lives in its plan and
 * touches no register until it is adopted, which is an act on the event (`EventAct`), as is quashing it.
 */

import type { EventId, GeographyId, OrganisationId, ScenarioId } from '#core/pack/tables.ts';
import type { EventKind, EventStatus, Part } from '#core/pack/vocabulary.ts';
import type { RoleName } from '#core/register/tiers.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** A body that the draft brings into being. */
export type NewBody = {
  readonly id: OrganisationId;
  readonly name: string;
  /** A code that is already known; null: none yet. */
  readonly code: string | null;
  readonly role: RoleName;
};

/** Land that the draft moves. Either end may be nobody. `areas` null: all that the giver still holds. */
export type DraftMove = {
  readonly from: OrganisationId | null;
  readonly to: OrganisationId | null;
  readonly geography: GeographyId | null;
  readonly areas: readonly string[] | null;
};

export type DraftEvent = {
  /** Begins with `draft-`, so that it meets no event of a pack. */
  readonly id: EventId;
  readonly kind: EventKind;
  readonly title: string;
  readonly day: IsoDate;
  readonly instrument: string | null;
  readonly note: string | null;
  readonly participants: readonly { readonly organisation: OrganisationId; readonly part: Part }[];
  readonly newBodies: readonly NewBody[];
  readonly moves: readonly DraftMove[];
  /** Of a rename: the names from the day on. */
  readonly names: readonly { readonly organisation: OrganisationId; readonly name: string }[];
};

/** A scenario that people keep. Over its base (another plan or a scenario of the pack) it adds, switches and draws. */
export type ScenarioPlan = {
  readonly id: ScenarioId;
  readonly title: string;
  readonly note: string | null;
  /** The scenario it starts from; null: the law as it stands. */
  readonly basedOn: ScenarioId | null;
  /** Null: those of its base. */
  readonly statuses: readonly EventStatus[] | null;
  readonly on: readonly EventId[];
  readonly off: readonly EventId[];
  readonly drafts: readonly DraftEvent[];
  /** The days between which it is usually looked at. */
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
};

/** A recorded act on an event: what status it has from then on, and why. The last act on an event counts. */
export type EventAct = {
  readonly event: EventId;
  readonly status: EventStatus;
  /** The event itself, when it was drawn; null: it is the pack's. */
  readonly draft: DraftEvent | null;
  /** The plan it was adopted from. */
  readonly scenario: ScenarioId | null;
  readonly reason: string;
};
