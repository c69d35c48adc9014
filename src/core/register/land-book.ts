/**
 * Who holds which zone in each tier while the fold goes on, kept so that "all that a body holds" costs only
 * what it holds. Refuses to cover a zone twice in a tier and says with whom it clashed.
 */

import type { TierName } from '#core/register/tiers.ts';
import type { TierHistory } from '#core/register/timeline.ts';
import { tiersOn, type World } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type Clash = { readonly tier: TierName; readonly holder: number; readonly zones: number[] };

type TierBook = {
  readonly holders: Int32Array;
  readonly dates: (IsoDate | null)[];
  readonly snapshots: Int32Array[];
  changed: boolean;
};

export class LandBook {
  private readonly world: World;
  private readonly tiers = new Map<TierName, TierBook>();
  /** Zones a body holds in any tier: a superset, cleaned when read. */
  private readonly held = new Map<number, Set<number>>();

  constructor(world: World) {
    this.world = world;
  }

  /** Give the zones to the body in every tier it stands in on the day; zones that another holds there are left to it. */
  add(body: number, zones: Int32Array, date: IsoDate): Clash[] {
    const organisation = this.world.organisations[body];
    const clashes = new Map<string, Clash>();
    if (organisation === undefined) return [];
    const mine = this.held.get(body) ?? new Set<number>();
    this.held.set(body, mine);
    for (const tier of tiersOn(organisation, date === '' ? (organisation.roles[0]?.from ?? date) : date)) {
      const book = this.bookOf(tier);
      for (const zone of zones) {
        const holder = book.holders[zone] ?? -1;
        if (holder === -1) {
          book.holders[zone] = body;
          book.changed = true;
          mine.add(zone);
        } else if (holder !== body) {
          const clash = clashes.get(`${tier} ${holder}`) ?? { tier, holder, zones: [] };
          clash.zones.push(zone);
          clashes.set(`${tier} ${holder}`, clash);
        }
      }
    }
    return [...clashes.values()];
  }

  /** Take the zones from the body in every tier; those it holds in none come back as not held. */
  release(body: number, zones: Int32Array): { released: Int32Array; notHeld: number[] } {
    const released: number[] = [];
    const notHeld: number[] = [];
    for (const zone of zones) (this.drop(body, zone) ? released : notHeld).push(zone);
    return { released: Int32Array.from(released), notHeld };
  }

  /** Take all that the body holds. Ascending. */
  releaseAll(body: number): Int32Array {
    const zones = [...(this.held.get(body) ?? [])].sort((a, b) => a - b);
    return Int32Array.from(zones.filter((zone) => this.drop(body, zone)));
  }

  /** Take the body out of every tier that is not named: it no longer has a role there. */
  keepOnly(body: number, tiers: readonly TierName[]): void {
    const zones = this.held.get(body);
    if (zones === undefined) return;
    for (const [tier, book] of this.tiers) {
      if (tiers.includes(tier)) continue;
      for (const zone of zones) {
        if (book.holders[zone] !== body) continue;
        book.holders[zone] = -1;
        book.changed = true;
      }
    }
  }

  /** Keep a snapshot of every tier that changed on the day. */
  closeDay(date: IsoDate | null): void {
    for (const book of this.tiers.values()) {
      if (!book.changed) continue;
      if (date !== null && book.dates.length === 0)
        this.snapshot(book, null, new Int32Array(this.world.zones.count).fill(-1));
      this.snapshot(book, date, book.holders.slice());
      book.changed = false;
    }
  }

  histories(): Map<TierName, TierHistory> {
    return new Map([...this.tiers].map(([tier, book]) => [tier, { tier, dates: book.dates, holders: book.snapshots }]));
  }

  private snapshot(book: TierBook, date: IsoDate | null, holders: Int32Array): void {
    book.dates.push(date);
    book.snapshots.push(holders);
  }

  private drop(body: number, zone: number): boolean {
    let found = false;
    for (const book of this.tiers.values()) {
      if (book.holders[zone] !== body) continue;
      book.holders[zone] = -1;
      book.changed = true;
      found = true;
    }
    this.held.get(body)?.delete(zone);
    return found;
  }

  private bookOf(tier: TierName): TierBook {
    const known = this.tiers.get(tier);
    if (known !== undefined) return known;
    const book: TierBook = {
      holders: new Int32Array(this.world.zones.count).fill(-1),
      dates: [],
      snapshots: [],
      changed: false,
    };
    this.tiers.set(tier, book);
    return book;
  }
}
