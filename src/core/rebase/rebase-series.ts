/**
 * Numbers over time on one set of areas: each period is rebased from the areas it was stated for to the bodies of one chosen
 * date, back and forward. Breaks are marked, and what each body said of itself is kept beside, never overwritten.
 */

import type { Areas } from '#core/rebase/areas.ts';
import { type Cell, cellOf } from '#core/rebase/cell.ts';
import { makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { type Numbers, type Rebased, type RebaseRefusal, rebase } from '#core/rebase/rebase.ts';
import type { Weights } from '#core/rebase/weights.ts';
import { answer, type Result } from '#std/result.ts';

export type Period = {
  readonly label: string;
  readonly source: Areas;
  readonly weights: Weights;
  /** As many measures in every period. */
  readonly numbers: Numbers;
  /** What was counted otherwise in the period before, from the notes of the data set; null: nothing. */
  readonly definitionBreak: string | null;
};

/** Between a period and the one before it. */
export type Break =
  | { readonly kind: 'definition'; readonly period: number; readonly reason: string }
  | {
      readonly kind: 'areas';
      readonly period: number;
      /** Keys of source areas on land of the target that held it before and not after, and the reverse; sorted. */
      readonly left: readonly string[];
      readonly joined: readonly string[];
      /** Both sides are exact, so that the line goes on as if nothing had happened. */
      readonly isComparable: boolean;
    };

export type Series = {
  readonly target: Areas;
  readonly periods: readonly Period[];
  readonly rebased: readonly Rebased[];
  /** Changes of areas by target, in order of period. */
  readonly breaks: readonly (readonly Break[])[];
};

/** A source area as it spoke for itself: a value for each period in which it was a source, else null. */
export type OwnLine = {
  readonly key: string;
  readonly name: string | null;
  readonly values: readonly (number | null)[];
};

/**
 * The series on the target, or the first refusal of a period. O(periods x (parts + measures x sources)).
 * @source docs/methods/rebase.md
 */
export function rebaseSeries(target: Areas, periods: readonly Period[]): Result<Series, RebaseRefusal> {
  const rebased: Rebased[] = [];
  for (const { source, weights, numbers } of periods) {
    const moved = rebase(makeCrosswalk({ source, target, weights }), numbers);
    if (!moved.ok) return moved;
    rebased.push(moved.value);
  }
  return answer(seriesOf(target, periods, rebased));
}

/** The series of periods that were rebased already, one entry a period. */
export function seriesOf(target: Areas, periods: readonly Period[], rebased: readonly Rebased[]): Series {
  const breaks: Break[][] = target.keys.map(() => []);
  for (let period = 1; period < periods.length; period++) addBreaks(target, periods, rebased, period, breaks);
  return { target, periods, rebased, breaks };
}

/** The line of a target for a measure: a cell for each period. */
export function lineOf(series: Series, target: number, measure: number): Cell[] {
  return series.rebased.map((one) => cellOf(one, target, measure));
}

/** The own lines of every source area that lay at least in part in the target in some period, by key. */
export function ownLinesOf(series: Series, target: number, measure: number): OwnLine[] {
  const lines = new Map<string, { name: string | null; values: (number | null)[] }>();
  for (const [at, { source }] of series.periods.entries()) {
    const { firstPiece, targetOf } = (series.rebased[at] as Rebased).crosswalk;
    for (const [area, key] of source.keys.entries()) {
      if (lines.has(key) || !targetOf.subarray(firstPiece[area], firstPiece[area + 1]).includes(target)) continue;
      lines.set(key, { name: source.names[area] ?? null, values: series.periods.map(() => null) });
    }
  }
  for (const [at, { source, numbers }] of series.periods.entries()) {
    for (const [area, key] of source.keys.entries()) {
      const line = lines.get(key);
      const value = ownValue(numbers, measure * source.keys.length + area);
      if (line !== undefined && Number.isFinite(value)) line.values[at] = value;
    }
  }
  return [...lines].map(([key, line]) => ({ key, ...line })).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function ownValue(numbers: Numbers, at: number): number {
  return 'values' in numbers
    ? (numbers.values[at] as number)
    : (numbers.numerators[at] as number) / (numbers.denominators[at] as number);
}

function addBreaks(
  target: Areas,
  periods: readonly Period[],
  rebased: readonly Rebased[],
  period: number,
  breaks: readonly Break[][],
): void {
  const [before, after] = [periods[period - 1] as Period, periods[period] as Period];
  const changed = changesByTarget(target, before, after);
  for (const [area, list] of breaks.entries()) {
    if (after.definitionBreak !== null) list.push({ kind: 'definition', period, reason: after.definitionBreak });
    const found = changed.get(area);
    if (found === undefined) continue;
    const isComparable = [period - 1, period].every((at) => rebased[at]?.amounts.sourcesSplit[area] === 0);
    const [left, joined] = [[...found.left].sort(), [...found.joined].sort()];
    list.push({ kind: 'areas', period, left, joined, isComparable });
  }
}

type Change = { readonly left: Set<string>; readonly joined: Set<string> };

/** Targets on whose land some part changed from one source area to another. */
function changesByTarget(target: Areas, before: Period, after: Period): Map<number, Change> {
  const changes = new Map<number, Change>();
  for (const [part, area] of target.areaOfPart.entries()) {
    if (area < 0 || (before.weights.isLand[part] === 0 && after.weights.isLand[part] === 0)) continue;
    const old = before.source.keys[before.source.areaOfPart[part] as number];
    const fresh = after.source.keys[after.source.areaOfPart[part] as number];
    if (old === fresh) continue;
    const change = changes.get(area) ?? { left: new Set<string>(), joined: new Set<string>() };
    changes.set(area, change);
    if (old !== undefined) change.left.add(old);
    if (fresh !== undefined) change.joined.add(fresh);
  }
  return changes;
}
