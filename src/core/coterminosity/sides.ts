/**
 * One side of an overlap at a time: for each body, what its councils are to it, and the same for each council with the
 * tiers exchanged. summary.ts counts over what is gathered here.
 */

import type { Overlap, Totals } from '#core/coterminosity/overlap.ts';
import { pairShares, relationOf, relations, wholeShare } from '#core/coterminosity/relations.ts';

/** What is known of each member of one tier (of each body, or of each council). One entry a member. */
export type Side = {
  readonly totals: Totals;
  readonly uncovered: Totals;
  /** Pairs that the member is in. */
  readonly partners: Int32Array;
  /** Persons shared with any partner, and with the partner that shares most. @units persons */
  readonly shared: Float64Array;
  readonly most: Float64Array;
  /** Sum of squares and of square roots of persons by partner. */
  readonly squares: Float64Array;
  readonly roots: Float64Array;
  /** The member's goodness of fit: sum over partners of share of the member times share of the partner. */
  readonly fit: Float64Array;
  /** Of the member, the share that lies in partners that are whole in it. */
  readonly inWholes: Float64Array;
  /** 1 when a partner is coterminous with it; 1 when it is whole in one partner. */
  readonly coterminous: Uint8Array;
  readonly withinOne: Uint8Array;
};

export type Sides = {
  readonly body: Side;
  readonly council: Side;
  /** The relation of each pair, as an index of `relations`; or `noRelation`. */
  readonly relationCodes: Uint8Array;
};

/** What counts and indices come to over the chosen members of one tier. */
export type SideSummary = {
  readonly count: number;
  readonly coterminous: number;
  readonly ofWholes: number;
  readonly withinOne: number;
  readonly uncovered: number;
  readonly persons: number;
  readonly uncoveredPersons: number;
  readonly outsideModal: number;
  readonly effective: number;
  readonly sqrtEntropy: number;
  readonly mapcurves: number;
};

/** Members of which the whole territory is known: 1 is known, 0 is not. */
export type Known = { readonly bodies: Uint8Array; readonly councils: Uint8Array };

/** The code of a pair of which one side is known in part only, so that no relation can be told. */
export const noRelation = 255;

/**
 * Both sides of an overlap, gathered in one pass over its pairs. A member known in part is never whole in another,
 * since the rest of it may lie elsewhere. O(pairs + bodies + councils).
 */
export function sidesOf(given: Overlap, tolerance: number, known?: Known): Sides {
  const whole = wholeShare(tolerance);
  const { pairs } = given;
  const body = emptySide(given.bodies, given.bodyTotals, given.bodyUncovered);
  const council = emptySide(given.councils, given.councilTotals, given.councilUncovered);
  const relationCodes = new Uint8Array(pairs.length);
  for (let i = 0; i < pairs.length; i++) {
    const b = pairs.body[i] as number;
    const c = pairs.council[i] as number;
    const shares = pairShares(given, i);
    const isBodyKnown = known === undefined || known.bodies[b] === 1;
    const isCouncilKnown = known === undefined || known.councils[c] === 1;
    const relation = isBodyKnown && isCouncilKnown ? relationOf(shares, tolerance) : null;
    relationCodes[i] = relation === null ? noRelation : relations.indexOf(relation);
    const fit = shares.ofBody * shares.ofCouncil;
    addPair(body, b, pairs.persons[i] as number, fit);
    addPair(council, c, pairs.persons[i] as number, fit);
    if (isCouncilKnown && shares.ofCouncil >= whole) {
      body.inWholes[b] = (body.inWholes[b] as number) + shares.ofBody;
      council.withinOne[c] = 1;
    }
    if (isBodyKnown && shares.ofBody >= whole) {
      council.inWholes[c] = (council.inWholes[c] as number) + shares.ofCouncil;
      body.withinOne[b] = 1;
    }
    if (relation !== 'coterminous') continue;
    body.coterminous[b] = 1;
    council.coterminous[c] = 1;
  }
  return { body, council, relationCodes };
}

