/**
 * A field in which something is found by typing, by the WAI-ARIA pattern of an editable combobox with a list: arrows
 * move, Enter takes, Escape closes. What is typed and is not in the list stays as it was typed.
 */

import { type KeyboardEvent, useId, useState } from 'react';
import { FieldFrame } from './form-field.tsx';

export type ComboOption = {
  readonly value: string;
  readonly text: string;
  /** What is searched beside the text, such as a code. */
  readonly also?: string;
};

type ComboboxProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** The value of an option, or a text that was typed. */
  readonly value: string;
  readonly options: readonly ComboOption[];
  /** The text of a value that is not among the options; null: the value is its own text. */
  readonly textOf?: (value: string) => string | null;
  readonly onChange: (value: string) => void;
};

const mostShown = 30;

/** The field with its list. */
export function Combobox({ id, label, hint, value, options, textOf, onChange }: ComboboxProps) {
  const listId = useId();
  /** What is being typed; null: nothing since something was taken. */
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const found = isOpen ? matching(options, typed ?? '') : [];
  const shownText = typed ?? options.find((one) => one.value === value)?.text ?? textOf?.(value) ?? value;
  const close = () => {
    setIsOpen(false);
    setActive(-1);
  };
  const take = (option: ComboOption) => {
    setTyped(null);
    onChange(option.value);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = comboAct(event.key, isOpen, active, found.length);
    if (act === null) return;
    event.preventDefault();
    if (act === 'close') close();
    else if (act === 'take') {
      const option = found[active];
      if (option !== undefined) take(option);
    } else {
      setIsOpen(true);
      setActive(act);
    }
  };
  return (
    <FieldFrame id={id} label={label} hint={hint}>
      {(aria) => (
        <div className="combobox">
          <input
            id={id}
            type="text"
            role="combobox"
            autoComplete="off"
            spellCheck={false}
            aria-expanded={isOpen && found.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
            value={shownText}
            onChange={(event) => {
              setTyped(event.target.value);
              onChange(event.target.value);
              setIsOpen(true);
              setActive(-1);
            }}
            onKeyDown={onKeyDown}
            onClick={() => setIsOpen(true)}
            onBlur={() => {
              const meant = typed === null ? undefined : meantBy(options, typed);
              if (meant !== undefined) take(meant);
              setTyped(null);
              close();
            }}
            {...aria}
          />
          <div id={listId} role="listbox" aria-label={label} hidden={found.length === 0}>
            {found.map((option, at) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active option
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
              <div
                key={option.value}
                id={`${listId}-${at}`}
                role="option"
                aria-selected={at === active}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(option)}
              >
                {option.text}
              </div>
            ))}
          </div>
          {isOpen && typed !== null && typed.trim() !== '' && found.length === 0 && (
            <div className="combobox-none" aria-hidden="true">
              Nothing in the list is called so.
            </div>
          )}
          <span className="unseen" role="status">
            {isOpen && typed !== null ? foundText(found.length) : ''}
          </span>
        </div>
      )}
    </FieldFrame>
  );
}

/** What a key does: a place to go to in the list, or closing it, or taking what is active; null: nothing. */
function comboAct(key: string, isOpen: boolean, active: number, count: number): number | 'close' | 'take' | null {
  if (key === 'ArrowDown') return isOpen ? (active + 1) % Math.max(count, 1) : 0;
  if (key === 'ArrowUp') return isOpen ? (active <= 0 ? count : active) - 1 : 0;
  if (key === 'Escape' && isOpen) return 'close';
  return key === 'Enter' && isOpen && active >= 0 ? 'take' : null;
}

/** Options that have every word typed, those that begin with it first. */
function matching(options: readonly ComboOption[], typed: string): ComboOption[] {
  const wanted = typed.toLowerCase().trim();
  const words = wanted.split(/\s+/).filter((word) => word !== '');
  const found = options.filter((option) => {
    const searched = `${option.text} ${option.also ?? ''}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
  const begins = (option: ComboOption) =>
    Number(option.text.toLowerCase().startsWith(wanted) || option.also?.toLowerCase().startsWith(wanted) === true);
  return found.sort((a, b) => begins(b) - begins(a)).slice(0, mostShown);
}

/** The one option that is called exactly what was typed. */
function meantBy(options: readonly ComboOption[], typed: string): ComboOption | undefined {
  const wanted = typed.toLowerCase().trim();
  if (wanted === '') return undefined;
  const same = options.filter((one) => one.text.toLowerCase() === wanted || one.also?.toLowerCase() === wanted);
  return same.length === 1 ? same[0] : undefined;
}

function foundText(count: number): string {
  if (count === 0) return 'Nothing in the list is called so; what you typed stays.';
  return count === 1
    ? 'One found. Press the down arrow to go to it.'
    : `${count === mostShown ? 'The first ' : ''}${count} found. Press the down arrow to go through them.`;
}
