/** What a rebased table rests on, in sentences, and where its numbers come from. */

import { dayInWords, listInWords } from '#core/agreements/day-in-words.ts';
import { territoryEvidence } from '#core/coterminosity/evidence.ts';
import { type TierColumn, tierColumn } from '#core/coterminosity/tier-columns.ts';
import { columnOf, type DataSetStatement, type GeographyUse, marks } from '#core/datasets/data-set.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import type { Areas } from '#core/rebase/areas.ts';
import { isPractices } from '#core/rebase/data-crosswalks.ts';
import type { RebasedTable } from '#core/rebase/rebased-table.ts';
import { type TierName, tiers } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

type Bare = Omit<RebasedTable, 'assumptions' | 'sources'>;

/** What the sentences also need to know of the question. */
export type TableGrounds = {
  readonly leftOut: readonly { readonly title: string; readonly reason: string }[];
  readonly residence: ResidenceTable | null;
  readonly denominator: string | undefined;
};

/** The assumptions of a table, in the order a reader needs them. */
export function assumptionsOfTable(table: Bare, grounds: TableGrounds): string[] {
  const { timeline, on } = table;
  return [
    ...aboutWeights(table),
    ...aboutPractices(table, grounds.residence),
    ...aboutDenominators(table, grounds.denominator),
    ...aboutIntervals(table),
    ...aboutMissing(table),
    ...grounds.leftOut.slice(0, 5).map(({ reason }) => `Left out: ${reason}`),
    ...(grounds.leftOut.length > 5
      ? [`${grounds.leftOut.length - 5} more measures are left out for reasons of that kind.`]
      : []),
    ...aboutBreaks(table),
    ...aboutTerritory(table),
    `Numbers of each period are put where the areas of ${table.targetTitle} lie, whatever existed when they were counted.`,
    `Events that hold: ${timeline.scenario.title}; the areas are those of ${dayInWords(on)}.`,
  ];
}

function aboutWeights({ columns }: Bare): string[] {
  const split = columns.filter(({ rebased }) => rebased.amounts.sourcesSplit.some((count) => count > 0));
  if (split.length === 0) return ['No area was cut: every number moved whole, and no weight was needed.'];
  const titles = [...new Set(split.map(({ weights }) => weights.title))];
  const found = [
    `Where an area is cut, its number is divided in proportion to ${listInWords(titles)}. The bounds hold however it is divided.`,
  ];
  const unweighted = new Set(
    split.flatMap(({ crosswalk, source }) => crosswalk.unweighted.map((one) => source.codes[one])),
  );
  if (unweighted.size > 0) {
    found.push(
      `${counted(unweighted.size, 'area that is cut weighs', 'areas that are cut weigh')} nothing, and is shared equally by the parts of its land: ${someOf([...unweighted])}.`,
    );
  }
  if (split.some(({ rebased }) => rebased.amounts.variance !== null && rebased.kind !== 'money'))
    found.push(
      'Model intervals hold 95% of outcomes if the pieces of an area that is cut differ from each other as areas do; the bounds hold without any model.',
    );
  return found;
}

function aboutPractices({ columns, on }: Bare, residence: ResidenceTable | null): string[] {
  const ofPractices = columns.find(({ use }) => isPractices(use));
  if (ofPractices === undefined) return [];
  if (residence !== null) {
    return [
      `The numbers of a practice are divided over the areas where its patients live, by ${residence.statement.title} (${residence.period.title}), as if each patient stood for as much as any other.`,
    ];
  }
  return [
    `A practice has no land: it is put where its commissioner serves (that of ${dayInWords(on)}, or of the day of the data for a practice that had closed), wherever its patients live.`,
  ];
}

function aboutDenominators({ columns, timeline }: Bare, denominator: string | undefined): string[] {
  const titles = [...new Set(columns.filter((one) => one.isAssumed).map(({ measure }) => measure.title))];
  if (denominator === undefined || titles.length === 0) return [];
  const title = timeline.world.facts.populations.find((one) => one.id === denominator)?.title ?? denominator;
  return [
    `${listInWords(titles.slice(0, 5))}${titles.length > 5 ? ' and others' : ''}: the data set gives no denominators, and ${title} stands for them. Every value is an estimate; its bounds are the lowest and highest value of the areas in it, where none of them is cut.`,
  ];
}

function aboutIntervals({ columns }: Bare): string[] {
  const judged = columns.filter(({ measure }) => measure.kind === 'proportion' || measure.kind === 'rate');
  const found: string[] = [];
  if (judged.some(({ measure }) => measure.kind === 'proportion'))
    found.push('Proportions have 95% intervals of chance by Wilson.');
  if (judged.some(({ measure }) => measure.kind === 'rate'))
    found.push('Rates have 95% intervals of chance by Byar, exact below 10 events.');
  if (judged.some((one) => one.isAssumed || one.rebased.amounts.sourcesSplit.some((count) => count > 0)))
    found.push(
      'Intervals of chance take an estimated numerator as if it had been counted; they do not hold the uncertainty of the estimate, which the bounds do.',
    );
  return found;
}

