import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCounts, blocksIn, uncoveredBlocks, vintageFor } from '#core/footprint/footprint.ts';
import { cutLand, type Geography, partsOfBlock } from '#core/footprint/land.ts';
import { makePopulations, nearestPopulation } from '#core/footprint/population.ts';
import { makeZones, zonesOfAreas } from '#core/footprint/zones.ts';
import type { Facts } from '#core/pack/tables.ts';
import { makeWorld } from '#core/register/world.ts';
import { isoDate } from '#std/iso-date.ts';
import { bodies, factsOf, ground, together } from '#tests/support/tiny-register.ts';

/** Three vintages: a1 stays, a2 splits, a3 and a4 merge, a5 has no successor and c9 no ancestor. */
const vintages = factsOf({
  geographies: [
    { id: 'c', title: 'C', vintage: '2021-01-01' },
    { id: 'a', title: 'A', vintage: '2001-01-01' },
    { id: 'b', title: 'B', vintage: '2011-01-01' },
  ],
  areas: [
    ...['a1', 'a2', 'a3', 'a4', 'a5'].map((code) => ({ geography: 'a', code })),
    ...['b1', 'b2x', 'b2y', 'b34'].map((code) => ({ geography: 'b', code, name: `Place ${code}` })),
    ...['c1', 'c2', 'c34', 'c9'].map((code) => ({ geography: 'c', code })),
  ],
  links: [
    ['a', 'a1', 'b', 'b1', 'unchanged'],
    ['a', 'a2', 'b', 'b2x', 'split'],
    ['a', 'a2', 'b', 'b2y', 'split'],
    ['a', 'a3', 'b', 'b34', 'merged'],
    ['a', 'a4', 'b', 'b34', 'merged'],
    ['b', 'b1', 'c', 'c1', 'unchanged'],
    ['b', 'b2x', 'c', 'c2', 'merged'],
    ['b', 'b2y', 'c', 'c2', 'merged'],
    ['b', 'b34', 'c', 'c34', 'unchanged'],
  ].map(
    ([from_geography, from_area, to_geography, to_area, change]) =>
      ({ from_geography, from_area, to_geography, to_area, change }) as never,
  ),
  populations: [
    { id: 'pb', title: 'PB', base: 'resident', geography: 'b', date: '2011-03-27', evidence: 'published' },
    { id: 'pa', title: 'PA', base: 'resident', geography: 'a', date: '2001-03-27', evidence: 'published' },
  ],
  population_values: [
    { population: 'pb', area: 'b1', persons: 10 },
    { population: 'pb', area: 'b2x', persons: 30 },
    { population: 'pb', area: 'b2y', persons: 10 },
    { population: 'pb', area: 'b34', persons: 101 },
    { population: 'pa', area: 'a1', persons: 9 },
    { population: 'pa', area: 'a2', persons: 8 },
    { population: 'pa', area: 'a3', persons: 1 },
    { population: 'pa', area: 'a4', persons: 3 },
  ],
});

