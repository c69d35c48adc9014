/**
 * Lines over periods: one that matters, the others faint behind it, and the old lines that it came from in grey with their
 * names. Breaks are numbered lines across; a line does not go on over one that cannot be compared.
 */

import { scaleLinear } from 'd3-scale';
import { type Ref, useId } from 'react';
import { Dot } from './dot-plot.tsx';
import { namedPeriods, nameWidth, placesInTime } from './time-axis.ts';

export type SeriesPoint = {
  /** Place on the axis. */
  readonly at: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly isExact: boolean;
  readonly text: string;
};

export type SeriesBreak = {
  readonly kind: 'areas' | 'definition';
  /** The place of the first point after it. */
  readonly at: number;
  readonly number: number;
  readonly isComparable: boolean;
};

export type OwnLine = {
  readonly key: string;
  readonly name: string;
  readonly values: readonly { readonly at: number; readonly value: number | null }[];
};

type LineSeriesProps = {
  /** What each place on the axis is called, and when it is, as a number of days; in order. */
  readonly periods: readonly { readonly name: string; readonly day: number }[];
  readonly points: readonly SeriesPoint[];
  readonly breaks: readonly SeriesBreak[];
  readonly own: readonly OwnLine[];
  readonly others: readonly (readonly (number | null)[])[];
  /** @units pixels */
  readonly width: number;
  /** Numbers in little room, different ones told apart. */
  readonly axisTexts: (values: readonly number[]) => readonly string[];
  readonly label: string;
  readonly drawing: Ref<SVGSVGElement>;
};

const height = 380;
const [top, bottom, left] = [26, 36, 64];

/** The chart. Its table says the same. */
export function LineSeries(props: LineSeriesProps) {
  const { periods, points, breaks, own, others, width, axisTexts, label, drawing } = props;
  const id = useId().replaceAll(/\W/g, '');
  const right = own.length > 0 && width > 560 ? 150 : 24;
  const x = placesInTime(
    periods.map(({ day }) => day),
    left,
    width - right,
  );
  const y = scaleLinear()
    .domain(domainOf(points, own))
    .nice()
    .range([height - bottom, top]);
  const redefined = new Set(breaks.filter((one) => one.kind === 'definition').map((one) => one.at));
  const ticks = y.ticks(6);
  const tickTexts = axisTexts(ticks);
  const named = namedPeriods(periods.map((_, at) => x(at)));
  return (
    <svg
      ref={drawing}
      className="plot"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      {ticks.map((tick, at) => (
        <g key={tick}>
          <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} className="plot-grid" />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end">
            {tickTexts[at]}
          </text>
        </g>
      ))}
      {named.map((at) => (
        <text key={at} x={Math.min(x(at), width - nameWidth / 2)} y={height - bottom + 20} textAnchor="middle">
          {periods[at]?.name}
        </text>
      ))}
      <clipPath id={id}>
        <rect x={left} y={top} width={Math.max(0, width - left - right)} height={height - top - bottom} />
      </clipPath>
      <g clipPath={`url(#${id})`}>
        {others.map((values, at) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of the background have no name and never change places
            key={at}
            d={pathOf(
              values.map((value, place) => ({ at: place, value })),
              x,
              y,
              redefined,
            )}
            className="plot-other"
          />
        ))}
      </g>
      <OwnLines {...{ own, x, y }} redefined={redefined} labelAt={width - right + 8} hasRoom={right > 24} />
      {breaks.map((one) => (
        <g key={`${one.at} ${one.number}`}>
          <line x1={x(one.at - 0.5)} x2={x(one.at - 0.5)} y1={top} y2={height - bottom} className="plot-break" />
          <text
            x={x(one.at - 0.5) + offsetOf(breaks, one)}
            y={top - 8}
            textAnchor="middle"
            className="plot-break-number"
          >
            {one.number}
          </text>
        </g>
      ))}
      <path d={bandOf(points, x, y)} className="plot-band" />
      <path
        d={pathOf(points, x, y, new Set(breaks.filter((one) => !one.isComparable).map((one) => one.at)))}
        className="plot-line"
      />
      {points.map(
        (point) =>
          point.value !== null && (
            <g key={point.at}>
              <title>{point.text}</title>
              <Dot x={x(point.at)} y={y(point.value)} isExact={point.isExact} />
            </g>
          ),
      )}
    </svg>
  );
}

