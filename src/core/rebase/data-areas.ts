/**
 * The areas that a data set speaks of, or that its numbers are wanted for: looked up in the register, with a title that
 * people read. What no day or vintage has is refused, with what there is. Knows no numbers.
 */

import { dayInWords } from '#core/agreements/day-in-words.ts';
import type { GeographyUse } from '#core/datasets/data-set.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import { type Areas, areasOfBlocks, areasOfTier } from '#core/rebase/areas.ts';
import { isTierName, type TierName, tierNames, tiers } from '#core/register/tiers.ts';
import { holdersOn, type Timeline } from '#core/register/timeline.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';

/** Areas that are not there. */
export type AreasRefusal =
  | { readonly kind: 'unknown-geography'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'nothing-to-measure'; readonly detail: string };

/** The areas that numbers are stated for; bodies without land are among them. An unknown vintage is refused. */
export function areasOfUse(timeline: Timeline, use: GeographyUse): Result<Areas, AreasRefusal> {
  if (use.kind === 'tier') return answer(areasOfTier(timeline, use.tier, use.on));
  const geography = geographyNamed(timeline.world.land, use.geography);
  if (geography !== undefined) return answer(areasOfBlocks(geography));
  const vintages = timeline.world.land.geographies.map((one) => one.id as string);
  // Practices have no land: numbers come from them and go on none.
  const kinds = [...timeline.tiers.keys()].filter((tier) => tier !== 'practice');
  const detail =
    `There is no geography ${use.geography} in this register. Known: vintages of building blocks: ${vintages.join(', ') || 'none'}; ` +
    `kinds of body: ${kinds.join(', ') || 'none'}.`;
  const known = [...vintages, ...kinds];
  return refuse({ kind: 'unknown-geography', detail, known });
}

/**
 * The areas that numbers are wanted for. A tier of which no body has land on the day is refused, with the tiers that have;
 * practices never have land, and are refused for the reason.
 */
export function targetAreas(timeline: Timeline, use: GeographyUse): Result<Areas, AreasRefusal> {
  const found = areasOfUse(timeline, use);
  if (!found.ok || use.kind === 'blocks' || found.value.areaOfPart.some((area) => area >= 0)) return found;
  const { singular, title } = tiers[use.tier];
  const known = tiersWithLand(timeline, use.on).map((tier) => tiers[tier].plural);
  const there =
    known.length === 0 ? 'No body has land on that day' : `Bodies that have land on that day: ${known.join(', ')}`;
  const detail =
    found.value.keys.length === 0
      ? `There is no ${singular} on ${dayInWords(use.on)}. ${there}.`
      : `${title} have no land in this register on ${dayInWords(use.on)}, so that no number can be put on them. ${there}.`;
  return refuse({ kind: 'nothing-to-measure', detail });
}

/**
 * The areas of a text: the id of a vintage of blocks, or a tier and a day as `ltla@2022-04-01`. Refused with what may be said.
 */
export function areasNamed(
  { world }: Timeline,
  text: string,
): Result<GeographyUse, AreasRefusal | { readonly kind: 'bad-question'; readonly detail: string }> {
  const [name = '', day, ...rest] = text.trim().split('@');
  const geography = geographyNamed(world.land, name);
  if (geography !== undefined && rest.length === 0) return answer({ kind: 'blocks', geography: geography.id });
  const on = day === undefined ? null : parseIsoDate(day);
  if (isTierName(name) && on !== null && rest.length === 0) return answer({ kind: 'tier', tier: name, on });
  if (isTierName(name)) {
    const detail = `${text}: give a kind of body with a day that exists, as ${name}@2022-04-01.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const known = [...world.land.geographies.map((one) => one.id as string), ...tierNames];
  const detail = `There is no geography ${name}. Give a vintage of building blocks (${world.land.geographies.map((one) => one.id).join(', ') || 'none here'}), or a kind of body with a day, as ltla@2022-04-01.`;
  return refuse({ kind: 'unknown-geography', detail, known });
}

/** The tiers of which some body has land on the day, in the order of tiers. */
export function tiersWithLand(timeline: Timeline, on: IsoDate): TierName[] {
  return [...timeline.tiers.keys()].filter((tier) => holdersOn(timeline, tier, on).some((holder) => holder >= 0));
}
