/** The settings of a scenario that people keep: name, base, statuses, days, and single events switched on or off. */

import { type FormEvent, useState } from 'react';
import { type EventStatus, eventStatuses } from '#core/pack/vocabulary.ts';
import { parseIsoDate } from '#std/iso-date.ts';
import type { ScenarioPlanWire } from '#wire/scenarios.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { DayField, TextField, Tick, WordField } from '../../parts/form-field.tsx';
import { useLeavingGuard } from '../../parts/leaving-guard.ts';
import { FaultNote } from '../../parts/status-note.tsx';
import { eventStatusWords } from '../../words.ts';
import { EventSwitches } from './event-switches.tsx';
import { Meanwhile, type ScenarioProps } from './scenario-parts.tsx';
import { usePlanSaving, useScenarios } from './use-plan.ts';

/** What holds when a person first chooses statuses: the law as it stands. */
const usualStatuses: readonly EventStatus[] = ['in-law', 'in-effect', 'under-challenge'];

/** The form. Nothing is kept until it is saved. */
export function ScenarioSettings({ choice, shown }: ScenarioProps) {
  const [plan, setPlan] = useState<ScenarioPlanWire>(shown.scenario);
  const [isChanged, setIsChanged] = useState(false);
  const [version, setVersion] = useState(shown.version);
  const { author, state, save, letGo } = usePlanSaving(choice);
  useLeavingGuard(isChanged);
  const change = (some: Partial<ScenarioPlanWire>) => {
    setPlan({ ...plan, ...some });
    setIsChanged(true);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // Events may have been drawn meanwhile, on their own screen: those are not this form's.
    const kept = await save({ ...plan, title: plan.title.trim(), drafts: shown.scenario.drafts }, version);
    if (kept === null) return;
    setVersion(kept.version);
    setIsChanged(false);
  };
  const { meanwhile } = state;
  return (
    <details className="settings" open={isChanged || undefined}>
      <summary>
        <h2>Name, base and switches</h2>
      </summary>
      <AuthorNote wanted={['save-scenario']} />
      {state.fault !== null && <FaultNote fault={state.fault} where="While keeping the scenario" />}
      <Meanwhile meanwhile={meanwhile}>
        {meanwhile !== 'gone' && meanwhile !== null && (
          <p className="button-row">
            <button
              type="button"
              className="button button-quiet"
              onClick={() => {
                setVersion(meanwhile.now.version);
                letGo();
              }}
            >
              Keep mine over theirs when I save
            </button>
            <button
              type="button"
              className="button button-quiet"
              onClick={() => {
                setPlan(meanwhile.now.scenario);
                setVersion(meanwhile.now.version);
                setIsChanged(false);
                letGo();
              }}
            >
              Take theirs
            </button>
          </p>
        )}
      </Meanwhile>
      <form className="long-form" aria-label="Settings of the scenario" onSubmit={submit}>
        <PlanFields choice={choice} plan={plan} change={change} />
        <EventSwitches choice={choice} plan={plan} change={change} />
        <p className="button-row">
          <button
            type="submit"
            className="button"
            disabled={state.isBusy || author === null || !isChanged || plan.title.trim() === ''}
          >
            Save the settings
          </button>
          {isChanged && <span className="hint">There are changes that are not saved.</span>}
        </p>
      </form>
    </details>
  );
}

type PlanFieldsProps = {
  readonly choice: ScenarioProps['choice'];
  readonly plan: ScenarioPlanWire;
  readonly change: (some: Partial<ScenarioPlanWire>) => void;
};

function PlanFields({ choice, plan, change }: PlanFieldsProps) {
  const all = useScenarios(choice).value?.scenarios ?? [];
  const bases = all.filter(({ scenario }, at) => at > 0 && scenario.id !== plan.id);
  return (
    <fieldset className="form-part">
      <legend>What it is</legend>
      <TextField id="plan-title" label="Name" isWide value={plan.title} onChange={(title) => change({ title })} />
      <TextField
        id="plan-note"
        label="What it is for"
        lines={2}
        isWide
        value={plan.note ?? ''}
        onChange={(note) => change({ note: note === '' ? null : note })}
      />
      <WordField
        id="plan-base"
        label="It starts from"
        value={plan.basedOn ?? ''}
        options={[
          { value: '', text: 'The law as it stands' },
          ...bases.map(({ scenario }) => ({ value: scenario.id, text: scenario.title })),
        ]}
        onChange={(base) => change({ basedOn: base === '' ? null : base })}
      />
      <DayField
        id="plan-from"
        label="Looked at from"
        value={plan.from ?? ''}
        onChange={(from) => change({ from: parseIsoDate(from) })}
      />
      <DayField id="plan-to" label="to" value={plan.to ?? ''} onChange={(to) => change({ to: parseIsoDate(to) })} />
      <fieldset className="ticks">
        <legend>Events hold by their status</legend>
        <Tick
          text="As in what it starts from"
          isOn={plan.statuses === null}
          onTurn={(isOn) => change({ statuses: isOn ? null : [...usualStatuses] })}
        />
        {plan.statuses !== null &&
          eventStatuses.map((status) => (
            <Tick
              key={status}
              text={eventStatusWords[status].short}
              isOn={plan.statuses?.includes(status) === true}
              onTurn={(isOn) =>
                change({
                  statuses: eventStatuses.filter((one) =>
                    one === status ? isOn : plan.statuses?.includes(one) === true,
                  ),
                })
              }
            />
          ))}
      </fieldset>
    </fieldset>
  );
}
