/**
 * A data set on other areas: every measure and period that was asked for, moved from the areas of its period, with all that
 * the answer rests on. Knows no store, no files, and not what may be published.
 */

import { geographyTitle } from '#core/datasets/area-index.ts';
import { columnOf, type DataSet, type GeographyUse, type Measure, type Period } from '#core/datasets/data-set.ts';
import { knownPeriods } from '#core/datasets/known-periods.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import type { Areas } from '#core/rebase/areas.ts';
import { type AreasRefusal, areasOfUse, targetAreas } from '#core/rebase/data-areas.ts';
import { assumptionsOfTable, sourcesOfTable } from '#core/rebase/data-assumptions.ts';
import { crosswalksOf } from '#core/rebase/data-crosswalks.ts';
import { groupsOf, type MeasureGroup, numbersOf, placesIn, strandedAreas } from '#core/rebase/data-numbers.ts';
import { chosenMeasures, chosenPeriods, type MeasuresRefusal } from '#core/rebase/measures-asked.ts';
import { type NamedWeights, type UnknownPopulation, weightsNearest } from '#core/rebase/named-weights.ts';
import { rebase } from '#core/rebase/rebase.ts';
import type { DataQuestion, RebasedColumn, RebasedTable, TargetChoice } from '#core/rebase/rebased-table.ts';
import { isTierName } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type DataInput = {
  readonly timeline: Timeline;
  readonly dataSet: DataSet;
  readonly question: DataQuestion;
  /** Null: the complete resident population nearest to each period. */
  readonly weights: NamedWeights | null;
  /** Where the patients of practices live; null: practices go with their commissioner. */
  readonly residence: ResidenceTable | null;
};

export type DataRefusal = AreasRefusal | MeasuresRefusal | UnknownPopulation;

/**
 * The table, or the first reason why there is none. Measures that cannot be moved are refused when they are asked for by name,
 * and otherwise left out, which the assumptions say. O(periods x parts + measures x periods x areas).
 * @source docs/methods/rebase.md
 */
export function rebaseDataSet(input: DataInput): Result<RebasedTable, DataRefusal> {
  const { timeline, dataSet, question } = input;
  const to = wantedUse(question);
  const target = targetAreas(timeline, to);
  if (!target.ok) return target;
  const measures = chosenMeasures(dataSet, question.measures, question.denominator !== undefined);
  if (!measures.ok) return measures;
  const periods = chosenPeriods(dataSet, question.periods);
  if (!periods.ok) return periods;
  const columns: RebasedColumn[] = [];
  for (const period of periods.value) {
    const moved = columnsOfPeriod(input, { to, target: target.value }, measures.value.chosen, period);
    if (!moved.ok) return moved;
    columns.push(...moved.value);
  }
  if (columns.length === 0) {
    return refuse({ kind: 'cannot-rebase', detail: nothingKnown(dataSet, measures.value.chosen) });
  }
  const order = new Map(dataSet.measures.map((measure, at) => [measure.id, at]));
  columns.sort((a, b) => (order.get(a.measure.id) as number) - (order.get(b.measure.id) as number));
  const table = {
    timeline,
    dataSet,
    to,
    target: target.value,
    targetTitle: geographyTitle(timeline, to),
    on: question.on,
    weights: weightsTogether(columns),
    columns,
  };
  const more = { leftOut: measures.value.leftOut, residence: input.residence, denominator: question.denominator };
  return answer({ ...table, assumptions: assumptionsOfTable(table, more), sources: sourcesOfTable(table, more) });
}

/** The choice that a text names: a tier, or else a vintage of blocks. */
export function choiceOf(text: string): TargetChoice {
  return isTierName(text) ? { kind: 'tier', tier: text } : { kind: 'blocks', geography: text };
}

/** The target of a question as areas are named everywhere. */
export function wantedUse({ to, on }: Pick<DataQuestion, 'to' | 'on'>): GeographyUse {
  return to.kind === 'tier'
    ? { kind: 'tier', tier: to.tier, on }
    : { kind: 'blocks', geography: to.geography as Extract<GeographyUse, { kind: 'blocks' }>['geography'] };
}

function nothingKnown(dataSet: DataSet, measures: readonly number[]): string {
  const known = new Set(measures.flatMap((measure) => knownPeriods(dataSet, measure)));
  const titles = dataSet.periods.filter(({ id }) => known.has(id)).map((one) => one.title);
  const listed =
    titles.length > 20 ? `${titles.slice(-20).join(', ')} and ${titles.length - 20} earlier` : titles.join(', ');
  const there = titles.length === 0 ? 'No other period has any either' : `Periods that have values: ${listed}`;
  return `${dataSet.statement.title} has no number for what was asked: every value of these measures and periods is missing. ${there}.`;
}

