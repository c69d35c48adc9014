/**
 * How one body and one council fit: coterminous, nested either way, a sliver, or straddling, at a stated tolerance.
 * Knows shares only; what a share is a share of is settled here too, for bodies with no persons.
 */

import type { Overlap } from '#core/coterminosity/overlap.ts';

export const relations = ['coterminous', 'body-within-council', 'council-within-body', 'sliver', 'straddling'] as const;
export type Relation = (typeof relations)[number];

/** The shares of one pair. @units proportions, 0 to 1 */
export type PairShares = {
  /** Of the body's persons, those that live in the council. */
  readonly ofBody: number;
  /** Of the council's persons, those that the body serves. */
  readonly ofCouncil: number;
};

/** What a share may miss by rounding alone: far less than one person of a billion, so that 0 stays exact. */
const rounding = 1e-12;

/**
 * The relation of a pair. Tried in this order, the first that holds is the answer:
 * coterminous (both shares at least 1 - t), body-within-council (the body's share at least 1 - t),
 * council-within-body (the council's share at least 1 - t), sliver (t above 0 and both shares at most t),
 * straddling. Tolerance 0 is exact: one person elsewhere is enough to straddle.
 * @throws when the tolerance is not from 0 up to, not including, 0.5
 * @source docs/methods/relations.md
 * @example relationOf({ ofBody: 1, ofCouncil: 0.2 }, 0) // 'body-within-council'
 */
export function relationOf(shares: PairShares, tolerance: number): Relation {
  const atLeast = wholeShare(tolerance);
  if (shares.ofBody >= atLeast) return shares.ofCouncil >= atLeast ? 'coterminous' : 'body-within-council';
  if (shares.ofCouncil >= atLeast) return 'council-within-body';
  const atMost = tolerance + rounding;
  return tolerance > 0 && shares.ofBody <= atMost && shares.ofCouncil <= atMost ? 'sliver' : 'straddling';
}

/**
 * The least share that counts as the whole at this tolerance. Below 0.5 a body has at most one coterminous council.
 * @throws when the tolerance is not from 0 up to, not including, 0.5
 */
export function wholeShare(tolerance: number): number {
  if (!(tolerance >= 0 && tolerance < 0.5)) throw new Error(`a tolerance must be from 0 to below 0.5: ${tolerance}`);
  return 1 - tolerance - rounding;
}

/** The shares of pair `at`. A body or council with no persons at all is measured by its blocks instead. */
export function pairShares(given: Overlap, at: number): PairShares {
  const { pairs, bodyTotals, councilTotals } = given;
  const body = pairs.body[at] as number;
  const council = pairs.council[at] as number;
  const persons = pairs.persons[at] as number;
  const blocks = pairs.blocks[at] as number;
  return {
    ofBody: shareOf(persons, bodyTotals.persons[body] as number, blocks, bodyTotals.blocks[body] as number),
    ofCouncil: shareOf(
      persons,
      councilTotals.persons[council] as number,
      blocks,
      councilTotals.blocks[council] as number,
    ),
  };
}

function shareOf(persons: number, allPersons: number, blocks: number, allBlocks: number): number {
  if (allPersons > 0) return persons / allPersons;
  return allBlocks > 0 ? blocks / allBlocks : 0;
}
