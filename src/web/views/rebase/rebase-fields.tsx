/** The form of the Rebase screen: which numbers, on which bodies, on which day, divided by which weights. */

import { type TierName, tiers } from '#core/register/tiers.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import type { DataMeasureWire, DataSetWire } from '#wire/data-sets.ts';
import type { RegisterWire } from '#wire/register.ts';
import { type Choice, hasLandBy } from '../../choice.ts';
import { RegisterField, ScenarioField } from '../../parts/choice-fields.tsx';
import { Combobox } from '../../parts/combobox.tsx';
import { DateField, type Option, SelectField } from '../../parts/fields.tsx';
import { changeQuery } from '../../router.ts';
import { shortDateText } from '../../words.ts';
import {
  allTogether,
  dimensionsOf,
  families,
  groupText,
  nearestMeasure,
  periodsOf,
  type RebaseChoice,
  type Target,
  targetTiers,
  usualMeasure,
} from './rebase-choice.ts';
import { lacksDenominator } from './value-words.ts';

type FieldsProps = {
  readonly choice: Choice;
  readonly chosen: RebaseChoice;
  readonly catalogue: readonly DataSetWire[];
  readonly registers: readonly RegisterWire[];
};

/** Above so many a list is searched rather than looked through. */
const mostListed = 12;

/** All fields. */
export function RebaseFields({ choice, chosen, catalogue, registers }: FieldsProps) {
  const { data, period, part } = chosen;
  const numbers = catalogue.filter((one) => one.holds === 'numbers' && one.measures.length > 0);
  return (
    <form className="choices rebase-choices" aria-label="What is shown" onSubmit={(event) => event.preventDefault()}>
      <SelectField
        label="Data set"
        value={data.statement.id}
        options={numbers.map(({ statement }) => ({ value: statement.id, text: statement.title }))}
        onChoose={(id) => changeQuery({ data: id, measure: null, period: null, area: null }, true)}
      />
      <MeasureFields chosen={chosen} />
      {part !== 'series' && data.periods.length > 1 && (
        <SelectField
          label="Period of the numbers"
          value={period.id}
          options={periodsOf(data, chosen.measure).map((one) => ({ value: one.id, text: one.title }))}
          onChoose={(id) => changeQuery({ period: id }, true)}
        />
      )}
      <TargetFields choice={choice} target={chosen.target} names={{ to: 'to', on: 'on' }} place="" />
      {part === 'two' && (
        <TargetFields choice={choice} target={chosen.other} names={{ to: 'to2', on: 'on2' }} place="Beside: " />
      )}
      <details className="more" open={lacksDenominator(chosen.measure) || undefined}>
        <summary>More settings</summary>
        <div className="choices">
          <WeightsField choice={choice} chosen={chosen} catalogue={catalogue} />
          {lacksDenominator(chosen.measure) && <DenominatorField choice={choice} chosen={chosen} />}
          <RegisterField choice={choice} registers={registers} />
          <ScenarioField choice={choice} />
        </div>
      </details>
    </form>
  );
}

/** What is measured, and of which group: a field for each thing that its groups are groups of. */
function MeasureFields({ chosen: { data, measure, period } }: Pick<FieldsProps, 'chosen'>) {
  const all = families(data);
  const own = all.get(measure.family) ?? [];
  const choose = (other: DataMeasureWire | undefined) => {
    if (other === undefined || other.id === measure.id) return;
    const isKept = periodsOf(data, other).some((one) => one.id === period.id);
    changeQuery({ measure: other.id, ...(isKept ? {} : { period: null }) }, true);
  };
  return (
    <>
      <ListField
        id="rebase-family"
        label="Measure"
        value={measure.family}
        options={[...all].map(([family, own]) => ({ value: family, text: familyText(family, own) }))}
        onChoose={(family) => choose(usualMeasure(data, all.get(family) ?? []))}
      />
      {dimensionsOf(own).map(({ name, groups }, at) => (
        <ListField
          key={name}
          id={`rebase-group-${at}`}
          label={`${name.slice(0, 1).toUpperCase()}${name.slice(1)}`}
          value={measure.breakdown[name] ?? allTogether}
          options={groups.map((group) => ({ value: group ?? allTogether, text: group ?? allTogether }))}
          onChoose={(group) => choose(nearestMeasure(own, measure, name, group === allTogether ? null : group))}
        />
      ))}
    </>
  );
}

type ListFieldProps = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChoose: (value: string) => void;
};

/** A list; one to search by typing where there are many. */
function ListField({ id, label, value, options, onChoose }: ListFieldProps) {
  if (options.length <= mostListed)
    return <SelectField label={label} value={value} options={options} onChoose={onChoose} />;
  return (
    <Combobox
      id={id}
      label={`${label} (${options.length}: type to find)`}
      value={value}
      options={options}
      onChange={(typed) => options.some((one) => one.value === typed) && onChoose(typed)}
    />
  );
}

