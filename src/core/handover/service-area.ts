/**
 * The area that an arrangement serves, as zones, and what of it lies in the land of one party. Stated by the
 * arrangement, else the land that both sides of the partnership serve. Knows no shares and no money.
 */

import type { AreaRef, Arrangement } from '#core/agreements/arrangement.ts';
import { geographyNamed, partsOfBlock } from '#core/footprint/land.ts';
import type { Population } from '#core/footprint/population.ts';
import type { BodyFate, FateBook } from '#core/handover/fates.ts';
import type { World } from '#core/register/world.ts';

/** A piece of land: whole zones, and zones of which only some parts belong to it. */
export type Area = {
  /** Ascending, also those of `parts`. */
  readonly zones: readonly number[];
  /** By zone: its parts, where not all of the zone belongs to the area. */
  readonly parts: ReadonlyMap<number, readonly number[]>;
  /** One sentence: how it came about. */
  readonly says: string;
};

const noParts: ReadonlyMap<number, readonly number[]> = new Map();

/** Areas of arrangements between the two days of a book of fates; the same question costs its work once. */
export class ServiceAreas {
  private readonly fates: FateBook;
  private readonly partsOfZone: readonly (readonly number[])[];
  /** By references, and by numbers of the parties that have land. */
  private readonly stated = new Map<string, Area>();
  private readonly derived = new Map<string | number, Area>();
  private readonly within = new WeakMap<Area, Map<number, Area>>();

  constructor(fates: FateBook) {
    this.fates = fates;
    this.partsOfZone = partsByZone(fates.timeline.world);
  }

  /** The area the arrangement serves: as stated, else derived from its parties. Bodies as on their `startDay`. */
  serviceArea(arrangement: Arrangement): Area {
    if (arrangement.serviceArea.length > 0) return this.areaOfRefs(arrangement.serviceArea);
    const parties = landedParties(this.fates, arrangement);
    const key = parties.length === 1 ? (parties[0]?.body ?? '') : parties.map((one) => one.body).join(' ');
    const area = this.derived.get(key) ?? derivedArea(parties, this.fates.timeline.world.zones.count);
    this.derived.set(key, area);
    return area;
  }

  /**
   * The part of the service area in the party's land on its `startDay`; where they have none in common, all of the
   * party's land. Empty when the land of the party is not known.
   */
  relevantArea(service: Area, party: BodyFate): Area {
    const known = this.within.get(service) ?? new Map<number, Area>();
    this.within.set(service, known);
    const area = known.get(party.body) ?? within(service, party);
    known.set(party.body, area);
    return area;
  }

  /** The land that a reference names; parts of a zone that a block cuts are told apart. */
  areaOfRefs(refs: readonly AreaRef[]): Area {
    const key = refs.map(refText).join('\n');
    const area = this.stated.get(key) ?? this.statedArea(refs);
    this.stated.set(key, area);
    return area;
  }

  private statedArea(refs: readonly AreaRef[]): Area {
    const { world } = this.fates.timeline;
    const zones = new Set<number>();
    const parts = new Set<number>();
    const unknown: string[] = [];
    for (const ref of refs) {
      if (ref.kind === 'body') {
        const body = world.organisationIndex.get(ref.organisation);
        if (body === undefined) unknown.push(ref.organisation);
        else for (const zone of this.fates.fateOf(body).zones) zones.add(zone);
        continue;
      }
      const geography = geographyNamed(world.land, ref.geography);
      const block = geography?.indexOfCode.get(ref.area);
      if (geography === undefined || block === undefined) unknown.push(ref.area);
      else for (const part of partsOfBlock(geography, block)) parts.add(part);
    }
    const missing = unknown.length === 0 ? '' : ` The register does not know ${unknown.join(', ')}.`;
    return this.areaOf(zones, parts, `The service area as the arrangement states it.${missing}`);
  }

  private areaOf(zones: Set<number>, parts: ReadonlySet<number>, says: string): Area {
    const { zoneOfPart } = this.fates.timeline.world.zones;
    const cut = new Map<number, number[]>();
    for (const [zone, inside] of Map.groupBy(parts, (part) => zoneOfPart[part] ?? 0)) {
      if (zones.has(zone)) continue;
      zones.add(zone);
      if (inside.length < (this.partsOfZone[zone]?.length ?? 0))
        cut.set(
          zone,
          inside.sort((a, b) => a - b),
        );
    }
    return { zones: [...zones].sort((a, b) => a - b), parts: cut, says };
  }
}

/**
 * Who has each zone of the area in the body's stead; -1: nobody, or the body did not serve it. Both lists of zones are
 * ascending, so one walk along both finds all.
 * @shape zones of the area
 */
export function heirsOfArea({ zones }: Area, fate: BodyFate): number[] {
  const heirs: number[] = [];
  let at = 0;
  for (const zone of zones) {
    while (at < fate.zones.length && (fate.zones[at] ?? 0) < zone) at += 1;
    heirs.push(fate.zones[at] === zone ? (fate.heirOfZone[at] ?? -1) : -1);
  }
  return heirs;
}

/** People of the population in that zone, as far as it belongs to the area; whole. @units persons */
export function personsInZone(area: Area, zone: number, population: Population): number {
  const parts = area.parts.get(zone);
  if (parts === undefined) return population.personsOfZone[zone] ?? 0;
  let persons = 0;
  for (const part of parts) persons += population.personsOfPart[part] ?? 0;
  return persons;
}

/** People of the population on the area; whole. @units persons */
export function personsInArea(area: Area, population: Population): number {
  let persons = 0;
  for (const zone of area.zones) persons += personsInZone(area, zone, population);
  return persons;
}