const madeKeys = new WeakMap<Areas, ReadonlySet<string>>();

/** The keys of the areas of a period: others of the data set are of other periods. */
function keysOf(areas: Areas): ReadonlySet<string> {
  const keys = madeKeys.get(areas) ?? new Set(areas.keys);
  madeKeys.set(areas, keys);
  return keys;
}

function aboutMissing({ columns, dataSet }: Bare): string[] {
  const counts = new Map<string, number>();
  for (const { measure, period, source } of columns) {
    const here = keysOf(source);
    const column = columnOf(
      dataSet,
      dataSet.measures.findIndex((one) => one.id === measure.id),
      dataSet.periods.findIndex((one) => one.id === period.id),
    );
    for (const [area, value] of column.values.entries()) {
      if (!Number.isNaN(value) || !here.has(dataSet.keys[area] as string)) continue;
      const mark = marks[column.marks?.[area] ?? 1] ?? 'blank';
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
    }
  }
  if (counts.size === 0) return [];
  const all = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const words = [...counts].map(([mark, count]) => `${count.toLocaleString('en-GB')} ${markInWords[mark] ?? mark}`);
  return [
    `${counted(all, 'value of the data set is', 'values of the data set are')} not known (${listInWords(words)}): what they belong to is not known either, never smaller.`,
  ];
}

const markInWords: Record<string, string> = {
  blank: 'blank',
  suppressed: 'suppressed',
  'not-available': 'not available',
  known: 'blank',
};

function aboutBreaks({ columns, dataSet }: Bare): string[] {
  const shown = new Set(columns.map(({ period }) => period.id));
  const first = columns[0]?.period.id ?? '';
  return dataSet.statement.breaks
    .filter(({ period }) => shown.has(period) && period > first)
    .map(({ period, reason }) => `From ${period} on the numbers mean something else: ${reason}`);
}

function aboutTerritory({ timeline, to, columns }: Bare): string[] {
  const found: string[] = [];
  for (const { tier, on, column } of tierColumnsOf(timeline, [to, ...columns.map(({ use }) => use)])) {
    if (tier === 'practice' || column.unknown.length === 0) continue;
    const names = column.unknown.map(({ body }) => body.name);
    found.push(
      `The territory of ${counted(names.length, tiers[tier].singular, tiers[tier].plural)} is not wholly known on ${dayInWords(on)}: ${someOf(names)}.`,
    );
  }
  return found;
}

/** Each tier and day once. */
function tierColumnsOf(
  timeline: Timeline,
  uses: readonly GeographyUse[],
): { tier: TierName; on: IsoDate; column: TierColumn }[] {
  const named = new Map(uses.flatMap((use) => (use.kind === 'tier' ? [[`${use.tier} ${use.on}`, use] as const] : [])));
  return [...named.values()].map(({ tier, on }) => ({ tier, on, column: tierColumn(timeline, tier, on) }));
}

/** Where the numbers, the weights and the territory come from, in that order; each once. */
export function sourcesOfTable(
  { dataSet, columns, timeline, to }: Bare,
  { residence, denominator }: TableGrounds,
): string[] {
  const { facts } = timeline.world;
  const ids = new Set(columns.flatMap(({ weights }) => weights.source ?? []));
  const assumed = facts.populations.find((one) => one.id === denominator)?.source;
  if (assumed !== undefined && assumed !== null) ids.add(assumed);
  const tierUses = tierColumnsOf(timeline, [to, ...columns.map(({ use }) => use)]);
  for (const { on, column } of tierUses)
    for (const source of territoryEvidence(timeline, column, column, on).sources) ids.add(source);
  const ofRegister = [...ids].flatMap((id) => {
    const row = facts.sources.find((one) => one.id === id);
    return row === undefined
      ? []
      : [`${row.title}. ${row.publisher}${row.vintage === null ? '' : `, ${row.vintage}`}. ${row.licence}.`];
  });
  const stated = residence === null ? [dataSet.statement] : [dataSet.statement, residence.statement];
  return [...new Set([...stated.map(citationOf), ...ofRegister])];
}

function citationOf({ title, publisher, vintage, licence }: DataSetStatement): string {
  return `${title}. ${publisher}, ${vintage}. ${licence}.`;
}

function counted(count: number, one: string, several: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : several}`;
}

/** The first few, and how many more there are. */
function someOf(names: readonly (string | undefined)[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');
}
