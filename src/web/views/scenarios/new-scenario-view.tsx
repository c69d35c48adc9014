/** Making a scenario: a name, and what it starts from. The rest is done on its own page. */

import { type FormEvent, useState } from 'react';
import { hrefOf } from '../../address.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { FieldFaults, TextField, WordField } from '../../parts/form-field.tsx';
import { keptChoice } from '../../parts/link.tsx';
import { FaultNote, Waiting } from '../../parts/status-note.tsx';
import { goTo, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { slugOf } from './draw-fields.ts';
import { ScenariosNav } from './scenario-parts.tsx';
import { emptyPlan, usePlanSaving, useScenarios } from './use-plan.ts';

/** The screen. `?from=` names what it starts from. */
export function NewScenarioView({ choice }: ViewProps) {
  usePageTitle('Make a scenario');
  const { query } = useLocation();
  const answer = useScenarios(choice);
  const { lack, state, save } = usePlanSaving(choice);
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const [base, setBase] = useState(query.get('from') ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const scenarios = answer.value?.scenarios ?? [];
  const start = scenarios.find((one) => one.scenario.id === base)?.scenario;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const id = slugOf(title);
    const told = faultOf(
      id,
      lack,
      scenarios.map((one) => one.scenario.id),
    );
    setFault(told);
    if (told !== null) {
      document.getElementById('scenario-title')?.focus();
      return;
    }
    const plan = emptyPlan(id, title.trim(), base === '' ? null : base);
    const days = { from: start?.from ?? null, to: start?.to ?? null };
    const kept = await save({ ...plan, note: note.trim() || null, ...days }, null);
    if (kept !== null) goTo(hrefOf({ path: `/scenario/${kept.scenario.id}`, query: keptChoice(query) }));
  };
  return (
    <>
      <h1>Make a scenario</h1>
      <ScenariosNav current="new" />
      <Waiting answer={answer} what="the scenarios" />
      <AuthorNote wanted={['save-scenario']} />
      {state.fault !== null && <FaultNote fault={state.fault} where="While keeping the scenario" />}
      <FieldFaults value={(id) => (id === 'scenario-title' && fault !== null ? [fault] : [])}>
        <form className="narrow-form" aria-label="The new scenario" noValidate onSubmit={submit}>
          <TextField id="scenario-title" label="Name of the scenario" isWide value={title} onChange={setTitle} />
          <WordField
            id="scenario-base"
            label="It starts from"
            hint="When that one changes, this one follows."
            value={base}
            options={[
              { value: '', text: 'The law as it stands' },
              ...scenarios.slice(1).map(({ scenario }) => ({ value: scenario.id, text: scenario.title })),
            ]}
            onChange={setBase}
          />
          <TextField
            id="scenario-note"
            label="What it is for (may be left empty)"
            lines={3}
            isWide
            value={note}
            onChange={setNote}
          />
          <button type="submit" className="button" disabled={state.isBusy}>
            Make it
          </button>
        </form>
      </FieldFaults>
    </>
  );
}

function faultOf(id: string, lack: string | null, taken: readonly string[]): string | null {
  if (id === '') return 'Give it a name with at least one letter or digit.';
  if (taken.includes(id)) return 'Another scenario is called so. Give it another name.';
  return lack;
}