/** True when the population has a figure for every block that the area touches. */
export function isCountedWhole(area: Area, population: Population, world: World): boolean {
  const missing = missingOf(population, world);
  if (missing === null) return true;
  return area.zones.every((zone) => {
    const parts = area.parts.get(zone);
    return parts === undefined ? missing.zones[zone] === 0 : parts.every((part) => missing.parts[part] === 0);
  });
}

type Missing = { readonly parts: Uint8Array; readonly zones: Uint8Array };
const missingByPopulation = new WeakMap<Population, Missing | null>();

/** Parts and zones without a figure: their block has none, or their vintage has no block there. Null: there are none. */
function missingOf(population: Population, { land, zones }: World): Missing | null {
  const known = missingByPopulation.get(population);
  if (known !== undefined) return known;
  const found = { parts: new Uint8Array(land.partCount), zones: new Uint8Array(zones.count) };
  let isAny = false;
  for (let part = 0; part < land.partCount; part++) {
    const block = population.geography.blockOfPart[part] ?? -1;
    if (block >= 0 && (population.personsOfBlock[block] ?? -1) >= 0) continue;
    // Land of another vintage alone (a block that was given up) has no people of its own here.
    if (block < 0 && population.missingBlocks === 0) continue;
    isAny = true;
    found.parts[part] = 1;
    found.zones[zones.zoneOfPart[part] ?? 0] = 1;
  }
  missingByPopulation.set(population, isAny ? found : null);
  return isAny ? found : null;
}

const partsByWorld = new WeakMap<World['zones'], readonly (readonly number[])[]>();

function partsByZone({ zones }: World): readonly (readonly number[])[] {
  const known = partsByWorld.get(zones);
  if (known !== undefined) return known;
  const parts: number[][] = Array.from({ length: zones.count }, () => []);
  for (const [part, zone] of zones.zoneOfPart.entries()) parts[zone]?.push(part);
  partsByWorld.set(zones, parts);
  return parts;
}

function refText(ref: AreaRef): string {
  return ref.kind === 'body' ? `body ${ref.organisation}` : `block ${ref.geography} ${ref.area}`;
}

/** Fates of the parties whose land counts for one side, each body once, in order of number. */
function landedParties(fates: FateBook, { parties }: Arrangement): BodyFate[] {
  const { organisationIndex } = fates.timeline.world;
  const landed: BodyFate[] = [];
  for (const { organisation } of parties) {
    const body = organisationIndex.get(organisation);
    const fate = body === undefined ? undefined : fates.fateOf(body);
    if (fate?.isLandKnown === true && fate.side !== 'other' && !landed.includes(fate)) landed.push(fate);
  }
  return landed.sort((a, b) => a.body - b.body);
}

/** What the councils and the health bodies both serve; without land on one side, what the other serves. */
function derivedArea(parties: readonly BodyFate[], zoneCount: number): Area {
  const councils = landOf(parties, 'council', zoneCount);
  const health = landOf(parties, 'health', zoneCount);
  if (councils === null && health === null) return areaWhere(() => false, 0, 'The land of its parties is not known.');
  const isIn = (zone: number) => (councils?.[zone] ?? 1) === 1 && (health?.[zone] ?? 1) === 1;
  return areaWhere(isIn, zoneCount, derivedSays(councils === null, health === null));
}

function derivedSays(isWithoutCouncils: boolean, isWithoutHealth: boolean): string {
  if (isWithoutHealth) return 'The land of its councils; that of its health bodies is not known.';
  if (isWithoutCouncils) return 'The land of its health bodies; that of its councils is not known.';
  return 'The land that its councils and its health bodies both serve.';
}

/** 1 where a party of the side serves the zone; null: there is none with known land. @shape zones */
function landOf(parties: readonly BodyFate[], side: BodyFate['side'], zoneCount: number): Uint8Array | null {
  let land: Uint8Array | null = null;
  for (const party of parties) {
    if (party.side !== side) continue;
    land ??= new Uint8Array(zoneCount);
    for (const zone of party.zones) land[zone] = 1;
  }
  return land;
}

function areaWhere(isIn: (zone: number) => boolean, zoneCount: number, says: string): Area {
  const zones: number[] = [];
  for (let zone = 0; zone < zoneCount; zone++) if (isIn(zone)) zones.push(zone);
  return { zones, parts: noParts, says };
}

/** Zones of an ascending list that the body serves, by one walk along both. */
function zonesWithin(zones: readonly number[], own: Int32Array): number[] {
  const found: number[] = [];
  let at = 0;
  for (const zone of zones) {
    while (at < own.length && (own[at] ?? 0) < zone) at += 1;
    if (own[at] === zone) found.push(zone);
  }
  return found;
}

function within(service: Area, party: BodyFate): Area {
  if (!party.isLandKnown) return { zones: [], parts: noParts, says: 'The land of the party is not known.' };
  const zones = zonesWithin(service.zones, party.zones);
  if (zones.length === service.zones.length && zones.length > 0) return service;
  if (zones.length > 0) {
    const own = new Set(service.parts.size > 0 ? zones : []);
    const parts = service.parts.size > 0 ? new Map([...service.parts].filter(([zone]) => own.has(zone))) : noParts;
    return { zones, parts, says: service.says };
  }
  const why = service.zones.length === 0 ? service.says : 'The service area lies outside the land of the party.';
  return { zones: [...party.zones], parts: noParts, says: `${why} So all the land of the party is taken.` };
}
