/** Arrangements: the list of what partners hold jointly, who leads, and plans with their milestones. */

import { useMemo } from 'react';
import type { z } from 'zod';
import type { IsoDate } from '#std/iso-date.ts';
import type { ArrangementRowWire, arrangementsSchema } from '#wire/arrangements.ts';
import { hrefOf, withChanges } from '../../address.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { kindText } from '../../handover-words.ts';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { type CountBar, CountBars } from '../../parts/count-bars.tsx';
import { sourcesAddress } from '../../parts/count-evidence.ts';
import { type Evidence, Figure } from '../../parts/evidence.tsx';
import { DateField } from '../../parts/fields.tsx';
import { keptChoice, Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, goTo, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, numberText } from '../../words.ts';
import { ArrangementFilters } from './arrangement-filters.tsx';
import { ArrangementGrid } from './arrangement-grid.tsx';
import { ArrangementsNav } from './arrangement-parts.tsx';
import { countsOf, makeSearchable, passingRows } from './arrangement-rows.ts';
import { noticeText } from './arrangement-words.ts';
import {
  arrangementsAddress,
  type ListChoice,
  type ListPart,
  listChoiceOf,
  noFilters,
  sortBy,
} from './arrangements-choice.ts';
import { Leadership } from './leadership.tsx';
import { Plans } from './plans.tsx';

type Listed = z.infer<typeof arrangementsSchema>;

const headings: Record<ListPart, string> = {
  list: 'Arrangements that partners hold jointly',
  leads: 'Who leads commissioning, for each care group and place',
  plans: 'Joint plans and their milestones',
};

/** The screen of the list. */
export function ArrangementsView({ choice, registers }: ViewProps) {
  const { query } = useLocation();
  const chosen = useMemo(() => listChoiceOf(query), [query]);
  const answer = useAnswer<Listed>(arrangementsAddress(choice, chosen.on));
  const listed = answer.value;
  usePageTitle(headings[chosen.part]);
  return (
    <>
      <h1>{headings[chosen.part]}</h1>
      <ArrangementsNav current={chosen.part} on={chosen.on} />
      <form className="choices" aria-label="Register and day" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
        {listed !== undefined && (
          <DateField label="As they are on" value={listed.on as IsoDate} onChoose={(on) => changeQuery({ on })} />
        )}
      </form>
      <Waiting answer={answer} what="the arrangements" />
      {listed !== undefined && (
        <div className={answer.isStale ? 'is-stale' : undefined}>
          {chosen.part === 'list' && <List choice={choice} listed={listed} chosen={chosen} />}
          {chosen.part === 'leads' && <Leadership choice={choice} on={chosen.on} />}
          {chosen.part === 'plans' && <Plans listed={listed} on={chosen.on} />}
        </div>
      )}
    </>
  );
}

type ListProps = { readonly choice: Choice; readonly listed: Listed; readonly chosen: ListChoice };

function List({ choice, listed, chosen }: ListProps) {
  const { query } = useLocation();
  const { filter, order, on } = chosen;
  const searchable = useMemo(() => makeSearchable(listed.arrangements), [listed]);
  const rows = useMemo(() => passingRows(searchable, filter, order), [searchable, filter, order]);
  const all = listed.arrangements.length;
  if (all === 0) return <NoArrangements choice={choice} />;
  return (
    <>
      <div className="totals">
        <section aria-labelledby="short-title">
          <h2 id="short-title">In short</h2>
          <Sentences choice={choice} listed={listed} />
          <Downloads choice={choice} on={on} />
        </section>
        <section aria-labelledby="kinds-title">
          <h2 id="kinds-title">The most frequent kinds</h2>
          <CountBars label="Arrangements by kind" bars={bars(listed.arrangements, 'kind')} />
        </section>
        <section aria-labelledby="notices-title">
          <h2 id="notices-title">What to look at</h2>
          <CountBars label="Arrangements by notice" bars={bars(listed.arrangements, 'notice')} />
        </section>
      </div>
      <section aria-labelledby="list-title">
        <h2 id="list-title">The list</h2>
        <ArrangementFilters rows={listed.arrangements} filter={filter} />
        <p className="table-caption" aria-live="polite">
          {rows.length === all
            ? `${countText(all, 'arrangement', 'arrangements')}.`
            : `${countText(rows.length, 'arrangement', 'arrangements')} of ${numberText(all)}.`}
        </p>
        {rows.length === 0 ? (
          <p className="note">
            None passes these filters.{' '}
            <button type="button" className="pick" onClick={() => changeQuery(noFilters)}>
              Show all
            </button>
          </p>
        ) : (
          <ArrangementGrid
            rows={rows}
            order={order}
            onSort={(by) => sortBy(by, order)}
            on={on}
            onOpen={(id) =>
              goTo(
                hrefOf({
                  path: `/arrangement/${encodeURIComponent(id)}`,
                  query: withChanges(keptChoice(query), { on }),
                }),
              )
            }
          />
        )}
      </section>
    </>
  );
}

