/** An app that shows codes as second factor, and the recovery codes for the day on which it is lost. */

import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { z } from 'zod';
import type { recoveryCodesSchema, totpStartSchema } from '#wire/session.ts';
import { send } from '../../api-client.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { TextField } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { countText } from '../../words.ts';
import { codeText } from '../sign-in/use-sign-in.ts';
import type { AccountPartProps } from './own-account.tsx';
import { QrDrawing } from './qr-drawing.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

type Start = z.infer<typeof totpStartSchema>;
type Codes = z.infer<typeof recoveryCodesSchema>;

/** The part. Codes are shown once, until the person says that they have them; then `onDone` is called. */
export function SecondFactorPart({ account, onDone }: AccountPartProps & { readonly onDone?: () => void }) {
  const sending = useSending();
  const [start, setStart] = useState<Start | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [told, setTold] = useState('');
  const begin = async () => {
    setTold('');
    const done = await sending.run({}, () => send<Start>('POST', '/api/account/totp', {}));
    if (done !== null) setStart(done.value);
  };
  const confirmed = (given: readonly string[]) => {
    setStart(null);
    setTold('The second factor is set up. From now on you are asked for a code when you sign in.');
    if (given.length > 0) setCodes(given);
    else onDone?.();
  };
  const remove = async () => {
    const done = await sending.run({}, () => send('DELETE', '/api/account/totp', {}));
    if (done !== null) setTold('The second factor is removed.');
  };
  const renew = async () => {
    setTold('');
    const done = await sending.run({}, () => send<Codes>('POST', '/api/account/recovery-codes', {}));
    if (done !== null) setCodes(done.value.codes);
  };
  return (
    <section aria-labelledby="factor-title">
      <h2 id="factor-title">Second factor: an app that shows codes</h2>
      <FormReport state={sending.state} where="While changing the second factor">
        <p role="status">{told}</p>
        {codes !== null && (
          <RecoveryCodes
            codes={codes}
            onKept={() => {
              setCodes(null);
              onDone?.();
            }}
          />
        )}
        {start !== null && <SetUp start={start} onConfirmed={confirmed} onLeave={() => setStart(null)} />}
        {account.hasTotp && codes === null && (
          <HasFactor
            account={account}
            isBusy={sending.state.isBusy}
            onRenew={() => void renew()}
            onRemove={() => void remove()}
          />
        )}
        {!account.hasTotp && start === null && codes === null && (
          <>
            <p>
              With a second factor somebody who learns your password cannot sign in. Any app for one-time codes will do
              (also that of a password manager).
            </p>
            <button type="button" className="button" disabled={sending.state.isBusy} onClick={() => void begin()}>
              Set it up
            </button>
          </>
        )}
      </FormReport>
    </section>
  );
}

type HasFactorProps = AccountPartProps & {
  readonly isBusy: boolean;
  readonly onRenew: () => void;
  readonly onRemove: () => void;
};

function HasFactor({ account, isBusy, onRenew, onRemove }: HasFactorProps) {
  return (
    <>
      <p>
        It is set up. {countText(account.recoveryCodesLeft, 'recovery code is', 'recovery codes are')} left: each signs
        you in once without the app.
      </p>
      <div className="button-row">
        <ConfirmButton
          text="Make new recovery codes"
          says="The codes that you have stop working."
          isBusy={isBusy}
          onConfirm={onRenew}
        />
        <ConfirmButton
          text="Remove the second factor"
          says="Your password alone is enough then. If a role of yours asks for a second factor, you are asked to set one up again."
          isBusy={isBusy}
          onConfirm={onRemove}
        />
      </div>
    </>
  );
}

type SetUpProps = {
  readonly start: Start;
  readonly onConfirmed: (codes: readonly string[]) => void;
  readonly onLeave: () => void;
};

function SetUp({ start, onConfirmed, onLeave }: SetUpProps) {
  const id = useId();
  const sending = useSending();
  const [code, setCode] = useState('');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const faults = codeText(code) === '' ? { [`${id}-code`]: 'Give the code that the app shows.' } : {};
    const done = await sending.run(faults, () =>
      send<Codes>('POST', '/api/account/totp/confirm', { code: codeText(code) }),
    );
    if (done !== null) onConfirmed(done.value.codes);
  };
  return (
    <div className="panel set-up">
      <h3 ref={title} tabIndex={-1}>
        Set up the app
      </h3>
      <ol>
        <li>
          <p>Scan this with the app:</p>
          <QrDrawing text={start.address} title="Code to scan with the app; the key below says the same" />
        </li>
        <li>
          <CopyText label="Or write this key into the app" text={start.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')} />
        </li>
        <li>
          <FormReport state={sending.state} where="While setting it up">
            <form className="sign-in" aria-label="Confirm the app" noValidate onSubmit={submit}>
              <TextField
                id={`${id}-code`}
                label="The six digits that it shows now"
                autoComplete="one-time-code"
                size={12}
                value={code}
                onChange={setCode}
              />
              <p className="button-row">
                <button type="submit" className="button" disabled={sending.state.isBusy}>
                  Confirm
                </button>
                <button type="button" className="button button-quiet" onClick={onLeave}>
                  Leave it
                </button>
              </p>
            </form>
          </FormReport>
        </li>
      </ol>
    </div>
  );
}
