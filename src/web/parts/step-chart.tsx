/**
 * A chart of one number through time: it holds from one change to the next, so it is drawn in steps, never sloped.
 * Drawn by hand in SVG: a ready-made chart would write style elements into the page, which its policy forbids.
 */

import { dayNumber, type IsoDate } from '#std/iso-date.ts';
import { dateText, percentText } from '../words.ts';

export type StepPoint = { readonly on: string; readonly value: number | null };

type StepChartProps = {
  readonly points: readonly StepPoint[];
  /** The end of the axis; the last step holds until then. */
  readonly until: string;
  /** Days on which something happened, marked on the axis. */
  readonly marks: readonly string[];
  /** The day that is being looked at. */
  readonly here: string;
  readonly label: string;
};

const size = { width: 720, height: 260, left: 58, right: 26, top: 12, bottom: 40 };

/** Proportions over time, 0% to 100%. Null values leave a gap. The table beside it says the same. */
export function StepChart({ points, until, marks, here, label }: StepChartProps) {
  const first = points[0]?.on ?? until;
  const span = Math.max(1, dayNumber(until as IsoDate) - dayNumber(first as IsoDate));
  const x = (date: string) =>
    size.left +
    ((dayNumber(date as IsoDate) - dayNumber(first as IsoDate)) / span) * (size.width - size.left - size.right);
  const y = (value: number) => size.top + (1 - value) * (size.height - size.top - size.bottom);
  const ends = points.map((_, at) => points[at + 1]?.on ?? until);
  return (
    <svg className="chart" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
      {[0, 0.25, 0.5, 0.75, 1].map((value) => (
        <g key={value}>
          <line x1={size.left} x2={size.width - size.right} y1={y(value)} y2={y(value)} className="chart-grid" />
          <text x={size.left - 6} y={y(value) + 4} textAnchor="end">
            {value * 100}%
          </text>
        </g>
      ))}
      {axisYears(first, until).map((year) => (
        <g key={year}>
          <line x1={x(`${year}-01-01`)} x2={x(`${year}-01-01`)} y1={y(0)} y2={y(0) + 5} className="chart-axis" />
          <text x={x(`${year}-01-01`)} y={y(0) + 20} textAnchor="middle">
            {year}
          </text>
        </g>
      ))}
      {marks
        .filter((mark) => mark >= first && mark <= until)
        .map((mark) => (
          <line key={mark} x1={x(mark)} x2={x(mark)} y1={y(0) - 6} y2={y(0)} className="chart-mark" />
        ))}
      {here >= first && here <= until && (
        <line x1={x(here)} x2={x(here)} y1={size.top} y2={y(0)} className="chart-here" />
      )}
      <path d={stepPath(points, ends, x, y)} className="chart-line" />
      {points.map(
        (point) =>
          point.value !== null && (
            <circle key={point.on} cx={x(point.on)} cy={y(point.value)} r="4.5" className="chart-point">
              <title>
                {dateText(point.on)}: {percentText(point.value)}
              </title>
            </circle>
          ),
      )}
    </svg>
  );
}

function stepPath(
  points: readonly StepPoint[],
  ends: readonly string[],
  x: (date: string) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let isPenUp = true;
  points.forEach((point, at) => {
    if (point.value === null) {
      isPenUp = true;
      return;
    }
    path += `${isPenUp ? 'M' : 'L'}${x(point.on)} ${y(point.value)}H${x(ends[at] ?? point.on)}`;
    isPenUp = false;
  });
  return path;
}

function axisYears(first: string, until: string): number[] {
  const [from, to] = [Number(first.slice(0, 4)), Number(until.slice(0, 4))];
  const apart = Math.max(1, Math.ceil((to - from) / 9));
  return Array.from({ length: to - from + 1 }, (_, at) => from + at).filter(
    (year) => (year - from) % apart === 0 && `${year}-01-01` >= first && `${year}-01-01` <= until,
  );
}
