/** Taking a scenario away. It stays while another starts from it or a schedule is made in it. */

import { useState } from 'react';
import { hrefOf } from '../../address.ts';
import { ApiFault, apiAddress, send } from '../../api-client.ts';
import { useAuthor } from '../../author.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { keptChoice } from '../../parts/link.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { goTo, useLocation } from '../../router.ts';
import type { ScenarioProps } from './scenario-parts.tsx';

/** Closed until it is opened. */
export function RemoveScenario({ choice, shown: { scenario, version } }: ScenarioProps) {
  const author = useAuthor('remove-scenario');
  const { query } = useLocation();
  const [fault, setFault] = useState<ApiFault | null>(null);
  const remove = () => {
    setFault(null);
    const address = apiAddress(`/scenarios/${encodeURIComponent(scenario.id)}`, { register: choice.register.name });
    const leave = () => goTo(hrefOf({ path: '/scenarios', query: keptChoice(query) }));
    send('DELETE', address, { expectedVersion: version, by: author, reason: null }, leave).catch((problem: unknown) => {
      if (!(problem instanceof ApiFault)) throw problem;
      setFault(problem);
    });
  };
  return (
    <details className="more">
      <summary>Take this scenario away</summary>
      <p>
        What was drawn in it goes with it; what was adopted stays in the register. Its history stays in the record of
        changes.
      </p>
      <AuthorNote wanted={['remove-scenario']} />
      {fault !== null && <FaultNote fault={fault} where="While taking it away" />}
      <button type="button" className="button button-danger" disabled={author === null} onClick={remove}>
        Take “{scenario.title}” away
      </button>
    </details>
  );
}
