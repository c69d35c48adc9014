/** Giving somebody a role for a body. */

import { type FormEvent, useState } from 'react';
import { type Role, roleNames } from '#core/access/vocabulary.ts';
import { apiAddress, send } from '../../api-client.ts';
import { DayField, TextField, WordField } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { AccountOfOthers } from './account-of-others.tsx';
import { BodyChoice, onlyBody } from './body-choice.tsx';
import type { PersonProps } from './person-props.ts';
import { heldText, roleChoiceText } from './role-words.ts';

const fieldIds = {
  organisation: 'give-body',
  role: 'give-role',
  from: 'give-from',
  to: 'give-to',
  reason: 'give-reason',
};

/** The form, closed until it is opened. */
export function GiveRole({ choice, person, people }: PersonProps) {
  const sending = useSending(fieldIds);
  const [body, setBody] = useState(onlyBody(people.administered));
  const [role, setRole] = useState<Role>('viewer');
  const [from, setFrom] = useState(people.on);
  const [to, setTo] = useState('');
  const [isTheirs, setIsTheirs] = useState(false);
  const [reason, setReason] = useState('');
  const [told, setTold] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTold('');
    const faults = {
      ...(body.trim() === '' ? { [fieldIds.organisation]: 'Choose the body.' } : {}),
      ...(from === '' ? { [fieldIds.from]: 'Give the first day.' } : {}),
      ...(to !== '' && to <= from ? { [fieldIds.to]: 'It must end after it begins.' } : {}),
      ...(reason.trim() === '' ? { [fieldIds.reason]: 'Say why: the record needs a reason.' } : {}),
    };
    const done = await sending.run(faults, () =>
      send('POST', apiAddress('/grants', { register: choice.register.name }), {
        account: person.account,
        organisation: body,
        role,
        from,
        to: to === '' ? null : to,
        isTheirs,
        reason: reason.trim(),
      }),
    );
    if (done === null) return;
    setReason('');
    setIsTheirs(false);
    setTold(`${person.name} is given the role ${heldText(role).toLowerCase()}.`);
  };
  return (
    <details className="more">
      <summary>Give a role</summary>
      <FormReport state={sending.state} where="While giving the role">
        <form className="narrow-form" aria-label={`Give ${person.name} a role`} noValidate onSubmit={submit}>
          <BodyChoice
            id={fieldIds.organisation}
            choice={choice}
            administered={people.administered}
            value={body}
            onChange={setBody}
          />
          <WordField
            id={fieldIds.role}
            label="Role"
            value={role}
            options={roleNames.map((name) => ({ value: name, text: roleChoiceText(name) }))}
            onChange={(word) => setRole(word as Role)}
          />
          <DayField id={fieldIds.from} label="From" value={from} onChange={setFrom} />
          <DayField
            id={fieldIds.to}
            label="Until (may be left empty)"
            hint="From that day on it is no longer held."
            value={to}
            onChange={setTo}
          />
          <TextField id={fieldIds.reason} label="Reason" isWide value={reason} onChange={setReason} />
          <AccountOfOthers fault={sending.state.fault} isTheirs={isTheirs} onTurn={setIsTheirs} />
          <button type="submit" className="button" disabled={sending.state.isBusy}>
            Give the role
          </button>
        </form>
      </FormReport>
      <p role="status">{told}</p>
    </details>
  );
}
