/** What does not pass by itself: the form that decides it, and the decisions that were made, to be taken back. */

import { type FormEvent, useId, useState } from 'react';
import type { AccessDryRunWire } from '#wire/people.ts';
import { apiAddress, send } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { BodyField, bodyOptions, useBodies } from '../../parts/body-field.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { TextField, Tick, WordField } from '../../parts/form-field.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { ToldLine } from '../../parts/told-line.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { inWords, useWhyNot } from '../../session.ts';
import { dateText } from '../../words.ts';
import { type Pending, pendingOf, thingsText } from './vesting-words.ts';

type DecisionsProps = { readonly run: AccessDryRunWire; readonly choice: Choice };

/** What waits, and what is decided. */
export function VestingDecisions({ run, choice }: DecisionsProps) {
  const pending = pendingOf(run);
  const refused = useWhyNot('decide-succession');
  const [told, setTold] = useState('');
  const { waiting, first } = run.records;
  return (
    <>
      <section aria-labelledby="waits-title">
        <h2 id="waits-title">What waits for a decision</h2>
        <ToldLine told={told} />
        {pending.length === 0 ? (
          <p>Nothing: every role and every record passes by itself, ends, or is decided.</p>
        ) : (
          <>
            <p>
              Several bodies take over, or nobody does, so it does not pass by itself. Until somebody decides it passes
              to nobody. Decisions hold for the law as it stands.
            </p>
            {refused !== null && <p className="note">{refused}</p>}
            {pending.map((one) => (
              <Decide
                key={one.key}
                pending={one}
                on={run.on}
                choice={choice}
                isOpen={refused === null}
                onTold={setTold}
              />
            ))}
            {waiting > first.length && (
              <p className="hint">More records wait than are listed here; decide for all of a kind at once.</p>
            )}
          </>
        )}
      </section>
      <Decided run={run} choice={choice} isOpen={refused === null} onTold={setTold} />
    </>
  );
}

type DecideProps = {
  readonly pending: Pending;
  readonly on: string;
  readonly choice: Choice;
  readonly isOpen: boolean;
  readonly onTold: (told: string) => void;
};

/** Every record of the kind that waits. */
const every = '*';

function Decide({ pending, on, choice, isOpen, onTold }: DecideProps) {
  const { from, of, items, choices } = pending;
  const isRole = of === 'role';
  const id = useId();
  const ids = { passing: `${id}-what`, to: `${id}-to`, reason: `${id}-reason` };
  const [item, setItem] = useState('');
  const [to, setTo] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const sending = useSending(ids);
  const usual = isRole ? (items[0]?.value ?? '') : every;
  const shown = item === every || items.some((one) => one.value === item) ? item : usual;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    onTold('');
    const faults = reason.trim() === '' ? { [ids.reason]: 'Say why: the record needs a reason.' } : {};
    const [account = '', role = ''] = shown.split(' ');
    const passing = isRole ? { kind: 'role', account, role } : { kind: 'record', resource: of, id: shown };
    const done = await sending.run(faults, () =>
      send('POST', apiAddress('/access/decisions', { register: choice.register.name }), {
        on,
        from: from.id,
        passing,
        to,
        reason: reason.trim(),
      }),
    );
    if (done === null) return;
    setReason('');
    onTold(to.length === 0 ? 'It is decided: it ends.' : 'It is decided. The tables below say what that changes.');
  };
  return (
    <details className="more">
      <summary>
        {thingsText(of, items.length)} of {from.name}
      </summary>
      {isOpen ? (
        <FormReport state={sending.state} where="While deciding">
          <form
            className="narrow-form"
            aria-label={`Decide ${thingsText(of, 2).slice(2)} of ${from.name}`}
            noValidate
            onSubmit={submit}
          >
            <WordField
              id={ids.passing}
              label={isRole ? 'Whose role' : 'Which of them'}
              value={shown}
              options={[...(isRole ? [] : [{ value: every, text: `All ${items.length}` }]), ...items]}
              onChange={setItem}
            />
            <Takers id={ids.to} choices={choices} choice={choice} on={on} to={to} onChange={setTo} />
            <TextField id={ids.reason} label="Reason" isWide value={reason} onChange={setReason} />
            <button type="submit" className="button" disabled={sending.state.isBusy}>
              Decide
            </button>
          </form>
        </FormReport>
      ) : (
        <ul>
          {items.map(({ value, text }) => (
            <li key={value}>{text}</li>
          ))}
        </ul>
      )}
    </details>
  );
}

type TakersProps = {
  readonly id: string;
  readonly choices: Pending['choices'];
  readonly choice: Choice;
  readonly on: string;
  readonly to: readonly string[];
  readonly onChange: (to: readonly string[]) => void;
};

/** To whom it passes: some of the heirs, or any body of the day where there are none. */
function Takers({ id, choices, choice, on, to, onChange }: TakersProps) {
  if (choices.length === 0) return <AnyTaker id={id} choice={choice} on={on} to={to} onChange={onChange} />;
  return (
    <fieldset className="ticks" id={id}>
      <legend>Passes to (none: it ends)</legend>
      {choices.map((heir) => (
        <Tick
          key={heir.id}
          text={heir.name}
          isOn={to.includes(heir.id)}
          onTurn={(isOn) => onChange(isOn ? [...to, heir.id] : to.filter((one) => one !== heir.id))}
        />
      ))}
    </fieldset>
  );
}

function AnyTaker({ id, choice, on, to, onChange }: Omit<TakersProps, 'choices'>) {
  const bodies = useBodies({ register: choice.register, scenario: choice.scenario, on });
  return (
    <BodyField
      id={id}
      label="Passes to (none: it ends)"
      hint="Nobody is recorded to take over. Begin to write the name or code of a body."
      options={bodyOptions(bodies.value ?? [])}
      value={to[0] ?? ''}
      onChange={(body) => onChange(body.trim() === '' ? [] : [body])}
    />
  );
}

type DecidedProps = DecisionsProps & Pick<DecideProps, 'isOpen' | 'onTold'>;

function Decided({ run, choice, isOpen, onTold }: DecidedProps) {
  const sending = useSending();
  const takeBack = async ({ id, version, passing, from }: AccessDryRunWire['decisions'][number]) => {
    onTold('');
    const address = apiAddress(`/access/decisions/${encodeURIComponent(id)}`, { register: choice.register.name });
    const reason = 'Taken back on the screen of the vesting day';
    const done = await sending.run({}, () => send('DELETE', address, { expectedVersion: version, reason }));
    if (done !== null) onTold(`The decision is taken back. It waits again: ${passing} of ${from.name}.`);
  };
  if (run.decisions.length === 0) return null;
  return (
    <section aria-labelledby="decided-title">
      <h2 id="decided-title">What is decided</h2>
      <FormReport state={sending.state} where="While taking it back">
        <ul className="signatures plain-list">
          {run.decisions.map((decision) => {
            const { id, from, passing, to, reason } = decision;
            return (
              <li key={id}>
                <p>
                  <strong>{passing}</strong> of {from.name}:{' '}
                  {to.length === 0 ? 'ends' : `passes to ${inWords(to.map((one) => one.name))}`}.{' '}
                  <span className="hint">{reason}</span>
                </p>
                {isOpen && (
                  <ConfirmButton
                    text="Take it back"
                    of={`: ${passing} of ${from.name}`}
                    says={`It waits for a decision again. What has passed by ${dateText(run.on)} stays where it is.`}
                    isBusy={sending.state.isBusy}
                    onConfirm={() => void takeBack(decision)}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </FormReport>
    </section>
  );
}
