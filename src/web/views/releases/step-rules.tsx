/** The second step: which numbers are too small to show, and how the rest is shown. */

import type { DisclosureRules } from '#core/disclosure/rules.ts';
import { nhsRules } from '#core/disclosure/rules.ts';
import { rulesInWords } from '#core/release/rules-in-words.ts';
import { TextField, WordField } from '../../parts/form-field.tsx';
import { changeQuery } from '../../router.ts';
import { rulesWord } from './release-question.ts';
import type { WizardProps } from './wizard-props.ts';

type Way = 'usual' | 'suppress' | 'round' | 'none';

const ways: readonly { readonly way: Way; readonly text: string; readonly hint: string }[] = [
  {
    way: 'usual',
    text: 'Hide 1 to 7, round the rest to 5',
    hint: 'The rule of NHS England for counts below the country. Use it unless another is agreed.',
  },
  { way: 'suppress', text: 'Hide small counts by another threshold', hint: 'Where the owner of the data asks for it.' },
  { way: 'round', text: 'Round only', hint: 'Nothing is hidden; small counts show only as a rounded number.' },
  { way: 'none', text: 'No protection', hint: 'For numbers that give nobody away. Needs a reason and a name.' },
];

/** The choice of rules and their numbers. */
export function StepRules({ draft: { rules } }: WizardProps) {
  const isUsual = rulesWord(rules) === null;
  const way: Way = isUsual ? 'usual' : rules.kind;
  const set = (next: DisclosureRules) => changeQuery({ rules: rulesWord(next), withhold: null });
  return (
    <form className="long-form" aria-label="Rules" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>Small numbers</legend>
        {ways.map((one) => (
          <div key={one.way} className="rule-choice">
            <label className="tick">
              <input
                type="radio"
                name="rules"
                value={one.way}
                checked={way === one.way}
                aria-describedby={`rules-${one.way}-hint`}
                onChange={() => set(firstRules(one.way))}
              />{' '}
              {one.text}
            </label>
            <span className="hint" id={`rules-${one.way}-hint`}>
              {one.hint}
            </span>
          </div>
        ))}
      </fieldset>
      {rules.kind === 'suppress' && !isUsual && <SuppressFields rules={rules} onChange={set} />}
      {rules.kind === 'round' && (
        <WordField
          id="rules-base"
          label="Round to the nearest"
          value={String(rules.base)}
          options={offered([2, 3, 5, 10, 20, 100], rules.base)}
          onChange={(base) => set({ kind: 'round', base: Number(base) })}
        />
      )}
      {rules.kind === 'none' && (
        <div className="form-part">
          <TextField
            id="rules-reason"
            label="Why no protection is needed"
            isWide
            lines={2}
            value={rules.reason}
            onChange={(why) => changeQuery({ why: why === '' ? null : why })}
          />
          <TextField
            id="rules-by"
            label="Who decided it"
            value={rules.by}
            onChange={(decided) => changeQuery({ decided: decided === '' ? null : decided })}
          />
        </div>
      )}
      {(rules.kind !== 'none' || (rules.reason.trim() !== '' && rules.by.trim() !== '')) && (
        <p className="note" aria-live="polite">
          {rulesInWords(rules)}
        </p>
      )}
      <p className="hint">
        Rates and proportions are treated as their numerators. What is hidden is never guessed at, and more is hidden
        where a sum would give it away.
      </p>
    </form>
  );
}

function firstRules(way: Way): DisclosureRules {
  if (way === 'usual') return nhsRules;
  if (way === 'suppress') return { kind: 'suppress', from: 1, to: 4, base: 1 };
  return way === 'round' ? { kind: 'round', base: 5 } : { kind: 'none', reason: '', by: '' };
}

type SuppressProps = {
  readonly rules: Extract<DisclosureRules, { kind: 'suppress' }>;
  readonly onChange: (rules: DisclosureRules) => void;
};

function SuppressFields({ rules, onChange }: SuppressProps) {
  return (
    <div className="form-part">
      <WordField
        id="rules-from"
        label="Hide counts from"
        value={String(rules.from)}
        options={[
          { value: '1', text: '1 (zeros are shown)' },
          { value: '0', text: '0 (zeros are hidden too)' },
        ]}
        onChange={(from) => onChange({ ...rules, from: from === '0' ? 0 : 1 })}
      />
      <WordField
        id="rules-to"
        label="up to"
        value={String(rules.to)}
        options={offered([2, 3, 4, 5, 7, 9, 10, 15, 20], rules.to)}
        onChange={(to) => onChange({ ...rules, to: Number(to) })}
      />
      <WordField
        id="rules-rest"
        label="Round the rest to"
        value={String(rules.base)}
        options={offered([1, 3, 5, 10], rules.base).map((one) =>
          one.value === '1' ? { ...one, text: 'not at all' } : one,
        )}
        onChange={(base) => onChange({ ...rules, base: Number(base) })}
      />
    </div>
  );
}

function offered(known: readonly number[], value: number): { value: string; text: string }[] {
  return [...new Set([...known, value])]
    .sort((a, b) => a - b)
    .map((one) => ({ value: String(one), text: String(one) }));
}
