/**
 * The list of arrangements as a grid of which only the rows in sight are in the page, so that 20,000 scroll. Rows take
 * the focus and are moved through by keys; Enter opens one.
 */

import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import type { ArrangementRowWire } from '#wire/arrangements.ts';
import { careGroupText, kindText, roundMoneyText } from '../../handover-words.ts';
import { rowStep, useWalkedRows } from '../../parts/walked-rows.ts';
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

/** The rows, in a region that scrolls both ways. */
export function ArrangementGrid(props: ArrangementGridProps) {
  const { rows, onOpen } = props;
  const { scroller, height, inSight, at, goTo, rowProps } = useWalkedRows({
    count: rows.length,
    height: usualHeight,
    keyOf: (row) => rows[row]?.id ?? row,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // Keys pressed on a link or a heading are theirs.
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'row') return;
    const next = rowStep(event.key, at, rows.length);
    if (next !== null) goTo(next);
    else if (event.key === 'Enter') onOpen(rows[at]?.id ?? '');
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
        <div role="rowgroup" className="grid-body" style={{ height }}>
          {inSight.map((seen) => {
            const row = rows[seen.index];
            if (row === undefined) return null;
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              // biome-ignore lint/a11y/useFocusableInteractive: what is walked carries its tab index
              <div key={seen.key} role="row" className="grid-row" aria-rowindex={seen.index + 2} {...rowProps(seen)}>
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
