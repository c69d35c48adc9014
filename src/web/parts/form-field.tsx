/** Fields of a form whose faults are told beside them: text, date, choice, tick. What was typed is never changed. */

import { createContext, type ReactNode, useContext } from 'react';

/** What is wrong with the field of that id; a form gives it to every field inside it. */
export const FieldFaults = createContext<(id: string) => readonly string[]>(() => []);

type FieldProps = {
  /** Also what a summary of faults leads to. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
};

type FrameProps = FieldProps & {
  readonly isWide?: boolean;
  readonly children: (aria: { 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
};

/** The label, the hint and the faults around a control. */
export function FieldFrame({ id, label, hint, isWide = false, children }: FrameProps) {
  const faults = useContext(FieldFaults)(id);
  const described = [hint === undefined ? '' : `${id}-hint`, faults.length === 0 ? '' : `${id}-fault`]
    .filter((one) => one !== '')
    .join(' ');
  return (
    <div className={isWide ? 'field field-full' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {faults.length > 0 && (
        <span className="field-fault" id={`${id}-fault`}>
          {faults.join(' ')}
        </span>
      )}
      {children({
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(faults.length === 0 ? {} : { 'aria-invalid': true as const }),
      })}
    </div>
  );
}

type TextProps = FieldProps & {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly isWide?: boolean;
  /** More than one: lines to write on. */
  readonly lines?: number;
  /** Letters that are expected, for the width. */
  readonly size?: number;
  readonly isReadOnly?: boolean;
  /** What of the person it is, so that the browser can fill it in. */
  readonly autoComplete?: string;
  readonly type?: 'text' | 'email';
};

/** One line of text, or several. */
export function TextField({
  value,
  onChange,
  lines = 1,
  size,
  isReadOnly = false,
  isWide = false,
  autoComplete,
  type = 'text',
  ...frame
}: TextProps) {
  return (
    <FieldFrame {...frame} isWide={isWide}>
      {(aria) =>
        lines > 1 ? (
          <textarea
            id={frame.id}
            rows={lines}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            {...aria}
          />
        ) : (
          <input
            id={frame.id}
            type={type}
            size={size}
            autoComplete={autoComplete}
            value={value}
            readOnly={isReadOnly}
            onChange={(event) => onChange(event.target.value)}
            {...aria}
          />
        )
      }
    </FieldFrame>
  );
}

/** A day, or none. */
export function DayField({
  value,
  onChange,
  ...frame
}: FieldProps & { readonly value: string; readonly onChange: (day: string) => void }) {
  return (
    <FieldFrame {...frame}>
      {(aria) => (
        <input
          id={frame.id}
          type="date"
          min="1900-01-01"
          max="2100-12-31"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          {...aria}
        />
      )}
    </FieldFrame>
  );
}

/** A choice from a list of words. */
export function WordField({
  value,
  options,
  onChange,
  ...frame
}: FieldProps & {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (word: string) => void;
}) {
  return (
    <FieldFrame {...frame}>
      {(aria) => (
        <select id={frame.id} value={value} onChange={(event) => onChange(event.target.value)} {...aria}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}

/** A box to tick, with its words. */
export function Tick({
  text,
  isOn,
  onTurn,
  id,
}: {
  readonly text: ReactNode;
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
  readonly id?: string;
}) {
  return (
    <label className="tick">
      <input id={id} type="checkbox" checked={isOn} onChange={(event) => onTurn(event.target.checked)} /> {text}
    </label>
  );
}

/** Words to choose a list for a field from: each with its text, in the order of the record. */
export function optionsOf(
  words: Readonly<Record<string, string>>,
  none?: string,
): { readonly value: string; readonly text: string }[] {
  const options = Object.entries(words).map(([value, text]) => ({ value, text }));
  return none === undefined ? options : [{ value: '', text: none }, ...options];
}
