/** Signing a line off: each party that is asked, whether it has signed, and what changed since. */

import { NotVerified } from '../../parts/not-verified.tsx';
import { useActing, useWhyNot } from '../../session.ts';
import { momentText } from '../../words.ts';
import { signatureOf, type WorkProps } from './line-props.ts';

type Signature = WorkProps['work']['signatures'][number];

const states: Record<string, { short: string; className: string }> = {
  signed: { short: 'Signed', className: 'badge badge-signed' },
  'changed-since': { short: 'Changed since signed', className: 'badge badge-late' },
  missing: { short: 'Not signed', className: 'badge badge-off' },
};

/** The parties that are asked to sign, each with its state and what can be done about it. */
export function Signatures({ detail, work, isBusy, isOpen, onAct }: WorkProps & { readonly isOpen: boolean }) {
  const known = new Map(work.signatures.map((one) => [one.party.code, one]));
  const asked: readonly Signature[] = detail.signatories.map(
    (party) => known.get(party.code) ?? { party, state: 'missing', who: null, at: null, changes: [] },
  );
  const refused = useWhyNot('sign-line');
  const { acting } = useActing();
  /** Why the person cannot sign for that party; the owner of a laptop signs for whoever asks them to. */
  const lackOf = (party: Signature['party']) =>
    refused ?? (acting === null || acting.code === party.code ? null : `You act for ${acting.name}.`);
  return (
    <>
      <h3>Sign-off</h3>
      <p className="hint">
        A signature is for the line as it stands on this page. If anything in it changes later, that is said here.
      </p>
      <ul className="signatures">
        {asked.map((one) => (
          <li key={one.party.code}>
            <p>
              <strong>{one.party.name}</strong>{' '}
              <span className={states[one.state]?.className ?? 'badge'}>{states[one.state]?.short ?? one.state}</span>
              {one.who !== null && one.at !== null && (
                <span className="hint">
                  {' '}
                  {one.who}
                  <NotVerified />, {momentText(one.at)}
                </span>
              )}
            </p>
            {one.changes.length > 0 && (
              <ul aria-label={`What changed since ${one.party.name} signed`}>
                {one.changes.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            )}
            {isOpen && (
              <p className="button-row">
                {one.state !== 'signed' && (
                  <button
                    type="button"
                    className="button"
                    disabled={isBusy || lackOf(one.party) !== null}
                    onClick={() => onAct(signatureOf(one.party.code, detail))}
                  >
                    {one.state === 'changed-since' ? 'Sign anew' : 'Sign'} for {one.party.name}
                  </button>
                )}
                {one.state !== 'missing' && (
                  <button
                    type="button"
                    className="button button-quiet"
                    disabled={isBusy || lackOf(one.party) !== null}
                    onClick={() => onAct({ do: 'withdraw-signature', party: one.party.code })}
                  >
                    Take the signature of {one.party.name} back
                  </button>
                )}
                {lackOf(one.party) !== null && <span className="hint">{lackOf(one.party)}</span>}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
