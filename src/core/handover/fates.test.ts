import { describe, expect, it } from 'vitest';
import { type BodyFate, fateOf } from '#core/handover/fates.ts';
import { day } from '#core/handover/test-arrangement.ts';
import type { Facts } from '#core/pack/tables.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { bodies, events, factsOf, foldOf, ground, together } from '#tests/support/tiny-register.ts';

const council = 'district-council';

/** The fate of the body between two days, in ids. */
function told(facts: Facts, body: string, from: string, to: string) {
  const timeline = foldOf(facts);
  const fate = fateOf(timeline, timeline.world.organisationIndex.get(body as never) ?? -1, day(from), day(to));
  return {
    ...fate,
    heirIds: idsOf(timeline, fate.heirs),
    eventIds: eventsOf(timeline, fate),
    byBlock: byBlock(timeline, fate),
  };
}

const idsOf = (timeline: Timeline, list: readonly number[]) =>
  list.map((one) => timeline.world.organisations[one]?.row.id);
const eventsOf = (timeline: Timeline, fate: BodyFate) => fate.events.map((one) => timeline.world.events[one]?.row.id);

/** `b0: x, b1: y`: who has each block in its stead. */
function byBlock(timeline: Timeline, fate: BodyFate): string {
  const geography = timeline.world.land.geographies[0];
  return [...fate.zones]
    .flatMap((zone, at) =>
      [...timeline.world.zones.zoneOfPart.entries()]
        .filter(([, of]) => of === zone)
        .map(([part]) => {
          const heir = timeline.world.organisations[fate.heirOfZone[at] ?? -1]?.row.id ?? '-';
          return `${geography?.codes[geography.blockOfPart[part] ?? 0]}: ${heir}`;
        }),
    )
    .sort()
    .join(', ');
}

const chain = together(
  ground(4),
  bodies([
    ['a', council, 'b0 b1'],
    ['b', council, 'b2'],
    ['other', council, 'b3'],
    ['ab', council],
    ['x', council],
    ['y', council],
  ]),
  events([
    { id: 'merge', kind: 'merge', day: '2010-04-01', predecessors: 'a b', successors: 'ab' },
    {
      id: 'split',
      kind: 'divide',
      day: '2012-04-01',
      predecessors: 'ab',
      successors: 'x y',
      moves: [
        ['ab', 'x', 'b0'],
        ['ab', 'y', '*'],
      ],
    },
  ]),
);

describe('the way of a body', () => {
  it('[HO1] an event of the first day has happened, one of the second day counts', () => {
    expect(told(chain, 'a', '2010-03-31', '2010-04-01').fate).toBe('ends-one-successor');
    expect(told(chain, 'a', '2010-04-01', '2011-01-01').fate).toBe('already-gone');
    expect(told(chain, 'a', '2009-01-01', '2010-03-31').fate).toBe('unaffected');
  });

  it('[HO2] merged and then divided: the heirs of the end, each with its own land', () => {
    const fate = told(chain, 'a', '2010-01-01', '2013-01-01');
    expect(fate).toMatchObject({ fate: 'ends-several-successors', heirIds: ['x', 'y'], eventIds: ['merge', 'split'] });
    expect(fate.byBlock).toBe('b0: x, b1: y');
    expect(told(chain, 'b', '2010-01-01', '2013-01-01')).toMatchObject({ fate: 'ends-one-successor', heirIds: ['y'] });
  });

  it('[HO11] vesting day is that of the first event that ends or divides it', () => {
    expect(told(chain, 'a', '2010-01-01', '2013-01-01').vesting).toBe('2010-04-01');
    expect(told(chain, 'other', '2010-01-01', '2013-01-01').vesting).toBeNull();
  });

  it('[HO8] gone by the first day: followed from its last day to the heirs of the second', () => {
    const fate = told(chain, 'a', '2011-01-01', '2011-06-01');
    expect(fate).toMatchObject({ fate: 'already-gone', startDay: '2010-03-31', heirIds: ['ab'], existsAtStart: false });
    expect(told(chain, 'a', '2012-06-01', '2013-01-01').heirIds).toEqual(['x', 'y']);
  });

  it('[HO10] a body that is to come later, or never in the scenario, is unaffected', () => {
    expect(told(chain, 'x', '2010-01-01', '2011-01-01')).toMatchObject({ fate: 'unaffected', heirIds: [] });
    const never = together(
      chain,
      events([
        { id: 'no', kind: 'divide', day: '2011-01-01', status: 'proposed', predecessors: 'other', successors: 'z1 z2' },
      ]),
      bodies([
        ['z1', council],
        ['z2', council],
      ]),
    );
    expect(told(never, 'z1', '2010-01-01', '2013-01-01')).toMatchObject({ fate: 'unaffected', heirIds: [] });
  });
});

