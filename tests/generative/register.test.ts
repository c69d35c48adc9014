import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId, Facts } from '#core/pack/tables.ts';
import { eventKinds, eventStatuses, parts } from '#core/pack/vocabulary.ts';
import { currentLaw, type Scenario } from '#core/register/scenario.ts';
import { holdersOn, isAliveOn, type Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { addDays } from '#std/iso-date.ts';
import { type History, historyArbitrary } from '#tests/generative/made-up-history.ts';
import { foldOf, ground, rows, together } from '#tests/support/tiny-register.ts';

/** Who holds each block on the day, by id; '' nobody. */
function holdersByBlock(timeline: Timeline, date: string): string[] {
  const { world } = timeline;
  const holders = holdersOn(timeline, 'region', date as IsoDate);
  const geography = world.land.geographies[0];
  const found: string[] = [];
  for (let part = 0; part < world.land.partCount; part++) {
    const holder = holders[world.zones.zoneOfPart[part] ?? 0] ?? -1;
    const block = Number(geography?.codes[geography.blockOfPart[part] ?? 0]?.slice(1));
    found[block] = world.organisations[holder]?.row.id ?? '';
  }
  return found;
}

const aliveOn = (timeline: Timeline, date: string) =>
  new Set(
    timeline.world.organisations
      .filter((one) => isAliveOn(timeline, one, date as IsoDate))
      .map((one) => one.row.id as string),
  );

function expectLedger(timeline: Timeline, { ledger }: History): void {
  for (const [day, { alive, holders }] of ledger) {
    expect(holdersByBlock(timeline, day)).toEqual(holders);
    expect(aliveOn(timeline, day)).toEqual(alive);
  }
}

const runs = { numRuns: 300 };

describe('the fold against a plain ledger', () => {
  it('[RG10, RG11, RG12, RG15] the fold agrees with the ledger on every day, without a problem', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        const timeline = foldOf(history.facts);
        expect(timeline.problems).toEqual([]);
        expectLedger(timeline, history);
      }),
      runs,
    );
  });

  it('[RG17] people are conserved through every event that abolishes nobody', () => {
    fc.assert(
      fc.property(historyArbitrary, ({ facts }) => {
        const timeline = foldOf(facts);
        const population = timeline.world.populations[0];
        const persons = (date: IsoDate) => {
          let sum = 0;
          for (const [zone, holder] of holdersOn(timeline, 'region', date).entries())
            if (holder >= 0) sum += population?.personsOfZone[zone] ?? 0;
          return sum;
        };
        for (const number of timeline.holding) {
          const event = timeline.world.events[number];
          if (event === undefined || event.day === null) continue;
          const given = timeline.transfers.filter((one) => one.event === number && one.from >= 0);
          const lost = given
            .filter((one) => one.to < 0)
            .reduce(
              (sum, one) => sum + one.zones.reduce((all, zone) => all + (population?.personsOfZone[zone] ?? 0), 0),
              0,
            );
          expect(persons(event.day)).toBe(persons(addDays(event.day, -1)) - lost);
          if (event.row.kind !== 'abolish') expect(lost).toBe(0);
        }
      }),
      runs,
    );
  });

  it('[RG31] switching off the last event gives the answers of a register that never had it', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        const last = history.eventIds.at(-1);
        if (last === undefined) return;
        const off: Scenario = { ...currentLaw, off: new Set([last as EventId]) };
        const without: Facts = {
          ...history.facts,
          events: history.facts.events.filter((row) => row.id !== last),
          participants: history.facts.participants.filter((row) => row.event !== last),
          territory: history.facts.territory.filter((row) => row.event !== last),
        };
        const begun = new Set(
          history.facts.participants
            .filter((row) => row.event === last && row.part === 'successor')
            .map((row) => row.organisation as string),
        );
        for (const day of [...history.ledger.keys(), '2100-01-01']) {
          expect(holdersByBlock(foldOf(history.facts, off), day)).toEqual(holdersByBlock(foldOf(without), day));
          expect(aliveOn(foldOf(history.facts, off), day)).toEqual(aliveOn(foldOf(without), day).difference(begun));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('[RG32] the order of rows changes nothing', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        const facts = Object.fromEntries(
          Object.entries(history.facts).map(([name, list]) => [name, [...list].reverse()]),
        ) as unknown as Facts;
        expectLedger(foldOf(facts), history);
      }),
      { numRuns: 100 },
    );
  });
});

describe('any facts at all', () => {
  const ids = fc.constantFrom('o0', 'o1', 'o2', 'n0', 'n1');
  const wild = fc.record({
    events: fc.array(
      fc.record({
        kind: fc.constantFrom(...eventKinds),
        status: fc.constantFrom(...eventStatuses),
        legal: fc.constantFrom('2001-01-01', '2002-01-01', '2003-01-01', null),
      }),
      { maxLength: 6 },
    ),
    participants: fc.array(fc.record({ event: fc.nat(5), organisation: ids, part: fc.constantFrom(...parts) }), {
      maxLength: 15,
    }),
    territory: fc.array(
      fc.record({
        event: fc.nat(5),
        from: fc.option(ids),
        to: fc.option(ids),
        area: fc.constantFrom('b0', 'b1', 'b2', '*'),
      }),
      { maxLength: 12 },
    ),
    members: fc.array(fc.record({ organisation: ids, area: fc.constantFrom('b0', 'b1', 'b2') }), { maxLength: 6 }),
  });

  it('[RG27] contradictory facts give problems, never a crash', () => {
    fc.assert(
      fc.property(wild, ({ events, participants, territory, members }) => {
        const named = (row: { event: number }) => row.event < events.length;
        const facts: Facts = {
          ...together(ground(3)),
          organisations: rows(
            'organisations',
            ['o0', 'o1', 'o2', 'n0', 'n1'].map((id) => ({ id, name: id })),
          ),
          roles: rows(
            'roles',
            ['o0', 'o1', 'o2', 'n0', 'n1'].map((organisation) => ({ organisation, role: 'region' })),
          ),
          memberships: rows(
            'memberships',
            members.map((row) => ({ ...row, geography: 'g', evidence: 'published' })),
          ),
          events: rows(
            'events',
            events.map((row, at) => ({ ...row, id: `e${at}`, title: `e${at}`, evidence: 'published' })),
          ),
          participants: rows(
            'participants',
            participants.filter(named).map((row) => ({ ...row, event: `e${row.event}` })),
          ),
          territory: rows(
            'territory',
            territory.filter(named).map((row) => ({
              ...row,
              event: `e${row.event}`,
              geography: row.area === '*' ? null : 'g',
              evidence: 'published',
            })),
          ),
        };
        const timeline = foldOf(facts);
        for (const problem of timeline.problems) {
          expect(problem.code).toMatch(/^[a-z-]+$/);
          expect(problem.message.length).toBeGreaterThan(20);
        }
        for (const day of ['2000-01-01', '2001-01-01', '2002-01-01', '2003-01-01']) {
          for (const holder of holdersByBlock(timeline, day))
            if (holder !== '') expect(aliveOn(timeline, day).has(holder)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
