/** A scenario: which events hold. By status, and by switching single events on or off. */

import type { EventId, Facts, ScenarioId } from '#core/pack/tables.ts';
import type { EventStatus } from '#core/pack/vocabulary.ts';
import type { SuccessionEvent } from '#core/register/world.ts';

export type Scenario = {
  readonly id: string;
  readonly title: string;
  readonly statuses: ReadonlySet<EventStatus>;
  readonly on: ReadonlySet<EventId>;
  readonly off: ReadonlySet<EventId>;
};

/** The law as it stands: what is in law or in effect holds, and what is challenged holds until quashed. */
export const currentLaw: Scenario = {
  id: 'current-law',
  title: 'The law as it stands',
  statuses: new Set<EventStatus>(['in-law', 'in-effect', 'under-challenge']),
  on: new Set(),
  off: new Set(),
};

/** True when the event holds in the scenario; a switched event follows its switch, whatever its status. */
export function isHolding(scenario: Scenario, event: SuccessionEvent): boolean {
  if (scenario.off.has(event.row.id)) return false;
  return scenario.on.has(event.row.id) || scenario.statuses.has(event.row.status);
}

/** The scenarios of a pack, the law as it stands first (the pack's own, if it has one of that id). */
export function scenariosOf(facts: Pick<Facts, 'scenarios' | 'scenario_events'>): Scenario[] {
  const own = facts.scenarios.map((row): Scenario => {
    const switches = facts.scenario_events.filter((one) => one.scenario === row.id);
    return {
      id: row.id,
      title: row.title,
      statuses: new Set(row.statuses.split(/\s+/) as EventStatus[]),
      on: new Set(switches.filter((one) => one.holds).map((one) => one.event)),
      off: new Set(switches.filter((one) => !one.holds).map((one) => one.event)),
    };
  });
  const hasOwnLaw = own.some((scenario) => scenario.id === currentLaw.id);
  return hasOwnLaw
    ? own.sort((a, b) => Number(b.id === currentLaw.id) - Number(a.id === currentLaw.id))
    : [currentLaw, ...own];
}

/** The scenario of that id, or undefined. */
export function scenarioNamed(
  facts: Pick<Facts, 'scenarios' | 'scenario_events'>,
  id: ScenarioId | string,
): Scenario | undefined {
  return scenariosOf(facts).find((scenario) => scenario.id === id);
}
