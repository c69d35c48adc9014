/** The register on a day: which bodies a tier has, what each was called, its codes, and what it served. */

import type { Extent } from '#core/pack/vocabulary.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn, isAliveOn, type Life, type Timeline } from '#core/register/timeline.ts';
import { codeOn, isInTier, nameOn, type Organisation, tiersOn } from '#core/register/world.ts';
import { holdsOn, type IsoDate } from '#std/iso-date.ts';

export type Body = {
  readonly organisation: Organisation;
  readonly code: string;
  readonly name: string;
  readonly life: Life;
};

/** Bodies of a tier on a day, by name then id. A body is in a tier by its role that day. */
export function bodiesOn(timeline: Timeline, tier: TierName, date: IsoDate): Body[] {
  const found: Body[] = [];
  for (const organisation of timeline.world.membersOfTier.get(tier) ?? []) {
    const life = timeline.lives[organisation.index] ?? null;
    if (life === null || !isAliveOn(timeline, organisation, date) || !isInTier(organisation, tier, date)) continue;
    found.push(bodyOf(organisation, life, date));
  }
  return found.sort((a, b) => compare(a.name, b.name) || compare(a.organisation.row.id, b.organisation.row.id));
}

/** The body as it was on the day. */
export function bodyOf(organisation: Organisation, life: Life, date: IsoDate): Body {
  return { organisation, life, code: codeOn(organisation, date), name: nameOn(organisation, date) };
}

/** How much of the body's territory the pack knows on the day; known unless it says otherwise. */
export function extentOn(organisation: Organisation | undefined, date: IsoDate): Extent {
  return organisation?.extents.find((row) => holdsOn(row, date))?.extent ?? 'known';
}

/** The status of a body as a list shows it: it goes on, or it exists on the day and has a known end. */
export function statusOf(body: Body): 'exists' | 'ends' {
  return body.life.to === null ? 'exists' : 'ends';
}

/** Zones the body serves on the day, ascending; over all its tiers. Empty when none is known. */
export function zonesServed(timeline: Timeline, organisation: Organisation, date: IsoDate): number[] {
  const zones = new Set<number>();
  for (const tier of tiersOn(organisation, date)) {
    const holders = holdersOn(timeline, tier, date);
    for (let zone = 0; zone < holders.length; zone++) if (holders[zone] === organisation.index) zones.add(zone);
  }
  return [...zones].sort((a, b) => a - b);
}

/** Organisations that carry the code now or carried it ever, by scheme or id; several when a code was reused. */
export function organisationsByCode(timeline: Timeline, code: string): Organisation[] {
  const wanted = code.trim().toLowerCase();
  return timeline.world.organisations.filter(
    (one) => one.row.id.toLowerCase() === wanted || one.identifiers.some((row) => row.value.toLowerCase() === wanted),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
