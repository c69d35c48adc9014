/** The form of an arrangement: what belongs to its kind, with the faults of every field told at the top and beside it. */

import { type FormEvent, useMemo } from 'react';
import type { ArrangementSpecWire } from '#wire/arrangements.ts';
import { hrefOf } from '../../address.ts';
import type { Choice } from '../../choice.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { bodyOptions, useBodies } from '../../parts/body-field.tsx';
import { ErrorSummary } from '../../parts/error-summary.tsx';
import { FieldFaults, TextField } from '../../parts/form-field.tsx';
import { JointNote } from '../../parts/joint-note.tsx';
import { useLeavingGuard } from '../../parts/leaving-guard.ts';
import { keptChoice, Link } from '../../parts/link.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { useRegisterEvents } from '../../register-events.ts';
import { goTo, useLocation } from '../../router.ts';
import { ArrangementLink } from './arrangement-parts.tsx';
import { fieldText } from './field-names.ts';
import { DataSetRows } from './form-data-sets.tsx';
import {
  AmountRows,
  AreaRows,
  DocumentRows,
  type FormPartProps,
  MilestoneRows,
  NegotiatedRows,
  PartyRows,
} from './form-lists.tsx';
import { ClausesPart, DatesPart, MainPart, SourcePart } from './form-main.tsx';
import { faultsAt, nearestFieldIds } from './form-problems.ts';
import { type FieldProblem, hasPart, specOf } from './form-state.ts';
import { type FormBase, type SaveState, useArrangementForm } from './use-arrangement-form.ts';
import { VersionConflict } from './version-conflict.tsx';

/** The form of one arrangement, or of a new one (`base` null). */
export function ArrangementForm({ choice, base: given }: { readonly choice: Choice; readonly base: FormBase }) {
  const { query } = useLocation();
  const form = useArrangementForm(choice, given, (id) =>
    goTo(hrefOf({ path: `/arrangement/${encodeURIComponent(id)}`, query: keptChoice(query) })),
  );
  const { base, fields, state } = form;
  useLeavingGuard(form.isChanged);
  const part = usePartProps(choice, base, form);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void form.save(unreadDays(event.currentTarget));
  };
  return (
    <FieldFaults value={(id) => faultsAt(state.problems, id)}>
      <Told state={state} form={form} nameOf={part.nameOf} />
      <div id="field-author" tabIndex={-1}>
        <AuthorNote wanted={['save-arrangement', 'state-amounts']} />
      </div>
      <form className="long-form" aria-label="Arrangement" noValidate onSubmit={submit}>
        <MainPart {...part} isNew={base === null} />
        <PartyRows {...part} />
        <DatesPart {...part} />
        {hasPart(fields, 'money') && <AmountRows {...part} />}
        {hasPart(fields, 'clauses') && <ClausesPart {...part} />}
        {hasPart(fields, 'dataSets') && <DataSetRows {...part} register={choice.register.name} />}
        <AreaRows {...part} />
        {hasPart(fields, 'milestones') && <MilestoneRows {...part} />}
        <DocumentRows {...part} />
        {hasPart(fields, 'negotiated') && <NegotiatedRows {...part} />}
        <SourcePart {...part} />
        <JointNote owners={ownersOf(form, part.nameOf)} />
        <TextField
          id="field-reason"
          label={base === null ? 'Why it is entered (may be left empty)' : 'Why it is changed (may be left empty)'}
          hint="It stands in the record of changes."
          isWide
          value={form.reason}
          onChange={form.setReason}
        />
        <div className="save-bar">
          <button type="submit" className="button" disabled={state.isBusy}>
            {base === null ? 'Add the arrangement' : 'Save the changes'}
          </button>
          {base !== null && <ArrangementLink id={base.arrangement.id}>Back without saving</ArrangementLink>}
          {form.isChanged && <span className="hint">There are changes that are not saved.</span>}
        </div>
      </form>
    </FieldFaults>
  );
}

type Form = ReturnType<typeof useArrangementForm>;

