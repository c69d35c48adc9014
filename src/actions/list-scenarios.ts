/** The scenarios of a register: those of its pack, and the plans that people keep, each with what holds in it. */

import type { RegisterGround, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { EventId, ScenarioId } from '#core/pack/tables.ts';
import type { Context } from '#core/register/question.ts';
import { currentLaw, isHolding, type Scenario, scenariosOf } from '#core/register/scenario.ts';
import type { SuccessionEvent, World } from '#core/register/world.ts';
import { checkDraft } from '#core/reorganisation/check-draft.ts';
import type { ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { type ResolvedPlan, resolvePlan } from '#core/reorganisation/resolve-plan.ts';
import { hasErrors, type Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type ShownScenario = {
  readonly origin: 'pack' | 'plan';
  /** Of a plan that is kept. */
  readonly version: number | null;
  readonly plan: ScenarioPlan;
  /** Every event that holds in it and has a day, in order of effect. */
  readonly holding: readonly EventId[];
  readonly problems: readonly Problem[];
};

export type ScenarioList = { readonly ground: RegisterGround; readonly scenarios: readonly ShownScenario[] };

/** Every scenario: the law as it stands, the pack's, then the plans by id. Drawn events are not checked here. */
export async function listScenarios(
  shelf: RegisterShelf,
  context: Pick<Context, 'register' | 'known'>,
): Promise<Result<ScenarioList, Refusal>> {
  const opened = await shelf.ground(context);
  if (!opened.ok) return opened;
  const ground = opened.value;
  const ofPack = scenariosOf(ground.world.facts).map((scenario) => shownOfPack(ground, scenario));
  const plans = [...ground.records.plans.values()].sort((a, b) => (a.plan.id < b.plan.id ? -1 : 1));
  const kept = plans.map(({ version, plan }): ShownScenario => {
    const resolved = resolveOn(ground, plan);
    const { problems } = resolved;
    return { origin: 'plan', version, plan, holding: holdingIn(ground.world, resolved), problems };
  });
  return answer({ ground, scenarios: [...ofPack, ...kept] });
}

/** One scenario, of a plan with everything that is wrong with its drawn events. */
export async function showScenario(
  shelf: RegisterShelf,
  context: Pick<Context, 'register' | 'known'>,
  id: string,
): Promise<Result<{ readonly ground: RegisterGround; readonly scenario: ShownScenario }, Refusal>> {
  const opened = await shelf.ground(context);
  if (!opened.ok) return opened;
  const ground = opened.value;
  const kept = ground.records.plans.get(id);
  if (kept !== undefined) {
    return answer({ ground, scenario: { ...checkPlan(shelf, ground, kept.plan), version: kept.version } });
  }
  const scenarios = scenariosOf(ground.world.facts);
  const found = scenarios.find((one) => one.id === id);
  if (found !== undefined) return answer({ ground, scenario: shownOfPack(ground, found) });
  const known = [...scenarios.map((one) => one.id), ...ground.records.plans.keys()];
  const detail = `There is no scenario ${id} in ${ground.pack.name}. Known: ${known.join(', ')}.`;
  return refuse({ kind: 'unknown-scenario', detail, known });
}

/**
 * A plan as it is or would be: what holds in it, and all that is wrong with its chain, with what it draws, and with
 * its events together. Events that contradict each other are warnings: a plan may be kept and compared on the way to one
 * that holds. What is wrong with the register itself, without the plan, is not told.
 */
export function checkPlan(shelf: RegisterShelf, ground: RegisterGround, plan: ScenarioPlan): ShownScenario {
  const resolved = resolveOn(ground, plan);
  const shown = { origin: 'plan', version: null, plan, holding: holdingIn(ground.world, resolved) } as const;
  const { problems } = resolved;
  if (hasErrors(problems)) return { ...shown, problems };
  const opened = shelf.openPlan(ground, plan);
  if (!opened.ok) return { ...shown, problems };
  const { timeline } = opened.value;
  const drafts = resolved.drafts.filter((draft) => !ground.world.eventIndex.has(draft.id));
  const ofDrafts = drafts.flatMap((draft) => checkDraft(draft, timeline));
  const before = new Set(lawProblems(shelf, ground).map((one) => JSON.stringify(one)));
  const ofEvents = timeline.problems
    .filter((one) => !before.has(JSON.stringify(one)))
    .map((one): Problem => ({ ...one, severity: 'warning' }));
  return { ...shown, problems: [...problems, ...ofDrafts, ...(hasErrors(ofDrafts) ? [] : ofEvents)] };
}

/** What the fold says against the register in the law as it stands. */
function lawProblems(shelf: RegisterShelf, ground: RegisterGround): readonly Problem[] {
  const opened = shelf.openScenario(ground, scenariosOf(ground.world.facts)[0] ?? currentLaw);
  return opened.timeline.problems;
}

function resolveOn({ world, records }: RegisterGround, plan: ScenarioPlan): ResolvedPlan {
  return resolvePlan(plan, records.chains, world.facts);
}

function shownOfPack({ world }: RegisterGround, scenario: Scenario): ShownScenario {
  const row = world.facts.scenarios.find((one) => one.id === scenario.id);
  const plan: ScenarioPlan = {
    id: scenario.id as ScenarioId,
    title: scenario.title,
    note: row?.note ?? null,
    basedOn: null,
    statuses: [...scenario.statuses],
    on: [...scenario.on],
    off: [...scenario.off],
    drafts: [],
    from: row?.from ?? null,
    to: row?.to ?? null,
  };
  return { origin: 'pack', version: null, plan, holding: holdingIn(world, { scenario, drafts: [] }), problems: [] };
}

/** Events that hold and have a day, by day, then by id, as the fold takes them. */
function holdingIn(world: World, { scenario, drafts }: Pick<ResolvedPlan, 'scenario' | 'drafts'>): EventId[] {
  const holds = (event: SuccessionEvent) => event.day !== null && isHolding(scenario, event);
  const held = world.events.filter(holds).map(({ row, day }) => ({ id: row.id, day: day ?? '' }));
  const drawn = drafts
    .filter((draft) => !world.eventIndex.has(draft.id) && !scenario.off.has(draft.id))
    .map(({ id, day }) => ({ id, day: day as string }));
  return [...held, ...drawn]
    .sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1))
    .map((one) => one.id);
}
