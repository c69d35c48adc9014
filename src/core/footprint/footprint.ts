/**
 * Footprints in building blocks: which blocks a body serves on a day, how many blocks a zone has, and which
 * blocks of a tier nobody covers. Blocks of a vintage that a zone border runs through are told apart.
 */

import { type Geography, partsOfBlock } from '#core/footprint/land.ts';
import type { Zones } from '#core/footprint/zones.ts';
import type { World } from '#core/register/world.ts';

/** A block of a footprint; `whole` is false when part of the block lies outside it. */
export type FootprintBlock = { readonly block: number; readonly whole: boolean };

/** Blocks of the vintage that touch the zones, ascending. Linear in the blocks of the vintage. */
export function blocksIn(zones: Zones, geography: Geography, served: Iterable<number>): FootprintBlock[] {
  const inside = new Uint8Array(zones.count);
  for (const zone of served) inside[zone] = 1;
  const found: FootprintBlock[] = [];
  for (let block = 0; block < geography.codes.length; block++) {
    const parts = partsOfBlock(geography, block);
    let covered = 0;
    for (const part of parts) covered += inside[zones.zoneOfPart[part] ?? 0] ?? 0;
    if (covered > 0) found.push({ block, whole: covered === parts.length });
  }
  return found;
}

/** Blocks of the vintage by zone; a block that several zones share counts in the first. @shape zones */
export function blockCounts(zones: Zones, geography: Geography): Float64Array {
  const counts = new Float64Array(zones.count);
  for (let block = 0; block < geography.codes.length; block++) {
    const first = partsOfBlock(geography, block)[0];
    if (first === undefined) continue;
    const zone = zones.zoneOfPart[first] ?? 0;
    counts[zone] = (counts[zone] ?? 0) + 1;
  }
  return counts;
}

/** Blocks of the vintage that no body of the tier covers, wholly or in part. */
export function uncoveredBlocks(zones: Zones, geography: Geography, holders: Int32Array): FootprintBlock[] {
  const bare: number[] = [];
  for (let zone = 0; zone < holders.length; zone++) if (holders[zone] === -1) bare.push(zone);
  return blocksIn(zones, geography, bare);
}

/** The vintage whose date is nearest to the day, the earlier of two as near; undefined without any. */
export function vintageFor(world: World, date: string): Geography | undefined {
  const distance = (one: Geography) => Math.abs(Date.parse(one.vintage) - Date.parse(date));
  return [...world.land.geographies].sort((a, b) => distance(a) - distance(b))[0];
}
