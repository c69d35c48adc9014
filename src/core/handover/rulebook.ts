/**
 * A rulebook: the law and practice of handing arrangements over, as data that a lawyer can read, question and replace.
 * Its rules are read in order by the engine; this file says only what a rulebook may hold.
 */

import type { FindingName } from '#core/handover/findings.ts';
import type { Basis, DeadlineAnchor, Disposition, FlagCode, Owner } from '#core/handover/line.ts';

/** A test on findings. `is` and `oneOf` compare values; `atLeast` and `atMost` numbers; `includes` a word of a list. */
export type Condition =
  | { readonly fact: FindingName; readonly is: string | number | boolean }
  | { readonly fact: FindingName; readonly oneOf: readonly (string | number)[] }
  | { readonly fact: FindingName; readonly atLeast: number }
  | { readonly fact: FindingName; readonly atMost: number }
  | { readonly fact: FindingName; readonly includes: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export type Citation = {
  readonly id: string;
  /** As a lawyer would write it: "SI 2008/2176, reg 12". */
  readonly reference: string;
  readonly says: string;
  readonly url: string | null;
  /** `read`: the text was seen; `reported`: known from a named second source. */
  readonly standing: 'read' | 'reported';
};

export type ActionTemplate = {
  readonly id: string;
  readonly what: string;
  readonly owner: Owner;
  /** Days after the anchor; negative: before. Without that anchor's date, counted from vesting. @units days */
  readonly due: { readonly from: DeadlineAnchor; readonly days: number };
};

export type DispositionRule = {
  readonly id: string;
  readonly title: string;
  /** The rule in plain words, as a lawyer would check it. */
  readonly says: string;
  readonly when: Condition;
  readonly disposition: Disposition;
  /** Bases in order of preference; the first that can be computed is used. Empty: no shares are needed. */
  readonly bases: readonly Basis[];
  readonly legalGround: string;
  readonly citations: readonly string[];
  readonly legalConfirmationNeeded: boolean;
  readonly actions: readonly ActionTemplate[];
};

/** Fires beside the disposition, whatever that is; all that match fire. */
export type FlagRule = {
  readonly id: string;
  readonly flag: FlagCode;
  readonly says: string;
  readonly when: Condition;
  readonly citations: readonly string[];
  readonly actions: readonly ActionTemplate[];
};

export type Exemption = {
  /** Code of the council. */
  readonly code: string;
  readonly name: string;
  readonly status: 'proposed' | 'made';
  readonly citation: string;
};

export type Rulebook = {
  readonly id: string;
  readonly title: string;
  /** A new text is a new version; versions sort as text. */
  readonly version: string;
  readonly note: string;
  readonly citations: readonly Citation[];
  /** Read in order; the first that matches decides. The last must match everything. */
  readonly dispositions: readonly DispositionRule[];
  readonly flags: readonly FlagRule[];
  /** Section 24 of the 2007 Act: consent is needed above these, whole life. @units pence */
  readonly section24: {
    readonly landPence: number;
    readonly capitalPence: number;
    readonly otherPence: number;
    readonly exemptions: readonly Exemption[];
  };
  /** Length of the shadow period when the event does not state its start. @units days before vesting */
  readonly shadowDays: number;
  /** Share of people that may lie elsewhere while two areas still match. */
  readonly tolerance: number;
};
