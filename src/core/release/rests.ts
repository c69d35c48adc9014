/**
 * The rests of proportions: who is in the denominator and not in the numerator. Nobody publishes them, and who reads both
 * can tell them.
 */

import type { Measure } from '#core/datasets/data-set.ts';
import type { CountedMeasures } from '#core/release/counted-measures.ts';

/** The people of the denominator of a proportion who are not in its numerator. */
type Rest = {
  readonly id: string;
  /** Id of the proportion. */
  readonly measure: string;
  readonly title: string;
  readonly kinds: readonly number[];
  /** The counts that it is the difference of. */
  readonly counts: readonly string[];
};

/** The rests of the proportions whose counts are among these kinds, by proportion. */
export function restsIn(
  kindsOf: ReadonlyMap<string, readonly number[]>,
  { of, withRest }: CountedMeasures,
  measures: readonly Measure[],
): Rest[] {
  return [...withRest].flatMap((measure) => {
    const { above, below } = of.get(measure) ?? {};
    const part = new Set(kindsOf.get(above ?? '') ?? []);
    const whole = kindsOf.get(below ?? '');
    if (above === undefined || below === undefined || below === null || whole === undefined || part.size === 0)
      return [];
    const kinds = whole.filter((kind) => !part.has(kind));
    const title = `the rest beside ${measures.find(({ id }) => id === measure)?.title ?? measure}`;
    return [{ id: `${measure}, rest`, measure, title, kinds, counts: [above, below] }];
  });
}
