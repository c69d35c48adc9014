/** The first step: data set, measures, periods, bodies, day, which sums stand in the table. */

import { isTierName, tiers } from '#core/register/tiers.ts';
import type { DataMeasureWire, DataSetWire } from '#wire/data-sets.ts';
import { hasLandBy, nearestPopulation } from '../../choice.ts';
import { DateField, SelectField } from '../../parts/fields.tsx';
import { TextField, Tick } from '../../parts/form-field.tsx';
import { changeQuery } from '../../router.ts';
import { countText, shortDateText } from '../../words.ts';
import { familiesOf, groupText, subjectWord } from '../data/data-words.ts';
import { releasableMeasures } from '../data/releasable.ts';
import { totalWords } from './release-question.ts';
import type { WizardProps } from './wizard-props.ts';

/** The choices; each is in the address at once. */
export function StepWhat({ choice, dataSets, dataSet, draft, title }: WizardProps) {
  const { register } = choice;
  const offered = dataSets.filter((one) => releasableMeasures(one).length > 0);
  return (
    <form className="long-form" aria-label="What is published" onSubmit={(event) => event.preventDefault()}>
      <div className="choices">
        <SelectField
          label="Data set"
          value={dataSet?.statement.id ?? ''}
          options={[
            ...(dataSet === null ? [{ value: '', text: 'Choose one' }] : []),
            ...offered.map(({ statement }) => ({ value: statement.id, text: statement.title })),
          ]}
          onChoose={(data) =>
            changeQuery(
              { data: data === '' ? null : data, measures: null, periods: null, withhold: null, title: null },
              true,
            )
          }
        />
        <SelectField
          label="On the areas of"
          value={draft.to}
          options={register.tiers
            .filter(({ tier, hasTerritory }) => hasTerritory && isTierName(tier))
            .map(({ tier }) => ({ value: tier, text: tierText(choice, tier) }))}
          onChoose={(to) => changeQuery({ to, withhold: null }, true)}
        />
        <DateField label="As they are on" value={choice.on} onChoose={(on) => changeQuery({ on, withhold: null })} />
        <details className="more">
          <summary>Weights</summary>
          <SelectField
            label="Areas that must be divided are divided by"
            value={draft.weights ?? ''}
            options={[
              { value: '', text: usualWeights(choice) },
              ...register.populations
                .filter(({ geography }) => geography !== null)
                .map(({ id, title: name, base }) => ({ value: id, text: `${name} (${base})` })),
            ]}
            onChoose={(weights) => changeQuery({ weights: weights === '' ? null : weights }, true)}
          />
        </details>
      </div>
      {dataSet !== null && <Contents dataSet={dataSet} draft={draft} />}
      <fieldset>
        <legend>Sums in the table, beside the areas</legend>
        <div className="tick-columns">
          {(Object.keys(totalWords) as (keyof typeof totalWords)[]).map((word) => (
            <Tick
              key={word}
              text={totalWords[word]}
              isOn={draft.totals.includes(word)}
              onTurn={(isOn) => changeQuery({ totals: listText(turned(draft.totals, word, isOn)) })}
            />
          ))}
        </div>
        <p className="hint">A sum lets readers work out a single hidden area, so more has to be hidden.</p>
      </fieldset>
      <TextField
        id="release-title"
        label="Title of the release"
        hint="Readers see it; it can be changed"
        isWide
        value={draft.title === '' ? title : draft.title}
        onChange={(text) => changeQuery({ title: text === '' ? null : text, withhold: listText(draft.withhold) })}
      />
    </form>
  );
}

/** Measures and periods of the data set that can be published. */
function Contents({ dataSet, draft }: { readonly dataSet: DataSetWire; readonly draft: WizardProps['draft'] }) {
  const measures = releasableMeasures(dataSet);
  const left = dataSet.measures.length - measures.length;
  const { long } = subjectWord(dataSet.statement.subject);
  return (
    <>
      <p>
        {dataSet.statement.publisher}, version {dataSet.version}: {long}.
      </p>
      <fieldset>
        <legend>Measures</legend>
        <MeasureTicks measures={measures} chosen={draft.measures} />
        {left > 0 && (
          <p className="hint">
            {countText(left, 'other measure cannot', 'other measures cannot')} be published here: money, means, indices,
            and ratios without a denominator.
          </p>
        )}
      </fieldset>
      {dataSet.periods.length > 1 && (
        <fieldset>
          <legend>Times</legend>
          <div className="tick-columns">
            {dataSet.periods.map(({ id, title }) => (
              <Tick
                key={id}
                text={title}
                isOn={draft.periods?.includes(id) ?? true}
                onTurn={(isOn) =>
                  changeQuery({
                    periods: chosenText(
                      dataSet.periods.map((one) => one.id),
                      draft.periods,
                      [id],
                      isOn,
                    ),
                  })
                }
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}

type TicksProps = { readonly measures: readonly DataMeasureWire[]; readonly chosen: readonly string[] | null };

/** What is measured, each with its groups folded beneath. */
function MeasureTicks({ measures, chosen }: TicksProps) {
  const all = measures.map(({ id }) => id);
  const isOn = (id: string) => chosen?.includes(id) ?? true;
  const turn = (ids: readonly string[], on: boolean) => changeQuery({ measures: chosenText(all, chosen, ids, on) });
  return (
    <div className="tick-columns">
      {familiesOf(measures).map((family) => {
        const group = measures.filter((one) => one.family === family);
        const ids = group.map(({ id }) => id);
        const count = ids.filter(isOn).length;
        return (
          <div key={family}>
            <Tick
              text={
                group.length === 1
                  ? family
                  : `${family} (${count === ids.length ? countText(count, 'group', 'groups') : `${count} of ${countText(ids.length, 'group', 'groups')}`})`
              }
              isOn={count > 0}
              onTurn={(on) => turn(ids, on)}
            />
            {group.length > 1 && (
              <details className="tick-groups">
                <summary>
                  Groups<span className="unseen"> of {family}</span>
                </summary>
                {group.map(({ id, breakdown }) => (
                  <Tick key={id} text={groupText(breakdown)} isOn={isOn(id)} onTurn={(on) => turn([id], on)} />
                ))}
              </details>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** The list for the address after some were turned on or off, in the order of `all`; null when it is all. */
function chosenText(
  all: readonly string[],
  chosen: readonly string[] | null,
  ids: readonly string[],
  isOn: boolean,
): string | null {
  const before = new Set(chosen ?? all);
  for (const id of ids) {
    if (isOn) before.add(id);
    else before.delete(id);
  }
  const next = all.filter((id) => before.has(id));
  return next.length === all.length ? null : next.join(',');
}

function turned<T>(list: readonly T[], one: T, isOn: boolean): T[] {
  return isOn ? [...list, one] : list.filter((other) => other !== one);
}

function listText(list: readonly string[]): string | null {
  return list.length === 0 ? null : list.join(',');
}

function tierText({ register, on }: WizardProps['choice'], tier: string): string {
  if (!isTierName(tier)) return tier;
  if (hasLandBy(register, tier, on)) return tiers[tier].title;
  const first = register.tiers.find((one) => one.tier === tier)?.changes.find((change) => change !== null);
  return `${tiers[tier].title} (${first === undefined || first === null ? 'land not known' : `from ${shortDateText(first)}`})`;
}

function usualWeights({ register, on }: WizardProps['choice']): string {
  const usual = register.populations.find(({ id }) => id === nearestPopulation(register, on));
  return usual === undefined
    ? 'People, as counted nearest to the time'
    : 'People, as counted nearest to the time (usual)';
}
