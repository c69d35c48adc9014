/** Areas compared with a reference, such as England, and with their group as a whole. Makes no claim of cause. */

import { type Estimate, type EstimateOptions, type Observation, proportionOf, rateOf } from '#core/rates/intervals.ts';

/** `similar` says that the data does not tell them apart, not that they are equal. */
export type Verdict = 'lower' | 'similar' | 'higher';

export type ComparedArea = {
  readonly estimate: Estimate | null;
  /** `null` when either side has no estimate. */
  readonly againstGroup: Verdict | null;
  readonly againstReference: Verdict | null;
};

export type Comparison = {
  /** All areas together; `null` when none has both count and denominator. */
  readonly group: Estimate | null;
  readonly reference: Estimate | null;
  /** In the order given. */
  readonly areas: readonly ComparedArea[];
};

/**
 * Each area with its interval, judged against the group and against the reference. Areas that miss a count or a denominator have
 * no estimate and are not part of the group.
 * @throws as `proportionOf` and `rateOf` do
 */
export function compareAreas(
  kind: 'proportion' | 'rate',
  areas: readonly Observation[],
  reference: Observation | null,
  options: EstimateOptions = {},
): Comparison {
  const estimateOf = (one: Observation) => (kind === 'proportion' ? proportionOf(one, options) : rateOf(one, options));
  const group = estimateOf(together(areas));
  const outside = reference === null ? null : estimateOf(reference);
  const compared = areas.map((area) => {
    const estimate = estimateOf(area);
    return { estimate, againstGroup: verdict(estimate, group), againstReference: verdict(estimate, outside) };
  });
  return { group, reference: outside, areas: compared };
}

function together(areas: readonly Observation[]): Observation {
  let count = 0;
  let denominator = 0;
  for (const area of areas) {
    if (area.count === null || area.denominator === null) continue;
    count += area.count;
    denominator += area.denominator;
  }
  return { count, denominator };
}

function verdict(estimate: Estimate | null, against: Estimate | null): Verdict | null {
  if (estimate === null || against === null) return null;
  if (estimate.upper < against.value) return 'lower';
  return estimate.lower > against.value ? 'higher' : 'similar';
}