const land = cutLand(vintages);
const vintage = (id: string): Geography => {
  const found = land.geographies.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const partsOf = (id: string, code: string) => [...partsOfBlock(vintage(id), vintage(id).indexOfCode.get(code) ?? -1)];

describe('land', () => {
  it('[FP1] blocks are cut into the parts that their links ask for', () => {
    expect(land.geographies.map((one) => one.id)).toEqual(['a', 'b', 'c']);
    expect(land.partCount).toBe(7);
    expect(partsOf('a', 'a1')).toEqual(partsOf('c', 'c1'));
    expect(partsOf('a', 'a2')).toHaveLength(2);
    expect(partsOf('c', 'c2')).toEqual(partsOf('a', 'a2'));
    expect(partsOf('b', 'b34')).toEqual([...partsOf('a', 'a3'), ...partsOf('a', 'a4')]);
    expect(partsOf('a', 'a5')).toHaveLength(1);
    expect(partsOf('c', 'c9')).toHaveLength(1);
  });

  const linked = fc
    .record({
      first: fc.integer({ min: 1, max: 6 }),
      second: fc.integer({ min: 1, max: 6 }),
      pairs: fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(5)), { selector: String, maxLength: 20 }),
    })
    .map(({ first, second, pairs }) => {
      const links = pairs.filter(([a, b]) => a < first && b < second);
      return {
        links,
        facts: factsOf({
          geographies: [
            { id: 'a', title: 'A', vintage: '2001-01-01' },
            { id: 'b', title: 'B', vintage: '2011-01-01' },
          ],
          areas: [
            ...Array.from({ length: first }, (_, i) => ({ geography: 'a', code: `a${i}` })),
            ...Array.from({ length: second }, (_, i) => ({ geography: 'b', code: `b${i}` })),
          ],
          links: links.map(([a, b]) => ({
            from_geography: 'a',
            from_area: `a${a}`,
            to_geography: 'b',
            to_area: `b${b}`,
            change: 'irregular',
          })),
        }),
      };
    });

  it('[FP2] parts are disjoint and in at most one block of each vintage', () => {
    fc.assert(
      fc.property(linked, ({ facts }) => {
        const made = cutLand(facts);
        for (const geography of made.geographies) {
          const seen = geography.codes.flatMap((_, block) => [...partsOfBlock(geography, block)]);
          expect(new Set(seen).size).toBe(seen.length);
          for (const [block] of geography.codes.entries()) {
            expect(partsOfBlock(geography, block).length).toBeGreaterThan(0);
            for (const part of partsOfBlock(geography, block)) expect(geography.blockOfPart[part]).toBe(block);
          }
        }
      }),
    );
  });

  it('[FP3] blocks share a part exactly when a link joins them', () => {
    fc.assert(
      fc.property(linked, ({ facts, links }) => {
        const made = cutLand(facts);
        const [a, b] = made.geographies;
        const shared = new Set<string>();
        for (let part = 0; part < made.partCount; part++) {
          const [x, y] = [a?.blockOfPart[part] ?? -1, b?.blockOfPart[part] ?? -1];
          if (x >= 0 && y >= 0) shared.add(`${x},${y}`);
        }
        expect(shared).toEqual(new Set(links.map(String)));
      }),
    );
  });
});

describe('zones', () => {
  const stated = fc.array(fc.subarray(['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7']), { maxLength: 6 });
  const factsFor = (sets: readonly string[][]): Facts =>
    together(ground(8), bodies(sets.map((set, at) => [`o${at}`, 'region', set.join(' ')])));

  it('[FP10, FP11] zones are the coarsest division that every statement respects', () => {
    fc.assert(
      fc.property(stated, (sets) => {
        const facts = factsFor(sets);
        const made = cutLand(facts);
        const zones = makeZones(made, facts);
        // Slow and obvious: two blocks belong together when every set holds both or neither.
        const signature = (code: string) => sets.map((set) => (set.includes(code) ? '1' : '0')).join('');
        const codes = made.geographies[0]?.codes ?? [];
        for (const [i, one] of codes.entries()) {
          for (const [j, other] of codes.entries()) {
            expect(zones.zoneOfPart[i] === zones.zoneOfPart[j]).toBe(signature(one) === signature(other));
          }
        }
        for (const set of sets) {
          const inside = zonesOfAreas(made, zones, 'g', set).zones;
          const covered = codes.filter((_, part) => inside.includes(zones.zoneOfPart[part] ?? -1));
          expect(covered.sort()).toEqual([...set].sort());
        }
      }),
    );
  });

  it('[FP12] blocks that the vintage lacks come back by name', () => {
    const facts = factsFor([['b0']]);
    const made = cutLand(facts);
    expect(zonesOfAreas(made, makeZones(made, facts), 'g', ['b0', 'nowhere']).unknown).toEqual(['nowhere']);
    expect(zonesOfAreas(made, makeZones(made, facts), 'no-vintage', ['b0']).unknown).toEqual(['b0']);
  });
});

