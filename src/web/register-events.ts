/** Every event of a register in a scenario, page after page, and the days on which they fall. */

import { useMemo } from 'react';
import type { EventsWire, EventWire } from '#wire/register.ts';
import { type Answer, apiAddress, ask, useAsked } from './api-client.ts';
import { type Choice, contextOf } from './choice.ts';

export type RegisterEvents = { readonly events: readonly EventWire[]; readonly problems: EventsWire['problems'] };

/** Events that share a day. */
export type EventDay = { readonly on: string; readonly events: readonly EventWire[] };

const pageLimit = 1000;

/** All events of the register, dated or not, as the API orders them. */
export function useRegisterEvents(choice: Choice): Answer<RegisterEvents> {
  const { register, scenario, known } = contextOf(choice);
  return useAsked(`events ${register} ${scenario} ${known}`, () => askAll({ register, scenario, known }));
}

/** Events by the day they fall on, ascending; those without a day are left out. */
export function useEventDays(events: readonly EventWire[] | undefined): readonly EventDay[] {
  return useMemo(() => eventDays(events ?? []), [events]);
}

/** Events by the day they fall on, ascending; those without a day are left out. */
export function eventDays(events: readonly EventWire[]): EventDay[] {
  const byDay = new Map<string, EventWire[]>();
  for (const event of events) {
    const on = dayOf(event);
    if (on === null) continue;
    const same = byDay.get(on);
    if (same === undefined) byDay.set(on, [event]);
    else same.push(event);
  }
  return [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([on, same]) => ({ on, events: same }));
}

/** The day an event takes effect: in law, or in practice where no legal date is given; null: not known. */
export function dayOf(event: EventWire): string | null {
  return event.legal ?? event.operational;
}

async function askAll(context: ReturnType<typeof contextOf>): Promise<RegisterEvents> {
  const events: EventWire[] = [];
  let problems: EventsWire['problems'] = [];
  let after: string | null = null;
  do {
    const page: EventsWire = await ask<EventsWire>(apiAddress('/events', { ...context, limit: pageLimit, after }));
    events.push(...page.events);
    problems = page.problems;
    after = page.next;
  } while (after !== null);
  return { events, problems };
}
