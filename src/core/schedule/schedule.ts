/**
 * What people do about a handover: a schedule (one scenario, two days, one rulebook) and, line by line, who works on it,
 * what was said, what was decided otherwise than computed, and who signed what. Lines themselves are computed anew from
 * the register each time; nothing of them is kept but what was signed.
 */

import type { Disposition, LineKey } from '#core/handover/line.ts';
import type { LineSummary } from '#core/handover/line-difference.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type Schedule = {
  readonly title: string;
  readonly scenario: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Id of the rulebook. */
  readonly rulebook: string;
  /** Id of the count of residents that people are counted by; null or left out: the one nearest to each vesting day. */
  readonly population?: string | null;
  /** The schedule that took its place; null: none did. */
  readonly supersededBy: string | null;
};

/** Draft until every line is signed by all and nothing changed since; superseded once another takes its place. */
export const scheduleStatuses = ['draft', 'agreed', 'superseded'] as const;
export type ScheduleStatus = (typeof scheduleStatuses)[number];

/** Who acts, as they state it, and when. */
export type Actor = {
  readonly who: string;
  readonly actingFor: string | null;
  /** A moment, ISO 8601 in UTC. */
  readonly at: string;
};

export type Remark = Actor & { readonly id: string; readonly text: string };

/** What is decided otherwise than computed. */
export type OverrideValue =
  | { readonly field: 'disposition'; readonly disposition: Disposition }
  /** One share for every successor; they sum to one. */
  | {
      readonly field: 'shares';
      readonly shares: readonly { readonly organisation: OrganisationId; readonly share: number }[];
    }
  | { readonly field: 'deadline'; readonly action: string; readonly due: IsoDate };

export type Override = Actor & { readonly value: OverrideValue; readonly reason: string };

/** A party's sign-off, with the line as it was when it was signed. */
export type Signature = Actor & { readonly party: OrganisationId; readonly signed: LineSummary };

export type LineWork = {
  readonly schedule: string;
  readonly key: LineKey;
  readonly assignedTo: string | null;
  readonly comments: readonly Remark[];
  /** One for each field. */
  readonly overrides: readonly Override[];
  /** One for each party. */
  readonly signatures: readonly Signature[];
};

/** The work on a line on which nobody has worked yet. */
export function emptyWork(schedule: string, key: LineKey): LineWork {
  return { schedule, key, assignedTo: null, comments: [], overrides: [], signatures: [] };
}

/** The name of what an override decides: `disposition`, `shares` or `deadline:ACTION`. */
export function fieldOf(value: OverrideValue): string {
  return value.field === 'deadline' ? `deadline:${value.action}` : value.field;
}
