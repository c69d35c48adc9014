/** Taking an arrangement away, with a reason and after a second look. Its history stays. */

import { useId, useState } from 'react';
import type { ArrangementWire } from '#wire/arrangements.ts';
import { hrefOf } from '../../address.ts';
import { ApiFault, apiAddress, send } from '../../api-client.ts';
import { useAuthor } from '../../author.ts';
import type { Choice } from '../../choice.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { keptChoice } from '../../parts/link.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { goTo, useLocation } from '../../router.ts';

/** Closed until it is opened; then the form. */
export function RemoveArrangement({ choice, shown }: { readonly choice: Choice; readonly shown: ArrangementWire }) {
  const id = useId();
  const author = useAuthor('remove-arrangement');
  const { query } = useLocation();
  const [reason, setReason] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const { arrangement, version } = shown;
  const remove = () => {
    setIsBusy(true);
    setFault(null);
    const address = apiAddress(`/arrangements/${encodeURIComponent(arrangement.id)}`, {
      register: choice.register.name,
    });
    const body = { expectedVersion: version, by: author, reason: reason.trim() || null };
    const leave = () => goTo(hrefOf({ path: '/arrangements', query: keptChoice(query) }));
    send('DELETE', address, body, leave).catch((problem: unknown) => {
      if (!(problem instanceof ApiFault)) throw problem;
      setFault(problem);
      setIsBusy(false);
    });
  };
  return (
    <details className="more">
      <summary>Remove this arrangement</summary>
      <p>
        It leaves the list and every schedule. Its history stays in the record, from which it can be entered again. An
        arrangement that has ended need not be removed: state its end.
      </p>
      <AuthorNote wanted={['remove-arrangement']} />
      {fault !== null && <FaultNote fault={fault} where="While removing it" />}
      {author !== null && (
        <form
          aria-label="Remove the arrangement"
          onSubmit={(event) => {
            event.preventDefault();
            remove();
          }}
        >
          <div className="field">
            <label htmlFor={id}>Why it is removed</label>
            <input
              id={id}
              type="text"
              required
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
          <button type="submit" className="button button-danger" disabled={isBusy || reason.trim() === ''}>
            Remove it
          </button>
        </form>
      )}
    </details>
  );
}
