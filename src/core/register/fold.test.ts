import { describe, expect, it } from 'vitest';
import type { EventId } from '#core/pack/tables.ts';
import { bodiesOn, zonesServed } from '#core/register/as-of.ts';
import type { Scenario } from '#core/register/scenario.ts';
import { currentLaw } from '#core/register/scenario.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { holdersOn } from '#core/register/timeline.ts';
import { isoDate } from '#std/iso-date.ts';
import { bodies, events, factsOf, foldOf, ground, rows, together } from '#tests/support/tiny-register.ts';

const before = isoDate('2019-03-31');
const after = isoDate('2019-04-01');
const day = '2019-04-01';

/** `a:b0,b1 c:b2`: who holds which blocks of a tier, by id. */
function held(timeline: Timeline, tier: TierName, date = after): string {
  const { world } = timeline;
  const holders = holdersOn(timeline, tier, date);
  const geography = world.land.geographies[0];
  const blocks = new Map<string, string[]>();
  for (let part = 0; part < world.land.partCount; part++) {
    const holder = holders[world.zones.zoneOfPart[part] ?? 0] ?? -1;
    const id = holder < 0 ? '-' : (world.organisations[holder]?.row.id ?? '?');
    blocks.set(id, [...(blocks.get(id) ?? []), geography?.codes[geography.blockOfPart[part] ?? 0] ?? '?']);
  }
  return [...blocks]
    .map(([id, list]) => `${id}:${list.sort().join(',')}`)
    .sort()
    .join(' ');
}

const ids = (timeline: Timeline, tier: TierName, date = after) =>
  bodiesOn(timeline, tier, date)
    .map((body) => body.organisation.row.id as string)
    .sort();
const codes = (timeline: Timeline) => timeline.problems.map((problem) => problem.code);

const merged = together(
  ground(4),
  bodies([
    ['a', 'district-council', 'b0 b1'],
    ['b', 'district-council', 'b2'],
    ['c', 'district-council'],
    ['d', 'district-council', 'b3'],
  ]),
  events([{ id: 'merge', kind: 'merge', day, predecessors: 'a b', successors: 'c' }]),
);

describe('existence', () => {
  it('[RG1] a body that no event begins exists from its date', () => {
    const facts = together(
      ground(1),
      factsOf({ organisations: [{ id: 'a', name: 'A', from: day }], roles: [{ organisation: 'a', role: 'region' }] }),
    );
    expect(ids(foldOf(facts), 'region', before)).toEqual([]);
    expect(ids(foldOf(facts), 'region', after)).toEqual(['a']);
  });

  it('[RG2] a body that an event begins exists only where the event holds', () => {
    const off: Scenario = { ...currentLaw, off: new Set(['merge' as EventId]) };
    expect(ids(foldOf(merged), 'ltla')).toEqual(['c', 'd']);
    expect(ids(foldOf(merged, off), 'ltla')).toEqual(['a', 'b', 'd']);
  });

  it('[RG3] a predecessor exists on the day before and no longer on the day', () => {
    expect(ids(foldOf(merged), 'ltla', before)).toEqual(['a', 'b', 'd']);
    expect(ids(foldOf(merged), 'ltla', after)).toEqual(['c', 'd']);
  });

  it('[RG4] a continuing body lives on and takes over', () => {
    const facts = together(
      ground(2),
      bodies([
        ['a', 'district-council', 'b0'],
        ['b', 'district-council', 'b1'],
      ]),
      events([{ id: 'e', kind: 'merge', day, predecessors: 'a', continuing: 'b' }]),
    );
    expect(held(foldOf(facts), 'ltla')).toBe('b:b0,b1');
    expect(foldOf(facts).problems).toEqual([]);
  });

  it('[RG5] what is only announced changes nothing, and operational stands in for legal', () => {
    const announced = {
      ...merged,
      events: rows('events', [
        { id: 'merge', kind: 'merge', title: 'm', status: 'decided', announced: day, evidence: 'published' },
      ]),
    };
    expect(held(foldOf(announced), 'ltla')).toBe('a:b0,b1 b:b2 d:b3');
    const operational = {
      ...merged,
      events: rows('events', [
        { id: 'merge', kind: 'merge', title: 'm', status: 'in-effect', operational: day, evidence: 'published' },
      ]),
    };
    expect(held(foldOf(operational), 'ltla')).toBe('c:b0,b1,b2 d:b3');
  });

  it('[RG6] a cluster changes nothing', () => {
    const facts = together(
      ground(2),
      bodies([
        ['a', 'integrated-care-board', 'b0'],
        ['b', 'integrated-care-board', 'b1'],
      ]),
      events([{ id: 'e', kind: 'cluster', day, subjects: 'a b' }]),
    );
    expect(held(foldOf(facts), 'icb', after)).toBe(held(foldOf(facts), 'icb', before));
    expect(foldOf(facts).problems).toEqual([]);
  });
});

