/**
 * A register as known at a moment, in a scenario, ready for questions. Worlds and time lines are kept while
 * the pack stays at the same revision, so that a warm question costs no more than its own arithmetic.
 */

import type { Refusal } from '#actions/refusal.ts';
import { foldEvents } from '#core/register/fold.ts';
import type { Context } from '#core/register/question.ts';
import { type Scenario, scenariosOf } from '#core/register/scenario.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { makeWorld, type World } from '#core/register/world.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { loadFacts } from '#store/load-facts.ts';
import type { Store } from '#store/open.ts';
import { listPacks, type PackRow } from '#store/pack-rows.ts';

/** A register opened for a question. */
export type OpenRegister = {
  readonly pack: PackRow;
  readonly world: World;
  readonly timeline: Timeline;
  readonly scenarios: readonly Scenario[];
};

/** The name of the embedded sample's register: the default only while nothing else was imported. */
export const sampleName = 'surrey-and-neighbours';

const worldsKept = 3;

/** Opens registers from a store and keeps the last few. One for each process. */
export class RegisterShelf {
  readonly store: Store;
  private readonly worlds = new Map<string, Promise<World>>();
  private readonly timelines = new WeakMap<World, Map<string, Timeline>>();

  constructor(store: Store) {
    this.store = store;
  }

  /** The register that the question is about, in its scenario. */
  async open(context: Context): Promise<Result<OpenRegister, Refusal>> {
    const packs = await listPacks(this.store);
    const pack = choosePack(packs, context.register);
    if (!pack.ok) return pack;
    if (context.known !== undefined && Date.parse(context.known) < Date.parse(pack.value.firstRecordedAt)) {
      const detail = `Nothing of ${pack.value.name} was recorded by ${context.known}; its first import was at ${pack.value.firstRecordedAt}.`;
      return refuse({ kind: 'not-yet-known', detail });
    }
    const world = await this.world(pack.value, context.known);
    const scenarios = scenariosOf(world.facts);
    const scenario =
      context.scenario === undefined ? scenarios[0] : scenarios.find((one) => one.id === context.scenario);
    if (scenario === undefined) {
      const known = scenarios.map((one) => one.id);
      return refuse({
        kind: 'unknown-scenario',
        detail: `There is no scenario ${context.scenario} in ${pack.value.name}. Known: ${known.join(', ')}.`,
        known,
      });
    }
    return answer({ pack: pack.value, world, timeline: this.timeline(world, scenario), scenarios });
  }

  private world(pack: PackRow, known: string | undefined): Promise<World> {
    const key = `${pack.name} ${pack.revision} ${known ?? ''}`;
    const kept = this.worlds.get(key);
    this.worlds.delete(key);
    const world =
      kept ?? loadFacts(this.store, pack.name, known === undefined ? {} : { recordedAt: known }).then(makeWorld);
    this.worlds.set(key, world);
    world.catch(() => this.worlds.delete(key));
    for (const old of this.worlds.keys()) if (this.worlds.size > worldsKept) this.worlds.delete(old);
    return world;
  }

  private timeline(world: World, scenario: Scenario): Timeline {
    const known = this.timelines.get(world) ?? new Map<string, Timeline>();
    this.timelines.set(world, known);
    const timeline = known.get(scenario.id) ?? foldEvents(world, scenario);
    known.set(scenario.id, timeline);
    return timeline;
  }
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
