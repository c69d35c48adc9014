import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, cellOf } from '#core/rebase/cell.ts';
import { makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { type Numbers, rebase } from '#core/rebase/rebase.ts';
import { areasOf, knownTargets, madeUp, moved, truthOn, weightsOf } from '#core/rebase/test-geography.ts';

describe('rates, means and indices', () => {
  /** On each part some people, some of them cases. */
  const places = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 14, maxLength: 14 });

  it('[RE30, RE31] are those of numerators and denominators, and bounds hold the truth', () => {
    fc.assert(
      fc.property(madeUp(), places, (made, people) => {
        const parts = made.truth.map((_, part) =>
          (made.source.areaOfPart[part] as number) < 0 ? [0, 0] : (people[part] as [number, number]),
        );
        const cases = parts.map(([some]) => some as number);
        const others = parts.map(([, rest]) => rest as number);
        const all = cases.map((some, part) => some + (others[part] as number));
        const on = (amounts: readonly number[]) => Float64Array.from(truthOn(made.source, amounts).slice(0, 5));
        const crosswalk = makeCrosswalk(made);
        const questions: [Numbers, readonly number[], readonly number[]][] = [
          [{ kind: 'proportion', numerators: on(cases), denominators: on(all) }, cases, all],
          [{ kind: 'rate', numerators: on(cases), denominators: on(others) }, cases, others],
          [
            { kind: 'mean', values: on(cases).map((one, at) => one / (on(all)[at] as number)), denominators: on(all) },
            cases,
            all,
          ],
        ];
        for (const [numbers, top, bottom] of questions) {
          const rebased = moved(crosswalk, numbers);
          const apart = [top, bottom].map((one) => moved(crosswalk, { kind: 'count', values: on(one) }));
          for (const target of knownTargets(made)) {
            const [n, d] = apart.map((one) => cellOf(one, target, 0).value as number) as [number, number];
            const cell = cellOf(rebased, target, 0);
            if (d === 0) expect(cell.value).toBeNull();
            else expect(cell.value).toBeCloseTo(n / d, 9);
            expectHolds(
              cell,
              truthOn(made.target, top)[target] as number,
              truthOn(made.target, bottom)[target] as number,
            );
            if (numbers.kind === 'proportion' && cell.value !== null) expect(cell.upper).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }),
    );
  });

  function expectHolds(cell: Cell, top: number, bottom: number): void {
    if (bottom === 0) return;
    expect(cell.lower ?? Number.NEGATIVE_INFINITY).toBeLessThanOrEqual(top / bottom + 1e-9);
    expect(cell.upper ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(top / bottom - 1e-9);
  }

  const two = { source: areasOf('s', 2, [0, 0, 1]), target: areasOf('t', 2, [0, 1, 0]), weights: weightsOf([1, 1, 2]) };
  const crosswalk = makeCrosswalk(two);

  it('[RE19, RE31] a proportion is bounded by who could be a case, a mean of negative numbers only where it is certain', () => {
    const proportion = moved(crosswalk, {
      kind: 'proportion',
      numerators: Float64Array.of(10, 20),
      denominators: Float64Array.of(40, 40),
    });
    // t0 has s1 (20 of 40) and some of s0 (10 of 40): from 20 of 70 to 30 of 50.
    expect(cellOf(proportion, 0, 0)).toMatchObject({ value: 25 / 60, lower: 20 / 70, upper: 30 / 50 });
    // Cases are 5 and 10 for a weight, 7.5 in the mean: a variance of 6.25, of which 3.75 is chance. The people do not differ.
    const cases = 0.25 * 10 + 2 * (2.5 / 7.5 ** 2) * (0.25 * 10) ** 2;
    const variance = (cases + (25 / 60) ** 2 * 0.25 * 40) / 60 ** 2;
    expect(cellOf(proportion, 0, 0).modelInterval?.lower).toBeCloseTo(25 / 60 - 1.96 * Math.sqrt(variance), 12);
    // Nobody in s0 is a case, and t1 may have nobody at all.
    const none = moved(crosswalk, {
      kind: 'proportion',
      numerators: Float64Array.of(0, 20),
      denominators: Float64Array.of(40, 40),
    });
    expect(cellOf(none, 1, 0)).toMatchObject({ value: 0, lower: 0, upper: 0 });
    const mean = moved(crosswalk, {
      kind: 'mean',
      values: Float64Array.of(-2, 3),
      denominators: Float64Array.of(4, 1),
    });
    expect(cellOf(mean, 0, 0)).toMatchObject({ value: -1 / 3, lower: null, upper: null, modelInterval: null });
  });

  it('[RE32] an index is refused, with the reason', () => {
    const refusal = (numbers: Numbers) => {
      const result = rebase(crosswalk, numbers);
      return result.ok ? null : [result.refusal.kind, result.refusal.detail];
    };
    expect(refusal({ kind: 'index', values: Float64Array.of(1, 2) })).toEqual([
      'not-additive',
      expect.stringContaining('do not add up'),
    ]);
    expect(refusal({ kind: 'money', values: Float64Array.of(1, 2.5) })).toEqual([
      'not-whole',
      expect.stringContaining('Source 1 has 2.5'),
    ]);
    expect(refusal({ kind: 'money', values: Float64Array.of(2 ** 53 - 1, 2) })?.[0]).toBe('too-much-money');
    expect(refusal({ kind: 'money', values: Float64Array.of(2 ** 53 - 1, 0, 5, 5) })).toBeNull();
    expect(refusal({ kind: 'count', values: Float64Array.of(1, 2.5), whole: true })).toEqual([
      'not-whole',
      expect.stringContaining('2.5'),
    ]);
    expect(refusal({ kind: 'count', values: Float64Array.of(1, -2), whole: true })?.[0]).toBe('not-whole');
    expect(refusal({ kind: 'count', values: Float64Array.of(1, Number.NaN), whole: true })).toBeNull();
    const [numerators, denominators] = [Float64Array.of(1, 3), Float64Array.of(2, 2)];
    expect(refusal({ kind: 'proportion', numerators, denominators })).toEqual([
      'not-a-proportion',
      expect.stringContaining('Source 1 has 3 of 2'),
    ]);
    expect(refusal({ kind: 'rate', numerators, denominators })).toBeNull();
    expect(refusal({ kind: 'rate', numerators, denominators: Float64Array.of(1) })?.[0]).toBe('no-denominators');
    expect(refusal({ kind: 'mean', values: numerators, denominators: Float64Array.of(1) })?.[0]).toBe(
      'no-denominators',
    );
  });

  it('[RE33] half a pair missing is all of it missing; a rate of nobody is not known', () => {
    const missing = moved(crosswalk, {
      kind: 'rate',
      numerators: Float64Array.of(1, Number.NaN),
      denominators: Float64Array.of(2, 5),
    });
    expect(cellOf(missing, 0, 0)).toMatchObject({ value: null, upper: null });
    expect(cellOf(missing, 1, 0).value).toBe(0.5);
    const nobody = moved(crosswalk, {
      kind: 'mean',
      values: Float64Array.of(Number.NaN, 4),
      denominators: Float64Array.of(0, 5),
    });
    expect([cellOf(nobody, 0, 0).value, cellOf(nobody, 1, 0).value]).toEqual([4, null]);
  });
});
