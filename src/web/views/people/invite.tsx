/** Inviting somebody to act for a body. */

import { type FormEvent, useState } from 'react';
import { type Role, roleNames } from '#core/access/vocabulary.ts';
import type { PeopleWire } from '#wire/people.ts';
import { apiAddress, send } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { DayField, TextField, Tick } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { AccountOfOthers } from './account-of-others.tsx';
import { BodyChoice, onlyBody } from './body-choice.tsx';
import { type Handed, HandedLink } from './handed-link.tsx';
import { roleChoiceText } from './role-words.ts';

type InviteProps = { readonly choice: Choice; readonly administered: PeopleWire['administered'] };

type Sent = { readonly name: string; readonly handed: Handed };

const fieldIds = {
  name: 'invite-name',
  email: 'invite-email',
  organisation: 'invite-body',
  roles: 'invite-viewer',
  to: 'invite-to',
};

/** The form, closed until it is opened, and the link of who was invited last. */
export function Invite({ choice, administered }: InviteProps) {
  const sending = useSending(fieldIds);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [body, setBody] = useState(onlyBody(administered));
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [to, setTo] = useState('');
  const [isTheirs, setIsTheirs] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const faults = {
      ...(name.trim() === '' ? { [fieldIds.name]: 'Give their name.' } : {}),
      ...(/^\S+@\S+$/.test(email.trim()) ? {} : { [fieldIds.email]: 'Give their e-mail address, with an @.' }),
      ...(body.trim() === '' ? { [fieldIds.organisation]: 'Choose the body that they act for.' } : {}),
      ...(roles.length === 0 ? { [fieldIds.roles]: 'Tick at least one role.' } : {}),
    };
    const done = await sending.run(faults, () =>
      send<Handed>('POST', apiAddress('/people/invitations', { register: choice.register.name }), {
        email: email.trim(),
        name: name.trim(),
        organisation: body,
        roles,
        to: to === '' ? null : to,
        isTheirs,
      }),
    );
    if (done === null) return;
    setSent({ name: name.trim(), handed: done.value });
    setName('');
    setEmail('');
    setRoles([]);
    setIsTheirs(false);
  };
  return (
    <details className="more">
      <summary>Invite somebody</summary>
      {sent !== null && <Invited key={sent.handed.account + sent.handed.path} {...sent} />}
      <FormReport state={sending.state} where="While inviting them">
        <form className="narrow-form" aria-label="Invite somebody" noValidate onSubmit={submit}>
          <TextField id={fieldIds.name} label="Name" autoComplete="off" value={name} onChange={setName} />
          <TextField
            id={fieldIds.email}
            label="E-mail address"
            hint="They sign in with it. Nothing is sent there."
            type="email"
            autoComplete="off"
            value={email}
            onChange={setEmail}
          />
          <BodyChoice
            id={fieldIds.organisation}
            choice={choice}
            administered={administered}
            value={body}
            onChange={setBody}
          />
          <fieldset className="ticks role-ticks">
            <legend>Roles</legend>
            {roleNames.map((role) => (
              <Tick
                key={role}
                id={`invite-${role}`}
                text={roleChoiceText(role)}
                isOn={roles.includes(role)}
                onTurn={(isOn) => setRoles(isOn ? [...roles, role] : roles.filter((one) => one !== role))}
              />
            ))}
          </fieldset>
          <DayField
            id={fieldIds.to}
            label="Until (may be left empty)"
            hint="From that day on they no longer hold the roles."
            value={to}
            onChange={setTo}
          />
          <AccountOfOthers fault={sending.state.fault} isTheirs={isTheirs} onTurn={setIsTheirs} />
          <button type="submit" className="button" disabled={sending.state.isBusy}>
            Make the invitation
          </button>
        </form>
      </FormReport>
    </details>
  );
}

/** Who has an account already gets the roles and needs no link. */
function Invited({ name, handed }: Sent) {
  if (handed.path === null)
    return (
      <p className="note" role="status">
        {name} has an account already, and holds the roles from now on. No link is needed.
      </p>
    );
  return <HandedLink handed={handed} purpose={`${name} is invited.`} />;
}
