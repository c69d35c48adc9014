import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, deriveChanges, heirOf } from '#core/reorganisation/derive-changes.ts';

const picture = (...holders: number[]) => Int32Array.from(holders);
const kinds = (changes: readonly Change[]) => changes.map((change) => change.kind);

/** Every part that a change speaks of, with giver and taker. */
function partsOf(changes: readonly Change[]): { part: number; from: number; to: number }[] {
  return changes.flatMap((change) => {
    const flows =
      change.kind === 'merge'
        ? change.from
        : change.kind === 'divide'
          ? change.into
          : change.kind === 'taken-up'
            ? [{ from: -1, to: change.to, parts: change.parts }]
            : change.kind === 'given-up'
              ? [{ from: change.from, to: -1, parts: change.parts }]
              : [change];
    return flows.flatMap((flow) => flow.parts.map((part) => ({ part, from: flow.from, to: flow.to })));
  });
}

describe('deriving changes from two pictures', () => {
  it('[DV1] pictures that are alike hold no change', () => {
    expect(deriveChanges(picture(0, 0, 1, -1), picture(0, 0, 1, -1))).toEqual([]);
    expect(deriveChanges(picture(), picture())).toEqual([]);
  });

  it('[DV2] a body that is gone and a new one on the same land are the same land', () => {
    expect(deriveChanges(picture(0, 0, 1), picture(2, 2, 1))).toEqual([
      { kind: 'same-land', from: 0, to: 2, parts: [0, 1] },
    ]);
  });

  it('[DV3] bodies that are gone into a new one have merged', () => {
    const [change, ...rest] = deriveChanges(picture(0, 0, 1, 3), picture(2, 2, 2, 3));
    expect(rest).toEqual([]);
    expect(change).toMatchObject({
      kind: 'merge',
      into: 2,
      isNew: true,
      from: [
        { from: 0, parts: [0, 1] },
        { from: 1, parts: [2] },
      ],
    });
  });

  it('[DV4] a body that is gone into one that was there before is a merger into it', () => {
    expect(deriveChanges(picture(0, 1), picture(1, 1))).toMatchObject([{ kind: 'merge', into: 1, isNew: false }]);
  });

  it('[DV5] a body that is gone is divided when a second body took a tenth of it, and not when it took less', () => {
    const before = new Int32Array(20).fill(0);
    const after = new Int32Array(20).fill(1);
    after.set([2, 2], 0);
    expect(deriveChanges(before, after)).toMatchObject([{ kind: 'divide', from: 0, into: [{ to: 1 }, { to: 2 }] }]);
    after.set([2, 1], 0);
    expect(kinds(deriveChanges(before, after))).toEqual(['same-land', 'move']);
    expect(kinds(deriveChanges(before, after, { divideShare: 0.05 }))).toEqual(['divide']);
  });

  it('[DV6] land between bodies that both live on is a move', () => {
    expect(deriveChanges(picture(0, 0, 1), picture(0, 1, 1))).toEqual([{ kind: 'move', from: 0, to: 1, parts: [1] }]);
  });

  it('[DV6] land that leaves a merging body for a stranger is a move beside the merger', () => {
    const before = new Int32Array(31).fill(0);
    before.fill(1, 20, 30).fill(3, 30, 31);
    const after = before.map((body) => (body < 3 ? 2 : 3));
    after[0] = 3;
    const changes = deriveChanges(before, after);
    expect(kinds(changes)).toEqual(['merge', 'move']);
    expect(changes[1]).toEqual({ kind: 'move', from: 0, to: 3, parts: [0] });
  });

  it('[DV7] land that nobody held is taken up, and land that nobody holds any more is given up', () => {
    expect(kinds(deriveChanges(picture(-1, 0), picture(0, 0)))).toEqual(['taken-up']);
    expect(kinds(deriveChanges(picture(0, 0), picture(-1, 0)))).toEqual(['given-up']);
    expect(deriveChanges(picture(0), picture(-1))).toEqual([{ kind: 'given-up', from: 0, parts: [0] }]);
  });

  it('[DV8] every part whose holder differs is in exactly one change, with its giver and taker', () => {
    const holders = fc.array(fc.tuple(fc.integer({ min: -1, max: 6 }), fc.integer({ min: -1, max: 6 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(holders, (pairs) => {
        const before = Int32Array.from(pairs, ([from]) => from);
        const after = Int32Array.from(pairs, ([, to]) => to);
        const expected = pairs.flatMap(([from, to], part) => (from === to ? [] : [{ part, from, to }]));
        const found = partsOf(deriveChanges(before, after)).sort((a, b) => a.part - b.part);
        expect(found).toEqual(expected);
      }),
    );
  });

  it('[DV9] pictures of different size are refused', () => {
    expect(() => deriveChanges(picture(0), picture(0, 0))).toThrow('1 and 2 parts');
  });

  it('[DV10] the heir of a body is where it mainly lies, and a body that lives on is its own', () => {
    const changes = deriveChanges(picture(0, 0, 1, 3, 4, 4), picture(2, 2, 2, 3, 5, 6));
    expect(kinds(changes)).toEqual(['merge', 'divide']);
    expect([0, 1, 3, 4].map((body) => heirOf(changes, body))).toEqual([2, 2, 3, 5]);
  });
});
