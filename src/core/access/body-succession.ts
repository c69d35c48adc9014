/** Who stands in the place of a body on a day, as permission needs it: itself, one other, several, nobody. */

import { FateBook } from '#core/handover/fates.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { nameOn } from '#core/register/world.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';

/**
 * `lives-on`: it has not ended by the day, or never begins in this scenario. `unknown`: the register has no such body.
 * `heirs` by name; of `lives-on` and `unknown` empty.
 */
export type BodySuccession = {
  readonly kind: 'lives-on' | 'one' | 'several' | 'none' | 'unknown';
  readonly heirs: readonly OrganisationId[];
  /** The first day it no longer exists; null: it has not ended by the day. */
  readonly ended: IsoDate | null;
};

/** Successions of the bodies of a time line as of one day: each worked out when asked for, once. */
export class SuccessionBook {
  readonly timeline: Timeline;
  readonly on: IsoDate;
  private readonly fates: FateBook;
  private readonly known = new Map<OrganisationId, BodySuccession>();

  constructor(timeline: Timeline, on: IsoDate) {
    this.timeline = timeline;
    this.on = on;
    this.fates = new FateBook(timeline, addDays(on, -1), on);
  }

  /** What became of the body by the day; of one that ended long before, who stands in its place now. */
  of(body: OrganisationId): BodySuccession {
    const known = this.known.get(body) ?? this.find(body);
    this.known.set(body, known);
    return known;
  }

  /** True when the body exists on the day. */
  isThere(body: OrganisationId): boolean {
    const organisation = this.timeline.world.organisations[this.numberOf(body)];
    return organisation !== undefined && isAliveOn(this.timeline, organisation, this.on);
  }

  /** What the body was called on its last day, or is called on the day, and its id; only the id where it is not known. */
  named(body: OrganisationId): string {
    const number = this.numberOf(body);
    const organisation = this.timeline.world.organisations[number];
    if (organisation === undefined) return body;
    const end = this.timeline.lives[number]?.to ?? null;
    return `${nameOn(organisation, end !== null && end <= this.on ? addDays(end, -1) : this.on)} (${body})`;
  }

  private find(body: OrganisationId): BodySuccession {
    const { lives, world } = this.timeline;
    const number = this.numberOf(body);
    if (number < 0) return { kind: 'unknown', heirs: [], ended: null };
    const end = lives[number]?.to ?? null;
    if (end === null || end > this.on) return { kind: 'lives-on', heirs: [], ended: null };
    const heirs = this.fates.fateOf(number).heirs.flatMap((heir) => world.organisations[heir]?.row.id ?? []);
    return { kind: heirs.length === 0 ? 'none' : heirs.length === 1 ? 'one' : 'several', heirs, ended: end };
  }

  private numberOf(body: OrganisationId): number {
    return this.timeline.world.organisationIndex.get(body) ?? -1;
  }
}