type Scale = (value: number) => number;

function OwnLines({
  own,
  x,
  y,
  redefined,
  labelAt,
  hasRoom,
}: {
  readonly own: readonly OwnLine[];
  readonly x: Scale;
  readonly y: Scale;
  /** Places from which on something else was counted. */
  readonly redefined: ReadonlySet<number>;
  readonly labelAt: number;
  readonly hasRoom: boolean;
}) {
  const ends = own.map(({ values }) => values.findLast((one) => one.value !== null));
  const places = apartBy(
    ends.map((end) => (end === undefined || end.value === null ? null : y(end.value))),
    13,
  );
  return own.map((line, at) => {
    const end = ends[at];
    if (end === undefined || end.value === null) return null;
    return (
      <g key={line.key}>
        <title>{line.name}</title>
        <path d={pathOf(line.values, x, y, redefined)} className="plot-own" />
        {line.values.map(
          (one) =>
            one.value !== null && (
              <circle key={one.at} cx={x(one.at)} cy={y(one.value)} r="2.2" className="plot-own-point" />
            ),
        )}
        {hasRoom && (
          <text x={labelAt} y={(places[at] ?? y(end.value)) + 4} className="plot-own-name">
            {line.name.length > 22 ? `${line.name.slice(0, 21)}…` : line.name}
          </text>
        )}
      </g>
    );
  });
}

/** A path through what is known; it is lifted where something is not, and before the places in `lifted`. */
function pathOf(
  points: readonly { readonly at: number; readonly value: number | null }[],
  x: Scale,
  y: Scale,
  lifted: ReadonlySet<number>,
): string {
  let path = '';
  let isPenUp = true;
  for (const { at, value } of points) {
    if (value === null) {
      isPenUp = true;
      continue;
    }
    path += `${isPenUp || lifted.has(at) ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    isPenUp = false;
  }
  return path;
}

/** Bounds of estimated points, as an upright bar each. */
function bandOf(points: readonly SeriesPoint[], x: Scale, y: Scale): string {
  return points
    .filter(({ isExact, value, lower, upper }) => !isExact && value !== null && lower !== null && upper !== null)
    .map(({ at, lower, upper }) => {
      const [from, to] = [y(upper ?? 0), y(lower ?? 0)];
      return `M${(x(at) - 5).toFixed(1)} ${from.toFixed(1)}h10V${to.toFixed(1)}h-10Z`;
    })
    .join('');
}

/** From nothing, unless the values lie far from it and close together. */
function domainOf(points: readonly SeriesPoint[], own: readonly OwnLine[]): [number, number] {
  const all = [
    ...points.flatMap(({ value, lower, upper, isExact }) => (isExact ? [value] : [value, lower, upper])),
    ...own.flatMap(({ values }) => values.map((one) => one.value)),
  ].filter((one) => one !== null);
  const least = all.reduce((found, one) => Math.min(found, one), Infinity);
  const most = all.reduce((found, one) => Math.max(found, one), -Infinity);
  if (least > most) return [0, 1];
  const from = least > most * 0.6 ? least - (most - least) * 0.15 : Math.min(0, least);
  return from === most ? [from, from + 1] : [from, most];
}

/** Breaks of one place stand beside each other. */
function offsetOf(breaks: readonly SeriesBreak[], one: SeriesBreak): number {
  const same = breaks.filter((other) => other.at === one.at);
  return (same.indexOf(one) - (same.length - 1) / 2) * 16;
}

/** Places moved down until each is so far from the one above; null stays null. */
function apartBy(places: readonly (number | null)[], distance: number): (number | null)[] {
  const order = places
    .map((place, at) => ({ place, at }))
    .filter((one): one is { place: number; at: number } => one.place !== null)
    .sort((a, b) => a.place - b.place);
  const moved = [...places];
  let before = -Infinity;
  for (const { place, at } of order) {
    before = Math.max(place, before + distance);
    moved[at] = before;
  }
  return moved;
}
