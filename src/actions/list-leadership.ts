/** Who leads commissioning for each care group and place on a day. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type LeadershipRow, leadershipOf } from '#core/agreements/leadership.ts';
import { FateBook } from '#core/handover/fates.ts';
import { ServiceAreas } from '#core/handover/service-area.ts';
import type { Context } from '#core/register/question.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';

export type Leadership = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  /** Care groups in their order, places by name. */
  readonly rows: readonly LeadershipRow[];
};

/** A row for each care group and each county or unitary council that any leading arrangement touches. */
export async function listLeadership(
  shelves: Shelves,
  context: Context,
  { on }: { readonly on: IsoDate },
): Promise<Result<Leadership, Refusal>> {
  const opened = await shelves.registers.open(context);
  if (!opened.ok) return opened;
  const { pack, timeline } = opened.value;
  const { arrangements } = await shelves.arrangements.open(pack.name, context.known);
  const areas = new ServiceAreas(new FateBook(timeline, on, on));
  const rows = leadershipOf(arrangements, timeline, on, (one) => areas.serviceArea(one).zones);
  return answer({ register: opened.value, on, rows });
}
