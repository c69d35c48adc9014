/** One person: their account, the roles that they hold, and what who administers the bodies can do about them. */

import { useEffect, useRef, useState } from 'react';
import { send } from '../../api-client.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { TextField, Tick } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { changeQuery } from '../../router.ts';
import { isOwner, useSession } from '../../session.ts';
import { EndRole } from './end-role.tsx';
import { GiveRole } from './give-role.tsx';
import { type Handed, HandedLink } from './handed-link.tsx';
import { stateWords } from './people-rows.ts';
import type { PersonProps } from './person-props.ts';
import { daysHeld, heldText } from './role-words.ts';

/** The panel. Takes the focus when it appears. */
export function PersonPanel(props: PersonProps) {
  const { person, people } = props;
  const session = useSession();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const isMine = (body: string) => isOwner(session) || people.administered.some((one) => one.id === body);
  const isSelf = session.person?.account === person.account && !isOwner(session);
  const mayAct = person.roles.some(({ body }) => isMine(body.id)) || isOwner(session);
  return (
    <section className="panel" aria-labelledby="person-title">
      <div className="panel-head">
        <h2 id="person-title" ref={title} tabIndex={-1}>
          {person.name}
        </h2>
        <button type="button" className="button button-quiet" onClick={() => changeQuery({ person: null }, true)}>
          Close<span className="unseen"> this panel</span>
        </button>
      </div>
      <p>
        {person.email}. {stateWords[person.state].short}: {stateWords[person.state].long}.
      </p>
      <h3>Roles</h3>
      {person.roles.length === 0 && <p>None that you may see.</p>}
      <ul className="signatures plain-list">
        {person.roles.map((held) => (
          <li key={held.id}>
            <p>
              <strong>{heldText(held.role)}</strong> for {held.body.name}, {daysHeld(held.from, held.to, people.on)}{' '}
              {held.reason !== '' && <span className="hint">{held.reason}</span>}
            </p>
            {isMine(held.body.id) && <EndRole {...props} held={held} />}
          </li>
        ))}
      </ul>
      {isSelf ? (
        <p className="note">This is you. Nobody gives themselves a role: another administrator can.</p>
      ) : (
        people.administered.length + Number(isOwner(session)) > 0 &&
        person.state !== 'closed' && <GiveRole {...props} />
      )}
      {mayAct && !isSelf && person.state !== 'closed' && <AccountActs {...props} />}
    </section>
  );
}

/** A new link, and closing the account. */
function AccountActs({ person: { account, name, state } }: PersonProps) {
  const sending = useSending({ reason: 'close-reason' });
  const [reason, setReason] = useState('');
  const [handed, setHanded] = useState<Handed | null>(null);
  const [clearsFactors, setClearsFactors] = useState(false);
  const address = `/api/people/${encodeURIComponent(account)}`;
  const isInvited = state === 'invited';
  const hand = async () => {
    const done = await sending.run({}, () =>
      isInvited
        ? send<Handed>('POST', `${address}/invitation`, {})
        : send<Handed>('POST', `${address}/reset`, { clearsFactors }),
    );
    if (done !== null) setHanded(done.value);
  };
  const close = () => {
    const faults = reason.trim() === '' ? { 'close-reason': 'Say why the account is closed.' } : {};
    void sending.run(faults, () => send('POST', `${address}/close`, { reason: reason.trim() }));
  };
  return (
    <>
      <h3>Account</h3>
      {handed !== null && (
        <HandedLink
          key={handed.path}
          handed={handed}
          purpose={isInvited ? `A new invitation for ${name}.` : `With this link ${name} chooses a new password.`}
        />
      )}
      <FormReport state={sending.state} where="While changing the account">
        {!isInvited && (
          <p>
            <Tick
              text={`${name} has lost the second factor too: clear it when the link is used`}
              isOn={clearsFactors}
              onTurn={setClearsFactors}
            />
          </p>
        )}
        <div className="button-row">
          <ConfirmButton
            text={isInvited ? 'Make a new invitation link' : 'Make a link for a new password'}
            of={`for ${name}`}
            says={
              isInvited
                ? 'The link that they have stops working.'
                : 'Give it only to somebody of whom you are sure that they are this person. When they use it, all their devices are signed out.'
            }
            isBusy={sending.state.isBusy}
            onConfirm={() => void hand()}
          />
        </div>
        <details className="more">
          <summary>Close the account of {name}</summary>
          <TextField id="close-reason" label="Why it is closed" isWide value={reason} onChange={setReason} />
          <ConfirmButton
            text="Close the account"
            says={`${name} is signed out everywhere and can no longer sign in; tokens and links stop working, and every role ends. What they did stays in the record under their name.`}
            isBusy={sending.state.isBusy}
            onConfirm={close}
          />
        </details>
      </FormReport>
    </>
  );
}
