/**
 * The counts behind the measures of a table in one period: a count is itself, a proportion or rate is its numerator and
 * its denominator. Numerators that are a count of the same data set under another name are that count. The numerator of a
 * proportion counts some of the people of its denominator, so that both, and the rest, belong to one family.
 */

import type { Measure } from '#core/datasets/data-set.ts';
import type { RebasedColumn } from '#core/rebase/rebased-table.ts';
import type { CountedMeasure } from '#core/release/people.ts';

/** A count, and what measures it is told with: those of one family count the same people in other groups. */
export type Counted = CountedMeasure & { readonly family: string; readonly title: string };

/** The counts that tell a measure. `below` null: it is a count itself. */
export type CountsOfMeasure = { readonly above: string; readonly below: string | null };

export type CountedMeasures = {
  /** By id. */
  readonly counts: ReadonlyMap<string, Counted>;
  /** By id of the measure. */
  readonly of: ReadonlyMap<string, CountsOfMeasure>;
  /** Ids of proportions: the rest of their denominators is told with them. */
  readonly withRest: ReadonlySet<string>;
  /** True: some numbers were not whole, and were rounded. */
  readonly isRounded: boolean;
};

/** True for what a release publishes: counts, proportions and rates. */
export function isReleasable({ kind }: Pick<Measure, 'kind'>): boolean {
  return kind === 'count' || kind === 'proportion' || kind === 'rate';
}

/** The counts behind these columns of one period. A measure that is not releasable is passed over. */
export function countedMeasures(columns: readonly RebasedColumn[], measures: readonly Measure[]): CountedMeasures {
  const counts = new Map<string, Counted>();
  const of = new Map<string, CountsOfMeasure>();
  let isRounded = false;
  const whole = (values: Float64Array): Float64Array => {
    const rounded = values.map((value) => Math.max(0, Math.floor(value + 0.5)));
    isRounded ||= rounded.some((value, at) => !Number.isNaN(value) && Math.abs(value - (values[at] as number)) > 1e-6);
    return rounded;
  };
  const counted = [...columns].sort((a, b) => Number(a.measure.kind !== 'count') - Number(b.measure.kind !== 'count'));
  for (const { measure, numbers, at, source } of counted) {
    const own = (values: Float64Array) => values.subarray(at * source.keys.length, (at + 1) * source.keys.length);
    if (numbers.kind === 'count') {
      counts.set(measure.id, { ...namesOf(measure), family: measure.family, values: whole(own(numbers.values)) });
      of.set(measure.id, { above: measure.id, below: null });
    } else if (numbers.kind === 'proportion' || numbers.kind === 'rate') {
      const below = measures.find((one) => one.id === measure.denominator);
      if (below === undefined) continue;
      if (!counts.has(below.id))
        counts.set(below.id, { ...namesOf(below), family: below.family, values: whole(own(numbers.denominators)) });
      const values = whole(own(numbers.numerators));
      const same = [...counts.values()].find((one) => one.id !== below.id && isEqual(one.values, values));
      const family = `${measure.family}, cases`;
      if (same === undefined) counts.set(measure.id, { ...namesOf(measure), family, values });
      of.set(measure.id, { above: same?.id ?? measure.id, below: below.id });
    }
  }
  const isProportion = ({ measure }: RebasedColumn) => measure.kind === 'proportion' && of.has(measure.id);
  const withRest = joinFamilies(
    counts,
    counted.filter(isProportion).map(({ measure: { id } }) => [id, of.get(id) as CountsOfMeasure]),
  );
  return { counts, of, withRest, isRounded };
}

/** Makes the counts of the family of a numerator groups of that of its denominator; returns the ids of the proportions. */
function joinFamilies(
  counts: Map<string, Counted>,
  proportions: readonly (readonly [string, CountsOfMeasure])[],
): Set<string> {
  const withRest = new Set<string>();
  for (const [id, { above, below }] of proportions) {
    const part = counts.get(above);
    const whole = counts.get(below ?? '');
    if (part === undefined || whole === undefined || part === whole) continue;
    withRest.add(id);
    if (part.family === whole.family) continue;
    const group = { [`in ${part.family}`]: 'yes' };
    for (const [other, one] of counts)
      if (one.family === part.family)
        counts.set(other, { ...one, family: whole.family, breakdown: { ...one.breakdown, ...group } });
  }
  return withRest;
}

function namesOf({ id, title, breakdown }: Measure): Pick<Counted, 'id' | 'title' | 'breakdown'> {
  return { id, title, breakdown };
}

function isEqual(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, at) => Object.is(value, b[at]));
}
