/**
 * A register made ready for questions: bodies and events by number, the land cut into parts and zones, and
 * populations on them. Made once from the facts of a pack as known at one recorded time; nothing in it
 * depends on a date or a scenario.
 */

import { cutLand, type Land } from '#core/footprint/land.ts';
import { makePopulations, type Population } from '#core/footprint/population.ts';
import { makeZones, type Zones, zonesOfAreas } from '#core/footprint/zones.ts';
import type { EventId, Facts, OrganisationId, Row } from '#core/pack/tables.ts';
import type { Evidence } from '#core/pack/vocabulary.ts';
import { type TierName, tiers, tiersOfRole } from '#core/register/tiers.ts';
import { holdsOn, type IsoDate } from '#std/iso-date.ts';

/** A body with all that is stated about it. */
export type Organisation = {
  /** Its number in `World.organisations`. */
  readonly index: number;
  readonly row: Row<'organisations'>;
  readonly names: readonly Row<'names'>[];
  readonly identifiers: readonly Row<'identifiers'>[];
  readonly roles: readonly Row<'roles'>[];
  readonly extents: readonly Row<'extents'>[];
};

/** Land that an event moves from one body to another. Either may be nobody (-1). */
export type Move = {
  readonly from: number;
  readonly to: number;
  /** Zones, ascending; null stands for all that the giver still holds. */
  readonly zones: Int32Array | null;
  readonly evidence: Evidence;
};

export type SuccessionEvent = {
  readonly row: Row<'events'>;
  /** The day it takes effect: legal, else operational; null: announced only, and it never takes effect. */
  readonly day: IsoDate | null;
  readonly predecessors: readonly number[];
  readonly successors: readonly number[];
  readonly continuing: readonly number[];
  readonly subjects: readonly number[];
  readonly moves: readonly Move[];
};

/** Numbers of every body that the event names, each as often as it is named. */
export function participantsOf(event: SuccessionEvent): number[] {
  return [...event.predecessors, ...event.successors, ...event.continuing, ...event.subjects];
}

/** Land that a body holds without an event, from a day or since before the record begins. */
export type Holding = {
  readonly organisation: number;
  readonly from: IsoDate | null;
  readonly zones: Int32Array;
  readonly evidence: Evidence;
};

export type World = {
  readonly facts: Facts;
  readonly organisations: readonly Organisation[];
  readonly organisationIndex: ReadonlyMap<OrganisationId, number>;
  /** Bodies that a role puts in the tier at some time. */
  readonly membersOfTier: ReadonlyMap<TierName, readonly Organisation[]>;
  /** By day, then by id; undated events last. */
  readonly events: readonly SuccessionEvent[];
  readonly eventIndex: ReadonlyMap<EventId, number>;
  readonly holdings: readonly Holding[];
  readonly land: Land;
  readonly zones: Zones;
  readonly populations: readonly Population[];
};

/** The register of these facts, which must have passed the check of the pack. Linear in the facts. */
export function makeWorld(facts: Facts): World {
  const land = cutLand(facts);
  const zones = makeZones(land, facts);
  const organisations = makeOrganisations(facts);
  const organisationIndex = new Map(organisations.map((one) => [one.row.id, one.index]));
  const events = makeEvents(facts, land, zones, organisationIndex);
  return {
    facts,
    organisations,
    organisationIndex,
    membersOfTier: membersByTier(organisations),
    events,
    eventIndex: new Map(events.map((event, index) => [event.row.id, index])),
    holdings: makeHoldings(facts, land, zones, organisationIndex),
    land,
    zones,
    populations: makePopulations(land, zones, facts),
  };
}

/** What the body was called on the day: a name that holds, else the one it is best known by. */
export function nameOn(organisation: Organisation, date: IsoDate): string {
  return organisation.names.find((row) => holdsOn(row, date))?.name ?? organisation.row.name;
}

/**
 * The one code that lists call the body by on the day: GSS for councils and regions, ODS for health bodies,
 * else any code of the day, else any code it ever had, else its id in the pack.
 */
export function codeOn(organisation: Organisation, date: IsoDate): string {
  const { identifiers, roles, row } = organisation;
  const preferred = roles.some((one) => tiersOfRole(one.role).some((tier) => tiers[tier].scheme === 'ods'))
    ? 'ods'
    : 'gss';
  const today = (one: Row<'identifiers'>) => holdsOn(one, date);
  const found =
    identifiers.find((one) => one.scheme === preferred && today(one)) ??
    identifiers.find(today) ??
    identifiers.findLast((one) => one.scheme === preferred) ??
    identifiers[0];
  return found?.value ?? row.id;
}

/** True when a role puts the body in the tier on the day, whether or not it exists then. */
export function isInTier(organisation: Organisation, tier: TierName, date: IsoDate): boolean {
  return organisation.roles.some((row) => holdsOn(row, date) && tiersOfRole(row.role).includes(tier));
}

