/** For whom somebody did something, in words: who signs in is recorded with the id of the body, who states it as they wrote it. */

import type { OrganisationId } from '#core/pack/tables.ts';
import { nameOn, type World } from '#core/register/world.ts';
import { isoDate } from '#std/iso-date.ts';

/** The name on that day of the body with that id; the text itself where it is the id of none. `at`: a moment, ISO 8601. */
export function actingForName(world: World | null, text: string | null, at: string): string | null {
  return text === null ? null : bodyName(world, text, at);
}

/** The same where there is always a body; without a world the text. */
export function bodyName(world: World | null, text: string, at: string): string {
  const body = world?.organisations[world.organisationIndex.get(text as OrganisationId) ?? -1];
  return body === undefined ? text : nameOn(body, isoDate(at.slice(0, 10)));
}
