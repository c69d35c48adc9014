/** Regions as sums of areas, for tables that show both. */

import type { Areas } from '#core/rebase/areas.ts';
import type { Weights } from '#core/rebase/weights.ts';
import type { AreaSum } from '#core/release/release.ts';

/**
 * The areas of each region: an area belongs to the region where most of it lies by the weights, by parts where these are
 * equal. So a region of a table is the sum of its areas, and may differ from the region of that name by what its areas
 * reach across its border. Regions without an area are left out. In the order of regions.
 */
export function regionSums(target: Areas, regions: Areas, { ofPart }: Weights): AreaSum[] {
  const shares = target.keys.map(() => new Map<number, { weight: number; parts: number }>());
  for (const [part, area] of target.areaOfPart.entries()) {
    const region = regions.areaOfPart[part] as number;
    if (area < 0 || region < 0) continue;
    const share = shares[area]?.get(region) ?? { weight: 0, parts: 0 };
    const weight = ofPart[part] as number;
    shares[area]?.set(region, {
      weight: share.weight + (Number.isNaN(weight) ? 0 : weight),
      parts: share.parts + 1,
    });
  }
  const home = shares.map((own) => {
    const ordered = [...own].sort(
      ([a, one], [b, other]) => other.weight - one.weight || other.parts - one.parts || a - b,
    );
    return ordered[0]?.[0] ?? -1;
  });
  return regions.codes.flatMap((code, region): AreaSum[] => {
    const members = target.codes.filter((_, area) => home[area] === region);
    return members.length === 0 ? [] : [{ code, name: regions.names[region] ?? code, members }];
  });
}
