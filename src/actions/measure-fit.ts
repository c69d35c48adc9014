/** How two tiers fit, on a day and through time. */

import type { OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type Measure, measure } from '#core/coterminosity/measure.ts';
import type { MeasureQuery } from '#core/coterminosity/measure-query.ts';
import { measureSeries, type SeriesPoint, type SeriesQuery } from '#core/coterminosity/series.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type Fit = { readonly register: OpenRegister; readonly measure: Measure };
export type FitSeries = {
  readonly register: OpenRegister;
  readonly query: SeriesQuery;
  readonly points: readonly SeriesPoint[];
};

/** The tolerance when none is named: half a percent, which forgives a best fit but not a ward. */
export const usualTolerance = 0.005;

/** The measure of two tiers on a day. */
export async function measureFit(
  shelf: RegisterShelf,
  context: Context,
  query: MeasureQuery,
): Promise<Result<Fit, Refusal>> {
  const asked = checkTolerance(query.tolerance);
  if (!asked.ok) return asked;
  const opened = await shelf.open(context);
  if (!opened.ok) return opened;
  const measured = measure(opened.value.timeline, query);
  return measured.ok ? answer({ register: opened.value, measure: measured.value }) : measured;
}

/** The summaries at every change of either tier. Days before or after both tiers have land are left out. */
export async function measureFitSeries(
  shelf: RegisterShelf,
  context: Context,
  query: SeriesQuery,
): Promise<Result<FitSeries, Refusal>> {
  const asked = checkTolerance(query.tolerance);
  if (!asked.ok) return asked;
  const opened = await shelf.open(context);
  if (!opened.ok) return opened;
  return answer({ register: opened.value, query, points: measureSeries(opened.value.timeline, query) });
}

function checkTolerance(tolerance: number): Result<null, Refusal> {
  if (tolerance >= 0 && tolerance < 0.5) return answer(null);
  return refuse({
    kind: 'bad-question',
    detail: `A tolerance is a share from 0 up to, not including, 0.5, such as 0.005; found ${tolerance}.`,
  });
}
