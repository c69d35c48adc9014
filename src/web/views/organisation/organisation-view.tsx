/** Everything the register knows of one body on a day, and of its life before and after. */

import type { OrganisationWire } from '#wire/register.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { contextOf } from '../../choice.ts';
import { ScenarioField } from '../../parts/choice-fields.tsx';
import { SourceList } from '../../parts/evidence.tsx';
import { DateField } from '../../parts/fields.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { dateText, spanText } from '../../words.ts';
import { Disagreements } from './disagreements.tsx';
import { Footprint } from './footprint.tsx';
import { Identity } from './identity.tsx';
import { Lineage } from './lineage.tsx';
import { OverlapTable, PopulationTable } from './organisation-tables.tsx';

/** The screen of one body, by its id or a code. */
export function OrganisationView({ choice, code }: ViewProps & { readonly code: string }) {
  const answer = useAnswer<OrganisationWire>(
    apiAddress(`/organisations/${encodeURIComponent(code)}`, { ...contextOf(choice), on: choice.on }),
  );
  const candidates = answer.fault?.candidates ?? [];
  usePageTitle(answer.value?.name ?? code);
  if (candidates.length > 0) return <ChooseBody code={code} candidates={candidates} />;
  if (answer.value === undefined) return <Waiting answer={answer} what={`the body ${code}`} />;
  const body = answer.value;
  return (
    <div aria-busy={answer.isStale} className={answer.isStale ? 'is-stale' : undefined}>
      <h1>{body.name}</h1>
      <form className="choices" aria-label="When it is looked at" onSubmit={(event) => event.preventDefault()}>
        <DateField label="As it was on" value={choice.on} onChoose={(on) => changeQuery({ on })} />
        <ScenarioField choice={choice} />
      </form>
      {!answer.isStale && <Presence body={body} asked={choice.on} />}
      <Identity body={body} />
      <Lineage body={body} />
      <h2>Whom it overlaps</h2>
      <OverlapTable body={body} />
      <h2>Footprint</h2>
      <Footprint body={body} choice={choice} />
      <h2>People</h2>
      <PopulationTable body={body} choice={choice} />
      <Disagreements disagreements={body.disagreements} />
      <h2>Sources</h2>
      {body.sources.length === 0 ? <p>This register names no source for it.</p> : <SourceList sources={body.sources} />}
    </div>
  );
}

/** Where it stands on the day that was asked for. Outside its life the API answers for the nearest day of it. */
function Presence({ body, asked }: { readonly body: OrganisationWire; readonly asked: string }) {
  const isAway = !body.existsOn || body.on !== asked;
  return (
    <>
      <p className="lead">
        Code {body.code} · {spanText(body.from, body.to)}
      </p>
      {body.note !== null && <p>{body.note}</p>}
      {isAway && (
        <div className="note note-caution">
          <p>
            It does not exist on {dateText(asked)} in this scenario.
            {body.on === asked ? '' : ` It is shown as it was on ${dateText(body.on)}.`}
          </p>
          {body.on !== asked && (
            <button type="button" className="button button-quiet" onClick={() => changeQuery({ on: body.on }, true)}>
              Go to {dateText(body.on)}
            </button>
          )}
        </div>
      )}
    </>
  );
}

type ChooseBodyProps = {
  readonly code: string;
  readonly candidates: readonly {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
};

/** A code that several bodies have had: the person says which is meant. */
function ChooseBody({ code, candidates }: ChooseBodyProps) {
  return (
    <>
      <h1>Several bodies have had the code {code}</h1>
      <p>Codes are given out again. Choose the body that is meant:</p>
      <ul>
        {candidates.map((candidate) => (
          <li key={candidate.id}>
            <OrganisationLink id={candidate.id} on={candidate.from}>
              {candidate.name}
            </OrganisationLink>
            , {spanText(candidate.from, candidate.to)}
          </li>
        ))}
      </ul>
    </>
  );
}
