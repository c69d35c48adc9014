/** What is stated about a data set: what it is called, whose it is, what may be done with it. */

import { subjects } from '#core/datasets/data-set.ts';
import type { DataDescriptionWire } from '#wire/data-sets.ts';
import { optionsOf, TextField, WordField } from '../../parts/form-field.tsx';
import { subjectWords } from './data-words.ts';
import { parseList } from './description-state.ts';
import { ListText } from './list-text.tsx';

type Statement = DataDescriptionWire['statement'];

type StatementProps = {
  readonly statement: Statement;
  readonly onChange: (changes: Partial<Statement>) => void;
};

const subjectTexts: Record<Statement['subject'], string> = {
  'counts-of-people': `Counts of people: ${subjectWords['counts-of-people'].long}`,
  published: `Published already: ${subjectWords.published.long}`,
  'not-people': `Not about people: ${subjectWords['not-people'].long}`,
};

/** The fields; what is seldom needed is folded away. */
export function ImportStatement({ statement, onChange }: StatementProps) {
  const text = (
    field: 'id' | 'title' | 'publisher' | 'licence' | 'vintage' | 'method',
    label: string,
    hint?: string,
  ) => (
    <TextField
      id={`statement-${field}`}
      label={label}
      hint={hint}
      value={statement[field]}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  return (
    <section aria-labelledby="what-title">
      <h3 id="what-title" tabIndex={-1}>
        What it is
      </h3>
      <div className="form-part">
        {text('title', 'Title')}
        {text('id', 'Short name', 'small letters, digits, hyphens; the same name again is a correction')}
        <WordField
          id="statement-subject"
          label="May it be published?"
          hint="If unsure, leave “Counts of people”"
          value={statement.subject}
          options={optionsOf(subjectTexts)}
          onChange={(word) => {
            const subject = subjects.find((one) => one === word);
            if (subject !== undefined) onChange({ subject });
          }}
        />
        {text('publisher', 'Publisher', 'who published it, or whose system it is from')}
        {text('licence', 'Licence', 'such as Open Government Licence v3.0, or internal use')}
        {text('vintage', 'Edition', 'such as mid-2020, published in June 2021')}
        {text('method', 'How the numbers were made', 'such as extract of the case system, or estimate')}
      </div>
      <details>
        <summary>Owner, whom it is meant for, what it was made from, notes, changes of definition</summary>
        <div className="form-part">
          <TextField
            id="statement-owner"
            label="Owner"
            hint="code of the body; empty: whoever keeps this register"
            value={statement.owner ?? ''}
            onChange={(owner) => onChange({ owner: owner.trim() === '' ? null : owner.trim() })}
          />
          <ListText
            id="statement-seenBy"
            label="Meant for"
            hint="codes of bodies, with commas between; a data sharing agreement decides who sees it"
            values={statement.seenBy}
            parse={parseList}
            onChange={(seenBy) => onChange({ seenBy })}
          />
          <ListText
            id="statement-derivedFrom"
            label="Made from"
            hint="short names of data sets here, with commas between"
            values={statement.derivedFrom}
            parse={parseList}
            onChange={(derivedFrom) => onChange({ derivedFrom })}
          />
          <TextField
            id="statement-note"
            label="Note"
            isWide
            lines={3}
            value={statement.note ?? ''}
            onChange={(note) => onChange({ note: note === '' ? null : note })}
          />
        </div>
        <Breaks breaks={statement.breaks} onChange={(breaks) => onChange({ breaks })} />
      </details>
    </section>
  );
}

type BreaksProps = {
  readonly breaks: Statement['breaks'];
  readonly onChange: (breaks: Statement['breaks']) => void;
};

/** From which time on the numbers mean something else. */
function Breaks({ breaks, onChange }: BreaksProps) {
  return (
    <fieldset className="breaks">
      <legend>Changes of definition</legend>
      <p className="hint">From this time on the numbers mean something else. Series are marked there.</p>
      {breaks.map(({ period, reason }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing else that stays the same while it is typed
        <div key={at} className="form-row-fields form-row">
          <TextField
            id={`break-${at}-period`}
            label="From"
            hint="as in the file"
            value={period}
            onChange={(next) => onChange(breaks.with(at, { period: next, reason }))}
          />
          <TextField
            id={`break-${at}-reason`}
            label="What changed"
            value={reason}
            onChange={(next) => onChange(breaks.with(at, { period, reason: next }))}
          />
          <button
            type="button"
            className="button button-quiet form-remove"
            onClick={() => onChange(breaks.filter((_, other) => other !== at))}
          >
            Take out<span className="unseen"> the change from {period}</span>
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button button-quiet"
        onClick={() => onChange([...breaks, { period: '', reason: '' }])}
      >
        Add a change of definition
      </button>
    </fieldset>
  );
}
