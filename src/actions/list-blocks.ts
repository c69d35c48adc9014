/** The building blocks that a body serves on a day, each with its people and who holds it in another tier. */

import type { OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { showOrganisation } from '#actions/show-organisation.ts';
import { blocksIn } from '#core/footprint/footprint.ts';
import { partsOfBlock } from '#core/footprint/land.ts';
import { nearestPopulation } from '#core/footprint/population.ts';
import type { Context } from '#core/register/question.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';

export type ServedBlock = {
  readonly code: string;
  readonly name: string | null;
  /** False: part of the block is another body's. */
  readonly whole: boolean;
  /** Number of the first of its zones that the body serves. */
  readonly zone: number;
  /** People in the part that the body serves; null without a count. @units persons */
  readonly persons: number | null;
  /** Number of the organisation that holds it in the other tier; -1: nobody known. */
  readonly holder: number;
};

export type ServedBlocks = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  /** Number of the organisation. */
  readonly body: number;
  /** Id of the newest vintage; null in a register without blocks. */
  readonly geography: string | null;
  readonly population: string | null;
  /** @units persons */
  readonly persons: number | null;
  readonly blocks: readonly ServedBlock[];
};

/** The blocks of the newest vintage, in its order. A body without land that is known has none. Linear in the parts. */
export async function listBlocks(
  shelf: RegisterShelf,
  context: Context,
  question: { readonly of: string; readonly on: IsoDate; readonly within: TierName },
): Promise<Result<ServedBlocks, Refusal>> {
  const { on, within } = question;
  const shown = await showOrganisation(shelf, context, { code: question.of, on });
  if (!shown.ok) return shown;
  const { register, portrait } = shown.value;
  const { world, timeline } = register;
  const { zones, land } = world;
  const served = new Set(portrait.zones);
  const holders = holdersOn(timeline, within, on);
  const geography = land.geographies.toSorted((a, b) => (a.vintage < b.vintage ? -1 : 1)).at(-1);
  const population = nearestPopulation(world.populations, on);
  const blocks = geography === undefined ? [] : blocksIn(zones, geography, served);
  return answer({
    register,
    on,
    body: portrait.organisation.index,
    geography: geography?.id ?? null,
    population: population?.row.id ?? null,
    persons:
      population === undefined
        ? null
        : portrait.zones.reduce((sum, zone) => sum + (population.personsOfZone[zone] ?? 0), 0),
    blocks: blocks.flatMap(({ block, whole }) => {
      if (geography === undefined) return [];
      const parts = [...partsOfBlock(geography, block)].filter((part) => served.has(zones.zoneOfPart[part] ?? -1));
      const zone = zones.zoneOfPart[parts[0] ?? 0] ?? 0;
      return {
        code: geography.codes[block] ?? '',
        name: geography.names[block] ?? null,
        whole,
        zone,
        persons:
          population === undefined ? null : parts.reduce((sum, part) => sum + (population.personsOfPart[part] ?? 0), 0),
        holder: holders[zone] ?? -1,
      };
    }),
  });
}
