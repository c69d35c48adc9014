/**
 * Everything about one body on a day: lineage, footprint, people, and whom it overlaps. Pure: from a time line.
 */

import { evidenceOf } from '#core/coterminosity/evidence.ts';
import { type Relation, relationOf } from '#core/coterminosity/relations.ts';
import { blocksIn, type FootprintBlock, vintageFor } from '#core/footprint/footprint.ts';
import type { Geography } from '#core/footprint/land.ts';
import { nearestPopulation, type Population } from '#core/footprint/population.ts';
import type { Row } from '#core/pack/tables.ts';
import type { Evidence } from '#core/pack/vocabulary.ts';
import { extentOn, zonesServed } from '#core/register/as-of.ts';
import { type Lineage, lineageOf } from '#core/register/lineage.ts';
import { type TierName, tiers } from '#core/register/tiers.ts';
import { holdersOn, isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { type Organisation, participantsOf, type SuccessionEvent, tiersOn } from '#core/register/world.ts';
import { addDays, holdsOn, type IsoDate } from '#std/iso-date.ts';

/** People of a count in a footprint; `estimatedPersons` is the part that lies in blocks cut by its border. */
export type Headcount = {
  readonly row: Row<'populations'>;
  readonly persons: number;
  readonly estimatedPersons: number;
};

/** What a body shares with a body of another tier. */
export type Sharing = {
  readonly tier: TierName;
  readonly other: Organisation;
  readonly persons: number;
  readonly shareOfThis: number;
  readonly shareOfOther: number;
  /** As in a measure, the body on the health side first; `not-known` when either is known in part only. */
  readonly relation: Relation | 'not-known';
};

export type Portrait = {
  readonly timeline: Timeline;
  /** The population that shares and lineage are counted in; undefined without any on blocks. */
  readonly population: Population | undefined;
  readonly on: IsoDate;
  readonly organisation: Organisation;
  readonly lineage: Lineage;
  /** Every event of the register that names it, whether or not it holds in the scenario. */
  readonly events: readonly SuccessionEvent[];
  readonly relationships: readonly Row<'relationships'>[];
  readonly zones: readonly number[];
  readonly geography: Geography | undefined;
  readonly blocks: readonly FootprintBlock[];
  /** How its land is known, followed back through those it took land from. */
  readonly evidences: readonly Evidence[];
  readonly headcounts: readonly Headcount[];
  readonly sharings: readonly Sharing[];
};

/** Shares below this are slivers. */
const tolerance = 0.005;

/** The body on the day, or on its last day when it had ended by then. */
export function portraitOf(timeline: Timeline, organisation: Organisation, on: IsoDate): Portrait {
  const { world } = timeline;
  const day = isAliveOn(timeline, organisation, on)
    ? on
    : lastDayOf(timeline.lives[organisation.index]?.to ?? null, on);
  const zones = zonesServed(timeline, organisation, day);
  const population = nearestPopulation(world.populations, day);
  const geography = vintageFor(world, day);
  const id = organisation.row.id;
  return {
    timeline,
    population,
    on: day,
    organisation,
    lineage: lineageOf(timeline, organisation.index, population),
    events: world.events.filter((event) => participantsOf(event).includes(organisation.index)),
    relationships: world.facts.relationships.filter(
      (row) => row.organisation === id || (row.target === id && holdsOn(row, day)),
    ),
    zones,
    geography,
    blocks: geography === undefined ? [] : blocksIn(world.zones, geography, zones),
    evidences: evidenceOf(timeline, organisation, day),
    headcounts: [...world.populations.map((one) => headcount(one, zones)), ...registered(timeline, organisation, day)],
    sharings: population === undefined ? [] : sharingsOf(timeline, organisation, day, zones, population),
  };
}

/** The day before the body ended, when the day asked for is later; else the day asked for. */
function lastDayOf(to: IsoDate | null, on: IsoDate): IsoDate {
  if (to === null || on < to) return on;
  return addDays(to, -1);
}

function headcount(population: Population, zones: readonly number[]): Headcount {
  const inside = new Set(zones);
  let estimatedPersons = 0;
  for (const split of population.splitBlocks) {
    const within = split.zones.filter((zone) => inside.has(zone)).length;
    if (within > 0 && within < split.zones.length) estimatedPersons += split.persons;
  }
  return { row: population.row, persons: personsIn(zones, population), estimatedPersons };
}

/** Registered people: of a practice itself, or of the practices that the body commissions on the day. */
function registered({ world }: Timeline, organisation: Organisation, day: IsoDate): Headcount[] {
  const id = organisation.row.id;
  const practices = new Set(
    world.facts.relationships
      .filter((row) => row.kind === 'commissioned-by' && row.target === id && holdsOn(row, day))
      .map((row) => row.organisation),
  );
  practices.add(id);
  return world.facts.populations
    .filter((row) => row.geography === null)
    .map((row) => {
      const values = world.facts.registered_values.filter(
        (one) => one.population === row.id && practices.has(one.organisation),
      );
      return { row, persons: values.reduce((sum, one) => sum + one.persons, 0), estimatedPersons: 0 };
    })
    .filter((one) => one.persons > 0);
}

function sharingsOf(
  timeline: Timeline,
  organisation: Organisation,
  day: IsoDate,
  zones: readonly number[],
  population: Population,
): Sharing[] {
  const own = new Set<TierName>(tiersOn(organisation, day));
  const isHealth = [...own].some((tier) => tiers[tier].side === 'health');
  const all = personsIn(zones, population);
  const found: Sharing[] = [];
  for (const tier of timeline.tiers.keys()) {
    if (own.has(tier)) continue;
    const holders = holdersOn(timeline, tier, day);
    for (const [holder, shared] of Map.groupBy(zones, (zone) => holders[zone] ?? -1)) {
      const other = timeline.world.organisations[holder];
      if (other === undefined) continue;
      const persons = personsIn(shared, population);
      const whole = personsIn(zonesHeld(holders, holder), population);
      const shareOfThis = all === 0 ? 0 : persons / all;
      const shareOfOther = whole === 0 ? 0 : persons / whole;
      const shares = isHealth
        ? { ofBody: shareOfThis, ofCouncil: shareOfOther }
        : { ofBody: shareOfOther, ofCouncil: shareOfThis };
      found.push({
        tier,
        other,
        persons,
        shareOfThis,
        shareOfOther,
        relation: isKnown(organisation, day) && isKnown(other, day) ? relationOf(shares, tolerance) : 'not-known',
      });
    }
  }
  return found.sort((a, b) => b.persons - a.persons);
}

function isKnown(organisation: Organisation, day: IsoDate): boolean {
  return extentOn(organisation, day) === 'known';
}

function personsIn(zones: readonly number[], population: Population): number {
  return zones.reduce((sum, zone) => sum + (population.personsOfZone[zone] ?? 0), 0);
}

function zonesHeld(holders: Int32Array, holder: number): number[] {
  const zones: number[] = [];
  for (let zone = 0; zone < holders.length; zone++) if (holders[zone] === holder) zones.push(zone);
  return zones;
}
