import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellOf, residualsOf } from '#core/rebase/cell.ts';
import { crosswalkOfPairs, makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { type Numbers, type Rebased, rebase } from '#core/rebase/rebase.ts';
import { areasOf, knownTargets, madeUp, moved, slowRebase, truthOn, weightsOf } from '#core/rebase/test-geography.ts';

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const counts = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 5 });

describe('amounts', () => {
  it('[RE10, RE11] the slow computation finds the same, and nothing is lost', () => {
    fc.assert(
      fc.property(madeUp(true), fc.array(counts, { minLength: 1, maxLength: 9 }), (made, columns) => {
        const values = Float64Array.from(columns.flat());
        const rebased = moved(makeCrosswalk(made), { kind: 'count', values });
        for (const [measure, column] of columns.entries()) {
          const slow = slowRebase(made, column);
          for (const target of [...knownTargets(made), 4]) {
            const cell = cellOf(rebased, target, measure);
            const expected = slow[target];
            expect(cell.value).toBeCloseTo(expected?.value as number, 6);
            expect(cell.lower).toBeCloseTo(expected?.lower as number, 6);
            expect(cell.upper).toBeCloseTo(expected?.upper as number, 6);
            expect(cell.sourcesSplit).toBe(expected?.sourcesSplit);
          }
          const { landless, outside } = residualsOf(rebased, values, measure);
          const placed = sum(knownTargets(made).map((target) => cellOf(rebased, target, measure).value as number));
          const all = sum(column);
          expect(Math.abs(placed + (outside.value as number) + landless.sum - all)).toBeLessThanOrEqual(1e-12 * all);
        }
      }),
    );
  });

  it('[RE12] the truth lies within the bounds, and may reach them', () => {
    fc.assert(
      fc.property(madeUp(), (made) => {
        const values = Float64Array.from(truthOn(made.source, made.truth).slice(0, 5));
        const rebased = moved(makeCrosswalk(made), { kind: 'count', values });
        // Land in no source has none of the numbers.
        const counted = made.truth.map((one, part) => ((made.source.areaOfPart[part] as number) < 0 ? 0 : one));
        const real = truthOn(made.target, counted);
        for (const target of [...knownTargets(made), 4]) {
          const cell = cellOf(rebased, target, 0);
          expect(cell.lower).toBeLessThanOrEqual((real[target] as number) + 1e-9);
          expect(cell.upper).toBeGreaterThanOrEqual((real[target] as number) - 1e-9);
        }
        for (const target of knownTargets(made))
          expect(extremes(made, values, target)).toEqual(boundsOf(rebased, target));
      }),
    );
  });

  /** The least and most that any placing of the values within their sources puts on the target. */
  function extremes(made: Parameters<typeof knownTargets>[0], values: Float64Array, target: number): number[] {
    const inOne = (one: number, isInside: boolean) =>
      [...made.source.areaOfPart.keys()].some(
        (part) => made.source.areaOfPart[part] === one && (made.target.areaOfPart[part] === target) === isInside,
      );
    const total = (isMost: boolean) =>
      sum([...values].filter((_, one) => inOne(one, true) && (isMost || !inOne(one, false))));
    return [total(false), total(true)];
  }

  const boundsOf = (rebased: Rebased, target: number) => {
    const { lower, upper } = cellOf(rebased, target, 0);
    return [lower, upper];
  };

  it('[RE13] a cell without a split source is exact', () => {
    fc.assert(
      fc.property(madeUp(), counts, (made, column) => {
        const rebased = moved(makeCrosswalk(made), { kind: 'count', values: Float64Array.from(column) });
        const slow = slowRebase(made, column);
        for (const target of knownTargets(made)) {
          const cell = cellOf(rebased, target, 0);
          expect(cell.exact).toBe(slow[target]?.sourcesSplit === 0);
          if (!cell.exact) continue;
          expect([cell.lower, cell.upper, cell.estimatedProportion]).toEqual([cell.value, cell.value, 0]);
          expect(cell.modelInterval).toBeNull();
        }
      }),
    );
  });

  it('[RE14] whole numbers and pence are whole, conserved and within the bounds', () => {
    const wholes = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 5, maxLength: 5 });
    const money = fc.array(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), {
      minLength: 5,
      maxLength: 5,
    });
    const holds = (made: Parameters<typeof makeCrosswalk>[0], numbers: Numbers & { values: Float64Array }) => {
      const rebased = moved(makeCrosswalk(made), numbers);
      const { landless, outside } = residualsOf(rebased, numbers.values, 0);
      const cells = [...made.target.keys.keys()].map((target) => cellOf(rebased, target, 0));
      for (const cell of [...cells, outside]) {
        if (cell.value === null) continue;
        expect(Number.isSafeInteger(cell.value)).toBe(true);
        expect(cell.value).toBeGreaterThanOrEqual(cell.lower as number);
        expect(cell.value).toBeLessThanOrEqual(cell.upper as number);
      }
      expect(sum(cells.map((cell) => cell.value ?? 0)) + (outside.value as number) + landless.sum).toBe(
        sum(numbers.values),
      );
    };
    fc.assert(
      fc.property(madeUp(true), wholes, money, (made, people, pence) => {
        holds(made, { kind: 'count', values: Float64Array.from(people), whole: true });
        holds(made, { kind: 'money', values: Float64Array.from(pence) });
      }),
    );
    // Whole weights divide without rounding: 1.5, 1 and 0.5, of which the first and the last have equal remainders.
    const three = {
      source: areasOf('s', 1, [0, 0, 0]),
      target: areasOf('t', 3, [0, 1, 2]),
      weights: weightsOf([3, 2, 1]),
    };
    const pennies = moved(makeCrosswalk(three), { kind: 'money', values: Float64Array.of(3) });
    expect([0, 1, 2].map((target) => cellOf(pennies, target, 0).value)).toEqual([2, 1, 0]);
    // Fractions of weights divide to 15 places.
    const half = { source: areasOf('s', 1, [0, 0]), target: areasOf('t', 2, [0, 1]), weights: weightsOf([0.25, 0.5]) };
    const shared = moved(makeCrosswalk(half), { kind: 'money', values: Float64Array.of(-100) });
    expect([cellOf(shared, 0, 0).value, cellOf(shared, 1, 0).value]).toEqual([-33, -67]);
    expect(cellOf(shared, 0, 0)).toMatchObject({ lower: -100, upper: 0, modelInterval: null });
  });

  // s0 whole in t0, s1 split over t0 and t1, s2 whole in t1, s3 whole in t2.
  const four = {
    source: areasOf('s', 4, [0, 1, 1, 2, 3]),
    target: areasOf('t', 3, [0, 0, 1, 1, 2]),
    weights: weightsOf([10, 3, 1, 10, 10]),
  };
  const cellsOf = (made: Parameters<typeof makeCrosswalk>[0], numbers: Numbers) => {
    const rebased = moved(makeCrosswalk(made), numbers);
    return made.target.keys.map((_, target) => cellOf(rebased, target, 0));
  };

  it('[RE15] a missing value is unknown, not nothing', () => {
    for (const measures of [1, 4, 5]) {
      const columns = Array.from({ length: measures }, () => [7, 8, Number.NaN, 9]).flat();
      const rebased = moved(makeCrosswalk(four), { kind: 'count', values: Float64Array.from(columns) });
      for (let measure = 0; measure < measures; measure++) {
        expect(cellOf(rebased, 0, measure)).toMatchObject({ value: 13, lower: 7, upper: 15 });
        expect(cellOf(rebased, 1, measure)).toMatchObject({ value: null, lower: 0, upper: null, exact: false });
        expect(cellOf(rebased, 2, measure)).toMatchObject({ value: 9, lower: 9, upper: 9, exact: true });
      }
    }
    const pair = { source: areasOf('s', 2, [0, 1]), target: areasOf('t', 1, [0, 0]), weights: weightsOf([1, 1]) };
    const [half] = cellsOf(pair, { kind: 'count', values: Float64Array.of(5, Number.NaN) });
    expect(half).toMatchObject({ value: null, lower: 5, upper: null });
    const split = cellsOf(four, { kind: 'count', values: Float64Array.of(7, Number.NaN, 6, 9) });
    expect(split.map((cell) => [cell.value, cell.lower, cell.upper])).toEqual([
      [null, 7, null],
      [null, 6, null],
      [9, 9, 9],
    ]);
    for (const values of [Float64Array.of(7, Number.NaN, 6, 9), Float64Array.of(Number.NaN, 8, Number.NaN, 9)]) {
      const money = cellsOf(four, { kind: 'money', values });
      expect(money.map((cell) => [cell.value, cell.lower, cell.upper])).toEqual([
        [null, null, null],
        [null, null, null],
        [9, 9, 9],
      ]);
    }
  });

  it('[RE16] a target with uncovered land, or without land, is unknown', () => {
    const made = {
      source: areasOf('s', 1, [0, -1, 0]),
      target: areasOf('t', 3, [0, 0, 1]),
      weights: weightsOf([1, 2, 3]),
    };
    const cells = cellsOf(made, { kind: 'count', values: Float64Array.of(12) });
    expect(cells.map((cell) => [cell.value, cell.lower, cell.upper])).toEqual([
      [null, 0, null],
      [9, 0, 12],
      [null, 0, null],
    ]);
  });

  it('[RE17] bounds hold where shares are not known', () => {
    const weights = weightsOf([10, Number.NaN, 1, 10, 10]);
    const cells = cellsOf({ ...four, weights }, { kind: 'count', values: Float64Array.of(7, 8, 6, 9) });
    expect(cells.map((cell) => [cell.value, cell.lower, cell.upper])).toEqual([
      [null, 7, 15],
      [null, 6, 14],
      [9, 9, 9],
    ]);
    const pence = cellsOf({ ...four, weights }, { kind: 'money', values: Float64Array.of(7, 8, 6, 9) });
    expect(pence.map((cell) => cell.value)).toEqual([null, null, 9]);
  });

  it('[RE18] the estimated proportion is what split sources bring', () => {
    const cells = cellsOf(four, { kind: 'count', values: Float64Array.of(6, 8, 0, 9) });
    expect(cells.map((cell) => cell.estimatedProportion)).toEqual([0.5, 1, 0]);
  });

  it('[RE19] 95 of 100 outcomes lie in the model interval, but for the chance of 400 trials', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 99 }),
        fc.nat(),
        (people, percent, seed) => {
          const made = {
            source: areasOf('s', 2, [0, 0, 1]),
            target: areasOf('t', 2, [0, 1, 0]),
            weights: weightsOf([percent, 100 - percent, 1]),
          };
          const [cell] = cellsOf(made, { kind: 'count', values: Float64Array.of(people, 20) });
          const { lower, upper } = cell?.modelInterval ?? { lower: Number.NaN, upper: Number.NaN };
          const random = chance(seed);
          let within = 0;
          for (let trial = 0; trial < 400; trial++) {
            let fell = 20;
            for (let one = 0; one < people; one++) if (random() * 100 < percent) fell += 1;
            if (fell >= lower && fell <= upper) within += 1;
          }
          expect(within).toBeGreaterThanOrEqual(360);
        },
      ),
      { numRuns: 30, seed: 20_061_001 },
    );
  });

  it('[RE19] the interval is wider where areas differ, and ends at the bounds', () => {
    const width = (values: number[]) => {
      const [cell] = cellsOf(four, { kind: 'count', values: Float64Array.from(values) });
      return (cell?.modelInterval?.upper ?? Number.NaN) - (cell?.modelInterval?.lower ?? Number.NaN);
    };
    expect(width([1000, 400, 1000, 1000])).toBeCloseTo(2 * (0.5 + 1.96 * Math.sqrt(400 * 0.75 * 0.25)), 9);
    expect(width([1000, 400, 1500, 500])).toBeGreaterThan(1.5 * width([1000, 400, 1000, 1000]));
    expect(width([0, 400, 90_000, 0])).toBe(400);
  });

  it('[RE20] residuals are named', () => {
    const made = {
      source: areasOf('s', 4, [0, 0, -1, 2]),
      target: areasOf('t', 2, [-1, 0, 1, 0]),
      weights: weightsOf([3, 1, 1, 1]),
    };
    const values = Float64Array.of(8, 5, Number.NaN, Number.NaN);
    const rebased = moved(makeCrosswalk(made), { kind: 'count', values });
    const residuals = residualsOf(rebased, values, 0);
    expect(residuals.outside).toMatchObject({ value: 6, lower: 0, upper: 8 });
    expect(residuals.landless).toEqual({ sum: 5, sources: [1, 3] });
    expect(residuals.missing).toEqual([2, 3]);
    expect(residuals.uncovered).toEqual([1]);
  });

  it('[RE11] no sources and no measures give nothing; values that are no multiple of the sources are refused', () => {
    const none = {
      sources: 0,
      targets: 2,
      source: Int32Array.of(),
      target: Int32Array.of(),
      weight: Float64Array.of(),
    };
    expect(moved(crosswalkOfPairs(none), { kind: 'count', values: Float64Array.of() }).amounts.measures).toBe(0);
    expect(() => rebase(makeCrosswalk(four), { kind: 'count', values: Float64Array.of(1, 2, 3) })).toThrow('multiple');
  });
});

/** The same numbers from 0 to 1 for the same seed. */
function chance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 16_777_216;
  };
}
