/**
 * GP practices on other areas. A practice has no land: its people are put where its commissioner serves, or, with a table of
 * where its patients live, on the blocks of their homes.
 */

import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import { geographyNamed, partsOfBlock } from '#core/footprint/land.ts';
import type { Areas } from '#core/rebase/areas.ts';
import { type Crosswalk, crosswalkOfPairs, type PairTable } from '#core/rebase/crosswalk.ts';
import type { Weights } from '#core/rebase/weights.ts';
import { zonesServed } from '#core/register/as-of.ts';
import { isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { holdsOn, type IsoDate } from '#std/iso-date.ts';

type Pairs = { readonly source: number[]; readonly target: number[]; readonly weight: number[] };

export type PracticeQuestion = {
  readonly timeline: Timeline;
  /** The practices, by number. */
  readonly source: Areas;
  readonly target: Areas;
  /** The days that the numbers are stated for, and wanted for. */
  readonly stated: IsoDate;
  readonly on: IsoDate;
  /** Divide the land of a commissioner that lies in several targets. */
  readonly weights: Weights;
};

/**
 * Each practice where its commissioner serves: the one of the day that the numbers are wanted for, while both exist; else of the
 * day that they are stated for, on the land it had then. A practice whose commissioner lies in several targets is split. A practice
 * without a commissioner on either day has no place. O(relationships + commissioners x zones).
 */
export function crosswalkByCommissioner({
  timeline,
  source,
  target,
  stated,
  on,
  weights,
}: PracticeQuestion): Crosswalk {
  const number = new Map(source.keys.map((key, at) => [key, at]));
  const found = new Map<number, { commissioner: number; day: IsoDate }>();
  for (const day of [stated, on]) {
    for (const [practice, commissioner] of commissionersOn(timeline, number, day))
      found.set(practice, { commissioner, day });
  }
  const grounds = new Map<string, ReadonlyMap<number, number>>();
  const pairs: Pairs = { source: [], target: [], weight: [] };
  for (const [practice, { commissioner, day }] of found) {
    const key = `${commissioner} ${day}`;
    const ground = grounds.get(key) ?? groundOf(timeline, commissioner, day, target, weights);
    grounds.set(key, ground);
    for (const [area, weight] of ground) addPair(pairs, practice, area, weight);
  }
  return crosswalkOfPairs(tableOf(pairs, source, target));
}

/** Commissioner of each practice on the day, by numbers of body; of several the last one stated. */
function commissionersOn(
  timeline: Timeline,
  practices: ReadonlyMap<string, number>,
  day: IsoDate,
): Map<number, number> {
  const { facts, organisationIndex, organisations } = timeline.world;
  const found = new Map<number, number>();
  for (const row of facts.relationships) {
    if (row.kind !== 'commissioned-by' || row.target === null || !holdsOn(row, day)) continue;
    const practice = practices.get(row.organisation);
    const commissioner = organisations[organisationIndex.get(row.target) ?? -1];
    if (practice === undefined || commissioner === undefined || !isAliveOn(timeline, commissioner, day)) continue;
    found.set(practice, commissioner.index);
  }
  return found;
}

/** Weight of a commissioner's land of the day in each target; -1: in none. */
function groundOf(
  timeline: Timeline,
  commissioner: number,
  day: IsoDate,
  target: Areas,
  { ofPart, isLand }: Weights,
): Map<number, number> {
  const { organisations, zones } = timeline.world;
  const body = organisations[commissioner];
  const served = new Uint8Array(zones.count);
  if (body !== undefined) for (const zone of zonesServed(timeline, body, day)) served[zone] = 1;
  const ground = new Map<number, number>();
  for (const [part, area] of target.areaOfPart.entries()) {
    if (served[zones.zoneOfPart[part] as number] !== 1 || (isLand[part] === 0 && ofPart[part] === 0)) continue;
    ground.set(area, (ground.get(area) ?? 0) + (ofPart[part] as number));
  }
  return ground;
}

/**
 * Each practice where its patients live: blocks that lie in one target go whole, others by the weights of their parts. People
 * that the table places outside the register's land are outside. O(pairs of the table + parts).
 */
export function crosswalkByResidence(
  { timeline, source, target, weights }: Omit<PracticeQuestion, 'stated' | 'on'>,
  residence: ResidenceTable,
): Crosswalk {
  const geography = geographyNamed(timeline.world.land, residence.geography);
  const number = new Map(source.keys.map((key, at) => [key, at]));
  const placeOf = residence.practices.map((practice) => number.get(practice) ?? -1);
  const shares = new Map<number, readonly (readonly [area: number, share: number])[]>();
  const sharesOf = (block: number) => {
    if (geography === undefined || block < 0) return [[-1, 1]] as const;
    const made = shares.get(block) ?? sharesOfParts(partsOfBlock(geography, block), target, weights);
    shares.set(block, made);
    return made;
  };
  const pairs: Pairs = { source: [], target: [], weight: [] };
  for (let row = 0; row < residence.persons.length; row++) {
    const practice = placeOf[residence.practiceOf[row] as number] ?? -1;
    const persons = residence.persons[row] as number;
    if (practice < 0 || persons === 0) continue;
    for (const [area, share] of sharesOf(residence.blockOf[row] as number))
      if (share > 0) addPair(pairs, practice, area, persons * share);
  }
  return crosswalkOfPairs(tableOf(pairs, source, target));
}

function sharesOfParts(
  parts: Int32Array,
  { areaOfPart }: Areas,
  { ofPart }: Weights,
): readonly (readonly [number, number])[] {
  const byArea = new Map<number, { weight: number; parts: number }>();
  for (const part of parts) {
    const area = areaOfPart[part] as number;
    const sum = byArea.get(area) ?? { weight: 0, parts: 0 };
    byArea.set(area, { weight: sum.weight + (ofPart[part] as number), parts: sum.parts + 1 });
  }
  if (byArea.size === 1) return [...byArea.keys()].map((area) => [area, 1] as const);
  const all = [...byArea.values()].reduce((sum, one) => sum + one.weight, 0);
  return [...byArea].map(([area, one]) => [area, all > 0 ? one.weight / all : one.parts / parts.length] as const);
}

function addPair(pairs: Pairs, source: number, target: number, weight: number): void {
  pairs.source.push(source);
  pairs.target.push(target);
  pairs.weight.push(weight);
}

function tableOf(pairs: Pairs, source: Areas, target: Areas): PairTable {
  return {
    sources: source.keys.length,
    targets: target.keys.length,
    source: Int32Array.from(pairs.source),
    target: Int32Array.from(pairs.target),
    weight: Float64Array.from(pairs.weight),
  };
}
