import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlap, swapped } from '#core/coterminosity/overlap.ts';
import { type Summary, summaryOf } from '#core/coterminosity/summary.ts';
import { type Block, columnsOf, slowSummary } from '#core/coterminosity/test-oracle.ts';

const block = fc.record({
  body: fc.integer({ min: -1, max: 4 }),
  council: fc.integer({ min: -1, max: 5 }),
  persons: fc.integer({ min: 1, max: 500 }),
  blocks: fc.constant(1),
});
const someBlocks = fc.array(block, { minLength: 1, maxLength: 40 });
const tolerances = fc.constantFrom(0, 0.005, 0.1, 0.3);

function summaryOfBlocks(blocks: readonly Block[], tolerance = 0): Summary {
  return summaryOf(overlap(...columnsOf(blocks)), tolerance);
}

function summaryOfRows(rows: readonly (readonly [number, number, number])[], tolerance = 0): Summary {
  return summaryOfBlocks(
    rows.map(([body, council, persons]) => ({ body, council, persons, blocks: 1 })),
    tolerance,
  );
}

/** Couples of numbers that trade places when the sides do. */
const couples: readonly (readonly [keyof Summary, keyof Summary])[] = [
  ['bodyCount', 'councilCount'],
  ['coterminousBodies', 'coterminousCouncils'],
  ['bodiesOfWholeCouncils', 'councilsOfWholeBodies'],
  ['bodiesWithinOneCouncil', 'councilsWithinOneBody'],
  ['bodiesUncovered', 'councilsUncovered'],
  ['bodyWithinCouncilPairs', 'councilWithinBodyPairs'],
  ['personsOutsideModalBody', 'personsOutsideModalCouncil'],
  ['personsInNoBody', 'personsInNoCouncil'],
  ['mapcurvesBodies', 'mapcurvesCouncils'],
  ['effectiveBodiesPerCouncil', 'effectiveCouncilsPerBody'],
  ['sqrtEntropyBodies', 'sqrtEntropyCouncils'],
  ['bodyEntropyNats', 'councilEntropyNats'],
  ['bodyGivenCouncilNats', 'councilGivenBodyNats'],
  ['homogeneity', 'completeness'],
  ['viNats', 'viNats'],
  ['vMeasure', 'vMeasure'],
  ['pairCount', 'pairCount'],
];