/** Counts and indices over the members with 1 in `chosen`. Members that hold no block are not counted. */
export function sideSummary(side: Side, chosen: Uint8Array, tolerance: number): SideSummary {
  const whole = wholeShare(tolerance);
  const sums = { count: 0, coterminous: 0, ofWholes: 0, withinOne: 0, uncovered: 0 };
  const people = { persons: 0, uncoveredPersons: 0, outsideModal: 0, effective: 0, roots: 0 };
  const fits = { sum: 0, least: Number.POSITIVE_INFINITY, most: 0 };
  for (let m = 0; m < chosen.length; m++) {
    if (chosen[m] !== 1 || !holdsAnything(side.totals, m)) continue;
    sums.count++;
    sums.coterminous += side.coterminous[m] as number;
    sums.withinOne += side.withinOne[m] as number;
    if ((side.inWholes[m] as number) >= whole) sums.ofWholes++;
    if (side.partners[m] === 0) sums.uncovered++;
    const shared = side.shared[m] as number;
    people.persons += shared;
    people.uncoveredPersons += side.uncovered.persons[m] as number;
    people.outsideModal += shared - (side.most[m] as number);
    if (shared > 0) {
      // Weighted by the member's people: shared * (1 / sum of squared shares), shared * (sum of roots of shares).
      people.effective += (shared * shared * shared) / (side.squares[m] as number);
      people.roots += (side.roots[m] as number) * Math.sqrt(shared);
    }
    const fit = side.fit[m] as number;
    fits.sum += fit;
    fits.least = Math.min(fits.least, fit);
    fits.most = Math.max(fits.most, fit);
  }
  const { persons, uncoveredPersons, outsideModal } = people;
  return {
    ...sums,
    persons,
    uncoveredPersons,
    outsideModal,
    effective: persons > 0 ? people.effective / persons : 1,
    sqrtEntropy: persons > 0 ? people.roots / persons : 1,
    mapcurves: curveArea(sums.count, fits),
  };
}

/**
 * The area under the mapcurve, by trapezoids between the sorted goodnesses of fit, the curve falling from 1 at the
 * least to 0 at the greatest. That sum telescopes to the mean in which least and greatest count half. One member: its
 * own goodness of fit; none: 1.
 * @source Hargrove, Hoffman and Hessburg (2006); docs/methods/mapcurves.md
 */
function curveArea(
  count: number,
  fits: { readonly sum: number; readonly least: number; readonly most: number },
): number {
  if (count === 0) return 1;
  return count === 1 ? fits.sum : (fits.sum - (fits.least + fits.most) / 2) / (count - 1);
}

function addPair(side: Side, member: number, persons: number, fit: number): void {
  side.partners[member] = (side.partners[member] as number) + 1;
  side.shared[member] = (side.shared[member] as number) + persons;
  if (persons > (side.most[member] as number)) side.most[member] = persons;
  side.squares[member] = (side.squares[member] as number) + persons * persons;
  side.roots[member] = (side.roots[member] as number) + Math.sqrt(persons);
  side.fit[member] = (side.fit[member] as number) + fit;
}

function holdsAnything(totals: Totals, member: number): boolean {
  return totals.blocks[member] !== 0 || totals.persons[member] !== 0;
}

/** Columns in one piece of memory: asking for memory costs more than filling it. */
function emptySide(members: number, totals: Totals, uncovered: Totals): Side {
  const all = new Float64Array(members * 6);
  const column = (at: number): Float64Array => all.subarray(members * at, members * (at + 1));
  const flags = new Uint8Array(members * 2);
  return {
    totals,
    uncovered,
    partners: new Int32Array(members),
    shared: column(0),
    most: column(1),
    squares: column(2),
    roots: column(3),
    fit: column(4),
    inWholes: column(5),
    coterminous: flags.subarray(0, members),
    withinOne: flags.subarray(members),
  };
}
