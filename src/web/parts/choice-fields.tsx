/** The choice of register, scenario, tiers, population and tolerance, written to the address. */

import { isTierName, type TierName, tiers } from '#core/register/tiers.ts';
import { type Choice, hasLandBy, nearestPopulation, tiersWithLand, tolerances, usualTolerance } from '../choice.ts';
import { changeQuery } from '../router.ts';
import { dateText, percentText, shortDateText } from '../words.ts';
import { SelectField } from './fields.tsx';

/** Which register. Everything else of the choice belongs to it and is let go when it changes. */
export function RegisterField({
  choice,
  registers,
}: {
  readonly choice: Choice;
  readonly registers: readonly Choice['register'][];
}) {
  return (
    <SelectField
      label="Register"
      value={choice.register.name}
      options={registers.map((one) => ({ value: one.name, text: one.title }))}
      onChoose={(register) =>
        changeQuery(
          {
            register,
            scenario: null,
            on: null,
            bodies: null,
            councils: null,
            population: null,
            body: null,
            kind: null,
            at: null,
          },
          true,
        )
      }
    />
  );
}

/** Which events hold. */
export function ScenarioField({ choice }: { readonly choice: Choice }) {
  const { scenarios } = choice.register;
  const usual = scenarios[0]?.id ?? '';
  return (
    <SelectField
      label="Scenario"
      value={choice.scenario ?? usual}
      options={scenarios.map((one) => ({ value: one.id, text: one.title }))}
      onChoose={(scenario) => changeQuery({ scenario: scenario === usual ? null : scenario }, true)}
    />
  );
}

/** Which tier, on one side. Tiers without land by the date say so. */
export function TierField({ choice, side }: { readonly choice: Choice; readonly side: 'bodies' | 'councils' }) {
  const wanted = side === 'bodies' ? 'health' : 'council';
  const names: TierName[] = tiersWithLand(choice.register, wanted);
  const current = choice[side];
  if (!names.includes(current)) names.push(current);
  return (
    <SelectField
      label={side === 'bodies' ? 'Health bodies' : 'Councils'}
      value={current}
      options={names.map((tier) => ({ value: tier, text: tierText(choice, tier) }))}
      onChoose={(tier) => isTierName(tier) && changeQuery({ [side]: tier, body: null }, true)}
    />
  );
}

/** Which people are counted. */
export function PopulationField({ choice }: { readonly choice: Choice }) {
  const counted = choice.register.populations.filter((one) => one.geography !== null);
  const nearest = counted.find((one) => one.id === nearestPopulation(choice.register, choice.on));
  const usual = nearest === undefined ? 'Nearest to the date' : `Nearest to the date: ${nearest.title}`;
  return (
    <SelectField
      label="People counted"
      value={choice.population ?? ''}
      options={[
        { value: '', text: usual },
        ...counted.map((one) => ({ value: one.id, text: `${one.title} (${one.base})` })),
      ]}
      onChoose={(population) => changeQuery({ population: population === '' ? null : population }, true)}
    />
  );
}

/** How small a difference still counts as the same. */
export function ToleranceField({ choice }: { readonly choice: Choice }) {
  const offered = tolerances.includes(choice.tolerance as (typeof tolerances)[number])
    ? [...tolerances]
    : [...tolerances, choice.tolerance].sort((a, b) => a - b);
  return (
    <SelectField
      label="Tolerance"
      value={String(choice.tolerance)}
      options={offered.map((value) => ({
        value: String(value),
        text: value === 0 ? 'None: to the last person' : percentText(value),
      }))}
      onChoose={(value) => changeQuery({ tolerance: Number(value) === usualTolerance ? null : value }, true)}
    />
  );
}

/** The people that are counted, as a phrase: title, base and day. */
export function populationPhrase(choice: Choice): string {
  const id = choice.population ?? nearestPopulation(choice.register, choice.on);
  const counted = choice.register.populations.find((one) => one.id === id);
  return counted === undefined ? 'no count of people' : `${counted.title} (${counted.base}, ${dateText(counted.date)})`;
}

function tierText(choice: Choice, tier: TierName): string {
  const wire = choice.register.tiers.find((one) => one.tier === tier);
  if (hasLandBy(choice.register, tier, choice.on)) return tiers[tier].title;
  const first = wire?.changes.find((change) => change !== null);
  return first === undefined || first === null
    ? `${tiers[tier].title} (land not known)`
    : `${tiers[tier].title} (from ${shortDateText(first)})`;
}
