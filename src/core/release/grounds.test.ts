import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSmall } from '#core/disclosure/rules.ts';
import type { PublishedCase } from '#core/disclosure/test-oracle.ts';
import { cutLand } from '#core/footprint/land.ts';
import { areasOfBlocks } from '#core/rebase/areas.ts';
import { makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { areasOnLand } from '#core/release/areas-on-land.ts';
import { makeGround, placesOf, spreadWhole } from '#core/release/ground.ts';
import { peopleOf } from '#core/release/people.ts';
import { regionSums } from '#core/release/region-sums.ts';
import { rulesInWords } from '#core/release/rules-in-words.ts';
import { hideToSeven, tinyAreas, tinyRelease, tinyTable } from '#core/release/test-release.ts';
import { hasSharedData, sharedFolder } from '#tests/support/shared-data.ts';
import { factsOf } from '#tests/support/tiny-register.ts';

const parts = 8;
const columns = fc.array(fc.integer({ min: -1, max: 2 }), { minLength: parts, maxLength: parts });
const areasFrom = (of: readonly number[]) => ({
  keys: ['x', 'y', 'z'],
  codes: ['x', 'y', 'z'],
  names: [null, null, null],
  areaOfPart: Int32Array.from(of),
});

describe('the ground', () => {
  it('[RL1] divides whole numbers so that they add up, and alike whatever else is laid over it', () => {
    fc.assert(
      fc.property(
        columns,
        columns,
        columns,
        fc.array(fc.nat(50), { minLength: 3, maxLength: 3 }),
        fc.array(fc.nat(9), { minLength: parts, maxLength: parts }),
        (sourceOf, targetOf, otherOf, values, weight) => {
          const source = areasFrom(sourceOf);
          const target = areasFrom(targetOf);
          const weights = { title: '', ofPart: Float64Array.from(weight), isLand: new Uint8Array(parts).fill(1) };
          const sumsBy = (sets: readonly ReturnType<typeof areasFrom>[]) => {
            const places = placesOf(sets);
            const ground = makeGround(makeCrosswalk({ source, target: places.areas, weights }), places);
            const { counts, isUnknown } = spreadWhole(ground, values);
            expect(isUnknown.includes(1)).toBe(false);
            const sums = [0, 0, 0, 0];
            for (const [place, count] of counts.entries()) {
              const area = places.areaOfPlace[0]?.[place] ?? -1;
              sums[area + 1] = (sums[area + 1] as number) + count;
            }
            return sums;
          };
          const alone = sumsBy([target]);
          const landed = values.filter((_, at) => sourceOf.includes(at));
          expect(alone.reduce((sum, count) => sum + count, 0)).toBe(landed.reduce((sum, count) => sum + count, 0));
          expect(sumsBy([target, areasFrom(otherOf)])).toEqual(alone);
        },
      ),
    );
  });

  it('[RL3] finds areas again on land that was cut finer, and says when it cannot', () => {
    const blocks = (id: string, vintage: string, codes: readonly string[]) => ({
      geographies: [{ id, title: id, vintage }],
      areas: codes.map((code) => ({ geography: id, code })),
    });
    const older = blocks('old', '2011-01-01', ['a', 'b', 'c']);
    const then = cutLand(factsOf(older));
    const newer = blocks('new', '2021-01-01', ['a1', 'a2', 'b1', 'c1']);
    const links = [
      ['a', 'a1'],
      ['a', 'a2'],
      ['b', 'b1'],
      ['c', 'c1'],
    ].map(([from_area, to_area]) => ({ from_geography: 'old', from_area, to_geography: 'new', to_area }));
    const now = cutLand(
      factsOf({
        geographies: [...older.geographies, ...newer.geographies],
        areas: [...older.areas, ...newer.areas],
        links: links as never,
      }),
    );
    expect([then.partCount, now.partCount]).toEqual([3, 4]);
    const [geography] = then.geographies;
    if (geography === undefined) throw new Error('no land');
    const found = areasOnLand(areasOfBlocks(geography), then, now);
    expect(found.isWhole).toBe(true);
    expect([...found.areas.areaOfPart].toSorted()).toEqual([0, 0, 1, 2]);
    expect(areasOnLand(areasOfBlocks(geography), then, then).areas.areaOfPart).toEqual(geography.blockOfPart);
    const shrunk = cutLand(factsOf(blocks('old', '2011-01-01', ['a', 'b'])));
    expect(areasOnLand(areasOfBlocks(geography), then, shrunk).isWhole).toBe(false);
    const foreign = cutLand(factsOf(newer));
    expect(areasOnLand(areasOfBlocks(geography), then, foreign).isWhole).toBe(false);
  });

  it('[RL4] puts an area in the region where most of it lies', () => {
    const target = tinyAreas({ a: [0, 1, 2], b: [3], c: [4] }, 5);
    const regions = tinyAreas({ n: [0, 4], s: [1, 2, 3], e: [] }, 5);
    const weights = (ofPart: readonly number[]) => ({
      title: '',
      ofPart: Float64Array.from(ofPart),
      isLand: new Uint8Array(5).fill(1),
    });
    const membersBy = (ofPart: readonly number[]) =>
      regionSums(target, regions, weights(ofPart)).map(({ code, members }) => `${code}: ${members.join(' ')}`);
    expect(membersBy([1, 1, 1, 1, 1])).toEqual(['n: c', 's: a b']);
    expect(membersBy([9, 1, 1, 1, 1])).toEqual(['n: a c', 's: b']);
    expect(membersBy([0, 0, 0, 0, 0])).toEqual(['n: c', 's: a b']);
  });
});

describe('people', () => {
  const counts = fc.array(fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 5 });

  it('[RL2] are the same kinds for a total, its groups and groups of another division', () => {
    fc.assert(
      fc.property(counts, fc.boolean(), fc.boolean(), (cells, withTotal, withPairs) => {
        // Each source: young men, young women, old men, old women.
        const of = (picked: readonly number[]) =>
          Float64Array.from(cells, (source) => picked.reduce((sum, at) => sum + (source[at] ?? 0), 0));
        const measures = [
          { id: 'young', breakdown: { age: 'young' }, values: of([0, 1]) },
          { id: 'old', breakdown: { age: 'old' }, values: of([2, 3]) },
          { id: 'men', breakdown: { sex: 'men' }, values: of([0, 2]) },
          ...(withPairs
            ? [0, 1, 2, 3].map((at) => ({
                id: `pair${at}`,
                breakdown: { age: at < 2 ? 'young' : 'old', sex: at % 2 === 0 ? 'men' : 'women' },
                values: of([at]),
              }))
            : []),
          ...(withTotal ? [{ id: 'all', breakdown: {}, values: of([0, 1, 2, 3]) }] : []),
        ];
        const people = peopleOf(measures);
        expect(people.isNested).toBe(true);
        for (const { id, values } of measures) {
          const kinds = people.kindsOf.get(id) ?? [];
          for (const source of cells.keys())
            expect(kinds.reduce((sum, kind) => sum + (people.counts[kind]?.[source] ?? 0), 0)).toBe(values[source]);
        }
      }),
    );
  });
});