describe('summaryOf', () => {
  it('[IX1] within one body, crossing and uncovered add up to all councils', () => {
    fc.assert(
      fc.property(someBlocks, tolerances, (blocks, tolerance) => {
        const found = summaryOfBlocks(blocks, tolerance);
        expect(found.councilsWithinOneBody + found.councilsCrossing + found.councilsUncovered).toBe(found.councilCount);
        expect(found.councilsCrossing).toBeGreaterThanOrEqual(0);
        const kinds =
          found.coterminousPairs +
          found.bodyWithinCouncilPairs +
          found.councilWithinBodyPairs +
          found.sliverPairs +
          found.straddlingPairs;
        expect(kinds).toBe(found.pairCount);
      }),
    );
  });

  it('[IX1] a council that nobody is known to serve does not cross', () => {
    const found = summaryOfRows([
      [0, 0, 10],
      [-1, 1, 5],
    ]);
    expect([found.councilCount, found.councilsWithinOneBody, found.councilsCrossing, found.councilsUncovered]).toEqual([
      2, 1, 0, 1,
    ]);
    expect(found.personsInNoBody).toBe(5);
  });

  it('[IX1] a council whose known body serves half of it crosses, though the rest is unknown', () => {
    const found = summaryOfRows([
      [0, 0, 10],
      [-1, 0, 10],
    ]);
    expect([found.councilsWithinOneBody, found.councilsCrossing, found.shareInModalBody]).toEqual([0, 1, 1]);
  });

  it('[IX2] as many bodies as councils are coterminous', () => {
    fc.assert(
      fc.property(someBlocks, tolerances, (blocks, tolerance) => {
        const found = summaryOfBlocks(blocks, tolerance);
        expect(found.coterminousBodies).toBe(found.coterminousCouncils);
        expect(found.coterminousPairs).toBe(found.coterminousBodies);
      }),
    );
  });

  it('[IX3] a body of whole councils may have slivers within its tolerance', () => {
    const rows = [
      [0, 0, 500],
      [0, 1, 498],
      [0, 2, 2],
      [1, 2, 900],
    ] as const;
    expect(summaryOfRows(rows, 0.005).bodiesOfWholeCouncils).toBe(2);
    expect(summaryOfRows(rows, 0).bodiesOfWholeCouncils).toBe(0);
  });

  it('[IX3] rounding alone does not break a body of whole councils', () => {
    const ten = Array.from({ length: 10 }, (_, council) => [0, council, 1] as const);
    expect(summaryOfRows(ten).bodiesOfWholeCouncils).toBe(1);
  });

  it('[IX4] variation of information is 0 exactly for the same division of people', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const same = summaryOfBlocks(blocks.map((one) => ({ ...one, council: one.body < 0 ? -1 : 4 - one.body })));
        expect(same.viNats).toBe(0);
        const found = summaryOfBlocks(blocks);
        const given = overlap(...columnsOf(blocks));
        const oneToOne =
          new Set(given.pairs.body).size === given.pairs.length &&
          new Set(given.pairs.council).size === given.pairs.length;
        expect(found.viNats === 0).toBe(oneToOne);
        expect(summaryOf(swapped(given), 0).viNats).toBeCloseTo(found.viNats, 12);
      }),
    );
  });

  it('[IX5] exchanging the sides exchanges the numbers', () => {
    fc.assert(
      fc.property(someBlocks, tolerances, (blocks, tolerance) => {
        const given = overlap(...columnsOf(blocks));
        const found = summaryOf(given, tolerance);
        const exchanged = summaryOf(swapped(given), tolerance);
        for (const [one, other] of couples) {
          expect(exchanged[one], one).toBeCloseTo(found[other], 9);
          expect(exchanged[other], other).toBeCloseTo(found[one], 9);
        }
      }),
    );
  });

  it('[IX8] every number agrees with its plain formula', () => {
    fc.assert(
      fc.property(someBlocks, tolerances, (blocks, tolerance) => {
        fc.pre(blocks.some((one) => one.body >= 0 && one.council >= 0));
        const found: Record<string, number> = { ...summaryOfBlocks(blocks, tolerance) };
        for (const [id, value] of Object.entries(slowSummary(blocks, tolerance)))
          expect(found[id], id).toBeCloseTo(value, 9);
      }),
    );
  });

  it('[IX9] without people counts are by blocks, agreement is 1 and entropies are 0', () => {
    const found = summaryOfRows([
      [0, 0, 0],
      [0, 1, 0],
      [1, 2, 0],
    ]);
    expect([found.bodyCount, found.councilCount, found.coterminousBodies, found.bodiesOfWholeCouncils]).toEqual([
      2, 3, 1, 2,
    ]);
    expect([found.persons, found.viNats, found.bodyEntropyNats]).toEqual([0, 0, 0]);
    expect([found.homogeneity, found.completeness, found.vMeasure, found.shareInModalBody]).toEqual([1, 1, 1, 1]);
    const none = summaryOf(overlap(new Int32Array(0), new Int32Array(0), new Float64Array(0)), 0);
    expect(Object.values(none).every(Number.isFinite)).toBe(true);
  });

  it('[IX10] a region counts its own bodies and councils, with shares of the whole', () => {
    const given = overlap(Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 1, 1, 2), Float64Array.of(50, 10, 10, 30));
    const west = { bodies: Uint8Array.of(1, 0), councils: Uint8Array.of(1, 0, 0) };
    const east = { bodies: Uint8Array.of(0, 1), councils: Uint8Array.of(0, 1, 1) };
    const [all, one, other] = [summaryOf(given, 0), summaryOf(given, 0, west), summaryOf(given, 0, east)];
    expect([one.bodyCount, one.councilCount, one.councilsWithinOneBody, one.councilsCrossing, one.pairCount]).toEqual([
      1, 1, 1, 0, 2,
    ]);
    expect([other.bodyCount, other.councilCount, other.councilsWithinOneBody, other.councilsCrossing]).toEqual([
      1, 2, 1, 1,
    ]);
    expect(one.coterminousBodies).toBe(0);
    expect([one.persons, other.persons]).toEqual([50, 50]);
    for (const id of [
      'bodyCount',
      'councilCount',
      'councilsWithinOneBody',
      'persons',
      'personsOutsideModalBody',
    ] as const) {
      expect(one[id] + other[id], id).toBe(all[id]);
    }
  });
});