describe('land and law', () => {
  const county = together(
    ground(3),
    bodies([
      ['county', 'county-council', 'b0 b1 b2'],
      ['d0', council, 'b0'],
      ['d12', council, 'b1 b2'],
      ['east', 'unitary-council'],
      ['west', 'unitary-council'],
    ]),
    events([
      {
        id: 'reform',
        kind: 'divide',
        day: '2027-04-01',
        predecessors: 'county d0 d12',
        successors: 'east west',
        moves: [
          ['d0', 'east', '*'],
          ['d12', 'west', '*'],
          ['county', 'east', 'b0'],
          ['county', 'west', 'b1 b2'],
        ],
      },
    ]),
  );

  it('[HO3, HO4] where several give way to several, the land of each tells its own heirs', () => {
    expect(told(county, 'county', '2026-04-01', '2027-04-01').heirIds).toEqual(['east', 'west']);
    expect(told(county, 'd0', '2026-04-01', '2027-04-01')).toMatchObject({
      fate: 'ends-one-successor',
      heirIds: ['east'],
    });
    expect(told(county, 'd12', '2026-04-01', '2027-04-01').byBlock).toBe('b1: west, b2: west');
  });

  it('[HO4] a county that lives on as a unitary keeps its land while districts on it end', () => {
    const facts = together(
      ground(2),
      bodies([
        ['county', 'county-council', 'b0 b1'],
        ['d0', council, 'b0'],
        ['d1', council, 'b1'],
      ]),
      factsOf({ roles: [{ organisation: 'county', role: 'unitary-council', from: '2023-04-01' }] }),
      events([{ id: 'in', kind: 'merge', day: '2023-04-01', predecessors: 'd0 d1', continuing: 'county' }]),
    );
    expect(told(facts, 'county', '2023-01-01', '2023-04-01')).toMatchObject({ fate: 'continues', heirIds: ['county'] });
    expect(told(facts, 'd0', '2023-01-01', '2023-04-01')).toMatchObject({
      fate: 'ends-one-successor',
      heirIds: ['county'],
      regime: 'local-government',
    });
  });

  it('[HO3] without known land, or with land known in part, all whom the event names', () => {
    const split = (extent: string | null) =>
      together(
        ground(2),
        bodies([
          ['p', 'primary-care-trust', extent === null ? '' : 'b0'],
          ['q', 'primary-care-trust'],
          ['r', 'primary-care-trust'],
        ]),
        factsOf({ extents: extent === null ? [] : [{ organisation: 'p', extent }] }),
        events([
          {
            id: 'cut',
            kind: 'divide',
            day: '2006-10-01',
            predecessors: 'p',
            successors: 'q r',
            moves: extent === null ? [] : [['p', 'q', 'b0']],
          },
        ]),
      );
    for (const extent of [null, 'partial', 'unknown'])
      expect(told(split(extent), 'p', '2006-01-01', '2007-01-01')).toMatchObject({
        heirIds: ['q', 'r'],
        isLandKnown: false,
        fate: 'ends-several-successors',
      });
    expect(told(split('known'), 'p', '2006-01-01', '2007-01-01')).toMatchObject({ heirIds: ['q'], isLandKnown: true });
  });

  it('[HO5] land that two bodies swap on one day', () => {
    const facts = together(
      ground(3),
      bodies([
        ['a', council, 'b0 b1'],
        ['b', council, 'b2'],
      ]),
      events([
        {
          id: 'swap',
          kind: 'boundary-change',
          day: '2010-04-01',
          continuing: 'a b',
          moves: [
            ['a', 'b', 'b0'],
            ['b', 'a', 'b2'],
          ],
        },
      ]),
    );
    expect(told(facts, 'a', '2010-01-01', '2011-01-01')).toMatchObject({
      fate: 'loses-area',
      byBlock: 'b0: b, b1: a',
      heirIds: ['a', 'b'],
    });
    expect(told(facts, 'b', '2010-01-01', '2011-01-01').byBlock).toBe('b2: a');
  });
});

