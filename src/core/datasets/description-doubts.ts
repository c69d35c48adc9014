/**
 * What is doubtful about a description of a file, in plain words: of a guess everything that a person should look at, of a
 * description that a person has changed only what is still open. Gathers nothing.
 */

import type { AreaIndex } from '#core/datasets/area-index.ts';
import type { ColumnFacts } from '#core/datasets/column-facts.ts';
import type { Period } from '#core/datasets/data-set.ts';
import type { DataDescription, MeasureUse } from '#core/datasets/description.ts';
import { parseNumber } from '#core/datasets/parse-number.ts';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';
import type { Recognised } from '#core/datasets/recognise-areas.ts';
import { makeRowPlan } from '#core/datasets/row-plan.ts';
import { isCodeHeading, isSideRow } from '#core/datasets/side-row.ts';

/** Rows of a file, and how they are to be read. */
export type Described = {
  readonly facts: readonly ColumnFacts[];
  readonly rows: readonly (readonly string[])[];
  readonly description: DataDescription;
  readonly index: AreaIndex;
};

/** What a person said, which is no guess any more. */
export type Said = {
  /** Headings of columns. */
  readonly columns: ReadonlySet<string>;
  readonly period: boolean;
  /** Publisher, licence, edition and method. */
  readonly statement: boolean;
};

export type Doubtful = Described & {
  /** Readings of the codes, the best first; none: the codes are looked at elsewhere. */
  readonly geographies: readonly Recognised[];
  readonly said: Said;
};

export const nothingSaid: Said = { columns: new Set(), period: false, statement: false };

/** The doubts, each a sentence: of columns first, then of areas, time and measures, of the statement last. */
export function descriptionDoubts(doubtful: Doubtful): string[] {
  const { facts, index, description, geographies, said } = doubtful;
  const doubts = columnDoubts(doubtful);
  const values = valuesOf(description);
  if (areaOf(doubtful) === undefined) doubts.push(noAreaDoubt(facts, index));
  if (values.length === 0) doubts.push('No column holds numbers; say which one does.');
  doubts.push(...timeDoubts(doubtful, values), ...geographyDoubts(geographies), ...measureDoubts(values));
  if (!said.statement) doubts.push('Publisher, licence, edition and method are not known from the file; state them.');
  return doubts;
}

/** The periods that the description finds in the file, in order of time. */
export function describedPeriods(facts: readonly ColumnFacts[], description: DataDescription): Period[] {
  const column = facts.find(({ heading }) => description.columns[heading]?.as === 'period');
  const texts = [...(column?.texts ?? []), ...(description.period === null ? [] : [description.period])];
  for (const { period } of valuesOf(description)) if (period !== null) texts.push(period);
  const found = new Map<string, Period>();
  for (const text of texts) {
    const parsed = parsePeriod(text);
    if (isPeriod(parsed)) found.set(parsed.id, parsed);
  }
  return [...found.values()].sort((a, b) => (`${a.from} ${a.id}` < `${b.from} ${b.id}` ? -1 : 1));
}

/** The rows of areas, without totals and notes that stand beside the table; none without a column of areas. */
export function tableRows(described: Described): readonly (readonly string[])[] {
  const { facts, rows, description, index } = described;
  const area = areaOf(described);
  if (area === undefined) return [];
  const heading = facts.map((one) => one.heading);
  const plan = makeRowPlan(description, heading);
  return rows.filter((row) => (row[area.at] ?? '').trim() !== '' && !isSideRow(row, plan, index));
}

function areaOf({ facts, description }: Described): ColumnFacts | undefined {
  return facts.find(({ heading }) => description.columns[heading]?.as === 'area');
}

function valuesOf({ columns }: DataDescription): MeasureUse[] {
  return Object.values(columns).flatMap((use) => (use.as === 'value' ? [use.measure] : []));
}

