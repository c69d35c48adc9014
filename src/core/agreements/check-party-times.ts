/** Whether a party existed while the arrangement ran, by the law as it stands. */

import type { Arrangement, Party } from '#core/agreements/arrangement.ts';
import { dayInWords } from '#core/agreements/day-in-words.ts';
import { withoutDoubtedDays } from '#core/agreements/doubted-days.ts';
import { organisationOf, type Places } from '#core/agreements/places.ts';
import type { Organisation } from '#core/register/world.ts';
import type { Problem } from '#std/problem.ts';

/**
 * Problems with the days of the party at that place of the list. An error when party and arrangement never met: the
 * arrangement runs from the day it was agreed or starts, whichever is first, to its end. A warning when they met but
 * the party had ended before the start, or began after it, or never exists in the law as it stands. A party that has
 * ended since the start is no fault: `lifecycleOf` tells of it. Days that are out of order are not judged by.
 */
export function checkPartyTimes(arrangement: Arrangement, party: Party, at: number, places: Places): Problem[] {
  const organisation = organisationOf(places.world, party.organisation);
  if (organisation === undefined) return [];
  const life = places.lives[organisation.index] ?? null;
  const say = (code: string, severity: Problem['severity'], message: string): Problem[] => [
    { code, severity, where: { column: `parties[${at}].organisation` }, message, found: organisation.row.name },
  ];
  if (life === null) {
    const message =
      'In the law as it stands this body never exists; it exists only in a scenario. Name another, or check the status of the event that makes it.';
    return say('party-not-in-law', 'warning', message);
  }
  const { agreedOn, startsOn, endsOn } = withoutDoubtedDays(arrangement);
  const start = startsOn ?? agreedOn;
  const first = agreedOn !== null && startsOn !== null && agreedOn < startsOn ? agreedOn : start;
  if (life.to !== null && start !== null && life.to <= start) {
    const never = first === null || life.to <= first;
    const takers = takersOf(places, organisation);
    const heirs = takers.length === 0 ? 'the body that took over' : takers.join(' or ');
    const message = `It ended on ${dayInWords(life.to)}, ${never ? 'before the arrangement was agreed' : 'after the agreement was made but before it starts'} (${dayInWords(start)}). Name ${heirs}, or correct the dates.`;
    return say(never ? 'party-ended-before' : 'party-ended-before-start', never ? 'error' : 'warning', message);
  }
  if (life.from === null) return [];
  const begins = `It begins on ${dayInWords(life.from)}`;
  const remedy = 'Name its predecessor, or correct the dates.';
  if (endsOn !== null && endsOn <= life.from) {
    return say('party-begins-after', 'error', `${begins}, and the arrangement has ended by then. ${remedy}`);
  }
  if (start === null || life.from <= start) return [];
  return say('party-begins-later', 'warning', `${begins}, after the start on ${dayInWords(start)}. ${remedy}`);
}

/** Names of those who took over from the body, by the event that ended it. */
function takersOf(places: Places, organisation: Organisation): string[] {
  const event = places.world.events[places.lives[organisation.index]?.endedBy ?? -1];
  const takers = [...(event?.successors ?? []), ...(event?.continuing ?? [])];
  return takers.map((number) => places.world.organisations[number]?.row.name ?? '').slice(0, 5);
}
