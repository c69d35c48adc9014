/** What is pointed at and chosen, shared by map, chart and table of the Rebase screen. */

import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { Linked } from '../../charts/linked-drawing.tsx';
import { changeQuery } from '../../router.ts';

/** The chosen area is in the address; the one pointed at is not. */
export function useLinked(area: string | null): Linked {
  const [active, setActive] = useState<string | null>(null);
  return useMemo(
    () => ({
      active,
      selected: area,
      onActive: setActive,
      onSelect: (key) => changeQuery({ area: key }, true),
    }),
    [active, area],
  );
}

/** Tells which row of a table the mouse or the focus is in, by the `data-area` of an element in that row. */
export function useRowPointing(table: RefObject<HTMLElement | null>, onActive: (key: string | null) => void): void {
  useEffect(() => {
    const element = table.current;
    if (element === null) return;
    const areaOf = (event: Event) =>
      event.target instanceof Element
        ? (event.target.closest('tr')?.querySelector('[data-area]')?.getAttribute('data-area') ?? null)
        : null;
    const point = (event: Event) => onActive(areaOf(event));
    const leave = () => onActive(null);
    const listeners = [
      ['pointerover', point],
      ['focusin', point],
      ['pointerleave', leave],
      ['focusout', leave],
    ] as const;
    for (const [name, listener] of listeners) element.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) element.removeEventListener(name, listener);
    };
  }, [table, onActive]);
}
