/**
 * Which areas a column of codes speaks of: blocks of a vintage, or bodies of a tier on a day, best first, with what each
 * code that does not belong is. Knows codes alone, no numbers.
 */

import { dayInWords } from '#core/agreements/day-in-words.ts';
import { type AreaIndex, areaKeyOf, geographyTitle, plainCode } from '#core/datasets/area-index.ts';
import { bestDay, type Days, isWithin } from '#core/datasets/best-day.ts';
import type { GeographyUse } from '#core/datasets/data-set.ts';
import { type Stranger, strangerOf } from '#core/datasets/stranger.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import { bodiesOn } from '#core/register/as-of.ts';
import { tierNames, tiers } from '#core/register/tiers.ts';

export type Recognised = {
  readonly use: GeographyUse;
  /** "District and unitary councils on 1 April 2021". */
  readonly title: string;
  /** Different codes that were looked at, and how many of them are areas of this use. */
  readonly codes: number;
  readonly recognised: number;
  /** Of the best reading all, of others the first hundred. */
  readonly strangers: readonly Stranger[];
  /** Where the strangers are areas of another day or vintage: "312 of 326 are ... of 2018; 14 are of 2019". */
  readonly mixture: string | null;
};

/** Readings that recognise less than this share of what the best one does are not offered. */
const leastShare = 0.1;
const mostReadings = 6;
/** What is strange to a reading that is not the best is shown by examples. */
const strangersOfOthers = 100;

/**
 * What the codes may speak of, best first: the most codes recognised; then what the heading says; then the nearest to
 * the period; then the greatest share of its areas present. Blank codes are passed over, each code counts once. None: no
 * code is known. O(codes x vintages).
 */
export function recogniseAreas(
  index: AreaIndex,
  codes: readonly string[],
  period: Days | null,
  heading = '',
): Recognised[] {
  const different = [...new Set(codes.map(plainCode))].filter((code) => code !== '');
  const found = [...readingsOfBlocks(index, different), ...readingsOfTiers(index, different, period)];
  const most = found.reduce((best, one) => Math.max(best, one.recognised), 0);
  const ranked = found
    .filter((one) => one.recognised > 0 && one.recognised >= most * leastShare)
    .map((one) => ({ ...one, order: orderOf(index, one, period, heading) }))
    .sort((a, b) => b.recognised - a.recognised || compareLists(a.order, b.order));
  return ranked
    .slice(0, mostReadings)
    .map(({ use }, at) => readOf(index, use, different, period, at === 0 ? different.length : strangersOfOthers));
}

/** How the codes do as areas of this use. */
export function readingOf(
  index: AreaIndex,
  use: GeographyUse,
  codes: readonly string[],
  period: Days | null = null,
): Recognised {
  const different = [...new Set(codes.map(plainCode))].filter((code) => code !== '');
  return readOf(index, use, different, period, different.length);
}

function readOf(
  index: AreaIndex,
  use: GeographyUse,
  different: readonly string[],
  period: Days | null,
  listed: number,
): Recognised {
  const strange = different.filter((code) => areaKeyOf(index, use, code) === null);
  return {
    use,
    title: geographyTitle(index.timeline, use),
    codes: different.length,
    recognised: different.length - strange.length,
    strangers: strange.slice(0, listed).map((code) => strangerOf(index, use, code)),
    mixture: mixtureOf(index, use, different, strange, period),
  };
}

type Reading = { readonly use: GeographyUse; readonly recognised: number };

function readingsOfBlocks({ timeline, meanings }: AreaIndex, codes: readonly string[]): Reading[] {
  const counts = new Map<string, number>();
  for (const code of codes)
    for (const { geography } of meanings.get(code)?.blocks ?? [])
      counts.set(geography.id, (counts.get(geography.id) ?? 0) + 1);
  return timeline.world.land.geographies.map(({ id }) => ({
    use: { kind: 'blocks', geography: id },
    recognised: counts.get(id) ?? 0,
  }));
}

