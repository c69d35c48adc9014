/** The top of every page: the name of the program, its screens, who is signed in and for which body they act. */

import { useEffect, useId, useRef, useState } from 'react';
import type { ProposalsWire } from '#wire/proposals.ts';
import { apiAddress, send, useAnswer } from './api-client.ts';
import { ActingForField } from './parts/acting-for-field.tsx';
import { Link } from './parts/link.tsx';
import { useLocation } from './router.ts';
import { isAt, navigation } from './screens.tsx';
import { bodiesOf, inWords, isOwner, type Person, useActing, useSession } from './session.ts';

/** The masthead; without screens while nobody is signed in. */
export function Masthead() {
  const { path } = useLocation();
  const session = useSession();
  const { person, accounts } = session;
  const isIn = person !== null && !person.mustAddFactor;
  return (
    <header className="masthead">
      <div className="wide masthead-row">
        <Link path="/" className="brand">
          <img src="/mark.svg" alt="" width="28" height="28" /> Coterminous
        </Link>
        {person !== null && !isOwner(session) && <WhoIsIn person={person} />}
        {isIn && (
          <nav aria-label="Screens" className="masthead-screens">
            <ul className="screens">
              {navigation
                .filter((entry) => accounts || entry.needsAccounts !== true)
                .map((entry) => (
                  <li key={entry.path}>
                    <Link path={entry.path} isCurrent={isAt(entry, path)}>
                      {entry.title}
                      {entry.path === '/proposals' && <WaitingCount />}
                    </Link>
                  </li>
                ))}
            </ul>
          </nav>
        )}
      </div>
    </header>
  );
}

/** How many proposals the person could agree to now. */
function WaitingCount() {
  const { query } = useLocation();
  const address = apiAddress('/proposals', { register: query.get('register'), state: 'open' });
  const count = useAnswer<ProposalsWire>(address).value?.waiting ?? 0;
  if (count === 0) return null;
  return (
    <>
      {' '}
      <span className="waiting-count">
        {count}
        <span className="unseen"> {count === 1 ? 'waits' : 'wait'} for you</span>
      </span>
    </>
  );
}

function WhoIsIn({ person }: { readonly person: Person }) {
  const { bodies, acting } = useActing();
  return (
    <div className="who">
      {bodies.length > 1 ? (
        <ActingForField label="Acting for" />
      ) : (
        <span className="who-for">{forText(person, acting?.name ?? null)}</span>
      )}
      <AccountMenu person={person} />
    </div>
  );
}

/** For whom they act, or else read. */
function forText(person: Person, acting: string | null): string {
  if (acting !== null) return `Acting for ${acting}`;
  const read = bodiesOf(person.roles, 'all').map((body) => body.name);
  if (read.length === 0) return 'No role in this register';
  return read.length > 2 ? `You read for ${read.length} bodies` : `You read for ${inWords(read)}`;
}

/** A button that opens what belongs to the account. Escape, and leaving it, close it. */
function AccountMenu({ person }: { readonly person: Person }) {
  const id = useId();
  const { path } = useLocation();
  const [isOpen, setIsOpen] = useState(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen closes it
  useEffect(() => setIsOpen(false), [path]);
  const signOut = () => {
    setIsLeaving(true);
    // The page is loaded anew, whatever the server said: nothing of this person stays in it.
    const leave = () => window.location.assign('/');
    send('DELETE', '/api/session', {}).then(leave, leave);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are of the button and links inside
    <div
      className="account-menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        setIsOpen(false);
        button.current?.focus();
      }}
      onBlur={(event) => {
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="account-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {person.name} <span aria-hidden="true">{isOpen ? '▴' : '▾'}</span>
      </button>
      <div id={id} className="account-panel" hidden={!isOpen}>
        <p className="hint">{person.email}</p>
        <ul className="plain-list">
          {!person.mustAddFactor && (
            <li>
              <Link path="/account">Your account</Link>
            </li>
          )}
          <li>
            <button type="button" className="pick" disabled={isLeaving} onClick={signOut}>
              Sign out
            </button>
          </li>
        </ul>
      </div>
    </div>
  );
}
