/** The choice of the body that one acts for, among those in which one holds a role that changes something. */

import { useId } from 'react';
import { saveActingFor, useActing, useSession } from '../session.ts';

/** The field; nothing where there is no choice. */
export function ActingForField({ label }: { readonly label: string }) {
  const id = useId();
  const { person } = useSession();
  const { bodies, acting } = useActing();
  if (person === null || acting === null || bodies.length < 2) return null;
  return (
    <div className="field acting-for">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={acting.id} onChange={(event) => saveActingFor(person.account, event.target.value)}>
        {bodies.map((body) => (
          <option key={body.id} value={body.id}>
            {body.name}
          </option>
        ))}
      </select>
    </div>
  );
}
