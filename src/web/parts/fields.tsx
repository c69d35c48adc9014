/** Form controls with a label and a hint: a choice from a list, a date. */

import { type ReactNode, useEffect, useId, useState } from 'react';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';

export type Option = { readonly value: string; readonly text: string };

type SelectFieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChoose: (value: string) => void;
};

/** A choice from a list. */
export function SelectField({ label, hint, value, options, onChoose }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <select
        id={id}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChoose(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}

type DateFieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: IsoDate;
  readonly onChoose: (date: IsoDate) => void;
};

/** A date written by hand; it is taken when it is a date of the calendar, and the fault said when the field is left. */
export function DateField({ label, hint, value, onChoose }: DateFieldProps) {
  const id = useId();
  const [text, setText] = useState<string>(value);
  const [isFaulty, setIsFaulty] = useState(false);
  useEffect(() => {
    setText(value);
    setIsFaulty(false);
  }, [value]);
  const described = [hint === undefined ? '' : `${id}-hint`, isFaulty ? `${id}-fault` : '']
    .filter((one) => one !== '')
    .join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {isFaulty && (
        <span className="field-fault" id={`${id}-fault`}>
          Write a date that exists, year first, such as 2026-04-01
        </span>
      )}
      <input
        id={id}
        type="date"
        min="1900-01-01"
        max="2100-12-31"
        value={text}
        aria-invalid={isFaulty || undefined}
        aria-describedby={described === '' ? undefined : described}
        onChange={(event) => {
          setText(event.target.value);
          const date = parseIsoDate(event.target.value);
          // While a year is being typed it passes through years like 0002; those are not meant.
          if (date !== null && date >= '1900-01-01') onChoose(date);
        }}
        onBlur={() => setIsFaulty(parseIsoDate(text) === null)}
      />
    </div>
  );
}

/** A word or two to find rows by. */
export function SearchField({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className="field field-wide">
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <input
        id={id}
        type="search"
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
