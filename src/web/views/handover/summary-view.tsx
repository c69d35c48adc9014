/** One page to print and put before a board: what the schedule comes to, what comes next, and room to sign. */

import { useMemo } from 'react';
import type { HandoverActionsWire, HandoverTableWire } from '#wire/handover.ts';
import { daysText } from '../../handover-words.ts';
import { Fact } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, shortDateText } from '../../words.ts';
import { actionsByOwner, commonDeadlines, forWhat, overdueOf, ownersOf } from './deadlines.ts';
import {
  useCarriedQuery,
  useHandoverActions,
  useHandoverQuestion,
  useHandoverTable,
  useOpenSchedule,
} from './handover-question.ts';
import { scheduleStatusWords } from './schedule-bar.tsx';
import { DispositionBars, FlagList, MoneySentences, TouchedSentence } from './schedule-totals.tsx';

/** Deadlines shown, and bodies for which they are: as many as go on the page. */
const most = { owners: 6, deadlines: 2, signatories: 6 };

/** The screen of the summary. */
export function SummaryView({ choice }: ViewProps) {
  usePageTitle('Summary of the handover');
  const question = useHandoverQuestion(choice);
  const carried = useCarriedQuery();
  const table = useHandoverTable(question);
  const actions = useHandoverActions(question);
  const open = useOpenSchedule(choice, question);
  const { value } = table;
  const scenario = choice.register.scenarios.find((one) => one.id === value?.scenario);
  return (
    <>
      <p className="button-row not-printed">
        <Link path="/handover" query={carried}>
          Back to the schedule
        </Link>
        <button type="button" className="button" onClick={() => window.print()}>
          Print this page
        </button>
      </p>
      <h1>Handover schedule: summary</h1>
      <Waiting answer={table} what="the summary" />
      {value !== undefined && (
        <div className="sheet">
          <dl className="facts">
            <Fact name="Register">{choice.register.title}</Fact>
            <Fact name="Scenario">{scenario?.title ?? value.scenario}</Fact>
            <Fact name="Changes">{daysText(value.from, value.to)}</Fact>
            <Fact name="Rules">
              {value.rulebook.title}, version {value.rulebook.version}
            </Fact>
            {value.population !== null && (
              <Fact name="People">
                {value.population.title}
                {isEstimated(choice, value.population.id) && (
                  <>
                    {' '}
                    <span className="badge badge-estimated">Estimated</span>
                  </>
                )}
              </Fact>
            )}
            {open.value !== undefined && (
              <Fact name="Schedule">
                {open.value.schedule.title}: {scheduleStatusWords[open.value.schedule.status]?.short.toLowerCase()};{' '}
                {open.value.schedule.counts.signedByAll} of{' '}
                {countText(open.value.schedule.counts.lines, 'line', 'lines')} signed by all
              </Fact>
            )}
          </dl>
          <Illustrative table={value} />
          <TouchedSentence choice={choice} table={value} />
          <div className="sheet-grid sheet-grid-dense">
            <section aria-labelledby="happens-title">
              <h2 id="happens-title">What happens</h2>
              <DispositionBars choice={choice} table={value} />
            </section>
            <section aria-labelledby="flags-title">
              <h2 id="flags-title">What to look at first</h2>
              <FlagList table={value} leadsTo={carried} />
            </section>
            <section aria-labelledby="money-title">
              <h2 id="money-title">Money</h2>
              <MoneySentences choice={choice} table={value} />
            </section>
          </div>
          <Waiting answer={actions} what="the deadlines" />
          {actions.value !== undefined && <NextDeadlines table={actions.value} />}
          {actions.value !== undefined && <SignatureBlock table={actions.value} />}
          <p className="hint">
            Worked out on {dateText(new Date().toISOString().slice(0, 10))} by Coterminous. It prepares decisions and
            takes none: what needs legal confirmation is marked, and no number here shows that services get better.
          </p>
        </div>
      )}
    </>
  );
}

/** True when people of that count are estimated in places: shares and amounts then rest on it. */
function isEstimated({ register }: ViewProps['choice'], population: string): boolean {
  return register.populations.find((one) => one.id === population)?.evidence === 'estimated';
}

/** Said when any line is made up. */
function Illustrative({ table }: { readonly table: HandoverTableWire }) {
  const count = table.illustrativeOf.filter((one) => one === 1).length;
  if (count === 0) return null;
  return (
    <p className="note note-caution">
      <strong>
        {count === table.keys.length
          ? 'Arrangements and money are illustrative'
          : `${countText(count, 'line is', 'lines are')} illustrative`}
      </strong>
      : made up to show how it works. Bodies, boundaries and dates are real and cited, with what is inferred or
      estimated marked; arrangements and money are illustrative.
    </p>
  );
}

type ActionsProps = { readonly table: HandoverActionsWire };

function NextDeadlines({ table }: ActionsProps) {
  const today = new Date().toISOString().slice(0, 10);
  const groups = useMemo(() => {
    const byOwner = actionsByOwner(table);
    return ownersOf(table).map((owner) => {
      const all = byOwner.get(owner.code) ?? [];
      const late = overdueOf(table, all, today).length;
      return { owner, own: commonDeadlines(table, all.slice(late)), late };
    });
  }, [table, today]);
  const waiting = groups.filter((one) => one.own.length > 0).sort((a, b) => b.own.length - a.own.length);
  const busiest = waiting.slice(0, most.owners);
  return (
    <section aria-labelledby="next-title">
      <h2 id="next-title">What comes next, by who is to act</h2>
      {busiest.length === 0 && <p>No deadline lies ahead of today.</p>}
      <div className="sheet-grid sheet-grid-dense">
        {busiest.map(({ owner, own, late }) => (
          <div key={owner.code} className="kept-together">
            <h3>{owner.name}</h3>
            <ul className="plain-list">
              {own.slice(0, most.deadlines).map((one) => (
                <li key={one.id}>
                  <strong>{shortDateText(one.due)}</strong> {one.what}{' '}
                  <span className="hint">{forWhat(table, one)}</span>
                </li>
              ))}
            </ul>
            <p className="hint">
              {own.length > most.deadlines && `${own.length - most.deadlines} more. `}
              {late > 0 && `${countText(late, 'deadline lies', 'deadlines lie')} before today.`}
            </p>
          </div>
        ))}
      </div>
      {waiting.length > most.owners && (
        <p className="hint">{waiting.length - most.owners} more bodies have deadlines ahead.</p>
      )}
    </section>
  );
}

/** Room to sign on paper, for the bodies with most to do. What is signed in the schedule is recorded there. */
function SignatureBlock({ table }: ActionsProps) {
  const byOwner = actionsByOwner(table);
  const parties = ownersOf(table)
    .map((owner) => ({ ...owner, count: byOwner.get(owner.code)?.length ?? 0 }))
    .sort((a, b) => b.count - a.count)
    .slice(0, most.signatories);
  if (parties.length === 0) return null;
  return (
    <section aria-labelledby="sign-title" className="kept-together">
      <h2 id="sign-title">Signatures</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll" aria-label="Signatures, to sign on paper" tabIndex={0}>
        <table className="sign-table" aria-label="Room to sign">
          <thead>
            <tr>
              <th scope="col">For</th>
              <th scope="col">Name</th>
              <th scope="col">Signature</th>
              <th scope="col">Date</th>
            </tr>
          </thead>
          <tbody>
            {parties.map(({ code, name }) => (
              <tr key={code}>
                <th scope="row">{name}</th>
                <td />
                <td />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
