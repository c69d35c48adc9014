/** "A change is proposed": said on the page of a thing while proposals about it are open, with the way to each. */

import type { ProposalsWire } from '#wire/proposals.ts';
import { apiAddress, useAnswer } from '../api-client.ts';
import { isOwner, useSession } from '../session.ts';
import { Link } from './link.tsx';

type ChangeProposedProps = {
  readonly register: string;
  /** Kind of record and its id. */
  readonly kind: 'arrangement' | 'line-work';
  readonly id: string;
};

/** The note; nothing while none is open. */
export function ChangeProposed({ register, kind, id }: ChangeProposedProps) {
  const session = useSession();
  // Where people have no accounts nothing waits for anybody.
  const isAsked = session.accounts || !isOwner(session);
  const answer = useAnswer<ProposalsWire>(isAsked ? apiAddress('/proposals', { register, state: 'open' }) : null);
  const found = (answer.value?.proposals ?? []).filter(({ subject }) => subject.kind === kind && subject.id === id);
  if (found.length === 0) return null;
  return (
    <div className="note note-waits">
      <p>
        <strong>{found.length === 1 ? 'A change is proposed.' : `${found.length} changes are proposed.`}</strong> Until
        all who are asked agree, what is shown here holds.
      </p>
      <ul className="plain-list">
        {found.map((one) => (
          <li key={one.id}>
            <Link path={`/proposal/${encodeURIComponent(one.id)}`}>
              {one.says}, by {one.proposedBy.name}
            </Link>
            {one.may.includes('agree') && <span className="badge badge-late">Waits for you</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
