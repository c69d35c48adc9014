/** The land of a row that may be a total: which areas of the file lie within the body that its code means. */

import { type AreaIndex, plainCode } from '#core/datasets/area-index.ts';
import type { GeographyUse } from '#core/datasets/data-set.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import { type Areas, areasOfBlocks, areasOfTier } from '#core/rebase/areas.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type TotalLand = {
  /** Keys of areas that share land with it. */
  readonly meets: ReadonlySet<string>;
  /** None of them reaches beyond it, and all its land is in one of them. */
  readonly isTheirSum: boolean;
};

/** The areas of `use` that share land with the body of the code on the day; null: it is no body of that day. Linear in the parts. */
export function totalLand(index: AreaIndex, use: GeographyUse, code: string, on: IsoDate): TotalLand | null {
  const meaning = index.meanings.get(plainCode(code));
  const body = meaning?.bodies.find((one) => one.from <= on && on < one.to) ?? meaning?.bodies.at(-1);
  const areas = areasOf(index, use);
  if (body === undefined || areas === null) return null;
  const day = body.from <= on && on < body.to ? on : (body.from as IsoDate);
  const totals = areasOfTier(index.timeline, body.tier, day);
  const total = totals.keys.indexOf(body.organisation.row.id);
  const meets = new Set<number>();
  let isTheirSum = true;
  for (const [part, at] of totals.areaOfPart.entries()) {
    if (at !== total) continue;
    const area = areas.areaOfPart[part] as number;
    if (area >= 0) meets.add(area);
    else isTheirSum = false;
  }
  for (const [part, area] of areas.areaOfPart.entries())
    if (totals.areaOfPart[part] !== total && meets.has(area)) isTheirSum = false;
  return { meets: new Set([...meets].map((area) => areas.keys[area] ?? '')), isTheirSum };
}

function areasOf({ timeline }: AreaIndex, use: GeographyUse): Areas | null {
  if (use.kind === 'tier') return areasOfTier(timeline, use.tier, use.on);
  const geography = geographyNamed(timeline.world.land, use.geography);
  return geography === undefined ? null : areasOfBlocks(geography);
}
