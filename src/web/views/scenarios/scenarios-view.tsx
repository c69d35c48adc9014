/** Scenarios: every named choice of which events hold, what differs from the law in each, and the way to compare. */

import { useMemo, useState } from 'react';
import type { ScenarioWire } from '#wire/scenarios.ts';
import { hrefOf, withChanges } from '../../address.ts';
import type { Choice } from '../../choice.ts';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Tick } from '../../parts/form-field.tsx';
import { keptChoice, Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { useRegisterEvents } from '../../register-events.ts';
import { goTo, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, shortDateText } from '../../words.ts';
import { differencesFromLaw, titlesOfEvents } from './law-differences.ts';
import { ScenarioLink, ScenariosNav } from './scenario-parts.tsx';
import { useScenarios } from './use-plan.ts';

/** The screen of the list. */
export function ScenariosView({ choice, registers }: ViewProps) {
  usePageTitle('Scenarios');
  const answer = useScenarios(choice);
  return (
    <>
      <h1>Scenarios: what if other events held?</h1>
      <ScenariosNav current="list" />
      <p className="lead">
        A scenario is a named choice of which events hold. Draw a merger or a division in one of your own and see what
        happens to bodies, people and arrangements. Nothing in a scenario touches the register until it is adopted.
      </p>
      <form className="choices" aria-label="Register" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
      </form>
      <Waiting answer={answer} what="the scenarios" />
      {answer.value !== undefined && <ScenarioTable choice={choice} scenarios={answer.value.scenarios} />}
    </>
  );
}

/** Of more at once no table would be readable. */
const mostCompared = 6;

function ScenarioTable({
  choice,
  scenarios,
}: {
  readonly choice: Choice;
  readonly scenarios: readonly ScenarioWire[];
}) {
  const { query } = useLocation();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const events = useRegisterEvents({ ...choice, scenario: null });
  const titleOf = useMemo(() => titlesOfEvents(events.value?.events ?? [], scenarios), [events.value, scenarios]);
  const law = scenarios[0];
  const nameOf = (id: string | null) =>
    id === null ? 'The law as it stands' : (scenarios.find((one) => one.scenario.id === id)?.scenario.title ?? id);
  const columns: readonly TableColumn<ScenarioWire>[] = [
    {
      title: 'Compare',
      cell: ({ scenario }) => (
        <Tick
          text={<span className="unseen">Compare {scenario.title}</span>}
          isOn={picked.includes(scenario.id)}
          onTurn={(isOn) =>
            setPicked(isOn ? [...picked, scenario.id].slice(-mostCompared) : picked.filter((id) => id !== scenario.id))
          }
        />
      ),
    },
    {
      title: 'Scenario',
      isRowTitle: true,
      by: ({ scenario }) => scenario.title,
      cell: ({ scenario }) => <ScenarioLink id={scenario.id}>{scenario.title}</ScenarioLink>,
    },
    {
      title: 'Where it is from',
      by: ({ origin }) => origin,
      cell: ({ origin, scenario }) =>
        origin === 'pack' ? 'Comes with the register' : `Kept by people; starts from ${nameOf(scenario.basedOn)}`,
    },
    {
      title: 'Days',
      cell: ({ scenario: { from, to } }) =>
        from === null || to === null ? '–' : `${shortDateText(from)} to ${shortDateText(to)}`,
    },
    {
      title: 'Against the law as it stands',
      cell: (one) => <Difference scenario={one} law={law} titleOf={titleOf} />,
    },
    {
      title: 'Problems',
      isNumber: true,
      by: ({ problems }) => problems.length,
      cell: ({ problems }) => (problems.length === 0 ? 'None' : problems.length),
    },
  ];
  return (
    <>
      <DataTable
        label="Scenarios"
        caption={`${countText(scenarios.length, 'scenario', 'scenarios')}. Tick two or more to compare them.`}
        columns={columns}
        rows={scenarios}
        keyOf={({ scenario }) => scenario.id}
        none="There is none."
      />
      <p className="button-row">
        <button
          type="button"
          className="button"
          disabled={picked.length < 2}
          onClick={() =>
            goTo(
              hrefOf({
                path: '/scenarios/compare',
                query: withChanges(keptChoice(query), { with: picked.join(',') }),
              }),
            )
          }
        >
          Compare {picked.length < 2 ? 'those ticked' : `these ${picked.length}`}
        </button>
        <Link path="/scenarios/new" className="button">
          Make one of your own
        </Link>
      </p>
    </>
  );
}

type DifferenceProps = {
  readonly scenario: ScenarioWire;
  readonly law: ScenarioWire | undefined;
  readonly titleOf: (id: string) => string;
};

const mostNamed = 3;

function Difference({ scenario, law, titleOf }: DifferenceProps) {
  const { added, taken } = differencesFromLaw(scenario, law);
  if (added.length + taken.length === 0) return 'The same';
  const said = [...added.map((id) => `holds: ${titleOf(id)}`), ...taken.map((id) => `does not hold: ${titleOf(id)}`)];
  return (
    <ul className="cell-list">
      {said.slice(0, mostNamed).map((text) => (
        <li key={text}>{text}</li>
      ))}
      {said.length > mostNamed && <li>and {said.length - mostNamed} more</li>}
    </ul>
  );
}
