/**
 * What is asked of the Rebase screen: data set, measure, period, bodies, day, weights. Read from the query of the address and
 * completed from the catalogue; what could not be had is said. Pure.
 */

import { isTierName, type TierName, tiers } from '#core/register/tiers.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import type { DataMeasureWire, DataSetWire, PeriodWire } from '#wire/data-sets.ts';
import { type Choice, contextOf, hasLandBy, tiersWithLand } from '../../choice.ts';
import { isMovable } from './value-words.ts';

export const rebaseParts = ['one', 'two', 'series'] as const;
export type RebasePart = (typeof rebaseParts)[number];

/** The areas that numbers are wanted for. */
export type Target = { readonly to: TierName; readonly on: IsoDate };

export type RebaseChoice = {
  readonly part: RebasePart;
  readonly data: DataSetWire;
  readonly measure: DataMeasureWire;
  readonly period: PeriodWire;
  readonly target: Target;
  /** What stands beside it in the part `two`. */
  readonly other: Target;
  /** Null: the resident count nearest to the period. */
  readonly weights: string | null;
  /** Id of a count of people that stands for denominators that the data lacks; null: none. */
  readonly denominator: string | null;
  /** Code of the chosen area; null: none. */
  readonly area: string | null;
  readonly notes: readonly string[];
};

/** The choice that the query makes; null when the catalogue has no numbers about areas. */
export function rebaseChoiceOf(
  query: URLSearchParams,
  choice: Choice,
  catalogue: readonly DataSetWire[],
): RebaseChoice | null {
  const notes: string[] = [];
  const numbers = catalogue.filter((one) => one.holds === 'numbers' && one.measures.length > 0);
  const data =
    pick(query.get('data'), numbers, (one) => one.statement.id, 'data set', notes) ??
    numbers.find((one) => one.measures.some((measure) => isMovable(measure, false))) ??
    numbers[0];
  if (data === undefined) return null;
  const measure =
    pick(query.get('measure'), data.measures, idOf, 'measure', notes) ?? usualMeasure(data, data.measures);
  if (measure === undefined) return null;
  const period = periodOf(query.get('period'), data, measure, notes);
  if (period === undefined) return null;
  const populations = choice.register.populations;
  const denominator = pick(query.get('denominator'), populations, idOf, 'count of people', notes)?.id ?? null;
  const target: Target = { to: tierOf(query.get('to'), choice, choice.on, null, notes), on: choice.on };
  const otherOn = dayOf(query.get('on2'), notes) ?? choice.on;
  return {
    part: pick(query.get('show'), rebaseParts, (one) => one, 'part of the screen', notes) ?? 'one',
    data,
    measure,
    period,
    target,
    other: { to: tierOf(query.get('to2'), choice, otherOn, target.to, notes), on: otherOn },
    weights: query.get('weights'),
    denominator,
    area: query.get('area'),
    notes,
  };
}

/** Query values of a question to the API. */
export type Question = Readonly<Record<string, string | null>>;

/** What every question about the choice says, whichever measure and period. */
export function wholeQuestion(choice: Choice, { data, target, weights, denominator }: RebaseChoice): Question {
  return { ...contextOf(choice), data: data.statement.id, to: target.to, on: target.on, weights, denominator };
}

/** The question of the table: one measure in one period. */
export function tableQuestion(choice: Choice, chosen: RebaseChoice): Question {
  return { ...wholeQuestion(choice, chosen), measures: chosen.measure.id, periods: chosen.period.id };
}

/** The question of how one cell of that table comes about. */
export function cellQuestion(choice: Choice, chosen: RebaseChoice, area: string): Question {
  return { ...wholeQuestion(choice, chosen), measure: chosen.measure.id, period: chosen.period.id, area };
}

/** The question of the measure in every period. */
export function seriesQuestion(choice: Choice, chosen: RebaseChoice): Question {
  return { ...wholeQuestion(choice, chosen), measure: chosen.measure.id };
}

/** Tiers that may be chosen: those with land, health bodies first. GP practices have none and are never among them. */
export function targetTiers(choice: Choice): TierName[] {
  return tiersWithLand(choice.register, 'health');
}

/** What a measure without a group is called. */
export const allTogether = 'All together';

/** `Children aged 0 to 4: girls`: the groups of a measure within its family; all together when it has none. */
export function groupText({ breakdown }: Pick<DataMeasureWire, 'breakdown'>): string {
  const groups = Object.entries(breakdown);
  return groups.length === 0 ? allTogether : groups.map(([name, group]) => `${name}: ${group}`).join(', ');
}

/** Measures by family, in the order of the data set. */
export function families({ measures }: Pick<DataSetWire, 'measures'>): Map<string, DataMeasureWire[]> {
  return Map.groupBy(measures, (one) => one.family);
}