describe('land', () => {
  it('[RG10] a merger passes all the land without rows', () => {
    expect(held(foldOf(merged), 'ltla', before)).toBe('a:b0,b1 b:b2 d:b3');
    expect(held(foldOf(merged), 'ltla', after)).toBe('c:b0,b1,b2 d:b3');
  });

  it('[RG11] named blocks pass first and the star passes the rest, whatever the order of rows', () => {
    const facts = together(
      ground(3),
      bodies([
        ['a', 'district-council', 'b0 b1 b2'],
        ['x', 'district-council'],
        ['y', 'district-council'],
      ]),
      events([
        {
          id: 'e',
          kind: 'divide',
          day,
          predecessors: 'a',
          successors: 'x y',
          moves: [
            ['a', 'y', '*'],
            ['a', 'x', 'b1'],
          ],
        },
      ]),
    );
    expect(held(foldOf(facts), 'ltla')).toBe('x:b1 y:b0,b2');
  });

  it('[RG12] two bodies can swap land on one day', () => {
    const facts = together(
      ground(2),
      bodies([
        ['a', 'district-council', 'b0'],
        ['b', 'district-council', 'b1'],
      ]),
      events([
        { id: 'one', kind: 'boundary-change', day, continuing: 'a b', moves: [['a', 'b', 'b0']] },
        { id: 'two', kind: 'boundary-change', day, continuing: 'a b', moves: [['b', 'a', 'b1']] },
      ]),
    );
    expect(held(foldOf(facts), 'ltla')).toBe('a:b1 b:b0');
    expect(foldOf(facts).problems).toEqual([]);
  });

  it('[RG13] a county that becomes a unitary keeps its upper-tier land and gains the districts', () => {
    const facts = together(
      ground(2),
      bodies([
        ['county', 'county-council', 'b0 b1'],
        ['a', 'district-council', 'b0'],
        ['b', 'district-council', 'b1'],
      ]),
      events([{ id: 'e', kind: 'merge', day, predecessors: 'a b', continuing: 'county' }]),
    );
    const changed = {
      ...facts,
      roles: [
        ...facts.roles.filter((row) => row.organisation !== 'county'),
        ...rows('roles', [
          { organisation: 'county', role: 'county-council', to: day },
          { organisation: 'county', role: 'unitary-council', from: day },
        ]),
      ],
    };
    const timeline = foldOf(changed);
    expect(timeline.problems).toEqual([]);
    expect(held(timeline, 'ltla')).toBe('county:b0,b1');
    expect(held(timeline, 'utla')).toBe('county:b0,b1');
    expect(held(timeline, 'ltla', before)).toBe('a:b0 b:b1');
  });

  it('[RG14] a second holder in a tier is a problem and the first keeps the land', () => {
    const facts = together(
      ground(1),
      bodies([
        ['a', 'region', 'b0'],
        ['b', 'region', 'b0'],
      ]),
    );
    expect(codes(foldOf(facts))).toEqual(['covered-twice']);
    expect(held(foldOf(facts), 'region')).toBe('a:b0');
  });

  it('[RG15] land that nobody takes is released', () => {
    const facts = together(
      ground(1),
      bodies([['a', 'region', 'b0']]),
      events([{ id: 'e', kind: 'abolish', day, subjects: 'a' }]),
    );
    expect(held(foldOf(facts), 'region')).toBe('-:b0');
  });

  it('[RG16] a body leaves a tier when the role that put it there ends', () => {
    const facts = together(ground(1), bodies([['a', 'unitary-council', 'b0']]));
    const changed = {
      ...facts,
      roles: rows('roles', [
        { organisation: 'a', role: 'unitary-council', to: day },
        { organisation: 'a', role: 'district-council', from: day },
      ]),
    };
    expect(held(foldOf(changed), 'utla', before)).toBe('a:b0');
    expect(held(foldOf(changed), 'utla', after)).toBe('-:b0');
    expect(held(foldOf(changed), 'ltla', after)).toBe('a:b0');
  });
});

