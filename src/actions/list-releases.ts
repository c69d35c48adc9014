/** The releases of a register, newest first, and one of them. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type KeptRelease, keptReleases } from '#actions/release-records.ts';
import { loadSeen } from '#actions/seen.ts';
import type { Context } from '#core/register/question.ts';
import type { World } from '#core/register/world.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type ReleaseList = {
  readonly register: string;
  /** Of that register, to name bodies by. */
  readonly world: World;
  readonly releases: readonly KeptRelease[];
};

/** All releases that the asker sees, newest first; none is an empty list. */
export async function listReleases(
  { registers }: Pick<Shelves, 'registers'>,
  context: Pick<Context, 'register'>,
): Promise<Result<ReleaseList, Refusal>> {
  const ground = await registers.ground({ register: context.register });
  if (!ground.ok) return ground;
  const register = ground.value.pack.name;
  const releases = await keptReleases(registers.store, register);
  const seen = await loadSeen(registers.store, registers.asker, register);
  const shown = releases.filter(({ id }) => seen.has('release', id)).reverse();
  return answer({ register, world: ground.value.world, releases: shown });
}

export type ShownRelease = Pick<ReleaseList, 'register' | 'world'> & { readonly release: KeptRelease };

/** The release of that id, whatever its case. Refused when there is none, with the ids that are. */
export async function showRelease(
  shelves: Pick<Shelves, 'registers'>,
  context: Pick<Context, 'register'>,
  id: string,
): Promise<Result<ShownRelease, Refusal>> {
  const list = await listReleases(shelves, context);
  if (!list.ok) return list;
  const { register, world, releases } = list.value;
  const found = releases.find((one) => one.id.toLowerCase() === id.trim().toLowerCase());
  if (found !== undefined) return answer({ register, world, release: found });
  const known = releases.map((one) => one.id);
  const detail = `There is no release ${id} in ${register}. Known: ${known.slice(0, 20).join(', ') || 'none'}.`;
  return refuse({ kind: 'unknown-release', detail, known });
}