describe('published cases', () => {
  it.skipIf(!hasSharedData())('[RL28] are hidden as published, and a reader cannot tell what is small', () => {
    const path = join(sharedFolder(), 'reference', 'disclosure', 'suppression-cases.json');
    const cases = (JSON.parse(readFileSync(path, 'utf8')) as PublishedCase[]).filter((one) =>
      one.inner.some((row) => row['ccg'] !== undefined && row['council'] !== undefined),
    );
    expect(cases.length).toBeGreaterThan(0);
    for (const { inner, maxN } of cases) {
      const rules = { ...hideToSeven, to: maxN } as typeof hideToSeven;
      for (const category of new Set(inner.map((row) => row['cat'] ?? 'all'))) {
        const rows = inner.filter((row) => (row['cat'] ?? 'all') === category);
        const counts = rows.map((row) => Number(row['freq']));
        const areas: Record<string, number[]> = {};
        for (const [block, row] of rows.entries()) {
          const code = String(row['council']);
          areas[code] = [...(areas[code] ?? []), block];
        }
        const table = tinyTable([{ id: 'people', values: counts }], areas);
        const { published, audit } = tinyRelease(table, { rules, totals: ['all-areas'] });
        expect(audit.isSafe).toBe(true);
        for (const cell of published.cells) {
          const count = (areas[cell.area] ?? [...counts.keys()]).reduce((sum, block) => sum + (counts[block] ?? 0), 0);
          expect(cell.hidden === 'small').toBe(isSmall(count, rules));
        }
      }
    }
  });
});

describe('rules', () => {
  it('[RL29] are said in a sentence', () => {
    expect(rulesInWords({ kind: 'suppress', from: 1, to: 7, base: 5 })).toBe(
      'Counts from 1 to 7 are hidden, and whatever would give one away. The rest are rounded to the nearest 5.',
    );
    expect(rulesInWords(hideToSeven)).toContain('shown as they are');
    expect(rulesInWords({ kind: 'round', base: 5 })).toBe('Every count is rounded to the nearest 5; none is hidden.');
    expect(rulesInWords({ kind: 'none', reason: ' Agreed ', by: 'Ann' })).toBe(
      'Published without protection. Reason: Agreed. Decided by Ann.',
    );
  });
});
