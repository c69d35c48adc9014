/** A tier on a day as a column of numbers: which of its bodies holds each zone. */

import { type Body, bodiesOn, extentOn } from '#core/register/as-of.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn, type Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** A body whose territory is not, or not wholly, known. */
export type UnknownTerritory = { readonly body: Body; readonly extent: 'partial' | 'unknown' };

export type TierColumn = {
  readonly tier: TierName;
  /** The tier's bodies on the day, by name; their places in this list are the indexes used in `of`. */
  readonly members: readonly Body[];
  /** Place of the body that holds each zone; -1: none. @shape zones */
  readonly of: Int32Array;
  /** How many members hold at least one zone. */
  readonly withLand: number;
  /** 1 for each member whose whole territory is known. @shape members */
  readonly known: Uint8Array;
  /** Members whose territory the register knows in part or not at all, by name. */
  readonly unknown: readonly UnknownTerritory[];
};

/** The tier on the day. A body that holds no zone is of unknown territory, whatever is stated of its extent. */
export function tierColumn(timeline: Timeline, tier: TierName, on: IsoDate): TierColumn {
  const members = bodiesOn(timeline, tier, on);
  const place = new Int32Array(timeline.world.organisations.length).fill(-1);
  for (const [at, member] of members.entries()) place[member.organisation.index] = at;
  const holders = holdersOn(timeline, tier, on);
  const of = new Int32Array(holders.length);
  const hasLand = new Uint8Array(members.length);
  for (let zone = 0; zone < holders.length; zone++) {
    const holder = holders[zone] as number;
    const at = holder < 0 ? -1 : (place[holder] as number);
    of[zone] = at;
    if (at >= 0) hasLand[at] = 1;
  }
  const unknown = members.flatMap((body, at): UnknownTerritory[] => {
    const extent = hasLand[at] === 1 ? extentOn(body.organisation, on) : 'unknown';
    return extent === 'known' ? [] : [{ body, extent }];
  });
  const unsure = new Set(unknown.map(({ body }) => body));
  const known = Uint8Array.from(members, (body) => Number(!unsure.has(body)));
  return { tier, members, of, known, withLand: hasLand.reduce((sum, one) => sum + one, 0), unknown };
}
