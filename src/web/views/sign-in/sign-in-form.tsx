/** The ways to sign in: password and second factor, passkey, another provider. */

import { type FormEvent, useEffect, useRef } from 'react';
import type { SessionWire } from '#wire/session.ts';
import { TextField } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { canUsePasskeys } from '../../passkeys.ts';
import { PasswordField } from './password-field.tsx';
import { useSignIn } from './use-sign-in.ts';
import { keepWanted } from './wanted-address.ts';

type SignInFormProps = {
  readonly providers: SessionWire['providers'];
  /** Whose session ended; null: whoever comes. */
  readonly email: string | null;
  /** True: the page must stay as it is, so providers open beside it. */
  readonly isInDialog: boolean;
  readonly onDone: () => void;
};

/** The form. */
export function SignInForm({ providers, email, isInDialog, onDone }: SignInFormProps) {
  const signIn = useSignIn(email, onDone);
  const isFirst = signIn.step === 'password';
  return (
    <FormReport state={signIn.state} where="While signing in">
      {isFirst ? <FirstStep signIn={signIn} /> : <SecondStep signIn={signIn} />}
      {isFirst && (canUsePasskeys() || providers.length > 0) && (
        <div className="other-ways">
          <p id="other-ways">Or sign in another way:</p>
          <ul className="plain-list" aria-labelledby="other-ways">
            {canUsePasskeys() && (
              <li>
                <button
                  type="button"
                  className="button button-quiet"
                  disabled={signIn.state.isBusy}
                  onClick={() => void signIn.passkey()}
                >
                  Use a passkey
                </button>
              </li>
            )}
            {providers.map(({ id, title }) => (
              <li key={id}>
                <a
                  className="button button-quiet"
                  href={`/api/session/providers/${encodeURIComponent(id)}/start`}
                  {...(isInDialog ? { target: '_blank', rel: 'noopener' } : {})}
                  onClick={isInDialog ? undefined : keepWanted}
                >
                  {title}
                  {isInDialog && ' (opens beside this page)'}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </FormReport>
  );
}

type StepProps = { readonly signIn: ReturnType<typeof useSignIn> };

function FirstStep({ signIn: { fields, firstStep, state } }: StepProps) {
  return (
    <form
      className="sign-in"
      aria-label="Sign in"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void firstStep();
      }}
    >
      <TextField
        id="sign-in-email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        value={fields.email}
        onChange={fields.setEmail}
      />
      <PasswordField id="sign-in-password" label="Password" value={fields.password} onChange={fields.setPassword} />
      <button type="submit" className="button" disabled={state.isBusy}>
        Sign in
      </button>
    </form>
  );
}

function SecondStep({ signIn: { fields, secondStep, startAgain, state } }: StepProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  return (
    <form
      ref={form}
      className="sign-in"
      aria-label="Second factor"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void secondStep();
      }}
    >
      <TextField
        id="sign-in-code"
        label="Code"
        hint="The six digits that your app shows now, or one of your recovery codes."
        autoComplete="one-time-code"
        size={20}
        value={fields.code}
        onChange={fields.setCode}
      />
      <p className="button-row">
        <button type="submit" className="button" disabled={state.isBusy}>
          Sign in
        </button>
        <button type="button" className="button button-quiet" onClick={startAgain}>
          Start again
        </button>
      </p>
    </form>
  );
}
