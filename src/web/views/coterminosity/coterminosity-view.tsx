/** How two tiers fit on a day: the summary with its denominators, every pair, the regions, and the change over time. */

import { tiers } from '#core/register/tiers.ts';
import type { MeasureWire } from '#wire/measure.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, measureQuery } from '../../choice.ts';
import {
  PopulationField,
  RegisterField,
  ScenarioField,
  TierField,
  ToleranceField,
} from '../../parts/choice-fields.tsx';
import { EvidenceWord, Figure } from '../../parts/evidence.tsx';
import { DateField } from '../../parts/fields.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { useEventDays, useRegisterEvents } from '../../register-events.ts';
import { changeQuery } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { dateText, numberText } from '../../words.ts';
import { ChangeOverTime } from './change-over-time.tsx';
import { PairMatrix } from './pair-matrix.tsx';
import { RegionTable } from './region-table.tsx';
import { IndexTable, SummarySentences } from './summary-sentences.tsx';
import { UncoveredSides, UnknownTerritory } from './unknown-territory.tsx';

/** The screen. */
export function CoterminosityView({ choice, registers }: ViewProps) {
  usePageTitle('Coterminosity');
  const answer = useAnswer<MeasureWire>(apiAddress('/measure', measureQuery(choice)));
  const events = useRegisterEvents(choice);
  const days = useEventDays(events.value?.events);
  return (
    <>
      <h1>
        Coterminosity: {tiers[choice.bodies].plural} and {tiers[choice.councils].plural}
      </h1>
      <form className="choices" aria-label="What is measured" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
        <TierField choice={choice} side="bodies" />
        <TierField choice={choice} side="councils" />
        <DateField label="Date" value={choice.on} onChoose={(on) => changeQuery({ on })} />
        <ScenarioField choice={choice} />
        <PopulationField choice={choice} />
        <ToleranceField choice={choice} />
      </form>
      <p className="hint">
        The scenario says which events hold. People counted decides shares, never which land is whose. Within the
        tolerance, a share that is missing still counts as the whole.
      </p>
      {answer.value === undefined ? (
        <Waiting answer={answer} what="the measure" />
      ) : (
        <div aria-busy={answer.isStale} className={answer.isStale ? 'is-stale' : undefined}>
          <Measured choice={choice} measure={answer.value} />
        </div>
      )}
      <h2>Change over time</h2>
      <ChangeOverTime choice={choice} days={days} />
    </>
  );
}

function Measured({ choice, measure }: { readonly choice: Choice; readonly measure: MeasureWire }) {
  return (
    <>
      <h2>On {dateText(measure.on)}</h2>
      <p>
        <Figure
          text={numberText(measure.population.persons)}
          evidence={{
            title: 'People measured',
            says: 'All people of this count, wherever they live; those whose body or council is not known among them.',
            statedBy: apiAddress('/measure', measureQuery(choice)),
          }}
        />{' '}
        people: {measure.population.title} ({measure.population.base}, {dateText(measure.population.date)}).{' '}
        {measure.evidences.map((evidence) => (
          <EvidenceWord key={evidence} evidence={evidence} />
        ))}
      </p>
      <UnknownTerritory choice={choice} measure={measure} />
      <SummarySentences choice={choice} measure={measure} />
      <UncoveredSides choice={choice} measure={measure} />
      <details>
        <summary>Every number of the summary</summary>
        <IndexTable choice={choice} measure={measure} />
      </details>
      <details>
        <summary>What is assumed ({numberText(measure.assumptions.length)})</summary>
        <ul>
          {measure.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      </details>
      <h2>Every pair</h2>
      <p>
        <a className="button" href={apiAddress('/measure', { ...measureQuery(choice), format: 'csv' })} download>
          Download as CSV
        </a>
      </p>
      <PairMatrix choice={choice} measure={measure} />
      <h2>By region</h2>
      <RegionTable choice={choice} measure={measure} />
    </>
  );
}
