/** The evidence of one cell: every source area in it, how much of it lies there, and what it adds to the value and the bounds. */

import type { Areas } from '#core/rebase/areas.ts';
import { wholePieces } from '#core/rebase/move-amounts.ts';
import type { RebasedColumn } from '#core/rebase/rebased-table.ts';

/** Of ratios amounts are numerators. Null: not known, or no bound. */
export type CellPiece = {
  readonly code: string;
  readonly name: string | null;
  /** Of the whole source area. */
  readonly value: number | null;
  readonly denominator: number | null;
  /** Part of the source area that lies in the target, by the weights, from 0 to 1. */
  readonly share: number | null;
  readonly weight: number | null;
  readonly isWhole: boolean;
  readonly adds: number | null;
  readonly addsLower: number | null;
  readonly addsUpper: number | null;
  readonly addsDenominator: number | null;
};

/**
 * The pieces of a target (the number of targets: the outside); split sources first, then by what they add, then by code. Where
 * the cell is known they add up to it. O(pieces of all sources).
 */
export function piecesOfCell(column: RebasedColumn, target: number): CellPiece[] {
  const { crosswalk } = column.rebased;
  const pieces: CellPiece[] = [];
  for (let area = 0; area < column.source.keys.length; area++) {
    const start = crosswalk.firstPiece[area] as number;
    const end = crosswalk.firstPiece[area + 1] as number;
    for (let piece = start; piece < end; piece++) {
      if (crosswalk.targetOf[piece] === target) pieces.push(pieceOf(column, area, piece, { start, end }));
    }
  }
  return pieces.sort(
    (a, b) =>
      Number(a.isWhole) - Number(b.isWhole) ||
      Math.abs(b.adds ?? 0) - Math.abs(a.adds ?? 0) ||
      (a.code < b.code ? -1 : 1),
  );
}

function pieceOf(
  column: RebasedColumn,
  area: number,
  piece: number,
  { start, end }: { readonly start: number; readonly end: number },
): CellPiece {
  const { source, numbers, at, rebased, isAssumed } = column;
  const { share, weight } = rebased.crosswalk;
  const place = at * source.keys.length + area;
  const amount = numberAt(column, place);
  const below = 'denominators' in numbers ? (numbers.denominators[place] as number) : Number.NaN;
  // As the rebase has it: half a pair missing is all of it missing.
  const value = 'denominators' in numbers && Number.isNaN(below) ? Number.NaN : amount;
  const isWhole = end - start === 1;
  const portion = share[piece] as number;
  const adds =
    numbers.kind === 'money' && !isWhole
      ? (wholePieces(rebased.crosswalk, value, start, end)[piece - start] as number)
      : times(value, portion);
  return {
    code: source.codes[area] as string,
    name: source.names[area] ?? null,
    value: known(value),
    denominator: known(below),
    share: known(portion),
    weight: known(weight[piece]),
    isWhole,
    adds: known(adds),
    addsLower: isAssumed ? null : known(isWhole ? value : Math.min(0, value)),
    addsUpper: isAssumed ? null : known(isWhole ? value : Math.max(0, value)),
    addsDenominator: known(times(below, portion)),
  };
}

function numberAt({ numbers }: RebasedColumn, place: number): number {
  if (numbers.kind !== 'mean') return ('values' in numbers ? numbers.values : numbers.numerators)[place] as number;
  const below = numbers.denominators[place] as number;
  return below === 0 ? 0 : (numbers.values[place] as number) * below;
}

/** Nothing divides into nothings, in whatever proportion. */
function times(value: number, share: number): number {
  return value === 0 ? 0 : value * share;
}

function known(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Place of the area of that code or id among the areas; `outside`: their number; -1: none. */
export function placeOfArea(areas: Areas, code: string): number {
  if (code === 'outside') return areas.keys.length;
  const wanted = code.trim().toUpperCase();
  const byCode = areas.codes.findIndex((one) => one.toUpperCase() === wanted);
  return byCode >= 0 ? byCode : areas.keys.findIndex((one) => one.toUpperCase() === wanted);
}
