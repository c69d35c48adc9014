/**
 * The summary of how two tiers fit: counts with both denominators, persons outside the body that most share, effective
 * numbers, and the indices for comparing partitions. What each number means is in index-catalogue.ts; formulas, sources
 * and worked examples are in docs/methods. Says nothing about what good fit does for people.
 */

import { type Information, informationOf } from '#core/coterminosity/information.ts';
import type { Overlap } from '#core/coterminosity/overlap.ts';
import { type Relation, relations } from '#core/coterminosity/relations.ts';
import { type Known, noRelation, sideSummary, sidesOf } from '#core/coterminosity/sides.ts';

export type Summary = BodyCounts & CouncilCounts & PairCounts & PersonSums & Fit & Information;

export type BodyCounts = {
  readonly bodyCount: number;
  readonly coterminousBodies: number;
  readonly bodiesOfWholeCouncils: number;
  readonly bodiesWithinOneCouncil: number;
  readonly bodiesUncovered: number;
};

export type CouncilCounts = {
  readonly councilCount: number;
  readonly coterminousCouncils: number;
  readonly councilsOfWholeBodies: number;
  readonly councilsWithinOneBody: number;
  readonly councilsCrossing: number;
  readonly councilsUncovered: number;
};

export type PairCounts = {
  readonly pairCount: number;
  readonly coterminousPairs: number;
  readonly bodyWithinCouncilPairs: number;
  readonly councilWithinBodyPairs: number;
  readonly sliverPairs: number;
  readonly straddlingPairs: number;
};

/** @units persons; shares as proportions of `persons` */
export type PersonSums = {
  /** Persons in a body and in a council, both. */
  readonly persons: number;
  readonly personsOutsideModalBody: number;
  readonly shareInModalBody: number;
  readonly personsOutsideModalCouncil: number;
  readonly shareInModalCouncil: number;
  /** Persons of the councils whom no body serves, and of the bodies who live in no council. */
  readonly personsInNoBody: number;
  readonly personsInNoCouncil: number;
};

export type Fit = {
  readonly mapcurvesBodies: number;
  readonly mapcurvesCouncils: number;
  readonly effectiveBodiesPerCouncil: number;
  readonly effectiveCouncilsPerBody: number;
  readonly sqrtEntropyBodies: number;
  readonly sqrtEntropyCouncils: number;
};

/** Which bodies and councils to count: 1 counts, 0 does not. Shares stay shares of the whole body or council. */
export type Selection = { readonly bodies: Uint8Array; readonly councils: Uint8Array };

/**
 * The summary of an overlap at a tolerance. With a selection (a region), bodies and councils outside it are not counted,
 * yet still stand as partners of those inside; sums of persons and the information indices are then of the selected
 * councils' people. Members that are not wholly `known` are counted in no figure of their side and are whole in nobody.
 * Nobody at all: counts are by blocks, shares and the indices of agreement are 1, entropies 0.
 * O(pairs + bodies + councils).
 * @throws when the tolerance is not from 0 up to, not including, 0.5
 * @source docs/methods/README.md
 */
export function summaryOf(given: Overlap, tolerance: number, selection?: Selection, known?: Known): Summary {
  const sides = sidesOf(given, tolerance, known);
  const inside = selection ?? { bodies: ones(given.bodies), councils: ones(given.councils) };
  const chosen = known === undefined ? inside : bothOf(inside, known);
  const bodies = sideSummary(sides.body, chosen.bodies, tolerance);
  const councils = sideSummary(sides.council, chosen.councils, tolerance);
  return {
    bodyCount: bodies.count,
    coterminousBodies: bodies.coterminous,
    bodiesOfWholeCouncils: bodies.ofWholes,
    bodiesWithinOneCouncil: bodies.withinOne,
    bodiesUncovered: bodies.uncovered,
    councilCount: councils.count,
    coterminousCouncils: councils.coterminous,
    councilsOfWholeBodies: councils.ofWholes,
    councilsWithinOneBody: councils.withinOne,
    councilsCrossing: councils.count - councils.withinOne - councils.uncovered,
    councilsUncovered: councils.uncovered,
    ...pairCounts(given, sides.relationCodes, chosen),
    persons: councils.persons,
    personsOutsideModalBody: councils.outsideModal,
    shareInModalBody: councils.persons > 0 ? 1 - councils.outsideModal / councils.persons : 1,
    personsOutsideModalCouncil: bodies.outsideModal,
    shareInModalCouncil: bodies.persons > 0 ? 1 - bodies.outsideModal / bodies.persons : 1,
    personsInNoBody: councils.uncoveredPersons,
    personsInNoCouncil: bodies.uncoveredPersons,
    mapcurvesBodies: bodies.mapcurves,
    mapcurvesCouncils: councils.mapcurves,
    effectiveBodiesPerCouncil: councils.effective,
    effectiveCouncilsPerBody: bodies.effective,
    sqrtEntropyBodies: bodies.sqrtEntropy,
    sqrtEntropyCouncils: councils.sqrtEntropy,
    ...informationOf(given, chosen.councils),
  };
}

/** Pairs by relation: those of which the body or the council is chosen. */
function pairCounts(given: Overlap, relationCodes: Uint8Array, chosen: Selection): PairCounts {
  const counts = new Int32Array(relations.length);
  let pairCount = 0;
  for (let i = 0; i < relationCodes.length; i++) {
    const { body, council } = given.pairs;
    if (chosen.bodies[body[i] as number] !== 1 && chosen.councils[council[i] as number] !== 1) continue;
    const code = relationCodes[i] as number;
    if (code !== noRelation) counts[code] = (counts[code] as number) + 1;
    pairCount++;
  }
  const of = (relation: Relation): number => counts[relations.indexOf(relation)] as number;
  return {
    pairCount,
    coterminousPairs: of('coterminous'),
    bodyWithinCouncilPairs: of('body-within-council'),
    councilWithinBodyPairs: of('council-within-body'),
    sliverPairs: of('sliver'),
    straddlingPairs: of('straddling'),
  };
}

function bothOf(a: Selection, b: Selection): Selection {
  const both = (one: Uint8Array, other: Uint8Array) => one.map((value, at) => value & (other[at] as number));
  return { bodies: both(a.bodies, b.bodies), councils: both(a.councils, b.councils) };
}

function ones(length: number): Uint8Array {
  return new Uint8Array(length).fill(1);
}
