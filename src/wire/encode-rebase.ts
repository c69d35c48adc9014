/** Numbers on other areas to JSON: the table, one cell with its evidence, series, crosswalks. */

import { geographyTitle } from '#core/datasets/area-index.ts';
import type { GeographyUse, Measure, Period } from '#core/datasets/data-set.ts';
import { knownPeriods } from '#core/datasets/known-periods.ts';
import { type AreasOverlap, rowsOfOverlap } from '#core/rebase/areas-overlap.ts';
import type { CellPiece } from '#core/rebase/cell-pieces.ts';
import type { RebasedColumn, RebasedTable } from '#core/rebase/rebased-table.ts';
import { cellsOfColumn, type TableCell } from '#core/rebase/table-cells.ts';
import { residualsOfColumn } from '#core/rebase/table-residuals.ts';
import type { TableLine } from '#core/rebase/table-series.ts';
import type { DataMeasureWire, GeographyUseWire, PeriodWire } from '#wire/data-sets.ts';
import { encodeMeasure } from '#wire/encode-data-sets.ts';
import type { CellEvidenceWire, CrosswalkWire, RebasedCellWire, RebasedWire, SeriesOfDataWire } from '#wire/rebase.ts';

/** A table with the names of where it came from. */
export type RebaseSource = {
  readonly register: string;
  readonly scenario: string;
  /** Of the data set; 0: it was read from a file and is not kept. */
  readonly version: number;
  readonly table: RebasedTable;
};

/** Codes of what is no single area: all areas together, everything that was counted, what lies in no area. */
export const totalAreas = { all: 'all', whole: 'whole', outside: 'outside' } as const;

