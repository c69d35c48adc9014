/** Drawn, adopted and quashed events over made-up histories, against the register that states them. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId, Facts, GeographyId, OrganisationId, ScenarioId } from '#core/pack/tables.ts';
import { bodiesOn } from '#core/register/as-of.ts';
import { foldEvents } from '#core/register/fold.ts';
import { grownWorld } from '#core/register/grown-world.ts';
import { successionsOf } from '#core/register/lineage.ts';
import { currentLaw, type Scenario } from '#core/register/scenario.ts';
import { holdersOn, type Timeline } from '#core/register/timeline.ts';
import { makeWorld, type World } from '#core/register/world.ts';
import { checkDraft } from '#core/reorganisation/check-draft.ts';
import type { DraftEvent, EventAct, ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { overlayFacts } from '#core/reorganisation/overlay-facts.ts';
import { resolvePlan } from '#core/reorganisation/resolve-plan.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { type History, historyArbitrary } from '#tests/generative/made-up-history.ts';
import { bodies, dividedDistricts, ground, together } from '#tests/support/tiny-register.ts';

const runs = { numRuns: 200 };

/** All that a question can see of a time line: bodies, land block by block, people, lines of succession. */
function answersOf(timeline: Timeline, days: Iterable<string>) {
  const { world } = timeline;
  const idOf = (body: number) => world.organisations[body]?.row.id ?? '';
  const geography = world.land.geographies[0];
  const population = world.populations[0];
  const onDay = (day: string) => {
    const holders = holdersOn(timeline, 'region', day as IsoDate);
    const people = new Map<string, number>();
    for (const [zone, holder] of holders.entries())
      people.set(idOf(holder), (people.get(idOf(holder)) ?? 0) + (population?.personsOfZone[zone] ?? 0));
    const land = Array.from(world.zones.zoneOfPart, (zone, part) => [
      geography?.codes[geography.blockOfPart[part] ?? 0],
      idOf(holders[zone] ?? -1),
    ]);
    return {
      day,
      bodies: bodiesOn(timeline, 'region', day as IsoDate).map(({ organisation, name, life }) => [
        organisation.row.id,
        name,
        life.from,
        life.to,
      ]),
      land,
      people: [...people].sort(),
    };
  };
  const lines = timeline.holding.map((number) => ({
    event: world.events[number]?.row.id,
    lines: successionsOf(timeline, number, population)
      .map((line) => ({ ...line, event: 0, from: idOf(line.from), to: idOf(line.to) }))
      .sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1)),
  }));
  return { days: [...days].map(onDay), lines, problems: timeline.problems.map((problem) => problem.code) };
}

/** The facts up to the event, without it and the bodies that begin by it or later; and the event as it would be drawn. */
function cutAt({ facts, eventIds }: History, at: number): { before: Facts; after: Facts; draft: DraftEvent } {
  const upTo = (count: number): Facts => {
    const kept = new Set<string>(eventIds.slice(0, count));
    const later = new Set<string>(
      facts.participants
        .filter((row) => row.part === 'successor' && !kept.has(row.event))
        .map((row) => row.organisation),
    );
    return {
      ...facts,
      events: facts.events.filter((row) => kept.has(row.id)),
      participants: facts.participants.filter((row) => kept.has(row.event)),
      territory: facts.territory.filter((row) => kept.has(row.event)),
      organisations: facts.organisations.filter((row) => !later.has(row.id)),
      roles: facts.roles.filter((row) => !later.has(row.organisation)),
    };
  };
  const id = eventIds[at] as EventId;
  const row = facts.events.find((one) => one.id === id);
  if (row?.legal === undefined || row.legal === null) throw new Error('an event of a history has a day');
  const participants = facts.participants.filter((one) => one.event === id);
  const moves = Map.groupBy(
    facts.territory.filter((one) => one.event === id),
    (one) => `${one.from} ${one.to} ${one.area === '*'}`,
  );
  const draft: DraftEvent = {
    id: `draft-${id}` as EventId,
    kind: row.kind,
    title: row.title,
    day: row.legal,
    instrument: null,
    note: null,
    participants: participants.map(({ organisation, part }) => ({ organisation, part })),
    newBodies: participants
      .filter((one) => one.part === 'successor')
      .map(({ organisation }) => ({ id: organisation, name: organisation.toUpperCase(), code: null, role: 'region' })),
    moves: [...moves.values()].flatMap((list) => {
      const [first] = list;
      if (first === undefined) return [];
      const areas = first.area === '*' ? null : list.map((one) => one.area);
      return [{ from: first.from, to: first.to, geography: areas === null ? null : ('g' as GeographyId), areas }];
    }),
    names: [],
  };
  return { before: upTo(at), after: upTo(at + 1), draft };
}

const historyAndPlace = fc
  .tuple(historyArbitrary, fc.nat(20))
  .filter(([history]) => history.eventIds.length > 0)
  .map(([history, place]) => ({ history, at: place % history.eventIds.length }));

const act = (event: EventId, status: EventAct['status'], draft: DraftEvent | null): EventAct => ({
  event,
  status,
  draft,
  scenario: null,
  reason: 'Tried.',
});

/** Ids of an event of the pack and of the draft of it, made one. */
const undrafted = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll('draft-', ''));

function planOf(draft: DraftEvent): ScenarioPlan {
  const blank = { note: null, basedOn: null, statuses: null, on: [], off: [], from: null, to: null };
  return { ...blank, id: 'mine' as ScenarioId, title: 'Mine', drafts: [draft] };
}

