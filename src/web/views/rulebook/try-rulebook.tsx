/** Trying another rulebook: written or chosen as JSON, checked, and compared line by line; then kept, if it is wanted. */

import { useId, useState } from 'react';
import type { z } from 'zod';
import type { rulebookTrialSchema } from '#wire/handover.ts';
import type { RulebooksWire } from '#wire/rulebook.ts';
import { ApiFault, apiAddress, askWith } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Link } from '../../parts/link.tsx';
import { FaultNote, Loading } from '../../parts/status-note.tsx';
import { countText } from '../../words.ts';
import { useCarriedQuery, useHandoverQuestion } from '../handover/handover-question.ts';
import { KeepRulebook } from './keep-rulebook.tsx';

type Trial = z.infer<typeof rulebookTrialSchema>;
type Changed = Trial['changed'][number];

type TryRulebookProps = {
  readonly choice: Choice;
  /** The rulebook that is shown, to begin with. */
  readonly document: unknown;
  /** Those that there are. */
  readonly kept: RulebooksWire['rulebooks'];
};

type TrialState = {
  readonly trial?: Trial;
  /** What was tried, as it was then. */
  readonly tried?: unknown;
  readonly fault?: ApiFault;
  readonly isBusy: boolean;
  readonly unread?: string;
};

/** The form and what it shows. */
export function TryRulebook({ choice, document, kept }: TryRulebookProps) {
  const id = useId();
  const question = useHandoverQuestion(choice);
  const [text, setText] = useState('');
  const [state, setState] = useState<TrialState>({ isBusy: false });
  const tryIt = () => {
    const rulebook = readJson(text);
    if ('unread' in rulebook) {
      setState({ isBusy: false, unread: rulebook.unread });
      return;
    }
    setState({ isBusy: true });
    const address = apiAddress('/handover/try-rulebook', question.values);
    askWith<Trial>(address, { rulebook: rulebook.value }).then(
      (trial) => setState({ isBusy: false, trial, tried: rulebook.value }),
      (fault: unknown) => {
        if (!(fault instanceof ApiFault)) throw fault;
        setState({ isBusy: false, fault });
      },
    );
  };
  return (
    <section aria-labelledby="try-title" className="panel">
      <h2 id="try-title">Try other rules</h2>
      <p>
        Take the rules as JSON, change them, and see which lines of the schedule would change. Nothing is kept until you
        say so, and nobody else sees it.
      </p>
      <form
        aria-label="Try other rules"
        onSubmit={(event) => {
          event.preventDefault();
          tryIt();
        }}
      >
        <p className="button-row">
          <button
            type="button"
            className="button button-quiet"
            disabled={document === undefined}
            onClick={() => setText(JSON.stringify(document, null, 2))}
          >
            Begin with the rules above
          </button>
          <label className="tick" htmlFor={`${id}-file`}>
            or choose a file
          </label>
          <input
            id={`${id}-file`}
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              const file = event.target.files?.[0];
              file?.text().then(setText, () => setState({ isBusy: false, unread: 'The file could not be read.' }));
            }}
          />
        </p>
        <div className="field">
          <label htmlFor={id}>Rules as JSON</label>
          <textarea
            id={id}
            className="code-field"
            rows={12}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <button type="submit" className="button" disabled={state.isBusy || text.trim() === ''}>
          See what would change
        </button>
      </form>
      {state.isBusy && <Loading what="the schedule under these rules" />}
      {state.unread !== undefined && (
        <p className="field-fault" role="alert">
          {state.unread}
        </p>
      )}
      {state.fault !== undefined && <FaultNote fault={state.fault} where="While trying the rules" />}
      {state.trial !== undefined && <TrialResult trial={state.trial} />}
      {state.trial?.problems.length === 0 && <KeepRulebook choice={choice} tried={state.tried} kept={kept} />}
    </section>
  );
}

function TrialResult({ trial }: { readonly trial: Trial }) {
  const carried = useCarriedQuery();
  if (trial.problems.length > 0) {
    return (
      <div className="fault" role="alert">
        <h3>These rules cannot be used</h3>
        <ul>
          {trial.problems.map((problem) => (
            <li key={`${problem.where} ${problem.message}`}>
              <code>{problem.where}</code>: {problem.message}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  const columns: readonly TableColumn<Changed>[] = [
    {
      title: 'Line',
      isRowTitle: true,
      by: (one) => one.title,
      cell: (one) => (
        <Link path="/handover/line" query={{ ...carried, key: one.key }}>
          {one.title}: {one.party}
        </Link>
      ),
    },
    {
      title: 'What would change',
      cell: (one) => (
        <ul className="cell-list">
          {one.changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <div role="status">
      <DataTable
        label="Lines that would change"
        caption={`${countText(trial.changed.length, 'line', 'lines')} of ${trial.lines} would change.`}
        columns={columns}
        rows={trial.changed}
        keyOf={(one) => one.key}
        none="No line would change under these rules."
      />
    </div>
  );
}

/** The JSON of a text; what is wrong with it as the browser says it. */
function readJson(text: string): { readonly value: unknown } | { readonly unread: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (fault) {
    return { unread: `This is not JSON: ${(fault as Error).message}` };
  }
}
