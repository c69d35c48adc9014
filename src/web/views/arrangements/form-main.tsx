/** The parts of the form that are no lists: what it is, when it runs, how complete it is, how it is known. */

import {
  type ArrangementKind,
  arrangementEvidences,
  arrangementKinds,
  careGroupNames,
  clauseNames,
  clauses,
} from '#core/agreements/vocabulary.ts';
import { careGroupText } from '../../handover-words.ts';
import { DayField, optionsOf, TextField, Tick, WordField } from '../../parts/form-field.tsx';
import {
  clauseAnswerWords,
  evidenceText,
  postStageWords,
  sectorWords,
  stageWords,
  tenureWords,
} from './arrangement-words.ts';
import type { FormPartProps } from './form-lists.tsx';
import { fieldId } from './form-problems.ts';
import { hasPart, strayParts } from './form-state.ts';

const kindWords = Object.fromEntries(
  Object.entries(arrangementKinds).map(([kind, { says }]) => [kind, says]),
) as Record<ArrangementKind, string>;

/** What it is. */
export function MainPart({ fields, change, isNew }: FormPartProps & { readonly isNew: boolean }) {
  const strays = strayParts(fields);
  return (
    <fieldset className="form-part">
      <legend>What it is</legend>
      <TextField
        id={fieldId('title')}
        label="Title"
        isWide
        value={fields.title}
        onChange={(title) => change({ title })}
      />
      <TextField
        id={fieldId('id')}
        label="Reference"
        hint={
          isNew ? 'A reference of your own, such as S75-2026-01. It cannot be changed later.' : 'It cannot be changed.'
        }
        value={fields.id}
        isReadOnly={!isNew}
        onChange={(id) => change({ id })}
      />
      <WordField
        id={fieldId('kind')}
        label="Kind"
        hint="The form shows what belongs to the kind."
        value={fields.kind}
        options={optionsOf(kindWords)}
        onChange={(kind) => change({ kind })}
      />
      <WordField
        id={fieldId('stage')}
        label="Stage"
        hint="Whether it is signed or expired follows from dates and signatures."
        value={fields.stage}
        options={optionsOf(stageWords)}
        onChange={(stage) => change({ stage })}
      />
      {strays.length > 0 && (
        <p className="note note-caution" role="status">
          Something is filled in that {kindWords[fields.kind as ArrangementKind]?.toLowerCase() ?? 'this kind'} does not
          have. It is kept here while you work, and left out when you save.
        </p>
      )}
      <fieldset className="ticks" id={fieldId('careGroups')} tabIndex={-1}>
        <legend>Care groups</legend>
        {careGroupNames.map((group) => (
          <Tick
            key={group}
            text={careGroupText(group)}
            isOn={fields.careGroups.includes(group)}
            onTurn={(isOn) =>
              change({
                careGroups: careGroupNames.filter((one) => (one === group ? isOn : fields.careGroups.includes(one))),
              })
            }
          />
        ))}
      </fieldset>
      <Tick
        id={fieldId('isPriority')}
        text="A priority"
        isOn={fields.isPriority}
        onTurn={(isPriority) => change({ isPriority })}
      />
      <OwnFields fields={fields} change={change} />
    </fieldset>
  );
}

/** Fields that only one kind has. */
function OwnFields({ fields, change }: Pick<FormPartProps, 'fields' | 'change'>) {
  return (
    <>
      {hasPart(fields, 'postStage') && (
        <WordField
          id={fieldId('postStage')}
          label="Stage of the post"
          value={fields.postStage}
          options={optionsOf(postStageWords, 'Not stated')}
          onChange={(postStage) => change({ postStage })}
        />
      )}
      {hasPart(fields, 'tenure') && (
        <WordField
          id={fieldId('tenure')}
          label="Tenure"
          value={fields.tenure}
          options={optionsOf(tenureWords, 'Not stated')}
          onChange={(tenure) => change({ tenure })}
        />
      )}
      {hasPart(fields, 'seat') && (
        <>
          <WordField
            id={fieldId('seatSector')}
            label="Sector of the seat"
            value={fields.seatSector}
            options={optionsOf(sectorWords, 'Not stated')}
            onChange={(seatSector) => change({ seatSector })}
          />
          <WordField
            id={fieldId('isVoting')}
            label="Voting"
            value={fields.isVoting}
            options={optionsOf({ yes: 'Yes', no: 'No' }, 'Not stated')}
            onChange={(isVoting) => change({ isVoting })}
          />
        </>
      )}
    </>
  );
}

/** Each with the path by which problems name it, its label and a hint. */
const days = [
  ['agreedOn', 'agreedOn', 'Agreed on', undefined],
  ['startsOn', 'startsOn', 'Starts on', undefined],
  ['lastDay', 'endsOn', 'Last day', 'On which it still runs.'],
  ['reviewOn', 'reviewOn', 'To be reviewed on', undefined],
  ['renewsOn', 'renewsOn', 'To be renewed on', 'Renewed, re-let or extended.'],
] as const;

/** When it runs. */
export function DatesPart({ fields, change }: FormPartProps) {
  return (
    <fieldset className="form-part form-part-row">
      <legend>Dates</legend>
      {days.map(([name, path, label, hint]) => (
        <DayField
          key={name}
          id={fieldId(path)}
          label={label}
          hint={hint}
          value={fields[name]}
          onChange={(day) => change({ [name]: day })}
        />
      ))}
      <TextField
        id={fieldId('noticeDays')}
        label="Notice, in days"
        size={6}
        value={fields.noticeDays}
        onChange={(noticeDays) => change({ noticeDays })}
      />
    </fieldset>
  );
}

/** What the document specifies. */
export function ClausesPart({ fields, change }: FormPartProps) {
  const { yes, no, 'not-applicable': notApplicable } = clauseAnswerWords;
  const answers = optionsOf({ yes, no, 'not-applicable': notApplicable }, clauseAnswerWords['not-known']);
  return (
    <fieldset className="form-part form-part-row">
      <legend>Does the document specify, as regulation 7(3) asks</legend>
      {clauseNames.map((clause) => (
        <WordField
          key={clause}
          id={fieldId(`clauses.${clause}`)}
          label={`(${clauses[clause].letter}) ${clauses[clause].says}`}
          value={fields.clauses[clause] ?? ''}
          options={answers}
          onChange={(answer) => change({ clauses: { ...fields.clauses, [clause]: answer } })}
        />
      ))}
    </fieldset>
  );
}

/** How it is known. */
export function SourcePart({ fields, change }: FormPartProps) {
  const evidences = arrangementEvidences.map((one) => {
    const { short, long } = evidenceText(one);
    return { value: one as string, text: `${short}: ${long}` };
  });
  return (
    <fieldset className="form-part">
      <legend>How it is known</legend>
      <WordField
        id={fieldId('evidence')}
        label="Evidence"
        value={fields.evidence}
        options={evidences}
        onChange={(evidence) => change({ evidence })}
      />
      <TextField
        id={fieldId('source')}
        label="Source"
        isWide
        value={fields.source}
        onChange={(source) => change({ source })}
      />
      <TextField
        id={fieldId('note')}
        label="Note"
        lines={3}
        isWide
        value={fields.note}
        onChange={(note) => change({ note })}
      />
    </fieldset>
  );
}
