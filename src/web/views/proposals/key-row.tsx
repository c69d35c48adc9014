/** The keys that a proposal takes, one for each party: given or missing, drawn and in words. */

import type { ProposalRowWire } from '#wire/proposals.ts';
import { momentText } from '../../words.ts';
import { isOpen } from './proposal-words.ts';

/** The keys in a row. */
export function KeyRow({ proposal }: { readonly proposal: Pick<ProposalRowWire, 'parties' | 'state'> }) {
  const { parties } = proposal;
  const given = parties.filter((one) => one.agreed !== null).length;
  return (
    <ul className="keys" aria-label={`${given} of ${parties.length} parties have agreed`}>
      {parties.map(({ body, agreed, approvers }) => (
        <li key={body.id} className={agreed === null ? 'key' : 'key key-given'}>
          <KeyDrawing isGiven={agreed !== null} />
          <span>
            <strong>{body.name}</strong>
            <span className="key-says">
              {agreed === null
                ? missingText(isOpen(proposal), approvers)
                : `Agreed by ${agreed.name}, ${momentText(agreed.at)}`}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Said of a party that has not agreed. */
function missingText(isWaiting: boolean, approvers: number): string {
  if (!isWaiting) return 'Had not agreed';
  if (approvers === 0) return 'Waits, and nobody can agree for it: it has no approver';
  return `Waits for ${approvers === 1 ? 'its approver' : `one of its ${approvers} approvers`}`;
}

function KeyDrawing({ isGiven }: { readonly isGiven: boolean }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" className="key-drawing">
      <circle cx="7" cy="12" r="4.5" />
      <path d="M11.5 12H22v4M17.5 12v3" />
      {isGiven && <path className="key-tick" d="M4.7 12l1.7 1.8 3-3.6" />}
    </svg>
  );
}
