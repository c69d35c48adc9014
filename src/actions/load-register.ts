/**
 * A register as known at a moment, in a scenario, ready for questions: the facts of its pack, what people have recorded
 * on its events, and the events that a plan draws. Worlds and time lines are kept while none of these changes, so that
 * a warm question costs no more than its own arithmetic.
 */

import { createHash } from 'node:crypto';
import { type AskedStore, type Asker, ownerOfInstallation, principalWithout } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import { loadSchedules } from '#actions/schedule-records.ts';
import { loadSeen, type Seen } from '#actions/seen.ts';
import { UpToDate } from '#actions/up-to-date.ts';
import { hasScope, refusalReasons } from '#core/access/may.ts';
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
import { freshHeadSeq, headSeq, loadRecords, type StoredRecord } from '#store/record-rows.ts';

/** A scenario that people keep, with the version of its record. */
export type KeptPlan = { readonly version: number; readonly plan: ScenarioPlan };

/** What people have recorded about the events of a register. */
export type RegisterRecords = {
  /** In the order in which they were recorded; one an event. */
  readonly acts: readonly EventAct[];
  /** Those that the asker sees. */
  readonly plans: ReadonlyMap<string, KeptPlan>;
  /** The same with the plans of schedules that the asker sees, and all that these start from: they can be opened, not listed. */
  readonly chains: ReadonlyMap<string, ScenarioPlan>;
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
const pastRecordsKept = 4;

/** What is kept of registers, whoever asks. */
class KeptRegisters {
  readonly worlds = new Map<string, Promise<World>>();
  readonly overlays = new WeakMap<World, Map<string, World>>();
  readonly timelines = new WeakMap<World, Map<string, Timeline>>();
  readonly records = new Map<string, UpToDate<PresentRecords>>();
  readonly past = new Map<string, Promise<WholeRecords>>();
}

type WholeRecords = Omit<RegisterRecords, 'chains'>;
type PresentRecords = {
  readonly seq: number;
  readonly rows: ReadonlyMap<string, StoredRecord>;
  readonly whole: WholeRecords;
};

/** Opens registers from a store, as somebody sees them, and keeps the last few. One for each process, and views of it. */
export class RegisterShelf {
  readonly store: Store;
  /** Who asks. */
  readonly asker: Asker;
  /** The same for every view: who keeps something for the shelf keeps it for this. */
  readonly kept: object;
  private readonly registers: KeptRegisters;

  constructor(store: Store, asker: Asker = ownerOfInstallation, registers = new KeptRegisters()) {
    this.store = store;
    this.asker = asker;
    this.registers = registers;
    this.kept = registers;
  }

  /** The same shelf as this asker sees it. */
  seenBy(asker: Asker, store = this.store): RegisterShelf {
    return new RegisterShelf(store, asker, this.registers);
  }

  /** The register that the question is about, in its scenario. */
  async open(context: Context): Promise<Result<OpenRegister, Refusal>> {
    const ground = await this.ground(context);
    if (!ground.ok) return ground;
    const { pack, world, records } = ground.value;
    const plan = context.scenario === undefined ? undefined : records.chains.get(context.scenario);
    if (plan !== undefined) return this.openPlan(ground.value, plan);
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
    const packs = await this.packs();
    if (!packs.ok) return packs;
    const chosen = choosePack(packs.value, context.register);
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

  /**
   * The packs of the registers in which the asker holds a role today; of the owner of the installation all. Everything that
   * anybody reads of a register begins here, so a token without the scope of reading is refused here.
   */
  async packs(): Promise<Result<readonly PackRow[], Refusal>> {
    const packs = await listPacks(this.store);
    if (this.asker.kind === 'owner') return answer(packs);
    const principals = await Promise.all(packs.map(({ name }) => principalWithout(this.store, this.asker, name)));
    const isReading = principals.every((principal) => hasScope(principal, 'read'));
    if (!isReading)
      return refuse({ kind: 'not-permitted', detail: refusalReasons['out-of-scope'], why: 'out-of-scope' });
    const seen = packs.filter((_, at) => (principals[at]?.grants.length ?? 0) > 0);
    if (seen.length > 0 || packs.length === 0) return answer(seen);
    const detail = 'You hold no role in any register today. Ask an administrator of your organisation for one.';
    return refuse({ kind: 'no-register', detail });
  }

  /** The register in a scenario of its pack. */
  openScenario({ pack, world, records }: RegisterGround, scenario: Scenario): OpenRegister {
    return { pack, world, timeline: this.timeline(world, scenario), scenarios: scenariosOf(world.facts), records };
  }

  /** The register with a plan that is kept or only being drawn. Refused with all that is wrong with it. */
  openPlan({ pack, world, records }: RegisterGround, plan: ScenarioPlan): Result<OpenRegister, Refusal> {
    const { scenario, drafts, problems } = resolvePlan(plan, records.chains, world.facts);
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
    return kept(this.registers.worlds, key, worldsKept, () =>
      loadFacts(this.store, pack.name, known === undefined ? {} : { recordedAt: known }).then((facts) =>
        makeWorld(facts),
      ),
    );
  }

  /** The world with acts and drafts on it; the world itself when there are none. */
  private overlaid(world: World, acts: readonly EventAct[], drafts: readonly DraftEvent[]): World {
    if (acts.length === 0 && drafts.length === 0) return world;
    const overlays = this.registers.overlays.get(world) ?? new Map<string, World>();
    this.registers.overlays.set(world, overlays);
    const key = createHash('sha256').update(JSON.stringify({ acts, drafts })).digest('hex');
    return kept(overlays, key, overlaysKept, () => grownWorld(world, overlayFacts(world.facts, { acts, drafts })));
  }

  private timeline(world: World, scenario: Scenario): Timeline {
    const timelines = this.registers.timelines.get(world) ?? new Map<string, Timeline>();
    this.registers.timelines.set(world, timelines);
    const { id, title, statuses, on, off } = scenario;
    const key = JSON.stringify([id, title, [...statuses].sort(), [...on].sort(), [...off].sort()]);
    return kept(timelines, key, timelinesKept, () => foldEvents(world, scenario));
  }

  private async recordsOf(register: string, known: string | undefined): Promise<RegisterRecords> {
    const isOwner = this.asker.kind === 'owner';
    const [{ seq, whole }, schedules] = await Promise.all([
      this.wholeRecords(register, known),
      isOwner ? [] : scenariosOfSchedules(this, register, known),
    ]);
    const all = new Map([...whole.plans].map(([id, one]) => [id, one.plan]));
    if (isOwner) return { ...whole, chains: all };
    // Asked after what is kept was read: what is taken from somebody is not shown to them in its new state.
    const atLeast = known === undefined ? seq : await freshHeadSeq(this.store, register);
    const seen = await loadSeen(this.store, this.asker, register, atLeast);
    return recordsSeen(whole, all, seen, schedules);
  }

  /** What is kept, and up to which entry of the journal it was read. */
  private async wholeRecords(register: string, known: string | undefined): Promise<Omit<PresentRecords, 'rows'>> {
    const { records, past } = this.registers;
    if (known !== undefined) {
      const seq = await freshHeadSeq(this.store, register);
      const key = `${register} ${seq} ${known}`;
      const whole = await kept(past, key, pastRecordsKept, async () =>
        registerRecords(await loadRecords(this.store, register, ['event-act', 'scenario'], { known })),
      );
      return { seq, whole };
    }
    const present =
      records.get(register) ??
      new UpToDate<PresentRecords>((before, seq) => refreshed(this.store, register, before, seq));
    records.set(register, present);
    return present.get(await headSeq(this.store, register));
  }
}

/** Ids of the scenarios of the schedules that the asker sees. */
async function scenariosOfSchedules(asked: AskedStore, register: string, known: string | undefined): Promise<string[]> {
  const { schedules } = await loadSchedules(asked, register, known);
  return [...schedules.values()].map(({ schedule }) => schedule.scenario);
}

/** What the asker sees of what is kept: `schedules` are scenarios of the schedules that they see. */
function recordsSeen(
  { acts, plans }: WholeRecords,
  all: ReadonlyMap<string, ScenarioPlan>,
  seen: Seen,
  schedules: readonly string[],
): RegisterRecords {
  const shown = new Map([...plans].filter(([id]) => seen.has('scenario', id)));
  const chains = new Map<string, ScenarioPlan>();
  for (const start of [...shown.keys(), ...schedules]) {
    for (let id: string | null = start; id !== null && !chains.has(id); ) {
      const plan = all.get(id);
      if (plan !== undefined) chains.set(id, plan);
      id = plan?.basedOn ?? null;
    }
  }
  return { acts, plans: shown, chains };
}

async function refreshed(
  store: Store,
  register: string,
  before: PresentRecords | null,
  seq: number,
): Promise<PresentRecords> {
  const changed = await loadRecords(store, register, ['event-act', 'scenario'], { since: before?.seq ?? 0 });
  const newest = changed.reduce((most, record) => Math.max(most, record.seq), seq);
  if (before !== null && changed.length === 0) return { ...before, seq: newest };
  const rows = new Map(before?.rows);
  for (const record of changed) rows.set(`${record.kind} ${record.id}`, record);
  return { seq: newest, rows, whole: registerRecords([...rows.values()]) };
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

function registerRecords(rows: readonly StoredRecord[]): WholeRecords {
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
