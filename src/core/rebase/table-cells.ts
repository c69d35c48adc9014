/**
 * The cells of a column as they are shown: in the unit of the measure, with the interval of chance and the comparison of
 * proportions and rates, all targets together, and everything that was counted as a whole.
 */

import { compareAreas, type Verdict } from '#core/rates/comparison.ts';
import type { Estimate, Observation } from '#core/rates/intervals.ts';
import { type Cell, cellOf } from '#core/rebase/cell.ts';
import type { Rebased } from '#core/rebase/rebase.ts';
import type { RebasedColumn } from '#core/rebase/rebased-table.ts';

/** Value, bounds and intervals are times the multiplier of the measure; numerator and denominator are not. */
export type TableCell = Cell & {
  /** Of a proportion, rate or mean. A numerator that rests on an assumed denominator is null. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Of chance, at 95%: of proportions and rates. */
  readonly interval: Estimate | null;
  readonly againstGroup: Verdict | null;
  readonly againstWhole: Verdict | null;
};

export type ColumnCells = {
  /** @shape targets */
  readonly cells: readonly TableCell[];
  readonly outside: TableCell;
  /** All targets as one area. */
  readonly all: TableCell;
  /** All areas of the data set that have a number, wherever they lie. */
  readonly whole: TableCell;
};

/** The cells of a column. O(targets + sources). */
export function cellsOfColumn(column: RebasedColumn): ColumnCells {
  const { rebased, together, measure, isAssumed } = column;
  const { targets } = rebased.crosswalk;
  const own = cellsOf(column, rebased);
  const shown: ColumnCells = {
    cells: own.slice(0, targets),
    outside: own[targets] as TableCell,
    all: cellsOf(column, together)[0] as TableCell,
    whole: wholeCell(column),
  };
  if (isAssumed || (measure.kind !== 'proportion' && measure.kind !== 'rate')) return shown;
  return compared(measure.kind, measure.multiplier, shown);
}

/** The cells of the targets, then that of the outside, without comparison. */
function cellsOf(column: RebasedColumn, rebased: Rebased): TableCell[] {
  const ranges = column.isAssumed ? rangesOf(column, rebased) : null;
  return Array.from({ length: rebased.crosswalk.targets + 1 }, (_, target) => {
    const cell = shownCell(column, rebased, target);
    return ranges === null ? cell : withoutDenominator(cell, ranges[target] ?? null);
  });
}

function shownCell({ measure, at }: RebasedColumn, rebased: Rebased, target: number): TableCell {
  const cell = cellOf(rebased, target, at);
  const bare = { numerator: null, denominator: null, interval: null, againstGroup: null, againstWhole: null };
  if (rebased.denominators === null) return { ...cell, ...bare };
  const place = at * (rebased.crosswalk.targets + 1) + target;
  const times = (value: number | null) => (value === null ? null : value * measure.multiplier);
  const model = cell.modelInterval;
  return {
    ...cell,
    ...bare,
    value: times(cell.value),
    lower: times(cell.lower),
    upper: times(cell.upper),
    modelInterval:
      model === null ? null : { lower: model.lower * measure.multiplier, upper: model.upper * measure.multiplier },
    numerator: known(rebased.amounts.value[place]),
    denominator: known(rebased.denominators.value[place]),
  };
}

/** The sum of what is known of the sources: exact, since nothing is divided. */
function wholeCell({ numbers, at, source, measure, isAssumed }: RebasedColumn): TableCell {
  const from = at * source.keys.length;
  let numerator = 0;
  let denominator = 0;
  let areas = 0;
  for (let place = from; place < from + source.keys.length; place++) {
    const top = 'values' in numbers ? numbers.values[place] : numbers.numerators[place];
    const below = 'denominators' in numbers ? (numbers.denominators[place] as number) : 0;
    if (top === undefined || Number.isNaN(top) || Number.isNaN(below)) continue;
    areas += 1;
    numerator += numbers.kind === 'mean' ? (below === 0 ? 0 : top * below) : top;
    denominator += below;
  }
  const isRatio = 'denominators' in numbers;
  const ratio = denominator === 0 ? null : (numerator / denominator) * measure.multiplier;
  const value = areas === 0 ? null : isRatio ? ratio : numerator;
  const cell: TableCell = {
    value,
    lower: value,
    upper: value,
    exact: value !== null,
    sourcesSplit: 0,
    estimatedProportion: value === null ? null : 0,
    modelInterval: null,
    numerator: isRatio ? numerator : null,
    denominator: isRatio ? denominator : null,
    interval: null,
    againstGroup: null,
    againstWhole: null,
  };
  return isAssumed ? withoutDenominator(cell, null) : cell;
}

type Range = { readonly lower: number; readonly upper: number };

/** A ratio whose denominators were assumed is an estimate, within the range of the areas in it where that is known. */
function withoutDenominator(cell: TableCell, range: Range | null): TableCell {
  return {
    ...cell,
    lower: cell.value === null ? null : (range?.lower ?? null),
    upper: cell.value === null ? null : (range?.upper ?? null),
    exact: false,
    estimatedProportion: cell.value === null ? null : 1,
    modelInterval: null,
    numerator: null,
  };
}

/**
 * The lowest and highest value of the sources in each target: whatever their denominators, the value of a target that cuts none
 * lies between them. Null where one is cut or none has a value. @shape targets + 1
 */
function rangesOf({ numbers, at, source, measure }: RebasedColumn, { crosswalk }: Rebased): (Range | null)[] {
  const { firstPiece, targetOf, targets } = crosswalk;
  const ranges: (Range | null)[] = Array.from({ length: targets + 1 }, () => null);
  const cut = new Uint8Array(targets + 1);
  for (let area = 0; area < source.keys.length; area++) {
    const pieces = targetOf.subarray(firstPiece[area], firstPiece[area + 1]);
    const [target] = pieces;
    if (pieces.length > 1) for (const one of pieces) cut[one] = 1;
    const value = ownRatio(numbers, at * source.keys.length + area) * measure.multiplier;
    if (pieces.length !== 1 || target === undefined || Number.isNaN(value)) continue;
    const range = ranges[target] ?? { lower: value, upper: value };
    ranges[target] = { lower: Math.min(range.lower, value), upper: Math.max(range.upper, value) };
  }
  return ranges.map((range, target) => (cut[target] === 1 ? null : range));
}

function ownRatio(numbers: RebasedColumn['numbers'], at: number): number {
  if ('values' in numbers) return numbers.values[at] ?? Number.NaN;
  return (numbers.numerators[at] ?? Number.NaN) / (numbers.denominators[at] ?? Number.NaN);
}

function compared(kind: 'proportion' | 'rate', multiplier: number, shown: ColumnCells): ColumnCells {
  const observation = ({ numerator, denominator }: TableCell): Observation => ({ count: numerator, denominator });
  const whole = observation(shown.whole);
  const judged = compareAreas(kind, shown.cells.map(observation), whole, { multiplier });
  const alone = compareAreas(kind, [observation(shown.all)], whole, { multiplier }).areas[0];
  return {
    ...shown,
    cells: shown.cells.map((cell, target) => {
      const one = judged.areas[target];
      return {
        ...cell,
        interval: one?.estimate ?? null,
        againstGroup: one?.againstGroup ?? null,
        againstWhole: one?.againstReference ?? null,
      };
    }),
    all: { ...shown.all, interval: alone?.estimate ?? null, againstWhole: alone?.againstReference ?? null },
    whole: { ...shown.whole, interval: judged.reference },
  };
}

function known(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
