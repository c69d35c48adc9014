/** The table of a release as readers get it: one measure at a time, areas down, periods across, hidden cells marked. */

import { useMemo, useState } from 'react';
import type { ReleasedCellWire } from '#wire/releases.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { Tick } from '../../parts/form-field.tsx';
import { countText, numberText } from '../../words.ts';
import { hiddenWord, shownText } from './release-words.ts';

type ReleaseTableProps = {
  readonly cells: readonly ReleasedCellWire[];
  /** Titles of measures and periods; an id that is not there is shown as it is. */
  readonly titleOf: ReadonlyMap<string, string>;
  /** Called when a person withholds an area; left out: nothing can be changed. */
  readonly onWithhold?: (area: string) => void;
};

type AreaRow = {
  readonly area: string;
  readonly name: string | null;
  readonly cells: ReadonlyMap<string, ReleasedCellWire>;
};

/** The table with the choice of measure. */
export function ReleaseTable({ cells, titleOf, onWithhold }: ReleaseTableProps) {
  const [wanted, setWanted] = useState<string | null>(null);
  const measures = useMemo(() => [...new Set(cells.map(({ measure }) => measure))], [cells]);
  const measure = measures.find((one) => one === wanted) ?? measures[0] ?? '';
  const own = useMemo(() => cells.filter((cell) => cell.measure === measure), [cells, measure]);
  const [isWhole, setIsWhole] = useState(false);
  const all = useMemo(() => areaRows(own), [own]);
  const told = useMemo(() => all.filter(({ cells: byPeriod }) => !isUnknown([...byPeriod.values()])), [all]);
  const rows = isWhole ? all : told;
  const periods = [...new Set(own.map(({ period }) => period))].sort();
  const hasDenominator = own.some(({ denominator }) => denominator !== null);
  const columns: TableColumn<AreaRow>[] = [
    {
      title: 'Area',
      isRowTitle: true,
      by: ({ name, area }) => name ?? area,
      cell: ({ name, area }) => (
        <>
          {name ?? area}
          {name !== null && isCode(area) && <span className="data-under">{area}</span>}
        </>
      ),
    },
    ...periods.flatMap((period): TableColumn<AreaRow>[] => [
      {
        title: titleOf.get(period) ?? period,
        isNumber: true,
        by: ({ cells: byPeriod }) => byPeriod.get(period)?.shown ?? null,
        cell: ({ cells: byPeriod }) => <ShownCell cell={byPeriod.get(period)} />,
      },
      ...(hasDenominator ? [denominatorColumn(period, titleOf.get(period) ?? period)] : []),
    ]),
    ...(onWithhold === undefined ? [] : [withholdColumn(onWithhold)]),
  ];
  const hidden = own.filter((cell) => cell.shown === null && cell.hidden !== 'not-known').length;
  const known = own.filter((cell) => cell.hidden !== 'not-known').length;
  return (
    <>
      {measures.length > 1 && (
        <form className="choices" aria-label="Which numbers" onSubmit={(event) => event.preventDefault()}>
          <SelectField
            label="Measure"
            value={measure}
            options={measures.map((one) => ({ value: one, text: titleOf.get(one) ?? one }))}
            onChoose={setWanted}
          />
        </form>
      )}
      <DataTable
        label="The table as it is published"
        caption={
          <>
            {titleOf.get(measure) ?? measure}: {countText(known, 'number', 'numbers')},{' '}
            {hidden === 0 ? 'none hidden' : `${numberText(hidden)} hidden`}. Numbers marked ≈ are estimates.
          </>
        }
        columns={columns}
        rows={rows}
        keyOf={({ area }) => area}
        pageSize={20}
        none="There is nothing in it."
      />
      {told.length < all.length && (
        <Tick
          text={`Show the ${countText(all.length - told.length, 'area', 'areas')} of which the data set has no number`}
          isOn={isWhole}
          onTurn={setIsWhole}
        />
      )}
    </>
  );
}

function areaRows(cells: readonly ReleasedCellWire[]): AreaRow[] {
  const rows = new Map<string, { area: string; name: string | null; cells: Map<string, ReleasedCellWire> }>();
  for (const cell of cells) {
    const row = rows.get(cell.area) ?? { area: cell.area, name: cell.areaName, cells: new Map() };
    row.cells.set(cell.period, cell);
    rows.set(cell.area, row);
  }
  return [...rows.values()];
}

function isUnknown(cells: readonly ReleasedCellWire[]): boolean {
  return cells.every(({ hidden }) => hidden === 'not-known');
}

/** A number, or in words why there is none: never by colour alone. */
function ShownCell({ cell }: { readonly cell: ReleasedCellWire | undefined }) {
  if (cell === undefined) return '–';
  if (cell.shown === null) {
    return (
      <span className="cell-hidden" title={cell.hidden === null ? undefined : hiddenWord(cell.hidden).long}>
        {shownText(cell)}
      </span>
    );
  }
  return (
    <>
      {!cell.exact && (
        <span title="an estimate: an area had to be divided">
          ≈<span className="unseen"> about</span>{' '}
        </span>
      )}
      {shownText(cell)}
    </>
  );
}

function denominatorColumn(period: string, title: string): TableColumn<AreaRow> {
  return {
    title: `of (${title})`,
    isNumber: true,
    cell: ({ cells }) => {
      const denominator = cells.get(period)?.denominator;
      return denominator === undefined || denominator === null ? '–' : numberText(denominator);
    },
  };
}

function withholdColumn(onWithhold: (area: string) => void): TableColumn<AreaRow> {
  return {
    title: 'Publish?',
    cell: ({ area, name, cells }) =>
      [...cells.values()].every(({ hidden }) => hidden === 'withheld') ? (
        'withheld'
      ) : (
        <button type="button" className="pick" onClick={() => onWithhold(area)}>
          Withhold<span className="unseen"> {name ?? area}</span>
        </button>
      ),
  };
}

/** False of the id that stands for a body without a code; it says no more than the name. */
function isCode(area: string): boolean {
  return /^[A-Z0-9]+$/.test(area);
}
