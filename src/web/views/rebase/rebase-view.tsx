/** Rebase: the numbers of a data set on any bodies, on any day, exact where they can be and with bounds where not. */

import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { dataSetsSchema } from '#wire/data-sets.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { NotMovable } from './not-rebased.tsx';
import { OnePart } from './one-part.tsx';
import { type RebaseChoice, type RebasePart, rebaseChoiceOf, rebaseParts } from './rebase-choice.ts';
import { RebaseFields } from './rebase-fields.tsx';
import { SeriesPart } from './series-part.tsx';
import { TwoPart } from './two-part.tsx';
import { isMovable } from './value-words.ts';

const partTitles: Record<RebasePart, string> = {
  one: 'On one set of bodies',
  two: 'Two side by side',
  series: 'Through time',
};

/** The screen. */
export function RebaseView({ choice, registers }: ViewProps) {
  usePageTitle('Rebase');
  const { query } = useLocation();
  const answer = useAnswer<z.infer<typeof dataSetsSchema>>(apiAddress('/data', { register: choice.register.name }));
  const catalogue = answer.value?.dataSets;
  const chosen = catalogue === undefined ? null : rebaseChoiceOf(query, choice, catalogue);
  return (
    <>
      <h1>Rebase: numbers on any bodies, on any day</h1>
      <p className="lead">
        Numbers that were counted for some areas, on the bodies you ask for. Where an area lies wholly in one body its
        number moves whole; where it is cut, the answer is an estimate, says so, and says what it must lie between.
      </p>
      {catalogue === undefined && <Waiting answer={answer} what="the data sets" />}
      {catalogue !== undefined && chosen === null && <NoData />}
      {catalogue !== undefined && chosen !== null && (
        <>
          <Parts current={chosen.part} />
          <RebaseFields choice={choice} chosen={chosen} catalogue={catalogue} registers={registers} />
          {chosen.notes.map((note) => (
            <p key={note} className="note note-caution">
              {note}
            </p>
          ))}
          <DataNote chosen={chosen} />
          <Shown choice={choice} chosen={chosen} />
        </>
      )}
    </>
  );
}

/** Which part of the screen; each is a button of a group, since they keep everything else. */
function Parts({ current }: { readonly current: RebasePart }) {
  return (
    <fieldset className="rebase-parts">
      <legend className="unseen">What is shown</legend>
      {rebaseParts.map((part) => (
        <button
          key={part}
          type="button"
          className="button button-quiet"
          aria-pressed={part === current}
          onClick={() => changeQuery({ show: part === 'one' ? null : part }, true)}
        >
          {partTitles[part]}
        </button>
      ))}
    </fieldset>
  );
}

function Shown({ choice, chosen }: { readonly choice: Choice; readonly chosen: RebaseChoice }): ReactNode {
  if (!isMovable(chosen.measure, chosen.denominator !== null)) return <NotMovable chosen={chosen} />;
  switch (chosen.part) {
    case 'one':
      return <OnePart choice={choice} chosen={chosen} />;
    case 'two':
      return <TwoPart choice={choice} chosen={chosen} />;
    case 'series':
      return <SeriesPart choice={choice} chosen={chosen} />;
    default:
      return chosen.part satisfies never;
  }
}

/** Who published the numbers, and for which areas. */
function DataNote({ chosen: { data, period, part } }: { readonly chosen: RebaseChoice }) {
  const { statement } = data;
  const stated = data.geographies.filter((one) => part === 'series' || one.period === period.id);
  const titles = [...new Set(stated.map((one) => one.title))];
  return (
    <p className="hint rebase-source">
      <Link path={`/data/${encodeURIComponent(statement.id)}`}>{statement.title}</Link>, {statement.publisher},{' '}
      {statement.vintage}. Stated for {titles.join('; ')}.{statement.note === null ? '' : ` ${statement.note}`}
    </p>
  );
}

function NoData() {
  return (
    <div className="note">
      <p>This register has no numbers yet. Drop in a file of numbers by area, and come back.</p>
      <p>
        <Link path="/data/import">Import a data set</Link>
      </p>
    </div>
  );
}
