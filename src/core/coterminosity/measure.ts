/**
 * The measure of two tiers on a day: who overlaps whom, by how many people, how each pair fits, and the summary, for
 * the whole and by region, with all that the answer rests on. Puts the register, the land and the numeric core together.
 */

import { type Assumption, assumptionsOf } from '#core/coterminosity/assumptions.ts';
import { type Estimates, estimatedPersons } from '#core/coterminosity/estimated-persons.ts';
import { type EvidenceCount, territoryEvidence } from '#core/coterminosity/evidence.ts';
import type { MeasureQuery } from '#core/coterminosity/measure-query.ts';
import { type Overlap, overlap } from '#core/coterminosity/overlap.ts';
import { type RegionSummary, regionOf, regionSummaries, selectionOf } from '#core/coterminosity/regions.ts';
import { pairShares, type Relation, relationOf } from '#core/coterminosity/relations.ts';
import { type Selection, type Summary, summaryOf } from '#core/coterminosity/summary.ts';
import { type TierColumn, tierColumn, type UnknownTerritory } from '#core/coterminosity/tier-columns.ts';
import { blockCounts } from '#core/footprint/footprint.ts';
import { nearestPopulation, type Population } from '#core/footprint/population.ts';
import type { SourceId } from '#core/pack/tables.ts';
import { type Body, organisationsByCode } from '#core/register/as-of.ts';
import { type TierName, tiers } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';

/** @units persons; shares as proportions; blocks of the population's vintage */
export type MeasuredPair = {
  readonly body: Body;
  readonly council: Body;
  readonly persons: number;
  /** Of `persons`, those in blocks that the border of a body or council cuts. */
  readonly estimatedPersons: number;
  readonly shareOfBody: number;
  readonly shareOfCouncil: number;
  readonly blocks: number;
  /** `not-known` when the territory of the body or the council is known in part only. */
  readonly relation: Relation | 'not-known';
};

export type Measure = {
  readonly on: IsoDate;
  readonly bodies: TierName;
  readonly councils: TierName;
  readonly tolerance: number;
  readonly population: Population;
  /** The region asked for, or null for everywhere. */
  readonly region: Body | null;
  /** By name of the body, then of the council. In a region: pairs of which it counts the body or the council. */
  readonly pairs: readonly MeasuredPair[];
  readonly summary: Summary;
  readonly regions: readonly RegionSummary[];
  readonly unknownBodies: readonly UnknownTerritory[];
  readonly unknownCouncils: readonly UnknownTerritory[];
  readonly evidence: readonly EvidenceCount[];
  /** Sources of the territory and of the population, each once. */
  readonly sources: readonly SourceId[];
  readonly assumptions: readonly Assumption[];
};

/** Why nothing can be measured, in order of precedence. */
export type MeasureRefusal =
  | { readonly kind: 'unknown-population'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'unknown-region'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'nothing-to-measure'; readonly detail: string };

/** Both tiers on a day, people on the zones, and their overlap: what a measure and a series have in common. */
type Setting = {
  readonly query: MeasureQuery;
  readonly population: Population;
  readonly bodies: TierColumn;
  readonly councils: TierColumn;
  readonly regions: TierColumn;
  readonly blocks: Float64Array;
  readonly given: Overlap;
};

/**
 * The measure of two tiers on a day. Refuses an unknown population or region, and a day on which no body, or no
 * council, has any known territory. O(zones + parts of split blocks + transfers).
 * @throws when the tolerance is out of range
 * @source docs/methods/README.md
 */
export function measure(timeline: Timeline, query: MeasureQuery): Result<Measure, MeasureRefusal> {
  const set = settingOf(timeline, query);
  if (!set.ok) return set;
  const { population, bodies, councils, regions, given, blocks } = set.value;
  const homes = regionOf(bodies, councils, regions, population.personsOfZone, blocks);
  const region = query.region === undefined ? -1 : regionPlace(timeline, regions, query.region);
  if (query.region !== undefined && region < 0) return unknownRegion(regions, query.region, query.on);
  const selection = region < 0 ? undefined : selectionOf(homes, region);
  const estimates = estimatedPersons(given, bodies.of, councils.of, population, timeline.world.zones);
  const evidence = territoryEvidence(timeline, bodies, councils, query.on);
  const known = { bodies: bodies.known, councils: councils.known };
  const summary = summaryOf(given, query.tolerance, selection, known);
  const populationSources = population.row.source === null ? [] : [population.row.source];
  return answer({
    on: query.on,
    bodies: query.bodies,
    councils: query.councils,
    tolerance: query.tolerance,
    population,
    region: regions.members[region] ?? null,
    pairs: measuredPairs(set.value, estimates, selection),
    summary,
    regions: regionSummaries(given, query.tolerance, regions, homes, known),
    unknownBodies: bodies.unknown,
    unknownCouncils: councils.unknown,
    evidence: evidence.counts,
    sources: [...new Set([...populationSources, ...evidence.sources])],
    assumptions: assumptionsOf({
      timeline,
      query,
      population,
      bodies,
      councils,
      regions,
      estimates,
      evidence: evidence.counts,
      summary,
    }),
  });
}

