/**
 * Tables: sorted by their headings, shown a page at a time, in a scroll region of their own so that the page never
 * scrolls sideways. The region can be reached and moved by keyboard.
 */

import { type ReactNode, useId, useMemo, useState } from 'react';
import { numberText } from '../words.ts';

export type TableColumn<T> = {
  readonly title: string;
  /** What the cell shows. */
  readonly cell: (row: T) => ReactNode;
  /** What the column sorts by; left out: it cannot be sorted by. */
  readonly by?: (row: T) => string | number | null;
  readonly isNumber?: boolean;
  /** Never broken over two lines: dates and the like. */
  readonly isShort?: boolean;
  /** The column that names the row. */
  readonly isRowTitle?: boolean;
};

type DataTableProps<T> = {
  readonly caption: ReactNode;
  readonly label: string;
  readonly columns: readonly TableColumn<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly pageSize?: number;
  readonly isMarked?: (row: T) => boolean;
  /** When this changes, the first page is shown: the rows that matter have come to the top. */
  readonly topKey?: string | number;
  /** Said when there are no rows. */
  readonly none: string;
};

type Order = { readonly column: number; readonly isDown: boolean };

/** A table of rows. Rows come in the caller's order until a heading is pressed. */
export function DataTable<T>({
  caption,
  label,
  columns,
  rows,
  keyOf,
  pageSize = 25,
  isMarked,
  topKey,
  none,
}: DataTableProps<T>) {
  const [order, setOrder] = useState<Order | null>(null);
  const [page, setPage] = useState(0);
  const captionId = useId();
  const [shownKey, setShownKey] = useState(topKey);
  if (shownKey !== topKey) {
    setShownKey(topKey);
    setPage(0);
  }
  const sorted = useMemo(() => sortedRows(rows, columns, order), [rows, columns, order]);
  const pages = Math.max(1, Math.ceil(sorted.length / pageSize));
  const shownPage = Math.min(page, pages - 1);
  const shown = sorted.slice(shownPage * pageSize, (shownPage + 1) * pageSize);
  if (rows.length === 0) {
    return (
      <div className="table-none">
        <p className="table-caption">{caption}</p>
        <p>{none}</p>
      </div>
    );
  }
  return (
    <div className="table-block">
      <p id={captionId} className="table-caption">
        {caption}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll" aria-label={label} tabIndex={0}>
        <table aria-label={label} aria-describedby={captionId}>
          <thead>
            <tr>
              {columns.map((column, at) => (
                <Heading
                  key={column.title}
                  column={column}
                  isSorted={order?.column === at}
                  isDown={order?.isDown === true}
                  onSort={() => setOrder(turned(order, at, column))}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={keyOf(row)} className={isMarked?.(row) === true ? 'is-marked' : undefined}>
                {columns.map((column) => (
                  <Cell key={column.title} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {pages > 1 && (
        <Pager label={label} page={shownPage} pages={pages} rows={sorted.length} pageSize={pageSize} onPage={setPage} />
      )}
    </div>
  );
}

function Heading<T>({
  column,
  isSorted,
  isDown,
  onSort,
}: {
  column: TableColumn<T>;
  isSorted: boolean;
  isDown: boolean;
  onSort: () => void;
}) {
  const className = column.isNumber === true ? 'number' : undefined;
  if (column.by === undefined) {
    return (
      <th scope="col" className={className}>
        {column.title}
      </th>
    );
  }
  return (
    <th scope="col" className={className} aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="sort" onClick={onSort}>
        {column.title}
        <span aria-hidden="true" className="sort-mark">
          {isSorted ? (isDown ? '▼' : '▲') : '↕'}
        </span>
      </button>
    </th>
  );
}

function Cell<T>({ column, row }: { column: TableColumn<T>; row: T }) {
  const className = column.isNumber === true ? 'number' : column.isShort === true ? 'short' : undefined;
  if (column.isRowTitle === true)
    return (
      <th scope="row" className={className}>
        {column.cell(row)}
      </th>
    );
  return <td className={className}>{column.cell(row)}</td>;
}

type PagerProps = {
  label: string;
  page: number;
  pages: number;
  rows: number;
  pageSize: number;
  onPage: (page: number) => void;
};

function Pager({ label, page, pages, rows, pageSize, onPage }: PagerProps) {
  return (
    <nav className="pager" aria-label={`Pages of: ${label}`}>
      <button type="button" className="button button-quiet" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Previous
      </button>
      <span aria-live="polite">
        Rows {page * pageSize + 1} to {Math.min(rows, (page + 1) * pageSize)} of {numberText(rows)}
      </span>
      <button
        type="button"
        className="button button-quiet"
        disabled={page === pages - 1}
        onClick={() => onPage(page + 1)}
      >
        Next
      </button>
    </nav>
  );
}

/** First press of a number's heading: largest first; of a text's: from A. */
function turned<T>(order: Order | null, column: number, definition: TableColumn<T>): Order {
  if (order?.column === column) return { column, isDown: !order.isDown };
  return { column, isDown: definition.isNumber === true };
}

function sortedRows<T>(rows: readonly T[], columns: readonly TableColumn<T>[], order: Order | null): readonly T[] {
  const by = order === null ? undefined : columns[order.column]?.by;
  if (order === null || by === undefined) return rows;
  const sign = order.isDown ? -1 : 1;
  return rows
    .map((row, at) => ({ row, at, key: by(row) }))
    .sort((a, b) => sign * compareKeys(a.key, b.key) || a.at - b.at)
    .map(({ row }) => row);
}

function compareKeys(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en-GB', { numeric: true });
}
