/** One page to print and put before a board: what the schedule comes to, what comes next, and room to sign. */

import { useMemo } from 'react';
import type { HandoverTableWire, HandoverWire } from '#wire/handover.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { Fact } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, shortDateText } from '../../words.ts';
import { commonDeadlines, deadlinesOf, forWhat, ownersOf } from './deadlines.ts';
import { useCarriedQuery, useHandoverQuestion, useHandoverTable, useOpenSchedule } from './handover-question.ts';
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
  const whole = useAnswer<HandoverWire>(apiAddress('/handover', question.values));
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
            <Fact name="Days">
              events after {dateText(value.from)}, up to and on {dateText(value.to)}
            </Fact>
            <Fact name="Rules">
              {value.rulebook.title}, version {value.rulebook.version}
            </Fact>
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
              <FlagList table={value} />
            </section>
            <section aria-labelledby="money-title">
              <h2 id="money-title">Money</h2>
              <MoneySentences choice={choice} table={value} />
            </section>
          </div>
          <Waiting answer={whole} what="the deadlines" />
          {whole.value !== undefined && <NextDeadlines lines={whole.value.lines} />}
          {whole.value !== undefined && <SignatureBlock lines={whole.value.lines} />}
          <p className="hint">
            Worked out on {dateText(new Date().toISOString().slice(0, 10))} by Coterminous. It prepares decisions and
            takes none: what needs legal confirmation is marked, and no number here shows that services get better.
          </p>
        </div>
      )}
    </>
  );
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
      : made up to show how it works. Bodies, boundaries, dates and people are real and cited.
    </p>
  );
}

function NextDeadlines({ lines }: { readonly lines: HandoverWire['lines'] }) {
  const today = new Date().toISOString().slice(0, 10);
  const groups = useMemo(() => {
    const all = deadlinesOf(lines);
    const next = all.filter((one) => one.due >= today);
    return ownersOf(next).map((owner) => ({
      owner,
      own: commonDeadlines(next.filter((one) => one.ownerCodes.includes(owner.code))),
      late: all.filter((one) => one.due < today && one.ownerCodes.includes(owner.code)).length,
    }));
  }, [lines, today]);
  const busiest = groups.sort((a, b) => b.own.length - a.own.length).slice(0, most.owners);
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
                <li key={`${one.due} ${one.what} ${one.owner}`}>
                  <strong>{shortDateText(one.due)}</strong> {one.what} <span className="hint">{forWhat(one)}</span>
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
      {groups.length > most.owners && <p className="hint">{groups.length - most.owners} more bodies have deadlines.</p>}
    </section>
  );
}

/** Room to sign on paper, for the bodies with most to do. What is signed in the schedule is recorded there. */
function SignatureBlock({ lines }: { readonly lines: HandoverWire['lines'] }) {
  const deadlines = deadlinesOf(lines);
  const parties = ownersOf(deadlines)
    .map((owner) => ({ ...owner, count: deadlines.filter((one) => one.ownerCodes.includes(owner.code)).length }))
    .sort((a, b) => b.count - a.count)
    .slice(0, most.signatories);
  if (parties.length === 0) return null;
  return (
    <section aria-labelledby="sign-title" className="kept-together">
      <h2 id="sign-title">Signatures</h2>
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
  );
}
