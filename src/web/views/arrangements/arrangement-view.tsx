/** One arrangement: what it is, its parties and stages, what is to be noticed, money, documents and history. */

import type { ReactNode } from 'react';
import { type ArrangementKind, arrangementKinds } from '#core/agreements/vocabulary.ts';
import type { ArrangementWire } from '#wire/arrangements.ts';
import { type Answer, useAnswer } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { careGroupText, kindText } from '../../handover-words.ts';
import { ChangeProposed } from '../../parts/change-proposed.tsx';
import { Fact } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, spanText } from '../../words.ts';
import { ArrangementHandover } from './arrangement-handover.tsx';
import { ArrangementHistory } from './arrangement-history.tsx';
import { Documents, Milestones, Money, Negotiated, Parties, ServiceArea } from './arrangement-lists.tsx';
import { ArrangementsNav, EvidenceLabel, StatusBadge } from './arrangement-parts.tsx';
import { noticeText, postStageWords, sectorWords, tenureWords } from './arrangement-words.ts';
import { arrangementAddress, dayOf } from './arrangements-choice.ts';
import { Clauses } from './clauses.tsx';
import { RemoveArrangement } from './remove-arrangement.tsx';
import { StageLine } from './stage-line.tsx';

/** The screen of one arrangement, by its reference. */
export function ArrangementView({ choice, id }: ViewProps & { readonly id: string }) {
  const { query } = useLocation();
  const on = dayOf(query);
  const answer = useAnswer<ArrangementWire>(arrangementAddress(choice, id, on));
  usePageTitle(answer.value?.arrangement.title ?? id);
  if (answer.value === undefined) {
    return (
      <>
        <h1>Arrangement {id}</h1>
        <ArrangementsNav current={null} on={on} />
        <Waiting answer={answer} what="the arrangement" />
      </>
    );
  }
  return <Shown choice={choice} shown={answer.value} on={on} answer={answer} />;
}

type ShownProps = {
  readonly choice: Choice;
  readonly shown: ArrangementWire;
  readonly on: string | null;
  readonly answer: Answer<ArrangementWire>;
};

function Shown({ choice, shown, on, answer }: ShownProps) {
  const { arrangement } = shown;
  const family = arrangementKinds[arrangement.kind as ArrangementKind]?.family;
  return (
    <div className={answer.isStale ? 'is-stale' : undefined}>
      <h1>{arrangement.title}</h1>
      <ArrangementsNav current={null} on={on} />
      <p className="badge-row">
        <StatusBadge status={shown.status} />
        {arrangement.isPriority && <span className="badge badge-priority">Priority</span>}
        <EvidenceLabel evidence={arrangement.evidence} />
        <span className="hint">As it stands on {dateText(shown.on)}</span>
      </p>
      <StageLine status={shown.status} />
      <ChangeProposed register={choice.register.name} kind="arrangement" id={arrangement.id} />
      <p className="button-row">
        <Link path={`/arrangement/${encodeURIComponent(arrangement.id)}/edit`} query={{ on }} className="button">
          Change it
        </Link>
        <a href="#handover-title">What happens to it</a>
        <a href="#history-title">Its history</a>
      </p>
      <div className="line-grid">
        <div>
          <Notices shown={shown} />
          <Parties shown={shown} on={on} />
          <Money shown={shown} />
          <Milestones shown={shown} />
          <Documents shown={shown} />
          <Negotiated shown={shown} />
        </div>
        <div>
          <WhatItIs shown={shown} />
          <ServiceArea shown={shown} on={on} />
          {family === 'partnership' && <Clauses shown={shown} />}
        </div>
      </div>
      <ArrangementHandover choice={choice} id={arrangement.id} />
      <ArrangementHistory history={shown.history} />
      <RemoveArrangement choice={choice} shown={shown} />
    </div>
  );
}

function Notices({ shown: { notices } }: { readonly shown: ArrangementWire }) {
  return (
    <section aria-labelledby="notices-title">
      <h2 id="notices-title">What to notice</h2>
      {notices.length === 0 ? (
        <p>Nothing on this day.</p>
      ) : (
        <ul className="notices">
          {notices.map((notice) => (
            <li key={notice.code + notice.says}>
              <strong>{noticeText(notice.code)}.</strong> {notice.says}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function WhatItIs({ shown: { arrangement } }: { readonly shown: ArrangementWire }) {
  const { kind, careGroups, agreedOn, startsOn, endsOn, reviewOn, renewsOn, noticeDays } = arrangement;
  const ground = arrangementKinds[kind as ArrangementKind]?.ground ?? null;
  return (
    <section aria-labelledby="what-title">
      <h2 id="what-title">What it is</h2>
      <dl className="facts">
        <Fact name="Kind">{kindText(kind)}</Fact>
        {ground !== null && <Fact name="In law">{ground}</Fact>}
        <Fact name="Reference">{arrangement.id}</Fact>
        <Fact name="Care groups">
          {careGroups.length === 0 ? 'None stated' : careGroups.map(careGroupText).join(', ')}
        </Fact>
        <Fact name="Agreed">{dayOr(agreedOn, 'Not stated')}</Fact>
        <Fact name="Runs">
          {startsOn === null && endsOn === null ? 'Not stated' : spanText(startsOn, endsOn)}
          {startsOn !== null && endsOn === null && ', open-ended or not known'}
        </Fact>
        <Fact name="To be reviewed">{dayOr(reviewOn, 'Not stated')}</Fact>
        <Fact name="To be renewed">{dayOr(renewsOn, 'Not stated')}</Fact>
        <Fact name="Notice">{noticeDays === null ? 'Not stated' : countText(noticeDays, 'day', 'days')}</Fact>
        <OwnFacts arrangement={arrangement} />
        <Fact name="Source">{arrangement.source ?? 'Not stated'}</Fact>
        {arrangement.note !== null && <Fact name="Note">{arrangement.note}</Fact>}
      </dl>
    </section>
  );
}

/** Facts that only one kind has. */
function OwnFacts({ arrangement }: { readonly arrangement: ArrangementWire['arrangement'] }) {
  const { postStage, tenure, seatSector, isVoting, dataSets } = arrangement;
  const facts: [string, ReactNode][] = [];
  if (postStage !== null) facts.push(['The post', postStageWords[postStage]]);
  if (tenure !== null) facts.push(['Tenure', tenureWords[tenure]]);
  if (seatSector !== null) facts.push(['Sector of the seat', sectorWords[seatSector]]);
  if (isVoting !== null) facts.push(['Voting', isVoting ? 'Yes' : 'No']);
  if (arrangement.kind === 'data-sharing-agreement') {
    const links = dataSets.map((id, at) => (
      <span key={id}>
        {at > 0 && ', '}
        <Link path={`/data/${encodeURIComponent(id)}`}>{id}</Link>
      </span>
    ));
    facts.push(['Shows its parties', dataSets.length === 0 ? 'No data set is named' : links]);
  }
  return facts.map(([name, text]) => (
    <Fact key={name} name={name}>
      {text}
    </Fact>
  ));
}

function dayOr(day: string | null, none: string): string {
  return day === null ? none : dateText(day);
}
