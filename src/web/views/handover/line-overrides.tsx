/** Setting something by hand, with a reason: what happens, the shares, a deadline. What was worked out stays visible. */

import { useId, useState } from 'react';
import { type Disposition, dispositions } from '#core/handover/line.ts';
import { dispositionWords, shareText } from '../../handover-words.ts';
import { SelectField } from '../../parts/fields.tsx';
import { JointNote } from '../../parts/joint-note.tsx';
import { useWhyNot } from '../../session.ts';
import { momentText } from '../../words.ts';
import type { WorkProps } from './line-props.ts';
import { overrideValue, percentOf } from './override-value.ts';
import { fieldText } from './work-differences.ts';

type OverridesProps = WorkProps & { readonly isOpen: boolean };

/** What is set by hand, and the form to set more. */
export function Overrides(props: OverridesProps) {
  const { work, isBusy, onAct } = props;
  const refused = useWhyNot('override-line', 'override-shares');
  const isOpen = props.isOpen && refused === null;
  return (
    <>
      <h3>Set by hand</h3>
      {work.overrides.length === 0 ? (
        <p>Nothing: everything stands as it was worked out.</p>
      ) : (
        <ul className="signatures">
          {work.overrides.map((one) => (
            <li key={one.field}>
              <p>
                <strong>{one.value}</strong> ({fieldText(one.field)}). Worked out: {one.computed}.
              </p>
              <p className="hint">
                {one.who}, {momentText(one.at)}: {one.reason}
              </p>
              {isOpen && (
                <button
                  type="button"
                  className="button button-quiet"
                  disabled={isBusy}
                  onClick={() => onAct({ do: 'withdraw-override', field: one.field })}
                >
                  Take back {fieldText(one.field)}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {props.isOpen && refused !== null && <p className="hint">{refused}</p>}
      {isOpen && (
        <details>
          <summary>Set something by hand</summary>
          <JointNote owners={props.detail.signatories} />
          <OverrideForm {...props} />
        </details>
      )}
    </>
  );
}

function OverrideForm({ detail, isBusy, onAct }: OverridesProps) {
  const { line } = detail;
  const id = useId();
  const [field, setField] = useState('disposition');
  const [disposition, setDisposition] = useState<string>(line.disposition);
  const [day, setDay] = useState('');
  const [shares, setShares] = useState<readonly string[]>(
    line.successors.map((one) => (one.shareProportion === null ? '' : percentOf(one.shareProportion))),
  );
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const sum = shares.reduce((total, share) => total + (Number(share) || 0), 0);
  const submit = () => {
    const value = overrideValue(field, {
      disposition,
      day,
      shares: line.successors.map((one, at) => ({ code: one.code, percent: shares[at] ?? '' })),
    });
    if ('fault' in value) {
      setFault(value.fault);
      return;
    }
    if (reason.trim() === '') {
      setFault('Write why.');
      return;
    }
    setFault(null);
    onAct({ do: 'override', field, value: value.value, reason: reason.trim() }, () => setReason(''));
  };
  return (
    <form
      aria-label="Set something by hand"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <SelectField
        label="What to set"
        value={field}
        options={[
          { value: 'disposition', text: 'What happens' },
          ...(line.successors.length > 1 ? [{ value: 'shares', text: 'Shares' }] : []),
          ...line.actions.map((action) => ({ value: `deadline:${action.id}`, text: `Deadline: ${action.what}` })),
        ]}
        onChoose={setField}
      />
      {field === 'disposition' && (
        <SelectField
          label="What happens"
          value={disposition}
          options={dispositions.map((word: Disposition) => ({ value: word, text: dispositionWords[word].short }))}
          onChoose={setDisposition}
        />
      )}
      {field === 'shares' && (
        <fieldset className="ticks">
          <legend>Shares in per cent; together 100</legend>
          {line.successors.map((one, at) => (
            <div className="field" key={one.code}>
              <label htmlFor={`${id}-share-${at}`}>
                {one.name} <span className="hint">worked out: {shareText(one.shareProportion)}</span>
              </label>
              <input
                id={`${id}-share-${at}`}
                type="number"
                min="0"
                max="100"
                step="any"
                value={shares[at] ?? ''}
                onChange={(event) =>
                  setShares(shares.map((share, other) => (other === at ? event.target.value : share)))
                }
              />
            </div>
          ))}
          <p className="hint" aria-live="polite">
            Together {Number(sum.toFixed(6))}.
          </p>
        </fieldset>
      )}
      {field.startsWith('deadline:') && (
        <div className="field">
          <label htmlFor={`${id}-day`}>New deadline</label>
          <input id={`${id}-day`} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        </div>
      )}
      <div className="field">
        <label htmlFor={`${id}-reason`}>Reason</label>
        <textarea
          id={`${id}-reason`}
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      <button type="submit" className="button button-quiet" disabled={isBusy}>
        Set it by hand
      </button>
    </form>
  );
}
