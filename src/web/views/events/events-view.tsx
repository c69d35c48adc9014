/** Every succession event: a time line, a table, one event in full, and the contradictions that were met. */

import { useState } from 'react';
import { eventKinds, eventStatuses } from '#core/pack/vocabulary.ts';
import type { EventsWire, EventWire } from '#wire/register.ts';
import type { Choice } from '../../choice.ts';
import { RegisterField, ScenarioField } from '../../parts/choice-fields.tsx';
import { registerCountEvidence } from '../../parts/count-evidence.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EvidenceWord, Figure } from '../../parts/evidence.tsx';
import { SearchField, SelectField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { dayOf, useEventDays, useRegisterEvents } from '../../register-events.ts';
import { changeQuery, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { dateText, eventKindWords, eventStatusWords, numberText, shortDateText } from '../../words.ts';
import { EventCard } from './event-card.tsx';
import { TimeLine } from './time-line.tsx';

/** The screen. */
export function EventsView({ choice, registers }: ViewProps) {
  usePageTitle('Events');
  const { query } = useLocation();
  const answer = useRegisterEvents(choice);
  const events = answer.value?.events ?? [];
  const chosen = events.find((event) => event.id === query.get('event'));
  const wanted = filtered(events, query);
  const days = useEventDays(events);
  return (
    <>
      <h1>Events</h1>
      <p className="lead">
        Mergers, divisions, boundary changes and whatever else changed who serves whom, with the instrument and how it
        is known.
      </p>
      <form className="choices" aria-label="Which events" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
        <ScenarioField choice={choice} />
        <SelectField
          label="Kind"
          value={oneOf(query.get('kind'), eventKinds) ?? ''}
          options={[
            { value: '', text: 'Every kind' },
            ...eventKinds.map((kind) => ({ value: kind, text: eventKindWords[kind] })),
          ]}
          onChoose={(kind) => changeQuery({ kind: kind === '' ? null : kind }, true)}
        />
        <SelectField
          label="Status"
          value={oneOf(query.get('status'), eventStatuses) ?? ''}
          options={[
            { value: '', text: 'Every status' },
            ...eventStatuses.map((status) => ({ value: status, text: eventStatusWords[status].short })),
          ]}
          onChoose={(status) => changeQuery({ status: status === '' ? null : status }, true)}
        />
        <SelectField
          label="Day"
          value={query.get('from') === query.get('to') ? (query.get('from') ?? '') : ''}
          options={[
            { value: '', text: 'Every day' },
            ...days.map((day) => ({ value: day.on, text: `${shortDateText(day.on)} (${day.events.length})` })),
          ]}
          onChoose={(day) =>
            changeQuery({ from: day === '' ? null : day, to: day === '' ? null : day, event: null }, true)
          }
        />
        <SearchField
          label="Find"
          hint="By a word of the title"
          value={query.get('search') ?? ''}
          onChange={(text) => changeQuery({ search: text === '' ? null : text })}
        />
      </form>
      {answer.value === undefined ? (
        <Waiting answer={answer} what="the events" />
      ) : (
        <>
          <TimeLine days={days} chosen={query.get('from')} />
          {chosen !== undefined && <EventCard event={chosen} onClose={() => changeQuery({ event: null }, true)} />}
          <DayFilter from={query.get('from')} to={query.get('to')} />
          <EventTable choice={choice} events={wanted} total={events.length} chosen={chosen?.id} />
          <Contradictions problems={answer.value.problems} />
        </>
      )}
    </>
  );
}

function filtered(events: readonly EventWire[], query: URLSearchParams): EventWire[] {
  const [kind, status] = [oneOf(query.get('kind'), eventKinds), oneOf(query.get('status'), eventStatuses)];
  const [from, to] = [query.get('from'), query.get('to')];
  const search = (query.get('search') ?? '').trim().toLowerCase();
  return events.filter((event) => {
    const day = dayOf(event);
    if (kind !== null && event.kind !== kind) return false;
    if (status !== null && event.status !== status) return false;
    if (from !== null && (day === null || day < from)) return false;
    if (to !== null && (day === null || day > to)) return false;
    return search === '' || event.title.toLowerCase().includes(search);
  });
}

/** The word when it is one of the list; null otherwise. */
function oneOf<T extends string>(word: string | null, list: readonly T[]): T | null {
  return list.find((one) => one === word) ?? null;
}

function DayFilter({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  if (from === null && to === null) return null;
  return (
    <p className="button-row">
      Events of{' '}
      {from === to
        ? dateText(from ?? '')
        : `${from === null ? 'the beginning' : dateText(from)} to ${to === null ? 'the end' : dateText(to)}`}
      .
      <button type="button" className="button button-quiet" onClick={() => changeQuery({ from: null, to: null }, true)}>
        Show every day
      </button>
    </p>
  );
}

function EventTable({
  choice,
  events,
  total,
  chosen,
}: {
  readonly choice: Choice;
  readonly events: readonly EventWire[];
  readonly total: number;
  readonly chosen: string | undefined;
}) {
  return (
    <DataTable
      label="Events"
      caption={
        <>
          {numberText(events.length)} of{' '}
          <Figure text={numberText(total)} evidence={registerCountEvidence(choice, 'events')} /> events. The day is the
          legal one, or the operational one where no legal day is given.
        </>
      }
      columns={[
        {
          title: 'Day',
          isShort: true,
          by: (event) => dayOf(event),
          cell: (event) => (dayOf(event) === null ? 'no day set' : shortDateText(dayOf(event) ?? '')),
        },
        {
          title: 'Event',
          isRowTitle: true,
          by: (event) => event.title,
          cell: (event) => (
            <Link path="/events" query={{ event: event.id }}>
              {event.title}
            </Link>
          ),
        },
        { title: 'Kind', by: (event) => eventKindWords[event.kind], cell: (event) => eventKindWords[event.kind] },
        {
          title: 'Status',
          by: (event) => event.status,
          cell: (event) => (
            <>
              {eventStatusWords[event.status].short}
              {!event.holds && <span className="hint"> (does not hold here)</span>}
            </>
          ),
        },
        {
          title: 'Announced',
          isShort: true,
          by: (event) => event.announced,
          cell: (event) => (event.announced === null ? '–' : shortDateText(event.announced)),
        },
        {
          title: 'Operational',
          isShort: true,
          by: (event) => event.operational,
          cell: (event) => (event.operational === null ? '–' : shortDateText(event.operational)),
        },
        {
          title: 'Known by',
          by: (event) => event.evidence,
          cell: (event) => <EvidenceWord evidence={event.evidence} />,
        },
      ]}
      rows={events}
      keyOf={(event) => event.id}
      isMarked={(event) => event.id === chosen}
      none="No event fits. Choose another kind, status or day."
    />
  );
}

function Contradictions({ problems }: { readonly problems: EventsWire['problems'] }) {
  const [isAll, setIsAll] = useState(false);
  const listed = isAll ? problems : problems.slice(0, 20);
  return (
    <>
      <h2>Contradictions</h2>
      {problems.length === 0 ? (
        <p>None: the events of this scenario agree with each other.</p>
      ) : (
        <>
          <p>{numberText(problems.length)} found when the events were put in order. Nothing was left out silently.</p>
          <ul>
            {listed.map((problem) => (
              <li key={`${problem.code} ${problem.where.row} ${problem.message}`}>
                {problem.message}
                {problem.expected !== undefined && ` Expected ${problem.expected}.`}
                {problem.found !== undefined && ` Found ${problem.found}.`}{' '}
                <span className="hint">
                  {[
                    problem.where.file,
                    problem.where.row === undefined ? undefined : `row ${problem.where.row}`,
                    problem.code,
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              </li>
            ))}
          </ul>
          {!isAll && problems.length > listed.length && (
            <button type="button" className="button button-quiet" onClick={() => setIsAll(true)}>
              List all {numberText(problems.length)}
            </button>
          )}
        </>
      )}
    </>
  );
}
