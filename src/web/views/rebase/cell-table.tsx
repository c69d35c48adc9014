/** The table of a rebase: every area with its value, how sure it is, what it may lie between, and how it compares. */

import { useEffect, useMemo, useRef } from 'react';
import type { RebasedCellWire, RebasedWire } from '#wire/rebase.ts';
import type { Linked } from '../../charts/linked-drawing.tsx';
import { shortName } from '../../map/scene.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { numberText } from '../../words.ts';
import { landlessText, withoutLandOf } from './land-not-known.ts';
import { useRowPointing } from './use-linked.ts';
import { isRatio, spanOfValues, surenessText, unitText, valueText, verdictText } from './value-words.ts';

type CellTableProps = {
  readonly rebased: RebasedWire;
  readonly measure: RebasedWire['measures'][number];
  /** In the order of the table. */
  readonly cells: readonly RebasedCellWire[];
  readonly caption: string;
  readonly linked: Linked;
  /** Opens the evidence of a cell. */
  readonly onExplain: (area: string) => void;
  /** Left out where there is little room. */
  readonly isShort?: boolean;
};

/** The table; the chosen area comes first, and areas of which nothing is known for want of land are folded away below. */
export function CellTable({ rebased, measure, cells, caption, linked, onExplain, isShort = false }: CellTableProps) {
  const root = useRef<HTMLDivElement>(null);
  const isPicked = useRef(false);
  useRowPointing(root, linked.onActive);
  const { selected, onSelect } = linked;
  const { rows, folded } = useMemo(() => {
    const sorted = [...cells].sort((a, b) => Number(b.area === selected) - Number(a.area === selected));
    const isFolded = withoutLandOf(rebased, measure);
    return { rows: sorted.filter((cell) => !isFolded(cell)), folded: sorted.filter(isFolded) };
  }, [rebased, measure, cells, selected]);
  // The row that was pressed has moved to the top, and the browser let go of the focus on the way.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows move when the chosen area changes
  useEffect(() => {
    if (!isPicked.current) return;
    isPicked.current = false;
    const row = root.current?.querySelector<HTMLElement>('.pick[aria-pressed="true"]');
    (row ?? root.current?.querySelector<HTMLElement>('.table-scroll'))?.focus();
  }, [selected]);
  const pick = (area: string) => {
    isPicked.current = true;
    onSelect(area === selected ? null : area);
  };
  const columns: TableColumn<RebasedCellWire>[] = [
    {
      title: 'Area',
      isRowTitle: true,
      by: (cell) => cell.areaName ?? cell.area,
      cell: (cell) => (
        <button
          type="button"
          className="pick"
          data-area={cell.area}
          aria-pressed={cell.area === selected}
          onClick={() => pick(cell.area)}
        >
          {isShort ? shortName(cell.areaName ?? cell.area) : (cell.areaName ?? cell.area)}
        </button>
      ),
    },
    {
      title: `Value (${unitText(measure)})`,
      isNumber: true,
      by: (cell) => cell.value,
      cell: (cell) => (
        <button
          type="button"
          className="figure"
          aria-haspopup="dialog"
          title={`Evidence: ${cell.areaName ?? cell.area}`}
          onClick={() => onExplain(cell.area)}
        >
          {cell.value === null ? 'not known' : valueText(measure, cell.value)}
        </button>
      ),
    },
    { title: 'How sure', by: (cell) => (cell.exact ? 0 : (cell.estimatedProportion ?? 2)), cell: surenessText },
    {
      title: 'No less, no more than',
      by: (cell) => cell.lower,
      isShort: !isShort,
      cell: (cell) => (cell.exact ? 'the value' : spanOfValues(measure, cell.lower, cell.upper)),
    },
    ...moreColumns(rebased, measure, isShort),
  ];
  const table = {
    columns,
    pageSize: 20,
    keyOf: (cell: RebasedCellWire) => cell.area,
    isMarked: (cell: RebasedCellWire) => cell.area === selected,
    topKey: selected ?? '',
    none: 'There is no area with a number.',
  };
  const label = `${measure.title}: ${rebased.toTitle}`;
  const unknown = landlessText(rebased, folded.length, rows.length > 0);
  return (
    <div ref={root} className="cell-table">
      <DataTable {...table} label={label} caption={caption} rows={rows} />
      {folded.length > 0 && (
        <details open={folded.some((cell) => cell.area === selected) || undefined}>
          <summary>{unknown}</summary>
          <DataTable {...table} label={`${label}, not known`} caption={caption} rows={folded} />
        </details>
      )}
    </div>
  );
}

function moreColumns(
  { cells }: RebasedWire,
  measure: RebasedWire['measures'][number],
  isShort: boolean,
): TableColumn<RebasedCellWire>[] {
  const has = (isThere: (cell: RebasedCellWire) => boolean) => !isShort && cells.some(isThere);
  const columns: TableColumn<RebasedCellWire>[] = [];
  if (has((cell) => !cell.exact))
    columns.push({
      title: 'Areas cut',
      isNumber: true,
      by: (cell) => cell.sourcesSplit,
      cell: (cell) => numberText(cell.sourcesSplit),
    });
  if (has((cell) => cell.modelLower !== null))
    columns.push({
      title: 'Likely, by the model (95%)',
      isShort: true,
      by: (cell) => cell.modelLower,
      cell: (cell) => (cell.modelLower === null ? '–' : spanOfValues(measure, cell.modelLower, cell.modelUpper)),
    });
  if (isRatio(measure) && !isShort)
    columns.push({
      title: measure.kind === 'mean' ? 'Denominator' : 'Cases of all',
      isNumber: true,
      by: (cell) => cell.denominator,
      cell: ({ numerator, denominator }) =>
        measure.kind === 'mean' || numerator === null
          ? numberOrDash(denominator)
          : `${numberText(numerator)} of ${numberOrDash(denominator)}`,
    });
  if (has((cell) => cell.interval !== null))
    columns.push({
      title: 'Range of chance (95%)',
      isShort: true,
      by: (cell) => cell.interval?.lower ?? null,
      cell: ({ interval }) =>
        interval === null ? (
          '–'
        ) : (
          <span title={interval.method}>{spanOfValues(measure, interval.lower, interval.upper)}</span>
        ),
    });
  for (const against of ['againstGroup', 'againstWhole'] as const)
    if (has((cell) => cell[against] !== null))
      columns.push({
        title: against === 'againstGroup' ? 'Than all these areas' : 'Than everything counted',
        by: (cell) => cell[against],
        cell: (cell) => verdictText(cell[against]),
      });
  return columns;
}

function numberOrDash(value: number | null): string {
  return value === null ? '–' : numberText(value);
}
