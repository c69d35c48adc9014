/** Scenarios, drawn events and their comparison to JSON, and the plan that a request states. */

import type { OrganisationId } from '#core/pack/tables.ts';
import type { ScenarioComparison } from '#core/reorganisation/compare-scenarios.ts';
import type { ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { csvTable } from '#std/csv-text.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';
import type { ComparisonWire, ScenarioPlanWire, ScenarioWire } from '#wire/scenarios.ts';

/** A scenario with what holds in it. */
export type ScenarioGiven = {
  readonly origin: 'pack' | 'plan';
  readonly version: number | null;
  readonly plan: ScenarioPlan;
  readonly holding: readonly string[];
  readonly problems: readonly Problem[];
};

/** How many arrangements a scenario touches; in the order of the scenarios. */
export type TouchedCount = {
  readonly touched: number;
  readonly lines: number;
  readonly byDisposition: Readonly<Record<string, number>>;
};

/** The scenario. */
export function encodeScenario({ origin, version, plan, holding, problems }: ScenarioGiven): ScenarioWire {
  return {
    origin,
    version,
    scenario: encodePlan(plan),
    holding: [...holding],
    problems: problems.map(({ code, severity, message }) => ({ code, severity, message })),
  };
}

/** The plan as it is kept. */
export function encodePlan(plan: ScenarioPlan): ScenarioPlanWire {
  return structuredClone(plan) as unknown as ScenarioPlanWire;
}

/** The plan that a request states. Its schema has checked the shape; ids are looked up by whoever uses it. */
export function decodePlan(given: ScenarioPlanWire): ScenarioPlan {
  return given as unknown as ScenarioPlan;
}

/** Scenarios side by side; `touched` in their order. */
export function encodeComparison(
  given: ScenarioComparison,
  touched: readonly TouchedCount[],
  about: { readonly register: string; readonly from: IsoDate },
): ComparisonWire {
  return {
    register: about.register,
    on: given.on,
    from: about.from,
    bodies: given.bodies,
    councils: given.councils,
    population: given.population.row.id,
    scenarios: given.columns.map((column, at) => ({
      id: column.scenario.id,
      title: column.scenario.title,
      healthBodies: column.healthBodies,
      councils: column.councils,
      coterminousBodies: column.coterminousBodies,
      nestedCouncils: column.nestedCouncils,
      straddlingCouncils: column.straddlingCouncils,
      arrangementsTouched: touched[at]?.touched ?? 0,
      lines: touched[at]?.lines ?? 0,
      byDisposition: { ...touched[at]?.byDisposition },
      problems: column.problems,
    })),
    differences: given.differences.map(({ id, tier, body, persons }) => ({
      body: encodeDiffering(id, body),
      tier,
      persons: [...persons],
    })),
  };
}

function encodeDiffering(id: OrganisationId, body: { readonly code: string; readonly name: string }) {
  return { id, code: body.code, name: body.name, exists: true };
}

/** One row a scenario. */
export function scenariosCsv(scenarios: readonly ScenarioWire[]): string {
  return csvTable(
    ['id', 'title', 'origin', 'version', 'from', 'to', 'based_on', 'drawn_events', 'events_that_hold', 'problems'],
    scenarios.map(({ scenario, origin, version, holding, problems }) => [
      scenario.id,
      scenario.title,
      origin,
      version,
      scenario.from,
      scenario.to,
      scenario.basedOn,
      scenario.drafts.length,
      holding.length,
      problems.length,
    ]),
  );
}

/** One row a body that differs, one column of people a scenario. */
export function comparisonCsv({ scenarios, differences }: ComparisonWire): string {
  return csvTable(
    ['code', 'name', 'kind', ...scenarios.map((one) => `persons_${one.id}`)],
    differences.map(({ body, tier, persons }) => [body.code, body.name, tier, ...persons]),
  );
}
