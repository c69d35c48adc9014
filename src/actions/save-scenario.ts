/** A scenario that people keep is saved, taken away, or checked while it is being drawn. */

import { checkPlan, type ShownScenario } from '#actions/list-scenarios.ts';
import type { RegisterGround, RegisterShelf } from '#actions/load-register.ts';
import { changedMeanwhile, type Refusal } from '#actions/refusal.ts';
import { saveAs } from '#actions/save-as.ts';
import { loadSeen } from '#actions/seen.ts';
import { bodyActing, sightGround, sightOfOwn } from '#actions/sight-of.ts';
import { currentLaw, scenarioNamed } from '#core/register/scenario.ts';
import type { ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { hasErrors, type Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import { type Author, loadRecords } from '#store/record-rows.ts';

/** Who changes what, when and why. */
export type Change = {
  readonly expectedVersion: number | null;
  readonly author: Author;
  /** Now, as ISO 8601. */
  readonly at: string;
  readonly reason: string | null;
};

export type SavedScenario = { readonly ground: RegisterGround; readonly scenario: ShownScenario };

/** The scenario as it would be, with what is wrong with it. Nothing is stored. */
export async function checkScenario(
  shelf: RegisterShelf,
  register: string | undefined,
  plan: ScenarioPlan,
): Promise<Result<SavedScenario, Refusal>> {
  const ground = await shelf.ground({ register });
  if (!ground.ok) return ground;
  const scenario = checkPlan(shelf, ground.value, plan);
  const problems = [...namingProblems(ground.value, plan), ...scenario.problems];
  return answer({ ground: ground.value, scenario: { ...scenario, problems } });
}

/** The scenario, saved. Refused with all that is wrong with it, and when somebody saved it meanwhile. */
export async function saveScenario(
  shelf: RegisterShelf,
  register: string | undefined,
  plan: ScenarioPlan,
  change: Change,
): Promise<Result<SavedScenario, Refusal>> {
  const checked = await checkScenario(shelf, register, plan);
  if (!checked.ok) return checked;
  const { ground, scenario } = checked.value;
  if (hasErrors(scenario.problems)) {
    const detail = `The scenario ${plan.id} was not saved. What is wrong with it:`;
    return refuse({ kind: 'scenario-has-problems', detail, problems: scenario.problems });
  }
  const isNew = !ground.records.plans.has(plan.id);
  const drawing = isNew ? await bodyActing(shelf, ground, change.author) : null;
  const { expectedVersion, reason } = change;
  const saved = await saveAs(
    { registers: shelf },
    {
      register: ground.pack.name,
      verb: 'save-scenario',
      author: change.author,
      at: change.at,
      changes: [
        {
          kind: 'scenario',
          id: plan.id,
          expectedVersion,
          body: plan as unknown as Json,
          reason,
          // Once drawn it stays whose it was.
          ...(isNew ? { sight: sightOfOwn(drawing, sightGround(shelf, ground, change.at)) } : {}),
        },
      ],
      overtaken: ({ current }) => changedMeanwhile(`The scenario ${plan.id}`, current),
    },
  );
  if (!saved.ok) return saved;
  return answer({ ground, scenario: { ...scenario, version: saved.value.versions[0] ?? null } });
}

/** Takes a scenario away, unless another starts from it or a schedule is made in it: then says which. */
export async function removeScenario(
  shelf: RegisterShelf,
  register: string | undefined,
  id: string,
  change: Change,
): Promise<Result<{ readonly removed: string }, Refusal>> {
  const ground = await shelf.ground({ register });
  if (!ground.ok) return ground;
  const { pack, records, world } = ground.value;
  if (!records.plans.has(id)) {
    const known = [...records.plans.keys()];
    const isOfPack = id === currentLaw.id || scenarioNamed(world.facts, id) !== undefined;
    const detail = isOfPack
      ? `${id} is a scenario of the pack, which is changed by importing another pack.`
      : `There is no scenario ${id} to remove. Kept: ${known.join(', ') || 'none'}.`;
    return refuse({ kind: 'unknown-scenario', detail, known });
  }
  const uses = await usesOf(shelf, ground.value, id);
  if (uses.length > 0) {
    const detail = `The scenario ${id} is needed: ${uses.map((one) => one.message).join(' ')}`;
    return refuse({ kind: 'scenario-has-problems', detail, problems: uses });
  }
  const expectedVersion = change.expectedVersion ?? 'any';
  const saved = await saveAs(
    { registers: shelf },
    {
      register: pack.name,
      verb: 'remove-scenario',
      author: change.author,
      at: change.at,
      changes: [{ kind: 'scenario', id, expectedVersion, body: null, reason: change.reason }],
      overtaken: ({ current }) => changedMeanwhile(`The scenario ${id}`, current),
    },
  );
  if (!saved.ok) return saved;
  return answer({ removed: id });
}

/** What needs the scenario; what the asker does not see is only said to be there. */
async function usesOf(shelf: RegisterShelf, { pack }: RegisterGround, id: string): Promise<Problem[]> {
  const place = { severity: 'error', where: {}, code: 'scenario-needed' } as const;
  const kept = await loadRecords(shelf.store, pack.name, ['scenario', 'schedule']);
  const uses = kept.filter(({ kind, body }) => {
    const { basedOn, scenario } = (body ?? {}) as { readonly basedOn?: unknown; readonly scenario?: unknown };
    return (kind === 'scenario' ? basedOn : scenario) === id;
  });
  const seen = await loadSeen(shelf.store, shelf.asker, pack.name);
  const shown = uses.filter((one) => seen.has(one.kind, one.id));
  const plans = shown.flatMap(({ kind, body }) =>
    kind === 'scenario' ? [{ plan: body as unknown as ScenarioPlan }] : [],
  );
  const inIt = shown.filter(({ kind }) => kind === 'schedule');
  const hidden = uses.length - shown.length;
  return [
    ...plans.map(({ plan }) => ({
      ...place,
      message: `The scenario ${plan.title} (${plan.id}) starts from it. Let that one start from another first.`,
    })),
    ...inIt.map((one) => ({
      ...place,
      message: `The schedule ${(one.body as { title?: string }).title ?? ''} (${one.id}) is made in it and is kept.`,
    })),
    ...(hidden === 0
      ? []
      : [
          {
            ...place,
            message: `${hidden} ${hidden === 1 ? 'scenario or schedule of others rests' : 'scenarios or schedules of others rest'} on it.`,
          },
        ]),
  ];
}

function namingProblems({ world }: RegisterGround, plan: ScenarioPlan): Problem[] {
  if (plan.id !== currentLaw.id && scenarioNamed(world.facts, plan.id) === undefined) return [];
  const message = `${plan.id} is the name of a scenario of the pack. Choose another.`;
  return [{ code: 'scenario-name-taken', severity: 'error', where: { column: 'id' }, message, found: plan.id }];
}
