import { describe, expect, it } from 'vitest';
import type { EventId, OrganisationId, ScenarioId } from '#core/pack/tables.ts';
import { currentLaw } from '#core/register/scenario.ts';
import type { ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { abolishDraft } from '#core/reorganisation/draw-event.ts';
import { overlayFacts } from '#core/reorganisation/overlay-facts.ts';
import { resolvePlan } from '#core/reorganisation/resolve-plan.ts';
import { isoDate } from '#std/iso-date.ts';
import { dividedDistricts, factsOf, together } from '#tests/support/tiny-register.ts';

const facts = together(
  dividedDistricts(),
  factsOf({
    scenarios: [{ id: 'pack-one', title: 'Of the pack', statuses: 'in-law' }],
    scenario_events: [{ scenario: 'pack-one', event: 'split', holds: true }],
  }),
);
const draft = (id: string, title = id) =>
  abolishDraft({ id: `draft-${id}` as EventId, title, day: isoDate('2020-04-01') }, 'north' as OrganisationId, null);
const events = (...ids: string[]) => ids as EventId[];

function plan(
  id: string,
  given: Partial<Omit<ScenarioPlan, 'id' | 'basedOn'>> & { basedOn?: string } = {},
): ScenarioPlan {
  const blank = { title: id, note: null, statuses: null, on: [], off: [], drafts: [], from: null, to: null };
  return { ...blank, ...given, id: id as ScenarioId, basedOn: (given.basedOn ?? null) as ScenarioId | null };
}

function resolve(first: ScenarioPlan, ...others: ScenarioPlan[]) {
  return resolvePlan(first, new Map([first, ...others].map((one) => [one.id, one])), facts);
}

const codes = (resolved: ReturnType<typeof resolve>) => resolved.problems.map((problem) => problem.code);

describe('what a plan comes to', () => {
  it('[SN10] without a base it starts from the law as it stands', () => {
    const { scenario, drafts, problems } = resolve(plan('mine'));
    expect(scenario).toEqual({ ...currentLaw, id: 'mine', title: 'mine' });
    expect([drafts, problems]).toEqual([[], []]);
  });

  it('[SN10] it has the statuses, switches and drafts of its base, of the pack or kept', () => {
    const base = plan('base', { basedOn: 'pack-one', drafts: [draft('a')] });
    const { scenario, drafts, problems } = resolve(plan('mine', { basedOn: 'base', drafts: [draft('b')] }), base);
    expect(scenario.statuses).toEqual(new Set(['in-law']));
    expect(scenario.on).toEqual(new Set(['split', 'draft-a', 'draft-b']));
    expect(drafts.map((one) => one.id)).toEqual(['draft-a', 'draft-b']);
    expect(problems).toEqual([]);
  });

  it('[SN11] its own statuses and switches win, also over drafts', () => {
    const base = plan('base', { basedOn: 'pack-one', drafts: [draft('a')], statuses: ['decided'] });
    const mine = plan('mine', { basedOn: 'base', statuses: ['proposed'], off: events('split', 'draft-a') });
    const { scenario } = resolve(mine, base);
    expect([...scenario.statuses]).toEqual(['proposed']);
    expect([[...scenario.on], [...scenario.off]]).toEqual([[], ['split', 'draft-a']]);
    const again = resolve(plan('third', { basedOn: 'mine', on: events('split') }), mine, base);
    expect([[...again.scenario.on], [...again.scenario.off]]).toEqual([['split'], ['draft-a']]);
  });

  it('[SN12] a circle is a problem that names it', () => {
    const [a, b, c] = [plan('a', { basedOn: 'b' }), plan('b', { basedOn: 'c' }), plan('c', { basedOn: 'b' })];
    const { problems, scenario } = resolve(a, b, c);
    expect(problems.map((one) => one.code)).toEqual(['scenario-cycle']);
    expect(problems[0]?.message).toContain('b -> c -> b');
    expect(scenario.statuses).toEqual(currentLaw.statuses);
    expect(resolve(plan('a', { basedOn: 'a' })).problems[0]?.message).toContain('a -> a');
  });

  it('[SN13] a base that is not there is a problem, and the law as it stands serves instead', () => {
    const { problems, scenario } = resolve(plan('mine', { basedOn: 'gone' }));
    expect(problems.map((one) => [one.code, one.found])).toEqual([['scenario-base-missing', 'gone']]);
    expect(scenario.statuses).toEqual(currentLaw.statuses);
    expect(resolve(plan('mine', { basedOn: 'current-law' })).problems).toEqual([]);
  });

  it('[SN14] an event that it needs and the register lacks is a problem that names it', () => {
    const { problems } = resolve(plan('mine', { on: events('split', 'lost'), off: events('also-lost') }));
    expect(problems.map((one) => [one.code, one.found, one.where.column])).toEqual([
      ['scenario-event-missing', 'lost', 'on'],
      ['scenario-event-missing', 'also-lost', 'off'],
    ]);
  });

  it('[SN15] two drafts of one id clash, and a draft with the id of another event does', () => {
    const base = plan('base', { drafts: [draft('a')] });
    expect(codes(resolve(plan('mine', { basedOn: 'base', drafts: [draft('a')] }), base))).toEqual(['draft-id-clash']);
    const taken = { ...draft('a'), id: 'split' as EventId };
    expect(codes(resolve(plan('mine', { drafts: [taken] })))).toEqual(['draft-id-clash']);
  });

  it('[SN15] an adopted draft does not clash with itself, but with what it was changed to', () => {
    const act = { event: draft('a').id, status: 'in-law', draft: draft('a'), scenario: null, reason: 'r' } as const;
    const adopted = overlayFacts(facts, { acts: [act], drafts: [] });
    expect(resolvePlan(plan('mine', { drafts: [draft('a')] }), new Map(), adopted).problems).toEqual([]);
    const changed = resolvePlan(plan('mine', { drafts: [draft('a', 'another')] }), new Map(), adopted);
    expect(changed.problems.map((one) => one.code)).toEqual(['draft-id-clash']);
  });

  it('[SN16] on and off at once, and reversed days, are problems', () => {
    expect(codes(resolve(plan('mine', { on: events('split'), off: events('split') })))).toEqual(['event-on-and-off']);
    const [from, to] = [isoDate('2027-04-01'), isoDate('2026-04-01')];
    expect(codes(resolve(plan('mine', { from, to })))).toEqual(['dates-reversed']);
    expect(codes(resolve(plan('mine', { from: to, to: from })))).toEqual([]);
  });
});