describe('contradictions', () => {
  it('[RG20] a body merged after it was abolished', () => {
    const facts = together(
      ground(2),
      bodies([
        ['a', 'region', 'b0'],
        ['b', 'region', 'b1'],
        ['c', 'region'],
      ]),
      events([
        { id: 'gone', kind: 'abolish', day: '2018-01-01', subjects: 'a' },
        { id: 'merge', kind: 'merge', day, predecessors: 'a b', successors: 'c' },
      ]),
    );
    expect(codes(foldOf(facts))).toEqual(['body-not-in-existence']);
    expect(foldOf(facts).problems[0]?.message).toMatch(/A takes part but does not exist/);
    expect(held(foldOf(facts), 'region')).toBe('-:b0 c:b1');
  });

  it('[RG21] territory taken from a body that does not hold it', () => {
    const facts = together(
      ground(3),
      bodies([
        ['a', 'region', 'b0 b1'],
        ['b', 'region', 'b2'],
      ]),
      events([{ id: 'e', kind: 'boundary-change', day, continuing: 'a b', moves: [['a', 'b', 'b1 b2']] }]),
    );
    const timeline = foldOf(facts);
    expect(codes(timeline)).toEqual(['territory-not-held']);
    expect(timeline.problems[0]?.found).toBe('1 block (b2)');
    expect(held(timeline, 'region')).toBe('a:b0 b:b1,b2');
  });

  it('[RG22] shapes that cannot be', () => {
    const base = [
      ground(2),
      bodies([
        ['a', 'region', 'b0'],
        ['b', 'region', 'b1'],
        ['c', 'region'],
        ['d', 'region'],
      ]),
    ] as const;
    const shape = (event: Parameters<typeof events>[0][number]) => codes(foldOf(together(...base, events([event]))));
    expect(shape({ id: 'e', kind: 'divide', day, predecessors: 'a', successors: 'c' })).toContain(
      'division-with-one-successor',
    );
    expect(shape({ id: 'e', kind: 'merge', day, predecessors: 'a', successors: 'c' })).toContain(
      'merge-needs-two-into-one',
    );
    expect(shape({ id: 'e', kind: 'cluster', day, predecessors: 'a', successors: 'c' })).toContain(
      'cluster-changes-nothing',
    );
    expect(shape({ id: 'e', kind: 'rename', day })).toContain('event-without-bodies');
    expect(shape({ id: 'e', kind: 'divide', day, successors: 'c d' })).toContain('division-of-nothing');
  });

  it('[RG23] a successor that exists already', () => {
    const facts = together(
      ground(3),
      bodies([
        ['a', 'region', 'b0'],
        ['b', 'region', 'b1'],
        ['c', 'region'],
        ['d', 'region', 'b2'],
      ]),
      events([
        { id: 'one', kind: 'merge', day, predecessors: 'a b', successors: 'c' },
        { id: 'two', kind: 'merge', day: '2020-04-01', predecessors: 'd', successors: 'c' },
      ]),
    );
    expect(codes(foldOf(facts))).toContain('successor-already-exists');
  });

  it('[RG24] bodies that succeed each other in a circle', () => {
    const facts = together(
      ground(1),
      bodies([
        ['a', 'region', 'b0'],
        ['b', 'region'],
      ]),
      events([
        { id: 'one', kind: 'change-of-status', day, predecessors: 'a', successors: 'b' },
        { id: 'two', kind: 'change-of-status', day: '2020-04-01', predecessors: 'b', successors: 'a' },
      ]),
    );
    expect(codes(foldOf(facts))).toContain('succession-cycle');
  });

  it('[RG25] an event in effect without a date', () => {
    const facts = together(
      ground(1),
      bodies([['a', 'region', 'b0']]),
      events([{ id: 'e', kind: 'abolish', day: null, subjects: 'a' }]),
    );
    expect(codes(foldOf(facts))).toEqual(['event-without-date']);
  });

  it('[RG26] land given to a body that does not exist, or that takes no part', () => {
    const facts = together(
      ground(1),
      bodies([
        ['a', 'region', 'b0'],
        ['b', 'region'],
        ['c', 'region'],
      ]),
      events([
        { id: 'later', kind: 'establish', day: '2030-01-01', subjects: 'b' },
        { id: 'e', kind: 'boundary-change', day, continuing: 'a', moves: [['a', 'b', 'b0']] },
      ]),
    );
    expect(codes(foldOf(facts))).toEqual(expect.arrayContaining(['taker-not-in-existence', 'territory-of-a-stranger']));
  });
});

describe('scenarios', () => {
  it('[RG30] a switch outweighs the status', () => {
    const proposed = {
      ...merged,
      events: rows('events', [
        { id: 'merge', kind: 'merge', title: 'm', status: 'proposed', legal: day, evidence: 'published' },
      ]),
    };
    expect(held(foldOf(proposed), 'ltla')).toBe('a:b0,b1 b:b2 d:b3');
    const on: Scenario = { ...currentLaw, on: new Set(['merge' as EventId]) };
    expect(held(foldOf(proposed, on), 'ltla')).toBe('c:b0,b1,b2 d:b3');
  });

  it('[RG50] a body without known land serves no zone', () => {
    const facts = together(ground(1), bodies([['a', 'region']]));
    const timeline = foldOf(facts);
    const organisation = timeline.world.organisations[0];
    expect(organisation && zonesServed(timeline, organisation, after)).toEqual([]);
  });
});
