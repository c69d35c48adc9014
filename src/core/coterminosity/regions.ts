/**
 * A measure region by region. A council belongs to the region where most of its people are (that is all of them, but for
 * territory that changed hands in part); so does a body, which may work across a border: it is counted once.
 */

import { type Overlap, overlap } from '#core/coterminosity/overlap.ts';
import { type Selection, type Summary, summaryOf } from '#core/coterminosity/summary.ts';
import type { TierColumn } from '#core/coterminosity/tier-columns.ts';
import type { Body } from '#core/register/as-of.ts';

export type RegionSummary = {
  readonly region: Body;
  /** All persons of the region's councils. @units persons */
  readonly persons: number;
  readonly summary: Summary;
};

/** Place of the region of each body and of each council; -1: in none. */
export type RegionOf = { readonly bodies: Int32Array; readonly councils: Int32Array };

/** The region of every body and council. */
export function regionOf(
  bodies: TierColumn,
  councils: TierColumn,
  regions: TierColumn,
  persons: Float64Array,
  blocks: Float64Array,
): RegionOf {
  const home = (tier: TierColumn) =>
    mostShared(
      overlap(tier.of, regions.of, persons, blocks, { bodies: tier.members.length, councils: regions.members.length }),
    );
  return { bodies: home(bodies), councils: home(councils) };
}

/** Which bodies and councils count in the region at that place. */
export function selectionOf(given: RegionOf, region: number): Selection {
  return {
    bodies: Uint8Array.from(given.bodies, (home) => Number(home === region)),
    councils: Uint8Array.from(given.councils, (home) => Number(home === region)),
  };
}

/** The summary of each region that has at least one council, in the order of the regions. */
export function regionSummaries(
  given: Overlap,
  tolerance: number,
  regions: TierColumn,
  homes: RegionOf,
  known?: Selection,
): RegionSummary[] {
  return regions.members.flatMap((region, at) => {
    const selection = selectionOf(homes, at);
    if (!selection.councils.includes(1)) return [];
    return [{ region, persons: personsOf(given, selection), summary: summaryOf(given, tolerance, selection, known) }];
  });
}

function personsOf(given: Overlap, selection: Selection): number {
  return given.councilTotals.persons.reduce(
    (sum, persons, council) => sum + persons * (selection.councils[council] as number),
    0,
  );
}

/** For each member of the first tier the member of the second that it shares most with: persons, then blocks, then order. */
function mostShared(given: Overlap): Int32Array {
  const { pairs, firstPair } = given;
  const most = new Int32Array(given.bodies).fill(-1);
  for (let member = 0; member < given.bodies; member++) {
    let best = -1;
    for (let at = firstPair[member] as number; at < (firstPair[member + 1] as number); at++) {
      if (best < 0 || isMore(pairs.persons, pairs.blocks, at, best)) best = at;
    }
    if (best >= 0) most[member] = pairs.council[best] as number;
  }
  return most;
}

function isMore(persons: Float64Array, blocks: Float64Array, a: number, b: number): boolean {
  return persons[a] === persons[b]
    ? (blocks[a] as number) > (blocks[b] as number)
    : (persons[a] as number) > (persons[b] as number);
}
