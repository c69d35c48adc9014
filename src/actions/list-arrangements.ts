/** The arrangements of a register on a day, each with where it stands in its life. */

import type { KeptArrangement, Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type Lifecycle, lifecycleOf } from '#core/agreements/lifecycle.ts';
import type { Context } from '#core/register/question.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';

export type ListedArrangement = KeptArrangement & { readonly lifecycle: Lifecycle };

export type ArrangementList = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  readonly arrangements: readonly ListedArrangement[];
};

/** All of them, in the order of their references. */
export async function listArrangements(
  shelves: Shelves,
  context: Context,
  { on }: { readonly on: IsoDate },
): Promise<Result<ArrangementList, Refusal>> {
  const opened = await shelves.registers.open(context);
  if (!opened.ok) return opened;
  const { pack, timeline } = opened.value;
  const set = await shelves.arrangements.open(pack.name, context.known);
  const arrangements = [...set.byId.values()].map((kept) => ({
    ...kept,
    lifecycle: lifecycleOf(kept.arrangement, timeline, on),
  }));
  return answer({ register: opened.value, on, arrangements });
}
