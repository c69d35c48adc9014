/** Who will see what once bodies have ended: before a vesting day as a dry run, afterwards as what was done. */

import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import type { AccessDryRunWire } from '#wire/people.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { RegisterField, ScenarioField } from '../../parts/choice-fields.tsx';
import { DateField, SelectField } from '../../parts/fields.tsx';
import { Link, OrganisationLink } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { type EventDay, useEventDays, useRegisterEvents } from '../../register-events.ts';
import { changeQuery, useLocation } from '../../router.ts';
import { useSession, useWhyNot } from '../../session.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, numberText } from '../../words.ts';
import { VestingDecisions } from './vesting-decisions.tsx';
import { VestingFlow } from './vesting-flow.tsx';
import { VestingPeople } from './vesting-people.tsx';

/** The screen. `?on=` is the day; without one the first day to come on which an event falls. */
export function VestingView({ choice, registers }: ViewProps) {
  const { query } = useLocation();
  const { accounts } = useSession();
  const refused = useWhyNot('foresee-access');
  const days = useEventDays(useRegisterEvents(choice).value?.events);
  const today = new Date().toISOString().slice(0, 10);
  const on = parseIsoDate(query.get('on') ?? '') ?? (days.find((day) => day.on > today)?.on as IsoDate | undefined);
  const { name } = choice.register;
  const answer = useAnswer<AccessDryRunWire>(
    refused !== null || on === undefined
      ? null
      : apiAddress('/access/dry-run', { register: name, scenario: choice.scenario, on }),
  );
  const title = on === undefined ? 'Who will see what' : `Who will see what on ${dateText(on)}`;
  usePageTitle(title);
  return (
    <>
      <p className="button-row">
        <Link path="/handover">Handover</Link>
        {accounts && <Link path="/people">People and roles</Link>}
      </p>
      <h1>{title}</h1>
      <p className="lead">
        When a body ends, what its people may do passes to the body that takes over, and so does what it has. What does
        not pass by itself is decided here, before the day comes.
      </p>
      <form className="choices" aria-label="Scenario and day" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
        <ScenarioField choice={choice} />
        <DayChoice days={days} today={today} on={on} />
      </form>
      {refused !== null && <p className="note">{refused}</p>}
      {refused === null && on === undefined && <p>No event falls on a day to come. Write a day above.</p>}
      {refused === null && on !== undefined && answer.value === undefined && (
        <Waiting answer={answer} what="who will see what" />
      )}
      {refused === null && answer.value !== undefined && (
        <div className={answer.isStale ? 'is-stale' : undefined}>
          <Run run={answer.value} choice={choice} today={today} />
        </div>
      )}
    </>
  );
}

type DayChoiceProps = { readonly days: readonly EventDay[]; readonly today: string; readonly on: IsoDate | undefined };

/** Days on which events fall, from a year back, and any other. */
function DayChoice({ days, today, on }: DayChoiceProps) {
  const since = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
  const offered = days.filter((day) => day.on >= since);
  return (
    <>
      <SelectField
        label="Day of an event"
        value={offered.some((day) => day.on === on) ? (on ?? '') : ''}
        options={[
          { value: '', text: 'Another day' },
          ...offered.map((day) => ({
            value: day.on,
            text: `${dateText(day.on)}: ${countText(day.events.length, 'event', 'events')}`,
          })),
        ]}
        onChoose={(day) => day !== '' && changeQuery({ on: day }, true)}
      />
      <DateField label="Day" value={on ?? (today as IsoDate)} onChoose={(day) => changeQuery({ on: day }, true)} />
    </>
  );
}

type RunProps = { readonly run: AccessDryRunWire; readonly choice: Choice; readonly today: string };

function Run({ run, choice, today }: RunProps) {
  const { on, isDone, records, people } = run;
  return (
    <>
      <div className={isDone ? 'note note-waits' : 'note note-caution'}>
        <p>
          <strong>{isDone ? 'This was done.' : on > today ? 'The day has not come.' : 'The day has come.'}</strong>{' '}
          {isDone
            ? 'Roles and records have passed as told here.'
            : on > today
              ? 'Nothing has changed yet: this is what would happen, as the register tells it now.'
              : 'Roles and records pass on within a day; whoever keeps the installation can do it at once.'}
        </p>
        <p>
          {countText(people.length, 'person’s access changes', 'people’s access changes')};{' '}
          {countText(records.count, 'record passes on', 'records pass on')}, of which {numberText(records.waiting)} wait
          for a decision.
        </p>
      </div>
      <VestingFlow run={run} />
      <VestingDecisions run={run} choice={choice} />
      <VestingPeople run={run} />
      <Unattended run={run} />
      <p className="hint">
        As a file: <code>coterminous access dry-run --on {on} --csv FILE</code>
      </p>
    </>
  );
}

function Unattended({ run: { unattended } }: { readonly run: AccessDryRunWire }) {
  return (
    <section aria-labelledby="unattended-title">
      <h2 id="unattended-title">Bodies without an administrator</h2>
      {unattended.length === 0 ? (
        <p>None of those that own something on that day.</p>
      ) : (
        <>
          <p>They own something on that day, and nobody can give roles for them. Invite somebody before.</p>
          <ul>
            {unattended.map(({ id, name }) => (
              <li key={id}>
                <OrganisationLink id={id}>{name}</OrganisationLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
