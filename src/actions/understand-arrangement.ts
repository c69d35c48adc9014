/** From what a person states of an arrangement to one that is sound, or all that is wrong with it. */

import type { Arrangement, ArrangementId, ArrangementSpec } from '#core/agreements/arrangement.ts';
import { bodiesCalled } from '#core/agreements/body-index.ts';
import { checkArrangement } from '#core/agreements/check-arrangement.ts';
import { makePlaces, type Places } from '#core/agreements/places.ts';
import { resolveArrangement } from '#core/agreements/resolve-arrangement.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { World } from '#core/register/world.ts';
import { hasErrors, type Problem } from '#std/problem.ts';

export type Understanding = {
  /** Null: there are errors. */
  readonly arrangement: Arrangement | null;
  readonly problems: readonly Problem[];
};

const placesOfWorlds = new WeakMap<World, Places>();

/** What the texts of arrangements may point to; made once for a world. */
export function placesOf(world: World): Places {
  const places = placesOfWorlds.get(world) ?? makePlaces(world);
  placesOfWorlds.set(world, places);
  return places;
}

/** The arrangement that the statement means in the register, and every problem of its names and of its values. */
export function understandArrangement(spec: ArrangementSpec, places: Places): Understanding {
  const { arrangement, problems } = resolveArrangement(spec, places);
  if (arrangement !== null) {
    const all = [...problems, ...checkArrangement(arrangement, places)];
    return { arrangement: hasErrors(all) ? null : arrangement, problems: all };
  }
  // What is wrong with its values is said at once, not only when every name is right. Warnings about bodies may be
  // wrong while some of them are not known.
  const values = checkArrangement(asFarAsKnown(spec, places), places);
  return { arrangement: null, problems: [...problems, ...values.filter((problem) => problem.severity === 'error')] };
}

/** The statement with the names that can be told as ids, the others as they are, and without land and events. */
function asFarAsKnown(spec: ArrangementSpec, places: Places): Arrangement {
  const idOf = (text: string): OrganisationId => {
    const [first = -1] = bodiesCalled(places.bodies, text);
    return places.world.organisations[first]?.row.id ?? (text as OrganisationId);
  };
  return {
    ...spec,
    id: spec.id as ArrangementId,
    parties: spec.parties.map((party) => ({ ...party, organisation: idOf(party.organisation) })),
    serviceArea: [],
    amounts: spec.amounts.map((amount) => ({
      ...amount,
      party: amount.party === null ? null : idOf(amount.party),
      location: null,
    })),
    milestones: spec.milestones.map((milestone) => ({ ...milestone, event: null })),
    negotiated: spec.negotiated.map(({ party, successor, share }) => ({
      party: idOf(party),
      successor: idOf(successor),
      share,
    })),
  };
}
