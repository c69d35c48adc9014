/** On what evidence the territory behind a measure rests: followed from each body back through those it took land from. */

import type { TierColumn } from '#core/coterminosity/tier-columns.ts';
import type { SourceId } from '#core/pack/tables.ts';
import { type Evidence, evidences } from '#core/pack/vocabulary.ts';
import type { Timeline, Transfer } from '#core/register/timeline.ts';
import type { Organisation, SuccessionEvent, World } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** How many bodies and councils of a measure have territory that rests, at least in part, on this evidence. */
export type EvidenceCount = { readonly evidence: Evidence; readonly bodies: number; readonly councils: number };

export type TerritoryEvidence = {
  /** Only evidence that occurs, in the order of the vocabulary. */
  readonly counts: readonly EvidenceCount[];
  /** Sources of the territory, in order of first use. */
  readonly sources: readonly SourceId[];
};

/** What is known of a body's land so far: evidence as bits, sources as a set. */
type Trail = { bits: number; readonly sources: Set<SourceId> };

/** Evidence and sources of the territory of both tiers on the day. O(holdings + transfers up to the day). */
export function territoryEvidence(
  timeline: Timeline,
  bodies: TierColumn,
  councils: TierColumn,
  on: IsoDate,
): TerritoryEvidence {
  const trails = trailsOn(timeline, on);
  const count = (tier: TierColumn, bit: number) =>
    tier.members.filter((member) => ((trails.get(member.organisation.index)?.bits ?? 0) & bit) !== 0).length;
  const counts = evidences
    .map((evidence, at) => ({ evidence, bodies: count(bodies, 1 << at), councils: count(councils, 1 << at) }))
    .filter((one) => one.bodies + one.councils > 0);
  const sources = new Set<SourceId>();
  for (const member of [...bodies.members, ...councils.members]) {
    for (const source of trails.get(member.organisation.index)?.sources ?? []) sources.add(source);
  }
  return { counts, sources: [...sources] };
}

/** The evidence that the land of one body rests on by the day, in the order of the vocabulary. */
export function evidenceOf(timeline: Timeline, body: Organisation, on: IsoDate): Evidence[] {
  const bits = trailsOn(timeline, on).get(body.index)?.bits ?? 0;
  return evidences.filter((_, at) => (bits & (1 << at)) !== 0);
}

/** The trail of every body that holds or held land by the day. */
function trailsOn(timeline: Timeline, on: IsoDate): Map<number, Trail> {
  const { world } = timeline;
  const sources = membershipSources(world);
  const trails = new Map<number, Trail>();
  const trailOf = (body: number): Trail => {
    const known = trails.get(body);
    if (known !== undefined) return known;
    const begun = { bits: 0, sources: new Set(sources.get(world.organisations[body]?.row.id ?? '')) };
    trails.set(body, begun);
    return begun;
  };
  for (const holding of world.holdings) {
    if (holding.from === null || holding.from <= on) trailOf(holding.organisation).bits |= bitOf(holding.evidence);
  }
  // Transfers are in order of effect, so a giver's trail is complete for the day when its taker inherits it.
  for (const transfer of timeline.transfers) {
    const event = world.events[transfer.event];
    if (event === undefined || event.day === null || event.day > on) break;
    if (transfer.to < 0 || transfer.zones.length === 0) continue;
    const taker = trailOf(transfer.to);
    taker.bits |= bitOf(transfer.evidence);
    if (event.row.source !== null) taker.sources.add(event.row.source);
    if (transfer.from < 0 || isNamedBlockByBlock(event, transfer)) continue;
    const giver = trailOf(transfer.from);
    taker.bits |= giver.bits;
    for (const source of giver.sources) taker.sources.add(source);
  }
  return trails;
}

/** True when rows name the blocks: then they say where the land is, and how the giver came by it no longer matters. */
function isNamedBlockByBlock(event: SuccessionEvent, transfer: Transfer): boolean {
  return event.moves.some((move) => move.from === transfer.from && move.to === transfer.to && move.zones !== null);
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
