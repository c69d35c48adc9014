/**
 * Every way in which an action may say no, in order of precedence: what is asked first is refused first. One
 * place turns them into exit codes (cli/exit-codes.ts) and one into problem documents (api/problem-document.ts).
 */

import type { Problem } from '#std/problem.ts';

export type Refusal =
  | { readonly kind: 'bad-question'; readonly detail: string; readonly problems?: readonly Problem[] }
  | { readonly kind: 'no-register'; readonly detail: string }
  | { readonly kind: 'unknown-register'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'not-yet-known'; readonly detail: string }
  | { readonly kind: 'unknown-scenario'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-population'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-region'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-organisation'; readonly detail: string }
  | { readonly kind: 'ambiguous-code'; readonly detail: string; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'nothing-to-measure'; readonly detail: string }
  | { readonly kind: 'pack-has-problems'; readonly detail: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'cannot-write'; readonly detail: string };

export type RefusalKind = Refusal['kind'];

/** A body that a code may mean. */
export type Candidate = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
};
