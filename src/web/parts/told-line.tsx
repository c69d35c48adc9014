/** The line that tells what became of a step. */

import { useEffect, useRef } from 'react';

/** The line; empty: nothing to see. It takes the focus with each text, since the control that was pressed may be gone. */
export function ToldLine({ told }: { readonly told: string }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (told !== '') line.current?.focus();
  }, [told]);
  return (
    <p role="status" tabIndex={-1} ref={line} className={told === '' ? undefined : 'note note-waits'}>
      {told}
    </p>
  );
}
