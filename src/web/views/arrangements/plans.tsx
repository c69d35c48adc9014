/** Plans with their milestones: which are done, due, slipped or overdue, and what delays are put down to. */

import { useMemo } from 'react';
import type { ArrangementRowWire } from '#wire/arrangements.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { SearchField, SelectField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { countText, dateText, shortDateText } from '../../words.ts';
import { ArrangementLink } from './arrangement-parts.tsx';
import { causeText } from './arrangement-words.ts';
import { MilestoneStrip } from './milestone-strip.tsx';
import {
  delaysByCause,
  type MilestoneState,
  milestoneStates,
  milestonesOf,
  type PlacedMilestone,
} from './milestones.ts';

const stateWords: Record<MilestoneState, string> = {
  done: 'Done',
  'done-late': 'Done late',
  slipped: 'Slipped',
  overdue: 'Overdue',
  due: 'Due',
};

type PlansProps = {
  readonly listed: { readonly on: string; readonly arrangements: readonly ArrangementRowWire[] };
  /** The day that the address names; null: today. */
  readonly on: string | null;
};

/** The strip and the table beside it. */
export function Plans({ listed, on }: PlansProps) {
  const { query } = useLocation();
  const [text, state, cause] = [query.get('q') ?? '', query.get('state'), query.get('cause')];
  const all = useMemo(() => milestonesOf(listed.arrangements, listed.on), [listed]);
  const shown = all.filter(
    (one) =>
      (state === null || one.state === state) &&
      (cause === null || one.causes.includes(cause)) &&
      `${one.title} ${one.planTitle}`.toLowerCase().includes(text.toLowerCase().trim()),
  );
  if (all.length === 0) {
    return (
      <p className="note">
        No arrangement has milestones. A joint plan is <Link path="/arrangements/new">added as an arrangement</Link>{' '}
        with what is to be done by when.
      </p>
    );
  }
  const causes = [...new Set(all.flatMap((one) => one.causes))];
  return (
    <>
      <Sentences milestones={all} on={listed.on} />
      <form
        className="choices choices-narrow"
        aria-label="Which milestones are shown"
        onSubmit={(event) => event.preventDefault()}
      >
        <SearchField
          label="Find milestones or plans"
          value={text}
          onChange={(q) => changeQuery({ q: q === '' ? null : q })}
        />
        <SelectField
          label="Where it stands"
          value={state ?? ''}
          options={[
            { value: '', text: 'Any' },
            ...milestoneStates.map((one) => ({ value: one, text: stateWords[one] })),
          ]}
          onChoose={(chosen) => changeQuery({ state: chosen === '' ? null : chosen })}
        />
        <SelectField
          label="Put down to"
          value={cause ?? ''}
          options={[{ value: '', text: 'Any cause' }, ...causes.map((one) => ({ value: one, text: causeText(one) }))]}
          onChoose={(chosen) => changeQuery({ cause: chosen === '' ? null : chosen })}
        />
      </form>
      <div className="plan-grid">
        {shown.length > 0 && <MilestoneStrip milestones={shown} on={listed.on} />}
        <DataTable
          label="Milestones"
          caption={
            shown.length === all.length
              ? `${countText(all.length, 'milestone', 'milestones')}, by the day each was due.`
              : `${countText(shown.length, 'milestone', 'milestones')} of ${all.length}.`
          }
          columns={columnsOn(on)}
          rows={shown}
          keyOf={(one) => one.key}
          none="No milestone passes these filters."
        />
      </div>
    </>
  );
}

function Sentences({ milestones, on }: { readonly milestones: readonly PlacedMilestone[]; readonly on: string }) {
  const count = (...states: MilestoneState[]) => milestones.filter((one) => states.includes(one.state)).length;
  const delays = delaysByCause(milestones);
  return (
    <>
      <p>
        On {dateText(on)}, of {countText(milestones.length, 'milestone', 'milestones')}: {count('done', 'done-late')}{' '}
        done ({count('done-late')} of them late), {count('due')} due, {count('slipped')} slipped to a later day,{' '}
        {count('overdue')} overdue.
      </p>
      {delays.length > 0 && (
        <p>
          Delays are put down to{' '}
          {delays
            .map(
              ({ cause, count: own }) => `${cause === '' ? 'nothing stated' : causeText(cause).toLowerCase()} (${own})`,
            )
            .join(', ')}
          . This is what the holders of the plans say, not a finding.
        </p>
      )}
    </>
  );
}

function columnsOn(on: string | null): readonly TableColumn<PlacedMilestone>[] {
  return [
    {
      title: 'Milestone',
      isRowTitle: true,
      by: (one) => one.title,
      cell: (one) => (
        <>
          {one.title}
          <span className="milestone-plan">
            <ArrangementLink id={one.plan} on={on}>
              {one.planTitle}
            </ArrangementLink>
          </span>
        </>
      ),
    },
    { title: 'Due', isShort: true, by: (one) => one.due, cell: (one) => shortDateText(one.due) },
    {
      title: 'Stands',
      isShort: true,
      by: (one) => milestoneStates.indexOf(one.state),
      cell: (one) => <StateText milestone={one} />,
    },
    {
      title: 'Put down to',
      by: (one) => one.causes.join(' '),
      cell: (one) => one.causes.map(causeText).join(', '),
    },
  ];
}

function StateText({ milestone: { state, done, slippedTo } }: { readonly milestone: PlacedMilestone }) {
  const day = state === 'done' || state === 'done-late' ? done : slippedTo;
  return (
    <>
      <span className={state === 'overdue' ? 'badge badge-late' : 'badge'}>{stateWords[state]}</span>
      {day !== null && (
        <span className="hint">
          {state === 'done' || state === 'done-late' ? shortDateText(day) : `to ${shortDateText(day)}`}
        </span>
      )}
    </>
  );
}
