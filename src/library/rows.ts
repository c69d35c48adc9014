/** Areas and weights stated by the rows of a lookup, for programs that have no register. A row is a part of the land. */

import type { Areas } from '#core/rebase/areas.ts';
import type { Weights } from '#core/rebase/weights.ts';

/**
 * The areas of a lookup: the code of each row, null or '' for none. Rows stand for the same land in the same order in
 * every list that is used together.
 * @example areasOfRows(['E1', 'E1', 'E2', null]).keys // ['E1', 'E2']
 */
export function areasOfRows(codes: readonly (string | null)[]): Areas {
  const places = new Map<string, number>();
  const areaOfPart = Int32Array.from(codes, (code) => {
    if (code === null || code === '') return -1;
    const place = places.get(code) ?? places.size;
    if (place === places.size) places.set(code, place);
    return place;
  });
  const keys = [...places.keys()];
  return { keys, codes: keys, names: keys.map(() => null), areaOfPart };
}

/**
 * Weights of the rows of a lookup, such as the people of each block; NaN where it is not known.
 * @throws when a weight is negative: no share is
 */
export function weightsOfRows(title: string, weights: ArrayLike<number>): Weights {
  const ofPart = Float64Array.from(weights);
  const negative = ofPart.findIndex((weight) => weight < 0);
  if (negative >= 0) throw new RangeError(`a weight must not be negative: ${ofPart[negative]} in row ${negative}`);
  return { title, ofPart, isLand: new Uint8Array(ofPart.length).fill(1) };
}
