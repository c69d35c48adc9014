/** Proving again who one is, before a password, a second factor, a passkey or a token is changed. */

import { type FormEvent, useState } from 'react';
import type { OwnAccountWire } from '#wire/session.ts';
import { send, useAnswer } from '../../api-client.ts';
import { TextField } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { canUsePasskeys, signInWithPasskey } from '../../passkeys.ts';
import { PasswordField } from './password-field.tsx';
import { codeText } from './use-sign-in.ts';

type StepUpFormProps = {
  readonly onDone: () => void;
  /** They signed in anew with a passkey: it may be another person's. */
  readonly onPasskey: () => void;
};

/** The form: asks for what the account has. */
export function StepUpForm({ onDone, onPasskey }: StepUpFormProps) {
  const answer = useAnswer<OwnAccountWire>('/api/account');
  if (answer.value === undefined) return <Waiting answer={answer} what="your account" />;
  return <Proof account={answer.value} onDone={onDone} onPasskey={onPasskey} />;
}

function Proof({ account, onDone, onPasskey }: StepUpFormProps & { readonly account: OwnAccountWire }) {
  const sending = useSending();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { hasPassword, hasTotp, passkeys } = account;
  const isPasskeyUseful = passkeys.length > 0 && canUsePasskeys();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isBlank = hasPassword ? password === '' : codeText(code) === '';
    const faults = isBlank
      ? hasPassword
        ? { 'step-up-password': 'Give your password.' }
        : { 'step-up-code': 'Give the code.' }
      : {};
    const done = await sending.run(faults, () =>
      send('POST', '/api/session/step-up', hasPassword ? { password } : { code: codeText(code) }),
    );
    if (done === null) setPassword('');
    else onDone();
  };
  return (
    <FormReport state={sending.state} where="While proving who you are">
      <p>
        How one signs in is changed only by who has just proved who they are. It holds for some minutes, so you are not
        asked each time.
      </p>
      {(hasPassword || hasTotp) && (
        <form className="sign-in" aria-label="Prove that it is you" noValidate onSubmit={submit}>
          {hasPassword ? (
            <PasswordField id="step-up-password" label="Your password" value={password} onChange={setPassword} />
          ) : (
            <TextField
              id="step-up-code"
              label="Code"
              hint="The six digits that your app shows now, or one of your recovery codes."
              autoComplete="one-time-code"
              value={code}
              onChange={setCode}
            />
          )}
          <button type="submit" className="button" disabled={sending.state.isBusy}>
            Go on
          </button>
        </form>
      )}
      {isPasskeyUseful && (
        <button
          type="button"
          className="button button-quiet"
          disabled={sending.state.isBusy}
          onClick={async () => {
            if ((await sending.run({}, signInWithPasskey)) !== null) onPasskey();
          }}
        >
          Use a passkey
        </button>
      )}
      {!hasPassword && !hasTotp && !isPasskeyUseful && (
        <p className="note">
          You sign in with another provider. Sign out, sign in with it again, and do this within ten minutes.
        </p>
      )}
    </FormReport>
  );
}