function readingsOfTiers(index: AreaIndex, codes: readonly string[], period: Days | null): Reading[] {
  const ofTier = new Map<string, Set<string>>();
  for (const code of codes) {
    for (const { tier } of index.meanings.get(code)?.bodies ?? []) {
      const known = ofTier.get(tier) ?? new Set();
      ofTier.set(tier, known.add(code));
    }
  }
  return tierNames.flatMap((tier) => {
    const best = bestDay(index, tier, [...(ofTier.get(tier) ?? [])], period);
    return best === null ? [] : [{ use: { kind: 'tier', tier, on: best.on }, recognised: best.count }];
  });
}

/** Smaller is better, one criterion after another. */
function orderOf(index: AreaIndex, { use, recognised }: Reading, period: Days | null, heading: string): number[] {
  const whole = areasIn(index, use);
  const coverage = whole === 0 ? 0 : recognised / whole;
  return [isNamedBy(index, use, heading) ? 0 : 1, distanceOf(index, use, period), -coverage, placeOf(index, use)];
}

/** How many areas there are of that use. */
export function areasIn({ timeline }: AreaIndex, use: GeographyUse): number {
  if (use.kind === 'tier') return bodiesOn(timeline, use.tier, use.on).length;
  return geographyNamed(timeline.world.land, use.geography)?.codes.length ?? 0;
}

/** True when the heading names the vintage or the tier: `lsoa21_code`, `LSOA 2021`, `CCG_CODE`. */
function isNamedBy({ timeline }: AreaIndex, use: GeographyUse, heading: string): boolean {
  const words = heading.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (words === '') return false;
  if (use.kind === 'tier') {
    const names = [use.tier, tiers[use.tier].singular, tiers[use.tier].plural];
    const other = use.tier === 'icb' && words.includes('subicb');
    return !other && names.some((name) => words.includes(name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')));
  }
  const geography = geographyNamed(timeline.world.land, use.geography);
  const year = geography?.vintage.slice(0, 4) ?? '';
  const kind = use.geography.toLowerCase().replaceAll(/[^a-z]/g, '');
  return kind !== '' && [`${kind}${year}`, `${kind}${year.slice(2)}`].some((name) => words.includes(name));
}

/** How far off the period: 0 within it, or the latest vintage up to it; years else. A vintage after the period is worse. */
function distanceOf({ timeline }: AreaIndex, use: GeographyUse, period: Days | null): number {
  if (use.kind === 'tier') {
    if (isWithin(use.on, period) || period === null) return 0;
    return Math.abs(Date.parse(use.on) - Date.parse(period.from)) / yearMs;
  }
  const vintage = geographyNamed(timeline.world.land, use.geography)?.vintage ?? '';
  if (period === null) return 0;
  const isLater = vintage >= period.to;
  const years = Math.abs(Date.parse(vintage) - Date.parse(period.from)) / yearMs;
  if (isLater) return 1000 + years;
  const later = timeline.world.land.geographies.filter((one) => one.vintage > vintage && one.vintage < period.to);
  return later.length;
}

const yearMs = 365.25 * 86_400_000;

/** Without anything to tell them apart: tiers in their order, then vintages, the latest first. */
function placeOf({ timeline }: AreaIndex, use: GeographyUse): number {
  if (use.kind === 'tier') return tierNames.indexOf(use.tier);
  const { geographies } = timeline.world.land;
  return tierNames.length + geographies.length - geographies.findIndex((one) => one.id === use.geography);
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? 0;
    if (value !== other) return value - other;
  }
  return 0;
}

/** Says that the strangers are areas of another day or vintage, where most of them are. */
function mixtureOf(
  index: AreaIndex,
  use: GeographyUse,
  codes: readonly string[],
  strange: readonly string[],
  period: Days | null,
): string | null {
  if (strange.length === 0 || strange.length === codes.length) return null;
  const known = `${codes.length - strange.length} of ${codes.length} codes are of`;
  if (use.kind === 'tier') {
    const other = bestDay(index, use.tier, strange, period);
    if (other === null) return null;
    const { title } = tiers[use.tier];
    return `${known} ${title} on ${dayInWords(use.on)}; ${other.count} of ${dayInWords(other.on)}`;
  }
  const [other] = readingsOfBlocks(index, strange).sort((a, b) => b.recognised - a.recognised);
  if (other === undefined || other.recognised === 0) return null;
  return `${known} ${geographyTitle(index.timeline, use)}; ${other.recognised} of ${geographyTitle(index.timeline, other.use)}`;
}
