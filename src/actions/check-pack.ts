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
  return { pack, problems: [...problems, ...emptiness(pack), ...foldProblems(pack)] };
}

/** A pack without any body would take away everything that an earlier edition stated. */
function emptiness(pack: Pack): Problem[] {
  if (pack.facts.organisations.length > 0) return [];
  const message = 'This pack states no body at all. Add rows to the table, or check the folder that it was made from.';
  return [{ code: 'no-bodies', severity: 'error', where: { file: 'organisations.csv' }, message }];
}

/** Contradictions in the law as the pack has it are errors; in its other scenarios, which only ask "what if", warnings. */
function foldProblems(pack: Pack): readonly Problem[] {
  const world = makeWorld(pack.facts);
  const [law, ...others] = scenariosOf(pack.facts);
  const inLaw = law === undefined ? [] : foldEvents(world, law).problems;
  const known = new Set(inLaw.map((problem) => problem.message));
  const elsewhere = others.flatMap((scenario) =>
    foldEvents(world, scenario)
      .problems.filter((problem) => !known.has(problem.message))
      .map(
        (problem): Problem => ({
          ...problem,
          severity: 'warning',
          message: `In scenario ${scenario.id}: ${problem.message}`,
        }),
      ),
  );
  return [...inLaw, ...elsewhere];
}
