/** Everything that is wrong with a data pack: its files, its rows, and the events folded. */

import { foldEvents } from '#core/register/fold.ts';
import { scenariosOf } from '#core/register/scenario.ts';
import { makeWorld } from '#core/register/world.ts';
import { type Pack, readPack } from '#sources/pack/read-pack.ts';
import { hasErrors, type Problem } from '#std/problem.ts';

export type CheckedPack = { readonly pack: Pack; readonly problems: readonly Problem[] };

/** The pack in the folder and every problem. Events are folded only when its rows are sound. */
export async function checkPack(folder: string): Promise<CheckedPack> {
  const { problems, ...pack } = await readPack(folder);
  if (hasErrors(problems)) return { pack, problems };
  return { pack, problems: [...problems, ...foldProblems(pack)] };
}

/** Contradictions in the law as the pack has it; a scenario of its own is a question, not a statement. */
function foldProblems(pack: Pack): readonly Problem[] {
  const world = makeWorld(pack.facts);
  const [law] = scenariosOf(pack.facts);
  return law === undefined ? [] : foldEvents(world, law).problems;
}
