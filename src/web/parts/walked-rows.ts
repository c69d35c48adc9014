/**
 * Long lists of which only the rows in sight are in the page, and in which one row at a time takes the focus: the arrow keys
 * walk through them by the grid pattern of WAI-ARIA. Knows no columns.
 */

import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type CSSProperties, type RefObject, useEffect, useRef, useState } from 'react';

type WalkQuestion = {
  readonly count: number;
  /** A row's height until it has been measured. @units pixels */
  readonly height: number;
  /** What a row is the same as after a change of the list. */
  readonly keyOf: (row: number) => string | number;
};

export type WalkedRows = {
  /** The region that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Of all rows. @units pixels */
  readonly height: number;
  readonly inSight: readonly VirtualItem[];
  /** The row that the keys are on. */
  readonly at: number;
  /** Puts the keys on a row, or the nearest there is, and brings it into sight. */
  readonly goTo: (row: number) => void;
  /** What the element of a row carries, beside its role. */
  readonly rowProps: (seen: VirtualItem) => {
    readonly 'data-index': number;
    readonly ref: (element: Element | null) => void;
    readonly style: CSSProperties;
    readonly tabIndex: 0 | -1;
    readonly onFocus: () => void;
  };
};

/** Rows beyond those in sight that are in the page as well. */
const overscan = 8;
const pageRows = 10;

/** The rows of a list, to be drawn by the caller. */
export function useWalkedRows({ count, height, keyOf }: WalkQuestion): WalkedRows {
  const [active, setActive] = useState(0);
  const [wantsFocus, setWantsFocus] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: keyOf,
    overscan,
    // React refuses to be made to draw while it draws, with a warning.
    useFlushSync: false,
  });
  const at = Math.min(active, Math.max(0, count - 1));
  useEffect(() => {
    if (!wantsFocus) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`);
    if (row === null || row === undefined) return;
    row.focus({ preventScroll: true });
    setWantsFocus(false);
  });
  const goTo = (wanted: number) => {
    const row = Math.max(0, Math.min(count - 1, wanted));
    setActive(row);
    setWantsFocus(true);
    virtual.scrollToIndex(row, { align: 'auto' });
  };
  return {
    scroller,
    height: virtual.getTotalSize(),
    inSight: virtual.getVirtualItems(),
    at,
    goTo,
    rowProps: (seen) => ({
      'data-index': seen.index,
      ref: virtual.measureElement,
      style: { transform: `translateY(${seen.start}px)` },
      tabIndex: seen.index === at ? 0 : -1,
      onFocus: () => setActive(seen.index),
    }),
  };
}

/** The row that a key leads to; null for keys that lead nowhere. */
export function rowStep(key: string, at: number, count: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageRows,
    PageUp: at - pageRows,
    Home: 0,
    End: count - 1,
  };
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, step));
}
