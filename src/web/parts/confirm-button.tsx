/** A button whose press is asked about once more, in its own place, with what happens. */

import { type ReactNode, useEffect, useRef, useState } from 'react';

type ConfirmButtonProps = {
  readonly text: string;
  /** Read after the text by who does not see what it stands beside. */
  readonly of?: string;
  /** What happens. */
  readonly says: ReactNode;
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
};

/** The button; pressed, the question with the button that does it. */
export function ConfirmButton({ text, of, says, isBusy, onConfirm }: ConfirmButtonProps) {
  const [isAsking, setIsAsking] = useState(false);
  const asked = useRef<HTMLButtonElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking) asked.current?.focus();
    else if (wasAsking.current) button.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  if (!isAsking) {
    return (
      <button
        ref={button}
        type="button"
        className="button button-quiet"
        disabled={isBusy}
        onClick={() => setIsAsking(true)}
      >
        {text}
        {of !== undefined && <span className="unseen"> {of}</span>}
      </button>
    );
  }
  return (
    <div className="confirm">
      <p>{says}</p>
      <p className="button-row">
        <button
          ref={asked}
          type="button"
          className="button button-danger"
          disabled={isBusy}
          onClick={() => {
            setIsAsking(false);
            onConfirm();
          }}
        >
          {text}
          {of !== undefined && <span className="unseen"> {of}</span>}
        </button>
        <button type="button" className="button button-quiet" onClick={() => setIsAsking(false)}>
          Leave it
        </button>
      </p>
    </div>
  );
}