/** Tiers the body's roles put it in on the day, whether or not it exists then. */
export function tiersOn(organisation: Organisation, date: IsoDate): TierName[] {
  const found = new Set<TierName>();
  for (const row of organisation.roles)
    if (holdsOn(row, date)) for (const tier of tiersOfRole(row.role)) found.add(tier);
  return [...found];
}

/** Bodies by number, in the order of the facts. */
export function makeOrganisations(facts: Facts): Organisation[] {
  const names = byOrganisation(facts.names);
  const identifiers = byOrganisation(facts.identifiers);
  const roles = byOrganisation(facts.roles);
  const extents = byOrganisation(facts.extents);
  return facts.organisations.map((row, index) => ({
    index,
    row,
    names: names.get(row.id) ?? [],
    identifiers: identifiers.get(row.id) ?? [],
    roles: roles.get(row.id) ?? [],
    extents: extents.get(row.id) ?? [],
  }));
}

/** Members of each tier, by name, so that lists of a day, which are sorted by the names of the day, are nearly in order from the start. */
export function membersByTier(organisations: readonly Organisation[]): Map<TierName, Organisation[]> {
  const members = new Map<TierName, Organisation[]>();
  const key = (one: Organisation) => `${one.row.name}\u0000${one.row.id}`;
  for (const organisation of [...organisations].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    for (const tier of new Set(organisation.roles.flatMap((row) => tiersOfRole(row.role)))) {
      const list = members.get(tier) ?? [];
      members.set(tier, list);
      list.push(organisation);
    }
  }
  return members;
}

function byOrganisation<R extends { readonly organisation: OrganisationId }>(
  rows: readonly R[],
): Map<OrganisationId, R[]> {
  return Map.groupBy(rows, (row) => row.organisation);
}

/** Events by day, then by id; undated ones last. */
export function makeEvents(
  facts: Pick<Facts, 'events' | 'participants' | 'territory'>,
  land: Land,
  zones: Zones,
  index: ReadonlyMap<OrganisationId, number>,
): SuccessionEvent[] {
  const participants = Map.groupBy(facts.participants, (row) => row.event);
  const territory = Map.groupBy(facts.territory, (row) => row.event);
  const events = facts.events.map((row): SuccessionEvent => {
    const taking = (part: string) =>
      (participants.get(row.id) ?? [])
        .filter((one) => one.part === part)
        .map((one) => index.get(one.organisation) ?? -1);
    return {
      row,
      day: row.legal ?? row.operational,
      predecessors: taking('predecessor'),
      successors: taking('successor'),
      continuing: taking('continuing'),
      subjects: taking('subject'),
      moves: movesOf(territory.get(row.id) ?? [], land, zones, index),
    };
  });
  return inOrder(events);
}

/** The events sorted by day, then by id; undated ones last. */
export function inOrder(events: SuccessionEvent[]): SuccessionEvent[] {
  const key = (event: SuccessionEvent) => `${event.day ?? '9999-99-99'} ${event.row.id}`;
  return events.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function movesOf(
  rows: readonly Row<'territory'>[],
  land: Land,
  zones: Zones,
  index: ReadonlyMap<OrganisationId, number>,
): Move[] {
  const groups = Map.groupBy(
    rows,
    (row) => `${row.from ?? ''}|${row.to ?? ''}|${row.area === '*' ? '*' : row.geography}`,
  );
  const moves: Move[] = [];
  for (const group of groups.values()) {
    const first = group[0];
    if (first === undefined) continue;
    const all = first.area === '*';
    moves.push({
      from: first.from === null ? -1 : (index.get(first.from) ?? -1),
      to: first.to === null ? -1 : (index.get(first.to) ?? -1),
      zones: all
        ? null
        : zonesOfAreas(
            land,
            zones,
            first.geography ?? '',
            group.map((row) => row.area),
          ).zones,
      evidence: first.evidence,
    });
  }
  // Named blocks move before "all that is left", whatever the order of rows.
  return moves.sort((a, b) => Number(a.zones === null) - Number(b.zones === null));
}

function makeHoldings(facts: Facts, land: Land, zones: Zones, index: ReadonlyMap<OrganisationId, number>): Holding[] {
  const groups = Map.groupBy(facts.memberships, (row) => `${row.organisation}|${row.from ?? ''}|${row.geography}`);
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    const organisation = first === undefined ? undefined : index.get(first.organisation);
    if (first === undefined || organisation === undefined) return [];
    const held = zonesOfAreas(
      land,
      zones,
      first.geography,
      group.map((row) => row.area),
    ).zones;
    return [{ organisation, from: first.from, zones: held, evidence: first.evidence }];
  });
}
