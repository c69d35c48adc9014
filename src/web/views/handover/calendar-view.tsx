/** The deadlines of the schedule: by month as a list, and all months drawn as a strip. */

import { useMemo } from 'react';
import type { HandoverWire } from '#wire/handover.ts';
import type { QueryChanges } from '../../address.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, shortDateText } from '../../words.ts';
import {
  type CommonDeadline,
  commonDeadlines,
  type Deadline,
  deadlinesOf,
  type Month,
  monthsOf,
  ownersOf,
} from './deadlines.ts';
import { downloadAddress, useCarriedQuery, useHandoverQuestion } from './handover-question.ts';
import { MonthStrip, monthText } from './month-strip.tsx';

const pageSize = 20;

/** Months that stand open: this one and the next. */
const monthsOpen = 2;

/** The screen of the calendar. */
export function CalendarView({ choice }: ViewProps) {
  usePageTitle('Deadlines of the handover');
  const { query } = useLocation();
  const question = useHandoverQuestion(choice);
  const carried = useCarriedQuery();
  const answer = useAnswer<HandoverWire>(apiAddress('/handover', question.values));
  const all = useMemo(() => deadlinesOf(answer.value?.lines ?? []), [answer.value]);
  const owners = useMemo(() => ownersOf(all), [all]);
  const owner = query.get('owner');
  const shown = owner === null ? all : all.filter((one) => one.ownerCodes.includes(owner));
  const months = monthsOf(shown);
  const today = new Date().toISOString().slice(0, 10);
  const past = months.filter(({ month }) => month < today.slice(0, 7));
  const ahead = months.slice(past.length);
  const overdue = shown.filter((one) => one.due < today).length;
  return (
    <>
      <p>
        <Link path="/handover" query={carried}>
          Back to the schedule
        </Link>
      </p>
      <h1>Deadlines of the handover</h1>
      <Waiting answer={answer} what="the deadlines" />
      {answer.value !== undefined && (
        <>
          <p className="lead">
            {countText(shown.length, 'deadline', 'deadlines')}
            {owner === null ? '' : ` of ${owners.find((one) => one.code === owner)?.name ?? owner}`}
            {overdue > 0 && `, of which ${countText(overdue, 'lies', 'lie')} before today, ${dateText(today)}`}. The
            schedule does not know what has been done: an overdue deadline may have been met.
          </p>
          <form className="choices" aria-label="Whose deadlines" onSubmit={(event) => event.preventDefault()}>
            <SelectField
              label="Who is to act"
              value={owner ?? ''}
              options={[{ value: '', text: 'Anybody' }, ...owners.map((one) => ({ value: one.code, text: one.name }))]}
              onChoose={(code) => changeQuery({ owner: code === '' ? null : code }, true)}
            />
            <p className="button-row">
              <a href={downloadAddress(question, 'ics')} download>
                Calendar file (ICS)
              </a>
            </p>
          </form>
          {shown.length === 0 ? (
            <p className="note">Nothing has to be done.</p>
          ) : (
            <MonthStrip months={months} today={today} vesting={answer.value.to} />
          )}
          {past.length > 0 && (
            <details className="month" open={ahead.length === 0}>
              <summary>
                <h2>Before {monthText(today.slice(0, 7))}</h2>
                {countText(deadlinesIn(past), 'deadline', 'deadlines')}
                <span className="badge badge-late">Overdue</span>
              </summary>
              {past.map((one) => (
                <MonthTable key={one.month} {...one} today={today} carried={carried} />
              ))}
            </details>
          )}
          {ahead.map((one, at) => (
            <details key={one.month} className="month" open={at < monthsOpen}>
              <summary>
                <h2>{monthText(one.month)}</h2>
                {countText(one.deadlines.length, 'deadline', 'deadlines')}
              </summary>
              <MonthTable {...one} today={today} carried={carried} />
            </details>
          ))}
        </>
      )}
    </>
  );
}

type MonthTableProps = Month & { readonly today: string; readonly carried: QueryChanges };

/** The deadlines of a month; what the same bodies have to do on the same day for several lines stands once. */
function MonthTable({ month, deadlines, today, carried }: MonthTableProps) {
  return (
    <DataTable
      label={`Deadlines of ${monthText(month)}`}
      caption={month < today.slice(0, 7) ? monthText(month) : 'What is the same for several lines stands once.'}
      columns={deadlineColumns(today, carried)}
      rows={commonDeadlines(deadlines)}
      pageSize={pageSize}
      keyOf={(one) => `${one.due} ${one.what} ${one.ownerCodes.join(' ')}`}
      none="No deadline."
    />
  );
}

function deadlineColumns(today: string, carried: QueryChanges): readonly TableColumn<CommonDeadline>[] {
  return [
    {
      title: 'Day',
      isShort: true,
      by: (one) => one.due,
      cell: (one) => (
        <>
          {shortDateText(one.due)} {one.due < today && <span className="badge badge-late">Overdue</span>}
        </>
      ),
    },
    { title: 'What has to be done', cell: (one) => one.what },
    { title: 'Who', by: (one) => one.owner, cell: (one) => one.owner },
    {
      title: 'For',
      isRowTitle: true,
      by: (one) => one.lines.length,
      cell: (one) =>
        one.lines.length === 1 ? (
          <LineLinks lines={one.lines} carried={carried} />
        ) : (
          <details>
            <summary>{countText(one.lines.length, 'line', 'lines')}</summary>
            <LineLinks lines={one.lines} carried={carried} />
          </details>
        ),
    },
  ];
}

function LineLinks({ lines, carried }: { readonly lines: readonly Deadline[]; readonly carried: QueryChanges }) {
  return (
    <ul className="cell-list">
      {lines.map((line) => (
        <li key={line.key}>
          <Link path="/handover/line" query={{ ...carried, key: line.key }}>
            {line.title}: {line.party}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function deadlinesIn(months: readonly Month[]): number {
  return months.reduce((sum, { deadlines }) => sum + deadlines.length, 0);
}
