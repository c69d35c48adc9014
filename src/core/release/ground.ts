/**
 * The ground of a release: what no published set of areas tells apart. Sets of areas of several releases, geographies and
 * days cut the land together, so that what is published now and what was published before are sums of the same places.
 * Knows no measures and no rules.
 */

import type { Areas } from '#core/rebase/areas.ts';
import type { Crosswalk } from '#core/rebase/crosswalk.ts';
import { apportionWhole } from '#std/apportion.ts';

/** Sets of areas laid over each other. */
export type Places = {
  /** A place is all that lies in the same area of every set. Land in no area of any set is in none. */
  readonly areas: Areas;
  /** By set: the area of each place, then of what is in none; -1: none. @shape places + 1 */
  readonly areaOfPlace: readonly Int32Array[];
};

/**
 * The places that the sets cut the land into. Linear in parts and sets.
 * @throws when the sets are of other land: their parts differ in number
 */
export function placesOf(sets: readonly Areas[]): Places {
  const parts = sets[0]?.areaOfPart.length ?? 0;
  if (sets.some((set) => set.areaOfPart.length !== parts)) throw new Error('the sets of areas are of other land');
  const numberOf = new Map<string, number>();
  const columns = sets.map((): number[] => []);
  const placeOfPart = new Int32Array(parts).fill(-1);
  for (let part = 0; part < parts; part++) {
    let isSomewhere = false;
    let key = '';
    for (const { areaOfPart } of sets) {
      const area = areaOfPart[part] as number;
      if (area >= 0) isSomewhere = true;
      key += `${area} `;
    }
    if (!isSomewhere) continue;
    const place = numberOf.get(key) ?? numberOf.size;
    if (place === numberOf.size) {
      numberOf.set(key, place);
      for (const [at, { areaOfPart }] of sets.entries()) columns[at]?.push(areaOfPart[part] as number);
    }
    placeOfPart[part] = place;
  }
  const keys = [...numberOf.keys()];
  return {
    areas: { keys, codes: keys, names: keys.map(() => null), areaOfPart: placeOfPart },
    areaOfPlace: columns.map((column) => Int32Array.from([...column, -1])),
  };
}

/** Sources on the places. Places are numbered from 0; the last is what is in no area of any set. */
export type Ground = {
  readonly crosswalk: Crosswalk;
  readonly places: number;
  readonly areaOfPlace: readonly Int32Array[];
  /** Sources with a piece in the place, ascending. @shape places */
  readonly sourcesOfPlace: readonly (readonly number[])[];
};

/** The ground of a crosswalk from the sources to the places. */
export function makeGround(crosswalk: Crosswalk, { areaOfPlace }: Places): Ground {
  const places = crosswalk.targets + 1;
  const sourcesOfPlace = Array.from({ length: places }, (): number[] => []);
  for (let source = 0; source < crosswalk.sources; source++)
    for (const piece of piecesOf(crosswalk, source)) sourcesOfPlace[crosswalk.targetOf[piece] as number]?.push(source);
  return { crosswalk, places, areaOfPlace, sourcesOfPlace };
}

/** Whole numbers on the places, and where they are not known. */
export type Spread = {
  /** @units as counted, whole @shape places */
  readonly counts: Float64Array;
  /** 1: a source there has no number, or lies in several areas in shares that are not known. @shape places */
  readonly isUnknown: Uint8Array;
};

/**
 * Whole numbers of the sources on the places; NaN is not known. What is divided is divided by largest remainder, by
 * weights, first among the areas of the first set and then within each: so the numbers of those areas do not depend on
 * the other sets. Weights that are all zero, or not known within one area: shared equally by parts.
 */
export function spreadWhole({ crosswalk, places, areaOfPlace }: Ground, values: ArrayLike<number>): Spread {
  const counts = new Float64Array(places);
  const isUnknown = new Uint8Array(places);
  for (let source = 0; source < crosswalk.sources; source++) {
    const whole = values[source] as number;
    const start = crosswalk.firstPiece[source] as number;
    const pieces = (crosswalk.firstPiece[source + 1] as number) - start;
    if (Number.isNaN(whole)) {
      for (const piece of piecesOf(crosswalk, source)) isUnknown[crosswalk.targetOf[piece] as number] = 1;
    } else if (pieces === 1) {
      const place = crosswalk.targetOf[start] as number;
      counts[place] = (counts[place] as number) + whole;
    } else if (whole > 0 && pieces > 1) divide(crosswalk, source, whole, areaOfPlace[0], { counts, isUnknown });
  }
  return { counts, isUnknown };
}

/** 1 for each area of the first set that shares a source with what lies beyond it: its numbers are estimated. @shape areas */
export function estimatedAreas({ crosswalk, areaOfPlace }: Ground, areas: number): Uint8Array {
  const isEstimated = new Uint8Array(areas);
  for (let source = 0; source < crosswalk.sources; source++) {
    const own = new Set(
      piecesOf(crosswalk, source).map((piece) => areaOfPlace[0]?.[crosswalk.targetOf[piece] as number] ?? -1),
    );
    if (own.size > 1) for (const area of own) if (area >= 0) isEstimated[area] = 1;
  }
  return isEstimated;
}

function piecesOf({ firstPiece }: Crosswalk, source: number): number[] {
  const start = firstPiece[source] as number;
  return Array.from({ length: (firstPiece[source + 1] as number) - start }, (_, at) => start + at);
}

function divide(
  crosswalk: Crosswalk,
  source: number,
  whole: number,
  areaOfPlace: Int32Array | undefined,
  { counts, isUnknown }: Spread,
): void {
  const { targetOf, weight, parts } = crosswalk;
  const own = piecesOf(crosswalk, source);
  const sum = (pieces: readonly number[], of: Float64Array) =>
    pieces.reduce((all, piece) => all + (of[piece] as number), 0);
  const byArea = [...Map.groupBy(own, (piece) => areaOfPlace?.[targetOf[piece] as number] ?? -1)];
  byArea.sort(([a], [b]) => a - b);
  const weights = byArea.map(([, pieces]) => sum(pieces, weight));
  if (byArea.length > 1 && weights.some(Number.isNaN)) {
    for (const piece of own) isUnknown[targetOf[piece] as number] = 1;
    return;
  }
  const used = weights.some((one) => one > 0) ? weights : byArea.map(([, pieces]) => sum(pieces, parts));
  const shares = byArea.length === 1 ? [whole] : apportionWhole(whole, used);
  for (const [at, [, pieces]] of byArea.entries()) {
    const within = (weights[at] as number) > 0 ? weight : parts;
    const divided = apportionWhole(
      shares[at] as number,
      pieces.map((piece) => within[piece] as number),
    );
    for (const [of, piece] of pieces.entries()) {
      const place = targetOf[piece] as number;
      counts[place] = (counts[place] as number) + (divided[of] as number);
    }
  }
}
