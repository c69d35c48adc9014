/**
 * What the map shows on one day: who holds each zone on either side, the overlap of the two tiers and the relation of
 * each pair, by the same functions as the server. Pure; knows nothing of pictures.
 */

import { type Overlap, overlap } from '#core/coterminosity/overlap.ts';
import { pairShares, type Relation, relationOf } from '#core/coterminosity/relations.ts';
import { type Summary, summaryOf } from '#core/coterminosity/summary.ts';
import type { MapWire } from '#wire/map.ts';
import { extentOn, stepOn, type TierHistory } from './tier-history.ts';

export type Pair = {
  readonly body: number;
  readonly council: number;
  /** @units persons */
  readonly persons: number;
  readonly blocks: number;
  readonly shareOfBody: number;
  readonly shareOfCouncil: number;
  /** True when all territory of the body, or of the council, is known; if not, its share is of the part that is. */
  readonly isBodyWhole: boolean;
  readonly isCouncilWhole: boolean;
  /** Null: not known, because only part of the territory of one of them is. */
  readonly relation: Relation | null;
};

export type Frame = {
  /** Number of the body and of the council that hold each zone; -1: nobody known. @shape zones */
  readonly bodyOf: Int32Array;
  readonly councilOf: Int32Array;
  /** Number in `pairs` of each zone; -1: one side is not known there. @shape zones */
  readonly pairOf: Int32Array;
  readonly overlap: Overlap;
  readonly pairs: readonly Pair[];
  readonly summary: Summary;
  /** People in blocks that the borders of this day cut through. @units persons */
  readonly estimatedPersons: number;
};

export type FrameInput = {
  readonly map: Pick<MapWire, 'blocks' | 'persons' | 'splitBlocks' | 'zoneCount'>;
  readonly bodies: TierHistory;
  readonly councils: TierHistory;
  readonly population: string | null;
  readonly tolerance: number;
};

/** The frame of a day. O(zones + pairs). A population that is not there counts nobody: relations go by blocks. */
export function makeFrame(input: FrameInput, on: string): Frame {
  const { map, bodies, councils, tolerance } = input;
  const bodyOf = bodies.holders[stepOn(bodies, on)] as Int32Array;
  const councilOf = councils.holders[stepOn(councils, on)] as Int32Array;
  const counted = input.population === null ? undefined : map.persons[input.population];
  const persons = counted === undefined ? new Float64Array(map.zoneCount) : Float64Array.from(counted);
  const sizes = { bodies: bodies.bodies.length, councils: councils.bodies.length };
  const found = overlap(bodyOf, councilOf, persons, Float64Array.from(map.blocks), sizes);
  const isPart = { body: partlyKnown(bodies, on), council: partlyKnown(councils, on) };
  const pairs: Pair[] = [];
  const pairNumber = new Map<number, number>();
  for (let at = 0; at < found.pairs.length; at++) {
    const body = found.pairs.body[at] as number;
    const council = found.pairs.council[at] as number;
    const shares = pairShares(found, at);
    pairNumber.set(body * sizes.councils + council, at);
    pairs.push({
      body,
      council,
      persons: found.pairs.persons[at] as number,
      blocks: found.pairs.blocks[at] as number,
      shareOfBody: shares.ofBody,
      shareOfCouncil: shares.ofCouncil,
      isBodyWhole: !isPart.body.has(body),
      isCouncilWhole: !isPart.council.has(council),
      relation: isPart.body.has(body) || isPart.council.has(council) ? null : relationOf(shares, tolerance),
    });
  }
  const pairOf = new Int32Array(map.zoneCount).fill(-1);
  for (let zone = 0; zone < map.zoneCount; zone++) {
    const body = bodyOf[zone] as number;
    const council = councilOf[zone] as number;
    if (body >= 0 && council >= 0) pairOf[zone] = pairNumber.get(body * sizes.councils + council) ?? -1;
  }
  const estimatedPersons = cutPersons(input, pairOf, bodyOf, councilOf);
  // As on the server: who is known in part counts in no figure of its kind.
  const known = { bodies: knownOnes(sizes.bodies, isPart.body), councils: knownOnes(sizes.councils, isPart.council) };
  const summary = summaryOf(found, tolerance, undefined, known);
  return { bodyOf, councilOf, pairOf, overlap: found, pairs, summary, estimatedPersons };
}

/** What a frame depends on: two days with the same key look the same. */
export function frameKey(input: FrameInput, on: string): string {
  const { bodies, councils, population, tolerance } = input;
  return [
    stepOn(bodies, on),
    stepOn(councils, on),
    population,
    tolerance,
    ...partlyKnown(bodies, on),
    '|',
    ...partlyKnown(councils, on),
  ].join(' ');
}

/** Numbers of the bodies of which not all territory is known on the day: their relation to anyone cannot be. */
function partlyKnown(history: TierHistory, on: string): Set<number> {
  return new Set(history.bodies.flatMap((body, at) => (extentOn(body, on) === 'known' ? [] : [at])));
}

/** 1 for each whose whole territory is known. */
function knownOnes(count: number, isPart: ReadonlySet<number>): Uint8Array {
  return Uint8Array.from({ length: count }, (_, at) => Number(!isPart.has(at)));
}

/** People of the blocks whose zones do not all lie in one body and one council. */
function cutPersons(input: FrameInput, pairOf: Int32Array, bodyOf: Int32Array, councilOf: Int32Array): number {
  const blocks = input.population === null ? undefined : input.map.splitBlocks[input.population];
  let persons = 0;
  for (const block of blocks ?? []) {
    const first = block.zones[0] ?? 0;
    const isCut = block.zones.some(
      (zone) =>
        pairOf[zone] !== pairOf[first] || bodyOf[zone] !== bodyOf[first] || councilOf[zone] !== councilOf[first],
    );
    if (isCut) persons += block.persons;
  }
  return persons;
}