/**
 * The first of these measures of the data set that can be moved: one with values in the newest period and all groups together
 * where there is such a one.
 */
export function usualMeasure(
  { periods }: Pick<DataSetWire, 'periods'>,
  measures: readonly DataMeasureWire[],
): DataMeasureWire | undefined {
  const newest = periods.at(-1)?.id ?? '';
  const movable = measures.filter((one) => isMovable(one, false));
  const present = movable.filter((one) => one.periods.includes(newest));
  const offered = present.length > 0 ? present : movable;
  return offered.find((one) => Object.keys(one.breakdown).length === 0) ?? offered[0] ?? measures[0];
}

/** Up to three measures that can be moved and have values in more periods: those of its family first, then by their periods. */
export function longerMeasures(
  { measures }: Pick<DataSetWire, 'measures'>,
  measure: DataMeasureWire,
): readonly DataMeasureWire[] {
  const isNear = ({ family }: DataMeasureWire) => Number(family === measure.family);
  return measures
    .filter((one) => isMovable(one, false) && one.periods.length > measure.periods.length)
    .sort((a, b) => isNear(b) - isNear(a) || b.periods.length - a.periods.length)
    .slice(0, 3);
}

/** Periods in which the measure has values; all of the data set where it has none at all. */
export function periodsOf({ periods }: Pick<DataSetWire, 'periods'>, measure: DataMeasureWire): readonly PeriodWire[] {
  const known = periods.filter((one) => measure.periods.includes(one.id));
  return known.length > 0 ? known : periods;
}

function periodOf(
  wanted: string | null,
  data: DataSetWire,
  measure: DataMeasureWire,
  notes: string[],
): PeriodWire | undefined {
  const named = pick(wanted, data.periods, idOf, 'period', notes);
  const offered = periodsOf(data, measure);
  const newest = offered.at(-1);
  if (named === undefined || offered.includes(named)) return named ?? newest;
  notes.push(`“${measure.title}” has no value for ${named.title}. Showing ${newest?.title ?? 'another period'}.`);
  return newest;
}

/** What groups of a family are groups of, with the groups in the order of the data set; null: all together. */
export type Dimension = { readonly name: string; readonly groups: readonly (string | null)[] };

/** The dimensions in which these measures differ, as the data set names them. */
export function dimensionsOf(measures: readonly DataMeasureWire[]): Dimension[] {
  const names = new Set(measures.flatMap((one) => Object.keys(one.breakdown)));
  return [...names]
    .map((name) => ({ name, groups: [...new Set(measures.map((one) => one.breakdown[name] ?? null))] }))
    .filter(({ groups }) => groups.length > 1);
}

/** The measure of that group that is like `from` in most other dimensions, the first of several; undefined: there is no such group. */
export function nearestMeasure(
  measures: readonly DataMeasureWire[],
  from: DataMeasureWire,
  name: string,
  group: string | null,
): DataMeasureWire | undefined {
  const others = dimensionsOf(measures).filter((one) => one.name !== name);
  const likeness = ({ breakdown }: DataMeasureWire) =>
    others.filter((one) => breakdown[one.name] === from.breakdown[one.name]).length;
  return measures
    .filter(({ breakdown }) => (breakdown[name] ?? null) === group)
    .reduce<DataMeasureWire | undefined>(
      (best, one) => (best === undefined || likeness(one) > likeness(best) ? one : best),
      undefined,
    );
}

function tierOf(text: string | null, choice: Choice, on: string, besides: TierName | null, notes: string[]): TierName {
  const offered = targetTiers(choice).filter((tier) => hasLandBy(choice.register, tier, on));
  const usual = [choice.bodies, choice.councils].find((tier) => tier !== besides && offered.includes(tier));
  const fallback = usual ?? offered.find((tier) => tier !== besides) ?? choice.bodies;
  if (text === null) return fallback;
  if (isTierName(text) && choice.register.tiers.some((one) => one.tier === text)) return text;
  notes.push(`The address names the bodies “${text}”, which this register lacks. Showing ${tiers[fallback].plural}.`);
  return fallback;
}

function dayOf(text: string | null, notes: string[]): IsoDate | null {
  if (text === null) return null;
  const date = parseIsoDate(text);
  if (date === null) notes.push(`“${text}” in the address is not a date of the calendar (write it as 2022-07-01).`);
  return date;
}

function pick<T>(
  wanted: string | null,
  from: readonly T[],
  nameOf: (one: T) => string,
  what: string,
  notes: string[],
): T | undefined {
  if (wanted === null) return undefined;
  const found = from.find((one) => nameOf(one) === wanted);
  if (found === undefined)
    notes.push(`The address names the ${what} “${wanted}”, which is not here. Showing the usual one.`);
  return found;
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}
