/**
 * What a plan comes to: the events that hold and the events it draws, its own and those of the scenarios it starts
 * from. Faults of the chain (a circle, a base or an event that is not there) are problems; what can be followed is
 * followed, so that a plan with a fault still shows what it says.
 */

import type { EventId, Facts } from '#core/pack/tables.ts';
import type { EventStatus } from '#core/pack/vocabulary.ts';
import { currentLaw, type Scenario, scenarioNamed } from '#core/register/scenario.ts';
import type { DraftEvent, ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import type { Problem } from '#std/problem.ts';

export type ResolvedPlan = {
  readonly scenario: Scenario;
  /** To lay over the facts: those of its bases first, each once. */
  readonly drafts: readonly DraftEvent[];
  readonly problems: Problem[];
};

/**
 * The scenario that the plan comes to over these facts. A base is looked for among the plans, then in the pack; without
 * one the plan starts from the law as it stands. Its statuses, switches and drafts are inherited; the plan's own switches
 * win, and a draft holds unless it is switched off.
 * @param facts with the acts on events laid over them, so that adopted events are known.
 */
export function resolvePlan(plan: ScenarioPlan, plans: ReadonlyMap<string, ScenarioPlan>, facts: Facts): ResolvedPlan {
  const problems: Problem[] = [];
  const chain = chainOf(plan, plans, facts, problems);
  let statuses: ReadonlySet<EventStatus> = chain.root.statuses;
  const on = new Set(chain.root.on);
  const off = new Set(chain.root.off);
  const drafts = new Map<EventId, DraftEvent>();
  const known = new Map(facts.events.map((row) => [row.id, row]));
  for (const one of chain.plans) {
    if (one.statuses !== null) statuses = new Set(one.statuses);
    for (const draft of one.drafts) {
      problems.push(...draftClashes(one, draft, drafts, known.get(draft.id)));
      if (!drafts.has(draft.id)) drafts.set(draft.id, draft);
      switchTo(draft.id, on, off);
    }
    for (const event of one.on) switchTo(event, on, off);
    for (const event of one.off) switchTo(event, off, on);
    problems.push(...switchProblems(one, (event) => known.has(event) || drafts.has(event)));
  }
  const scenario: Scenario = { id: plan.id, title: plan.title, statuses, on, off };
  return { scenario, drafts: [...drafts.values()], problems: [...problems, ...dateProblems(plan)] };
}

type Chain = {
  readonly root: Scenario /** The furthest base first, the plan itself last. */;
  readonly plans: readonly ScenarioPlan[];
};

function chainOf(
  plan: ScenarioPlan,
  plans: ReadonlyMap<string, ScenarioPlan>,
  facts: Facts,
  problems: Problem[],
): Chain {
  const law = scenarioNamed(facts, currentLaw.id) ?? currentLaw;
  const found: ScenarioPlan[] = [plan];
  for (;;) {
    const last = found[0] ?? plan;
    const base = last.basedOn;
    if (base === null) return { root: law, plans: found };
    const at = found.findLastIndex((one) => one.id === base);
    if (at >= 0) {
      const circle = [
        ...found
          .slice(0, at + 1)
          .map((one) => one.id)
          .reverse(),
        base,
      ];
      const message = `These scenarios start from each other in a circle: ${circle.join(' -> ')}. Let one of them start from the law as it stands.`;
      problems.push(refuse('scenario-cycle', 'basedOn', message, { found: base }));
      return { root: law, plans: found };
    }
    const next = plans.get(base);
    if (next !== undefined) {
      found.unshift(next);
      continue;
    }
    const root = scenarioNamed(facts, base);
    if (root !== undefined) return { root, plans: found };
    const message = `The scenario ${last.id} starts from ${base}, which is not there. Choose another base, or none for the law as it stands.`;
    problems.push(refuse('scenario-base-missing', 'basedOn', message, { found: base }));
    return { root: law, plans: found };
  }
}

function switchTo(event: EventId, to: Set<EventId>, from: Set<EventId>): void {
  from.delete(event);
  to.add(event);
}

function switchProblems(plan: ScenarioPlan, isKnown: (event: EventId) => boolean): Problem[] {
  const problems: Problem[] = [];
  const both = new Set(plan.on.filter((event) => plan.off.includes(event)));
  for (const event of both) {
    const message = `The scenario ${plan.id} switches ${event} on and off at once. Take it out of one of the two.`;
    problems.push(refuse('event-on-and-off', 'off', message, { found: event }));
  }
  for (const event of new Set([...plan.on, ...plan.off])) {
    if (isKnown(event)) continue;
    const message = `The scenario ${plan.id} needs the event ${event}, which the register does not hold (any more). Take it out of the scenario, or import a pack that has it.`;
    problems.push(refuse('scenario-event-missing', plan.on.includes(event) ? 'on' : 'off', message, { found: event }));
  }
  return problems;
}

/** A draft may be in the register already, because it was adopted, and then must say the same. */
function draftClashes(
  plan: ScenarioPlan,
  draft: DraftEvent,
  earlier: ReadonlyMap<EventId, DraftEvent>,
  known: Facts['events'][number] | undefined,
): Problem[] {
  const problems: Problem[] = [];
  const where = `${draft.title} (${draft.id}) of the scenario ${plan.id}`;
  if (earlier.has(draft.id)) {
    const message = `${where} has the id of another drawn event of the scenario or of its base; the earlier one counts. Give it another id.`;
    problems.push(refuse('draft-id-clash', 'drafts', message, { found: draft.id }));
  }
  const isSame =
    known === undefined || (known.kind === draft.kind && known.legal === draft.day && known.title === draft.title);
  if (!isSame) {
    const message = `${where} has the id of an event of the register that says something else; the register's counts. Give it another id.`;
    problems.push(refuse('draft-id-clash', 'drafts', message, { found: draft.id }));
  }
  return problems;
}

function dateProblems(plan: ScenarioPlan): Problem[] {
  const { from, to } = plan;
  if (from === null || to === null || from < to) return [];
  const message = `The scenario ${plan.id} is looked at from ${from} to ${to}: the first day must be before the second. Swap or correct them.`;
  return [refuse('dates-reversed', 'to', message, { expected: `a day after ${from}`, found: to })];
}

function refuse(code: string, column: string, message: string, more: Pick<Problem, 'expected' | 'found'>): Problem {
  return { code, severity: 'error', where: { column }, message, ...more };
}
