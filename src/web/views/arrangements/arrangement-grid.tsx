/**
 * The list of arrangements as a grid of which only the rows in sight are in the page, so that 20,000 scroll. Rows take
 * the focus and are moved through by keys; Enter opens one.
 */

import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ArrangementRowWire } from '#wire/arrangements.ts';
import { careGroupText, kindText, roundMoneyText } from '../../handover-words.ts';
import { ArrangementLink, EvidenceLabel, StatusBadge } from './arrangement-parts.tsx';
import type { RowOrder, RowSorting } from './arrangement-rows.ts';
import { noticeText, runsText } from './arrangement-words.ts';

type ArrangementGridProps = {
  readonly rows: readonly ArrangementRowWire[];
  readonly order: RowOrder | null;
  readonly onSort: (by: RowSorting) => void;
  /** The day that the list is of; null: today. */
  readonly on: string | null;
  readonly onOpen: (id: string) => void;
};

type Column = {
  readonly title: string;
  readonly sorting?: RowSorting;
  /** @units rem */
  readonly width: number;
  readonly isNumber?: boolean;
  readonly cell: (row: ArrangementRowWire) => ReactNode;
};

const columns: readonly Column[] = [
  { title: 'Arrangement', sorting: 'title', width: 14, cell: (row) => row.title },
  { title: 'Kind', sorting: 'kind', width: 7.5, cell: (row) => kindText(row.kind).replace(/ \(.*\)$/, '') },
  { title: 'Parties', width: 15, cell: (row) => <Parties row={row} /> },
  { title: 'Care groups', width: 6.5, cell: (row) => row.careGroups.map(careGroupText).join(', ') },
  { title: 'Status', sorting: 'status', width: 7, cell: (row) => <StatusBadge status={row.status} /> },
  { title: 'Notices', sorting: 'notices', width: 9.5, cell: (row) => row.notices.map(noticeText).join('; ') },
  { title: 'Runs', sorting: 'ends', width: 5.5, cell: (row) => runsText(row.startsOn, row.endsOn) },
  {
    title: 'A year',
    sorting: 'annual',
    width: 6,
    isNumber: true,
    cell: (row) => (row.annualPence === null ? '–' : roundMoneyText(row.annualPence)),
  },
];

/** A row's height until it has been measured. @units pixels */
const usualHeight = 64;
/** Between columns, and before the first; the style sheet has the same. @units rem */
const gap = 0.8;
const pageRows = 10;

/** The rows, in a region that scrolls both ways. */
export function ArrangementGrid(props: ArrangementGridProps) {
  const { rows, onOpen } = props;
  const [active, setActive] = useState(0);
  const [wantsFocus, setWantsFocus] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: 8,
    // React refuses to be made to draw while it draws, with a warning.
    useFlushSync: false,
  });
  const at = Math.min(active, Math.max(0, rows.length - 1));
  useEffect(() => {
    if (!wantsFocus) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`);
    if (row === null || row === undefined) return;
    row.focus({ preventScroll: true });
    setWantsFocus(false);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // Keys pressed on a link or a heading are theirs.
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'row') return;
    const next = rowStep(event.key, at, rows.length);
    if (next !== null) {
      setActive(next);
      setWantsFocus(true);
      virtual.scrollToIndex(next, { align: 'auto' });
    } else if (event.key === 'Enter') onOpen(rows[at]?.id ?? '');
    else return;
    event.preventDefault();
  };
  const style = {
    '--columns': columns.map(({ width }) => `minmax(${width}rem, ${width}fr)`).join(' '),
    minWidth: `${columns.reduce((sum, { width }) => sum + width + gap, gap)}rem`,
  } as CSSProperties;
  return (
    <div className="grid-scroll" ref={scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that stand freely */}
      <div
        role="grid"
        aria-label="Arrangements"
        aria-rowcount={rows.length + 1}
        className="grid"
        style={style}
        onKeyDown={onKeyDown}
        tabIndex={-1}
      >
        <GridHead {...props} />
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((seen) => {
            const row = rows[seen.index];
            if (row === undefined) return null;
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              <div
                key={seen.key}
                role="row"
                data-index={seen.index}
                ref={virtual.measureElement}
                className="grid-row"
                style={{ transform: `translateY(${seen.start}px)` }}
                aria-rowindex={seen.index + 2}
                tabIndex={seen.index === at ? 0 : -1}
                onFocus={() => setActive(seen.index)}
              >
                <Cells row={row} on={props.on} isActive={seen.index === at} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function GridHead({ order, onSort }: ArrangementGridProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that stand freely
    <div role="rowgroup" className="grid-head">
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the headings inside are buttons */}
      <div role="row" aria-rowindex={1} className="grid-row">
        {columns.map(({ title, sorting, isNumber }) => {
          const isSorted = sorting !== undefined && order?.by === sorting;
          const turned = isSorted ? (order.isDown ? 'descending' : 'ascending') : 'none';
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={title}
              role="columnheader"
              aria-sort={sorting === undefined ? undefined : turned}
              className={isNumber === true ? 'number' : undefined}
            >
              {sorting === undefined ? (
                title
              ) : (
                <button type="button" className="sort" onClick={() => onSort(sorting)}>
                  {title}
                  <span aria-hidden="true" className="sort-mark">
                    {isSorted ? (order.isDown ? '▼' : '▲') : '↕'}
                  </span>
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

type CellsProps = { readonly row: ArrangementRowWire; readonly on: string | null; readonly isActive: boolean };

function Cells({ row, on, isActive }: CellsProps) {
  return columns.map(({ title, cell, isNumber }, at) => {
    const isTitle = at === 0;
    return (
      <div key={title} role={isTitle ? 'rowheader' : 'gridcell'} className={isNumber === true ? 'number' : undefined}>
        {isTitle ? (
          <>
            <ArrangementLink id={row.id} on={on} isSkipped={!isActive}>
              {row.title}
            </ArrangementLink>{' '}
            <EvidenceLabel evidence={row.evidence} title={row.title} />
            {row.isPriority && <span className="badge badge-priority">Priority</span>}
          </>
        ) : (
          cell(row)
        )}
      </div>
    );
  });
}

const mostParties = 4;

function Parties({ row }: { readonly row: ArrangementRowWire }) {
  const named = [...new Map(row.parties.map((party) => [party.code, party])).values()];
  const shown = named.slice(0, mostParties);
  return (
    <>
      {shown.map((party, at) => (
        <span key={party.code}>
          {at > 0 && '; '}
          {party.name}
          {!party.exists && <span className="gone"> (no longer exists)</span>}
        </span>
      ))}
      {named.length > mostParties && `; and ${named.length - mostParties} more`}
    </>
  );
}

/** The row that a key leads to; null for keys that lead nowhere. */
function rowStep(key: string, at: number, count: number): number | null {
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