function weightsTogether(columns: readonly RebasedColumn[]): { id: string; title: string } {
  const different = [...new Map(columns.map(({ weights }) => [weights.id, weights.title]))];
  const [first] = different;
  if (first !== undefined && different.length === 1) return { id: first[0], title: first[1] };
  return { id: 'nearest', title: `Nearest to each period: ${different.map(([, title]) => title).join('; ')}` };
}

function columnsOfPeriod(
  { timeline, dataSet, question, weights: named, residence }: DataInput,
  { to, target }: { to: GeographyUse; target: Areas },
  measures: readonly number[],
  at: number,
): Result<RebasedColumn[], DataRefusal> {
  const period = dataSet.periods[at] as Period;
  const use = dataSet.geographies[at] as GeographyUse;
  const counted = measures.filter((measure) => columnOf(dataSet, measure, at).values.some((one) => !Number.isNaN(one)));
  const source = areasOfUse(timeline, use);
  if (!source.ok) return source;
  const places = placesIn(source.value, dataSet.keys);
  const stranded = strandedAreas(dataSet, counted, at, places);
  if (stranded.length > 0) return strangers(dataSet, stranded, geographyTitle(timeline, use), period);
  const weights = named ?? weightsNearest(timeline.world, period);
  const crosswalks = crosswalksOf({
    timeline,
    from: use,
    source: source.value,
    to,
    target,
    on: question.on,
    weights,
    residence,
  });
  const assumed = assumedDenominators(timeline, question.denominator, source.value);
  if (!assumed.ok) return assumed;
  const columns: RebasedColumn[] = [];
  for (const group of groupsOf(dataSet, counted)) {
    const numbers = numbersOf(dataSet, group, at, places, source.value.keys.length, assumed.value);
    const rebased = rebase(crosswalks.toTargets, numbers);
    if (!rebased.ok) return refusedNumbers(dataSet, group, source.value, rebased.refusal.detail);
    const together = rebase(crosswalks.toAll, numbers);
    if (!together.ok) throw new Error(together.refusal.detail);
    for (const [place, measure] of group.measures.entries()) {
      const one = dataSet.measures[measure] as Measure;
      columns.push({
        measure: one,
        period,
        use,
        source: source.value,
        crosswalk: crosswalks.toTargets,
        numbers,
        rebased: rebased.value,
        together: together.value,
        at: place,
        weights,
        isAssumed: one.denominator === null && ['proportion', 'rate', 'mean'].includes(one.kind),
      });
    }
  }
  return answer(columns);
}

function strangers(
  dataSet: DataSet,
  stranded: readonly number[],
  areas: string,
  period: Period,
): Result<never, DataRefusal> {
  const codes = stranded.slice(0, 10).map((area) => dataSet.codes[area]);
  const more = stranded.length > 10 ? ` and ${stranded.length - 10} more` : '';
  const detail =
    `${dataSet.statement.title} has numbers for ${period.title} of areas that are not among ${areas} as the register is now, ` +
    `in this scenario: ${codes.join(', ')}${more}. Import the data set again, or ask in the scenario and of the register that it was imported with.`;
  return refuse({ kind: 'cannot-rebase', detail });
}

/** The refusal of the core names a source by number; people know it by code. */
function refusedNumbers(
  dataSet: DataSet,
  group: MeasureGroup,
  source: Areas,
  detail: string,
): Result<never, DataRefusal> {
  const titles = group.measures.map((measure) => dataSet.measures[measure]?.title);
  const said = detail.replace(/^Source (\d+)/, (_, at: string) => source.codes[Number(at)] ?? at);
  return refuse({ kind: 'cannot-rebase', detail: `${titles.slice(0, 3).join(', ')}: ${said}` });
}

/** People of the population by area; of practices, those on their lists. Null: no population was asked for. */
function assumedDenominators(
  { world }: Timeline,
  id: string | undefined,
  source: Areas,
): Result<Float64Array | null, UnknownPopulation> {
  if (id === undefined) return answer(null);
  const people = new Float64Array(source.keys.length);
  const onBlocks = world.populations.find((one) => one.row.id === id);
  if (onBlocks !== undefined) {
    for (const [part, area] of source.areaOfPart.entries())
      if (area >= 0) people[area] = (people[area] as number) + (onBlocks.personsOfPart[part] as number);
    return answer(people);
  }
  const listed = world.facts.populations.find((one) => one.id === id);
  if (listed !== undefined) {
    const persons = new Map(
      world.facts.registered_values.flatMap((one) =>
        one.population === listed.id ? [[one.organisation as string, one.persons] as const] : [],
      ),
    );
    return answer(people.map((_, area) => persons.get(source.keys[area] as string) ?? Number.NaN));
  }
  const known = world.facts.populations.map((one) => one.id);
  const detail = `There is no population ${id} to take denominators from. Known: ${known.join(', ') || 'none'}.`;
  return refuse({ kind: 'unknown-population', detail, known });
}
