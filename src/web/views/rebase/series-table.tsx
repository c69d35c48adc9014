/** The table of a series: every period of one area, with the breaks before it and what the bodies of the time stated. */

import type { SeriesOfDataWire } from '#wire/rebase.ts';
import type { OwnLine, SeriesPoint } from '../../charts/line-series.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import type { NumberedBreak } from './series-lines.ts';
import { spanOfValues, surenessText, unitText, valueText } from './value-words.ts';

type SeriesTableProps = {
  readonly series: SeriesOfDataWire;
  readonly line: SeriesOfDataWire['lines'][number];
  readonly points: readonly SeriesPoint[];
  readonly breaks: readonly NumberedBreak[];
  readonly own: readonly OwnLine[];
};

/** More old bodies than this have no column of their own; the chart draws them. */
const mostColumns = 12;

/** The table. */
export function SeriesTable({ series, line, points, breaks, own }: SeriesTableProps) {
  const { measure, periods } = series;
  const titleOf = (at: number) => periods[at]?.title ?? '';
  const found = (at: number) => line.points.find((one) => one.period === periods[at]?.id);
  const listed = own.slice(0, mostColumns);
  const columns: TableColumn<SeriesPoint>[] = [
    { title: 'Period', isRowTitle: true, isShort: true, cell: ({ at }) => titleOf(at) },
    {
      title: `Value (${unitText(measure)})`,
      isNumber: true,
      cell: ({ value }) => (value === null ? 'not known' : valueText(measure, value)),
    },
    {
      title: 'How sure',
      cell: ({ at }) => {
        const point = found(at);
        return point === undefined ? 'Not known' : surenessText(point);
      },
    },
    {
      title: 'No less, no more than',
      isShort: true,
      cell: ({ isExact, lower, upper }) => (isExact ? 'the value' : spanOfValues(measure, lower, upper)),
    },
    {
      title: 'Break before it',
      cell: ({ at }) => {
        const before = breaks.filter((one) => one.at === at);
        return before.length === 0 ? '–' : before.map((one) => `${one.number}: ${one.kind}`).join(', ');
      },
    },
    ...listed.map(
      (one): TableColumn<SeriesPoint> => ({
        title: `${one.name}, as stated`,
        isNumber: true,
        cell: ({ at }) => valueText(measure, one.values.find((own) => own.at === at)?.value ?? null),
      }),
    ),
  ];
  const more = own.length - listed.length;
  return (
    <DataTable
      label={`${measure.title} through time: ${line.areaName ?? line.area}`}
      caption={`What the bodies of the time stated of themselves stands beside, as stated.${more > 0 ? ` ${more} more are in the chart.` : ''}`}
      columns={columns}
      rows={points}
      pageSize={40}
      keyOf={({ at }) => String(at)}
      none="There is no period."
    />
  );
}
