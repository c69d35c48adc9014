/**
 * Areas: what numbers are stated for, and what they are wanted for. Bodies of a tier on a day and blocks of a vintage are
 * the same thing here: named areas, each a set of parts of the land, no part in two of them. Knows no numbers.
 */

import { tierColumn } from '#core/coterminosity/tier-columns.ts';
import type { Geography } from '#core/footprint/land.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** Areas by number, from 0. */
export type Areas = {
  /** What an area is the same as at another date: the id of a body, the code of a block. Each once. */
  readonly keys: readonly string[];
  /** The code that lists of the day call it by. */
  readonly codes: readonly string[];
  readonly names: readonly (string | null)[];
  /** The area that each part of the land lies in; -1: none. @shape parts */
  readonly areaOfPart: Int32Array;
};

/** The blocks of a vintage, by their numbers in it. */
export function areasOfBlocks(geography: Geography): Areas {
  return { keys: geography.codes, codes: geography.codes, names: geography.names, areaOfPart: geography.blockOfPart };
}

/**
 * The bodies of a tier on a day, by name; a body whose territory is not known has no parts. Linear in the parts.
 * Bodies that hold zones of `timeline` only: the zones of another world are others.
 */
export function areasOfTier(timeline: Timeline, tier: TierName, on: IsoDate): Areas {
  const { members, of } = tierColumn(timeline, tier, on);
  const { zoneOfPart } = timeline.world.zones;
  const areaOfPart = new Int32Array(zoneOfPart.length);
  for (let part = 0; part < zoneOfPart.length; part++) areaOfPart[part] = of[zoneOfPart[part] as number] as number;
  return {
    keys: members.map((body) => body.organisation.row.id),
    codes: members.map((body) => body.code),
    names: members.map((body) => body.name),
    areaOfPart,
  };
}
