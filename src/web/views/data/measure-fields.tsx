/** What a column, or a name in a column, measures: title, kind, unit, of what, what a number stands for, group, time. */

import { useState } from 'react';
import type { ColumnUseWire } from '#wire/data-sets.ts';
import { optionsOf, TextField, WordField } from '../../parts/form-field.tsx';
import { numberText } from '../../words.ts';
import { kindWords } from './data-words.ts';
import { breakdownText, isMeasureKind, isRatio, parseBreakdown } from './description-state.ts';

export type MeasureUseWire = Extract<ColumnUseWire, { as: 'value' }>['measure'];

type MeasureFieldsProps = {
  /** Begins the ids of the fields. */
  readonly id: string;
  readonly measure: MeasureUseWire;
  /** Headings or titles that may be what a ratio is of. */
  readonly denominators: readonly string[];
  readonly onChange: (changes: Partial<MeasureUseWire>) => void;
};

const kindOptions = optionsOf(
  Object.fromEntries(Object.entries(kindWords).map(([kind, { short, long }]) => [kind, `${short}: ${long}`])),
);
const multipliers = [1, 100, 1000, 10_000, 100_000];
const scales = [1, 1000, 1_000_000];

/** The fields. Those of a numerator and denominator are there for what has them. */
export function MeasureFields({ id, measure, denominators, onChange }: MeasureFieldsProps) {
  const offered = (known: readonly number[], value: number) =>
    [...new Set([...known, value])].sort((a, b) => a - b).map((one) => ({ value: String(one), text: numberText(one) }));
  return (
    <div className="form-part measure-fields">
      <TextField
        id={`${id}-title`}
        label="What is measured"
        hint="Columns with the same words here are groups of one measure"
        value={measure.title}
        onChange={(title) => onChange({ title })}
      />
      <WordField
        id={`${id}-kind`}
        label="Kind"
        value={measure.kind}
        options={kindOptions}
        onChange={(kind) => isMeasureKind(kind) && onChange({ kind })}
      />
      <TextField
        id={`${id}-unit`}
        label="Unit"
        hint="such as people, deaths"
        value={measure.unit}
        onChange={(unit) => onChange({ unit })}
      />
      {isRatio(measure.kind) && (
        <>
          <WordField
            id={`${id}-denominator`}
            label="Of what: its denominator"
            value={measure.denominator ?? ''}
            options={[
              { value: '', text: 'Not in the file: it is kept, and cannot be moved' },
              ...denominators.map((one) => ({ value: one, text: one })),
            ]}
            onChange={(denominator) => onChange({ denominator: denominator === '' ? null : denominator })}
          />
          <WordField
            id={`${id}-holds`}
            label="The numbers are"
            value={measure.holds}
            options={[
              { value: 'value', text: 'the ratios themselves' },
              { value: 'numerator', text: 'the numerators' },
            ]}
            onChange={(holds) => onChange({ holds: holds === 'numerator' ? 'numerator' : 'value' })}
          />
          <WordField
            id={`${id}-multiplier`}
            label="Stated for each"
            hint="100: per cent"
            value={String(measure.multiplier)}
            options={offered(multipliers, measure.multiplier)}
            onChange={(multiplier) => onChange({ multiplier: Number(multiplier) })}
          />
        </>
      )}
      <WordField
        id={`${id}-scale`}
        label="A number in the file stands for"
        hint="1,000: the file counts thousands"
        value={String(measure.scale)}
        options={offered(scales, measure.scale)}
        onChange={(scale) => onChange({ scale: Number(scale) })}
      />
      <BreakdownField id={`${id}-group`} value={measure.breakdown} onChange={(breakdown) => onChange({ breakdown })} />
      <TextField
        id={`${id}-period`}
        label="Time of this column"
        hint="Empty: that of the row or the file"
        value={measure.period ?? ''}
        onChange={(period) => onChange({ period: period === '' ? null : period })}
      />
    </div>
  );
}

/** What is typed stays as typed; what can be read of it is taken. */
function BreakdownField({
  id,
  value,
  onChange,
}: {
  readonly id: string;
  readonly value: Readonly<Record<string, string>>;
  readonly onChange: (breakdown: Record<string, string>) => void;
}) {
  const [text, setText] = useState(() => breakdownText(value));
  return (
    <TextField
      id={id}
      label="Group"
      hint="such as age: 65 and over; sex: female. Empty: all together"
      value={text}
      onChange={(next) => {
        setText(next);
        onChange(parseBreakdown(next));
      }}
    />
  );
}
