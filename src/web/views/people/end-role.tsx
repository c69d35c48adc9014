/** Ending a role, on a day and with a reason. */

import { type FormEvent, useState } from 'react';
import type { PersonWire } from '#wire/people.ts';
import { apiAddress, send } from '../../api-client.ts';
import { DayField, TextField } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { useSending } from '../../parts/use-sending.ts';
import type { PersonProps } from './person-props.ts';
import { heldText } from './role-words.ts';

type EndRoleProps = PersonProps & { readonly held: PersonWire['roles'][number] };

/** A button, then the form; or that the role has an end already. */
export function EndRole({ choice, people, held }: EndRoleProps) {
  const ids = { on: `end-on-${held.id}`, reason: `end-reason-${held.id}` };
  const sending = useSending(ids);
  const [isOpen, setIsOpen] = useState(false);
  const [on, setOn] = useState(people.on);
  const [reason, setReason] = useState('');
  const what = `${heldText(held.role)} for ${held.body.name}`;
  if (!isOpen) {
    return (
      <button type="button" className="button button-quiet" onClick={() => setIsOpen(true)}>
        {held.to === null ? 'End this role' : 'Change when it ends'}
        <span className="unseen"> {what}</span>
      </button>
    );
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const faults = {
      ...(on === '' ? { [ids.on]: 'Give the day.' } : {}),
      ...(reason.trim() === '' ? { [ids.reason]: 'Say why: the record needs a reason.' } : {}),
    };
    const address = apiAddress(`/grants/${encodeURIComponent(held.id)}/end`, { register: choice.register.name });
    const done = await sending.run(faults, () =>
      send('POST', address, { expectedVersion: held.version, on, reason: reason.trim() }),
    );
    if (done !== null) setIsOpen(false);
  };
  return (
    <FormReport state={sending.state} where="While ending the role">
      <form className="narrow-form" aria-label={`End: ${what}`} noValidate onSubmit={submit}>
        <DayField id={ids.on} label="First day without it" hint="Today: it ends at once." value={on} onChange={setOn} />
        <TextField id={ids.reason} label="Reason" isWide value={reason} onChange={setReason} />
        <p className="button-row">
          <button type="submit" className="button" disabled={sending.state.isBusy}>
            End it
          </button>
          <button type="button" className="button button-quiet" onClick={() => setIsOpen(false)}>
            Leave it
          </button>
        </p>
      </form>
    </FormReport>
  );
}
