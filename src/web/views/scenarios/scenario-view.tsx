/** One scenario: what holds in it, what is drawn in it, and, for one that people keep, the ways to change and adopt it. */

import { useMemo } from 'react';
import type { ScenarioWire } from '#wire/scenarios.ts';
import type { Answer } from '../../api-client.ts';
import { Fact } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { useRegisterEvents } from '../../register-events.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, eventStatusWords } from '../../words.ts';
import { AdoptEvents } from './adopt-events.tsx';
import { DrawnEvents } from './drawn-events.tsx';
import { differencesFromLaw, titlesOfEvents } from './law-differences.ts';
import { RemoveScenario } from './remove-scenario.tsx';
import { ScenarioProblems, type ScenarioProps, ScenariosNav } from './scenario-parts.tsx';
import { ScenarioSettings } from './scenario-settings.tsx';
import { useScenario, useScenarios } from './use-plan.ts';

/** The screen of one scenario, by its id. */
export function ScenarioView({ choice, id }: ViewProps & { readonly id: string }) {
  const answer = useScenario(choice, id);
  const title = answer.value?.scenario.title ?? id;
  usePageTitle(title);
  return (
    <>
      <h1>{title}</h1>
      <ScenariosNav current={null} />
      <Waiting answer={answer} what="the scenario" />
      {answer.value !== undefined && <Shown choice={choice} shown={answer.value} answer={answer} />}
    </>
  );
}

function Shown({ choice, shown, answer }: ScenarioProps & { readonly answer: Answer<ScenarioWire> }) {
  const { scenario, origin, problems } = shown;
  const isPlan = origin === 'plan';
  const days = { from: scenario.from, to: scenario.to };
  return (
    <div className={answer.isStale ? 'is-stale' : undefined}>
      <p className="badge-row">
        <span className="badge">{isPlan ? 'Kept by people' : 'Comes with the register'}</span>
        {scenario.note !== null && <span>{scenario.note}</span>}
      </p>
      <p className="button-row">
        {isPlan && (
          <Link path={`/scenario/${encodeURIComponent(scenario.id)}/draw`} className="button">
            Draw an event
          </Link>
        )}
        <Link path="/scenarios/new" query={{ from: scenario.id }} className={isPlan ? '' : 'button'}>
          Make one that starts from this
        </Link>
        <Link path="/handover" query={{ scenario: scenario.id, ...days }}>
          What happens to arrangements in it
        </Link>
        <Link path="/map" query={{ scenario: scenario.id, on: scenario.to }}>
          See it on the map
        </Link>
        <Link path="/scenarios/compare" query={{ with: `current-law,${scenario.id}` }}>
          Compare with the law
        </Link>
      </p>
      <div className="line-grid">
        <Against choice={choice} shown={shown} />
        <section aria-labelledby="problems-title">
          <h2 id="problems-title">Problems</h2>
          <ScenarioProblems problems={problems} none="None: everything that holds in it can take effect." />
        </section>
      </div>
      {isPlan && (
        <>
          <DrawnEvents choice={choice} shown={shown} />
          <ScenarioSettings key={shown.version} choice={choice} shown={shown} />
          <AdoptEvents choice={choice} shown={shown} />
          <RemoveScenario choice={choice} shown={shown} />
        </>
      )}
    </div>
  );
}

/** What differs from the law as it stands. */
function Against({ choice, shown }: ScenarioProps) {
  const all = useScenarios(choice);
  const events = useRegisterEvents({ ...choice, scenario: null });
  const scenarios = useMemo(() => [...(all.value?.scenarios ?? []), shown], [all.value, shown]);
  const titleOf = useMemo(() => titlesOfEvents(events.value?.events ?? [], scenarios), [events.value, scenarios]);
  const { added, taken } = differencesFromLaw(shown, all.value?.scenarios[0]);
  const { scenario } = shown;
  const base = scenarios.find((one) => one.scenario.id === scenario.basedOn)?.scenario.title;
  return (
    <section aria-labelledby="against-title">
      <h2 id="against-title">Against the law as it stands</h2>
      {all.value === undefined ? (
        <Waiting answer={all} what="the law as it stands" />
      ) : added.length + taken.length === 0 ? (
        <p>The same {countText(shown.holding.length, 'event holds', 'events hold')} in both.</p>
      ) : (
        <ul className="notices">
          {added.map((id) => (
            <li key={id}>
              <strong>Holds here:</strong> <EventName id={id} title={titleOf(id)} />
            </li>
          ))}
          {taken.map((id) => (
            <li key={id}>
              <strong>Does not hold here:</strong> <EventName id={id} title={titleOf(id)} />
            </li>
          ))}
        </ul>
      )}
      <dl className="facts">
        {shown.origin === 'plan' && <Fact name="Starts from">{base ?? 'The law as it stands'}</Fact>}
        <Fact name="Holds by status">
          {scenario.statuses === null
            ? 'As in what it starts from'
            : scenario.statuses.map((status) => eventStatusWords[status].short).join(', ') || 'None'}
        </Fact>
        <Fact name="Looked at between">
          {scenario.from === null || scenario.to === null
            ? 'Not stated'
            : `${dateText(scenario.from)} and ${dateText(scenario.to)}`}
        </Fact>
      </dl>
    </section>
  );
}

/** A drawn event has no record on the screen of events. */
function EventName({ id, title }: { readonly id: string; readonly title: string }) {
  if (id.startsWith('draft-')) return title;
  return (
    <Link path="/events" query={{ event: id }}>
      {title}
    </Link>
  );
}
