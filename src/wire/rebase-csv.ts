/**
 * Numbers on other areas as the rows of a file: one definition of the columns for CSV, workbooks and Parquet. Money is in pounds,
 * and what is estimated says so in words.
 */

import { type AreasOverlap, partsOfOverlap } from '#core/rebase/areas-overlap.ts';
import { type Cell, csvTable } from '#std/csv-text.ts';
import type { DataMeasureWire } from '#wire/data-sets.ts';
import type { CrosswalkWire, RebasedCellWire, RebasedWire, SeriesOfDataWire } from '#wire/rebase.ts';

/** Text, a number, a whole number, a share from 0 to 1. */
export type FileColumnKind = 'text' | 'number' | 'integer' | 'share';

export type FileColumn = {
  readonly name: string;
  /** As people say it. */
  readonly heading: string;
  readonly kind: FileColumnKind;
};

const text = (name: string, heading: string): FileColumn => ({ name, heading, kind: 'text' });
const number = (name: string, heading: string): FileColumn => ({ name, heading, kind: 'number' });

/** What a row is of: an area, all areas together, everything counted; and in a CSV file what lies in no area, and notes. */
export const rowKinds = ['area', 'all areas', 'everything counted', 'residual', 'note'] as const;

/** The columns of a rebased table as a file. */
export const rebasedColumns: readonly FileColumn[] = [
  text('row', 'Row'),
  text('area', 'Area'),
  text('area_name', 'Area name'),
  text('measure', 'Measure'),
  text('measure_title', 'Measure title'),
  text('period', 'Period'),
  number('value', 'Value'),
  number('lower', 'Lower bound'),
  number('upper', 'Upper bound'),
  text('unit', 'Unit'),
  text('certainty', 'Certainty'),
  { name: 'sources_split', heading: 'Areas cut', kind: 'integer' },
  { name: 'estimated_proportion', heading: 'Estimated part', kind: 'share' },
  number('model_lower', 'Model interval from'),
  number('model_upper', 'Model interval to'),
  number('numerator', 'Numerator'),
  number('denominator', 'Denominator'),
  number('interval_lower', 'Interval of chance from'),
  number('interval_upper', 'Interval of chance to'),
  text('interval_method', 'Interval by'),
  text('against_all_areas', 'Against all areas'),
  text('against_everything', 'Against everything counted'),
  text('says', 'Note'),
];

/** The cells and totals as rows of `rebasedColumns`, in the order of the table. */
export function* rebasedRows({ measures, cells, totals }: RebasedWire): Generator<Cell[]> {
  const byId = new Map(measures.map((measure) => [measure.id, measure]));
  for (const cell of cells) yield cellRow('area', cell, byId.get(cell.measure));
  for (const [at, cell] of totals.entries())
    yield cellRow(at % 2 === 0 ? 'all areas' : 'everything counted', cell, byId.get(cell.measure));
}

function cellRow(row: (typeof rowKinds)[number], cell: RebasedCellWire, measure: DataMeasureWire | undefined): Cell[] {
  const times = measure?.kind === 'money' ? 0.01 : 1;
  const shown = (value: number | null) => (value === null ? null : times === 1 ? value : Math.round(value) / 100);
  const isTotal = row !== 'area';
  return [
    row,
    isTotal ? null : cell.area,
    cell.areaName,
    cell.measure,
    measure?.title ?? null,
    cell.period,
    shown(cell.value),
    shown(cell.lower),
    shown(cell.upper),
    measure?.kind === 'money' ? 'pounds' : (measure?.unit ?? null),
    certaintyOf(cell),
    cell.sourcesSplit,
    cell.estimatedProportion,
    shown(cell.modelLower),
    shown(cell.modelUpper),
    cell.numerator,
    cell.denominator,
    cell.interval?.lower ?? null,
    cell.interval?.upper ?? null,
    cell.interval?.method ?? null,
    cell.againstGroup,
    cell.againstWhole,
    null,
  ];
}

/** `exact`, `estimated` or `not known`. */
export function certaintyOf({ value, exact }: Pick<RebasedCellWire, 'value' | 'exact'>): string {
  return value === null ? 'not known' : exact ? 'exact' : 'estimated';
}

/** What the table is and rests on, for the reader of a file: pairs of a heading and a sentence. */
export function notesOfRebased(wire: RebasedWire): [string, string][] {
  return [
    ['Data set', `${wire.dataTitle} (${wire.data}${wire.version === 0 ? '' : `, version ${wire.version}`})`],
    ['Areas', wire.toTitle],
    ['Day', wire.on],
    ['Weights', wire.weights.title],
    ['Register', `${wire.register}, scenario ${wire.scenario}`],
    ['Certainty', 'Exact: every number in it is of an area that lies wholly inside. Estimated: some area was cut.'],
    [
      'Bounds',
      'The truth lies between the lower and the upper bound, however numbers lie within the areas that are cut.',
    ],
    ...wire.assumptions.map((one): [string, string] => ['Assumption', one]),
    ...wire.sources.map((one): [string, string] => ['Source', one]),
  ];
}

