/** Areas of a register as it was once, on the land of the register as it is now. Knows no bodies. */

import { geographyNamed, type Land } from '#core/footprint/land.ts';
import type { Areas } from '#core/rebase/areas.ts';

/** `isWhole` false: some land of the areas was not found again, so that nothing can be proven about them. */
export type FoundAreas = { readonly areas: Areas; readonly isWhole: boolean };

/**
 * The same areas by the parts of other land. A part is found by the blocks that it lies in, of the vintages that both
 * have; so land that was cut finer since is found whole. Linear in the parts of both.
 */
export function areasOnLand(areas: Areas, then: Land, now: Land): FoundAreas {
  if (isSameLand(then, now)) return { areas, isWhole: true };
  const shared = now.geographies.filter(({ id }) => geographyNamed(then, id) !== undefined).map(({ id }) => id);
  const areaOf = new Map<string, number>();
  let isWhole = shared.length > 0;
  const keysThen = keysOfParts(then, shared);
  for (const [part, key] of keysThen.entries()) {
    const area = areas.areaOfPart[part] as number;
    const known = areaOf.get(key);
    // One piece of land in two areas, as far as the shared vintages can tell.
    if (known !== undefined && known !== area) isWhole = false;
    areaOf.set(key, area);
  }
  const found = new Set<string>();
  const keysNow = keysOfParts(now, shared);
  const areaOfPart = Int32Array.from(keysNow, (key) => {
    const area = areaOf.get(key);
    if (area === undefined) return -1;
    found.add(key);
    return area;
  });
  for (const [key, area] of areaOf) if (area >= 0 && !found.has(key)) isWhole = false;
  return { areas: { ...areas, areaOfPart }, isWhole };
}

function keysOfParts(land: Land, geographies: readonly string[]): string[] {
  const used = geographies.flatMap((id) => geographyNamed(land, id) ?? []);
  return Array.from({ length: land.partCount }, (_, part) =>
    used.map(({ codes, blockOfPart }) => codes[blockOfPart[part] as number] ?? '').join(' '),
  );
}

function isSameLand(a: Land, b: Land): boolean {
  if (a === b) return true;
  if (a.partCount !== b.partCount || a.geographies.length !== b.geographies.length) return false;
  return a.geographies.every((one, at) => {
    const other = b.geographies[at];
    if (other === undefined || other.id !== one.id || other.codes.length !== one.codes.length) return false;
    return (
      one.codes.every((code, block) => code === other.codes[block]) &&
      one.blockOfPart.every((block, part) => block === other.blockOfPart[part])
    );
  });
}
