/**
 * Information-theoretic comparison of two partitions of the same people: variation of information, homogeneity,
 * completeness and V-measure. Only people in a body and in a council enter.
 */

import type { Overlap } from '#core/coterminosity/overlap.ts';

/** @units nats for entropies; proportions otherwise */
export type Information = {
  /** How uncertain the body of a person is, nothing known; the same for the council. */
  readonly bodyEntropyNats: number;
  readonly councilEntropyNats: number;
  /** Of that, what is left when the council (or the body) is known. The two add up to `viNats`. */
  readonly bodyGivenCouncilNats: number;
  readonly councilGivenBodyNats: number;
  readonly viNats: number;
  readonly homogeneity: number;
  readonly completeness: number;
  readonly vMeasure: number;
};

/**
 * The information indices over the people of the chosen councils (1 in `councils`). Homogeneity is 1 when every
 * council's people are in one body; completeness is 1 when every body's people are in one council. One body only:
 * homogeneity 1; one council only, or nobody: completeness 1. Conditional entropies are summed as such, not as a
 * difference, so that identical partitions give 0 exactly. O(pairs + bodies + councils).
 * @source Meila (2007) eq. 15; Rosenberg and Hirschberg (2007); docs/methods/variation-of-information.md
 */
export function informationOf(given: Overlap, councils: Uint8Array): Information {
  const { body, council, persons, length } = given.pairs;
  const bodySums = new Float64Array(given.bodies);
  const councilSums = new Float64Array(given.councils);
  let everyone = 0;
  for (let i = 0; i < length; i++) {
    const c = council[i] as number;
    if (councils[c] !== 1) continue;
    const people = persons[i] as number;
    bodySums[body[i] as number] = (bodySums[body[i] as number] as number) + people;
    councilSums[c] = (councilSums[c] as number) + people;
    everyone += people;
  }
  let bodyGivenCouncil = 0;
  let councilGivenBody = 0;
  for (let i = 0; i < length; i++) {
    const c = council[i] as number;
    const people = persons[i] as number;
    if (councils[c] !== 1 || people === 0) continue;
    // A ratio of exactly 1 has the logarithm 0: most pairs of nested tiers take no logarithm on one side.
    const inCouncil = councilSums[c] as number;
    const inBody = bodySums[body[i] as number] as number;
    if (people !== inCouncil) bodyGivenCouncil += people * Math.log(inCouncil / people);
    if (people !== inBody) councilGivenBody += people * Math.log(inBody / people);
  }
  const bodyEntropyNats = entropy(bodySums, everyone);
  const councilEntropyNats = entropy(councilSums, everyone);
  const bodyGivenCouncilNats = everyone > 0 ? bodyGivenCouncil / everyone : 0;
  const councilGivenBodyNats = everyone > 0 ? councilGivenBody / everyone : 0;
  const homogeneity = bodyEntropyNats > 0 ? 1 - bodyGivenCouncilNats / bodyEntropyNats : 1;
  const completeness = councilEntropyNats > 0 ? 1 - councilGivenBodyNats / councilEntropyNats : 1;
  const both = homogeneity + completeness;
  return {
    bodyEntropyNats,
    councilEntropyNats,
    bodyGivenCouncilNats,
    councilGivenBodyNats,
    viNats: bodyGivenCouncilNats + councilGivenBodyNats,
    homogeneity,
    completeness,
    vMeasure: both > 0 ? (2 * homogeneity * completeness) / both : 0,
  };
}

/** Entropy of a column of counts that add up to `total`. @units nats */
function entropy(counts: Float64Array, total: number): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (count > 0 && count < total) sum += count * Math.log(total / count);
  }
  return total > 0 ? sum / total : 0;
}
