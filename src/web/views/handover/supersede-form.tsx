/** Putting another schedule in the place of the one that is open. It is a recorded act with a reason. */

import { useId, useState } from 'react';
import type { ScheduleWire } from '#wire/handover.ts';
import { ApiFault, apiAddress, send, useAnswer } from '../../api-client.ts';
import { useAuthor } from '../../author.ts';
import type { Choice } from '../../choice.ts';
import { SelectField } from '../../parts/fields.tsx';
import { FaultNote } from '../../parts/status-note.tsx';

type SupersedeFormProps = { readonly choice: Choice; readonly schedule: ScheduleWire };

/** The form; nothing while no name is given, the schedule is superseded already, or there is no other. */
export function SupersedeForm({ choice, schedule }: SupersedeFormProps) {
  const register = choice.register.name;
  const author = useAuthor('supersede-schedule');
  const id = useId();
  const answer = useAnswer<{ schedules: ScheduleWire[] }>(apiAddress('/schedules', { register }));
  const others = (answer.value?.schedules ?? []).filter((one) => one.id !== schedule.id && one.supersededBy === null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<ApiFault | null>(null);
  const successor = chosen ?? others[0]?.id;
  if (author === null || schedule.supersededBy !== null || successor === undefined) return null;
  const submit = () => {
    setFault(null);
    send('POST', apiAddress(`/schedules/${encodeURIComponent(schedule.id)}/supersede`, { register }), {
      successor,
      expectedVersion: schedule.version,
      reason: reason.trim(),
      by: author,
    }).catch((problem: unknown) => {
      if (!(problem instanceof ApiFault)) throw problem;
      setFault(problem);
    });
  };
  return (
    <details>
      <summary>Put another schedule in its place</summary>
      <form
        className="choices"
        aria-label="Put another schedule in its place"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SelectField
          label="Schedule that takes its place"
          value={successor}
          options={others.map((one) => ({ value: one.id, text: one.title }))}
          onChoose={setChosen}
        />
        <div className="field field-wide">
          <label htmlFor={id}>Reason</label>
          <input
            id={id}
            type="text"
            required
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <button type="submit" className="button button-quiet">
          Supersede this schedule
        </button>
      </form>
      {fault !== null && <FaultNote fault={fault} where="While superseding the schedule" />}
    </details>
  );
}
