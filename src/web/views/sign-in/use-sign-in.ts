/** Signing in, step by step: password, then the second factor where there is one; or a passkey, which is both. */

import { useState } from 'react';
import { send } from '../../api-client.ts';
import { type FormFaults, useSending } from '../../parts/use-sending.ts';
import { signInWithPasskey } from '../../passkeys.ts';

type Outcome = { readonly outcome: 'done' | 'second-factor'; readonly ticket: string | null };

/** The state of signing in; `onDone` is called when it is done. `given`: whose password is asked for again. */
export function useSignIn(given: string | null, onDone: () => void) {
  const sending = useSending();
  const [email, setEmail] = useState(given ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  /** Of the first step; null: it is not done. */
  const [ticket, setTicket] = useState<string | null>(null);

  const firstStep = async () => {
    const done = await sending.run(faultsOf(email, password), () =>
      send<Outcome>('POST', '/api/session', { email: email.trim(), password }),
    );
    if (done === null) return;
    setPassword('');
    if (done.value.outcome === 'done') onDone();
    else setTicket(done.value.ticket);
  };
  const secondStep = async () => {
    const faults: FormFaults = codeText(code) === '' ? { 'sign-in-code': 'Give the code.' } : {};
    const done = await sending.run(faults, () =>
      send<Outcome>('POST', '/api/session/second-factor', { ticket, code: codeText(code) }),
    );
    if (done === null) return setCode('');
    onDone();
  };
  const passkey = async () => {
    const done = await sending.run({}, signInWithPasskey);
    if (done !== null) onDone();
  };
  const startAgain = () => {
    setTicket(null);
    setCode('');
    sending.letGo();
  };
  return {
    state: sending.state,
    step: ticket === null ? ('password' as const) : ('second-factor' as const),
    fields: { email, setEmail, password, setPassword, code, setCode },
    firstStep,
    secondStep,
    passkey,
    startAgain,
  };
}

/** A code as it is checked: people write and paste it with blanks. */
export function codeText(typed: string): string {
  return typed.replaceAll(/\s/g, '');
}

function faultsOf(email: string, password: string): FormFaults {
  return {
    ...(email.trim() === '' ? { 'sign-in-email': 'Give your e-mail address.' } : {}),
    ...(password === '' ? { 'sign-in-password': 'Give your password.' } : {}),
  };
}