function familyText(family: string, measures: readonly DataMeasureWire[]): string {
  return measures.every((one) => one.notMovable !== null) ? `${family} (cannot be moved)` : family;
}

type TargetFieldsProps = {
  readonly choice: Choice;
  readonly target: Target;
  /** How the address calls them. */
  readonly names: { readonly to: string; readonly on: string };
  readonly place: string;
};

/** Which bodies on which day; days on which they changed are offered. */
function TargetFields({ choice, target, names, place }: TargetFieldsProps) {
  const offered = targetTiers(choice);
  const listed = offered.includes(target.to) ? offered : [...offered, target.to];
  const label = (text: string) => (place === '' ? text : `${place}${text.toLowerCase()}`);
  return (
    <>
      <SelectField
        label={label('Bodies')}
        value={target.to}
        options={listed.map((tier) => ({ value: tier, text: tierText(choice, tier, target.on) }))}
        onChoose={(tier) => changeQuery({ [names.to]: tier, area: null, at: null }, true)}
      />
      <DateField label={label('As they are on')} value={target.on} onChoose={(on) => changeQuery({ [names.on]: on })} />
      <ChangeDays choice={choice} target={target} label={label('Days on which they changed')} name={names.on} />
    </>
  );
}

function ChangeDays({
  choice,
  target,
  label,
  name,
}: Pick<TargetFieldsProps, 'choice' | 'target'> & { readonly label: string; readonly name: string }) {
  const days = (choice.register.tiers.find((one) => one.tier === target.to)?.changes ?? []).filter(
    (day) => day !== null,
  );
  if (days.length === 0) return null;
  const isOne = days.includes(target.on);
  return (
    <SelectField
      label={label}
      value={isOne ? target.on : ''}
      options={[
        ...(isOne ? [] : [{ value: '', text: `Another day (${shortDateText(target.on)})` }]),
        ...days.map((day) => ({ value: day, text: shortDateText(day) })),
      ]}
      onChoose={(day) => parseIsoDate(day) !== null && changeQuery({ [name]: day as IsoDate }, true)}
    />
  );
}

function tierText({ register }: Choice, tier: TierName, on: string): string {
  if (hasLandBy(register, tier, on)) return tiers[tier].title;
  const first = register.tiers.find((one) => one.tier === tier)?.changes.find((change) => change !== null);
  return first === undefined || first === null
    ? `${tiers[tier].title} (land not known)`
    : `${tiers[tier].title} (from ${shortDateText(first)})`;
}

/** By what areas that are cut are divided. */
function WeightsField({ choice, chosen, catalogue }: Omit<FieldsProps, 'registers'>) {
  const counted = choice.register.populations.filter((one) => one.geography !== null);
  const isOfPractices = chosen.data.geographies.some(({ use }) => use.kind === 'tier' && use.tier === 'practice');
  const options: Option[] = [
    { value: '', text: 'Residents, counted nearest to the period' },
    ...counted.map((one) => ({ value: one.id, text: `${one.title} (${one.base})` })),
    ...catalogue.flatMap(weightsOfData),
    ...catalogue
      .filter((one) => isOfPractices && one.holds === 'residence')
      .map(({ statement }) => ({ value: statement.id, text: `Where patients live: ${statement.title}` })),
  ];
  const isKnown = chosen.weights === null || options.some((one) => one.value === chosen.weights);
  return (
    <SelectField
      label="Areas that are cut are divided by"
      value={chosen.weights ?? ''}
      options={isKnown ? options : [...options, { value: chosen.weights ?? '', text: chosen.weights ?? '' }]}
      onChoose={(weights) => changeQuery({ weights: weights === '' ? null : weights }, true)}
    />
  );
}

/** Counts of a data set on building blocks, as weights; of one with many, those without a group. */
function weightsOfData({ statement, geographies, holds, measures }: DataSetWire): Option[] {
  if (holds !== 'numbers' || geographies.some(({ use }) => use.kind !== 'blocks')) return [];
  const counts = measures.filter((one) => one.kind === 'count');
  const offered = counts.length > mostListed ? counts.filter((one) => groupText(one) === allTogether) : counts;
  return offered.map((one) => ({ value: `${statement.id}:${one.id}`, text: `${statement.title}: ${one.title}` }));
}

/** What stands for denominators that the data lacks. */
function DenominatorField({ choice, chosen }: Pick<FieldsProps, 'choice' | 'chosen'>) {
  return (
    <SelectField
      label="In place of its denominators"
      hint="This measure came without them. With a count of people instead, every value is an estimate."
      value={chosen.denominator ?? ''}
      options={[
        { value: '', text: 'Nothing: it is not moved' },
        ...choice.register.populations
          .filter((one) => one.geography !== null)
          .map((one) => ({ value: one.id, text: `${one.title} (${one.base})` })),
      ]}
      onChoose={(denominator) => changeQuery({ denominator: denominator === '' ? null : denominator }, true)}
    />
  );
}
