/** Said before a change is sent to something that several bodies own: that it will be a proposal, and to whom. */

import { inWords, isOwner, useActing, useSession } from '../session.ts';

type JointNoteProps = { readonly owners: readonly { readonly id: string; readonly name: string }[] };

/** The note; nothing for what one body owns alone, and for the owner of the installation, who holds every key. */
export function JointNote({ owners }: JointNoteProps) {
  const session = useSession();
  const { acting } = useActing();
  const others = owners.filter((one) => one.id !== acting?.id);
  if (isOwner(session) || owners.length < 2 || others.length === 0) return null;
  return (
    <p className="note note-waits">
      This belongs to {inWords([...new Set(owners.map((one) => one.name))])}. What you send becomes a proposal, and is
      made when an approver of each has agreed. Say why, so that they can judge it.
    </p>
  );
}