/** The table: cells by measure, then period, then area by name. */
export function encodeRebased(source: RebaseSource): RebasedWire {
  const { table } = source;
  const cells: RebasedCellWire[] = [];
  const totals: RebasedCellWire[] = [];
  for (const column of table.columns) {
    const shown = cellsOfColumn(column);
    const codeOf = (place: number) => ({ area: codeAt(table, place), areaName: table.target.names[place] ?? null });
    for (const [place, cell] of shown.cells.entries()) cells.push(encodeCell(column, codeOf(place), cell));
    totals.push(encodeCell(column, { area: totalAreas.all, areaName: 'All areas together' }, shown.all));
    totals.push(encodeCell(column, { area: totalAreas.whole, areaName: 'Everything counted' }, shown.whole));
  }
  const measures = new Map(table.columns.map(({ measure }) => [measure.id, measureOf(table, measure)]));
  const periods = new Map(table.columns.map(({ period }) => [period.id, encodePeriod(period)]));
  return {
    ...asked(source),
    measures: [...measures.values()],
    periods: [...periods.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    cells,
    totals,
    residuals: table.columns.flatMap((column) =>
      residualsOfColumn(column, table).map((one) => ({
        measure: column.measure.id,
        period: column.period.id,
        ...one,
        areas: [...one.areas],
      })),
    ),
    assumptions: [...table.assumptions],
    sources: [...table.sources],
  };
}

/** How many cells the table has. */
export function cellsIn({ columns, target }: RebasedTable): number {
  return columns.length * target.keys.length;
}

type AskedWire = Pick<
  RebasedWire,
  'register' | 'scenario' | 'data' | 'dataTitle' | 'version' | 'subject' | 'to' | 'toTitle' | 'on' | 'weights'
>;

function asked({ register, scenario, version, table }: RebaseSource): AskedWire {
  const { statement } = table.dataSet;
  return {
    register,
    scenario,
    data: statement.id,
    dataTitle: statement.title,
    version,
    subject: statement.subject,
    to: encodeUse(table.to),
    toTitle: table.targetTitle,
    on: table.on,
    weights: { ...table.weights },
  };
}

function codeAt({ target }: RebasedTable, place: number): string {
  return target.codes[place] ?? totalAreas.outside;
}

function encodeUse(use: GeographyUse): GeographyUseWire {
  return { ...use };
}

function measureOf({ dataSet }: RebasedTable, measure: Measure): DataMeasureWire {
  const at = dataSet.measures.findIndex((one) => one.id === measure.id);
  return encodeMeasure(measure, knownPeriods(dataSet, at));
}

function encodePeriod(period: Period): PeriodWire {
  return { ...period };
}

function encodeCell(
  { measure, period }: RebasedColumn,
  area: { readonly area: string; readonly areaName: string | null },
  cell: TableCell,
): RebasedCellWire {
  return { ...area, measure: measure.id, period: period.id, ...encodeNumbers(cell) };
}

function encodeNumbers(cell: TableCell): Omit<RebasedCellWire, 'area' | 'areaName' | 'measure' | 'period'> {
  const { interval } = cell;
  return {
    value: cell.value,
    lower: cell.lower,
    upper: cell.upper,
    exact: cell.exact,
    sourcesSplit: cell.sourcesSplit,
    estimatedProportion: cell.estimatedProportion,
    modelLower: cell.modelInterval?.lower ?? null,
    modelUpper: cell.modelInterval?.upper ?? null,
    numerator: cell.numerator,
    denominator: cell.denominator,
    interval: interval === null ? null : { lower: interval.lower, upper: interval.upper, method: interval.method },
    againstGroup: cell.againstGroup,
    againstWhole: cell.againstWhole,
  };
}

/** A cell that was explained. */
export type CellSource = RebaseSource & {
  readonly column: RebasedColumn;
  /** Place among the targets; the number of targets: outside. */
  readonly target: number;
  readonly cell: TableCell;
  readonly pieces: readonly CellPiece[];
  readonly steps: readonly string[];
};

/** Pieces listed with a cell. */
const mostPieces = 1000;

/** The cell with its evidence. */
export function encodeCellEvidence(source: CellSource): CellEvidenceWire {
  const { table, column, target, cell, pieces, steps } = source;
  const areaName = table.target.names[target] ?? null;
  return {
    ...asked(source),
    measure: measureOf(table, column.measure),
    period: encodePeriod(column.period),
    sourceTitle: geographyTitle(table.timeline, column.use),
    cell: encodeCell(column, { area: codeAt(table, target), areaName }, cell),
    pieces: pieces.slice(0, mostPieces).map((piece) => ({ ...piece })),
    pieceCount: pieces.length,
    steps: [...steps],
    assumptions: [...table.assumptions],
    sources: [...table.sources],
  };
}

/** The lines of a table of one measure. */
export function encodeDataSeries(source: RebaseSource, lines: readonly TableLine[]): SeriesOfDataWire {
  const { columns, assumptions, sources } = source.table;
  const [first] = columns;
  if (first === undefined) throw new Error('a table has a column');
  const periods = columns.map(({ period }) => encodePeriod(period));
  return {
    ...asked(source),
    measure: measureOf(source.table, first.measure),
    periods,
    lines: lines.map(({ area, areaName, points, breaks, own }) => ({
      area,
      areaName,
      points: points.map((cell, at) => ({ period: periods[at]?.id ?? '', ...encodeNumbers(cell) })),
      breaks: breaks.map((one) => ({ ...one })),
      own: own.map((one) => ({
        area: one.area,
        areaName: one.areaName,
        points: one.values.map((value, at) => ({ period: periods[at]?.id ?? '', value })),
      })),
    })),
    assumptions: [...assumptions],
    sources: [...sources],
  };
}

/** The crosswalk with codes and names; '' is the code of what lies in no area of that side. */
export function encodeCrosswalk(overlap: AreasOverlap, register: string, scenario: string): CrosswalkWire {
  const { source, target, from, to, weights, assumptions } = overlap;
  return {
    register,
    scenario,
    from: encodeUse(from),
    to: encodeUse(to),
    weights: { id: weights.id, title: weights.title },
    rows: Array.from(rowsOfOverlap(overlap), (row) => ({
      from: row.source === null ? '' : (source.codes[row.source] ?? ''),
      fromName: row.source === null ? null : (source.names[row.source] ?? null),
      to: row.target === null ? '' : (target.codes[row.target] ?? ''),
      toName: row.target === null ? null : (target.names[row.target] ?? null),
      weight: row.weight,
      parts: row.parts,
      shareOfFrom: row.shareOfSource,
      shareOfTo: row.shareOfTarget,
    })),
    assumptions: [...assumptions],
  };
}
