/**
 * What falls to each successor of a party, under every basis: as negotiated, by where the money is spent, by the people
 * who live there, by those registered there, in equal parts. Each basis gives whole weights and a sentence of what it
 * rests on, or a sentence of what is missing. Which basis is used is for the rules to say.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { Population } from '#core/footprint/population.ts';
import type { BodyFate, FateBook } from '#core/handover/fates.ts';
import type { Basis, BasisShares } from '#core/handover/line.ts';
import { PracticeLists } from '#core/handover/practice-lists.ts';
import {
  type Area,
  heirsOfArea,
  isCountedWhole,
  personsInZone,
  type ServiceAreas,
} from '#core/handover/service-area.ts';
import type { PopulationId } from '#core/pack/tables.ts';
import { dayNumber } from '#std/iso-date.ts';
import { poundsText, sumPence } from '#std/pence.ts';

/** One party of an arrangement whose part is to be shared. */
type ShareQuestion = {
  readonly arrangement: Arrangement;
  readonly fate: BodyFate;
  /** The part of the service area in the party's land. */
  readonly area: Area;
  /** At least one. */
  readonly successors: readonly number[];
};

/** People on a piece of land that passes, by successor. */
type Heads = { readonly weights: number[]; readonly residual: number; readonly persons: number };

/** How far negotiated shares may miss one together, by rounding. */
const roundingAllowed = 1e-6;

export class ShareBook {
  private readonly fates: FateBook;
  private readonly areas: ServiceAreas;
  private readonly wanted: Population | undefined;
  private readonly lists: PracticeLists;
  private readonly byLand = new WeakMap<Area, Map<number, readonly BasisShares[]>>();
  private readonly populations = new WeakMap<Area, Map<string, Population | null>>();

  /** `population`: the count to share by, in place of the one nearest to vesting day. */
  constructor(fates: FateBook, areas: ServiceAreas, population: PopulationId | null) {
    this.fates = fates;
    this.areas = areas;
    this.lists = new PracticeLists(fates);
    this.wanted = fates.timeline.world.populations.find((one) => one.row.id === population);
  }

  /** The shares under each basis, in the order of `bases`. */
  basesOf(question: ShareQuestion): BasisShares[] {
    const { area, fate } = question;
    const known = this.byLand.get(area) ?? new Map<number, readonly BasisShares[]>();
    this.byLand.set(area, known);
    // These rest on land and bodies alone, and many arrangements ask for the same.
    const alike = known.get(fate.body) ?? [this.residents(question), this.registered(question), equal(question)];
    known.set(fate.body, alike);
    return [negotiated(question, this.fates), this.byLocation(question), ...alike];
  }

  /**
   * The count that shares on this area are taken from: the one asked for, where it is of this base, else of those that
   * have a figure for every block of the area the one nearest to the party's vesting day, the earlier of two as near.
   * Null: there is none.
   */
  populationFor(area: Area, fate: BodyFate, base: 'resident' | 'registered'): Population | null {
    const day = fate.vesting ?? this.fates.to;
    const known = this.populations.get(area) ?? new Map<string, Population | null>();
    this.populations.set(area, known);
    const found = known.get(`${base} ${day}`);
    if (found !== undefined) return found;
    const { world } = this.fates.timeline;
    const isBase = (one: Population) => (one.row.base === 'registered') === (base === 'registered');
    const distance = (one: Population) => Math.abs(dayNumber(one.row.date) - dayNumber(day));
    const { wanted } = this;
    const candidates =
      wanted !== undefined && isBase(wanted) ? [wanted] : world.populations.filter((one) => one.row.base === base);
    const chosen = candidates
      .filter((one) => isCountedWhole(area, one, world))
      .sort(
        (a, b) => distance(a) - distance(b) || (`${a.row.date} ${a.row.id}` < `${b.row.date} ${b.row.id}` ? -1 : 1),
      )[0];
    known.set(`${base} ${day}`, chosen ?? null);
    return chosen ?? null;
  }

  /** True when the people on practices' lists lie on the same land, whatever becomes of it. */
  restsOnSameLists(other: ShareBook): boolean {
    return this.lists.isSame(other.lists);
  }

  private residents(question: ShareQuestion): BasisShares {
    const basis = 'resident-population';
    const why = whyNotByLand(question);
    if (why !== null) return none(basis, why);
    const population = this.populationFor(question.area, question.fate, 'resident');
    if (population === null) return none(basis, 'No count of residents has a figure for every block of the area.');
    return byHeads(basis, heads(question, population), `residents: ${populationText(population)}`);
  }

  private registered(question: ShareQuestion): BasisShares {
    const basis = 'registered-population';
    const why = whyNotByLand(question);
    if (why !== null) return none(basis, why);
    const population = this.populationFor(question.area, question.fate, 'registered');
    if (population !== null)
      return byHeads(basis, heads(question, population), `registered people: ${populationText(population)}`);
    const lists = this.lists.personsByHeir(question.area, question.fate);
    if (typeof lists === 'string') return none(basis, lists);
    const weights = question.successors.map((one) => lists.persons.get(one) ?? 0);
    const residual = lists.persons.get(-1) ?? 0;
    const persons = weights.reduce((a, b) => a + b, residual);
    return byHeads(basis, { weights, residual, persons }, `people on practices' lists: ${lists.title}`);
  }

