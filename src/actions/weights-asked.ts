/** The weights that a question names: a population of the register, a residence table, or the numbers of a data set on blocks. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { columnOf, type DataSet, type GeographyUse } from '#core/datasets/data-set.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import { areasOfBlocks } from '#core/rebase/areas.ts';
import { isPractices } from '#core/rebase/data-crosswalks.ts';
import { placesIn } from '#core/rebase/data-numbers.ts';
import { type NamedWeights, weightsNamed, weightsNearest } from '#core/rebase/named-weights.ts';
import { weightsOfBlocks } from '#core/rebase/weights.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type WeightsAsked = {
  /** Null: the population nearest to each period. */
  readonly weights: NamedWeights | null;
  readonly residence: ResidenceTable | null;
};

/**
 * The weights of that name for numbers of these areas. A residence table is
 * refused for areas that are no practices, and a measure with negative or no values on blocks is.
 */
export async function weightsAsked(
  shelves: Pick<Shelves, 'data'>,
  { pack, world }: OpenRegister,
  name: string | undefined,
  areas: readonly GeographyUse[],
): Promise<Result<WeightsAsked, Refusal>> {
  if (name === undefined) return answer({ weights: null, residence: null });
  const isPopulation = world.populations.some((one) => one.row.id === name);
  const colon = name.indexOf(':');
  if (!isPopulation && colon > 0) {
    const found = await weightsOfMeasure(shelves, { register: pack.name, world }, name, colon);
    return found.ok ? answer({ weights: found.value, residence: null }) : found;
  }
  if (!isPopulation) {
    const heads = await shelves.data.list(pack.name);
    if (heads.some((head) => head.id === name)) return residenceNamed(shelves, pack.name, name, areas);
  }
  const found = weightsNamed(world, name);
  return found.ok ? answer({ weights: found.value, residence: null }) : found;
}

async function residenceNamed(
  shelves: Pick<Shelves, 'data'>,
  register: string,
  id: string,
  areas: readonly GeographyUse[],
): Promise<Result<WeightsAsked, Refusal>> {
  const opened = await shelves.data.open(register, id);
  if (!opened.ok) return opened;
  const { residence } = opened.value;
  if (residence === null) {
    const detail = `${id} is a data set of several measures: say which of them is the weight, as ${id}:MEASURE.`;
    return refuse({ kind: 'bad-question', detail });
  }
  if (areas.some(isPractices)) return answer({ weights: null, residence });
  const detail = `${id} says where the patients of practices live: it is a weight for data sets of practices alone.`;
  return refuse({ kind: 'bad-question', detail });
}

async function weightsOfMeasure(
  shelves: Pick<Shelves, 'data'>,
  { register, world }: { register: string; world: OpenRegister['world'] },
  name: string,
  colon: number,
): Promise<Result<NamedWeights, Refusal>> {
  const [id, measureId] = [name.slice(0, colon), name.slice(colon + 1)];
  const opened = await shelves.data.open(register, id);
  if (!opened.ok) return opened;
  const { dataSet } = opened.value;
  const measure = dataSet?.measures.findIndex((one) => one.id === measureId) ?? -1;
  if (dataSet === null || measure < 0) {
    const known = dataSet?.measures.map((one) => one.id) ?? [];
    const detail = `${id} has no measure ${measureId} to take weights from. It has: ${known.slice(0, 20).join(', ') || 'none'}.`;
    return refuse({ kind: 'unknown-measure', detail, known });
  }
  const { kind, title } = dataSet.measures[measure] as DataSet['measures'][number];
  const period = dataSet.periods.length - 1;
  const use = dataSet.geographies[period];
  const geography = use?.kind === 'blocks' ? geographyNamed(world.land, use.geography) : undefined;
  if (geography === undefined || (kind !== 'count' && kind !== 'money')) {
    const detail = `${name} cannot be a weight: weights are counts or amounts on building blocks, which can be added up.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const values = new Float64Array(geography.codes.length).fill(Number.NaN);
  const given = columnOf(dataSet, measure, period).values;
  const places = placesIn(areasOfBlocks(geography), dataSet.keys);
  for (const [area, place] of places.entries()) if (place >= 0) values[place] = given[area] as number;
  if (values.some((value) => value < 0)) {
    const detail = `${name} cannot be a weight: it has negative values.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const last = dataSet.periods[period] as DataSet['periods'][number];
  const within = weightsNearest(world, last).weights;
  const shown = `${title} (${dataSet.statement.title}, ${last.title})`;
  return answer({ id: name, title: shown, weights: weightsOfBlocks(shown, geography, values, within), source: null });
}
