/** A part of the form with rows that come and go: parties, amounts, documents and the like. */

import type { ReactNode } from 'react';
import { useContext, useRef } from 'react';
import { FieldFaults } from '../../parts/form-field.tsx';
import { fieldId } from './form-problems.ts';
import type { Kept } from './form-state.ts';

type FormRowsProps<T> = {
  /** The path of the list. */
  readonly path: string;
  readonly legend: string;
  readonly hint?: ReactNode;
  /** What one row is called, in the singular. */
  readonly rowName: string;
  readonly rows: readonly Kept<T>[];
  readonly empty: T;
  readonly onChange: (rows: readonly Kept<T>[]) => void;
  /** The fields of a row; `change` gives some of them other values. */
  readonly children: (row: Kept<T>, at: number, change: (fields: Partial<T>) => void) => ReactNode;
};

/** The rows, each with a way to take it out, and a way to add one. The focus follows what is added or taken out. */
export function FormRows<T extends object>(props: FormRowsProps<T>) {
  const { path, legend, hint, rowName, rows, empty, onChange, children } = props;
  const count = useRef(0);
  const list = useRef<HTMLFieldSetElement>(null);
  const faults = useContext(FieldFaults)(fieldId(path));
  const focusLater = (find: (group: HTMLElement) => HTMLElement | null | undefined) =>
    requestAnimationFrame(() => {
      if (list.current !== null) find(list.current)?.focus();
    });
  const add = () => {
    count.current += 1;
    onChange([...rows, { ...empty, key: `added-${Date.now()}-${count.current}` }]);
    focusLater((group) => [...group.querySelectorAll('.form-row')].at(-1)?.querySelector<HTMLElement>('input, select'));
  };
  const remove = (row: Kept<T>) => {
    onChange(rows.filter((one) => one.key !== row.key));
    focusLater((group) => group.querySelector<HTMLElement>('.form-add'));
  };
  return (
    <fieldset className="form-rows" ref={list} id={fieldId(path)} tabIndex={-1}>
      <legend>{legend}</legend>
      {hint !== undefined && <p className="hint">{hint}</p>}
      {faults.length > 0 && <p className="field-fault">{faults.join(' ')}</p>}
      <ol>
        {rows.map((row, at) => (
          <li key={row.key} className="form-row">
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a row as a grid does */}
            <div className="form-row-fields" role="group" aria-label={`${rowName} ${at + 1}`}>
              {children(row, at, (fields) =>
                onChange(rows.map((one) => (one.key === row.key ? { ...one, ...fields } : one))),
              )}
              <button
                type="button"
                className="button button-quiet form-remove"
                aria-label={`Take out ${rowName.toLowerCase()} ${at + 1}`}
                onClick={() => remove(row)}
              >
                Take out
              </button>
            </div>
          </li>
        ))}
      </ol>
      <button type="button" className="button button-quiet form-add" onClick={add}>
        Add {/^[aeiou]/i.test(rowName) ? 'an' : 'a'} {rowName.toLowerCase()}
      </button>
    </fieldset>
  );
}
