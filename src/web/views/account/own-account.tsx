/** How one signs in, and from where: asked of the server for the parts of the account's screen. */

import type { ReactNode } from 'react';
import type { OwnAccountWire } from '#wire/session.ts';
import { useAnswer } from '../../api-client.ts';
import { Waiting } from '../../parts/status-note.tsx';

/** What the parts of the screen are given. */
export type AccountPartProps = { readonly account: OwnAccountWire };

/** What `children` makes of the account; the wait or the fault before. */
export function OwnAccount({ children }: { readonly children: (account: OwnAccountWire) => ReactNode }) {
  const answer = useAnswer<OwnAccountWire>('/api/account');
  if (answer.value === undefined) return <Waiting answer={answer} what="your account" />;
  return children(answer.value);
}
