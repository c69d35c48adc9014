/** The weights themselves: how the areas of one geography and day lie in those of another, both ways. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { weightsAsked } from '#actions/weights-asked.ts';
import { type AreasOverlap, overlapOfUses } from '#core/rebase/areas-overlap.ts';
import { areasNamed } from '#core/rebase/data-areas.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result } from '#std/result.ts';

export type CrosswalkAsked = {
  /** `lsoa21`, or a tier and a day: `ltla@2022-04-01`. */
  readonly from: string;
  readonly to: string;
  /** As those of a rebase; the population nearest to the later of the two days when left out. */
  readonly weights?: string | undefined;
};

export type CrosswalkAnswer = { readonly opened: OpenRegister; readonly overlap: AreasOverlap };

/** The crosswalk, or why there is none. */
export async function crosswalkAreas(
  shelves: Shelves,
  context: Context,
  asked: CrosswalkAsked,
): Promise<Result<CrosswalkAnswer, Refusal>> {
  const opened = await shelves.registers.open(context);
  if (!opened.ok) return opened;
  const { timeline } = opened.value;
  const from = areasNamed(timeline, asked.from);
  if (!from.ok) return from;
  const to = areasNamed(timeline, asked.to);
  if (!to.ok) return to;
  const weights = await weightsAsked(shelves, opened.value, asked.weights, [from.value]);
  if (!weights.ok) return weights;
  const overlap = overlapOfUses({ timeline, from: from.value, to: to.value, ...weights.value });
  return overlap.ok ? answer({ opened: opened.value, overlap: overlap.value }) : overlap;
}
