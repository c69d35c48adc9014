/**
 * In which regions bodies lie, so that those who observe a region see what is theirs: told by the land that bodies serve,
 * and by nothing else. Knows no roles and no records.
 */

import { bodiesInOrder } from '#core/access/resource.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn, isAliveOn, type Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** Tiers whose bodies oversee a region. */
const regionalTiers = ['region', 'sha'] as const satisfies readonly TierName[];
/** Days of one time line whose regions are kept: today's, and that of a reorganisation that somebody looks at. */
const daysKept = 6;

/** Regional bodies by the number of the body that lies in them. */
type RegionIndex = ReadonlyMap<number, readonly OrganisationId[]>;
const indexes = new WeakMap<Timeline, Map<IsoDate, RegionIndex>>();

/**
 * The regional bodies that hold at least half of the land, in building blocks, of one of these bodies on the day, each once,
 * by id. Of a body whose land is not known, that does not exist on the day, or that the register does not have: none. A body
 * whose halves lie in two regions lies in both. The first question of a day costs a step for each zone and tier, the others a
 * look at a table.
 */
export function regionsOfBodies(
  timeline: Timeline,
  bodies: readonly OrganisationId[],
  on: IsoDate,
): readonly OrganisationId[] {
  const index = indexFor(timeline, on);
  const numbers = timeline.world.organisationIndex;
  return bodiesInOrder(bodies.flatMap((body) => index.get(numbers.get(body) ?? -1) ?? []));
}

function indexFor(timeline: Timeline, on: IsoDate): RegionIndex {
  const days = indexes.get(timeline) ?? new Map<IsoDate, RegionIndex>();
  indexes.set(timeline, days);
  const index = days.get(on) ?? makeIndex(timeline, on);
  days.delete(on);
  days.set(on, index);
  for (const day of days.keys()) if (days.size > daysKept) days.delete(day);
  return index;
}

function makeIndex(timeline: Timeline, on: IsoDate): RegionIndex {
  const { land, organisations, zones } = timeline.world;
  const blocks = new Int32Array(zones.count);
  for (let part = 0; part < land.partCount; part++) {
    const zone = zones.zoneOfPart[part] ?? 0;
    blocks[zone] = (blocks[zone] ?? 0) + 1;
  }
  const regions = regionalTiers.map((tier) => holdersOn(timeline, tier, on));
  const served = new Map<number, Set<number>>();
  for (const tier of timeline.tiers.keys()) {
    holdersOn(timeline, tier, on).forEach((holder, zone) => {
      if (holder < 0) return;
      const held = served.get(holder);
      if (held === undefined) served.set(holder, new Set([zone]));
      else held.add(zone);
    });
  }
  const index = new Map<number, OrganisationId[]>();
  for (const [body, held] of served) {
    const organisation = organisations[body];
    if (organisation === undefined || !isAliveOn(timeline, organisation, on)) continue;
    const found = regions.flatMap((holders) => holdingHalf(holders, held, blocks));
    index.set(
      body,
      found.flatMap((region) => organisations[region]?.row.id ?? []),
    );
  }
  return index;
}

/** Numbers of those that hold at least half of these zones, by their blocks. */
function holdingHalf(holders: Int32Array, held: ReadonlySet<number>, blocks: Int32Array): number[] {
  const weights = new Map<number, number>();
  let all = 0;
  for (const zone of held) {
    const weight = blocks[zone] ?? 0;
    const holder = holders[zone] ?? -1;
    all += weight;
    weights.set(holder, (weights.get(holder) ?? 0) + weight);
  }
  return [...weights].flatMap(([holder, weight]) => (holder >= 0 && weight * 2 >= all ? [holder] : []));
}
