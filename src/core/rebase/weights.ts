/**
 * Weights: in what proportion the number of an area that is cut goes to its pieces. A population, or the values that
 * another data set has on blocks, put on the parts of the land. Says how much is where, never who holds it.
 */

import { type Geography, partsOfBlock } from '#core/footprint/land.ts';
import type { Population } from '#core/footprint/population.ts';

export type Weights = {
  /** What a reader is told: "Census 2021 residents". */
  readonly title: string;
  /** From 0; NaN where it is not known. @shape parts */
  readonly ofPart: Float64Array;
  /** 1 where the part is land of the vintage that the weights are counted on, 0 where it is not. @shape parts */
  readonly isLand: Uint8Array;
};

/** The population as weights. A block without a figure leaves the weights of its parts unknown. */
export function weightsOfPopulation(population: Population): Weights {
  const { geography, personsOfBlock, personsOfPart, row } = population;
  const ofPart = personsOfPart.slice();
  for (let block = 0; block < personsOfBlock.length; block++) {
    if ((personsOfBlock[block] as number) >= 0) continue;
    for (const part of partsOfBlock(geography, block)) ofPart[part] = Number.NaN;
  }
  return { title: row.title, ofPart, isLand: landOf(geography) };
}

/**
 * Values on the blocks of a vintage as weights; a block that has several parts is spread over them in proportion to
 * `within`, equally where that is nothing. A value of NaN is unknown.
 * @throws when a value is negative: no share is.
 */
export function weightsOfBlocks(title: string, geography: Geography, values: Float64Array, within: Weights): Weights {
  const ofPart = new Float64Array(geography.blockOfPart.length);
  for (let block = 0; block < geography.codes.length; block++) {
    const value = values[block] ?? Number.NaN;
    if (value < 0) throw new Error(`a weight must not be negative: ${value} on ${geography.codes[block]}`);
    const parts = partsOfBlock(geography, block);
    let sum = 0;
    for (const part of parts) sum += within.ofPart[part] as number;
    for (const part of parts) {
      ofPart[part] = sum > 0 ? (value * (within.ofPart[part] as number)) / sum : value / parts.length;
    }
  }
  return { title, ofPart, isLand: landOf(geography) };
}

function landOf(geography: Geography): Uint8Array {
  return Uint8Array.from(geography.blockOfPart, (block) => (block >= 0 ? 1 : 0));
}
