/** What the parts of a line's page are given: the line, and the work on it in the schedule that is open. */

import type { HandoverLineDetailWire, HandoverTableWire, LineWorkWire } from '#wire/handover.ts';
import type { Choice } from '../../choice.ts';

/** What every section of the page is given. */
export type LineProps = {
  readonly choice: Choice;
  readonly detail: HandoverLineDetailWire;
  readonly schedule: Pick<HandoverTableWire, 'from' | 'to' | 'rulebook'>;
};

/** What is asked of the server about a line. */
export type LineAct =
  | { readonly do: 'assign'; readonly to: string | null }
  | { readonly do: 'comment'; readonly text: string }
  | { readonly do: 'override'; readonly field: string; readonly value: unknown; readonly reason: string }
  | { readonly do: 'withdraw-override'; readonly field: string }
  | { readonly do: 'sign'; readonly party: string }
  | { readonly do: 'withdraw-signature'; readonly party: string };

/** What every part of the work is given: the work so far, and how to do something. `done` is called when it was done. */
export type WorkProps = LineProps & {
  readonly work: LineWorkWire;
  readonly isBusy: boolean;
  readonly onAct: (act: LineAct, done?: () => void) => void;
};
