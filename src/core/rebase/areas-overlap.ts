/** How the areas of two geographies lie in each other, as rows with both shares, and the parts of land it was made from. */

import { dayInWords } from '#core/agreements/day-in-words.ts';
import { geographyTitle } from '#core/datasets/area-index.ts';
import type { GeographyUse } from '#core/datasets/data-set.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import type { Areas } from '#core/rebase/areas.ts';
import type { Crosswalk } from '#core/rebase/crosswalk.ts';
import { type AreasRefusal, areasOfUse, targetAreas } from '#core/rebase/data-areas.ts';
import { crosswalksOf, isPractices } from '#core/rebase/data-crosswalks.ts';
import { type NamedWeights, weightsNearest } from '#core/rebase/named-weights.ts';
import { withUnknownLand } from '#core/rebase/unknown-land.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';

export type AreasOverlap = {
  readonly from: GeographyUse;
  readonly to: GeographyUse;
  readonly source: Areas;
  readonly target: Areas;
  readonly crosswalk: Crosswalk;
  readonly weights: NamedWeights;
  /** Made from the parts of land; false: from the lists of practices. */
  readonly isByLand: boolean;
  readonly assumptions: readonly string[];
};

export type OverlapOfUses = {
  readonly timeline: Timeline;
  readonly from: GeographyUse;
  readonly to: GeographyUse;
  /** Null: the complete resident population nearest to the later of the two days. */
  readonly weights: NamedWeights | null;
  readonly residence: ResidenceTable | null;
};

/** One piece of land, or of a list of patients; null: it lies in no area of that side. */
export type OverlapRow = {
  /** Places among the areas. */
  readonly source: number | null;
  readonly target: number | null;
  /** Null: not known. */
  readonly weight: number | null;
  readonly parts: number;
  readonly shareOfSource: number | null;
  readonly shareOfTarget: number | null;
};

/** The crosswalk of two geographies, or why there is none. O(parts). */
export function overlapOfUses({
  timeline,
  from,
  to,
  weights: named,
  residence,
}: OverlapOfUses): Result<AreasOverlap, AreasRefusal> {
  const source = isPractices(from) ? areasOfUse(timeline, from) : targetAreas(timeline, from);
  if (!source.ok) return source;
  const target = targetAreas(timeline, to);
  if (!target.ok) return target;
  const day = laterDay(timeline, from, to);
  const weights = named ?? weightsNearest(timeline.world, { from: day });
  const question = { timeline, from, source: source.value, to, target: target.value, on: day, weights, residence };
  const { toTargets: crosswalk } = crosswalksOf(question);
  const assumptions = [
    residence === null
      ? `Weights are ${weights.title}${named === null ? `, the complete count of residents nearest to ${dayInWords(day)}` : ''}.`
      : `Weights are the patients of ${residence.statement.title} (${residence.period.title}).`,
    `Both ways are made at once from the parts of land that ${geographyTitle(timeline, from)} and ${geographyTitle(timeline, to)} have in common; no share of a coarser area was multiplied.`,
    `Events that hold: ${timeline.scenario.title}.`,
  ];
  if (crosswalk.unweighted.length > 0) {
    const codes = crosswalk.unweighted.map((area) => source.value.codes[area]);
    assumptions.push(`Areas that weigh nothing are shared equally by the parts of their land: ${codes.join(', ')}.`);
  }
  const isByLand = residence === null && !isPractices(from);
  const given = { source: source.value, target: target.value, weights: weights.weights };
  const ground = isByLand ? withUnknownLand(timeline, from, to, given) : given;
  return answer({
    from,
    to,
    ...ground,
    crosswalk,
    weights: { ...weights, weights: ground.weights },
    isByLand,
    assumptions,
  });
}

/** The later of the days that are named; for two vintages of blocks, that of the later vintage. */
function laterDay({ world }: Timeline, ...uses: readonly GeographyUse[]): IsoDate {
  const days = uses.map((use) =>
    use.kind === 'tier' ? use.on : (world.land.geographies.find((one) => one.id === use.geography)?.vintage ?? ''),
  );
  return days.sort().at(-1) as IsoDate;
}

/** The rows by source, then target; then the land of each target that lies in no source. O(pieces + parts). */
export function* rowsOfOverlap(overlap: AreasOverlap): Generator<OverlapRow> {
  const { firstPiece, targetOf, targets, sources, weight, parts, share, shareOfTarget } = overlap.crosswalk;
  for (let area = 0; area < sources; area++) {
    for (let piece = firstPiece[area] as number; piece < (firstPiece[area + 1] as number); piece++) {
      const to = targetOf[piece] as number;
      yield {
        source: area,
        target: to === targets ? null : to,
        weight: known(weight[piece]),
        parts: parts[piece] as number,
        shareOfSource: known(share[piece]),
        shareOfTarget: to === targets ? null : known(shareOfTarget[piece]),
      };
    }
  }
  if (!overlap.isByLand) return;
  const bare = bareLand(overlap);
  for (const [target, count] of bare.parts.entries()) {
    if (count === 0) continue;
    const rest = bare.weight[target] as number;
    const shareOfTarget = known(rest / (bare.weightOfTarget[target] as number));
    yield { source: null, target, weight: known(rest), parts: count, shareOfSource: null, shareOfTarget };
  }
}

/** Land of each target in no source, and the weight of all its land. */
function bareLand({ source, target, weights: { weights } }: AreasOverlap) {
  const empty = () => new Float64Array(target.keys.length);
  const [parts, weight, weightOfTarget] = [empty(), empty(), empty()];
  for (const [part, area] of target.areaOfPart.entries()) {
    const one = weights.ofPart[part] as number;
    if (area < 0 || (weights.isLand[part] === 0 && one === 0)) continue;
    weightOfTarget[area] = (weightOfTarget[area] as number) + one;
    if (source.areaOfPart[part] !== -1) continue;
    parts[area] = (parts[area] as number) + 1;
    weight[area] = (weight[area] as number) + one;
  }
  return { parts, weight, weightOfTarget };
}

/** The parts of the land as `rebaseSql` takes them: source and target by code, null for none; null: the weight is not known. */
export function* partsOfOverlap({
  crosswalk,
  source,
  target,
  weights,
  isByLand,
}: AreasOverlap): Generator<{ part: number; source: string | null; target: string | null; weight: number | null }> {
  if (isByLand) {
    const { ofPart, isLand } = weights.weights;
    for (let part = 0; part < ofPart.length; part++) {
      const [from, to] = [source.areaOfPart[part] as number, target.areaOfPart[part] as number];
      if ((isLand[part] === 0 && ofPart[part] === 0) || (from < 0 && to < 0)) continue;
      yield { part, source: source.codes[from] ?? null, target: target.codes[to] ?? null, weight: known(ofPart[part]) };
    }
    return;
  }
  for (let area = 0; area < crosswalk.sources; area++) {
    for (
      let piece = crosswalk.firstPiece[area] as number;
      piece < (crosswalk.firstPiece[area + 1] as number);
      piece++
    ) {
      const code = target.codes[crosswalk.targetOf[piece] as number] ?? null;
      yield { part: piece, source: source.codes[area] ?? null, target: code, weight: known(crosswalk.weight[piece]) };
    }
  }
}

function known(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
