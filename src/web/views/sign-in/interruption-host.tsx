/**
 * Sees to it when the server wants something of the person before it goes on: that they sign in again, or prove who they are.
 * A dialog over the screen, which stays as it is; then what was asked is asked again.
 */

import { useEffect, useRef, useState } from 'react';
import type { SessionWire } from '#wire/session.ts';
import { ask, attendInterruptions, forgetAnswers, type Interruption } from '../../api-client.ts';
import { isOwner, type Person, useSession } from '../../session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { StepUpForm } from './step-up-form.tsx';

/** A request that waits, and how to let it go on (true) or be refused. */
type Waiting = { readonly isQuestion: boolean; readonly settle: (isDone: boolean) => void };

/** The dialog, closed until it is needed; all requests that wait share it. */
export function InterruptionHost() {
  const session = useSession();
  const { shown, isDeclined, reopen, settle } = useInterruptions();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (shown === null) dialog.current?.close();
    else dialog.current?.showModal();
  }, [shown]);
  return (
    <>
      {isDeclined && (
        <div className="signed-out-bar" role="status">
          <p>
            You are not signed in any more: what is on the screen may be old, and cannot be saved.{' '}
            <button type="button" className="button button-quiet" onClick={reopen}>
              Sign in again
            </button>
          </p>
        </div>
      )}
      <dialog
        ref={dialog}
        className="evidence interruption"
        aria-labelledby="interruption-title"
        onClose={() => shown !== null && settle(false)}
      >
        {shown !== null && session.person !== null && (
          <Interrupted key={shown} wanted={shown} settle={settle} session={session} person={session.person} />
        )}
      </dialog>
    </>
  );
}

/**
 * What is wanted, and the requests that wait for it. When the person declines to sign in, changes are refused; questions go on
 * waiting, since a refused one would take from the screen what is on it.
 */
function useInterruptions() {
  const waiting = useRef<readonly Waiting[]>([]);
  const declined = useRef(false);
  const [shown, setShown] = useState<Interruption | null>(null);
  const [isDeclined, setIsDeclined] = useState(false);
  useEffect(
    () =>
      attendInterruptions((wanted, isQuestion) => {
        const { promise, resolve } = Promise.withResolvers<boolean>();
        waiting.current = [...waiting.current, { isQuestion, settle: resolve }];
        if (!(declined.current && isQuestion)) setShown((now) => now ?? wanted);
        return promise;
      }),
    [],
  );
  const settle = (isDone: boolean) => {
    const settled = waiting.current.filter((one) => isDone || !one.isQuestion);
    waiting.current = waiting.current.filter((one) => !settled.includes(one));
    declined.current = !isDone && (shown === 'sign-in' || declined.current);
    setIsDeclined(declined.current);
    setShown(null);
    for (const one of settled) one.settle(isDone);
  };
  return { shown, isDeclined, reopen: () => setShown('sign-in'), settle };
}

type InterruptedProps = {
  readonly wanted: Interruption;
  readonly settle: (isDone: boolean) => void;
  readonly session: SessionWire;
  readonly person: Person;
};

function Interrupted({ wanted, settle, session, person }: InterruptedProps) {
  const [other, setOther] = useState<string | null>(null);
  const [isStillOut, setIsStillOut] = useState(false);
  /** Goes on only as the same person: what stands on the screen is theirs. */
  const goOn = async () => {
    forgetAnswers();
    const now = (await ask<SessionWire>('/api/session')).person;
    if (now === null) setIsStillOut(true);
    else if (now.account === person.account) settle(true);
    else setOther(now.name);
  };
  if (other !== null) return <SomebodyElse before={person.name} now={other} />;
  return (
    <>
      <div className="evidence-head">
        <h2 id="interruption-title">
          {wanted === 'sign-in' ? 'Your session has ended: sign in again' : 'Prove that it is you'}
        </h2>
        <button type="button" className="button button-quiet" onClick={() => settle(false)}>
          Cancel
        </button>
      </div>
      {wanted === 'step-up' ? (
        <StepUpForm onDone={() => settle(true)} onPasskey={() => void goOn()} />
      ) : (
        <>
          <p>Nothing that you wrote is lost. When you are signed in again, what you asked for goes on.</p>
          {isStillOut && (
            <p className="field-fault" role="alert">
              Nobody is signed in yet.
            </p>
          )}
          {isOwner(session) ? (
            <p>
              Write <code>coterminous open</code> on the machine on which it runs, and open the link that it prints in
              this browser, beside this page. Then press the button.
            </p>
          ) : (
            <SignInForm providers={session.providers} email={person.email} isInDialog onDone={() => void goOn()} />
          )}
          <button type="button" className="button button-quiet" onClick={() => void goOn()}>
            I have signed in beside this page: go on
          </button>
        </>
      )}
    </>
  );
}

function SomebodyElse({ before, now }: { readonly before: string; readonly now: string }) {
  return (
    <>
      <h2 id="interruption-title">You are signed in as somebody else</h2>
      <p>
        This screen was opened by {before}; now {now} is signed in. Nothing was sent. To go on as {now}, load the
        workbench anew. To go on as {before}, do that and sign out first.
      </p>
      <button type="button" className="button" onClick={() => window.location.reload()}>
        Load it anew as {now}
      </button>
    </>
  );
}
