/**
 * Adding up whole areas: the sums over the sources that lie wholly in each target, for many measures at once. This is where
 * the time of a rebase goes: each number is read once, in the order it lies in memory, four measures side by side.
 */

import type { Crosswalk } from '#core/rebase/crosswalk.ts';

/** Which sources lie wholly in which target, and which are split. */
export type Layout = {
  /** The target of a source in one piece (`targets`: the outside); `targets + 1`: in no one place. @shape sources */
  readonly wholeIn: Int32Array;
  /** Sources in several pieces, ascending. */
  readonly split: Int32Array;
  /** Split sources with a piece in the target. @shape targets + 1 */
  readonly sourcesSplit: Int32Array;
};

/** The layout of the crosswalk. Linear in sources and pieces. */
export function layoutOf({ sources, targets, firstPiece, targetOf }: Crosswalk): Layout {
  const wholeIn = new Int32Array(sources).fill(targets + 1);
  const sourcesSplit = new Int32Array(targets + 1);
  const split: number[] = [];
  for (let source = 0; source < sources; source++) {
    const start = firstPiece[source] as number;
    const end = firstPiece[source + 1] as number;
    if (end - start === 1) wholeIn[source] = targetOf[start] as number;
    if (end - start < 2) continue;
    split.push(source);
    for (let piece = start; piece < end; piece++) {
      const target = targetOf[piece] as number;
      sourcesSplit[target] = (sourcesSplit[target] as number) + 1;
    }
  }
  return { wholeIn, split: Int32Array.from(split), sourcesSplit };
}

/**
 * Sums of whole sources by target and measure; NaN where a value is missing, and whether any is.
 * @shape values: measures x sources, measure after measure; sums: measures x (targets + 1)
 */
export function sumWholes(
  { wholeIn, sourcesSplit }: Layout,
  values: Float64Array,
  measures: number,
): { readonly sums: Float64Array; readonly hasMissing: boolean } {
  const width = sourcesSplit.length;
  const sources = wholeIn.length;
  const sums = new Float64Array(measures * width);
  const tile = new Float64Array((width + 1) * 4);
  let all = 0;
  let measure = 0;
  for (; measure + 4 <= measures; measure += 4) {
    sumFour(wholeIn, values, measure * sources, tile);
    all += takeTile(tile, sums, measure * width, width);
  }
  for (; measure < measures; measure++) {
    const column = tile.subarray(0, width + 1);
    sumKnown(wholeIn, values.subarray(measure * sources, (measure + 1) * sources), Number.NaN, column);
    sums.set(column.subarray(0, width), measure * width);
    for (let target = 0; target < width; target++) all += column[target] as number;
  }
  return { sums, hasMissing: Number.isNaN(all) };
}

/** Puts the sums of a tile where they belong; returns their sum, which shows at once whether any is NaN. */
function takeTile(tile: Float64Array, sums: Float64Array, to: number, width: number): number {
  let all = 0;
  for (let target = 0; target < width; target++) {
    const a = tile[4 * target] as number;
    const b = tile[4 * target + 1] as number;
    const c = tile[4 * target + 2] as number;
    const d = tile[4 * target + 3] as number;
    sums[to + target] = a;
    sums[to + width + target] = b;
    sums[to + 2 * width + target] = c;
    sums[to + 3 * width + target] = d;
    all += a + b + (c + d);
  }
  return all;
}

/** Four measures in one go: the four sums of a target lie in one line of the processor's cache. */
function sumFour(wholeIn: Int32Array, values: Float64Array, first: number, tile: Float64Array): void {
  const sources = wholeIn.length;
  const [second, third, fourth] = [first + sources, first + 2 * sources, first + 3 * sources];
  tile.fill(0);
  for (let source = 0; source < sources; source++) {
    const at = 4 * (wholeIn[source] as number);
    tile[at] = (tile[at] as number) + (values[first + source] as number);
    tile[at + 1] = (tile[at + 1] as number) + (values[second + source] as number);
    tile[at + 2] = (tile[at + 2] as number) + (values[third + source] as number);
    tile[at + 3] = (tile[at + 3] as number) + (values[fourth + source] as number);
  }
}

/** The sums of one measure with a missing value taken as `instead`. @shape sums: targets + 2 */
export function sumKnown(wholeIn: Int32Array, column: Float64Array, instead: number, sums: Float64Array): void {
  sums.fill(0);
  for (let source = 0; source < column.length; source++) {
    const at = wholeIn[source] as number;
    const value = column[source] as number;
    sums[at] = (sums[at] as number) + (Number.isNaN(value) ? instead : value);
  }
}
