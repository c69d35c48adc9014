/** What a register can show, to JSON. */

import type { Scenario } from '#core/register/scenario.ts';
import { type TierName, tierNames, tiers } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { World } from '#core/register/world.ts';
import type { ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { RegisterWire } from '#wire/register.ts';

/** What the store says of an imported pack. */
export type PackSummary = {
  readonly name: string;
  readonly title: string;
  readonly recordedAt: string;
  readonly manifest: { readonly description: string | null };
};

/** The register, in the law as it stands, with the scenarios of its pack and those that people keep. It opens on `today` where that lies within its dates, else on its last event. */
export function encodeRegister(
  pack: PackSummary,
  timeline: Timeline,
  scenarios: readonly Scenario[],
  today: IsoDate,
  plans: readonly ScenarioPlan[] = [],
): RegisterWire {
  const { world } = timeline;
  const days = timeline.holding.flatMap((number) => world.events[number]?.day ?? []);
  const used = new Set(world.facts.roles.map((row) => row.role));
  return {
    name: pack.name,
    title: pack.title,
    description: pack.manifest.description,
    recordedAt: pack.recordedAt,
    ...datesOf(world, days, today),
    tiers: tierNames
      .filter((tier) => (tiers[tier].roles as readonly string[]).some((role) => used.has(role as never)))
      .map((tier) => {
        const { title, singular, plural, side } = tiers[tier];
        const changes = changesOf(timeline, tier);
        return { tier, title, singular, plural, side, changes, hasTerritory: changes.length > 0 };
      }),
    populations: world.facts.populations.map((row) => ({
      id: row.id,
      title: row.title,
      base: row.base,
      date: row.date,
      geography: row.geography,
      persons: world.populations.find((one) => one.row.id === row.id)?.persons ?? registeredTotal(world, row.id),
      missingBlocks: world.populations.find((one) => one.row.id === row.id)?.missingBlocks ?? 0,
      evidence: row.evidence,
    })),
    scenarios: [...scenarios.map((one) => encodeOfPack(world, one)), ...plans.map(encodeOfPlan)],
    organisationCount: world.organisations.length,
    eventCount: world.events.length,
    problemCount: timeline.problems.length,
  };
}

type ScenarioRow = RegisterWire['scenarios'][number];

function encodeOfPack({ facts }: World, { id, title }: Scenario): ScenarioRow {
  const row = facts.scenarios.find((one) => one.id === id);
  return { id, title, note: row?.note ?? null, origin: 'pack', from: row?.from ?? null, to: row?.to ?? null };
}

function encodeOfPlan({ id, title, note, from, to }: ScenarioPlan): ScenarioRow {
  return { id, title, note, origin: 'plan', from, to };
}

/** From New Year before the first day with an event to New Year after the last. */
function datesOf(
  world: World,
  days: readonly string[],
  today: IsoDate,
): Pick<RegisterWire, 'firstDate' | 'lastDate' | 'openingDate'> {
  const dated = [...days, ...world.facts.memberships.flatMap((row) => row.from ?? [])].sort();
  const first = dated[0] ?? '2000-01-01';
  const last = dated.at(-1) ?? first;
  const firstDate = `${first.slice(0, 4)}-01-01`;
  const lastDate = `${Number(last.slice(0, 4)) + 1}-01-01`;
  return { firstDate, lastDate, openingDate: firstDate <= today && today <= lastDate ? today : last };
}

/** Days on which the land of the tier changes; the record's beginning (null) only when somebody holds land then. */
function changesOf(timeline: Timeline, tier: TierName): (IsoDate | null)[] {
  const history = timeline.tiers.get(tier);
  const isBare = history?.holders[0]?.every((holder) => holder < 0) ?? true;
  return [...(history?.dates ?? [])].filter((date) => date !== null || !isBare);
}

function registeredTotal(world: World, population: string): number {
  let persons = 0;
  for (const row of world.facts.registered_values) if (row.population === population) persons += row.persons;
  return persons;
}
