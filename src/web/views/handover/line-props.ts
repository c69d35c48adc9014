/** What the parts of a line's page are given: the line, the work on it in the schedule that is open, and what can be done. */

import type { HandoverLineDetailWire, LineWorkWire } from '#wire/handover.ts';
import type { Choice } from '../../choice.ts';

/** What every section of the page is given. */
export type LineProps = {
  readonly choice: Choice;
  readonly detail: HandoverLineDetailWire;
  /** The days and the rules that it was worked out with. */
  readonly schedule: Pick<HandoverLineDetailWire, 'from' | 'to' | 'rulebook' | 'population'>;
};

/** What is asked of the server about a line. */
export type LineAct =
  | { readonly do: 'assign'; readonly to: string | null }
  | { readonly do: 'comment'; readonly text: string }
  | { readonly do: 'override'; readonly field: string; readonly value: unknown; readonly reason: string }
  | { readonly do: 'withdraw-override'; readonly field: string }
  | {
      readonly do: 'sign';
      readonly party: string;
      readonly seen: string;
      readonly summary: HandoverLineDetailWire['summary'];
    }
  | { readonly do: 'withdraw-signature'; readonly party: string };

/** The signature of a party for the line as it is shown. */
export function signatureOf(party: string, { line, summary }: HandoverLineDetailWire): LineAct {
  return { do: 'sign', party, seen: line.fingerprint, summary };
}

/** What every part of the work is given: the work so far, and how to do something. `done` is called when it was done. */
export type WorkProps = LineProps & {
  readonly work: LineWorkWire;
  readonly isBusy: boolean;
  readonly onAct: (act: LineAct, done?: () => void) => void;
};
