/**
 * A register as known at a moment, in a scenario, ready for questions: the facts of its pack, what people have recorded
 * on its events, and the events that a plan draws. Worlds and time lines are kept while none of these changes, so that
 * a warm question costs no more than its own arithmetic.
 */

import { createHash } from 'node:crypto';
import type { Refusal } from '#actions/refusal.ts';
import { foldEvents } from '#core/register/fold.ts';
import { grownWorld } from '#core/register/grown-world.ts';
import type { Context } from '#core/register/question.ts';
import { type Scenario, scenariosOf } from '#core/register/scenario.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { makeWorld, type World } from '#core/register/world.ts';
import type { DraftEvent, EventAct, ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { overlayFacts } from '#core/reorganisation/overlay-facts.ts';
import { resolvePlan } from '#core/reorganisation/resolve-plan.ts';
import { hasErrors } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { loadFacts } from '#store/load-facts.ts';
import type { Store } from '#store/open.ts';
import { listPacks, type PackRow } from '#store/pack-rows.ts';
import { headSeq, loadRecords } from '#store/record-rows.ts';

/** A scenario that people keep, with the version of its record. */
export type KeptPlan = { readonly version: number; readonly plan: ScenarioPlan };

/** What people have recorded about the events of a register. */
export type RegisterRecords = {
  /** In the order in which they were recorded; one an event. */
  readonly acts: readonly EventAct[];
  readonly plans: ReadonlyMap<string, KeptPlan>;
};

/** A register opened for a question. */
export type OpenRegister = {
  readonly pack: PackRow;
  readonly world: World;
  readonly timeline: Timeline;
  /** Those of the pack. */
  readonly scenarios: readonly Scenario[];
  readonly records: RegisterRecords;
};

/** A register without a scenario: what plans are laid over. */
export type RegisterGround = {
  readonly pack: PackRow;
  /** The pack's facts with the acts on events laid over them. */
  readonly world: World;
  readonly records: RegisterRecords;
};

/** The name of the embedded sample's register: the default only while nothing else was imported. */
export const sampleName = 'surrey-and-neighbours';

const worldsKept = 3;
const overlaysKept = 4;
const timelinesKept = 12;
const recordsKept = 4;

/** Opens registers from a store and keeps the last few. One for each process. */
export class RegisterShelf {
  readonly store: Store;
  private readonly worlds = new Map<string, Promise<World>>();
  private readonly overlays = new WeakMap<World, Map<string, World>>();
  private readonly timelines = new WeakMap<World, Map<string, Timeline>>();
  private readonly records = new Map<string, Promise<RegisterRecords>>();

  constructor(store: Store) {
    this.store = store;
  }

  /** The register that the question is about, in its scenario. */
  async open(context: Context): Promise<Result<OpenRegister, Refusal>> {
    const ground = await this.ground(context);
    if (!ground.ok) return ground;
    const { pack, world, records } = ground.value;
    const plan = context.scenario === undefined ? undefined : records.plans.get(context.scenario);
    if (plan !== undefined) return this.openPlan(ground.value, plan.plan);
    const scenarios = scenariosOf(world.facts);
    const scenario =
      context.scenario === undefined ? scenarios[0] : scenarios.find((one) => one.id === context.scenario);
    if (scenario === undefined) {
      const known = [...scenarios.map((one) => one.id), ...records.plans.keys()];
      return refuse({
        kind: 'unknown-scenario',
        detail: `There is no scenario ${context.scenario} in ${pack.name}. Known: ${known.join(', ')}.`,
        known,
      });
    }
    return answer(this.openScenario(ground.value, scenario));
  }

  /** The register without a scenario. */
  async ground(context: Pick<Context, 'register' | 'known'>): Promise<Result<RegisterGround, Refusal>> {
    const chosen = choosePack(await listPacks(this.store), context.register);
    if (!chosen.ok) return chosen;
    const pack = chosen.value;
    if (context.known !== undefined && Date.parse(context.known) < Date.parse(pack.firstRecordedAt)) {
      const detail = `Nothing of ${pack.name} was recorded by ${context.known}; its first import was at ${pack.firstRecordedAt}.`;
      return refuse({ kind: 'not-yet-known', detail });
    }
    const records = await this.recordsOf(pack.name, context.known);
    const bare = await this.world(pack, context.known);
    return answer({ pack, world: this.overlaid(bare, records.acts, []), records });
  }

  /** The register in a scenario of its pack. */
  openScenario({ pack, world, records }: RegisterGround, scenario: Scenario): OpenRegister {
    return { pack, world, timeline: this.timeline(world, scenario), scenarios: scenariosOf(world.facts), records };
  }

  /** The register with a plan that is kept or only being drawn. Refused with all that is wrong with it. */
  openPlan({ pack, world, records }: RegisterGround, plan: ScenarioPlan): Result<OpenRegister, Refusal> {
    const plans = new Map([...records.plans].map(([id, kept]) => [id, kept.plan]));
    const { scenario, drafts, problems } = resolvePlan(plan, plans, world.facts);
    if (hasErrors(problems)) {
      const detail = `The scenario ${plan.id} cannot be used: ${problems.length} problem${problems.length === 1 ? '' : 's'}.`;
      return refuse({ kind: 'scenario-has-problems', detail, problems });
    }
    const fresh = drafts.filter((draft) => !world.eventIndex.has(draft.id));
    const drawn = this.overlaid(world, [], fresh);
    const timeline = this.timeline(drawn, scenario);
    return answer({ pack, world: drawn, timeline, scenarios: scenariosOf(world.facts), records });
  }

  private world(pack: PackRow, known: string | undefined): Promise<World> {
    const key = `${pack.name} ${pack.revision} ${known ?? ''}`;
    return kept(this.worlds, key, worldsKept, () =>
      loadFacts(this.store, pack.name, known === undefined ? {} : { recordedAt: known }).then((facts) =>
        makeWorld(facts),
      ),
    );
  }

  /** The world with acts and drafts on it; the world itself when there are none. */
  private overlaid(world: World, acts: readonly EventAct[], drafts: readonly DraftEvent[]): World {
    if (acts.length === 0 && drafts.length === 0) return world;
    const overlays = this.overlays.get(world) ?? new Map<string, World>();
    this.overlays.set(world, overlays);
    const key = createHash('sha256').update(JSON.stringify({ acts, drafts })).digest('hex');
    return kept(overlays, key, overlaysKept, () => grownWorld(world, overlayFacts(world.facts, { acts, drafts })));
  }

  private timeline(world: World, scenario: Scenario): Timeline {
    const timelines = this.timelines.get(world) ?? new Map<string, Timeline>();
    this.timelines.set(world, timelines);
    const { id, title, statuses, on, off } = scenario;
    const key = JSON.stringify([id, title, [...statuses].sort(), [...on].sort(), [...off].sort()]);
    return kept(timelines, key, timelinesKept, () => foldEvents(world, scenario));
  }

  private async recordsOf(register: string, known: string | undefined): Promise<RegisterRecords> {
    const seq = await headSeq(this.store, register);
    return kept(this.records, `${register} ${seq} ${known ?? ''}`, recordsKept, () =>
      loadRegisterRecords(this.store, register, known),
    );
  }
}

/** The value of that key, made when it is not there; of `most` values the one that was asked for longest ago goes. */
function kept<T>(values: Map<string, T>, key: string, most: number, make: () => T): T {
  const value = values.get(key) ?? make();
  values.delete(key);
  values.set(key, value);
  if (value instanceof Promise) value.catch(() => values.delete(key));
  for (const old of values.keys()) if (values.size > most) values.delete(old);
  return value;
}

async function loadRegisterRecords(
  store: Store,
  register: string,
  known: string | undefined,
): Promise<RegisterRecords> {
  const rows = await loadRecords(store, register, ['event-act', 'scenario'], known === undefined ? {} : { known });
  const acts: EventAct[] = [];
  const plans = new Map<string, KeptPlan>();
  for (const { kind, id, version, body } of [...rows].sort((a, b) => a.seq - b.seq)) {
    if (body === null) continue;
    if (kind === 'event-act') acts.push(body as unknown as EventAct);
    else plans.set(id, { version, plan: body as unknown as ScenarioPlan });
  }
  return { acts, plans };
}

/** The pack of that name; without a name the newest import, the sample only when it is alone. */
function choosePack(packs: readonly PackRow[], name: string | undefined): Result<PackRow, Refusal> {
  const known = packs.map((pack) => pack.name);
  if (name !== undefined) {
    const named = packs.find((pack) => pack.name === name);
    if (named !== undefined) return answer(named);
    return refuse({
      kind: 'unknown-register',
      detail: `There is no register ${name}. Known: ${known.join(', ') || 'none'}.`,
      known,
    });
  }
  const newest = packs
    .filter((pack) => pack.name !== sampleName)
    .sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1))[0];
  const chosen = newest ?? packs[0];
  if (chosen !== undefined) return answer(chosen);
  return refuse({
    kind: 'no-register',
    detail:
      'The store holds no register yet. Import a data pack with "coterminous import DIR", or run "coterminous start" to load the sample.',
  });
}