/** The summary alone, for a series: no pairs, no evidence. Refuses as `measure` does. */
export function measureSummary(
  timeline: Timeline,
  query: MeasureQuery,
): Result<{ population: Population; summary: Summary }, MeasureRefusal> {
  const set = settingOf(timeline, query);
  if (!set.ok) return set;
  const { population, bodies, councils, regions, given, blocks } = set.value;
  const known = { bodies: bodies.known, councils: councils.known };
  if (query.region === undefined) {
    return answer({ population, summary: summaryOf(given, query.tolerance, undefined, known) });
  }
  const region = regionPlace(timeline, regions, query.region);
  if (region < 0) return unknownRegion(regions, query.region, query.on);
  const homes = regionOf(bodies, councils, regions, population.personsOfZone, blocks);
  return answer({ population, summary: summaryOf(given, query.tolerance, selectionOf(homes, region), known) });
}

function settingOf(timeline: Timeline, query: MeasureQuery): Result<Setting, MeasureRefusal> {
  const chosen = choosePopulation(timeline, query);
  if (!chosen.ok) return chosen;
  const population = chosen.value;
  const bodies = tierColumn(timeline, query.bodies, query.on);
  const councils = tierColumn(timeline, query.councils, query.on);
  for (const tier of [bodies, councils]) {
    if (tier.withLand > 0) continue;
    const { plural } = tiers[tier.tier];
    const why =
      tier.members.length === 0
        ? `There are no ${plural}`
        : `The territory of no ${tiers[tier.tier].singular} is known`;
    return refuse({
      kind: 'nothing-to-measure',
      detail: `${why} on ${query.on} in this register. Ask for another date or another kind of body.`,
    });
  }
  const blocks = blockCounts(timeline.world.zones, population.geography);
  const sizes = { bodies: bodies.members.length, councils: councils.members.length };
  const given = overlap(bodies.of, councils.of, population.personsOfZone, blocks, sizes);
  return answer({
    query,
    population,
    bodies,
    councils,
    regions: tierColumn(timeline, 'region', query.on),
    blocks,
    given,
  });
}

function choosePopulation(timeline: Timeline, query: MeasureQuery): Result<Population, MeasureRefusal> {
  const { populations } = timeline.world;
  const known = populations.map((one) => one.row.id);
  if (query.population !== undefined) {
    const named = populations.find((one) => one.row.id === query.population);
    if (named !== undefined) return answer(named);
    const detail = `There is no count of people on building blocks called ${query.population}. Known: ${known.join(', ') || 'none'}.`;
    return refuse({ kind: 'unknown-population', detail, known });
  }
  const nearest = nearestPopulation(populations, query.on) ?? populations[0];
  if (nearest !== undefined) return answer(nearest);
  return refuse({
    kind: 'nothing-to-measure',
    detail: 'This register holds no count of people on building blocks. Import a pack that has one.',
  });
}

function regionPlace(timeline: Timeline, regions: TierColumn, code: string): number {
  const named = new Set(organisationsByCode(timeline, code).map((one) => one.index));
  return regions.members.findIndex((member) => named.has(member.organisation.index));
}

function unknownRegion(regions: TierColumn, code: string, on: IsoDate): Result<never, MeasureRefusal> {
  const known = regions.members.map((member) => member.code);
  return refuse({
    kind: 'unknown-region',
    detail: `There is no region ${code} on ${on}. Known: ${known.join(', ') || 'none'}.`,
    known,
  });
}

function measuredPairs(setting: Setting, estimates: Estimates, selection: Selection | undefined): MeasuredPair[] {
  const { given, bodies, councils, query } = setting;
  const { pairs } = given;
  const found: MeasuredPair[] = [];
  for (let at = 0; at < pairs.length; at++) {
    const b = pairs.body[at] as number;
    const c = pairs.council[at] as number;
    if (selection !== undefined && selection.bodies[b] !== 1 && selection.councils[c] !== 1) continue;
    const shares = pairShares(given, at);
    found.push({
      body: bodies.members[b] as Body,
      council: councils.members[c] as Body,
      persons: pairs.persons[at] as number,
      estimatedPersons: estimates.persons[at] as number,
      shareOfBody: shares.ofBody,
      shareOfCouncil: shares.ofCouncil,
      blocks: pairs.blocks[at] as number,
      relation: bodies.known[b] === 1 && councils.known[c] === 1 ? relationOf(shares, query.tolerance) : 'not-known',
    });
  }
  return found;
}
