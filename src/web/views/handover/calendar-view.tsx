/** The deadlines of the schedule: by month as a list, and all months drawn as a strip. */

import { type ReactNode, useMemo, useState } from 'react';
import type { HandoverActionsWire } from '#wire/handover.ts';
import type { QueryChanges } from '../../address.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, shortDateText } from '../../words.ts';
import {
  actionsOf,
  type CommonDeadline,
  commonDeadlines,
  type Month,
  monthsOf,
  overdueOf,
  ownersOf,
  partyOf,
  titleOf,
} from './deadlines.ts';
import { downloadAddress, useCarriedQuery, useHandoverActions, useHandoverQuestion } from './handover-question.ts';
import { MonthStrip, monthText } from './month-strip.tsx';

/** Rows of a month that are shown at once. */
const pageSize = 50;

/** Lines that are named for one thing to do before anybody asks for more. */
const linesAtOnce = 200;

/** Months that stand open: this one and the next. */
const monthsOpen = 2;

/** The screen of the calendar. */
export function CalendarView({ choice }: ViewProps) {
  usePageTitle('Deadlines of the handover');
  const question = useHandoverQuestion(choice);
  const carried = useCarriedQuery();
  const answer = useHandoverActions(question);
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
        <Deadlines table={answer.value} carried={carried} file={downloadAddress(question, 'ics')} />
      )}
    </>
  );
}

type DeadlinesProps = {
  readonly table: HandoverActionsWire;
  readonly carried: QueryChanges;
  /** Where the calendar can be had as a file. */
  readonly file: string;
};

function Deadlines({ table, carried, file }: DeadlinesProps) {
  const { query } = useLocation();
  const owner = query.get('owner');
  const owners = useMemo(() => ownersOf(table), [table]);
  const shown = useMemo(() => actionsOf(table, owner), [table, owner]);
  const months = useMemo(() => monthsOf(table, shown), [table, shown]);
  const today = new Date().toISOString().slice(0, 10);
  const past = months.filter(({ month }) => month < today.slice(0, 7));
  const ahead = months.slice(past.length);
  const overdue = overdueOf(table, shown, today).length;
  return (
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
          <a href={file} download>
            Calendar file (ICS)
          </a>
        </p>
      </form>
      {shown.length === 0 ? (
        <p className="note">Nothing has to be done.</p>
      ) : (
        <MonthStrip months={months} today={today} vesting={table.to} />
      )}
      {past.length > 0 && (
        <Foldable
          title={`Before ${monthText(today.slice(0, 7))}`}
          count={past.reduce((sum, { actions }) => sum + actions.length, 0)}
          isLate={true}
          isFirstOpen={ahead.length === 0}
        >
          {() =>
            past.map((one) => <MonthTable key={one.month} {...one} table={table} today={today} carried={carried} />)
          }
        </Foldable>
      )}
      {ahead.map((one, at) => (
        <Foldable
          key={one.month}
          title={monthText(one.month)}
          count={one.actions.length}
          isLate={false}
          isFirstOpen={at < monthsOpen}
        >
          {() => <MonthTable {...one} table={table} today={today} carried={carried} />}
        </Foldable>
      ))}
    </>
  );
}

type FoldableProps = {
  readonly title: string;
  readonly count: number;
  readonly isLate: boolean;
  readonly isFirstOpen: boolean;
  readonly children: () => ReactNode;
};

/** A month that opens; what it holds is put together only when it does. */
function Foldable({ title, count, isLate, isFirstOpen, children }: FoldableProps) {
  const [isOpen, setIsOpen] = useState(isFirstOpen);
  return (
    <details className="month" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <h2>{title}</h2>
        {countText(count, 'deadline', 'deadlines')}
        {isLate && <span className="badge badge-late">Overdue</span>}
      </summary>
      {isOpen && children()}
    </details>
  );
}

type MonthTableProps = Month & {
  readonly table: HandoverActionsWire;
  readonly today: string;
  readonly carried: QueryChanges;
};

/** The deadlines of a month; what the same bodies have to do on the same day for several lines stands once. */
function MonthTable({ month, actions, table, today, carried }: MonthTableProps) {
  const rows = useMemo(() => commonDeadlines(table, actions), [table, actions]);
  return (
    <DataTable
      label={`Deadlines of ${monthText(month)}`}
      caption={month < today.slice(0, 7) ? monthText(month) : 'What is the same for several lines stands once.'}
      columns={deadlineColumns(table, today, carried)}
      rows={rows}
      pageSize={pageSize}
      keyOf={(one) => one.id}
      none="No deadline."
    />
  );
}

function deadlineColumns(
  table: HandoverActionsWire,
  today: string,
  carried: QueryChanges,
): readonly TableColumn<CommonDeadline>[] {
  return [
    {
      title: 'Day',
      isShort: true,
      by: (one) => one.due,
      cell: (one) => (
        <>
          {shortDateText(one.due)}
          {one.due < today && (
            <div>
              <span className="badge badge-late">Overdue</span>
            </div>
          )}
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
          <LineLinks table={table} lines={one.lines} carried={carried} />
        ) : (
          <ManyLines table={table} lines={one.lines} carried={carried} />
        ),
    },
  ];
}

type LinesProps = {
  readonly table: HandoverActionsWire;
  readonly lines: readonly number[];
  readonly carried: QueryChanges;
};

/** Lines that are named when they are asked for, a few hundred at once. */
function ManyLines({ table, lines, carried }: LinesProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [count, setCount] = useState(linesAtOnce);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{countText(lines.length, 'line', 'lines')}</summary>
      {isOpen && <LineLinks table={table} lines={lines.slice(0, count)} carried={carried} />}
      {isOpen && count < lines.length && (
        <button type="button" className="pick" onClick={() => setCount(count + linesAtOnce)}>
          Show {Math.min(linesAtOnce, lines.length - count)} more of {countText(lines.length, 'line', 'lines')}
        </button>
      )}
    </details>
  );
}

function LineLinks({ table, lines, carried }: LinesProps) {
  return (
    <ul className="cell-list">
      {lines.map((line) => (
        <li key={line}>
          <Link path="/handover/line" query={{ ...carried, key: table.keys[line] ?? null }}>
            {titleOf(table, line)}: {partyOf(table, line)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
