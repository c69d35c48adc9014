/** A link to hand over: it is told once, since only its digest is kept. */

import { useEffect, useRef } from 'react';
import type { z } from 'zod';
import type { handedLinkSchema } from '#wire/people.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { momentText } from '../../words.ts';

export type Handed = z.infer<typeof handedLinkSchema>;

/** The link, with how long it works; nothing where none is needed. `purpose` begins the first sentence. */
export function HandedLink({ handed, purpose }: { readonly handed: Handed; readonly purpose: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  if (handed.path === null || handed.expiresAt === null) return null;
  return (
    <div className="note handed" role="status" tabIndex={-1} ref={box}>
      <p>
        <strong>{purpose}</strong> Hand this link over in a way that you trust: whoever has it can use it. It is shown
        this once and works once, until {momentText(handed.expiresAt)}. No mail is sent.
      </p>
      <CopyText label="Link to hand over" text={window.location.origin + handed.path} />
    </div>
  );
}
