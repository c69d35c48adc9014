/**
 * Counts of people on the land: as published on the blocks of one vintage, spread over parts, summed over
 * zones. Every count is whole and every sum is kept: what a block has, its parts have together.
 */

import { type Geography, geographyNamed, type Land, partsOfBlock } from '#core/footprint/land.ts';
import type { Zones } from '#core/footprint/zones.ts';
import type { Facts, PopulationId, Row } from '#core/pack/tables.ts';
import { apportionWhole } from '#std/apportion.ts';
import { dayNumber, type IsoDate } from '#std/iso-date.ts';

/** A block that lies in several zones: bodies may cut through it, and then its people are estimated. */
export type SplitBlock = { readonly block: number; readonly persons: number; readonly zones: Int32Array };

export type Population = {
  readonly row: Row<'populations'>;
  readonly geography: Geography;
  /** @units persons @shape blocks */
  readonly personsOfBlock: Float64Array;
  /** @units persons, whole @shape parts */
  readonly personsOfPart: Float64Array;
  /** @units persons, whole @shape zones */
  readonly personsOfZone: Float64Array;
  readonly persons: number;
  /** Blocks of the vintage that have no figure. */
  readonly missingBlocks: number;
  readonly splitBlocks: readonly SplitBlock[];
};

/**
 * The populations that are counted on blocks, in the order of the pack. A block that several parts share is
 * spread over them in whole persons, in proportion to the population nearest in time on another vintage
 * (there each part's block, shared equally among its parts); without one, equally.
 */
export function makePopulations(
  land: Land,
  zones: Zones,
  facts: Pick<Facts, 'populations' | 'population_values'>,
): Population[] {
  const counted = facts.populations.flatMap((row) => {
    const geography = row.geography === null ? undefined : geographyNamed(land, row.geography);
    return geography === undefined
      ? []
      : [{ row, geography, personsOfBlock: new Float64Array(geography.codes.length).fill(-1) }];
  });
  const byId = new Map<PopulationId, (typeof counted)[number]>(counted.map((one) => [one.row.id, one]));
  for (const value of facts.population_values) {
    const one = byId.get(value.population);
    const block = one?.geography.indexOfCode.get(value.area);
    if (one !== undefined && block !== undefined) one.personsOfBlock[block] = value.persons;
  }
  return counted.map((one) => {
    let missingBlocks = 0;
    for (const persons of one.personsOfBlock) if (persons < 0) missingBlocks += 1;
    const weights = partWeights(land, nearestOnOtherVintage(counted, one));
    const personsOfPart = spread(land, one.geography, one.personsOfBlock, weights);
    return { ...one, personsOfPart, missingBlocks, ...onZones(one, personsOfPart, zones) };
  });
}

/** The same population summed over other zones of the same land. Linear in parts and blocks. */
export function populationOnZones(population: Population, zones: Zones): Population {
  return { ...population, ...onZones(population, population.personsOfPart, zones) };
}

function onZones(
  counted: Counted,
  personsOfPart: Float64Array,
  zones: Zones,
): Pick<Population, 'personsOfZone' | 'persons' | 'splitBlocks'> {
  const personsOfZone = new Float64Array(zones.count);
  for (let part = 0; part < personsOfPart.length; part++) {
    const zone = zones.zoneOfPart[part] ?? 0;
    personsOfZone[zone] = (personsOfZone[zone] ?? 0) + (personsOfPart[part] ?? 0);
  }
  return {
    personsOfZone,
    persons: personsOfZone.reduce((a, b) => a + b, 0),
    splitBlocks: splitBlocks(counted.geography, counted.personsOfBlock, zones),
  };
}

/** The resident population counted nearest to the day (the earlier of two as near), or undefined without any. */
export function nearestPopulation(populations: readonly Population[], date: IsoDate): Population | undefined {
  const distance = (one: Population) => Math.abs(dayNumber(one.row.date) - dayNumber(date));
  return populations
    .filter((one) => one.row.base === 'resident' && one.missingBlocks === 0)
    .sort((a, b) => distance(a) - distance(b) || (a.row.date < b.row.date ? -1 : 1))[0];
}

type Counted = {
  readonly row: Row<'populations'>;
  readonly geography: Geography;
  readonly personsOfBlock: Float64Array;
};

function nearestOnOtherVintage(all: readonly Counted[], one: Counted): Counted | undefined {
  const distance = (other: Counted) => Math.abs(Date.parse(other.row.date) - Date.parse(one.row.date));
  return all
    .filter((other) => other.geography !== one.geography && other.row.base === 'resident')
    .sort((a, b) => distance(a) - distance(b))[0];
}

function partWeights(land: Land, by: Counted | undefined): Float64Array {
  const weights = new Float64Array(land.partCount);
  if (by === undefined) return weights;
  const { geography, personsOfBlock } = by;
  for (let block = 0; block < geography.codes.length; block++) {
    const parts = partsOfBlock(geography, block);
    for (const part of parts) weights[part] = Math.max(0, personsOfBlock[block] ?? 0) / parts.length;
  }
  return weights;
}

function spread(land: Land, geography: Geography, personsOfBlock: Float64Array, weights: Float64Array): Float64Array {
  const persons = new Float64Array(land.partCount);
  for (let block = 0; block < personsOfBlock.length; block++) {
    const whole = personsOfBlock[block] ?? -1;
    const parts = partsOfBlock(geography, block);
    const first = parts[0];
    if (whole <= 0 || first === undefined) continue;
    if (parts.length === 1) persons[first] = whole;
    else {
      const shares = apportionWhole(
        whole,
        Array.from(parts, (part) => weights[part] ?? 0),
      );
      for (let at = 0; at < parts.length; at++) persons[parts[at] ?? 0] = shares[at] ?? 0;
    }
  }
  return persons;
}

function splitBlocks(geography: Geography, personsOfBlock: Float64Array, zones: Zones): SplitBlock[] {
  const split: SplitBlock[] = [];
  for (let block = 0; block < geography.codes.length; block++) {
    const parts = partsOfBlock(geography, block);
    if (parts.length < 2) continue;
    const seen = new Set(Array.from(parts, (part) => zones.zoneOfPart[part] ?? 0));
    if (seen.size > 1)
      split.push({ block, persons: Math.max(0, personsOfBlock[block] ?? 0), zones: Int32Array.from(seen).sort() });
  }
  return split;
}
