import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Crosswalk, crosswalkOfPairs, makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { areasOf, madeUp, slowRebase, weightsOf } from '#core/rebase/test-geography.ts';

/** Pieces as rows. */
function piecesOf(crosswalk: Crosswalk) {
  return Array.from({ length: crosswalk.sources }, (_, source) => source).flatMap((source) => {
    const [start, end] = [crosswalk.firstPiece[source] as number, crosswalk.firstPiece[source + 1] as number];
    return Array.from({ length: end - start }, (_, at) => ({
      source,
      target: crosswalk.targetOf[start + at] as number,
      weight: crosswalk.weight[start + at] as number,
      share: crosswalk.share[start + at] as number,
      shareOfTarget: crosswalk.shareOfTarget[start + at] as number,
    }));
  });
}

describe('crosswalk', () => {
  it('[RE1] has the pieces and shares of the slow computation', () => {
    fc.assert(
      fc.property(madeUp(), (made) => {
        const crosswalk = makeCrosswalk(made);
        for (const source of made.source.keys.keys()) {
          const alone = made.source.keys.map((_, at) => (at === source ? 1 : 0));
          const slow = slowRebase(made, alone).flatMap((cell, target) =>
            cell.upper > 0 ? [[target, cell.value]] : [],
          );
          const pieces = piecesOf(crosswalk).filter((piece) => piece.source === source);
          expect(pieces.map((piece) => piece.target)).toEqual(slow.map(([target]) => target));
          for (const [at, piece] of pieces.entries()) expect(piece.share).toBeCloseTo(slow[at]?.[1] as number, 14);
          const sum = pieces.reduce((all, piece) => all + piece.share, 0);
          expect(sum).toBeCloseTo(pieces.length === 0 ? 0 : 1, 14);
          if (pieces.length === 1) expect(pieces[0]?.share).toBe(1);
        }
      }),
    );
  });

  it('[RE2] the way back has the same pieces', () => {
    fc.assert(
      fc.property(madeUp(true), ({ source, target, weights }) => {
        const there = piecesOf(makeCrosswalk({ source, target, weights }));
        const back = piecesOf(makeCrosswalk({ source: target, target: source, weights }));
        const key = (one: { source: number; target: number }) => one.source * 100 + one.target;
        const exchanged = back
          .map((one) => ({ ...one, source: one.target, target: one.source }))
          .sort((a, b) => key(a) - key(b));
        expect(exchanged.map((one) => [one.source, one.target, one.weight])).toEqual(
          there.map((one) => [one.source, one.target, one.weight]),
        );
        for (const [at, one] of there.entries()) {
          const other = exchanged[at];
          if (Number.isNaN(one.shareOfTarget)) continue;
          expect(one.shareOfTarget).toBeCloseTo(other?.share as number, 14);
        }
      }),
    );
  });

  // Parts: 0 and 1 in s0, 2 in s1, 3 in no source; 1 and 3 in t0, 2 in t1, 0 in none. s2 and t2 have no land.
  const small = {
    source: areasOf('s', 3, [0, 0, 1, -1]),
    target: areasOf('t', 3, [-1, 0, 1, 0]),
    weights: weightsOf([3, 1, 5, 7]),
  };

  it('[RE3] what lies outside, has no land or is uncovered is named', () => {
    const made = makeCrosswalk(small);
    expect(piecesOf(made).map((one) => [one.source, one.target, one.share])).toEqual([
      [0, 0, 0.25],
      [0, 3, 0.75],
      [1, 1, 1],
    ]);
    expect(made.landless).toEqual([2]);
    expect([...made.uncovered]).toEqual([7, 0, Number.NaN]);
  });

  it('[RE4] weights of zero give way to parts, and weights that are not known to nothing', () => {
    const zero = makeCrosswalk({ ...small, weights: weightsOf([0, 0, 5, 7]) });
    expect([...zero.share]).toEqual([0.5, 0.5, 1]);
    expect(zero.unweighted).toEqual([0]);
    const unknown = makeCrosswalk({ ...small, weights: weightsOf([3, Number.NaN, Number.NaN, 7]) });
    expect([...unknown.share]).toEqual([Number.NaN, Number.NaN, 1]);
  });

  it('[RE5] what is no land of the weights is no land', () => {
    const weights = { ...weightsOf([0, 1, 5, 0]), isLand: Uint8Array.of(0, 1, 1, 0) };
    const made = makeCrosswalk({ ...small, weights });
    expect(piecesOf(made).map((one) => [one.source, one.target, one.share])).toEqual([
      [0, 0, 1],
      [1, 1, 1],
    ]);
    expect(made.uncovered[0]).toBe(0);
  });

  it('[RE6] a table of pairs makes the same crosswalk', () => {
    fc.assert(
      fc.property(madeUp(), (made) => {
        const rows = [...made.source.areaOfPart.keys()].filter((part) => (made.source.areaOfPart[part] as number) >= 0);
        const pairs = crosswalkOfPairs({
          sources: 5,
          targets: 4,
          source: Int32Array.from(rows, (part) => made.source.areaOfPart[part] as number),
          target: Int32Array.from(rows, (part) => made.target.areaOfPart[part] as number),
          weight: Float64Array.from(rows, (part) => made.weights.ofPart[part] as number),
        });
        const { share, targetOf, firstPiece, landless } = makeCrosswalk(made);
        expect(pairs).toMatchObject({ share, targetOf, firstPiece, landless });
      }),
    );
  });

  it('[RE7] negative weights and columns of different length are refused', () => {
    expect(() => makeCrosswalk({ ...small, weights: weightsOf([3, -1, 5, 7]) })).toThrow('negative');
    expect(() => makeCrosswalk({ ...small, weights: weightsOf([3, 1]) })).toThrow('length');
    const pair = { sources: 1, targets: 1, source: Int32Array.of(0), target: Int32Array.of(0) };
    expect(() => crosswalkOfPairs({ ...pair, weight: Float64Array.of(-1) })).toThrow('negative');
  });
});
