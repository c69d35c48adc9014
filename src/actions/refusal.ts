/**
 * Every way in which an action may say no, in order of precedence: what is asked first is refused first. One
 * place turns them into exit codes (cli/exit-codes.ts) and one into problem documents (api/problem-document.ts).
 */

import type { SignInRefusal } from '#actions/sign-in-refusals.ts';
import type { RefusalReason } from '#core/access/may.ts';
import type { Problem } from '#std/problem.ts';
import type { StoredRecord } from '#store/record-rows.ts';

export type Refusal =
  | SignInRefusal
  | { readonly kind: 'not-signed-in'; readonly detail: string }
  | { readonly kind: 'bad-question'; readonly detail: string; readonly problems?: readonly Problem[] }
  | { readonly kind: 'no-register'; readonly detail: string }
  | { readonly kind: 'unknown-register'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'not-yet-known'; readonly detail: string }
  | { readonly kind: 'unknown-scenario'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-population'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-region'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-organisation'; readonly detail: string }
  | { readonly kind: 'ambiguous-code'; readonly detail: string; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'unknown-arrangement'; readonly detail: string }
  | { readonly kind: 'unknown-schedule'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-rulebook'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-line'; readonly detail: string }
  | { readonly kind: 'unknown-event'; readonly detail: string }
  | { readonly kind: 'unknown-data-set'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-measure'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-geography'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-release'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-proposal'; readonly detail: string }
  | { readonly kind: 'unknown-job'; readonly detail: string }
  | { readonly kind: 'not-signatory'; readonly detail: string }
  | { readonly kind: 'not-permitted'; readonly detail: string; readonly why: RefusalReason }
  /** Nothing has changed: it waits until an approver of each of these bodies, by name, has agreed. */
  | { readonly kind: 'became-proposal'; readonly detail: string; readonly proposals: readonly ProposalMade[] }
  | { readonly kind: 'nothing-to-measure'; readonly detail: string }
  /** An index, or a ratio without its denominators: the reason is in the detail. */
  | { readonly kind: 'cannot-rebase'; readonly detail: string }
  /** Counts of people leave the system only through a release. */
  | { readonly kind: 'needs-release'; readonly detail: string }
  /** What would be published gives small numbers away; each a problem, with what to change. */
  | { readonly kind: 'not-safe'; readonly detail: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'data-has-problems'; readonly detail: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'pack-has-problems'; readonly detail: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'workbook-has-problems'; readonly detail: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'arrangement-has-problems'; readonly detail: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'scenario-has-problems'; readonly detail: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'rulebook-has-problems'; readonly detail: string; readonly problems: readonly Problem[] }
  /**
   * Somebody else changed the record since; `current` is what it is now, null when it never was or is not found. Or what
   * it is about changed: `changes` says how.
   */
  | {
      readonly kind: 'changed-meanwhile';
      readonly detail: string;
      readonly current: StoredRecord | null;
      readonly changes?: readonly string[];
    }
  | { readonly kind: 'journal-broken'; readonly detail: string; readonly faults: readonly string[] }
  | { readonly kind: 'cannot-write'; readonly detail: string };

export type RefusalKind = Refusal['kind'];

/** A proposal that a change became. */
export type ProposalMade = {
  readonly id: string;
  /** Names of the bodies that are asked. */
  readonly parties: readonly string[];
};

/** The refusal of a change to a record that somebody else changed since; `what` names it, as 'The arrangement A1'. */
export function changedMeanwhile(what: string, current: StoredRecord | null): Refusal {
  if (current === null) {
    return { kind: 'changed-meanwhile', detail: `${what} is not there: it was never saved.`, current };
  }
  const { version, changedBy, changedAt, body } = current;
  const act = body === null ? 'was removed' : version === 1 ? 'was made' : 'was changed';
  const advice =
    'Your change was not saved. Look at what is there now, and make your change again if it is still wanted.';
  return { kind: 'changed-meanwhile', detail: `${what} ${act} by ${changedBy} at ${changedAt}. ${advice}`, current };
}

/** A body that a code may mean. */
export type Candidate = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
};
