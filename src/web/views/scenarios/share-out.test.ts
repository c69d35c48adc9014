import { describe, expect, it } from 'vitest';
import { commonTaker, shareOut, takerOf, withGiven } from './share-out.ts';

const blocks = Array.from({ length: 40 }, (_, at) => ({
  code: `b${at}`,
  name: null,
  whole: true,
  zone: at,
  persons: (at * 37) % 101,
  holder: 0,
}));

describe('land that is given out', () => {
  it('[WR45] the portions come to the whole, whatever is given to whom', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let round = 0; round < 200; round++) {
      const takers = Array.from({ length: 1 + random(4) }, (_, at) => `t${at}`);
      const areas = Object.fromEntries(blocks.filter(() => random(3) > 0).map((one) => [one.code, `t${random(5)}`]));
      const rest = random(2) === 0 ? '' : 't0';
      const { portions, persons, blocks: count } = shareOut(blocks, takers, areas, rest);
      const sum = (pick: (portion: (typeof portions)[number]) => number) =>
        portions.reduce((total, portion) => total + pick(portion), 0);
      expect(sum((one) => one.blocks)).toBe(count);
      expect(sum((one) => one.persons ?? 0)).toBe(persons);
      expect(portions).toHaveLength(takers.length + 1);
      // The slow way: each block by itself.
      for (const { key, persons: own } of portions.slice(0, -1)) {
        const slow = blocks.filter((one) => (areas[one.code] ?? rest) === key);
        expect(own).toBe(slow.reduce((total, one) => total + one.persons, 0));
      }
    }
  });

  it('[WR45] without a count of people none is claimed', () => {
    const uncounted = blocks.map((one) => ({ ...one, persons: null }));
    const { persons, portions } = shareOut(uncounted, ['t0'], {}, '');
    expect(persons).toBeNull();
    expect(portions.map((one) => one.persons)).toEqual([null, null]);
  });

  it('[WR45] giving moves blocks from one to another, and taking back leaves them to nobody', () => {
    const given = withGiven({ b0: 't0', b1: 't0' }, ['b1', 'b2'], 't1');
    expect(given).toEqual({ b0: 't0', b1: 't1', b2: 't1' });
    expect(withGiven(given, ['b0', 'b1'], '')).toEqual({ b2: 't1' });
    expect(takerOf('b0', given, 't9')).toBe('t0');
    expect(takerOf('b7', given, 't9')).toBe('t9');
    expect(commonTaker(['b1', 'b2'], given, '')).toBe('t1');
    expect(commonTaker(['b0', 'b1'], given, '')).toBeNull();
    expect(commonTaker(['b7'], given, '')).toBe('');
  });
});