describe('the word for it', () => {
  const one = (kind: 'rename' | 'cluster' | 'change-of-status' | 'boundary-change', more = {}) =>
    together(
      ground(2),
      bodies([
        ['a', 'primary-care-trust', 'b0'],
        ['b', 'primary-care-trust', 'b1'],
      ]),
      events([{ id: 'e', kind, day: '2005-04-01', ...more }]),
    );
  const word = (facts: Facts, body = 'a') => told(facts, body, '2005-01-01', '2006-01-01').fate;

  it('[HO6] a body that lives on: loses before it gains, and what is no change of land', () => {
    const moved = one('boundary-change', { continuing: 'a b', moves: [['a', 'b', 'b0']] });
    expect([word(moved, 'a'), word(moved, 'b')]).toEqual(['loses-area', 'gains-area']);
    expect(told(moved, 'a', '2005-01-01', '2006-01-01').heirIds).toEqual(['a', 'b']);
    expect(word(one('boundary-change', { continuing: 'a' }))).toBe('continues');
    expect(word(one('rename', { subjects: 'a' }))).toBe('renamed');
    expect(word(one('cluster', { subjects: 'a b' }))).toBe('clustered');
    expect(word(one('change-of-status', { subjects: 'a' }))).toBe('changes-status');
    expect(word(one('rename', { subjects: 'b' }))).toBe('unaffected');
  });

  it('[HO7] PCG to PCT to care trust: a change of status, through a chain of bodies', () => {
    const facts = together(
      ground(1),
      bodies([
        ['pcg', 'primary-care-trust', 'b0'],
        ['pct', 'primary-care-trust'],
        ['care', 'care-trust'],
      ]),
      events([
        { id: 's1', kind: 'change-of-status', day: '2001-04-01', predecessors: 'pcg', successors: 'pct' },
        { id: 's2', kind: 'change-of-status', day: '2002-04-01', predecessors: 'pct', successors: 'care' },
      ]),
    );
    expect(told(facts, 'pcg', '2000-01-01', '2003-01-01')).toMatchObject({
      fate: 'changes-status',
      heirIds: ['care'],
      eventIds: ['s1', 's2'],
      regime: 'nhs',
    });
  });

  it('[HO7] abolished without a taker: no successor', () => {
    const facts = together(
      ground(1),
      bodies([['a', council, 'b0']]),
      events([{ id: 'end', kind: 'abolish', day: '2010-01-01', subjects: 'a' }]),
    );
    expect(told(facts, 'a', '2009-01-01', '2011-01-01')).toMatchObject({
      fate: 'ends-no-successor',
      heirIds: [],
      byBlock: 'b0: -',
    });
  });

  it('[HO9] an heir that ended by its own date leaves nobody', () => {
    const facts = together(
      ground(2),
      bodies([
        ['a', council, 'b0'],
        ['b', council, 'b1'],
      ]),
      factsOf({
        organisations: [{ id: 'x', name: 'X', to: '2011-05-01' }],
        roles: [{ organisation: 'x', role: council }],
      }),
      events([{ id: 'm', kind: 'merge', day: '2010-04-01', predecessors: 'a b', successors: 'x' }]),
    );
    expect(told(facts, 'a', '2009-01-01', '2011-04-30')).toMatchObject({ heirIds: ['x'], byBlock: 'b0: x' });
    expect(told(facts, 'a', '2009-01-01', '2011-05-01')).toMatchObject({
      heirIds: [],
      byBlock: 'b0: -',
      fate: 'ends-no-successor',
    });
  });

  it('[HO9] ended by its own date: no successor, and that day is vesting day', () => {
    const facts = together(
      ground(1),
      bodies([['b', council, 'b0']]),
      factsOf({
        organisations: [{ id: 'a', name: 'A', to: '2010-02-03' }],
        roles: [{ organisation: 'a', role: 'gp-practice' }],
      }),
    );
    expect(told(facts, 'a', '2010-01-01', '2011-01-01')).toMatchObject({
      fate: 'ends-no-successor',
      vesting: '2010-02-03',
      eventIds: [],
    });
  });
});
