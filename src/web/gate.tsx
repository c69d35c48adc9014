/**
 * Lets nobody see a screen before it is known who they are: asks the server, uses the link of a laptop's start, shows the ways to
 * sign in. Whoever was let in stays on their screen when the session ends, so that nothing typed is lost: they are asked again.
 */

import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { SessionWire } from '#wire/session.ts';
import { apiAddress, send, useAnswer } from './api-client.ts';
import { LateScreen } from './parts/late-screen.tsx';
import { Loading, Waiting } from './parts/status-note.tsx';
import { goTo, takeFromQuery, useLocation } from './router.ts';
import { SessionContext } from './session.ts';
import { InterruptionHost } from './views/sign-in/interruption-host.tsx';
import { LinkView } from './views/sign-in/link-view.tsx';
import { OwnerLinkView, SignedInAlready, SignInView } from './views/sign-in/sign-in-view.tsx';
import { takeWanted } from './views/sign-in/wanted-address.ts';

// It draws codes and knows passkeys: few ever need it.
const loadAddFactor = () =>
  import('./views/sign-in/add-factor-view.tsx').then(
    ({ AddFactorView }) =>
      (props: { readonly onDone: () => void }) => <AddFactorView {...props} />,
  );

/** The key of the owner's link, taken out of the address before anything else happens. Elsewhere `key` names a line. */
const ownerKey = window.location.pathname === '/' ? takeFromQuery('key') : null;

type GateProps = {
  /** Around whatever is shown. */
  readonly frame: (content: ReactNode) => ReactNode;
  /** Shown to who is signed in. */
  readonly children: ReactNode;
};

/** The gate. What is in it finds the session by `useSession`. */
export function Gate({ frame, children }: GateProps) {
  const key = useOwnerKey();
  const { path, query } = useLocation();
  const answer = useAnswer<SessionWire>(
    key === 'trying' ? null : apiAddress('/session', { register: query.get('register') }),
  );
  const session = useKeptSession(answer.value);
  const isIn = session !== undefined && session.person !== null;
  useWantedAddress(isIn);
  useFocusOnceIn(session === undefined ? null : isIn);
  const adding = useAddingFactor(session?.person?.mustAddFactor === true);
  if (session === undefined) {
    return frame(
      <>
        <h1 className="unseen">Coterminous</h1>
        {key === 'trying' ? <Loading what="the workbench" /> : <Waiting answer={answer} what="who is signed in" />}
      </>,
    );
  }
  const { person } = session;
  const away = adding.isOn ? (
    <LateScreen load={loadAddFactor} props={{ onDone: adding.end }} named="" />
  ) : (
    screenAway(session, path, key === 'used-up')
  );
  return (
    <SessionContext value={session}>
      {frame(away ?? children)}
      {person !== null && <InterruptionHost />}
    </SessionContext>
  );
}

/** What is shown in place of the screens; null: the screens. */
function screenAway(session: SessionWire, path: string, isUsedUp: boolean): ReactNode | null {
  const { person, accounts } = session;
  if (path === '/invitation') return <LinkView signedInAs={person?.name ?? null} />;
  if (person === null) return accounts ? <SignInView session={session} /> : <OwnerLinkView isUsedUp={isUsedUp} />;
  return path === '/sign-in' ? <SignedInAlready /> : null;
}

/** Tries the key of the owner's link, once. It may fail while an earlier session still holds. */
function useOwnerKey(): 'none' | 'trying' | 'used-up' {
  const [state, setState] = useState<'none' | 'trying' | 'used-up'>(ownerKey === null ? 'none' : 'trying');
  const isTried = useRef(false);
  useEffect(() => {
    if (ownerKey === null || isTried.current) return;
    isTried.current = true;
    send('POST', '/api/session/owner', { key: ownerKey }).then(
      () => setState('none'),
      () => setState('used-up'),
    );
  }, []);
  return state;
}

/**
 * The newest session in which somebody is signed in, else the newest. Whoever signs out loads the page anew; so a session
 * that is gone has ended by itself, and the screen is left as it is.
 */
function useKeptSession(asked: SessionWire | undefined): SessionWire | undefined {
  const kept = useRef(asked);
  if (asked !== undefined && (asked.person !== null || kept.current === undefined || kept.current.person === null))
    kept.current = asked;
  return kept.current;
}

/** Leads on to where somebody wanted to go before another provider signed them in. */
function useWantedAddress(isIn: boolean): void {
  useEffect(() => {
    if (!isIn) return;
    const wanted = takeWanted();
    if (wanted !== null && window.location.pathname === '/') goTo(wanted);
  }, [isIn]);
}

/** Moves the focus to the screen that takes the place of the form by which somebody signed in. */
function useFocusOnceIn(isIn: boolean | null): void {
  const wasIn = useRef<boolean | null>(null);
  useEffect(() => {
    if (isIn === null) return;
    if (isIn && wasIn.current === false) document.getElementById('main')?.focus({ preventScroll: true });
    wasIn.current = isIn;
  }, [isIn]);
}

/** On from when a second factor has to be set up until the person has done so and kept what they are shown once. */
function useAddingFactor(must: boolean): { readonly isOn: boolean; readonly end: () => void } {
  const [isOn, setIsOn] = useState(must);
  if (must && !isOn) setIsOn(true);
  return { isOn: isOn || must, end: () => setIsOn(false) };
}