/** Without codes: a column of names is told from no column at all. */
function noAreaDoubt(facts: readonly ColumnFacts[], index: AreaIndex): string {
  const names = new Set(index.timeline.world.organisations.map(({ row }) => row.name.toLowerCase()));
  const named = facts.find(({ texts }) => texts.some((text) => names.has(text.trim().toLowerCase())));
  if (named === undefined) return 'No column holds codes of areas that the register knows; say which column does.';
  return `The column ${named.heading} holds names of areas, which change and are shared; a column of their codes is needed beside it.`;
}

/** What is doubtful about single columns. */
function columnDoubts(doubtful: Doubtful): string[] {
  const { facts, description, index, said } = doubtful;
  const doubts: string[] = [];
  const table = tableRows(doubtful);
  for (const { at, heading, texts, isPeriod: isOfPeriods, periods, noNumbers } of facts) {
    const use = description.columns[heading];
    if (use?.as === 'area' && isCodeHeading(heading, index))
      doubts.push(`The heading ${heading} is itself the code of an area: the file seems to have no headings.`);
    if (use?.as === 'period' && !isOfPeriods)
      doubts.push(`${texts.length - periods} of ${texts.length} texts of the column ${heading} are no periods.`);
    if (use?.as !== 'value') continue;
    // Rows beside the table are looked away from.
    const odd = noNumbers === 0 ? 0 : new Set(table.map((row) => row[at] ?? '').filter(isNoNumber)).size;
    if (odd > 0) doubts.push(`${odd} of ${texts.length} texts of the column ${heading} are no numbers.`);
    if (
      use.measure.kind === 'count' &&
      !said.columns.has(heading) &&
      use.measure.scale === 1 &&
      texts.some((text) => /^\d[\d,]*\.\d*[1-9]/.test(text))
    )
      doubts.push(
        `The column ${heading} is taken for counts, but its numbers are not whole; is it a rate, a share or an average?`,
      );
  }
  return doubts;
}

function timeDoubts({ facts, description, said }: Doubtful, values: readonly MeasureUse[]): string[] {
  const periods = describedPeriods(facts, description);
  if (periods.length === 0) {
    if (said.period) return [];
    return ['It is not said when the numbers were true; name a column of periods, or give one.'];
  }
  const { period, columns } = description;
  const undated = values.filter((one) => one.period === null).length;
  if (undated === 0 || Object.values(columns).some((use) => use.as === 'period')) return [];
  if (period !== null) {
    const parsed = parsePeriod(period);
    const title = isPeriod(parsed) ? parsed.title : period;
    return said.period ? [] : [`That the numbers are of ${title} is taken from the name of the file.`];
  }
  return [
    `${undated} ${undated === 1 ? 'column of numbers does' : 'columns of numbers do'} not say when they were true; give each its period.`,
  ];
}

function geographyDoubts([best, second]: readonly Recognised[]): string[] {
  if (best === undefined) return [];
  const doubts: string[] = [];
  if (best.mixture !== null) doubts.push(`The codes are of different days: ${best.mixture}.`);
  if (best.recognised < best.codes) {
    doubts.push(`${best.codes - best.recognised} of ${best.codes} codes are not among the ${best.title}.`);
  }
  if (second !== undefined && second.recognised === best.recognised) {
    doubts.push(`The codes could as well be those of ${second.title}; ${best.title} is assumed.`);
  }
  return doubts;
}

function measureDoubts(values: readonly MeasureUse[]): string[] {
  const doubts: string[] = [];
  const indices = values.filter(({ kind }) => kind === 'index').length;
  if (indices > 0)
    doubts.push(
      `${indices === 1 ? '1 column is an index: it is' : `${indices} columns are indices: they are`} kept, and cannot be put on other areas.`,
    );
  const bare = values.filter(
    (one) => ['proportion', 'rate', 'mean'].includes(one.kind) && one.denominator === null,
  ).length;
  if (bare > 0)
    doubts.push(
      `${bare === 1 ? '1 column is a ratio whose' : `${bare} columns are ratios whose`} denominators are not in the file; without them it cannot be put on other areas.`,
    );
  return doubts;
}

function isNoNumber(text: string): boolean {
  return parseNumber(text).kind === 'none';
}
