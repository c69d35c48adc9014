/** On what evidence the territory behind a measure rests: followed from each body back through those it took land from. */

import type { TierColumn } from '#core/coterminosity/tier-columns.ts';
import type { SourceId } from '#core/pack/tables.ts';
import { type Evidence, evidences } from '#core/pack/vocabulary.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { World } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** How many bodies and councils of a measure have territory that rests, at least in part, on this evidence. */
export type EvidenceCount = { readonly evidence: Evidence; readonly bodies: number; readonly councils: number };

export type TerritoryEvidence = {
  /** Only evidence that occurs, in the order of the vocabulary. */
  readonly counts: readonly EvidenceCount[];
  /** Sources of the territory, in order of first use. */
  readonly sources: readonly SourceId[];
};

/** What is known of each body's land so far: evidence as bits, sources as a set. */
type Trail = { bits: number; readonly sources: Set<SourceId> };

/** Evidence and sources of the territory of both tiers on the day. O(holdings + transfers up to the day). */
export function territoryEvidence(timeline: Timeline, bodies: TierColumn, councils: TierColumn, on: IsoDate): TerritoryEvidence {
  const trails = trailsOn(timeline, on);
  const count = (tier: TierColumn, bit: number) =>
    tier.members.filter((member) => ((trails[member.organisation.index]?.bits ?? 0) & bit) !== 0).length;
  const counts = evidences
    .map((evidence, at) => ({ evidence, bodies: count(bodies, 1 << at), councils: count(councils, 1 << at) }))
    .filter((one) => one.bodies + one.councils > 0);
  const sources = new Set<SourceId>();
  for (const member of [...bodies.members, ...councils.members]) {
    for (const source of trails[member.organisation.index]?.sources ?? []) sources.add(source);
  }
  return { counts, sources: [...sources] };
}

function trailsOn(timeline: Timeline, on: IsoDate): Trail[] {
  const { world } = timeline;
  const sources = membershipSources(world);
  const trails = world.organisations.map((one): Trail => ({ bits: 0, sources: new Set(sources.get(one.row.id)) }));
  for (const holding of world.holdings) {
    const trail = trails[holding.organisation];
    if (trail !== undefined && (holding.from === null || holding.from <= on)) trail.bits |= bitOf(holding.evidence);
  }
  // Transfers are in order of effect, so a giver's trail is complete for the day when its taker inherits it.
  for (const transfer of timeline.transfers) {
    const event = world.events[transfer.event];
    if (event === undefined || event.day === null || event.day > on) break;
    const taker = trails[transfer.to];
    if (taker === undefined || transfer.zones.length === 0) continue;
    const giver = trails[transfer.from];
    taker.bits |= bitOf(transfer.evidence) | (giver?.bits ?? 0);
    if (event.row.source !== null) taker.sources.add(event.row.source);
    for (const source of giver?.sources ?? []) taker.sources.add(source);
  }
  return trails;
}

function bitOf(evidence: Evidence): number {
  return 1 << evidences.indexOf(evidence);
}

/** A world never changes, so what its hundreds of thousands of membership rows name as sources is gathered once. */
const gathered = new WeakMap<World, ReadonlyMap<string, ReadonlySet<SourceId>>>();

function membershipSources(world: World): ReadonlyMap<string, ReadonlySet<SourceId>> {
  const known = gathered.get(world);
  if (known !== undefined) return known;
  const sources = new Map<string, Set<SourceId>>();
  for (const row of world.facts.memberships) {
    if (row.source === null) continue;
    const own = sources.get(row.organisation) ?? new Set<SourceId>();
    if (own.size === 0) sources.set(row.organisation, own);
    own.add(row.source);
  }
  gathered.set(world, sources);
  return sources;
}
