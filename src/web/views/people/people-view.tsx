/** The people of bodies and the roles that they hold: inviting, giving and ending roles, new links, closing accounts. */

import { useState } from 'react';
import type { PeopleWire, PersonWire } from '#wire/people.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { SearchField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { isOwner, useSession } from '../../session.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText } from '../../words.ts';
import { Invite } from './invite.tsx';
import { isFound, stateWords } from './people-rows.ts';
import { PersonPanel } from './person-panel.tsx';
import { daysHeld, heldText } from './role-words.ts';

/** The screen. `?person=` names the account that is looked at. */
export function PeopleView({ choice, registers }: ViewProps) {
  usePageTitle('People and roles');
  const { query } = useLocation();
  const session = useSession();
  const answer = useAnswer<PeopleWire>(apiAddress('/people', { register: choice.register.name }));
  const people = answer.value;
  const wanted = query.get('person');
  const person = people?.people.find((one) => one.account === wanted);
  return (
    <>
      <h1>People and roles</h1>
      <p className="lead">
        People act for bodies in roles. What a body has, its people see and change as their roles say; what is joint
        changes when each party agrees.
      </p>
      {!session.accounts && (
        <p className="note">
          Accounts are not on: nobody can sign in but you. Start Coterminous with <code>--accounts</code> to let people
          in.
        </p>
      )}
      <p>
        <Link path="/vesting-day">When bodies end: who will see what</Link>
      </p>
      <form className="choices" aria-label="Register" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
      </form>
      {people === undefined ? (
        <Waiting answer={answer} what="the people" />
      ) : (
        <>
          {isOwner(session) || people.administered.length > 0 ? (
            <Invite choice={choice} administered={people.administered} />
          ) : (
            <p className="note">
              You administer no body, so you can look and change nothing here. To invite somebody takes the role
              administrator.
            </p>
          )}
          {person !== undefined && <PersonPanel key={person.account} choice={choice} person={person} people={people} />}
          {wanted !== null && person === undefined && (
            <p className="note">The person that the address names is not here, or you may not see them.</p>
          )}
          <PeopleTable people={people} wanted={wanted} />
        </>
      )}
    </>
  );
}

function PeopleTable({
  people: { people, on },
  wanted,
}: {
  readonly people: PeopleWire;
  readonly wanted: string | null;
}) {
  const [text, setText] = useState('');
  const found = people.filter((person) => isFound(person, text));
  const columns: readonly TableColumn<PersonWire>[] = [
    {
      title: 'Person',
      isRowTitle: true,
      by: ({ name }) => name,
      cell: ({ account, name, email }) => (
        <>
          <button type="button" className="pick" onClick={() => changeQuery({ person: account }, true)}>
            {name}
          </button>
          <span className="data-under">{email}</span>
        </>
      ),
    },
    {
      title: 'Account',
      by: ({ state }) => state,
      cell: ({ state, hasSecondFactor }) => (
        <>
          {stateWords[state].short}
          {state === 'active' && (
            <span className="data-under">{hasSecondFactor ? 'with a second factor' : 'password alone'}</span>
          )}
        </>
      ),
    },
    {
      title: 'Roles',
      by: ({ roles }) => roles.length,
      cell: ({ roles }) =>
        roles.length === 0 ? (
          'None that you may see'
        ) : (
          <ul className="plain-list roles">
            {roles.map(({ id, body, role, from, to }) => (
              <li key={id}>
                {heldText(role)} for {body.name}
                {!body.exists && ' (no longer exists)'} <span className="hint">{daysHeld(from, to, on)}</span>
              </li>
            ))}
          </ul>
        ),
    },
  ];
  return (
    <section aria-labelledby="people-title">
      <h2 id="people-title">Who there is</h2>
      <form className="choices" aria-label="Find people" onSubmit={(event) => event.preventDefault()}>
        <SearchField label="Find" hint="Name, e-mail address, body or role." value={text} onChange={setText} />
      </form>
      <DataTable
        label="People"
        caption={`${countText(found.length, 'person', 'people')}${found.length === people.length ? '' : ` of ${people.length}`}. Choose one to see what can be done.`}
        columns={columns}
        rows={found}
        keyOf={({ account }) => account}
        isMarked={({ account }) => account === wanted}
        topKey={text}
        none={people.length === 0 ? 'Nobody has an account yet that you may see.' : 'Nobody is called so.'}
      />
    </section>
  );
}
