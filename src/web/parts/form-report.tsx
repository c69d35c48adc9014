/** What is wrong with a form that was sent: its faults at the top, each leading to its field, or what the server said. */

import type { ReactNode } from 'react';
import { ErrorSummary } from './error-summary.tsx';
import { FieldFaults } from './form-field.tsx';
import { FaultNote } from './status-note.tsx';
import type { SendingState } from './use-sending.ts';

type FormReportProps = {
  readonly state: SendingState;
  /** Begins the sentence of a fault: "While ...". */
  readonly where: string;
  readonly children: ReactNode;
};

/** The report, and the form below it, whose fields say what is wrong with them. */
export function FormReport({ state, where, children }: FormReportProps) {
  const lines = Object.entries(state.faults).map(([id, text]) => ({ key: id, text, leadsTo: [id] }));
  return (
    <FieldFaults value={(id) => (state.faults[id] === undefined ? [] : [state.faults[id]])}>
      {lines.length > 0 && (
        <ErrorSummary
          title={lines.length === 1 ? 'One thing has to be mended' : `${lines.length} things have to be mended`}
          lines={lines}
          attempt={state.attempt}
        />
      )}
      {state.fault !== null && <FaultNote key={state.attempt} fault={state.fault} where={where} />}
      {children}
    </FieldFaults>
  );
}
