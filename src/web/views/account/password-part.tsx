/** Changing one's password. */

import { type FormEvent, useState } from 'react';
import { send } from '../../api-client.ts';
import { FormReport } from '../../parts/form-report.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { PasswordField } from '../sign-in/password-field.tsx';
import { lengthFault } from '../sign-in/password-length.ts';
import type { AccountPartProps } from './own-account.tsx';

/** The part. The present password is asked for by the dialog that proves who one is, when that is needed. */
export function PasswordPart({ account }: AccountPartProps) {
  const sending = useSending({ password: 'account-password' });
  const [password, setPassword] = useState('');
  const [isDone, setIsDone] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsDone(false);
    const fault = lengthFault(password);
    const done = await sending.run(fault === null ? {} : { 'account-password': fault }, () =>
      send('POST', '/api/account/password', { password }),
    );
    if (done === null) return;
    setPassword('');
    setIsDone(true);
  };
  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">Password</h2>
      {!account.hasPassword && <p>You have none: you sign in another way. You may choose one.</p>}
      <FormReport state={sending.state} where="While changing the password">
        <form className="sign-in" aria-label="Change the password" noValidate onSubmit={submit}>
          <input type="email" autoComplete="username" value={account.email} readOnly hidden />
          <PasswordField
            id="account-password"
            label="New password"
            hint="Every other device is signed out when it changes."
            isNew
            value={password}
            onChange={setPassword}
          />
          <button type="submit" className="button" disabled={sending.state.isBusy}>
            {account.hasPassword ? 'Change the password' : 'Keep this password'}
          </button>
        </form>
      </FormReport>
      <p role="status">{isDone && 'Your password is changed. Every other device is signed out.'}</p>
    </section>
  );
}
