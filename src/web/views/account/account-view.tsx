/** One's own account: who one is here, and everything by which one signs in. */

import { Fact } from '../../parts/evidence.tsx';
import { isOwner, type Person, useSession } from '../../session.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { daysHeld, heldText } from '../people/role-words.ts';
import { DevicesPart } from './devices-part.tsx';
import { OwnAccount } from './own-account.tsx';
import { PasskeysPart } from './passkeys-part.tsx';
import { PasswordPart } from './password-part.tsx';
import { ProvidersPart } from './providers-part.tsx';
import { SecondFactorPart } from './second-factor-part.tsx';
import { TokensPart } from './tokens-part.tsx';

/** The screen. */
export function AccountView({ choice }: ViewProps) {
  usePageTitle('Your account');
  const session = useSession();
  const { person } = session;
  if (person === null) return null;
  if (isOwner(session)) {
    return (
      <>
        <h1>Your account</h1>
        <p>
          You are the owner of this installation: there is no account to look after. You signed in by the link that the
          start printed. To let others in with accounts of their own, start it with <code>--accounts</code>.
        </p>
      </>
    );
  }
  return (
    <>
      <h1>Your account</h1>
      <WhoYouAre person={person} register={choice.register.title} />
      <OwnAccount>
        {(account) => (
          <>
            <PasswordPart account={account} />
            <SecondFactorPart account={account} />
            <PasskeysPart account={account} />
            <ProvidersPart account={account} />
            <DevicesPart account={account} />
            <TokensPart account={account} />
          </>
        )}
      </OwnAccount>
    </>
  );
}

function WhoYouAre({ person, register }: { readonly person: Person; readonly register: string }) {
  const today = new Date().toISOString().slice(0, 10);
  return (
    <dl className="facts">
      <Fact name="Name">{person.name}</Fact>
      <Fact name="E-mail address">{person.email}</Fact>
      <Fact name={`Roles in ${register}`}>
        {person.roles.length === 0 ? (
          'None. Somebody who administers your body can give you one.'
        ) : (
          <ul className="plain-list">
            {person.roles.map(({ body, role, from, to }) => (
              <li key={`${body.id} ${role} ${from}`}>
                {heldText(role)} for {body.name}, <span className="hint">{daysHeld(from, to, today)}</span>
              </li>
            ))}
          </ul>
        )}
      </Fact>
    </dl>
  );
}
