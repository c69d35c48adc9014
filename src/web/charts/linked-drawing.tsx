/**
 * A drawing of things that can be pointed at and chosen: one stop for Tab, a list for keys and screen readers, of which the
 * drawing shows the active one. Several drawings of the same things stay linked through `active` and `selected`.
 */

import { type KeyboardEvent, type PointerEvent, type ReactNode, type Ref, useEffect, useId, useRef } from 'react';

/** What all linked drawings and tables of one screen share. */
export type Linked = {
  /** Keys of what is pointed at, and chosen; null: nothing. */
  readonly active: string | null;
  readonly selected: string | null;
  readonly onActive: (key: string | null) => void;
  readonly onSelect: (key: string | null) => void;
};

type LinkedDrawingProps = {
  readonly label: string;
  readonly className: string;
  /** In the order that keys go through; `text` is all that the drawing says of it. */
  readonly options: readonly { readonly key: string; readonly text: string }[];
  readonly linked: Linked;
  readonly frameRef?: Ref<HTMLDivElement>;
  /** True while a press was a drag, which chooses nothing. */
  readonly isDragged?: () => boolean;
  readonly children: ReactNode;
};

/** The frame of a drawing whose elements carry `data-key`. */
export function LinkedDrawing(props: LinkedDrawingProps) {
  const { label, className, options, linked, frameRef, isDragged, children } = props;
  const { active, selected, onActive, onSelect } = linked;
  const id = useId();
  const own = useRef<HTMLDivElement>(null);
  const hasFocus = useRef(false);
  useEffect(() => {
    // Moved to by keys: what is marked must be in sight. What the mouse is over is.
    if (hasFocus.current) showIn(own.current, active);
  }, [active]);
  useEffect(() => showIn(own.current, selected), [selected]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextKey(event.key, options, active ?? selected);
    if (next !== null) onActive(next);
    else if ((event.key === 'Enter' || event.key === ' ') && active !== null)
      onSelect(active === selected ? null : active);
    else if (event.key === 'Escape') onSelect(null);
    else return;
    event.preventDefault();
  };
  const place = options.findIndex((one) => one.key === active);
  return (
    <div
      ref={(element) => {
        own.current = element;
        if (typeof frameRef === 'function') frameRef(element);
        else if (frameRef !== undefined && frameRef !== null) frameRef.current = element;
      }}
      className={className}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={place >= 0 ? `${id}-${place}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        hasFocus.current = true;
        // A press of the mouse brings its own.
        if (active === null && event.currentTarget.matches(':focus-visible'))
          onActive(selected ?? options[0]?.key ?? null);
      }}
      onBlur={() => {
        hasFocus.current = false;
        onActive(null);
      }}
      onPointerMove={(event) => onActive(keyUnder(event))}
      onPointerLeave={() => onActive(null)}
      onPointerUp={(event) => {
        if (isDragged?.() === true) return;
        const key = keyUnder(event);
        if (key !== null) onSelect(key === selected ? null : key);
      }}
    >
      <div aria-hidden="true">{children}</div>
      {options.map((option, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active option
        <div
          key={option.key}
          id={`${id}-${at}`}
          role="option"
          aria-selected={option.key === selected}
          className="unseen"
        >
          {option.text}
        </div>
      ))}
    </div>
  );
}

/** Scrolls a frame that scrolls, and nothing else, until what has the key is in sight. */
function showIn(frame: HTMLElement | null, key: string | null): void {
  if (frame === null || key === null || frame.scrollHeight <= frame.clientHeight) return;
  const style = getComputedStyle(frame);
  if (style.overflowY !== 'auto') return;
  // What stands still at the foot of the frame hides what is below it.
  const foot = Number.parseFloat(style.scrollPaddingBottom) || 0;
  const marked = [...frame.querySelectorAll('[data-key]')].find((one) => one.getAttribute('data-key') === key);
  if (marked === undefined) return;
  const [outer, inner] = [frame.getBoundingClientRect(), marked.getBoundingClientRect()];
  if (inner.top < outer.top) frame.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom - foot) frame.scrollTop += inner.bottom - outer.bottom + foot;
}

function keyUnder(event: PointerEvent): string | null {
  return event.target instanceof Element
    ? (event.target.closest('[data-key]')?.getAttribute('data-key') ?? null)
    : null;
}

/** What an arrow key, Home or End leads to; null for other keys. Nothing active: the first or the last. */
function nextKey(key: string, options: LinkedDrawingProps['options'], active: string | null): string | null {
  const at = options.findIndex((one) => one.key === active);
  const last = options.length - 1;
  if (last < 0) return null;
  if (key === 'ArrowDown' || key === 'ArrowRight') return options[at >= last ? 0 : at + 1]?.key ?? null;
  if (key === 'ArrowUp' || key === 'ArrowLeft') return options[at <= 0 ? last : at - 1]?.key ?? null;
  if (key === 'Home') return options[0]?.key ?? null;
  if (key === 'End') return options[last]?.key ?? null;
  return null;
}
