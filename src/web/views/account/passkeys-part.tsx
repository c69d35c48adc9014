/** Passkeys: a device or a key that signs in without a password, and counts as two factors. */

import { type FormEvent, useState } from 'react';
import type { OwnAccountWire } from '#wire/session.ts';
import { send } from '../../api-client.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { TextField } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { type Sending, useSending } from '../../parts/use-sending.ts';
import { addPasskey, canUsePasskeys } from '../../passkeys.ts';
import { momentText } from '../../words.ts';
import type { AccountPartProps } from './own-account.tsx';

type Passkey = OwnAccountWire['passkeys'][number];

/** The part. */
export function PasskeysPart({ account: { passkeys } }: AccountPartProps) {
  const sending = useSending({ name: 'passkey-name' });
  const [told, setTold] = useState('');
  const [name, setName] = useState('');
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setTold('');
    const faults = name.trim() === '' ? { 'passkey-name': 'Give it a name, such as that of the device.' } : {};
    const done = await sending.run(faults, () => addPasskey(name.trim()));
    if (done === null) return;
    setName('');
    setTold('The passkey is added. You can sign in with it.');
  };
  return (
    <section aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">Passkeys</h2>
      <p>
        With a passkey you sign in by unlocking this device, or a security key, without a password and without a code.
      </p>
      <FormReport state={sending.state} where="While changing the passkeys">
        <p role="status">{told}</p>
        {passkeys.length === 0 ? (
          <p>You have none yet.</p>
        ) : (
          <ul className="signatures plain-list" aria-label="Your passkeys">
            {passkeys.map((passkey) => (
              <PasskeyItem key={passkey.id} passkey={passkey} sending={sending} onTold={setTold} />
            ))}
          </ul>
        )}
        {canUsePasskeys() ? (
          <form className="choices" aria-label="Add a passkey" noValidate onSubmit={add}>
            <TextField
              id="passkey-name"
              label="Name of the new passkey"
              hint="So that you know it again, such as “Laptop of the office”."
              value={name}
              onChange={setName}
            />
            <button type="submit" className="button" disabled={sending.state.isBusy}>
              Add a passkey
            </button>
          </form>
        ) : (
          <p className="note">
            Passkeys cannot be used here: this browser has none, or the address of this page is a number or not over
            TLS.
          </p>
        )}
      </FormReport>
    </section>
  );
}

type PasskeyItemProps = {
  readonly passkey: Passkey;
  readonly sending: Sending;
  readonly onTold: (text: string) => void;
};

function PasskeyItem({ passkey: { id, name, addedAt, lastUsedAt }, sending, onTold }: PasskeyItemProps) {
  const [newName, setNewName] = useState<string | null>(null);
  const address = `/api/account/passkeys/${encodeURIComponent(id)}`;
  const rename = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = (newName ?? '').trim();
    const faults = wanted === '' ? { [`passkey-${id}`]: 'Give it a name.' } : {};
    const done = await sending.run(faults, () => send('PATCH', address, { name: wanted }));
    if (done === null) return;
    setNewName(null);
    onTold(`It is called ${wanted} now.`);
  };
  const remove = async () => {
    const done = await sending.run({}, () => send('DELETE', address, {}));
    if (done !== null) onTold(`${name} is removed.`);
  };
  return (
    <li>
      <p>
        <strong>{name}</strong>{' '}
        <span className="hint">
          added {momentText(addedAt)}; {lastUsedAt === null ? 'not used yet' : `last used ${momentText(lastUsedAt)}`}
        </span>
      </p>
      {newName !== null && (
        <form className="choices" aria-label={`Rename ${name}`} noValidate onSubmit={rename}>
          <TextField id={`passkey-${id}`} label={`New name of ${name}`} value={newName} onChange={setNewName} />
          <button type="submit" className="button button-quiet" disabled={sending.state.isBusy}>
            Keep the name
          </button>
        </form>
      )}
      <div className="button-row">
        {newName === null && (
          <button type="button" className="button button-quiet" onClick={() => setNewName(name)}>
            Rename<span className="unseen"> {name}</span>
          </button>
        )}
        <ConfirmButton
          text="Remove"
          of={name}
          says="It no longer signs you in."
          isBusy={sending.state.isBusy}
          onConfirm={() => void remove()}
        />
      </div>
    </li>
  );
}