  private byLocation(question: ShareQuestion): BasisShares {
    const basis = 'budget-by-location';
    const { arrangement, fate, successors } = question;
    const organisation = this.fates.timeline.world.organisations[fate.body]?.row.id;
    const yearly = arrangement.amounts.filter(
      (one) => one.what === 'annual-value' && (one.party === null || one.party === organisation),
    );
    const located = yearly.filter((one) => one.location !== null);
    if (located.length === 0) return none(basis, 'No annual value states where the service is given.');
    if (!fate.isLandKnown) return none(basis, 'The land of the party is not known.');
    const weights = successors.map(() => 0n);
    for (const { location, pence } of located) {
      const heir = location === null ? null : this.heirOfPlace([location], fate);
      const at = heir === null ? -1 : successors.indexOf(heir);
      if (at < 0) return none(basis, 'A service location does not lie wholly in the land of one successor.');
      weights[at] = (weights[at] ?? 0n) + pence;
    }
    if (weights.some((one) => one < 0n) || weights.every((one) => one === 0n))
      return none(basis, 'The annual values at the service locations of a successor are negative, or all are nothing.');
    const all = sumPence(yearly.map((one) => one.pence));
    const known = sumPence(located.map((one) => one.pence));
    return shared(
      basis,
      weights.map(Number),
      `£${poundsText(known)} of £${poundsText(all)} annual value states its service location.`,
    );
  }

  /** The one body that has all of the place in the party's stead; null: the place is not the party's, or not one's alone. */
  private heirOfPlace(location: Parameters<ServiceAreas['areaOfRefs']>[0], fate: BodyFate): number | null {
    const place = this.areas.areaOfRefs(location);
    let found: number | null = null;
    for (const heir of heirsOfArea(place, fate)) {
      if (heir < 0 || (found !== null && heir !== found)) return null;
      found = heir;
    }
    return found;
  }
}

/** Whole weights in proportion to shares, which keep all their decimals up to the twelfth. */
export function integerWeights(shares: readonly number[]): number[] {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = shares.map((share) => share * 10 ** decimals);
    if (scaled.every((one) => Math.abs(one - Math.round(one)) < 1e-12 * 10 ** decimals)) return scaled.map(Math.round);
  }
  return shares.map((share) => Math.round(share * 1e12));
}

function negotiated({ arrangement, fate, successors }: ShareQuestion, { timeline }: FateBook): BasisShares {
  const basis = 'negotiated';
  const idOf = (body: number) => timeline.world.organisations[body]?.row.id;
  const agreed = arrangement.negotiated.filter((one) => one.party === idOf(fate.body));
  if (agreed.length === 0) return none(basis, 'No shares have been negotiated for this party.');
  const given = new Map<string | undefined, number>(agreed.map((one) => [one.successor, one.share]));
  const isExact = given.size === successors.length && successors.every((one) => given.has(idOf(one)));
  if (!isExact) return none(basis, 'The negotiated shares name other bodies than the successors.');
  const shares = successors.map((one) => given.get(idOf(one)) ?? 0);
  const sum = shares.reduce((a, b) => a + b, 0);
  if (shares.some((one) => !(one >= 0)) || Math.abs(sum - 1) > roundingAllowed)
    return none(basis, 'The negotiated shares do not sum to one.');
  return shared(basis, integerWeights(shares), 'Shares that the parties have negotiated.');
}

function equal({ successors }: ShareQuestion): BasisShares {
  return shared(
    'equal',
    successors.map(() => 1),
    'Each successor takes the same.',
  );
}

function whyNotByLand({ fate, area, successors }: ShareQuestion): string | null {
  if (!fate.isLandKnown) return 'The land of the party is not known, so nobody can be counted on it.';
  const isTold = heirsOfArea(area, fate).some((heir) => successors.includes(heir));
  return isTold ? null : 'The register does not say which land passes to whom.';
}

/** People of the area by successor; `residual` those on land that nobody takes over. */
function heads({ fate, area, successors }: ShareQuestion, population: Population): Heads {
  const heirs = heirsOfArea(area, fate);
  const weights = successors.map(() => 0);
  let residual = 0;
  let persons = 0;
  for (const [place, zone] of area.zones.entries()) {
    const here = personsInZone(area, zone, population);
    const at = successors.indexOf(heirs[place] ?? -1);
    persons += here;
    if (at < 0) residual += here;
    else weights[at] = (weights[at] ?? 0) + here;
  }
  return { weights, residual, persons };
}

function byHeads(basis: Basis, { weights, residual, persons }: Heads, from: string): BasisShares {
  const left =
    residual === 0 ? '' : ` ${grouped(residual)} of them are on land that nobody takes over and are left out.`;
  const says = `${grouped(persons)} ${from}.${left}`;
  return persons === residual ? none(basis, `${says} So there is nobody to share by.`) : shared(basis, weights, says);
}

function populationText({ row }: Population): string {
  const caution = row.evidence === 'illustrative' || row.evidence === 'estimated' ? `, ${row.evidence}` : '';
  return `${row.title} (${row.date}${caution})`;
}

function shared(basis: Basis, weights: readonly number[], says: string): BasisShares {
  const sum = weights.reduce((a, b) => a + b, 0);
  return { basis, weights, shares: weights.map((weight) => weight / sum), says };
}

function none(basis: Basis, says: string): BasisShares {
  return { basis, shares: null, weights: null, says };
}

/** @example grouped(1228650) // '1,228,650' */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