/** The whole table with its residuals and notes as rows of their own, so that one file tells everything. */
export function rebasedCsv(wire: RebasedWire): string {
  return csvTable(
    rebasedColumns.map((column) => column.name),
    rowsWithNotes(wire),
  );
}

function* rowsWithNotes(wire: RebasedWire): Generator<Cell[]> {
  yield* rebasedRows(wire);
  const titles = new Map(wire.measures.map((measure) => [measure.id, measure]));
  for (const one of wire.residuals) {
    const measure = titles.get(one.measure);
    const times = measure?.kind === 'money' ? 0.01 : 1;
    const shown = (value: number | null) => (value === null ? null : times === 1 ? value : Math.round(value) / 100);
    yield placed({
      row: 'residual',
      area_name: one.kind,
      measure: one.measure,
      measure_title: measure?.title ?? null,
      period: one.period,
      value: shown(one.value),
      lower: shown(one.lower),
      upper: shown(one.upper),
      says: `${one.says} ${one.areas.slice(0, 20).join(', ')}${one.areas.length > 20 ? ' and more' : ''}`.trim(),
    });
  }
  for (const [heading, says] of notesOfRebased(wire)) yield placed({ row: 'note', area_name: heading, says });
}

/** A row with these columns; the others empty. */
function placed(cells: Readonly<Record<string, Cell>>): Cell[] {
  return rebasedColumns.map(({ name }) => cells[name] ?? null);
}

/** The columns of a file by column, as a writer of Parquet takes them. */
export function rebasedByColumn(wire: RebasedWire): { name: string; kind: FileColumnKind; values: Cell[] }[] {
  const columns = rebasedColumns
    .filter(({ name }) => name !== 'says')
    .map(({ name, kind }) => ({ name, kind, values: [] as Cell[] }));
  for (const row of rebasedRows(wire))
    for (const [at, column] of columns.entries()) column.values.push(row[at] ?? null);
  return columns;
}

const crosswalkHeading = ['from', 'from_name', 'to', 'to_name', 'weight', 'parts', 'share_of_from', 'share_of_to'];

/** The crosswalk as a CSV file: a row for each piece, with its share of either side. */
export function crosswalkCsv({ rows }: CrosswalkWire): string {
  return csvTable(
    crosswalkHeading,
    rows.map((row) => [
      row.from,
      row.fromName,
      row.to,
      row.toName,
      row.weight,
      row.parts,
      row.shareOfFrom,
      row.shareOfTo,
    ]),
  );
}

/** The parts of land as the table that the SQL of a rebase reads; an empty cell is null. */
export function partsCsv(overlap: AreasOverlap): string {
  const rows = Array.from(partsOfOverlap(overlap), ({ part, source, target, weight }) => [
    part,
    source,
    target,
    weight,
  ]);
  return csvTable(['part', 'source', 'target', 'weight'], rows);
}

/** Lines as rows: one for each area and period, and one for each body and period that stated the number itself. */
export function dataSeriesCsv({ lines, measure }: SeriesOfDataWire): string {
  const times = measure.kind === 'money' ? 0.01 : 1;
  const shown = (value: number | null) => (value === null ? null : times === 1 ? value : Math.round(value) / 100);
  const heading = [
    'row',
    'area',
    'area_name',
    'period',
    'value',
    'lower',
    'upper',
    'unit',
    'certainty',
    'of_area',
    'break',
  ];
  const unit = measure.kind === 'money' ? 'pounds' : measure.unit;
  const rows = lines.flatMap(({ area, areaName, points, breaks, own }) => [
    ...points.map((point) => [
      'area',
      area,
      areaName,
      point.period,
      shown(point.value),
      shown(point.lower),
      shown(point.upper),
      unit,
      certaintyOf(point),
      null,
      breaks
        .filter((one) => one.period === point.period)
        .map((one) => one.reason)
        .join(' ') || null,
    ]),
    ...own.flatMap((line) =>
      line.points
        .filter((point) => point.value !== null)
        .map((point) => [
          'as stated',
          line.area,
          line.areaName,
          point.period,
          shown(point.value),
          null,
          null,
          unit,
          'as stated',
          area,
          null,
        ]),
    ),
  ]);
  return csvTable(heading, rows);
}
