/** Said beside names: where people have no accounts a name is as somebody stated it. */

import { useSession } from '../session.ts';

/** ` (not verified)`, or nothing where people sign in with accounts. */
export function NotVerified() {
  return useSession().accounts ? null : <> (not verified)</>;
}

/** What names in a record are worth, as a sentence. */
export function NamesNote() {
  return useSession().accounts ? (
    <>Who signed in is named by their account; names recorded before, or on the machine itself, are as stated.</>
  ) : (
    <>Names are as people stated them, not verified.</>
  );
}