function NoArrangements({ choice }: { readonly choice: Choice }) {
  return (
    <div className="panel panel-empty">
      <p>
        {choice.register.title} has no arrangements yet.{' '}
        <a href="/api/arrangements/template" download>
          Take the empty spreadsheet
        </a>
        , fill it in and <Link path="/arrangements/import">import it</Link>, or{' '}
        <Link path="/arrangements/new">add one by hand</Link>.
      </p>
    </div>
  );
}

const runningStatuses: ReadonlySet<string> = new Set(['in-force', 'varied']);

function Sentences({ choice, listed }: { readonly choice: Choice; readonly listed: Listed }) {
  const { arrangements: rows, on } = listed;
  const number = (count: number, title: string, says: string) => (
    <Figure text={numberText(count)} evidence={rowEvidence(choice, on, title, says)} />
  );
  const running = rows.filter((row) => runningStatuses.has(row.status)).length;
  const gone = rows.filter((row) => row.notices.includes('party-gone')).length;
  const noticed = rows.filter((row) => row.notices.length > 0).length;
  const priority = rows.filter((row) => row.isPriority).length;
  const madeUp = rows.filter((row) => row.evidence === 'illustrative').length;
  return (
    <>
      <p>
        {number(rows.length, 'Arrangements', 'Every arrangement that is recorded for this register.')}{' '}
        {rows.length === 1 ? 'arrangement is' : 'arrangements are'} recorded;{' '}
        {number(running, 'In force', 'Arrangements in force or varied on the day.')} of them{' '}
        {running === 1 ? 'is' : 'are'} in force on {dateText(on)}, and{' '}
        {number(priority, 'Priorities', 'Arrangements that their holder marks as a priority.')}{' '}
        {priority === 1 ? 'is a priority' : 'are priorities'}.
      </p>
      <p>
        {number(gone, 'Parties gone', 'Arrangements with at least one party that has ended by the day.')}{' '}
        {gone === 1 ? 'names a body' : 'name a body'} that no longer exists;{' '}
        {number(noticed, 'With a notice', 'Arrangements of which something is to be noticed on the day.')}{' '}
        {noticed === 1 ? 'has' : 'have'} something to look at.
      </p>
      {madeUp > 0 && (
        <p className="note note-caution">
          {madeUp === rows.length ? 'All of them are' : `${numberText(madeUp)} of them are`} illustrative: made up to
          show how the program works.
        </p>
      )}
    </>
  );
}

function rowEvidence(choice: Choice, on: string, title: string, says: string): Evidence {
  return {
    title: `${title}, ${dateText(on)}`,
    says: `${says} Counted from the list below, without its filters.`,
    page: 'docs/guide/arrangements.md',
    statedBy: sourcesAddress(choice),
  };
}

function Downloads({ choice, on }: { readonly choice: Choice; readonly on: string | null }) {
  return (
    <p className="button-row">
      Take them away:{' '}
      <a href={arrangementsAddress(choice, on, 'xlsx')} download>
        Spreadsheet (XLSX)
      </a>
      <a href={arrangementsAddress(choice, on, 'csv')} download>
        CSV
      </a>
      <a href={apiAddress('/arrangements/template', {})} download>
        Empty template
      </a>
    </p>
  );
}

/** Of more words than this the rest are found by the filters. */
const mostBars = 9;

/** The most frequent words as bars, each a way to narrow the list to them. */
function bars(rows: readonly ArrangementRowWire[], by: 'kind' | 'notice'): CountBar[] {
  const words = countsOf(rows, (row) => (by === 'kind' ? [row.kind] : row.notices));
  return words.slice(0, mostBars).map(({ word, count }) => ({
    id: word,
    count,
    text: (
      <button type="button" className="pick" onClick={() => changeQuery({ [by]: word })}>
        {by === 'kind' ? kindText(word).replace(/ \(.*\)$/, '') : noticeText(word)}
      </button>
    ),
    shown: numberText(count),
  }));
}
