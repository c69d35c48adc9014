import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsByHashing, cellsByMatrix, sortedCells } from '#core/coterminosity/cells.ts';
import { type Overlap, overlap, swapped } from '#core/coterminosity/overlap.ts';
import { type Block, columnsOf, slowOverlap } from '#core/coterminosity/test-oracle.ts';

const block = fc.record({
  body: fc.integer({ min: -1, max: 5 }),
  council: fc.integer({ min: -1, max: 7 }),
  persons: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3000 })),
  blocks: fc.integer({ min: 0, max: 9 }),
});
const someBlocks = fc.array(block, { maxLength: 80 });
const sizes = { bodies: 6, councils: 8 };

function pairsOf(given: Overlap): number[][] {
  const { body, council, persons, blocks } = given.pairs;
  return Array.from(body, (b, i) => [b, council[i], persons[i], blocks[i]] as number[]);
}

function slowPairs(blocks: readonly Block[]): number[][] {
  const found: number[][] = [];
  for (const [body, row] of slowOverlap(blocks)) {
    for (const [council, sum] of row)
      if (body >= 0 && council >= 0 && sum.persons + sum.blocks > 0)
        found.push([body, council, sum.persons, sum.blocks]);
  }
  return found.sort((a, b) => (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number));
}

describe('overlap', () => {
  it('[OV1] a block without people makes a pair; pairs are sorted by body, then council', () => {
    const given = overlap(Int32Array.of(1, 0, 0), Int32Array.of(0, 1, 0), Float64Array.of(5, 0, 3));
    expect(pairsOf(given)).toEqual([
      [0, 0, 3, 1],
      [0, 1, 0, 1],
      [1, 0, 5, 1],
    ]);
    expect([...given.firstPair]).toEqual([0, 2, 3]);
  });

  it("[OV1] the pairs of every body lie between its first pair and the next body's", () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const given = overlap(...columnsOf(blocks), sizes);
        expect(given.firstPair[sizes.bodies]).toBe(given.pairs.length);
        for (let b = 0; b < sizes.bodies; b++) {
          const own = given.pairs.body.subarray(given.firstPair[b], given.firstPair[b + 1]);
          expect(own.every((body) => body === b)).toBe(true);
        }
      }),
    );
  });

  it('[OV2] what is in both, in one only and in neither adds up to everything', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const { inBoth, inBodyOnly, inCouncilOnly, inNeither } = overlap(...columnsOf(blocks), sizes);
        const parts = [inBoth, inBodyOnly, inCouncilOnly, inNeither];
        expect(parts.reduce((sum, part) => sum + part.persons, 0)).toBe(
          blocks.reduce((sum, one) => sum + one.persons, 0),
        );
        expect(parts.reduce((sum, part) => sum + part.blocks, 0)).toBe(
          blocks.reduce((sum, one) => sum + one.blocks, 0),
        );
      }),
    );
  });

  it('[OV3] pairs and the uncovered add up to the total of each body and council, and shares to one', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const given = overlap(...columnsOf(blocks), sizes);
        for (let b = 0; b < sizes.bodies; b++) {
          const whole = blocks.filter((one) => one.body === b).reduce((sum, one) => sum + one.persons, 0);
          const own = pairsOf(given)
            .filter((pair) => pair[0] === b)
            .reduce((sum, pair) => sum + (pair[2] as number), 0);
          const bare = given.bodyUncovered.persons[b] as number;
          expect(given.bodyTotals.persons[b]).toBe(whole);
          expect(own + bare).toBe(whole);
          if (whole > 0) expect(own / whole + bare / whole).toBeCloseTo(1, 12);
        }
        for (let c = 0; c < sizes.councils; c++) {
          const own = pairsOf(given)
            .filter((pair) => pair[1] === c)
            .reduce((sum, pair) => sum + (pair[3] as number), 0);
          expect(own + (given.councilUncovered.blocks[c] as number)).toBe(given.councilTotals.blocks[c]);
        }
      }),
    );
  });

  it('[OV4] the matrix and the hash table agree with maps of maps', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const [bodyOf, councilOf, persons, counts] = columnsOf(blocks);
        const input = { bodyOf, councilOf, persons, blocks: counts, ...sizes };
        const hashed = sortedCells(cellsByHashing(input), sizes);
        const full = cellsByMatrix(input);
        const rows = (cells: typeof full) =>
          Array.from({ length: cells.length }, (_, i) => [
            cells.body[i],
            cells.council[i],
            cells.persons[i],
            cells.blocks[i],
          ]);
        expect(rows(hashed)).toEqual(rows(full));
        expect(pairsOf(overlap(bodyOf, councilOf, persons, counts))).toEqual(slowPairs(blocks));
      }),
    );
  });

  it('[OV4] thousands of pairs, more than either table begins with, are all found', () => {
    const count = 20_000;
    const bodyOf = Int32Array.from({ length: count }, (_, i) => i % 4001);
    const councilOf = Int32Array.from({ length: count }, (_, i) => (i * 7) % 5003);
    const persons = new Float64Array(count).fill(2);
    const given = overlap(bodyOf, councilOf, persons);
    const blocks = Array.from(bodyOf, (body, i) => ({ body, council: councilOf[i] as number, persons: 2, blocks: 1 }));
    expect(pairsOf(given)).toEqual(slowPairs(blocks));
    const narrow = { bodyOf, councilOf, persons, blocks: undefined, bodies: 4001, councils: 5003 };
    expect(cellsByMatrix(narrow).length).toBe(given.pairs.length);
  });

  it('[OV5] zones, and another order of blocks, change nothing', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const zones = [...slowOverlap(blocks)].flatMap(([body, row]) =>
          [...row].map(([council, sum]) => ({ body, council, ...sum })),
        );
        const expected = overlap(...columnsOf(blocks), sizes);
        expect(overlap(...columnsOf(zones), sizes)).toEqual(expected);
        expect(overlap(...columnsOf([...blocks].reverse()), sizes)).toEqual(expected);
      }),
    );
  });

  it('[OV6] exchanging the sides is the overlap of the exchanged columns', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const [bodyOf, councilOf, persons, counts] = columnsOf(blocks);
        const exchanged = overlap(councilOf, bodyOf, persons, counts, {
          bodies: sizes.councils,
          councils: sizes.bodies,
        });
        expect(swapped(overlap(bodyOf, councilOf, persons, counts, sizes))).toEqual(exchanged);
      }),
    );
  });

  it('[OV7] columns of different length and indexes out of range are refused', () => {
    const one = Int32Array.of(0);
    expect(() => overlap(one, Int32Array.of(0, 1), Float64Array.of(1))).toThrow('one length');
    expect(() => overlap(one, one, Float64Array.of(1), Float64Array.of(1, 2))).toThrow('one length');
    for (const wrong of [-2, 3]) {
      const bodyOf = Int32Array.of(0, wrong);
      const rest = [Int32Array.of(0, 0), Float64Array.of(1, 1)] as const;
      expect(() => overlap(bodyOf, ...rest, undefined, { bodies: 3, councils: 1 })).toThrow(
        `entry 1 is out of range: body ${wrong}`,
      );
      const input = { bodyOf, councilOf: rest[0], persons: rest[1], blocks: undefined, bodies: 3, councils: 1 };
      expect(() => cellsByHashing(input)).toThrow('entry 1');
    }
  });

  it('[OV7] a refusal leaves nothing behind for the next overlap', () => {
    const sizes = { bodies: 2, councils: 1 };
    const columns = [Int32Array.of(0, 1), Int32Array.of(0, 0), Float64Array.of(4, 6), undefined, sizes] as const;
    const before = overlap(...columns);
    expect(() => overlap(Int32Array.of(0, 7), Int32Array.of(0, 0), Float64Array.of(1, 1), undefined, sizes)).toThrow(
      'out of range',
    );
    expect(overlap(...columns)).toEqual(before);
  });

  it('[OV8] nothing gives an empty overlap', () => {
    const given = overlap(new Int32Array(0), new Int32Array(0), new Float64Array(0));
    expect([given.pairs.length, given.bodies, given.councils, given.inBoth.persons]).toEqual([0, 0, 0, 0]);
    expect(overlap(Int32Array.of(-1), Int32Array.of(-1), Float64Array.of(9)).inNeither).toEqual({
      persons: 9,
      blocks: 1,
    });
  });
});
