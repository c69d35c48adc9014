/** What an earlier release told of the counts of a period, and what follows from that. */

import type { Measure } from '#core/datasets/data-set.ts';
import type { Areas } from '#core/rebase/areas.ts';
import type { CountedMeasures } from '#core/release/counted-measures.ts';
import type { Published } from '#core/release/release.ts';

type ToldCell = {
  readonly area: string;
  readonly name: string;
  readonly areas: ReadonlySet<number>;
  /** The count that it is told as, and the counts that make it up. */
  readonly counted: string;
  readonly counts: readonly string[];
  readonly isHidden: boolean;
  /** Id of the proportion of whose denominator it is the rest; null: it is a count that was told. */
  readonly restOf: string | null;
};

/** What an earlier release told in the period: each count of an area once. */
export function toldBefore(
  { areas, published }: { readonly areas: Areas; readonly published: Published },
  period: string,
  now: CountedMeasures,
  measures: readonly Measure[],
): ToldCell[] {
  const place = new Map(areas.codes.map((code, area) => [code, area]));
  const sums = new Map(published.areaSums.map((sum) => [sum.code, sum]));
  const groups = new Map(published.groupSums.map((sum) => [sum.id, sum]));
  const found = new Map<string, ToldCell>();
  const toldOf = (
    cell: Published['cells'][number],
    counted: string,
    counts: readonly string[],
    isHidden: boolean,
  ): ToldCell => {
    const members = sums.get(cell.area)?.members ?? [cell.area];
    const own = new Set(members.flatMap((code) => place.get(code) ?? []));
    return { area: cell.area, name: cell.areaName ?? cell.area, areas: own, counted, counts, isHidden, restOf: null };
  };
  const add = (...told: Parameters<typeof toldOf>) => {
    const key = `${told[0].area} ${told[1]}`;
    if (found.get(key)?.isHidden !== false) found.set(key, toldOf(...told));
  };
  for (const cell of published.cells) {
    if (cell.period !== period) continue;
    const counts = now.of.get(cell.measure);
    const below = measures.some(({ id }) => id === counts?.below) ? (counts?.below ?? null) : null;
    if (below !== null && cell.denominator !== null) add(cell, below, [below], false);
    if (cell.hidden === 'not-known') continue;
    const group = groups.get(cell.measure);
    if (group !== undefined) add(cell, group.id, group.measures, cell.shown === null);
    if (counts === undefined) continue;
    add(cell, counts.above, [counts.above], cell.shown === null);
    if (below !== null && cell.denominator === null) add(cell, below, [below], true);
  }
  return [...found.values(), ...restsBeside([...found.values()], now, measures)];
}

/** The rests beside what was told: of each area of which either side of a proportion was told, whenever the other was or will be. */
function restsBeside(told: readonly ToldCell[], now: CountedMeasures, measures: readonly Measure[]): ToldCell[] {
  const rests = new Map<string, ToldCell>();
  for (const measure of now.withRest) {
    const { above, below = null } = now.of.get(measure) ?? {};
    if (above === undefined || below === null || !measures.some(({ id }) => id === below)) continue;
    const counts = [above, below];
    for (const cell of told) {
      if (!counts.includes(cell.counted)) continue;
      rests.set(`${cell.area} ${measure}`, { ...cell, counted: above, counts, isHidden: true, restOf: measure });
    }
  }
  return [...rests.values()];
}
