/**
 * Lines of an older sheet that a newer one of the same world can take over: those of arrangements of which all that they
 * rest on is the same on both. Does not know how lines are made.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { type FateBook, isSameFate } from '#core/handover/fates.ts';
import type { HandoverLine } from '#core/handover/line.ts';
import type { Matches } from '#core/handover/matches.ts';

/** What was found for an arrangement, and all that it rests on beside the arrangement and the rulebook. */
export type Kept = {
  readonly lines: readonly HandoverLine[];
  /** Bodies whose fate counts: its parties, their heirs, and those that its areas name. */
  readonly bodies: readonly number[];
  /** Zones whose health and wellbeing board area counts. */
  readonly zones: readonly number[];
};

/** What a sheet works with that may differ between two. */
type Ground = { readonly fates: FateBook; readonly matches: Matches };

export class KeptLines {
  private readonly kept: ReadonlyMap<Arrangement, Kept>;
  private readonly was: FateBook;
  private readonly is: FateBook;
  private readonly same = new Map<number, boolean>();
  /** Zones in another HWB area than before. */
  private readonly moved = new Set<number>();

  constructor(kept: ReadonlyMap<Arrangement, Kept>, was: Ground, is: Ground) {
    this.kept = kept;
    this.was = was.fates;
    this.is = is.fates;
    for (const when of ['hwbBefore', 'hwbAfter'] as const) {
      const before = was.matches[when];
      for (const [zone, area] of is.matches[when].entries()) if (before[zone] !== area) this.moved.add(zone);
    }
  }

  /** What the older sheet has of the arrangement; undefined: nothing, or it no longer stands. */
  stillStanding(arrangement: Arrangement): Kept | undefined {
    const kept = this.kept.get(arrangement);
    if (kept === undefined || !kept.bodies.every((body) => this.isSame(body))) return undefined;
    return this.moved.size > 0 && kept.zones.some((zone) => this.moved.has(zone)) ? undefined : kept;
  }

  private isSame(body: number): boolean {
    const known = this.same.get(body);
    if (known !== undefined) return known;
    const found = isSameFate(this.was.fateOf(body), this.is.fateOf(body));
    this.same.set(body, found);
    return found;
  }
}
