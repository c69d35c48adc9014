/**
 * Bodies of which the register knows only part of the territory. What is not known of them is put beside the land as parts of
 * unknown weight, so that no number of such a body is taken for the whole, and none of another for all of it.
 */

import { tierColumn } from '#core/coterminosity/tier-columns.ts';
import type { GeographyUse } from '#core/datasets/data-set.ts';
import type { Areas } from '#core/rebase/areas.ts';
import type { Weights } from '#core/rebase/weights.ts';
import type { Timeline } from '#core/register/timeline.ts';

export type Ground = { readonly source: Areas; readonly target: Areas; readonly weights: Weights };

/** The ground with a part more for each body that is known in part; the same when none is. `to` null: the target has none. Linear in parts and bodies. */
export function withUnknownLand(
  timeline: Timeline,
  from: GeographyUse,
  to: GeographyUse | null,
  ground: Ground,
): Ground {
  const sources = knownInPart(timeline, from);
  const targets = to === null ? [] : knownInPart(timeline, to);
  if (sources.length + targets.length === 0) return ground;
  const { source, target, weights } = ground;
  const none = (list: readonly number[]) => list.map(() => -1);
  const longer = (areas: Areas, more: readonly number[]): Areas => ({
    ...areas,
    areaOfPart: Int32Array.from([...areas.areaOfPart, ...more]),
  });
  const more = sources.length + targets.length;
  return {
    source: longer(source, [...sources, ...none(targets)]),
    target: longer(target, [...none(sources), ...targets]),
    weights: {
      title: weights.title,
      ofPart: Float64Array.from([...weights.ofPart, ...new Array<number>(more).fill(Number.NaN)]),
      isLand: Uint8Array.from([...weights.isLand, ...new Array<number>(more).fill(1)]),
    },
  };
}

/** Places of the bodies that hold land and more that is not known. */
function knownInPart(timeline: Timeline, use: GeographyUse): number[] {
  if (use.kind === 'blocks') return [];
  const { members, unknown } = tierColumn(timeline, use.tier, use.on);
  const inPart = new Set(unknown.filter((one) => one.extent === 'partial').map((one) => one.body));
  return [...members.keys()].filter((place) => inPart.has(members[place] as (typeof members)[number]));
}