/** Whose it is before and after: its parties, each once. */
function ownersOf({ base, fields }: Form, nameOf: FormPartProps['nameOf']): { id: string; name: string }[] {
  const before = base?.arrangement.parties ?? [];
  const ids = [...before, ...fields.parties].map((party) => party.organisation.trim()).filter((id) => id !== '');
  return [...new Set(ids)].map((id) => ({ id, name: nameOf(id) ?? id }));
}

/** What the last try to save came to. */
function Told({
  state,
  form,
  nameOf,
}: {
  readonly state: SaveState;
  readonly form: Form;
  readonly nameOf: FormPartProps['nameOf'];
}) {
  const { base, fields } = form;
  if (state.problems.length > 0) return <Summary problems={state.problems} attempt={state.attempt} />;
  if (state.fault !== null) return <FaultNote fault={state.fault} where="While saving the arrangement" />;
  if (state.conflict !== null && base !== null) {
    const { conflict } = state;
    const mine: ArrangementSpecWire = specOf(fields).spec;
    return (
      <VersionConflict
        key={state.attempt}
        conflict={conflict}
        base={base.arrangement}
        mine={mine}
        nameOf={nameOf}
        onGoOn={(merged) => form.goOn(merged, conflict.theirs)}
      />
    );
  }
  if (state.isGone) {
    return (
      <div className="note note-caution" role="alert">
        <p>
          Somebody removed this arrangement meanwhile. Nothing of yours is lost: save it as a new one under the same
          reference, or <Link path="/arrangements">go to the list</Link>.
        </p>
        <button type="button" className="button button-quiet" onClick={form.makeNew}>
          Enter it as new
        </button>
      </div>
    );
  }
  if (state.saved === null) return null;
  return (
    <div className="note" role="status">
      <p>
        Saved. There is something to look at; <ArrangementLink id={state.saved.id}>see it as it is</ArrangementLink>, or
        go on changing it.
      </p>
      <ul>
        {state.saved.problems.map((problem) => (
          <li key={`${problem.where.column} ${problem.code}`}>
            {fieldText(problem.where.column ?? '')}: {problem.message}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Summary({ problems, attempt }: { readonly problems: readonly FieldProblem[]; readonly attempt: number }) {
  const count = problems.length;
  return (
    <ErrorSummary
      title={`Nothing was saved: ${count === 1 ? 'one thing has' : `${count} things have`} to be mended`}
      attempt={attempt}
      lines={problems.map(({ path, message }) => ({
        key: `${path} ${message}`,
        text: path === '' || path === 'author' ? message : `${fieldText(path)}: ${message}`,
        leadsTo: nearestFieldIds(path),
      }))}
    />
  );
}

/** What the parts of the form need: fields, bodies to choose from on the day that it starts, events. */
function usePartProps(choice: Choice, base: FormBase, { fields, change }: Form): FormPartProps {
  const { register, scenario } = choice;
  const day = /^(19|20)\d\d-/.test(fields.startsOn) ? fields.startsOn : choice.on;
  const now = useBodies({ register, scenario, on: choice.on });
  const then = useBodies({ register, scenario, on: day });
  const events = useRegisterEvents(choice);
  const bodies = useMemo(() => {
    const all = new Map([...(then.value ?? []), ...(now.value ?? [])].map((body) => [body.id, body]));
    return bodyOptions([...all.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB')));
  }, [now.value, then.value]);
  const named = useMemo(
    () => new Map((base?.bodies ?? []).map((body) => [body.id, `${body.name} (${body.code})`])),
    [base],
  );
  const eventOptions = useMemo(
    () => (events.value?.events ?? []).map((event) => ({ value: event.id, text: event.title, also: event.id })),
    [events.value],
  );
  return {
    fields,
    change,
    bodies,
    events: eventOptions,
    nameOf: (id) => named.get(id) ?? bodies.find((one) => one.value === id)?.text ?? null,
  };
}

/** Days that a person began to write and that are none: the browser keeps them to itself and gives ''. */
function unreadDays(form: HTMLFormElement): FieldProblem[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[type=date]')]
    .filter((input) => input.validity.badInput)
    .map((input) => ({
      path: input.id.replace(/^field-/, '').replaceAll('-', '.'),
      message: 'Write a date that exists, with day, month and year.',
    }));
}
