/**
 * The working table: only the rows in sight are in the page, so that 20,000 lines scroll. A treegrid by the WAI-ARIA
 * pattern whose rows take the focus: groups open and close, lines lead to their pages.
 */

import { type CSSProperties, type KeyboardEvent, useMemo, useState } from 'react';
import type { QueryChanges } from '../../address.ts';
import { roundMoneyText } from '../../handover-words.ts';
import { Link } from '../../parts/link.tsx';
import { rowStep, useWalkedRows, type WalkedRows } from '../../parts/walked-rows.ts';
import { countText } from '../../words.ts';
import { type ColumnName, scheduleColumns } from './schedule-columns.tsx';
import type { Grouping, RowGroup, RowOrder, ScheduleRows, Sorting } from './schedule-rows.ts';

type ScheduleGridProps = {
  readonly rows: ScheduleRows;
  readonly groups: readonly RowGroup[];
  readonly grouping: Grouping;
  /** The text of a group by its id. */
  readonly groupText: (id: string) => string;
  readonly columns: readonly ColumnName[];
  readonly order: RowOrder | null;
  readonly onSort: (by: Sorting) => void;
  /** Query that the page of a line needs beside its key. */
  readonly carried: QueryChanges;
  readonly onOpenLine: (key: string) => void;
};

type Item = { readonly group: RowGroup; readonly line: number | null };

/** A row's height until it has been measured. @units pixels */
const usualHeight = 56;

/** Between columns, and before the first; the style sheet has the same. @units rem */
const gap = 0.8;