/** The time line of the overlay, by the whole world and by a grown one, which must agree. */
function timelineWith(
  base: World,
  overlay: Parameters<typeof overlayFacts>[1],
  days: readonly string[],
  scenario: Scenario = currentLaw,
): Timeline {
  const facts = overlayFacts(base.facts, overlay);
  const whole = foldEvents(makeWorld(facts), scenario);
  expect(answersOf(foldEvents(grownWorld(base, facts), scenario), days)).toEqual(answersOf(whole, days));
  return whole;
}

describe('drawn events over made-up histories', () => {
  it('[SN30, SN32] drawn in a plan or adopted, an event gives the answers of a register that states it', () => {
    fc.assert(
      fc.property(historyAndPlace, ({ history, at }) => {
        const { before, after, draft } = cutAt(history, at);
        const days = [...history.ledger.keys(), '2100-01-01'];
        const stated = answersOf(foldEvents(makeWorld(after), currentLaw), days);
        const base = makeWorld(before);
        const { scenario, drafts, problems } = resolvePlan(planOf(draft), new Map(), before);
        expect(problems).toEqual([]);
        const planned = timelineWith(base, { acts: [], drafts }, days, scenario);
        expect(undrafted(answersOf(planned, days))).toEqual(undrafted(stated));
        const adopted = timelineWith(base, { acts: [act(draft.id, 'in-law', draft)], drafts: [] }, days);
        expect(undrafted(answersOf(adopted, days))).toEqual(undrafted(stated));
      }),
      runs,
    );
  });

  it('[SN31, SN32] adopted and quashed, an event leaves every answer as it was', () => {
    fc.assert(
      fc.property(historyAndPlace, ({ history, at }) => {
        const { before, draft } = cutAt(history, at);
        const days = [...history.ledger.keys(), '2100-01-01'];
        const base = makeWorld(before);
        const acts = [act(draft.id, 'in-law', draft), act(draft.id, 'quashed', draft)];
        const quashed = timelineWith(base, { acts, drafts: [] }, days);
        expect(answersOf(quashed, days)).toEqual(answersOf(foldEvents(base, currentLaw), days));
      }),
      runs,
    );
  });

  it('[SN31, SN32] an event of the pack that is quashed and put back leaves every answer as it was', () => {
    fc.assert(
      fc.property(historyAndPlace, ({ history, at }) => {
        const base = makeWorld(history.facts);
        const days = [...history.ledger.keys(), '2100-01-01'];
        const event = history.eventIds[at] as EventId;
        const off = timelineWith(base, { acts: [act(event, 'quashed', null)], drafts: [] }, days);
        const without = foldEvents(base, { ...currentLaw, off: new Set([event]) });
        expect(answersOf(off, days)).toEqual(answersOf(without, days));
        const acts = [act(event, 'quashed', null), act(event, 'in-effect', null)];
        const back = timelineWith(base, { acts, drafts: [] }, days);
        expect(answersOf(back, days)).toEqual(answersOf(foldEvents(base, currentLaw), days));
      }),
      runs,
    );
  });

  it('[SN26] an event without a problem folds without one, and a sound one has none', () => {
    fc.assert(
      fc.property(historyAndPlace, fc.nat(20), ({ history, at }, other) => {
        const { before, draft } = cutAt(history, at);
        const timeline = foldEvents(makeWorld(before), currentLaw);
        const found = checkDraft(draft, timeline);
        // A made-up history divides bodies without land, which a person is not let do.
        expect(found.filter((one) => one.code !== 'draft-division-without-land')).toEqual([]);
        const misplaced = { ...cutAt(history, other % history.eventIds.length).draft, day: draft.day };
        if (checkDraft(misplaced, timeline).length > 0) return;
        const folded = foldEvents(
          makeWorld(overlayFacts(before, { acts: [], drafts: [misplaced] })),
          resolvePlan(planOf(misplaced), new Map(), before).scenario,
        );
        expect(folded.problems).toEqual([]);
      }),
      runs,
    );
  });
});

describe('a world that is grown', () => {
  const facts = dividedDistricts();
  const base = makeWorld(facts);

  it('[SN32] it is the same world when nothing changed, and shares the land when only a status did', () => {
    expect(grownWorld(base, facts)).toBe(base);
    const quashed = overlayFacts(facts, { acts: [act('split' as EventId, 'quashed', null)], drafts: [] });
    const grown = grownWorld(base, quashed);
    expect([grown.land, grown.zones, grown.organisations]).toEqual([base.land, base.zones, base.organisations]);
    expect(grown.land).toBe(base.land);
    expect(grown.events.map((event) => event.row.status)).toEqual(['quashed']);
  });

  it('[SN33] facts that changed in another way get a whole world', () => {
    const more = together(facts, ground(4), bodies([['x', 'district-council', 'b2']]));
    const grown = grownWorld(base, more);
    expect(grown.land).not.toBe(base.land);
    const fewer: Facts = { ...facts, organisations: facts.organisations.slice(1) };
    expect(grownWorld(base, fewer).organisationIndex.get('old' as OrganisationId)).toBe(undefined);
    const redated: Facts = {
      ...facts,
      events: facts.events.map((row) => ({ ...row, legal: '2011-04-01' as IsoDate })),
    };
    expect(grownWorld(base, redated).events[0]?.day).toBe('2011-04-01');
    const moved: Facts = { ...facts, territory: facts.territory.map((row) => ({ ...row, area: 'b2' })) };
    expect(grownWorld(base, moved).events[0]?.moves[0]?.zones).toEqual(makeWorld(moved).events[0]?.moves[0]?.zones);
  });
});
