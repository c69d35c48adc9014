/** Tokens: keys for programs that act in one's name, with what they may do and until when. */

import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import { type VerbGroup, verbGroupNames } from '#core/access/vocabulary.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import type { madeTokenSchema, OwnAccountWire } from '#wire/session.ts';
import { send } from '../../api-client.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { DayField, TextField, Tick } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { dateText, momentText } from '../../words.ts';
import { scopesText, scopeWords } from '../people/role-words.ts';
import type { AccountPartProps } from './own-account.tsx';

type Token = OwnAccountWire['tokens'][number];
type Made = z.infer<typeof madeTokenSchema>;

/** The part. A token is told once, when it is made. */
export function TokensPart({ account: { tokens } }: AccountPartProps) {
  const sending = useSending();
  const [told, setTold] = useState('');
  const revoke = async ({ id, name }: Token) => {
    const done = await sending.run({}, () => send('DELETE', `/api/account/tokens/${encodeURIComponent(id)}`, {}));
    if (done !== null) setTold(`The token for ${name} works no more.`);
  };
  const columns: readonly TableColumn<Token>[] = [
    { title: 'For', isRowTitle: true, cell: ({ name }) => name },
    { title: 'May', cell: ({ scopes }) => scopesText(scopes) },
    { title: 'Until', cell: ({ expiresAt }) => dateText(expiresAt) },
    { title: 'Last used', cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'never' : momentText(lastUsedAt)) },
    {
      title: 'End it',
      cell: (row) => (
        <ConfirmButton
          text="End now"
          of={row.name}
          says="Programs that use it are refused from then on."
          isBusy={sending.state.isBusy}
          onConfirm={() => void revoke(row)}
        />
      ),
    },
  ];
  return (
    <section aria-labelledby="tokens-title">
      <h2 id="tokens-title">Tokens for programs</h2>
      <p>
        With a token a program, or the command line on another machine, acts in your name. It may never do more than
        you.
      </p>
      <FormReport state={sending.state} where="While ending the token">
        <DataTable
          label="Your tokens"
          caption=""
          columns={columns}
          rows={tokens}
          keyOf={({ id }) => id}
          none="You have none."
        />
        <p role="status">{told}</p>
      </FormReport>
      <NewToken />
    </section>
  );
}

/** How long a token lives when nobody says, and at most. @units days */
const usualDays = 90;
const mostDays = 365;

function NewToken() {
  const today = new Date().toISOString().slice(0, 10) as IsoDate;
  const sending = useSending({ name: 'token-name', scopes: 'token-scope-read', expiresOn: 'token-expires' });
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly VerbGroup[]>(['read']);
  const [expiresOn, setExpiresOn] = useState<string>(addDays(today, usualDays));
  const [made, setMade] = useState<Made | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const faults = {
      ...(name.trim() === '' ? { 'token-name': 'Say what the token is for.' } : {}),
      ...(scopes.length === 0 ? { 'token-scope-read': 'Tick what the token may do.' } : {}),
      ...(expiresOn <= today || expiresOn > addDays(today, mostDays)
        ? { 'token-expires': 'Give a day after today, within a year.' }
        : {}),
    };
    const done = await sending.run(faults, () =>
      send<Made>('POST', '/api/account/tokens', { name: name.trim(), scopes, expiresOn }),
    );
    if (done === null) return;
    setMade(done.value);
    setName('');
  };
  return (
    <details className="more">
      <summary>Make a token</summary>
      <FormReport state={sending.state} where="While making the token">
        <form className="narrow-form" aria-label="Make a token" noValidate onSubmit={submit}>
          <TextField id="token-name" label="What it is for" isWide value={name} onChange={setName} />
          <fieldset className="ticks role-ticks">
            <legend>What it may do</legend>
            {verbGroupNames.map((scope) => (
              <Tick
                key={scope}
                id={`token-scope-${scope}`}
                text={scopeWords[scope]}
                isOn={scopes.includes(scope)}
                onTurn={(isOn) => setScopes(isOn ? [...scopes, scope] : scopes.filter((one) => one !== scope))}
              />
            ))}
          </fieldset>
          <DayField
            id="token-expires"
            label="Until"
            hint="From that day on it is refused; within a year."
            value={expiresOn}
            onChange={setExpiresOn}
          />
          <button type="submit" className="button" disabled={sending.state.isBusy}>
            Make the token
          </button>
        </form>
      </FormReport>
      {made !== null && (
        <div className="note" role="status">
          <p>
            <strong>This is the token. It is shown this once.</strong> Give it to the program as{' '}
            <code>COTERMINOUS_TOKEN</code>, and to nobody else.
          </p>
          <CopyText label="Token" text={made.token} />
        </div>
      )}
    </details>
  );
}
