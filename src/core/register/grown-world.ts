/**
 * A world for facts that grew by a few rows: events with another status, and events, bodies and land added at the end
 * of their tables, as a scenario with drawn events does. The land that is cut already is used again, and only the
 * zones that a drawn border runs through are cut further; so it costs a small part of a whole world.
 */

import { populationOnZones } from '#core/footprint/population.ts';
import { type FinerZones, finerZones } from '#core/footprint/zones.ts';
import type { Facts, TableName } from '#core/pack/tables.ts';
import {
  inOrder,
  makeEvents,
  makeOrganisations,
  makeWorld,
  membersByTier,
  type SuccessionEvent,
  type World,
} from '#core/register/world.ts';

/** Tables on which the cut land rests; the grown facts must hold the very same lists. */
const groundTables = ['geographies', 'areas', 'links', 'memberships', 'populations', 'population_values'] as const;

/**
 * The world of the facts, made from that of facts they grew from. Questions get the answers of `makeWorld(facts)`; only
 * the numbers of zones may differ. Facts that grew in another way get a whole world, at its full cost.
 * Linear in bodies, events and parts.
 */
export function grownWorld(base: World, facts: Facts): World {
  if (facts === base.facts) return base;
  if (!isGrown(base.facts, facts)) return makeWorld(facts);
  const isSameBodies = (['organisations', 'names', 'identifiers', 'roles', 'extents'] as const).every(
    (name) => facts[name] === base.facts[name],
  );
  const organisations = isSameBodies ? base.organisations : makeOrganisations(facts);
  const organisationIndex = new Map(organisations.map((one) => [one.row.id, one.index]));
  const added = {
    events: facts.events.filter((row) => !base.eventIndex.has(row.id)),
    participants: facts.participants.slice(base.facts.participants.length),
    territory: facts.territory.slice(base.facts.territory.length),
  };
  const finer = finerZones(base.zones, base.land, added.territory);
  const statuses = new Map(facts.events.map((row) => [row.id, row]));
  const kept = base.events.map((event) =>
    withFinerMoves({ ...event, row: statuses.get(event.row.id) ?? event.row }, finer),
  );
  const events = inOrder([...kept, ...makeEvents(added, base.land, finer.zones, organisationIndex)]);
  const isCut = finer.parents.length > 0;
  return {
    facts,
    organisations,
    organisationIndex,
    membersOfTier: isSameBodies ? base.membersOfTier : membersByTier(organisations),
    events,
    eventIndex: new Map(events.map((event, index) => [event.row.id, index])),
    holdings: isCut ? base.holdings.map((one) => ({ ...one, zones: spreadZones(one.zones, finer) })) : base.holdings,
    land: base.land,
    zones: finer.zones,
    populations: isCut ? base.populations.map((one) => populationOnZones(one, finer.zones)) : base.populations,
  };
}

/** True when the facts are those of before with rows added at the end, or other statuses and names. */
function isGrown(before: Facts, after: Facts): boolean {
  if (groundTables.some((name) => before[name] !== after[name])) return false;
  const isLonger = (name: TableName) =>
    after[name] === before[name] ||
    (after[name].length >= before[name].length && before[name].every((row, at) => after[name][at] === row));
  if (!(['organisations', 'participants', 'territory'] as const).every(isLonger)) return false;
  const known = new Set(before.events.map((row) => row.id));
  const added = after.events.slice(before.events.length);
  const isSameEvents = before.events.every(
    (row, at) => after.events[at]?.id === row.id && dayOf(after.events[at]) === dayOf(row),
  );
  const isOfKnown = (row: { readonly event: Facts['events'][number]['id'] }) => known.has(row.event);
  const newRows = [
    ...after.participants.slice(before.participants.length),
    ...after.territory.slice(before.territory.length),
  ];
  return isSameEvents && !added.some((row) => known.has(row.id)) && !newRows.some(isOfKnown);
}

function dayOf(row: Facts['events'][number] | undefined): string | null {
  return row?.legal ?? row?.operational ?? null;
}

function withFinerMoves(event: SuccessionEvent, finer: FinerZones): SuccessionEvent {
  if (finer.parents.length === 0) return event;
  const moves = event.moves.map((move) =>
    move.zones === null ? move : { ...move, zones: spreadZones(move.zones, finer) },
  );
  return { ...event, moves };
}

/** The zones with all that was cut off them, ascending; a piece may have been cut off a piece. */
function spreadZones(zones: Int32Array, { zones: { count }, parents }: FinerZones): Int32Array {
  const inside = new Set(zones);
  const first = count - parents.length;
  for (const [at, parent] of parents.entries()) if (inside.has(parent)) inside.add(first + at);
  return inside.size === zones.length ? zones : Int32Array.from(inside);
}
