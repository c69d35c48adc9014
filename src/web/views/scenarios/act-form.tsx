/** The form of an act on events: a status, a reason, a name, and a second look before it is recorded. */

import { type FormEvent, type ReactNode, useState } from 'react';
import type { Verb } from '#core/access/verbs.ts';
import { type EventStatus, eventStatuses } from '#core/pack/vocabulary.ts';
import type { AuthorWire } from '#wire/arrangements.ts';
import { ApiFault } from '../../api-client.ts';
import { useAuthor, useAuthorLack } from '../../author.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { FieldFaults, TextField, Tick, WordField } from '../../parts/form-field.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { eventStatusWords } from '../../words.ts';

/** What is recorded. */
export type Act = { readonly status: EventStatus; readonly reason: string; readonly by: AuthorWire | null };

type ActFormProps = {
  /** What the form is for: its name, and the words of its button. */
  readonly label: string;
  readonly button: string;
  /** What recording it is, among the things that people are allowed. */
  readonly verb: Verb;
  readonly statuses?: readonly EventStatus[];
  readonly usual: EventStatus;
  /** What the person confirms by a tick. */
  readonly confirm: (status: EventStatus) => ReactNode;
  readonly onAct: (act: Act) => Promise<unknown>;
};

/** The form. It empties itself when the act was recorded. */
export function ActForm({ label, button, verb, statuses = eventStatuses, usual, confirm, onAct }: ActFormProps) {
  const author = useAuthor(verb);
  const lack = useAuthorLack(verb);
  const [status, setStatus] = useState<EventStatus>(usual);
  const [reason, setReason] = useState('');
  const [isSure, setIsSure] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [fault, setFault] = useState<ApiFault | null>(null);
  const id = label.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const told = {
      ...(reason.trim() === '' ? { [`${id}-reason`]: 'Say why: the record needs a reason.' } : {}),
      ...(isSure ? {} : { [`${id}-sure`]: 'Tick to confirm.' }),
    };
    setFaults(told);
    const [first] = Object.keys(told);
    if (first !== undefined) return document.getElementById(first)?.focus();
    setIsBusy(true);
    setFault(null);
    try {
      await onAct({ status, reason: reason.trim(), by: author });
      setReason('');
      setIsSure(false);
    } catch (problem) {
      if (!(problem instanceof ApiFault)) throw problem;
      setFault(problem);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <>
      <AuthorNote wanted={[verb]} />
      {fault !== null && <FaultNote fault={fault} where="While recording the act" />}
      <FieldFaults value={(field) => (faults[field] === undefined ? [] : [faults[field]])}>
        <form className="narrow-form" aria-label={label} noValidate onSubmit={submit}>
          <WordField
            id={`${id}-status`}
            label="Status"
            value={status}
            options={statuses.map((one) => ({
              value: one,
              text: `${eventStatusWords[one].short}: ${eventStatusWords[one].long}`,
            }))}
            onChange={(word) => setStatus(word as EventStatus)}
          />
          <TextField id={`${id}-reason`} label="Reason" isWide value={reason} onChange={setReason} />
          <div className="field">
            {faults[`${id}-sure`] !== undefined && <span className="field-fault">{faults[`${id}-sure`]}</span>}
            <Tick id={`${id}-sure`} text={confirm(status)} isOn={isSure} onTurn={setIsSure} />
          </div>
          <button type="submit" className="button" disabled={isBusy || author === null}>
            {button}
          </button>
          {lack !== null && <p className="hint">{lack}</p>}
        </form>
      </FieldFaults>
    </>
  );
}
