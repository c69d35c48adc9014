/**
 * Scenarios side by side on a day: how many bodies of two tiers there are in each, how they fit, and which bodies
 * differ, with their people. Scenarios may be of different worlds (drawn events make one of their own), so bodies are
 * matched by id. Knows nothing of arrangements.
 */

import { type Measure, type MeasureRefusal, measure } from '#core/coterminosity/measure.ts';
import type { MeasureQuery } from '#core/coterminosity/measure-query.ts';
import type { Population } from '#core/footprint/population.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { type Body, bodiesOn, extentOn } from '#core/register/as-of.ts';
import type { Scenario } from '#core/register/scenario.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn, type Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';

/** One scenario's column: numbers of bodies that exist and how they fit. */
export type ScenarioColumn = {
  readonly scenario: Scenario;
  readonly measure: Measure;
  readonly healthBodies: number;
  readonly councils: number;
  readonly coterminousBodies: number;
  /** Councils wholly within one body, at the tolerance, and those that are not. */
  readonly nestedCouncils: number;
  readonly straddlingCouncils: number;
  /** Contradictions of its events. */
  readonly problems: number;
};

/** A body that is not the same in all scenarios: it exists in some only, or serves more people in one than another. */
export type BodyDifference = {
  readonly id: OrganisationId;
  readonly tier: TierName;
  /** As it is in the first scenario that has it. */
  readonly body: Body;
  /** By scenario; null: it does not exist there, or its territory is not wholly known. @units persons */
  readonly persons: readonly (number | null)[];
};

export type ScenarioComparison = {
  readonly on: IsoDate;
  readonly bodies: TierName;
  readonly councils: TierName;
  readonly population: Population;
  readonly columns: readonly ScenarioColumn[];
  /** Bodies first, then councils; each by name, then id. */
  readonly differences: readonly BodyDifference[];
};

/**
 * The scenarios of these time lines side by side, in their order. Refuses as `measure` does, when it does for one of
 * them. Cost: one measure for each.
 * @throws when there is no time line, or the tolerance is out of range
 */
export function compareScenarios(
  timelines: readonly Timeline[],
  query: MeasureQuery,
): Result<ScenarioComparison, MeasureRefusal> {
  const columns: ScenarioColumn[] = [];
  for (const timeline of timelines) {
    const measured = measure(timeline, query);
    if (!measured.ok) return measured;
    columns.push(columnOf(timeline, measured.value));
  }
  const first = columns[0];
  if (first === undefined) throw new Error('no scenario to compare');
  const { on, bodies, councils } = query;
  const { population } = first.measure;
  const tiers = bodies === councils ? [bodies] : [bodies, councils];
  const differences = tiers.flatMap((tier) => differencesIn(timelines, columns, tier, on));
  return answer({ on, bodies, councils, population, columns, differences });
}

function columnOf(timeline: Timeline, measured: Measure): ScenarioColumn {
  const { on, bodies, councils, summary } = measured;
  return {
    scenario: timeline.scenario,
    measure: measured,
    healthBodies: bodiesOn(timeline, bodies, on).length,
    councils: bodiesOn(timeline, councils, on).length,
    coterminousBodies: summary.coterminousBodies,
    nestedCouncils: summary.councilsWithinOneBody,
    straddlingCouncils: summary.councilsCrossing,
    problems: timeline.problems.length,
  };
}

function differencesIn(
  timelines: readonly Timeline[],
  columns: readonly ScenarioColumn[],
  tier: TierName,
  on: IsoDate,
): BodyDifference[] {
  const found = new Map<OrganisationId, { body: Body; persons: (number | null)[]; lands: (number | null)[] }>();
  for (const [at, timeline] of timelines.entries()) {
    const population = columns[at]?.measure.population;
    const { persons, parts } = heldBy(timeline, tier, on, population);
    for (const body of bodiesOn(timeline, tier, on)) {
      const { index, row } = body.organisation;
      const blank = () => timelines.map(() => null);
      const one = found.get(row.id) ?? { body, persons: blank(), lands: blank() };
      found.set(row.id, one);
      one.lands[at] = parts.get(index) ?? 0;
      if (extentOn(body.organisation, on) === 'known') one.persons[at] = persons.get(index) ?? 0;
    }
  }
  const differing = [...found].filter(
    ([, { persons, lands }]) => lands.includes(null) || isVaried(persons) || isVaried(lands),
  );
  const key = (one: BodyDifference) => `${one.body.name}\u0000${one.id}`;
  return differing
    .map(([id, { body, persons }]): BodyDifference => ({ id, tier, body, persons }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** People and parts of the land that each body of the tier holds, by its number. */
function heldBy(timeline: Timeline, tier: TierName, on: IsoDate, population: Population | undefined) {
  const holders = holdersOn(timeline, tier, on);
  const persons = new Map<number, number>();
  const parts = new Map<number, number>();
  for (const [zone, holder] of holders.entries()) {
    persons.set(holder, (persons.get(holder) ?? 0) + (population?.personsOfZone[zone] ?? 0));
  }
  for (const zone of timeline.world.zones.zoneOfPart) {
    const holder = holders[zone] ?? -1;
    parts.set(holder, (parts.get(holder) ?? 0) + 1);
  }
  return { persons, parts };
}

function isVaried(values: readonly (number | null)[]): boolean {
  return new Set(values).size > 1;
}
