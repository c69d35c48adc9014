/** A line of a series as its chart and its table need it: places on the axis, numbered breaks. Pure. */

import type { DataMeasureWire, PeriodWire } from '#wire/data-sets.ts';
import type { SeriesOfDataWire } from '#wire/rebase.ts';
import type { OwnLine, SeriesBreak, SeriesPoint } from '../../charts/line-series.tsx';
import { shortName } from '../../map/scene.ts';
import { spanOfValues, surenessText, valueText } from './value-words.ts';

type Line = SeriesOfDataWire['lines'][number];

/** A break with the number by which chart and list know it. */
export type NumberedBreak = SeriesBreak & {
  readonly period: PeriodWire;
  readonly reason: string;
};

/** Places of the periods on the axis, by id. */
function placesOf(periods: readonly PeriodWire[]): ReadonlyMap<string, number> {
  return new Map(periods.map((period, at) => [period.id, at]));
}

/** A point for each period, in order; one that the line lacks is not known. */
export function pointsOf(line: Line, periods: readonly PeriodWire[], measure: DataMeasureWire): SeriesPoint[] {
  const found = new Map(line.points.map((point) => [point.period, point]));
  return periods.map((period, at) => {
    const point = found.get(period.id);
    if (point === undefined) return { at, value: null, lower: null, upper: null, isExact: false, text: period.title };
    const { value, lower, upper, exact } = point;
    const bounds = exact || value === null ? '' : `, bounds: ${spanOfValues(measure, lower, upper)}`;
    const text = `${period.title}: ${valueText(measure, value)}, ${surenessText(point).toLowerCase()}${bounds}`;
    return { at, value, lower, upper, isExact: exact, text };
  });
}

/** The breaks of a line in order of time, numbered from 1. */
export function breaksOf(line: Line, periods: readonly PeriodWire[]): NumberedBreak[] {
  const places = placesOf(periods);
  return line.breaks
    .flatMap(({ period, kind, reason, isComparable }) => {
      const at = places.get(period);
      const found = at === undefined ? undefined : periods[at];
      return at === undefined || found === undefined ? [] : [{ at, period: found, kind, reason, isComparable }];
    })
    .sort((a, b) => a.at - b.at)
    .map((one, at) => ({ ...one, number: at + 1 }));
}

/** The lines of the bodies that stated the numbers, on the same axis. */
export function ownLines(line: Line, periods: readonly PeriodWire[]): OwnLine[] {
  const places = placesOf(periods);
  return line.own.map(({ area, areaName, points }) => ({
    key: area,
    name: shortName(areaName ?? area),
    values: points.flatMap(({ period, value }) => {
      const at = places.get(period);
      return at === undefined ? [] : [{ at, value }];
    }),
  }));
}
