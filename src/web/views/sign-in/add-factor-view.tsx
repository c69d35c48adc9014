/** A role asks for a second factor and there is none yet: setting one up is all that can be done until there is. */

import { useSession } from '../../session.ts';
import { usePageTitle } from '../../view.ts';
import { OwnAccount } from '../account/own-account.tsx';
import { PasskeysPart } from '../account/passkeys-part.tsx';
import { SecondFactorPart } from '../account/second-factor-part.tsx';

/** The screen in place of every other, until the person goes on: what is told once must not go before they have it. */
export function AddFactorView({ onDone }: { readonly onDone: () => void }) {
  usePageTitle('Set up a second factor');
  const { person } = useSession();
  return (
    <>
      <h1>Set up a second factor</h1>
      <p>
        {person?.name}, a role that you hold asks for more than a password. Set up an app that shows codes, or a
        passkey; either takes a minute. Then you come to the workbench.
      </p>
      <OwnAccount>
        {(account) => (
          <>
            <SecondFactorPart account={account} onDone={onDone} />
            <PasskeysPart account={account} />
            {person?.mustAddFactor === false && (
              <button type="button" className="button" onClick={onDone}>
                Go to the workbench
              </button>
            )}
          </>
        )}
      </OwnAccount>
    </>
  );
}
