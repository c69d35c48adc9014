/**
 * Who leads commissioning, for each care group and each place, by the arrangements in force on a day; and whether the
 * one who leads is a legacy body, which no longer exists.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { statusOn } from '#core/agreements/status.ts';
import { type CareGroup, careGroupNames } from '#core/agreements/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { holdersOn, isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { nameOn } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type Lead = {
  /** Number of the body. */
  readonly body: number;
  readonly arrangement: Arrangement;
  /** The body does not exist on the day. */
  readonly isLegacy: boolean;
};

export type LeadershipRow = {
  readonly careGroup: CareGroup;
  /** Number of the county or unitary council whose area it is. */
  readonly place: number;
  /** By reference of the arrangement; empty: nobody is recorded to lead. */
  readonly leads: readonly Lead[];
};

/**
 * A row for each care group and each county or unitary council that the service area of any leading arrangement
 * touches on the day: care groups in their order, places by name. An arrangement leads when it is in force and names a
 * lead commissioner, or is a partnership in combination with a host. One for all care groups stands in wherever a group
 * has no lead of its own. `zonesOf` gives the zones of a service area.
 */
export function leadershipOf(
  arrangements: Iterable<Arrangement>,
  timeline: Timeline,
  on: IsoDate,
  zonesOf: (arrangement: Arrangement) => Iterable<number>,
): LeadershipRow[] {
  const holders = holdersOn(timeline, 'utla', on);
  const byPlace = new Map<number, Map<CareGroup, Lead[]>>();
  for (const arrangement of [...arrangements].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const leads = leadsOf(arrangement, timeline, on);
    if (leads.length === 0) continue;
    for (const place of placesOf(zonesOf(arrangement), holders)) {
      const groups = byPlace.get(place) ?? new Map<CareGroup, Lead[]>();
      byPlace.set(place, groups);
      for (const group of new Set(arrangement.careGroups)) groups.set(group, [...(groups.get(group) ?? []), ...leads]);
    }
  }
  const places = [...byPlace].sort(([a], [b]) => (placeKey(timeline, a, on) < placeKey(timeline, b, on) ? -1 : 1));
  return careGroupNames
    .filter((group) => group !== 'all')
    .flatMap((careGroup) =>
      places.map(([place, groups]) => ({
        careGroup,
        place,
        leads: groups.get(careGroup) ?? groups.get('all') ?? [],
      })),
    );
}

/** Who leads by this arrangement on the day; nobody when it is not in force then. */
function leadsOf(arrangement: Arrangement, timeline: Timeline, on: IsoDate): Lead[] {
  const status = statusOn(arrangement, on);
  if (status !== 'in-force' && status !== 'varied') return [];
  const inRole = (role: 'lead-commissioner' | 'host') => [
    ...new Set(arrangement.parties.filter((party) => party.role === role).map((party) => party.organisation)),
  ];
  const named = inRole('lead-commissioner');
  const bodies = named.length > 0 || arrangement.kind !== 'partnership-in-combination' ? named : inRole('host');
  return bodies.flatMap((id) => leadOf(id, arrangement, timeline, on));
}

function leadOf(id: OrganisationId, arrangement: Arrangement, timeline: Timeline, on: IsoDate): Lead[] {
  const { organisations, organisationIndex } = timeline.world;
  const organisation = organisations[organisationIndex.get(id) ?? -1];
  if (organisation === undefined) return [];
  return [{ body: organisation.index, arrangement, isLegacy: !isAliveOn(timeline, organisation, on) }];
}

function placesOf(zones: Iterable<number>, holders: Int32Array): Set<number> {
  const places = new Set<number>();
  for (const zone of zones) {
    const holder = holders[zone] ?? -1;
    if (holder >= 0) places.add(holder);
  }
  return places;
}

function placeKey({ world }: Timeline, place: number, on: IsoDate): string {
  const organisation = world.organisations[place];
  return organisation === undefined ? '' : `${nameOn(organisation, on)}\u0000${organisation.row.id}`;
}
