/**
 * A line of the handover schedule: one party of one arrangement that a reorganisation touches, what follows, and why.
 * Bodies are numbers of the world, as everywhere in the core; codes and names appear in `wire`.
 */

import type { Amount, Arrangement, Party } from '#core/agreements/arrangement.ts';
import type { AmountKind } from '#core/agreements/vocabulary.ts';
import type { Findings } from '#core/handover/findings.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Brand } from '#std/brand.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Pence } from '#std/pence.ts';

export const dispositions = [
  'transfer',
  'host',
  'novate',
  'apportion',
  'terminate',
  'renegotiate',
  'reconstitute',
  'no-change',
] as const;
export type Disposition = (typeof dispositions)[number];

export const bases = [
  'negotiated',
  'budget-by-location',
  'resident-population',
  'registered-population',
  'equal',
] as const;
export type Basis = (typeof bases)[number];

export const flagCodes = [
  'section-24-consent',
  'section-24-value-not-known',
  'ends-in-shadow-year',
  'renews-in-shadow-year',
  'unsigned',
  'incomplete-under-reg-7-3',
  'jointly-and-severally-liable',
  'host-disappears',
  'signatory-disappears',
  'hwb-area-no-longer-matches',
  'no-longer-coterminous',
  'data-sharing-to-be-re-papered',
  'post-with-two-employers',
  'panel-member-merged',
  'party-already-gone',
  'shares-not-known',
  'agreement-with-itself',
  'continues-after-vesting-unreviewed',
] as const;
export type FlagCode = (typeof flagCodes)[number];

/** Who is to act. Roles of the line, which the engine turns into bodies. */
export const owners = ['party', 'successor', 'host', 'other-parties', 'all-parties'] as const;
export type Owner = (typeof owners)[number];

/**
 * The day from which a deadline is counted. `notice`: the last day on which notice can be given before the end; `term`:
 * the renewal or the start, whichever falls in the shadow period.
 */
export const deadlineAnchors = ['vesting', 'end', 'renewal', 'term', 'notice', 'shadow-start'] as const;
export type DeadlineAnchor = (typeof deadlineAnchors)[number];

/** `arrangement id`, `organisation id`, `role`: stable while the arrangement lives. */
export type LineKey = Brand<string, 'LineKey'>;

/** A successor, the party itself where it lives on with part of the area. */
export type Successor = {
  readonly organisation: number;
  /** Its share under the basis of the line; null: not known. The shares of a line sum to one, or all are null. */
  readonly share: number | null;
};

/** The shares under one basis, in the order of the line's successors, or why it gives none. */
export type BasisShares = {
  readonly basis: Basis;
  readonly shares: readonly number[] | null;
  /** What the shares are in proportion to (people, pence), so that money is shared exactly. Same order. */
  readonly weights: readonly number[] | null;
  /** One sentence: what it rests on, or what is missing. */
  readonly says: string;
};

/** An amount that passes with this line. */
export type MoneyPassed = {
  readonly what: AmountKind;
  readonly amounts: readonly Amount[];
  readonly inPence: Pence;
  /** In the order of the successors; sums to `inPence`. Null: shares are not known. */
  readonly outPence: readonly Pence[] | null;
};

export type LineAction = {
  /** Id of the template in the rulebook. */
  readonly id: string;
  readonly what: string;
  readonly owner: Owner;
  /** The bodies that are to act. */
  readonly owners: readonly number[];
  readonly due: IsoDate;
  /** `first-day`: of a party that had ended by then, since it can no longer be counted back from that end. */
  readonly countedFrom: DeadlineAnchor | 'first-day';
  readonly rule: string;
};

export type LineFlag = { readonly code: FlagCode; readonly says: string; readonly rule: string };

export type HandoverLine = {
  readonly key: LineKey;
  readonly arrangement: Arrangement;
  readonly party: Party;
  readonly organisation: number;
  readonly findings: Findings;
  /** Numbers of the events on the party's way, in order of effect. */
  readonly events: readonly number[];
  /** The day of the first of them that ends or divides the party; without such, of the first. */
  readonly vesting: IsoDate | null;
  /** Empty: none. */
  readonly successors: readonly Successor[];
  /** Null: no shares are needed or none can be computed. */
  readonly basis: Basis | null;
  readonly bases: readonly BasisShares[];
  readonly disposition: Disposition;
  /** Id of the rule that decided. */
  readonly rule: string;
  readonly legalGround: string;
  readonly legalConfirmationNeeded: boolean;
  readonly actions: readonly LineAction[];
  readonly flags: readonly LineFlag[];
  readonly money: readonly MoneyPassed[];
  /** Bodies that are asked to sign the line: the party (or its successors, if it is gone) and the other parties. */
  readonly signatories: readonly OrganisationId[];
  /** Already due: the party was gone by the first day, and nothing of these days is on its way. */
  readonly isHousekeeping: boolean;
};

/** Balances of predecessors and successors, over all lines. @units pence */
export type HandoverTotals = {
  readonly arrangementCount: number;
  readonly touchedCount: number;
  readonly lineCount: number;
  /** Lines that were already due; not in `touchedCount`, `byDisposition` and `money`. */
  readonly alreadyDueCount: number;
  readonly byDisposition: ReadonlyMap<Disposition, number>;
  readonly byFlag: ReadonlyMap<FlagCode, number>;
  readonly legalConfirmationCount: number;
  readonly actionCount: number;
  /** For each kind of amount: what came in, what went out, and what could not be shared. in = out + notShared. */
  readonly money: ReadonlyMap<
    AmountKind,
    { readonly inPence: Pence; readonly outPence: Pence; readonly notSharedPence: Pence }
  >;
};

export type Handover = {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly rulebook: { readonly id: string; readonly version: string };
  readonly lines: readonly HandoverLine[];
  readonly totals: HandoverTotals;
};
