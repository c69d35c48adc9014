/** What a screen shows while it waits and when something went wrong. */

import { useEffect, useRef, useState } from 'react';
import { type Answer, type ApiFault, proposalsOf } from '../api-client.ts';
import { BecameProposal } from './became-proposal.tsx';

/** A line that says what is being loaded. It appears after a moment, so that quick answers do not flash. */
export function Loading({ what }: { readonly what: string }) {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="loading" role="status">
      {isSlow && (
        <>
          <progress aria-label={`Loading ${what}`} />
          <span>Loading {what} …</span>
        </>
      )}
    </div>
  );
}

type FaultNoteProps = { readonly fault: ApiFault; readonly where: string; readonly retry?: () => void };

/**
 * What went wrong, where, and what to do, with a way to try again. Takes the focus, as an error summary does. A change that
 * waits for others' agreement is no fault, and is told as what it is.
 */
export function FaultNote(props: FaultNoteProps) {
  const proposals = proposalsOf(props.fault);
  return proposals === null ? <TrueFault {...props} /> : <BecameProposal proposals={proposals} />;
}

function TrueFault({ fault, where, retry }: FaultNoteProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  return (
    <div className="fault" role="alert" tabIndex={-1} ref={box}>
      <h2>There is a problem: {fault.message}</h2>
      <p>
        {where}. {fault.detail}
      </p>
      {fault.problems.length > 0 && (
        <ul>
          {fault.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {retry !== undefined && (
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** The wait or the fault of an answer that has no value yet; nothing when it has one. */
export function Waiting({ answer, what }: { readonly answer: Answer<unknown>; readonly what: string }) {
  if (answer.fault !== undefined)
    return <FaultNote fault={answer.fault} where={`While loading ${what}`} retry={answer.retry} />;
  return answer.value === undefined ? <Loading what={what} /> : null;
}
