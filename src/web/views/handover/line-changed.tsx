/** Said to who signs a line that is no longer the one that was looked at: what differs, and the question asked again. */

import { useEffect, useRef } from 'react';
import type { ApiFault } from '../../api-client.ts';
import { type LineAct, signatureOf, type WorkProps } from './line-props.ts';

/** A signature that was not taken, since the line changed. */
export type ChangedLine = {
  /** Code of the party that was to be signed for. */
  readonly party: string;
  /** What differs from what was seen, in words. */
  readonly changes: readonly string[];
  /** Names the line as it is now; null: the schedule has it no more. */
  readonly fingerprint: string | null;
};

/** What the refusal of a signature says about the line; null when it refuses for another reason. */
export function changedLineOf(fault: ApiFault, act: LineAct): ChangedLine | null {
  const { changes, line } = fault.document as { changes?: unknown; line?: { fingerprint?: string } };
  if (fault.status !== 409 || act.do !== 'sign' || !Array.isArray(changes)) return null;
  return { party: act.party, changes: changes.map(String), fingerprint: line?.fingerprint ?? null };
}

type LineChangedProps = WorkProps & { readonly changed: ChangedLine; readonly onLeave: () => void };

/** The changes, and the choice to sign the line as it is now. Waits until the page shows that line. */
export function LineChanged({ changed, detail, isBusy, onAct, onLeave }: LineChangedProps) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), []);
  const isShown = changed.fingerprint === detail.line.fingerprint;
  const name = detail.signatories.find((one) => one.code === changed.party)?.name ?? changed.party;
  return (
    <div className="note note-caution" role="alert" tabIndex={-1} ref={note}>
      <p>
        <strong>This line changed after you opened it, so it was not signed.</strong> The arrangement, the scenario, the
        register or the rules changed. What differs from what you saw:
      </p>
      <ul aria-label="What changed since you opened the line">
        {changed.changes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p>This page now shows the line as it is. Look at it again, then decide.</p>
      <p className="button-row">
        <button
          type="button"
          className="button"
          disabled={isBusy || !isShown}
          onClick={() => onAct(signatureOf(changed.party, detail))}
        >
          Sign the line as it is now for {name}
        </button>
        <button type="button" className="button button-quiet" disabled={isBusy} onClick={onLeave}>
          Do not sign
        </button>
      </p>
    </div>
  );
}
