/**
 * Footprints in building blocks: which blocks a body serves on a day, how many blocks a zone has, and which
 * blocks of a tier nobody covers. Blocks of a vintage that a zone border runs through are told apart.
 */

import type { Geography } from '#core/footprint/land.ts';
import type { Zones } from '#core/footprint/zones.ts';
import type { World } from '#core/register/world.ts';

/** A block of a footprint; `whole` is false when part of the block lies outside it. */
export type FootprintBlock = { readonly block: number; readonly whole: boolean };

/** Blocks of the vintage that touch the zones, ascending. Linear in the blocks of the vintage. */
export function blocksIn(zones: Zones, geography: Geography, served: Iterable<number>): FootprintBlock[] {
  const inside = new Uint8Array(zones.count);
  for (const zone of served) inside[zone] = 1;
  const { parts, partsStart } = geography;
  const found: FootprintBlock[] = [];
  for (let block = 0; block < geography.codes.length; block++) {
    // Without a view of the parts of each block: there are tens of thousands of blocks.
    const [from, to] = [partsStart[block] ?? 0, partsStart[block + 1] ?? 0];
    let covered = 0;
    for (let at = from; at < to; at++) covered += inside[zones.zoneOfPart[parts[at] ?? 0] ?? 0] ?? 0;
    if (covered > 0) found.push({ block, whole: covered === to - from });
  }
  return found;
}

const countsOfZones = new WeakMap<Zones, WeakMap<Geography, Float64Array>>();

/**
 * Blocks of the vintage by zone; a block that several zones share counts in the first. The same array for the same zones and
 * vintage: not to be changed. @shape zones
 */
export function blockCounts(zones: Zones, geography: Geography): Float64Array {
  const ofZones = countsOfZones.get(zones) ?? new WeakMap<Geography, Float64Array>();
  countsOfZones.set(zones, ofZones);
  const counts = ofZones.get(geography) ?? countBlocks(zones, geography);
  ofZones.set(geography, counts);
  return counts;
}

function countBlocks(zones: Zones, { codes, parts, partsStart }: Geography): Float64Array {
  const counts = new Float64Array(zones.count);
  for (let block = 0; block < codes.length; block++) {
    const at = partsStart[block] ?? 0;
    const first = parts[at];
    if (first === undefined || at === partsStart[block + 1]) continue;
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
