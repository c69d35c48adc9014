/**
 * What the texts of an arrangement may point to in a register: its bodies, building blocks and events, with when each
 * body existed in the law as it stands.
 */

import { type BodyIndex, makeBodyIndex } from '#core/agreements/body-index.ts';
import type { Geography } from '#core/footprint/land.ts';
import type { EventId, OrganisationId } from '#core/pack/tables.ts';
import { foldEvents } from '#core/register/fold.ts';
import { scenariosOf } from '#core/register/scenario.ts';
import { tiers, tiersOfRole } from '#core/register/tiers.ts';
import type { Life } from '#core/register/timeline.ts';
import type { Organisation, World } from '#core/register/world.ts';

/** On which side of the partnership a body stands. */
export type Side = 'health' | 'council' | 'other';

export type Places = {
  readonly world: World;
  readonly bodies: BodyIndex;
  /** The latest vintage first. */
  readonly geographies: readonly Geography[];
  readonly eventIds: ReadonlyMap<string, EventId>;
  /** By number of body, in the law as it stands; null: it never exists there. */
  readonly lives: readonly (Life | null)[];
};

/** The places of the world. Folds the law as it stands once; keep the answer as long as the world. */
export function makePlaces(world: World): Places {
  const [law] = scenariosOf(world.facts);
  return {
    world,
    bodies: makeBodyIndex(world),
    geographies: [...world.land.geographies].reverse(),
    eventIds: new Map(world.events.map(({ row }) => [row.id.toLowerCase(), row.id])),
    lives: law === undefined ? [] : foldEvents(world, law).lives,
  };
}

/** The side of the body by the first of its roles that has one; other: none has, or no such body. */
export function sideOf(organisation: Organisation | undefined): Side {
  for (const row of organisation?.roles ?? []) {
    for (const tier of tiersOfRole(row.role)) if (tiers[tier].side !== 'other') return tiers[tier].side;
  }
  return 'other';
}

/** The body of that id, or undefined. */
export function organisationOf(world: World, id: OrganisationId): Organisation | undefined {
  return world.organisations[world.organisationIndex.get(id) ?? -1];
}