describe('populations', () => {
  const zones = { count: land.partCount, zoneOfPart: Int32Array.from({ length: land.partCount }, (_, part) => part) };
  const [pb, pa] = makePopulations(land, zones, vintages);
  if (pb === undefined || pa === undefined) throw new Error('two populations');
  const personsOf = (population: typeof pb, id: string, code: string) =>
    partsOf(id, code).map((part) => population.personsOfPart[part]);

  it('[FP20] parts and zones have exactly the people of their blocks, in whole numbers', () => {
    for (const population of [pb, pa]) {
      for (const [block, persons] of population.personsOfBlock.entries()) {
        const parts = [...partsOfBlock(population.geography, block)].map((part) => population.personsOfPart[part] ?? 0);
        expect(parts.every(Number.isInteger)).toBe(true);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(Math.max(0, persons));
      }
    }
    expect(pb.persons).toBe(151);
    expect(pa.persons).toBe(21);
  });

  it('[FP21] a shared block is spread by the nearest count on another vintage', () => {
    // 101 people in b34, which is a3 (1 person in 2001) and a4 (3): 25.25 and 75.75.
    expect(personsOf(pb, 'b', 'b34')).toEqual([25, 76]);
    // 8 people in a2, which is b2x (30) and b2y (10).
    expect(personsOf(pa, 'a', 'a2')).toEqual([6, 2]);
    const alone = makePopulations(land, zones, { ...vintages, populations: vintages.populations.slice(0, 1) })[0];
    expect(alone && personsOf(alone, 'b', 'b34')).toEqual([51, 50]);
  });

  it('[FP22] a block in several zones is listed with its people', () => {
    expect(pb.splitBlocks.map((one) => [pb.geography.codes[one.block], one.persons, one.zones.length])).toEqual([
      ['b34', 101, 2],
    ]);
  });

  it('[FP23] the nearest population is complete and resident, the earlier of two as near', () => {
    const at = (date: string) => nearestPopulation([pb, { ...pa, missingBlocks: 0 }], isoDate(date))?.row.id;
    expect(at('2005-01-01')).toBe('pa');
    expect(at('2007-01-01')).toBe('pb');
    expect(nearestPopulation([pa], isoDate('2005-01-01'))).toBeUndefined();
    expect(at('2006-03-27')).toBe('pa');
  });

  it('[FP24] a block without a figure is missing, not empty', () => {
    expect(pa.missingBlocks).toBe(1);
    expect(pb.missingBlocks).toBe(0);
  });
});

describe('footprints', () => {
  const facts = together(
    vintages,
    bodies([]),
    factsOf({
      organisations: [{ id: 'o', name: 'O' }],
      roles: [{ organisation: 'o', role: 'region' }],
      memberships: [{ organisation: 'o', geography: 'a', area: 'a3', evidence: 'published' }],
    }),
  );
  const world = makeWorld(facts);
  const inside = zonesOfAreas(world.land, world.zones, 'a', ['a3']).zones;
  const b = world.land.geographies[1];
  if (b === undefined) throw new Error('vintage b');

  it('[FP30] a block is in a footprint wholly or in part', () => {
    expect(blocksIn(world.zones, b, inside).map(({ block, whole }) => [b.codes[block], whole])).toEqual([
      ['b34', false],
    ]);
    const a = world.land.geographies[0];
    expect(a && blocksIn(world.zones, a, inside).map(({ block, whole }) => [a.codes[block], whole])).toEqual([
      ['a3', true],
    ]);
  });

  it('[FP31] blocks by zone add up to the blocks of the vintage', () => {
    expect(blockCounts(world.zones, b).reduce((sum, count) => sum + count, 0)).toBe(b.codes.length);
  });

  it('[FP32] blocks that nobody covers are listed', () => {
    const holders = new Int32Array(world.zones.count).fill(-1);
    for (const zone of inside) holders[zone] = 0;
    const bare = uncoveredBlocks(world.zones, b, holders);
    expect(bare.map(({ block, whole }) => [b.codes[block], whole])).toEqual([
      ['b1', true],
      ['b2x', true],
      ['b2y', true],
      ['b34', false],
    ]);
  });

  it('[FP23] footprints are told in the vintage nearest to the day', () => {
    expect(vintageFor(world, '2003-01-01')?.id).toBe('a');
    expect(vintageFor(world, '2030-01-01')?.id).toBe('c');
  });
});
