/** Said when a change to something joint was kept as a proposal: who has to agree, and where it is. */

import { useEffect, useRef } from 'react';
import type { MadeProposal } from '../api-client.ts';
import { inWords } from '../session.ts';
import { Link } from './link.tsx';

/** The note. Takes the focus when it appears: it is the answer to what was sent. */
export function BecameProposal({ proposals }: { readonly proposals: readonly MadeProposal[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div className="note note-waits" role="status" tabIndex={-1} ref={box}>
      <p>
        <strong>
          Your change is kept as {proposals.length === 1 ? 'a proposal' : `${proposals.length} proposals`}.
        </strong>{' '}
        Nothing changes until it is agreed.
      </p>
      <ul className="plain-list">
        {proposals.map(({ id, parties }) => (
          <li key={id}>
            This waits for the agreement of {inWords(parties)}.{' '}
            <Link path={`/proposal/${encodeURIComponent(id)}`}>See the proposal</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
