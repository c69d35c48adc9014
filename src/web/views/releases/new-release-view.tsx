/** Making a release, in four steps: what, by which rules, what it would give away, and who signs it. */

import { useEffect, useRef } from 'react';
import type { z } from 'zod';
import { tiers } from '#core/register/tiers.ts';
import type { DataSetWire, dataSetsSchema } from '#wire/data-sets.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { hasLandBy } from '../../choice.ts';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { dateText } from '../../words.ts';
import { DataNav } from '../data/data-parts.tsx';
import {
  lacksOfDraft,
  parseDraft,
  parseStep,
  proposedTitle,
  questionOf,
  type WizardStep,
  wizardSteps,
} from './release-question.ts';
import { StepAudit } from './step-audit.tsx';
import { StepRules } from './step-rules.tsx';
import { StepSign } from './step-sign.tsx';
import { StepWhat } from './step-what.tsx';
import type { WizardProps } from './wizard-props.ts';

const stepTitles: Record<WizardStep, string> = {
  what: 'What is published',
  rules: 'How small numbers are protected',
  audit: 'What it would give away',
  sign: 'Sign and publish',
};

/** The screen of the wizard. Everything chosen is in the address. */
export function NewReleaseView({ choice }: ViewProps) {
  usePageTitle('Make a release');
  const answer = useAnswer<z.infer<typeof dataSetsSchema>>(apiAddress('/data', { register: choice.register.name }));
  return (
    <>
      <h1>Make a release</h1>
      <DataNav current="new-release" />
      <Waiting answer={answer} what="the data sets" />
      {answer.value !== undefined && <Wizard choice={choice} dataSets={answer.value.dataSets} />}
    </>
  );
}

function Wizard({
  choice,
  dataSets,
}: {
  readonly choice: ViewProps['choice'];
  readonly dataSets: readonly DataSetWire[];
}) {
  const { query } = useLocation();
  const step = parseStep(query.get('step'));
  const draft = parseDraft(
    query,
    hasLandBy(choice.register, choice.bodies, choice.on) ? choice.bodies : choice.councils,
  );
  const dataSet = dataSets.find(({ statement }) => statement.id === draft.data) ?? null;
  const lacks = lacksOfDraft({ ...draft, data: dataSet === null ? null : draft.data });
  const title =
    draft.title.trim() !== '' || dataSet === null
      ? draft.title
      : proposedTitle(dataSet.statement.title, tiers[draft.to].plural, dateText(choice.on));
  const question =
    lacks.length > 0 || dataSet === null
      ? null
      : questionOf(draft, { data: dataSet.statement.id, title, on: choice.on, scenario: choice.scenario });
  const props: WizardProps = { choice, dataSets, dataSet, draft, title, question };
  const first = lacks[0];
  const isHeldUp = question === null && (step === 'audit' || step === 'sign');
  return (
    <>
      <StepLine step={step} />
      <StepHeading step={step} />
      {draft.data !== null && dataSet === null && (
        <p className="note note-caution">
          The address names the data set “{draft.data}”, which is not in this register. Choose another.
        </p>
      )}
      {isHeldUp ? (
        <div className="note note-caution">
          <p>{first?.message}</p>
          <StepLink step={first?.step ?? 'what'}>Go there</StepLink>
        </div>
      ) : (
        <>
          {step === 'what' && <StepWhat {...props} />}
          {step === 'rules' && <StepRules {...props} />}
          {step === 'audit' && question !== null && <StepAudit {...props} question={question} />}
          {step === 'sign' && question !== null && <StepSign {...props} question={question} />}
        </>
      )}
      <StepButtons step={step} lack={lacks.find((one) => one.step === step)?.message ?? null} />
    </>
  );
}

/** The steps with the present one marked. */
function StepLine({ step }: { readonly step: WizardStep }) {
  return (
    <nav aria-label="Steps">
      <ol className="stage-line">
        {wizardSteps.map((one, at) => (
          <li key={one} className={stageOf(wizardSteps.indexOf(step), at)}>
            <StepLink step={one} isHere={one === step}>
              {at + 1}. {stepTitles[one]}
            </StepLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function stageOf(here: number, at: number): string | undefined {
  if (at === here) return 'is-here';
  return at < here ? 'is-past' : undefined;
}

/** A link to a step that keeps everything that was chosen. */
function StepLink({
  step,
  isHere = false,
  children,
}: {
  readonly step: WizardStep;
  readonly isHere?: boolean;
  readonly children: React.ReactNode;
}) {
  const { query } = useLocation();
  return (
    <Link
      path="/releases/new"
      query={{ ...Object.fromEntries(query), step: step === 'what' ? null : step }}
      current={isHere ? 'step' : undefined}
    >
      {children}
    </Link>
  );
}

/** Another step takes the focus, as a page of its own would. */
function StepHeading({ step }: { readonly step: WizardStep }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef(step);
  useEffect(() => {
    if (last.current !== step) heading.current?.focus();
    last.current = step;
  }, [step]);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {wizardSteps.indexOf(step) + 1}. {stepTitles[step]}
    </h2>
  );
}

function StepButtons({ step, lack }: { readonly step: WizardStep; readonly lack: string | null }) {
  const at = wizardSteps.indexOf(step);
  const [back, next] = [wizardSteps[at - 1], wizardSteps[at + 1]];
  const go = (to: WizardStep) => changeQuery({ step: to === 'what' ? null : to }, true);
  return (
    <p className="button-row wizard-buttons">
      {back !== undefined && (
        <button type="button" className="button button-quiet" onClick={() => go(back)}>
          Back
        </button>
      )}
      {next !== undefined && (
        <button type="button" className="button" disabled={lack !== null} onClick={() => go(next)}>
          Next: {stepTitles[next].charAt(0).toLowerCase() + stepTitles[next].slice(1)}
        </button>
      )}
      {lack !== null && <span className="hint">{lack}</span>}
    </p>
  );
}