/** The lines in their groups, in a region that scrolls both ways. */
export function ScheduleGrid(props: ScheduleGridProps) {
  const { rows, groups, grouping, columns } = props;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const items = useMemo(() => itemsOf(groups, grouping, closed), [groups, grouping, closed]);
  const { scroller, height, inSight, at, goTo, rowProps } = useWalkedRows({
    count: items.length,
    height: usualHeight,
    keyOf: (row) => itemKey(rows, items[row]),
  });
  const turn = (id: string, isOpen: boolean) =>
    setClosed((before) => {
      const after = new Set(before);
      if (isOpen) after.delete(id);
      else after.add(id);
      return after;
    });
  const onKeyDown = (event: KeyboardEvent) => {
    const item = items[at];
    if (item === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    // Keys pressed on a link or a heading are theirs.
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'row') return;
    const act = rowAct(event.key, item, at, items);
    if (act === null) return;
    event.preventDefault();
    if (act.do === 'go') goTo(act.row);
    else if (act.do === 'line') props.onOpenLine(rows.table.keys[act.line] ?? '');
    else turn(item.group.id, act.do === 'turn' ? closed.has(item.group.id) : act.do === 'open');
  };
  const widths = columns.map((name) => scheduleColumns[name].width);
  const style = {
    '--columns': widths.map((width) => `minmax(${width}rem, ${width}fr)`).join(' '),
    minWidth: `${widths.reduce((sum, width) => sum + width + gap, gap)}rem`,
  } as CSSProperties;
  return (
    <>
      {grouping !== 'none' && groups.length > 1 && (
        <p className="button-row">
          <button type="button" className="button button-quiet" onClick={() => setClosed(new Set())}>
            Open all groups
          </button>
          <button
            type="button"
            className="button button-quiet"
            onClick={() => setClosed(new Set(groups.map((group) => group.id)))}
          >
            Close all groups
          </button>
        </p>
      )}
      <div className="grid-scroll" ref={scroller}>
        <div
          role="treegrid"
          aria-label="Lines of the schedule"
          aria-rowcount={items.length + 1}
          className="grid"
          style={style}
          onKeyDown={onKeyDown}
          tabIndex={-1}
        >
          <GridHead {...props} />
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          <div role="rowgroup" className="grid-body" style={{ height }}>
            {inSight.map((seen) => {
              const item = items[seen.index];
              if (item === undefined) return null;
              return (
                <GridRow
                  key={seen.key}
                  {...props}
                  item={item}
                  walked={rowProps(seen)}
                  isActive={seen.index === at}
                  isOpen={!closed.has(item.group.id)}
                  onTurn={() => turn(item.group.id, closed.has(item.group.id))}
                />
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}

function GridHead({ columns, order, onSort }: ScheduleGridProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that stand freely
    <div role="rowgroup" className="grid-head">
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the headings inside are buttons */}
      <div role="row" aria-rowindex={1} className="grid-row">
        {columns.map((name) => {
          const { title, sorting, isNumber } = scheduleColumns[name];
          const isSorted = sorting !== undefined && order?.by === sorting;
          const sort =
            sorting === undefined ? undefined : isSorted ? (order.isDown ? 'descending' : 'ascending') : 'none';
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div key={name} role="columnheader" aria-sort={sort} className={isNumber === true ? 'number' : undefined}>
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

type GridRowProps = ScheduleGridProps & {
  readonly item: Item;
  readonly walked: ReturnType<WalkedRows['rowProps']>;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onTurn: () => void;
};

function GridRow(props: GridRowProps) {
  const { item, walked, isOpen, grouping } = props;
  const isGroup = item.line === null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table row cannot stand freely
    // biome-ignore lint/a11y/useFocusableInteractive: what is walked carries its tab index
    <div
      role="row"
      {...walked}
      className={isGroup ? 'grid-row grid-group' : 'grid-row'}
      aria-rowindex={walked['data-index'] + 2}
      aria-level={isGroup || grouping === 'none' ? 1 : 2}
      aria-expanded={isGroup ? isOpen : undefined}
    >
      {item.line === null ? <GroupCell {...props} /> : <LineCells {...props} line={item.line} />}
    </div>
  );
}

function GroupCell({ item, groupText, columns, isOpen, onTurn }: GridRowProps) {
  const { id, lines, pence } = item.group;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cell cannot stand freely
    // biome-ignore lint/a11y/useKeyWithClickEvents: the row takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus
    <div role="gridcell" aria-colspan={columns.length} className="grid-group-cell" onClick={onTurn}>
      <span className="grid-group-text">
        <span aria-hidden="true" className="grid-mark">
          {isOpen ? '▾' : '▸'}
        </span>
        <strong>{groupText(id)}</strong> {countText(lines.length, 'line', 'lines')}
        {pence !== null && `, ${roundMoneyText(pence)}`}
      </span>
    </div>
  );
}

function LineCells({ rows, columns, carried, line, isActive }: GridRowProps & { line: number }) {
  const key = rows.table.keys[line] ?? '';
  return columns.map((name, at) => {
    const column = scheduleColumns[name];
    const content = column.cell(rows, line);
    const isTitle = at === 0;
    return (
      <div
        key={name}
        role={isTitle ? 'rowheader' : 'gridcell'}
        className={column.isNumber === true ? 'number' : undefined}
      >
        {isTitle ? (
          <Link path="/handover/line" query={{ ...carried, key }} isSkipped={!isActive}>
            {content}
          </Link>
        ) : (
          content
        )}
        {isTitle && rows.table.illustrativeOf[line] === 1 && !saysIllustrative(rows.table.titles[line]) && (
          <span className="badge badge-illustrative">Illustrative</span>
        )}
      </div>
    );
  });
}

/** True when a title says by itself that it is made up, so that a label would say it twice. */
function saysIllustrative(title: string | undefined): boolean {
  return title?.toLowerCase().includes('illustrative') === true;
}

function itemsOf(groups: readonly RowGroup[], grouping: Grouping, closed: ReadonlySet<string>): Item[] {
  return groups.flatMap((group) => {
    const lines: Item[] = closed.has(group.id) ? [] : group.lines.map((line) => ({ group, line }));
    return grouping === 'none' ? lines : [{ group, line: null }, ...lines];
  });
}

/** A line may stand in several groups, so its group is part of its key. */
function itemKey(rows: ScheduleRows, item: Item | undefined): string {
  if (item === undefined) return '';
  return item.line === null ? `group ${item.group.id}` : `${item.group.id} ${rows.table.keys[item.line]}`;
}

type RowAct =
  | { readonly do: 'go'; readonly row: number }
  | { readonly do: 'open' | 'close' | 'turn' }
  | { readonly do: 'line'; readonly line: number };

/** What a key does on a row, by the treegrid pattern; null for keys that do nothing there. */
function rowAct(key: string, item: Item, at: number, items: readonly Item[]): RowAct | null {
  const step = rowStep(key, at, items.length);
  if (step !== null) return { do: 'go', row: step };
  if (item.line === null) {
    if (key === 'ArrowRight') return { do: 'open' };
    if (key === 'ArrowLeft') return { do: 'close' };
    return key === 'Enter' || key === ' ' ? { do: 'turn' } : null;
  }
  if (key === 'Enter') return { do: 'line', line: item.line };
  const head = items.findIndex((other) => other.line === null && other.group.id === item.group.id);
  return key === 'ArrowLeft' && head >= 0 ? { do: 'go', row: head } : null;
}
