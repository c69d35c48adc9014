/** Scenarios side by side on a day: bodies, how they fit, people, arrangements touched, small maps, and who differs. */

import { type ReactNode, useMemo } from 'react';
import { isTierName, tiers } from '#core/register/tiers.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import type { ComparisonWire, ScenarioWire } from '#wire/scenarios.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { dispositionText } from '../../handover-words.ts';
import { PopulationField, RegisterField, TierField } from '../../parts/choice-fields.tsx';
import { sourcesAddress } from '../../parts/count-evidence.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { DateField } from '../../parts/fields.tsx';
import { Tick } from '../../parts/form-field.tsx';
import { Link, OrganisationLink } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { dateText, numberText } from '../../words.ts';
import { ScenarioLink, ScenariosNav } from './scenario-parts.tsx';
import { SmallMap } from './small-map.tsx';
import { useScenarios } from './use-plan.ts';

/** The API takes no more at once. */
const mostCompared = 12;

/** The screen. `?with=` names the scenarios, `from` and `on` the days. */
export function CompareView({ choice, registers }: ViewProps) {
  usePageTitle('Compare scenarios');
  const { query } = useLocation();
  const all = useScenarios(choice);
  const scenarios = all.value?.scenarios ?? [];
  const wanted = (query.get('with') ?? '').split(',').filter((id) => id !== '');
  const chosen = wanted.filter((id) => scenarios.some((one) => one.scenario.id === id)).slice(0, mostCompared);
  const lost = all.value === undefined ? [] : wanted.filter((id) => !scenarios.some((one) => one.scenario.id === id));
  const days = daysOf(
    query,
    scenarios.filter((one) => chosen.includes(one.scenario.id)),
    choice.on,
  );
  return (
    <>
      <h1>Scenarios side by side</h1>
      <ScenariosNav current="compare" />
      <Waiting answer={all} what="the scenarios" />
      {lost.length > 0 && (
        <p className="note note-caution">The address names {lost.join(', ')}, which is no scenario of this register.</p>
      )}
      <form className="choices" aria-label="What is compared" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
        <DateField label="Arrangements from" value={days.from} onChoose={(from) => changeQuery({ from })} />
        <DateField label="Everything on" value={days.on} onChoose={(on) => changeQuery({ on })} />
        <TierField choice={{ ...choice, on: days.on }} side="bodies" />
        <TierField choice={{ ...choice, on: days.on }} side="councils" />
        <PopulationField choice={{ ...choice, on: days.on }} />
      </form>
      <ScenarioTicks scenarios={scenarios} chosen={chosen} />
      {chosen.length === 0 && all.value !== undefined && (
        <p className="note">Tick the scenarios that are to stand side by side.</p>
      )}
      {chosen.length > 0 && <Comparison choice={choice} chosen={chosen} days={days} />}
    </>
  );
}

type Days = { readonly from: IsoDate; readonly on: IsoDate };

/** The days of the address; else those of the first scenario that has some and is not the law; else the day before and the day. */
function daysOf(query: URLSearchParams, chosen: readonly ScenarioWire[], usual: IsoDate): Days {
  const dated = chosen.filter(({ scenario }) => scenario.to !== null);
  const first = (dated.find((_, at) => at > 0) ?? dated[0])?.scenario;
  const on = (query.get('on') === null ? null : usual) ?? (first?.to as IsoDate | null | undefined) ?? usual;
  const from = query.get('from') ?? (query.get('on') === null ? first?.from : null) ?? addDays(on, -1);
  return { on, from: from as IsoDate };
}

function ScenarioTicks({
  scenarios,
  chosen,
}: {
  readonly scenarios: readonly ScenarioWire[];
  readonly chosen: readonly string[];
}) {
  return (
    <fieldset className="ticks">
      <legend>Scenarios</legend>
      {scenarios.map(({ scenario }) => (
        <Tick
          key={scenario.id}
          text={scenario.title}
          isOn={chosen.includes(scenario.id)}
          onTurn={(isOn) => {
            const next = isOn ? [...chosen, scenario.id] : chosen.filter((id) => id !== scenario.id);
            changeQuery({ with: next.length === 0 ? null : next.join(',') }, true);
          }}
        />
      ))}
    </fieldset>
  );
}

type ComparisonProps = { readonly choice: Choice; readonly chosen: readonly string[]; readonly days: Days };

function Comparison({ choice, chosen, days }: ComparisonProps) {
  const answer = useAnswer<ComparisonWire>(
    apiAddress('/scenarios/compare', {
      register: choice.register.name,
      known: choice.known,
      scenarios: chosen.join(','),
      on: days.on,
      from: days.from,
      bodies: choice.bodies,
      councils: choice.councils,
      population: choice.population,
      tolerance: choice.tolerance,
    }),
  );
  const compared = answer.value;
  const closeTo = useMemo(() => compared?.differences.map(({ body }) => body.id) ?? [], [compared]);
  if (compared === undefined) return <Waiting answer={answer} what="the comparison" />;
  return (
    <div className={answer.isStale ? 'is-stale' : undefined}>
      <section aria-labelledby="numbers-title">
        <h2 id="numbers-title">In numbers, on {dateText(compared.on)}</h2>
        <NumbersTable choice={choice} compared={compared} />
      </section>
      <section aria-labelledby="maps-title">
        <h2 id="maps-title">On the map, {dateText(compared.on)}</h2>
        <div className="small-maps">
          {compared.scenarios.map(({ id, title }) => (
            <SmallMap key={id} choice={{ ...choice, scenario: id, on: days.on }} title={title} closeTo={closeTo} />
          ))}
        </div>
      </section>
      <section aria-labelledby="differ-title">
        <h2 id="differ-title">Who differs</h2>
        <Differences choice={choice} compared={compared} />
      </section>
    </div>
  );
}

