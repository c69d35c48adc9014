/**
 * Zones: parts of the land that no statement of territory ever tells apart. Every body, on every date and in
 * every scenario, serves whole zones, so the fold of events, populations, overlaps and the map work on some
 * thousand zones instead of tens of thousands of blocks, and lose nothing.
 */

import { geographyNamed, type Land, partsOfBlock } from '#core/footprint/land.ts';
import type { Facts } from '#core/pack/tables.ts';

export type Zones = {
  readonly count: number;
  /** @shape parts */
  readonly zoneOfPart: Int32Array;
};

/** A statement about blocks that are named one by one: a key of who and when, and the blocks. */
type Statement = { readonly key: string; readonly geography: string; readonly area: string };

/**
 * The coarsest division of the land in which every named block set of the pack is a union of zones.
 * Zones are numbered in the order of their first part. Linear in rows and parts.
 */
export function makeZones(land: Land, facts: Pick<Facts, 'memberships' | 'territory'>): Zones {
  const classOf = new Int32Array(land.partCount);
  let classCount = land.partCount === 0 ? 0 : 1;
  for (const set of statedSets(land, facts)) {
    const renamed = new Map<number, number>();
    for (const part of set) {
      const old = classOf[part] ?? 0;
      const fresh = renamed.get(old);
      if (fresh === undefined) {
        renamed.set(old, classCount);
        classOf[part] = classCount;
        classCount += 1;
      } else classOf[part] = fresh;
    }
  }
  const zoneOfClass = new Map<number, number>();
  const zoneOfPart = new Int32Array(land.partCount);
  for (let part = 0; part < land.partCount; part++) {
    const known = zoneOfClass.get(classOf[part] ?? 0);
    const zone = known ?? zoneOfClass.size;
    if (known === undefined) zoneOfClass.set(classOf[part] ?? 0, zone);
    zoneOfPart[part] = zone;
  }
  return { count: zoneOfClass.size, zoneOfPart };
}

/** Zones made finer: `parents[i]` is the zone that zone `zones.count - parents.length + i` was cut from. */
export type FinerZones = { readonly zones: Zones; readonly parents: Int32Array };

/**
 * The zones, cut further so that the block sets of these rows too are unions of zones. Zones keep their numbers; what is
 * cut off gets the next ones. Where nothing is cut, the very same zones. Linear in the rows and parts.
 */
export function finerZones(zones: Zones, land: Land, territory: Facts['territory']): FinerZones {
  let zoneOfPart = zones.zoneOfPart;
  const sizes = new Map<number, number>();
  const parents: number[] = [];
  for (const set of statedSets(land, { memberships: [], territory })) {
    if (sizes.size === 0) for (const zone of zoneOfPart) sizes.set(zone, (sizes.get(zone) ?? 0) + 1);
    for (const [zone, parts] of Map.groupBy(set, (part) => zoneOfPart[part] ?? 0)) {
      const size = sizes.get(zone) ?? 0;
      if (parts.length === size) continue;
      if (zoneOfPart === zones.zoneOfPart) zoneOfPart = zoneOfPart.slice();
      const fresh = zones.count + parents.length;
      parents.push(zone);
      for (const part of parts) zoneOfPart[part] = fresh;
      sizes.set(zone, size - parts.length).set(fresh, parts.length);
    }
  }
  if (parents.length === 0) return { zones, parents: new Int32Array(0) };
  return { zones: { count: zones.count + parents.length, zoneOfPart }, parents: Int32Array.from(parents) };
}

/** The zones that a list of blocks covers, each once, ascending; and the codes that the geography lacks. */
export function zonesOfAreas(
  land: Land,
  zones: Zones,
  geographyId: string,
  areas: readonly string[],
): { zones: Int32Array; unknown: string[] } {
  const geography = geographyNamed(land, geographyId);
  const found = new Set<number>();
  const unknown: string[] = [];
  for (const area of areas) {
    const block = geography?.indexOfCode.get(area);
    if (geography === undefined || block === undefined) unknown.push(area);
    else for (const part of partsOfBlock(geography, block)) found.add(zones.zoneOfPart[part] ?? 0);
  }
  return { zones: Int32Array.from(found).sort(), unknown };
}

/** Parts of each set of blocks that is stated together, each part once in a set. */
function statedSets(land: Land, facts: Pick<Facts, 'memberships' | 'territory'>): Iterable<Set<number>> {
  const sets = new Map<string, Set<number>>();
  const add = ({ key, geography, area }: Statement) => {
    const blocks = geographyNamed(land, geography);
    const block = blocks?.indexOfCode.get(area);
    if (blocks === undefined || block === undefined) return;
    const set = sets.get(key) ?? new Set<number>();
    if (set.size === 0) sets.set(key, set);
    for (const part of partsOfBlock(blocks, block)) set.add(part);
  };
  for (const row of facts.memberships) {
    add({ key: `m ${row.organisation} ${row.from ?? ''}`, geography: row.geography, area: row.area });
  }
  for (const row of facts.territory) {
    if (row.geography === null) continue;
    add({ key: `t ${row.event} ${row.from ?? ''} ${row.to ?? ''}`, geography: row.geography, area: row.area });
  }
  return sets.values();
}
