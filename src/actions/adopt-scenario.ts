/**
 * What a scenario draws becomes part of the register, and events change their status, each by a recorded act with a reason.
 * The pack's facts stay as they are: acts are laid over them, so that an event that was adopted can be quashed again.
 */

import type { RegisterGround, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type AskedChange, saveAs } from '#actions/save-as.ts';
import { bodiesOfEvent, sightGround, sightOfEventAct } from '#actions/sight-of.ts';
import { bodiesInOrder, type Resource } from '#core/access/resource.ts';
import type { Verb } from '#core/access/verbs.ts';
import type { EventId } from '#core/pack/tables.ts';
import type { EventStatus } from '#core/pack/vocabulary.ts';
import { foldEvents } from '#core/register/fold.ts';
import { grownWorld } from '#core/register/grown-world.ts';
import { currentLaw, scenarioNamed } from '#core/register/scenario.ts';
import { checkDraft } from '#core/reorganisation/check-draft.ts';
import type { DraftEvent, EventAct, ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { overlayFacts } from '#core/reorganisation/overlay-facts.ts';
import { resolvePlan } from '#core/reorganisation/resolve-plan.ts';
import { hasErrors, type Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Author } from '#store/record-rows.ts';

export type Adoption = {
  /** Events to adopt, drawn or switched on by the plan; left out: all that it draws. */
  readonly events?: readonly string[] | undefined;
  readonly status: EventStatus;
  readonly reason: string;
  readonly author: Author;
  /** Now, as ISO 8601. */
  readonly at: string;
};

export type Acted = { readonly register: string; readonly acts: readonly EventAct[] };

/** Adopts the drawn events of a plan. Refused when they do not fit the law as it stands. */
export async function adoptScenario(
  shelf: RegisterShelf,
  register: string | undefined,
  id: string,
  adoption: Adoption,
): Promise<Result<Acted, Refusal>> {
  const opened = await shelf.ground({ register });
  if (!opened.ok) return opened;
  const ground = opened.value;
  const plan = ground.records.plans.get(id)?.plan;
  if (plan === undefined) {
    const known = [...ground.records.plans.keys()];
    const detail = `There is no scenario ${id} to adopt. Kept: ${known.join(', ') || 'none'}.`;
    return refuse({ kind: 'unknown-scenario', detail, known });
  }
  const chosen = chosenOf(ground, plan, adoption.events);
  if (!chosen.ok) return chosen;
  const acts = chosen.value.map(({ event, draft }) => ({
    event,
    status: adoption.status,
    draft,
    scenario: plan.id,
    reason: adoption.reason,
  }));
  return saveActs(shelf, ground, acts, { ...adoption, adopts: id });
}

/** Records another status of one event of the register, such as quashed. */
export async function recordEventAct(
  shelf: RegisterShelf,
  register: string | undefined,
  event: string,
  act: Omit<Adoption, 'events'>,
): Promise<Result<Acted, Refusal>> {
  const opened = await shelf.ground({ register });
  if (!opened.ok) return opened;
  const ground = opened.value;
  const id = event as EventId;
  if (!ground.world.eventIndex.has(id)) {
    const detail = `There is no event ${event} in ${ground.pack.name}. "coterminous events" lists them; one that is drawn in a scenario is adopted first.`;
    return refuse({ kind: 'unknown-event', detail });
  }
  const earlier = ground.records.acts.find((one) => one.event === id);
  const { status, reason } = act;
  const fresh = { event: id, status, draft: earlier?.draft ?? null, scenario: earlier?.scenario ?? null, reason };
  return saveActs(shelf, ground, [fresh], { ...act, adopts: null });
}

type Chosen = { readonly event: EventId; readonly draft: DraftEvent | null };

function chosenOf(
  { world, records, pack }: RegisterGround,
  plan: ScenarioPlan,
  events: readonly string[] | undefined,
): Result<readonly Chosen[], Refusal> {
  const { drafts, problems } = resolvePlan(plan, records.chains, world.facts);
  if (hasErrors(problems)) {
    const detail = `The scenario ${plan.id} cannot be adopted. What is wrong with it:`;
    return refuse({ kind: 'scenario-has-problems', detail, problems });
  }
  const drawn = new Map(drafts.map((draft) => [draft.id as string, draft]));
  const earlier = new Map(records.acts.map((act) => [act.event as string, act.draft]));
  const chosen = (events ?? [...drawn.keys()]).map((event) => ({
    event: event as EventId,
    draft: drawn.get(event) ?? earlier.get(event) ?? null,
  }));
  if (chosen.length === 0) {
    const detail = `The scenario ${plan.id} draws no event, so there is nothing to adopt.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const stray = chosen.find((one) => !drawn.has(one.event) && !plan.on.includes(one.event));
  if (stray === undefined) return answer(chosen);
  const detail = `The scenario ${plan.id} of ${pack.name} neither draws nor switches on ${stray.event}.`;
  return refuse({ kind: 'unknown-event', detail });
}

async function saveActs(
  shelf: RegisterShelf,
  ground: RegisterGround,
  acts: readonly EventAct[],
  { author, at, reason, adopts }: Pick<Adoption, 'author' | 'at' | 'reason'> & { readonly adopts: string | null },
): Promise<Result<Acted, Refusal>> {
  const problems = fitProblems(ground, acts);
  if (problems.length > 0) {
    const detail = 'Nothing was recorded, since the law as it stands would contradict itself:';
    return refuse({ kind: 'scenario-has-problems', detail, problems });
  }
  const places = sightGround(shelf, ground, at);
  const named = acts.map((act) => bodiesOfEvent(act, places));
  const verb: Verb = adopts === null ? 'record-event-act' : 'adopt-scenario';
  const about = adopts === null ? {} : { about: adoptionBy(adopts, bodiesInOrder(named.flat())) };
  const changes = acts.map((act, at): AskedChange => {
    const sight = sightOfEventAct(named[at] ?? [], places);
    return {
      kind: 'event-act',
      id: act.event,
      expectedVersion: 'any',
      body: act as unknown as Json,
      reason,
      sight,
      ...about,
    };
  });
  const saved = await saveAs({ registers: shelf }, { register: ground.pack.name, verb, author, at, changes });
  if (!saved.ok) return saved;
  return answer({ register: ground.pack.name, acts });
}

/** The adoption of a scenario as permission sees it: it takes every body that the events to be adopted name. */
function adoptionBy(id: string, owners: Resource['owners']): { readonly before: Resource; readonly after: Resource } {
  const scenario: Resource = { kind: 'scenario', id, owners, seenBy: [], regions: [], holder: null };
  return { before: scenario, after: scenario };
}

/**
 * What the acts would bring into the law as it stands that is wrong, and was not wrong before. An act that takes an
 * event out of it is never held up: courts quash what later events rest on, and then that has to be seen.
 */
function fitProblems({ world, records }: RegisterGround, acts: readonly EventAct[]): Problem[] {
  const law = scenarioNamed(world.facts, currentLaw.id) ?? currentLaw;
  const taken = acts.filter((act) => law.statuses.has(act.status));
  if (taken.length === 0) return [];
  const before = new Set(foldEvents(world, law).problems.map((one) => JSON.stringify(one)));
  const now = foldEvents(grownWorld(world, overlayFacts(world.facts, { acts, drafts: [] })), law);
  const isAdopted = (event: EventId) => records.acts.some((one) => one.event === event);
  const drafts = taken.flatMap(({ event, draft }) => (draft === null || isAdopted(event) ? [] : [draft]));
  const ofDrafts = drafts.flatMap((draft) => checkDraft(draft, now));
  return [...ofDrafts, ...now.problems.filter((one) => !before.has(JSON.stringify(one)))];
}
