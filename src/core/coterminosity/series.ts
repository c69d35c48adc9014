/** How the fit of two tiers changed: a summary for each day on which either tier did. */

import { measureSummary } from '#core/coterminosity/measure.ts';
import type { MeasureQuery } from '#core/coterminosity/measure-query.ts';
import type { Summary } from '#core/coterminosity/summary.ts';
import type { Population } from '#core/footprint/population.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';

export type SeriesPoint = { readonly on: IsoDate; readonly population: Population; readonly summary: Summary };

/** What is asked at each date. */
export type SeriesQuery = Omit<MeasureQuery, 'on'>;

/**
 * The summary at each of the dates, in their order; without dates, on the day before the first change of either tier
 * and at every change. Dates on which
 * nothing can be measured (a tier has no known territory yet, or no longer) are left out. Each date uses the population
 * nearest to it unless one is named; name one to see the effect of boundaries alone.
 */
export function measureSeries(timeline: Timeline, query: SeriesQuery, dates?: readonly IsoDate[]): SeriesPoint[] {
  const changes = changeDates(timeline, query.bodies, query.councils);
  const [first] = changes;
  const asked = dates ?? (first === undefined ? [] : [addDays(first, -1), ...changes]);
  return asked.flatMap((on) => {
    const measured = measureSummary(timeline, { ...query, on });
    return measured.ok ? [{ on, ...measured.value }] : [];
  });
}

/** Days on which land changed hands in either tier, ascending, each once. */
export function changeDates(timeline: Timeline, bodies: TierName, councils: TierName): IsoDate[] {
  const dates = [bodies, councils].flatMap((tier) => timeline.tiers.get(tier)?.dates ?? []);
  return [...new Set(dates.filter((date) => date !== null))].sort();
}