type ComparedProps = { readonly choice: Choice; readonly compared: ComparisonWire };
type Column = ComparisonWire['scenarios'][number];

/** What is counted, one row each: its words, its value and what the number is. */
function rowsOf(compared: ComparisonWire): readonly [string, (column: Column) => number, string][] {
  const [bodies, councils] = [compared.bodies, compared.councils].map((tier) =>
    isTierName(tier) ? tiers[tier].plural : tier,
  );
  const dispositions = [...new Set(compared.scenarios.flatMap((column) => Object.keys(column.byDisposition)))].sort();
  return [
    [
      `${capital(bodies)}`,
      (column) => column.healthBodies,
      'Bodies of this kind with known territory that exist on the day.',
    ],
    [
      `${capital(councils)}`,
      (column) => column.councils,
      'Councils of this kind with known territory that exist on the day.',
    ],
    [
      'Coterminous bodies',
      (column) => column.coterminousBodies,
      `Of the ${bodies}, those that serve the same people as one of the ${councils}, within the tolerance.`,
    ],
    [
      'Councils within one body',
      (column) => column.nestedCouncils,
      `Of the ${councils}, those that lie within one of the ${bodies}.`,
    ],
    [
      'Councils divided among bodies',
      (column) => column.straddlingCouncils,
      `Of the ${councils}, those whose people are divided among several ${bodies}.`,
    ],
    [
      'Arrangements touched',
      (column) => column.arrangementsTouched,
      'Arrangements of which a party changes between the days.',
    ],
    ['Lines of the schedule', (column) => column.lines, 'One line for each party of an arrangement that is touched.'],
    ...dispositions.map((word): [string, (column: Column) => number, string] => [
      `of them: ${dispositionText(word).toLowerCase()}`,
      (column) => column.byDisposition[word] ?? 0,
      'Lines of the schedule to which this happens.',
    ]),
    ['Problems', (column) => column.problems, 'Contradictions met when the events of the scenario are put in order.'],
  ];
}

function NumbersTable({ choice, compared }: ComparedProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label="Scenarios in numbers" tabIndex={0}>
      <table aria-label="Scenarios in numbers" className="compare-table">
        <thead>
          <tr>
            <th scope="col">What</th>
            {compared.scenarios.map(({ id, title }) => (
              <th key={id} scope="col" className="number">
                <ScenarioLink id={id}>{title}</ScenarioLink>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(compared).map(([what, numberOf, says]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              {compared.scenarios.map((column) => (
                <td key={column.id} className={isApart(compared, numberOf) ? 'number is-apart' : 'number'}>
                  <Figure
                    text={numberText(numberOf(column))}
                    evidence={{
                      title: `${capital(what)}: ${column.title}`,
                      says,
                      vintage: `on ${dateText(compared.on)}, arrangements from ${dateText(compared.from)}`,
                      page: 'docs/guide/scenarios.md',
                      statedBy: sourcesAddress(choice),
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Line by line</th>
            {compared.scenarios.map(({ id }) => (
              <td key={id} className="number">
                <Link path="/handover" query={{ scenario: id, from: compared.from, to: compared.on }}>
                  Handover <span className="unseen">of {id}</span>
                </Link>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

/** True when the scenarios do not all have the same number. */
function isApart(compared: ComparisonWire, numberOf: (column: Column) => number): boolean {
  return new Set(compared.scenarios.map(numberOf)).size > 1;
}

function Differences({ compared }: ComparedProps) {
  type Difference = ComparisonWire['differences'][number];
  const columns = useMemo(
    (): readonly TableColumn<Difference>[] => [
      {
        title: 'Body',
        isRowTitle: true,
        by: ({ body }) => body.name,
        cell: ({ body }): ReactNode =>
          body.id.startsWith('drawn-') ? body.name : <OrganisationLink id={body.id}>{body.name}</OrganisationLink>,
      },
      {
        title: 'Kind',
        by: ({ tier }) => tier,
        cell: ({ tier }) => (isTierName(tier) ? capital(tiers[tier].singular) : tier),
      },
      ...compared.scenarios.map(
        ({ title }, at): TableColumn<Difference> => ({
          title,
          isNumber: true,
          by: ({ persons }) => persons[at] ?? null,
          cell: ({ persons }) => {
            const own = persons[at] ?? null;
            return own === null ? '–' : numberText(own);
          },
        }),
      ),
    ],
    [compared],
  );
  return (
    <DataTable
      label="Bodies that differ, with their people"
      caption="People in each body that does not exist in all of the scenarios, or serves other land in them. A dash: it does not exist there, or its land is not wholly known."
      columns={columns}
      rows={compared.differences}
      keyOf={({ body, tier }) => `${tier} ${body.id}`}
      none="No body differs: the same bodies serve the same land in all of them."
    />
  );
}

function capital(text = ''): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
