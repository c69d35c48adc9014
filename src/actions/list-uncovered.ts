/** Building blocks that no body of a tier is known to cover on a day. */

import type { OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { uncoveredBlocks, vintageFor } from '#core/footprint/footprint.ts';
import { nearestPopulation } from '#core/footprint/population.ts';
import type { Context } from '#core/register/question.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';

export type UncoveredBlock = {
  readonly code: string;
  readonly name: string | null;
  /** False: only part of the block is uncovered. */
  readonly whole: boolean;
};

export type UncoveredList = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  readonly tier: TierName;
  /** The vintage whose blocks are listed: the one nearest to the day; null in a register without blocks. */
  readonly geography: string | null;
  /** People there, in the population nearest to the day; null without any. @units persons */
  readonly persons: number | null;
  readonly population: string | null;
  readonly blocks: readonly UncoveredBlock[];
};

/** The uncovered blocks, in the order of the vintage. A tier that has no land at all that day leaves every block. */
export async function listUncovered(
  shelf: RegisterShelf,
  context: Context,
  question: { readonly tier: TierName; readonly on: IsoDate },
): Promise<Result<UncoveredList, Refusal>> {
  const opened = await shelf.open(context);
  if (!opened.ok) return opened;
  const { world, timeline } = opened.value;
  const { tier, on } = question;
  const holders = holdersOn(timeline, tier, on);
  const geography = vintageFor(world, on);
  const population = nearestPopulation(world.populations, on);
  const blocks = geography === undefined ? [] : uncoveredBlocks(world.zones, geography, holders);
  const bare = holders.reduce(
    (sum, holder, zone) => sum + (holder < 0 ? (population?.personsOfZone[zone] ?? 0) : 0),
    0,
  );
  return answer({
    register: opened.value,
    on,
    tier,
    geography: geography?.id ?? null,
    persons: population === undefined ? null : bare,
    population: population?.row.id ?? null,
    blocks: blocks.map(({ block, whole }) => ({
      code: geography?.codes[block] ?? '',
      name: geography?.names[block] ?? null,
      whole,
    })),
  });
}
