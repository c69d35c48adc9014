/** One data set: what is told about it and its versions; and the numbers of one measure on their own areas. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { DataHead, KeptDataSet } from '#actions/data-shelf.ts';
import { type CataloguedData, withDerived } from '#actions/list-data-sets.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { columnOf, type DataSet, type GeographyUse, type Mark, marks } from '#core/datasets/data-set.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import type { Context } from '#core/register/question.ts';
import { nameOn, type World } from '#core/register/world.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type ShownDataSet = {
  readonly register: OpenRegister;
  readonly dataSet: CataloguedData;
  /** Newest first. */
  readonly versions: readonly (DataHead & { readonly reason: string | null })[];
};

/** The data set of that id, of a version; without one, the newest. */
export async function showDataSet(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  { id, version }: { readonly id: string; readonly version?: number | undefined },
): Promise<Result<ShownDataSet, Refusal>> {
  const opened = await shelves.registers.open({ register: context.register });
  if (!opened.ok) return opened;
  const { name } = opened.value.pack;
  const head = await shelves.data.head(name, id, version);
  if (!head.ok) return head;
  const [catalogue, versions] = [await shelves.data.list(name), await shelves.data.versions(name, id)];
  return answer({ register: opened.value, dataSet: withDerived(head.value, catalogue), versions });
}

export type ShownValue = {
  readonly code: string;
  /** Null: the register has no name for it. */
  readonly name: string | null;
  /** Null: not known; the mark says why. */
  readonly value: number | null;
  readonly mark: Mark;
};

export type ShownValues = {
  readonly register: OpenRegister;
  readonly kept: KeptDataSet;
  readonly measure: string;
  readonly period: string;
  /** In the order of the data set. */
  readonly areas: readonly ShownValue[];
};

/** One measure in one period, as imported; the first measure and the newest period when they are left out. */
export async function showValues(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  question: {
    readonly id: string;
    readonly version?: number | undefined;
    readonly measure?: string | undefined;
    readonly period?: string | undefined;
  },
): Promise<Result<ShownValues, Refusal>> {
  const opened = await shelves.registers.open({ register: context.register });
  if (!opened.ok) return opened;
  const kept = await shelves.data.open(opened.value.pack.name, question.id, question.version);
  if (!kept.ok) return kept;
  const { dataSet } = kept.value;
  if (dataSet === null) {
    const detail = `${question.id} tells where the people of practices live; it has no measures to show.`;
    return refuse({ kind: 'unknown-measure', detail, known: [] });
  }
  const measure = placeOf(dataSet.measures, question.measure, 0);
  if (measure < 0) return refuse(unknown('measure', question.measure, dataSet.measures));
  const period = placeOf(dataSet.periods, question.period, dataSet.periods.length - 1);
  if (period < 0) return refuse(unknown('period', question.period, dataSet.periods));
  return answer({
    register: opened.value,
    kept: kept.value,
    measure: dataSet.measures[measure]?.id ?? '',
    period: dataSet.periods[period]?.id ?? '',
    areas: valuesOf(dataSet, measure, period, opened.value.timeline.world),
  });
}

function placeOf(of: readonly { readonly id: string }[], id: string | undefined, usual: number): number {
  return id === undefined ? usual : of.findIndex((one) => one.id === id);
}

function unknown(what: string, id: string | undefined, of: readonly { readonly id: string }[]): Refusal {
  const known = of.map((one) => one.id);
  const listed =
    known.length > 20 ? `${known.slice(0, 20).join(', ')} and ${known.length - 20} more` : known.join(', ');
  return { kind: 'unknown-measure', detail: `There is no ${what} ${id ?? ''}. Known: ${listed || 'none'}.`, known };
}

function valuesOf(dataSet: DataSet, measure: number, period: number, world: World): ShownValue[] {
  const { values, marks: given } = columnOf(dataSet, measure, period);
  const geography = dataSet.geographies[period];
  if (geography === undefined) throw new Error(`no geography of period ${period}`);
  const nameOf = namesOf(geography, world);
  return dataSet.codes.map((code, area) => {
    const value = values[area] ?? Number.NaN;
    const isKnown = !Number.isNaN(value);
    const mark = isKnown ? 'known' : given === null ? 'blank' : (marks[given[area] ?? 0] ?? 'blank');
    return { code, name: nameOf(dataSet.keys[area] ?? ''), value: isKnown ? value : null, mark };
  });
}

/** The names of areas by key; null for one that the register does not have or name. */
function namesOf(use: GeographyUse, { land, organisations, organisationIndex }: World): (key: string) => string | null {
  if (use.kind === 'blocks') {
    const geography = geographyNamed(land, use.geography);
    return (key) => geography?.names[geography.indexOfCode.get(key) ?? -1] ?? null;
  }
  return (key) => {
    const body = organisations[organisationIndex.get(key as never) ?? -1];
    return body === undefined ? null : nameOn(body, use.on);
  };
}
