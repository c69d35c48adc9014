/** What an invitation or a reset link leads to: whose it is, and choosing a password. The key is in the fragment of the address. */

import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import type { linkSchema } from '#wire/session.ts';
import { type ApiFault, askWith, send, useAsked } from '../../api-client.ts';
import { TextField } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { Loading } from '../../parts/status-note.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { goTo } from '../../router.ts';
import { usePageTitle } from '../../view.ts';
import { PasswordField } from './password-field.tsx';
import { lengthFault } from './password-length.ts';

type Led = z.infer<typeof linkSchema>;

/** The screen of the link that the address names. `isSignedIn`: somebody is, who would be signed out by it. */
export function LinkView({ signedInAs }: { readonly signedInAs: string | null }) {
  const [key] = useState(() => window.location.hash.slice(1));
  const answer = useAsked<Led>(key === '' ? null : `link ${key}`, () => askWith<Led>('/api/links/look', { key }));
  usePageTitle(answer.value?.purpose === 'reset' ? 'Choose a new password' : 'Accept the invitation');
  if (key === '' || answer.fault !== undefined) return <NoLink fault={answer.fault} />;
  if (answer.value === undefined) {
    return (
      <>
        <h1>Your link</h1>
        <Loading what="your link" />
      </>
    );
  }
  return <ChoosePassword led={answer.value} linkKey={key} signedInAs={signedInAs} />;
}

function NoLink({ fault }: { readonly fault: ApiFault | undefined }) {
  const isGone = fault === undefined || (fault.status >= 400 && fault.status < 500 && fault.status !== 429);
  return (
    <>
      <h1>This link does not work</h1>
      <p>
        {isGone
          ? 'It was used already, is too old, was replaced by a newer one, or was not copied whole. Ask whoever gave it to you for another.'
          : fault?.detail}
      </p>
    </>
  );
}

type ChoosePasswordProps = { readonly led: Led; readonly linkKey: string; readonly signedInAs: string | null };

function ChoosePassword({ led, linkKey, signedInAs }: ChoosePasswordProps) {
  const sending = useSending({ password: 'link-password' });
  const [password, setPassword] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const fault = lengthFault(password);
    await sending.run(fault === null ? {} : { 'link-password': fault }, () =>
      // The screen is left before anything is asked anew: the link is used up then, and its key goes from the address.
      send('POST', '/api/links/accept', { key: linkKey, password }, () => goTo('/')),
    );
  };
  const isReset = led.purpose === 'reset';
  return (
    <>
      <h1>{isReset ? 'Choose a new password' : `Welcome, ${led.name}`}</h1>
      <p>
        {isReset
          ? `For the account of ${led.name}. All devices that are signed in with it are signed out.`
          : 'You have been invited to Coterminous. Choose a password, and you are signed in.'}
      </p>
      {signedInAs !== null && (
        <p className="note note-caution">
          This browser is signed in as {signedInAs}. It will be signed in as {led.name} instead.
        </p>
      )}
      <FormReport state={sending.state} where="While choosing the password">
        <form className="sign-in" aria-label="Choose a password" noValidate onSubmit={submit}>
          <TextField
            id="link-email"
            label="E-mail address, with which you sign in"
            type="email"
            autoComplete="username"
            isReadOnly
            value={led.email}
            onChange={() => undefined}
          />
          <PasswordField
            id="link-password"
            label="New password"
            hint="Long is what counts: four or five words that do not belong together are good. Paste one from a password manager if you use it."
            isNew
            value={password}
            onChange={setPassword}
          />
          <button type="submit" className="button" disabled={sending.state.isBusy}>
            {isReset ? 'Keep it and sign in' : 'Accept and sign in'}
          </button>
        </form>
      </FormReport>
    </>
  );
}
