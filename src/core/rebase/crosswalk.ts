/**
 * Crosswalks: how the areas of one geography lie in those of another. Made at once from the parts of the land, so that no
 * share of a coarse area is ever multiplied with another. Knows no values; see rebase.ts for those.
 */

import { type Overlap, overlap } from '#core/coterminosity/overlap.ts';
import type { Areas } from '#core/rebase/areas.ts';
import type { Weights } from '#core/rebase/weights.ts';

/**
 * Pieces of the source areas, in columns. What lies in no target is a piece of the *outside*, which is numbered like one
 * more target after the last.
 */
export type Crosswalk = {
  readonly sources: number;
  readonly targets: number;
  /** Pieces of source s lie from `firstPiece[s]` up to, not including, `firstPiece[s + 1]`, by target. */
  readonly firstPiece: Int32Array;
  /** `targets`: the outside. @shape pieces */
  readonly targetOf: Int32Array;
  /** As the weights are counted. @shape pieces */
  readonly weight: Float64Array;
  /** Parts of the land, or rows of pairs. @shape pieces */
  readonly parts: Float64Array;
  /** Of the source; they add up to 1, and a source in one piece has 1; NaN: not known. @shape pieces */
  readonly share: Float64Array;
  /** Of the target, or of the outside: the way back. NaN where it weighs nothing or is not known. @shape pieces */
  readonly shareOfTarget: Float64Array;
  /** Weight of each target's land that lies in no source; NaN: not known, or it has no other land. @shape targets */
  readonly uncovered: Float64Array;
  /** Sources without any land: their values can go nowhere. Ascending. */
  readonly landless: readonly number[];
  /** Sources in several pieces whose weights are all zero, and which are shared equally by parts. Ascending. */
  readonly unweighted: readonly number[];
};

export type CrosswalkQuestion = { readonly source: Areas; readonly target: Areas; readonly weights: Weights };

/**
 * The crosswalk from source to target; with the two exchanged, the way back. A part that is no land of the weights and
 * weighs nothing counts as no land. O(parts + areas + pieces).
 * @throws when the columns of parts differ in length, or a weight is negative
 * @source docs/methods/rebase.md
 */
export function makeCrosswalk({ source, target, weights }: CrosswalkQuestion): Crosswalk {
  const outside = target.keys.length;
  const targetOf = Int32Array.from(target.areaOfPart, (area) => (area < 0 ? outside : area));
  const sizes = { bodies: source.keys.length, councils: outside + 1 };
  const land = Float64Array.from(weights.isLand);
  if (weights.ofPart.some((weight) => weight < 0)) throw new Error('a weight must not be negative');
  return crosswalkOf(overlap(source.areaOfPart, targetOf, weights.ofPart, land, sizes));
}

/** Pairs that are known without land, such as the people of a practice by block: one entry a pair. */
export type PairTable = {
  readonly sources: number;
  readonly targets: number;
  readonly source: Int32Array;
  /** -1: outside. */
  readonly target: Int32Array;
  readonly weight: Float64Array;
};

/** The crosswalk of a table of pairs. A source or target in no row has no land. */
export function crosswalkOfPairs({ sources, targets, source, target, weight }: PairTable): Crosswalk {
  const targetOf = Int32Array.from(target, (area) => (area < 0 ? targets : area));
  const sizes = { bodies: sources, councils: targets + 1 };
  if (weight.some((one) => one < 0)) throw new Error('a weight must not be negative');
  return crosswalkOf(overlap(source, targetOf, weight, undefined, sizes));
}

function crosswalkOf(given: Overlap): Crosswalk {
  const { pairs, firstPair, bodyTotals, councilTotals, councilUncovered } = given;
  const { persons: weight, blocks: parts, council } = pairs;
  const share = new Float64Array(pairs.length);
  const shareOfTarget = new Float64Array(pairs.length);
  const landless: number[] = [];
  const unweighted: number[] = [];
  for (let source = 0; source < given.bodies; source++) {
    const start = firstPair[source] as number;
    const end = firstPair[source + 1] as number;
    if (start === end) landless.push(source);
    const whole = bodyTotals.persons[source] as number;
    const isUnweighted = whole === 0 && end - start > 1;
    if (isUnweighted) unweighted.push(source);
    const divisor = isUnweighted ? (bodyTotals.blocks[source] as number) : whole;
    const of = isUnweighted ? parts : weight;
    for (let piece = start; piece < end; piece++) {
      share[piece] = end - start === 1 ? 1 : (of[piece] as number) / divisor;
      const all = councilTotals.persons[council[piece] as number] as number;
      shareOfTarget[piece] = (weight[piece] as number) / (all === 0 ? Number.NaN : all);
    }
  }
  const targets = given.councils - 1;
  const uncovered = councilUncovered.persons.slice(0, targets);
  for (let target = 0; target < targets; target++) {
    if (councilTotals.blocks[target] === councilUncovered.blocks[target]) uncovered[target] = Number.NaN;
  }
  return {
    sources: given.bodies,
    targets,
    firstPiece: firstPair,
    targetOf: council,
    weight,
    parts,
    share,
    shareOfTarget,
    uncovered,
    landless,
    unweighted,
  };
}
