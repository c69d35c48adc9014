/** Somebody whose account other bodies keep: whoever gives them a role says that they have asked the person. */

import type { ApiFault } from '../../api-client.ts';
import { Tick } from '../../parts/form-field.tsx';

type AccountOfOthersProps = {
  /** What the form met last. */
  readonly fault: ApiFault | null;
  readonly isTheirs: boolean;
  readonly onTurn: (isTheirs: boolean) => void;
};

/** The box to tick; nothing until the server has asked for it. */
export function AccountOfOthers({ fault, isTheirs, onTurn }: AccountOfOthersProps) {
  const isAsked = fault?.document['type'] === 'urn:coterminous:problem:account-of-others';
  if (!isAsked && !isTheirs) return null;
  return (
    <p>
      <Tick text="I have asked the person in another way: the account is theirs" isOn={isTheirs} onTurn={onTurn} />
    </p>
  );
}
