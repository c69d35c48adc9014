/**
 * How many of each pair's persons are estimated. A population is counted on the blocks of one vintage; where a body or
 * council of another vintage cuts through a block, the block's people were spread, and what each side got is an estimate.
 */

import type { Overlap } from '#core/coterminosity/overlap.ts';
import { partsOfBlock } from '#core/footprint/land.ts';
import type { Population } from '#core/footprint/population.ts';
import type { Zones } from '#core/footprint/zones.ts';

export type Estimates = {
  /** Of each pair's persons, those in blocks that the pair shares with another pair. @units persons @shape pairs */
  readonly persons: Float64Array;
  /** Blocks that borders of either tier cut on the day, and the people in them. */
  readonly blocks: number;
  readonly personsInBlocks: number;
};

/** The estimated persons of each pair. O(parts of the blocks that zones split). */
export function estimatedPersons(
  given: Overlap,
  bodyOf: Int32Array,
  councilOf: Int32Array,
  population: Population,
  zones: Zones,
): Estimates {
  const persons = new Float64Array(given.pairs.length);
  let blocks = 0;
  let personsInBlocks = 0;
  for (const split of population.splitBlocks) {
    const first = split.zones[0] as number;
    const cut = split.zones.some((zone) => bodyOf[zone] !== bodyOf[first] || councilOf[zone] !== councilOf[first]);
    if (!cut) continue;
    blocks += 1;
    personsInBlocks += split.persons;
    for (const part of partsOfBlock(population.geography, split.block)) {
      const zone = zones.zoneOfPart[part] as number;
      const at = pairIndex(given, bodyOf[zone] as number, councilOf[zone] as number);
      if (at >= 0) persons[at] = (persons[at] as number) + (population.personsOfPart[part] as number);
    }
  }
  return { persons, blocks, personsInBlocks };
}

/** The place of a pair in the overlap, or -1. O(log of the body's pairs). */
export function pairIndex(given: Overlap, body: number, council: number): number {
  if (body < 0 || council < 0) return -1;
  let low = given.firstPair[body] as number;
  let high = (given.firstPair[body + 1] as number) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = given.pairs.council[middle] as number;
    if (found === council) return middle;
    if (found < council) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
