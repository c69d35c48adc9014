/** Working on a schedule: which one is open and how far it has come, or how to open or start one. */

import { type ReactNode, useId, useState } from 'react';
import type { HandoverTableWire, ScheduleDetailWire, ScheduleWire } from '#wire/handover.ts';
import { type Answer, ApiFault, apiAddress, send, useAnswer } from '../../api-client.ts';
import { useAuthor } from '../../author.ts';
import type { Choice } from '../../choice.ts';
import { daysText } from '../../handover-words.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { Link } from '../../parts/link.tsx';
import { FaultNote, Waiting } from '../../parts/status-note.tsx';
import { changeQuery } from '../../router.ts';
import { countText, dateText } from '../../words.ts';
import type { HandoverQuestion } from './handover-question.ts';
import { SupersedeForm } from './supersede-form.tsx';

type ScheduleBarProps = {
  readonly choice: Choice;
  readonly question: HandoverQuestion;
  readonly table: HandoverTableWire;
  readonly open: Answer<ScheduleDetailWire>;
};

export const scheduleStatusWords: Record<string, { short: string; long: string }> = {
  draft: { short: 'Draft', long: 'not every line is signed by all who are asked' },
  agreed: { short: 'Agreed', long: 'every line is signed by all who are asked, and nothing has changed since' },
  superseded: { short: 'Superseded', long: 'another schedule has taken its place; it stays to be read' },
};

/** The open schedule, or the schedules that there are and a form for a new one. */
export function ScheduleBar(props: ScheduleBarProps) {
  return (
    <section aria-labelledby="work-title" className="panel">
      <h2 id="work-title">Work on it together</h2>
      {props.question.schedule === null ? (
        <details>
          <summary>Start or open a schedule, to assign lines, comment and sign off</summary>
          <NoSchedule {...props} />
        </details>
      ) : (
        <OpenSchedule {...props} />
      )}
    </section>
  );
}

function OpenSchedule({ choice, open, table }: ScheduleBarProps) {
  if (open.value === undefined) return <Waiting answer={open} what="the schedule that is worked on" />;
  const { schedule, goneLines } = open.value;
  const { counts } = schedule;
  const status = scheduleStatusWords[schedule.status];
  const scenario = choice.register.scenarios.find((one) => one.id === schedule.scenario)?.title ?? schedule.scenario;
  return (
    <>
      <p>
        <strong>{schedule.title}</strong> <span className="badge">{status?.short ?? schedule.status}</span>
        {status?.long}.
        {schedule.supersededBy !== null && (
          <>
            {' '}
            <Link path="/handover" query={{ schedule: schedule.supersededBy }}>
              Go to the schedule that took its place
            </Link>
          </>
        )}
      </p>
      <p>
        Scenario: {scenario}; changes {daysText(schedule.from, schedule.to)}
        {table.population !== null && `; residents: ${table.population.title}`}.{' '}
        {`${counts.signedByAll} of ${countText(counts.lines, 'line', 'lines')} signed by all, ${counts.partlySigned} in part, ${counts.changedSinceSigned} changed since somebody signed. ${counts.assigned} assigned, ${counts.overridden} with something set by hand.`}
      </p>
      {goneLines.length > 0 && (
        <p className="note note-caution">
          {countText(goneLines.length, 'line that was worked on is', 'lines that were worked on are')} no longer in the
          schedule, because the register, the scenario or the arrangement changed: {goneLines.join(', ')}. What was
          written about them is kept.
        </p>
      )}
      <AuthorNote />
      <SupersedeForm choice={choice} schedule={schedule} />
      <p className="button-row">
        <button
          type="button"
          className="button button-quiet"
          onClick={() =>
            changeQuery(
              { schedule: null, scenario: schedule.scenario, from: schedule.from, to: schedule.to, assigned: null },
              true,
            )
          }
        >
          Leave this schedule
        </button>
      </p>
    </>
  );
}

function NoSchedule({ choice, question, table }: ScheduleBarProps) {
  const answer = useAnswer<{ schedules: ScheduleWire[] }>(apiAddress('/schedules', { register: choice.register.name }));
  const author = useAuthor('save-schedule');
  const schedules = answer.value?.schedules ?? [];
  return (
    <>
      <p>
        In a schedule people assign lines, comment, set something by hand and sign off, party by party. It is worked out
        anew whenever something changes, and says what changed since somebody signed.
      </p>
      <Waiting answer={answer} what="the schedules" />
      {schedules.length > 0 && (
        <ul className="plain-list" aria-label="Schedules to open">
          {schedules.map((schedule) => (
            <li key={schedule.id}>
              <Link path="/handover" query={{ schedule: schedule.id, scenario: schedule.scenario }}>
                {schedule.title}
              </Link>{' '}
              <span className="badge">{scheduleStatusWords[schedule.status]?.short ?? schedule.status}</span>
              <span className="hint">
                {schedule.counts.signedByAll} of {countText(schedule.counts.lines, 'line', 'lines')} signed by all
              </span>
            </li>
          ))}
        </ul>
      )}
      <AuthorNote wanted={['save-schedule']} />
      {author !== null && <StartForm choice={choice} question={question} table={table} />}
    </>
  );
}

function StartForm({ choice, question, table }: Pick<ScheduleBarProps, 'choice' | 'question' | 'table'>) {
  const id = useId();
  const author = useAuthor('save-schedule');
  const scenario = choice.register.scenarios.find((one) => one.id === table.scenario)?.title ?? table.scenario;
  const [title, setTitle] = useState(`${scenario}, ${dateText(table.to)}`);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const start = () => {
    const { register } = question.values;
    send<{ schedule: ScheduleWire }>('POST', apiAddress('/schedules', { register }), {
      title,
      scenario: table.scenario,
      from: table.from,
      to: table.to,
      rulebook: table.rulebook.id,
      ...(table.population === null ? {} : { population: table.population.id }),
      by: author,
    }).then(
      ({ schedule }) => changeQuery({ schedule: schedule.id }, true),
      (problem: unknown) => problem instanceof ApiFault && setFault(problem),
    );
  };
  return (
    <form
      className="choices"
      aria-label="A new schedule"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <TextField id={`${id}-title`} label="Title of the new schedule" value={title} onChange={setTitle} />
      <button type="submit" className="button">
        Start this schedule
      </button>
      {fault !== null && <FaultNote fault={fault} where="While starting the schedule" />}
    </form>
  );
}

function TextField({
  id,
  label,
  value,
  onChange,
}: {
  readonly id: string;
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <div className="field field-wide">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        required
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
