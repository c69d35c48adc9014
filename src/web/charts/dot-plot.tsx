/**
 * Dots in a row each, with what they may lie between: bounds as a bar, an interval as a line with ends. Exact and estimated
 * dots differ in shape. References are lines through all rows.
 */

import { scaleLinear } from 'd3-scale';
import type { Ref } from 'react';
import { linesOf } from '../map/label-places.ts';

export type DotRow = {
  readonly key: string;
  readonly name: string;
  /** Null: not known. */
  readonly value: number | null;
  /** The truth is no less and no more; null: no bound. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Of chance or of a model; null: none. */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  readonly isExact: boolean;
  readonly text: string;
};

export type Reference = { readonly name: string; readonly value: number; readonly isBroken: boolean };

type DotPlotProps = {
  readonly rows: readonly DotRow[];
  readonly references: readonly Reference[];
  /** @units pixels */
  readonly width: number;
  /** Numbers in little room, different ones told apart. */
  readonly axisTexts: (values: readonly number[]) => readonly string[];
  readonly active: string | null;
  readonly selected: string | null;
  readonly drawing: Ref<SVGSVGElement>;
};

const narrow = 520;
const top = 30;
const bottom = 28;
/** Half of the widest name of a tick. */
const right = 30;

/** With more rows than this the plot is meant for a frame that scrolls, and its axis stays in sight at the foot of the frame. */
export const mostRowsInSight = 60;

/** The plot, its rows in the order given. */
export function DotPlot({ rows, references, width, axisTexts, active, selected, drawing }: DotPlotProps) {
  const isNarrow = width < narrow;
  const rowHeight = isNarrow ? 36 : 20;
  const left = isNarrow ? 8 : Math.min(230, Math.round(width * 0.36));
  const height = top + rows.length * rowHeight + bottom;
  const x = scaleLinear()
    .domain(domainOf(rows, references))
    .nice()
    .range([left, width - right]);
  const ticks = x.ticks(Math.max(2, Math.floor((width - left) / 90)));
  const tickTexts = axisTexts(ticks);
  const letters = Math.floor((isNarrow ? width - 16 : left - 12) / 7);
  const end = height - bottom;
  const axis = (y: number) =>
    ticks.map((tick, at) => (
      <text key={tick} x={x(tick)} y={y} textAnchor="middle">
        {tickTexts[at]}
      </text>
    ));
  const plot = (
    <svg
      ref={drawing}
      className="plot"
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      {ticks.map((tick) => (
        <line key={tick} x1={x(tick)} x2={x(tick)} y1={top} y2={end} className="plot-grid" />
      ))}
      {axis(end + 17)}
      {rows.map((row, at) => (
        <Row
          key={row.key}
          row={row}
          x={x}
          y={top + at * rowHeight}
          size={{ left, width, rowHeight, isNarrow, letters }}
          mark={row.key === selected ? 'selected' : row.key === active ? 'active' : null}
        />
      ))}
      {references.map((reference, at) => (
        <g key={reference.name}>
          <line
            x1={x(reference.value)}
            x2={x(reference.value)}
            y1={top - 2}
            y2={end}
            className={reference.isBroken ? 'plot-reference plot-broken' : 'plot-reference'}
          />
          <text {...placeOfName(x(reference.value), left, width)} y={12 + at * 14} className="plot-reference-name">
            {reference.name}: {axisTexts([reference.value])[0]}
          </text>
        </g>
      ))}
    </svg>
  );
  if (rows.length <= mostRowsInSight) return plot;
  return (
    <>
      {plot}
      <svg
        className="plot plot-axis"
        aria-hidden="true"
        viewBox={`0 0 ${width} ${bottom}`}
        width={width}
        height={bottom}
      >
        {axis(17)}
      </svg>
    </>
  );
}

type RowProps = {
  readonly row: DotRow;
  readonly x: (value: number) => number;
  readonly y: number;
  readonly size: {
    readonly left: number;
    readonly width: number;
    readonly rowHeight: number;
    readonly isNarrow: boolean;
    readonly letters: number;
  };
  readonly mark: 'selected' | 'active' | null;
};

function Row({ row, x, y, size, mark }: RowProps) {
  const { left, width, rowHeight, isNarrow, letters } = size;
  const middle = y + (isNarrow ? 26 : rowHeight / 2);
  const { value, lower, upper, interval } = row;
  const reach = (value: number | null, open: number) => (value === null ? open : x(value));
  return (
    <g data-key={row.key} className={mark === null ? 'plot-row' : `plot-row plot-row-${mark}`}>
      <title>{row.text}</title>
      <rect x="0" y={y} width={width} height={rowHeight} className="plot-ground" />
      <text x={isNarrow ? 8 : left - 10} y={isNarrow ? y + 14 : middle + 4} textAnchor={isNarrow ? 'start' : 'end'}>
        {cut(row.name, letters)}
      </text>
      {!row.isExact && value !== null && (
        <rect
          x={reach(lower, left)}
          width={Math.max(1, reach(upper, width - right) - reach(lower, left))}
          y={middle - 4}
          height="8"
          className="plot-bounds"
        />
      )}
      {interval !== null && value !== null && (
        <path d={`M${x(interval.lower)} ${middle - 4}v8m0 -4H${x(interval.upper)}m0 -4v8`} className="plot-interval" />
      )}
      {value === null ? (
        <text x={left + 6} y={middle + 4} className="plot-unknown">
          not known
        </text>
      ) : (
        <Dot x={x(value)} y={middle} isExact={row.isExact} />
      )}
    </g>
  );
}

/** A filled circle where the value is exact, an open diamond where it is estimated. */
export function Dot({ x, y, isExact }: { readonly x: number; readonly y: number; readonly isExact: boolean }) {
  return isExact ? (
    <circle cx={x} cy={y} r="4.5" className="plot-exact" />
  ) : (
    <path d={`M${x} ${y - 6}l6 6l-6 6l-6 -6Z`} className="plot-estimated" />
  );
}

/** From nothing, so that lengths can be compared, unless the values lie far from it and close together. */
function domainOf(rows: readonly DotRow[], references: readonly Reference[]): [number, number] {
  const all = [
    ...rows.flatMap(({ value, lower, upper, interval, isExact }) =>
      value === null ? [] : [value, ...(isExact ? [] : [lower, upper]), interval?.lower, interval?.upper],
    ),
    ...references.map((one) => one.value),
  ].filter((one) => typeof one === 'number');
  const least = all.reduce((found, one) => Math.min(found, one), Infinity);
  const most = all.reduce((found, one) => Math.max(found, one), -Infinity);
  if (least > most) return [0, 1];
  if (least > 0 && least > most * 0.6) return [least - (most - least) * 0.08, most];
  return [Math.min(0, least), Math.max(most, least === most && most === 0 ? 1 : most)];
}

/** Beside its line, on the side that has more room; at the edge where the chart is narrow. */
function placeOfName(line: number, left: number, width: number): { x: number; textAnchor: 'start' | 'end' } {
  if (width < narrow) return { x: 8, textAnchor: 'start' };
  return line > left + (width - left) / 2 ? { x: line - 4, textAnchor: 'end' } : { x: line + 4, textAnchor: 'start' };
}

function cut(text: string, letters: number): string {
  if (text.length <= letters) return text;
  const first = linesOf(text, letters - 1, Number.POSITIVE_INFINITY)[0] ?? '';
  return `${first.length > letters / 2 ? first : text.slice(0, letters - 1)}…`;
}
