/** Which weights divide the areas that are cut: the population that was named, or the one nearest to each period. */

import type { Period } from '#core/datasets/data-set.ts';
import { nearestPopulation, type Population } from '#core/footprint/population.ts';
import { type Weights, weightsOfPopulation } from '#core/rebase/weights.ts';
import type { World } from '#core/register/world.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type NamedWeights = {
  /** Of a population of the register; `data-set:measure`; or `none`. */
  readonly id: string;
  readonly title: string;
  readonly weights: Weights;
  /** Id of the source of the population; null: it has none in the register. */
  readonly source: string | null;
};

export type UnknownPopulation = {
  readonly kind: 'unknown-population';
  readonly detail: string;
  readonly known: readonly string[];
};

/** The population of that id as weights. One that is not counted on blocks is refused, with those that are. */
export function weightsNamed(world: World, id: string): Result<NamedWeights, UnknownPopulation> {
  const found = world.populations.find((one) => one.row.id === id);
  if (found !== undefined) return answer(fromPopulation(found));
  const known = world.populations.map((one) => one.row.id);
  const detail = `There is no population ${id} counted on building blocks. Known: ${known.join(', ') || 'none'}; or the id of a data set on blocks and a measure, as DATA-SET:MEASURE.`;
  return refuse({ kind: 'unknown-population', detail, known });
}

/**
 * The complete resident population nearest to the first day of the period. In a register without any, parts of the land
 * weigh the same, and the title says so.
 */
export function weightsNearest(world: World, { from }: Pick<Period, 'from'>): NamedWeights {
  const found = nearestPopulation(world.populations, from);
  if (found !== undefined) return fromPopulation(found);
  const parts = world.land.partCount;
  const title = 'No population: areas that are cut are shared equally by the parts of their land';
  const weights = { title, ofPart: new Float64Array(parts), isLand: new Uint8Array(parts).fill(1) };
  return { id: 'none', title, weights, source: null };
}

const madeWeights = new WeakMap<Population, NamedWeights>();

function fromPopulation(population: Population): NamedWeights {
  const { id, title, date, source } = population.row;
  const made = madeWeights.get(population) ?? {
    id,
    title: `${title} (${date})`,
    weights: weightsOfPopulation(population),
    source,
  };
  madeWeights.set(population, made);
  return made;
}
