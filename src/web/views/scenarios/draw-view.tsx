/** Drawing an event in a scenario: by form, and for land on the map and in the table beside it. */

import { useState } from 'react';
import { isTierName, type TierName } from '#core/register/tiers.ts';
import type { DraftEventWire, ScenarioWire } from '#wire/scenarios.ts';
import { hrefOf } from '../../address.ts';
import type { Choice } from '../../choice.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { useLeavingGuard } from '../../parts/leaving-guard.ts';
import { keptChoice } from '../../parts/link.tsx';
import { FaultNote, Waiting } from '../../parts/status-note.tsx';
import { goTo, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { dateText } from '../../words.ts';
import { type DrawFields, draftOf, emptyDraw, fieldsOfDraft, suggestedTitle, withKnownBodies } from './draw-fields.ts';
import { DrawForm } from './draw-form.tsx';
import { DrawLand } from './draw-land.tsx';
import { missingIn } from './draw-missing.ts';
import { Meanwhile, ScenarioLink, ScenarioProblems, ScenariosNav } from './scenario-parts.tsx';
import { type DrawCheck, eveOf, useDrawCheck, useDrawnBodies, useGround, withDraft } from './use-drawing.ts';
import { usePlanSaving, useScenario } from './use-plan.ts';

/** The screen. `?event=` names a drawn event to change; without it a new one is drawn. */
export function DrawView({ choice, id }: ViewProps & { readonly id: string }) {
  const { query } = useLocation();
  const answer = useScenario(choice, id);
  const wanted = query.get('event');
  const shown = answer.value;
  const draft = shown?.scenario.drafts.find((one) => one.id === wanted);
  const heading = draft === undefined ? 'Draw an event' : `Change: ${draft.title}`;
  usePageTitle(heading);
  return (
    <>
      <h1>{heading}</h1>
      <ScenariosNav current={null} />
      <Waiting answer={answer} what="the scenario" />
      {shown !== undefined && shown.origin !== 'plan' && (
        <p className="note">
          “{shown.scenario.title}” comes with the register and is not drawn in. Make a scenario that starts from it, and
          draw there.
        </p>
      )}
      {shown?.origin === 'plan' && (
        <>
          <p className="lead">
            In the scenario <ScenarioLink id={id}>{shown.scenario.title}</ScenarioLink>. Nothing drawn here touches the
            register until it is adopted.
          </p>
          <Start choice={choice} shown={shown} draft={draft} />
        </>
      )}
    </>
  );
}

type StartProps = {
  readonly choice: Choice;
  readonly shown: ScenarioWire;
  readonly draft: DraftEventWire | undefined;
};

/** Waits for the bodies, whose kinds a drawn event that is changed needs. */
function Start({ choice, shown, draft }: StartProps) {
  const day = draft?.day ?? shown.scenario.to ?? choice.on;
  const { answer, find } = useDrawnBodies(choice, shown.scenario.id, day);
  if (answer.value === undefined) return <Waiting answer={answer} what="the bodies" />;
  const tierOf = (id: string): TierName | null => find(id)?.tiers.filter(isTierName)[0] ?? null;
  const usual = choice.register.tiers.some((one) => one.tier === 'utla') ? 'utla' : choice.bodies;
  const fields = draft === undefined ? emptyDraw('divide', usual, day) : fieldsOfDraft(draft, tierOf);
  if (fields === null) {
    return <p className="note">No form draws an event of this kind. It can be taken out of the scenario.</p>;
  }
  return <Drawing key={draft?.id ?? ''} choice={choice} shown={shown} initial={fields} />;
}

function Drawing({ choice, shown, initial }: Omit<StartProps, 'draft'> & { readonly initial: DrawFields }) {
  const { query } = useLocation();
  const [fields, setFields] = useState(initial);
  const [within, setWithin] = useState<TierName | null>(null);
  const [base, setBase] = useState(shown);
  const [isChanged, setIsChanged] = useState(false);
  useLeavingGuard(isChanged);
  const change = (some: Partial<DrawFields>) => {
    setFields((now) => ({ ...now, ...some }));
    setIsChanged(true);
  };
  const { bodies, nameOf, find } = useDrawnBodies(choice, base.scenario.id, fields.day);
  const known = withKnownBodies(fields, (id) => find(id) !== undefined);
  const groundAnswer = useGround(choice, base.scenario.id, known, within);
  const ground = groundAnswer.isStale ? null : (groundAnswer.value ?? null);
  const missing = missingIn(known);
  const draft = missing.length > 0 ? null : draftOf(known, ground, nameOf);
  const plan = draft === null ? null : withDraft(base.scenario, draft);
  const check = useDrawCheck(choice, plan);
  const { author, state, save, letGo } = usePlanSaving(choice);
  const keep = async () => {
    if (plan === null || draft === null) return;
    const kept = await save(plan, base.version, `drew ${draft.title}`.slice(0, 1000));
    if (kept === null) return;
    setIsChanged(false);
    goTo(hrefOf({ path: `/scenario/${kept.scenario.id}`, query: keptChoice(query) }));
  };
  const { meanwhile } = state;
  return (
    <>
      <form className="long-form" aria-label="The event" onSubmit={(event) => event.preventDefault()}>
        <DrawForm
          fields={fields}
          change={change}
          bodies={bodies}
          register={choice.register}
          suggested={suggestedTitle(known, nameOf)}
          hasLower={(ground?.holders ?? []).some((holder) => holder.id !== fields.bodies[0])}
        />
      </form>
      <DrawLand
        choice={choice}
        scenario={base.scenario.id}
        fields={known}
        change={change}
        answer={groundAnswer}
        onWithin={setWithin}
        nameOf={nameOf}
      />
      <section aria-labelledby="check-title" className="panel">
        <h2 id="check-title">Does it hold together?</h2>
        <CheckNote missing={missing} check={check} eve={eveOf(fields.day)} />
        <AuthorNote wanted={['save-scenario']} />
        {state.fault !== null && <FaultNote fault={state.fault} where="While keeping the event" />}
        <Meanwhile meanwhile={meanwhile}>
          {meanwhile !== 'gone' && meanwhile !== null && (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => {
                setBase(meanwhile.now);
                letGo();
              }}
            >
              Put my event into theirs
            </button>
          )}
        </Meanwhile>
        <p className="button-row">
          <button
            type="button"
            className="button"
            disabled={plan === null || author === null || state.isBusy || check.problems?.some(isError) !== false}
            onClick={() => void keep()}
          >
            Keep it in the scenario
          </button>
          <span className="hint">It is kept as a draft of this scenario alone.</span>
        </p>
      </section>
    </>
  );
}

function isError({ severity }: ScenarioWire['problems'][number]): boolean {
  return severity === 'error';
}

type CheckNoteProps = { readonly missing: readonly string[]; readonly check: DrawCheck; readonly eve: string | null };

/** What is still to do, or what the check found. Told as it changes. */
function CheckNote({ missing, check, eve }: CheckNoteProps) {
  return (
    <div role="status">
      {missing.length > 0 ? (
        <>
          <p>Still to do:</p>
          <ul>
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      ) : check.fault !== null ? (
        <p className="field-fault">
          {check.fault.message}: {check.fault.detail}
        </p>
      ) : check.problems === null ? (
        <p className="hint">Checking …</p>
      ) : (
        <>
          <ScenarioProblems
            problems={check.problems}
            none={`Yes. It can take effect, with bodies and land as they are on ${eve === null ? 'the day before' : dateText(eve)}.`}
          />
          {check.isChecking && <p className="hint">Checking again …</p>}
        </>
      )}
    </div>
  );
}
