/**
 * People on the lists of practices, by the body that commissions the practices: the registered population of a piece of
 * land, where commissioners fit into it whole. Practices themselves have no land in the register.
 */

import { type BodyFate, type FateBook, isSameList } from '#core/handover/fates.ts';
import type { Area } from '#core/handover/service-area.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { World } from '#core/register/world.ts';
import { dayNumber, holdsOn, type IsoDate } from '#std/iso-date.ts';

type Commissioner = { readonly zones: Int32Array; readonly persons: number };
type Lists = {
  readonly title: string;
  readonly commissioners: ReadonlyMap<number, Commissioner>;
  /** By zone: its commissioners. More than one: whose patients are meant is not clear. */
  readonly ofZone: ReadonlyMap<number, readonly Commissioner[]>;
};

export class PracticeLists {
  private readonly fates: FateBook;
  private lists: Lists | null | undefined;

  constructor(fates: FateBook) {
    this.fates = fates;
  }

  /** True when both have the same commissioners on the same land, or these lists have never been asked for anything. */
  isSame(other: PracticeLists): boolean {
    if (this.lists === undefined) return true;
    const mine: Lists['commissioners'] = this.listed()?.commissioners ?? new Map();
    const theirs: Lists['commissioners'] = other.listed()?.commissioners ?? new Map();
    return (
      mine.size === theirs.size &&
      [...mine].every(([body, { zones }]) => {
        const also = theirs.get(body)?.zones;
        return also !== undefined && isSameList(zones, also);
      })
    );
  }

  /**
   * Registered people of the area by who has it in the party's stead (-1: nobody), by the count nearest to the second
   * day; or a sentence why the lists do not tell: each commissioner must lie within the area whole and pass to one body,
   * and every piece of the area must have one.
   */
  personsByHeir(
    area: Area,
    fate: BodyFate,
  ): { readonly title: string; readonly persons: Map<number, number> } | string {
    const lists = this.listed();
    if (lists === null) return 'The register has no registered population.';
    if (area.parts.size > 0) return "The area cuts through the land of practices' commissioners.";
    const inside = new Set(area.zones);
    const heirs = new Map(Array.from(fate.zones, (zone, at) => [zone, fate.heirOfZone[at] ?? -1]));
    const persons = new Map<number, number>();
    const done = new Set<Commissioner>();
    for (const zone of area.zones) {
      const [commissioner, second] = lists.ofZone.get(zone) ?? [];
      if (commissioner === undefined || second !== undefined)
        return 'It is not clear for all of the area who commissions its practices.';
      if (done.has(commissioner)) continue;
      done.add(commissioner);
      const heir = heirs.get(zone) ?? -1;
      const isWhole = commissioner.zones.every((one) => inside.has(one) && heirs.get(one) === heir);
      if (!isWhole) return 'A commissioner of practices lies only partly in the area, or passes to several bodies.';
      persons.set(heir, (persons.get(heir) ?? 0) + commissioner.persons);
    }
    return { title: lists.title, persons };
  }

  private listed(): Lists | null {
    if (this.lists === undefined) this.lists = makeLists(this.fates);
    return this.lists;
  }
}

/** Null: there is no count of people by practice, or nobody commissions any that has one. */
function makeLists(fates: FateBook): Lists | null {
  const counted = countedOn(fates.timeline.world, fates.from, fates.to);
  if (counted === null) return null;
  const commissioners = new Map<number, Commissioner>();
  const ofZone = new Map<number, Commissioner[]>();
  for (const [body, count] of counted.persons) {
    const { zones, existsAtStart, isLandKnown } = fates.fateOf(body);
    if (count === 0 || !existsAtStart || !isLandKnown) continue;
    const commissioner = { zones, persons: count };
    commissioners.set(body, commissioner);
    for (const zone of zones) ofZone.set(zone, [...(ofZone.get(zone) ?? []), commissioner]);
  }
  return commissioners.size === 0 ? null : { title: counted.title, commissioners, ofZone };
}

/** People on the lists of the practices that each body commissions. */
type Counted = { readonly title: string; readonly persons: ReadonlyMap<number, number> };

/** By world, then by both days: a scenario has no part in it. */
const countedByWorld = new WeakMap<World, Map<string, Counted | null>>();

function countedOn(world: World, from: IsoDate, to: IsoDate): Counted | null {
  const ofWorld = countedByWorld.get(world) ?? new Map<string, Counted | null>();
  countedByWorld.set(world, ofWorld);
  const key = `${from} ${to}`;
  const known = ofWorld.get(key);
  if (known !== undefined) return known;
  const counted = count(world, from, to);
  if (ofWorld.size >= countedAtMost) ofWorld.clear();
  ofWorld.set(key, counted);
  return counted;
}

const countedAtMost = 100;

/** By the count nearest to the second day, of practices as they were commissioned on the first. */
function count({ facts, organisationIndex }: World, from: IsoDate, to: IsoDate): Counted | null {
  const distance = (date: IsoDate) => Math.abs(dayNumber(date) - dayNumber(to));
  const population = facts.populations
    .filter((row) => row.geography === null && row.base === 'registered')
    .sort((a, b) => distance(a.date) - distance(b.date) || (a.date < b.date ? -1 : 1))[0];
  if (population === undefined) return null;
  const personsOf = new Map<OrganisationId, number>();
  for (const row of facts.registered_values)
    if (row.population === population.id) personsOf.set(row.organisation, row.persons);
  const persons = new Map<number, number>();
  for (const row of facts.relationships) {
    if (row.kind !== 'commissioned-by' || row.target === null || !holdsOn(row, from)) continue;
    const commissioner = organisationIndex.get(row.target);
    if (commissioner === undefined) continue;
    persons.set(commissioner, (persons.get(commissioner) ?? 0) + (personsOf.get(row.organisation) ?? 0));
  }
  return { title: `${population.title} (${population.date})`, persons };
}
