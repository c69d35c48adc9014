/** Rebased numbers as a terminal shows them: a table for each measure and period, then what is in no area, and what it rests on. */

import { type TextColumn, textTable } from '#std/text-table.ts';
import type { DataMeasureWire } from '#wire/data-sets.ts';
import type { CellEvidenceWire, CrosswalkWire, RebasedCellWire, RebasedWire, SeriesOfDataWire } from '#wire/rebase.ts';

/** Rows shown at most; the rest is counted, and a file has them all. */
const mostRows = 120;

type Shown = Pick<
  RebasedCellWire,
  'value' | 'lower' | 'upper' | 'exact' | 'sourcesSplit' | 'estimatedProportion' | 'interval'
>;

export function rebasedText(wire: RebasedWire): string {
  const tables: string[] = [];
  let left = mostRows;
  for (const total of wire.totals.filter(({ area }) => area === 'all')) {
    const measure = wire.measures.find((one) => one.id === total.measure);
    const cells = wire.cells.filter((one) => one.measure === total.measure && one.period === total.period);
    if (measure === undefined || left <= 0) continue;
    tables.push(cellsTable(measure, total.period, cells.slice(0, left), total));
    left -= cells.length;
  }
  const hidden = wire.cells.length - mostRows;
  return [
    `${wire.dataTitle}\non ${wire.toTitle}`,
    ...tables,
    ...(hidden > 0 ? [`${hidden.toLocaleString('en-GB')} more rows are not shown; name measures or periods.`] : []),
    residualsText(wire),
    notesText(wire.assumptions, wire.sources),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function cellsTable(
  measure: DataMeasureWire,
  period: string,
  cells: readonly RebasedCellWire[],
  total: RebasedCellWire,
): string {
  const hasInterval = cells.some(({ interval }) => interval !== null);
  const row = (name: string, cell: RebasedCellWire) => [
    name,
    ...figures(cell, measure),
    ...(hasInterval ? [intervalText(cell), cell.againstWhole ?? ''] : []),
  ];
  const columns: TextColumn[] = [
    { heading: 'area' },
    ...figureColumns,
    ...(hasInterval ? [{ heading: '95% interval of chance' }, { heading: 'against everything counted' }] : []),
  ];
  const known = cells.filter(({ value, lower, upper }) => value !== null || (lower ?? 0) !== 0 || upper !== null);
  const rest = cells.length - known.length;
  const rows = [
    ...known.map((cell) => row(`${cell.areaName ?? ''} (${cell.area})`.trim(), cell)),
    ...(rest > 0 ? [[`${rest} more of which nothing is known`, '', '', '', 'not known']] : []),
    row('all areas, as far as their land is known', total),
  ];
  return `${measure.title}, ${period}, ${unitOf(measure)}\n${textTable(columns, rows)}`;
}

const figureColumns: readonly TextColumn[] = [
  { heading: 'value', align: 'right' },
  { heading: 'lower bound', align: 'right' },
  { heading: 'upper bound', align: 'right' },
  { heading: 'estimated' },
];

function figures(cell: Shown, measure: DataMeasureWire): string[] {
  const shown = (value: number | null) => figure(value, measure);
  return [shown(cell.value), shown(cell.lower), shown(cell.upper), estimatedText(cell)];
}

function estimatedText({ value, exact, estimatedProportion, sourcesSplit }: Shown): string {
  if (value === null) return 'not known';
  if (exact) return 'exact';
  const part = `${(100 * (estimatedProportion ?? 1)).toFixed(1)}%`;
  return sourcesSplit === 0 ? part : `${part}, ${sourcesSplit} cut`;
}

function intervalText({ interval }: Shown): string {
  return interval === null ? '' : `${interval.lower.toFixed(2)} to ${interval.upper.toFixed(2)}`;
}

function figure(value: number | null, { kind }: DataMeasureWire): string {
  if (value === null) return '';
  if (kind === 'money') {
    const pounds = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    return `£${(Math.round(value) / 100).toLocaleString('en-GB', pounds)}`;
  }
  return value.toLocaleString('en-GB', { maximumFractionDigits: kind === 'count' ? 1 : 2 });
}

function unitOf({ kind, unit }: DataMeasureWire): string {
  return kind === 'money' ? 'pounds' : unit;
}

function residualsText({ residuals, measures }: RebasedWire): string {
  const lines = residuals.map((one) => {
    const measure = measures.find(({ id }) => id === one.measure);
    const amount =
      one.value === null || measure === undefined
        ? ''
        : ` (${figure(one.value, { ...measure, kind: measure.kind === 'money' ? 'money' : 'count' })})`;
    const some =
      one.areas.length === 0 ? '' : ` ${one.areas.slice(0, 5).join(', ')}${one.areas.length > 5 ? ' ...' : ''}`;
    return `${one.measure}, ${one.period}: ${one.says}${amount}${some}`;
  });
  const shown = lines.slice(0, 12);
  if (lines.length > shown.length) shown.push(`and ${lines.length - shown.length} more`);
  return shown.length === 0 ? '' : `In no area, or not known:\n${shown.map((line) => `  ${line}`).join('\n')}`;
}

function notesText(assumptions: readonly string[], sources: readonly string[]): string {
  return [
    `Rests on:\n${assumptions.map((one) => `  ${one}`).join('\n')}`,
    ...(sources.length === 0 ? [] : [`Sources:\n${sources.map((one) => `  ${one}`).join('\n')}`]),
  ].join('\n');
}

/** Pieces of a cell shown at most. */
const mostPieces = 40;

export function cellText(wire: CellEvidenceWire): string {
  const { cell, measure, pieces, pieceCount } = wire;
  const amount = { ...measure, kind: measure.kind === 'money' ? ('money' as const) : ('count' as const) };
  const rows = pieces
    .slice(0, mostPieces)
    .map((piece) => [
      `${piece.name ?? ''} (${piece.code})`.trim(),
      figure(piece.value, amount),
      piece.isWhole ? 'whole' : piece.share === null ? 'not known' : `${(100 * piece.share).toFixed(1)}%`,
      figure(piece.adds, amount),
      figure(piece.addsLower, amount),
      figure(piece.addsUpper, amount),
    ]);
  const columns: TextColumn[] = [
    { heading: 'area of the data' },
    { heading: 'has', align: 'right' },
    { heading: 'inside', align: 'right' },
    { heading: 'adds', align: 'right' },
    { heading: 'at least', align: 'right' },
    { heading: 'at most', align: 'right' },
  ];
  const rest = pieceCount - rows.length;
  return [
    `${measure.title}, ${wire.period.title}\n${cell.areaName ?? cell.area}: ${figure(cell.value, measure) || 'not known'} ${unitOf(measure)}, ${estimatedText(cell)}`,
    `${textTable(columns, rows)}${rest > 0 ? `\nand ${rest.toLocaleString('en-GB')} more` : ''}`,
    wire.steps.map((step, at) => `${at + 1}. ${step}`).join('\n'),
    notesText(wire.assumptions, wire.sources),
  ].join('\n\n');
}

export function dataSeriesText({
  lines,
  measure,
  periods,
  dataTitle,
  toTitle,
  assumptions,
  sources,
}: SeriesOfDataWire): string {
  const columns: TextColumn[] = [
    { heading: 'area' },
    ...periods.map(({ id }): TextColumn => ({ heading: id, align: 'right' })),
  ];
  const rows = lines.flatMap((line) => [
    [
      `${line.areaName ?? ''} (${line.area})`.trim(),
      ...line.points.map(
        (point) => `${figure(point.value, measure)}${point.value === null || point.exact ? ' ' : '~'}`,
      ),
    ],
    ...line.own
      .filter(({ area }) => area !== line.area || line.own.length > 1)
      .map((own) => [
        `  as ${own.areaName ?? own.area} stated it`,
        ...own.points.map(({ value }) => `${figure(value, measure)} `),
      ]),
  ]);
  const reasons = Map.groupBy(
    lines.flatMap((line) => line.breaks.map((one) => ({ ...one, line: line.areaName ?? line.area }))),
    (one) => `${one.period}: ${one.reason}`,
  );
  const breaks = [...reasons].map(
    ([says, of]) => `  ${of.length === lines.length ? 'All' : of.map((one) => one.line).join(', ')}, from ${says}`,
  );
  return [
    `${dataTitle}\n${measure.title}, ${unitOf(measure)}, on ${toTitle}; ~ marks an estimate`,
    textTable(columns, rows.slice(0, mostRows)),
    ...(rows.length > mostRows ? [`${rows.length - mostRows} more lines are not shown; name areas with --area.`] : []),
    ...(breaks.length === 0 ? [] : [`Breaks:\n${breaks.join('\n')}`]),
    notesText(assumptions, sources),
  ].join('\n\n');
}

export function crosswalkText({ rows, weights, assumptions }: CrosswalkWire): string {
  const percent = (share: number | null) => (share === null ? '' : `${(100 * share).toFixed(2)}%`);
  const place = (code: string, name: string | null) => (code === '' ? 'outside' : `${name ?? ''} (${code})`.trim());
  const cut = rows.filter((row) => row.shareOfFrom !== 1);
  const shown = (cut.length > 0 ? cut : rows).slice(0, mostRows);
  const table = textTable(
    [
      { heading: 'from' },
      { heading: 'to' },
      { heading: 'weight', align: 'right' },
      { heading: 'of from', align: 'right' },
      { heading: 'of to', align: 'right' },
    ],
    shown.map((row) => [
      place(row.from, row.fromName),
      place(row.to, row.toName),
      row.weight === null ? '' : row.weight.toLocaleString('en-GB', { maximumFractionDigits: 1 }),
      percent(row.shareOfFrom),
      percent(row.shareOfTo),
    ]),
  );
  const number = (count: number) => count.toLocaleString('en-GB');
  const headline = `${number(rows.length)} pieces by ${weights.title}; ${number(rows.length - cut.length)} areas lie whole in one`;
  const kind = cut.length > 0 ? 'Areas that are cut' : 'Pieces';
  return [
    `${headline}.`,
    `${kind}, ${number(shown.length)} of ${number(cut.length > 0 ? cut.length : rows.length)} shown; a file has all:\n${table}`,
    notesText(assumptions, []),
  ].join('\n\n');
}
