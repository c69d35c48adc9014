/** What holds in a scenario and not in the law as it stands, and the other way round. Pure. */

import type { EventWire } from '#wire/register.ts';
import type { ScenarioWire } from '#wire/scenarios.ts';

/** Ids of the events that hold in the scenario alone, and in the law alone; each in the order of effect. */
export function differencesFromLaw(
  scenario: Pick<ScenarioWire, 'holding'>,
  law: Pick<ScenarioWire, 'holding'> | undefined,
): { readonly added: readonly string[]; readonly taken: readonly string[] } {
  const [own, usual] = [new Set(scenario.holding), new Set(law?.holding ?? [])];
  return {
    added: scenario.holding.filter((id) => !usual.has(id)),
    taken: (law?.holding ?? []).filter((id) => !own.has(id)),
  };
}

/** What an event is called, of the register or drawn in one of the scenarios; its id when nobody knows it. */
export function titlesOfEvents(
  events: readonly Pick<EventWire, 'id' | 'title'>[],
  scenarios: readonly ScenarioWire[],
): (id: string) => string {
  const drafts = scenarios.flatMap(({ scenario }) => scenario.drafts);
  const titles = new Map([...drafts, ...events].map((event) => [event.id, event.title]));
  return (id) => titles.get(id) ?? id;
}
