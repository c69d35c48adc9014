/** The handover: what happens to every arrangement between two days, as a table to work with. */

import { useMemo } from 'react';
import type { HandoverTableWire, ScheduleDetailWire } from '#wire/handover.ts';
import { hrefOf, withChanges } from '../../address.ts';
import { careGroupText, dispositionText, kindText } from '../../handover-words.ts';
import { keptChoice, Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, goTo, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText } from '../../words.ts';
import { HandoverFields } from './handover-fields.tsx';
import {
  downloadAddress,
  type HandoverQuestion,
  useCarriedQuery,
  useHandoverQuestion,
  useHandoverTable,
  useOpenSchedule,
} from './handover-question.ts';
import { ScheduleBar } from './schedule-bar.tsx';
import { ScheduleFilters, sortBy, tableChoiceOf } from './schedule-filters.tsx';
import { ScheduleGrid } from './schedule-grid.tsx';
import { type Grouping, groupedLines, makeScheduleRows, passingLines } from './schedule-rows.ts';
import { DispositionBars, FlagList, MoneySentences, TouchedSentence } from './schedule-totals.tsx';

/** The screen of the schedule. */
export function HandoverView({ choice, registers }: ViewProps) {
  usePageTitle('Handover');
  const question = useHandoverQuestion(choice);
  const answer = useHandoverTable(question);
  const open = useOpenSchedule(choice, question);
  const table = answer.value;
  return (
    <>
      <h1>Handover: what happens to each joint arrangement</h1>
      <p className="lead">
        Bodies or boundaries change between two days. Each line is one party of one arrangement that this touches: who
        takes over, in what shares, what has to be done and by when. Choose a line to see why.
      </p>
      <HandoverFields choice={choice} registers={registers} question={question} />
      <Waiting answer={answer} what="the schedule" />
      {table !== undefined && (
        <div className={answer.isStale ? 'is-stale' : undefined}>
          <div className="totals">
            <section aria-labelledby="totals-title">
              <h2 id="totals-title">In short</h2>
              <TouchedSentence choice={choice} table={table} />
              <MoneySentences choice={choice} table={table} />
              <Ways question={question} table={table} />
            </section>
            <section aria-labelledby="happens-title">
              <h2 id="happens-title">What happens to the lines</h2>
              <DispositionBars choice={choice} table={table} />
            </section>
            <section aria-labelledby="flags-title">
              <h2 id="flags-title">What to look at first</h2>
              <FlagList table={table} onPick={showFlag} />
            </section>
          </div>
          <ScheduleBar choice={choice} question={question} table={table} open={open} />
          <Lines table={table} schedule={open.value} hasSchedule={question.schedule !== null} />
        </div>
      )}
    </>
  );
}

/** Narrows the lines to those of a flag, and brings them into sight. */
function showFlag(flag: string) {
  changeQuery({ flag }, true);
  document.getElementById('lines-title')?.scrollIntoView({ block: 'start' });
}

/** Other ways to have the schedule. */
function Ways({ question, table }: { readonly question: HandoverQuestion; readonly table: HandoverTableWire }) {
  const carried = useCarriedQuery();
  return (
    <>
      <p className="button-row">
        <Link path="/handover/calendar" query={carried}>
          Calendar of deadlines
        </Link>
        <Link path="/handover/summary" query={carried}>
          One-page summary
        </Link>
        <Link path="/rulebook" query={carried}>
          The rules
        </Link>
        <Link path="/vesting-day" query={{ scenario: table.scenario, on: table.to }}>
          Who will see what
        </Link>
      </p>
      <p className="button-row">
        Take it away:{' '}
        <a href={downloadAddress(question, 'xlsx')} download>
          Spreadsheet (XLSX)
        </a>
        <a href={downloadAddress(question, 'csv')} download>
          CSV
        </a>
        <a href={downloadAddress(question, 'ics')} download>
          Calendar file (ICS)
        </a>
        <a href={downloadAddress(question, 'json')} download>
          JSON
        </a>
      </p>
    </>
  );
}

type LinesProps = {
  readonly table: HandoverTableWire;
  readonly schedule: ScheduleDetailWire | undefined;
  readonly hasSchedule: boolean;
};

function Lines({ table, schedule, hasSchedule }: LinesProps) {
  const { query } = useLocation();
  const carried = useCarriedQuery();
  const chosen = useMemo(() => tableChoiceOf(query, hasSchedule), [query, hasSchedule]);
  const { filter, grouping, order, columns } = chosen;
  const rows = useMemo(() => makeScheduleRows(table, schedule?.work ?? []), [table, schedule]);
  const lines = useMemo(() => passingLines(rows, filter, order), [rows, filter, order]);
  const textOf = useMemo(() => groupTexts(table, grouping), [table, grouping]);
  const groups = useMemo(() => groupedLines(rows, lines, grouping, textOf), [rows, lines, grouping, textOf]);
  const openLine = (key: string) =>
    goTo(hrefOf({ path: '/handover/line', query: withChanges(keptChoice(query), { ...carried, key }) }));
  return (
    <section aria-labelledby="lines-title">
      <h2 id="lines-title">The schedule, line by line</h2>
      <ScheduleFilters table={table} chosen={chosen} hasSchedule={hasSchedule} />
      <p className="table-caption" aria-live="polite">
        {lines.length === table.keys.length
          ? `${countText(lines.length, 'line', 'lines')}.`
          : `${countText(lines.length, 'line', 'lines')} of ${countText(table.keys.length, 'line', 'lines')}.`}
        {grouping === 'care-group' && ' A line with several care groups stands in each of them.'}
        {grouping !== 'none' && ` In ${countText(groups.length, 'group', 'groups')}.`}
      </p>
      {table.keys.length === 0 && <NoLines table={table} />}
      {table.keys.length > 0 && lines.length === 0 && (
        <p className="note">
          No line passes these filters.{' '}
          <button
            type="button"
            className="pick"
            onClick={() =>
              changeQuery({
                q: null,
                party: null,
                care: null,
                kind: null,
                happens: null,
                flag: null,
                confirm: null,
                assigned: null,
              })
            }
          >
            Show all lines
          </button>
        </p>
      )}
      {lines.length > 0 && (
        <ScheduleGrid
          key={grouping}
          rows={rows}
          groups={groups}
          grouping={grouping}
          groupText={textOf}
          columns={columns}
          order={order}
          onSort={(by) => sortBy(by, order)}
          carried={carried}
          onOpenLine={openLine}
        />
      )}
    </section>
  );
}

function NoLines({ table }: { readonly table: HandoverTableWire }) {
  return (
    <p className="note">
      {table.totals.arrangements === 0 ? (
        <>
          This register holds no arrangements that had not ended by the first day.{' '}
          <Link path="/arrangements/import">Import a spreadsheet</Link> of yours.
        </>
      ) : (
        'No arrangement is touched between these days. Choose another scenario or other days above.'
      )}
    </p>
  );
}

const monthText = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** What a group is called on screen. */
function groupTexts(table: HandoverTableWire, grouping: Grouping): (id: string) => string {
  const nameOf = new Map(table.bodies.map((body) => [body.code, body.name]));
  const none = grouping === 'deadline' ? 'No deadline' : 'None stated';
  const words: Record<Grouping, (id: string) => string> = {
    none: () => '',
    party: (id) => nameOf.get(id) ?? id,
    'care-group': careGroupText,
    kind: kindText,
    disposition: dispositionText,
    deadline: (id) => monthText.format(new Date(`${id}-01`)),
  };
  return (id) => (id === '' ? none : words[grouping](id));
}
