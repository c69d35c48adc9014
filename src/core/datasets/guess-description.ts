/**
 * A first description of a file, guessed from its heading, some of its rows and its name, each guess with its reason. What
 * is not sure is a doubt in plain words. Nothing is imported by a guess alone that a person did not see.
 */

import type { AreaIndex } from '#core/datasets/area-index.ts';
import { type ColumnFacts, columnFacts, dependsOn } from '#core/datasets/column-facts.ts';
import type { Period, Subject } from '#core/datasets/data-set.ts';
import type { ColumnUse, DataDescription } from '#core/datasets/description.ts';
import { fileTitle, periodInName } from '#core/datasets/file-name.ts';
import { guessMeasure, isDenominatorHeading } from '#core/datasets/guess-measure.ts';
import { slugOf } from '#core/datasets/measure-book.ts';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';
import { type Recognised, recogniseAreas } from '#core/datasets/recognise-areas.ts';

export type ColumnGuess = {
  readonly heading: string;
  /** The first few different texts. */
  readonly samples: readonly string[];
  readonly different: number;
  readonly guess: ColumnUse;
  /** In words. */
  readonly why: string;
};

export type Guess = {
  readonly description: DataDescription;
  readonly columns: readonly ColumnGuess[];
  /** Readings of the area codes, the best first. */
  readonly geographies: readonly Recognised[];
  /** In order of time. */
  readonly periods: readonly Period[];
  /** What a person should look at before the import, each a sentence. */
  readonly doubts: readonly string[];
};

type Use = { readonly use: ColumnUse; readonly why: string };

/** Headings of groups whose names may be numbers: `age`, but not `age_5`, which counts people of five. */
const groupWords = /^(?:age|sex|gender|ethnicity|band|group|category|type)(?:[ _]?(?:group|band|code))?$/i;
const periodWords = /year|period|date|month|quarter|time/i;
const nameWords = /^(?:measure|indicator|metric|variable|statistic|outcome|domain)/i;
const mostGroups = 200;

/** The guess for a file of that heading and these rows, which may be the first of many. Linear in the cells given. */
export function guessDescription(
  heading: readonly string[],
  sampleRows: readonly (readonly string[])[],
  fileName: string,
  index: AreaIndex,
): Guess {
  const facts = columnFacts(heading, sampleRows, index);
  const area = areaColumn(facts);
  const uses = new Map<string, Use>();
  if (area !== undefined) uses.set(area.heading, { use: { as: 'area' }, why: whyArea(area) });
  const period = periodColumn(facts, uses);
  if (period !== undefined) uses.set(period.heading, { use: { as: 'period' }, why: 'Its texts are periods.' });
  const practice = area === undefined ? undefined : practiceColumn(facts, area, sampleRows.length, index);
  if (practice !== undefined) {
    const why = 'It holds codes of practices beside codes of blocks: where the patients of practices live.';
    uses.set(practice.heading, { use: { as: 'practice' }, why });
  }
  const names = facts.find((one) => !uses.has(one.heading) && !one.isNumeric && nameWords.test(one.heading));
  for (const column of names === undefined ? facts : [names, ...facts])
    if (!uses.has(column.heading)) uses.set(column.heading, textUse(column, area, groupsOf(facts, uses), sampleRows));
  for (const column of facts) guessValue(column, facts, uses, fileTitle(fileName));
  const inName = period === undefined ? periodInName(fileName) : null;
  const periods = periodsOf(period, uses, inName);
  const codes = area === undefined ? [] : sampleRows.map((row) => row[area.at] ?? '');
  const geographies = recogniseAreas(index, codes, periods.at(-1) ?? null, area?.heading ?? '');
  const description: DataDescription = {
    statement: statementOf(fileName, [...uses.values()]),
    columns: Object.fromEntries([...uses].map(([name, { use }]) => [name, use])),
    named: {},
    period: inName,
    geography: null,
    absent: 'unknown',
    leaveOut: [],
  };
  return {
    description,
    columns: facts.map(({ heading: name, texts, different }) => {
      const { use, why } = uses.get(name) ?? { use: { as: 'ignore' }, why: '' };
      return { heading: name, samples: texts.slice(0, 5), different, guess: use, why };
    }),
    geographies,
    periods,
    doubts: doubtsOf(area, uses, geographies, periods, inName),
  };
}

/** The column with the most codes of areas, where they are at least half of what it holds; the earlier of equals. */
function areaColumn(facts: readonly ColumnFacts[]): ColumnFacts | undefined {
  const likely = facts.filter(({ codes, different }) => codes > 0 && codes * 2 >= different);
  return likely.reduce<ColumnFacts | undefined>(
    (best, one) => (best === undefined || one.codes > best.codes ? one : best),
    undefined,
  );
}

function whyArea({ codes, different }: ColumnFacts): string {
  return `${codes} of its ${different} different texts are codes of areas of the register.`;
}

function periodColumn(facts: readonly ColumnFacts[], taken: ReadonlyMap<string, Use>): ColumnFacts | undefined {
  const likely = facts.filter((one) => one.isPeriod && !taken.has(one.heading) && one.codes === 0);
  return likely.find(({ heading }) => periodWords.test(heading)) ?? likely.find(({ isNumeric }) => !isNumeric);
}

/** Beside a column of blocks that repeat, the column of practices; or the other way round. */
function practiceColumn(
  facts: readonly ColumnFacts[],
  area: ColumnFacts,
  rows: number,
  index: AreaIndex,
): ColumnFacts | undefined {
  if (area.different * 1.2 > rows) return undefined;
  const kindOf = (column: ColumnFacts) => recogniseAreas(index, column.texts, null, column.heading)[0]?.use;
  if (kindOf(area)?.kind !== 'blocks') return undefined;
  return facts.find((one) => {
    const use = one === area || one.codes * 2 < one.different || one.codes === 0 ? undefined : kindOf(one);
    return use?.kind === 'tier' && use.tier === 'practice';
  });
}

/** The columns that tell groups and measures apart so far. */
function groupsOf(facts: readonly ColumnFacts[], uses: ReadonlyMap<string, Use>): ColumnFacts[] {
  return facts.filter(({ heading }) => ['breakdown', 'measure-name'].includes(uses.get(heading)?.use.as ?? ''));
}

/** Numbers are left for later. */
function textUse(
  column: ColumnFacts,
  area: ColumnFacts | undefined,
  groups: readonly ColumnFacts[],
  rows: readonly (readonly string[])[],
): Use {
  const { heading, different, isNumeric, codes } = column;
  const ignore = (why: string): Use => ({ use: { as: 'ignore' }, why });
  if (different === 0) return ignore('It is empty.');
  if (isNumeric && !groupWords.test(heading)) return ignore('Numbers.');
  if (area !== undefined && dependsOn(rows, column, area)) {
    return ignore(codes > 0 ? 'Codes that follow from the area.' : 'It goes with the area, as a name does.');
  }
  const like = groups.find((one) => dependsOn(rows, column, one));
  if (like !== undefined) return ignore(`It goes with the column ${like.heading}.`);
  if (/name$/i.test(heading)) return ignore('A name beside a code.');
  if (nameWords.test(heading) && !groups.some((one) => nameWords.test(one.heading)))
    return { use: { as: 'measure-name' }, why: 'Its texts name what is measured.' };
  if (different === 1) return ignore('It says the same in every row.');
  if (different <= mostGroups) {
    const name = heading
      .toLowerCase()
      .replaceAll(/[_\s]+/g, ' ')
      .trim();
    return { use: { as: 'breakdown', name }, why: `${different} different texts within the areas: they name groups.` };
  }
  return ignore('Too many different texts to be groups.');
}

function guessValue(column: ColumnFacts, facts: readonly ColumnFacts[], uses: Map<string, Use>, file: string): void {
  const before = uses.get(column.heading);
  if (!column.isNumeric || before?.use.as !== 'ignore') return;
  const isValue = facts.filter((one) => one.isNumeric && uses.get(one.heading)?.use.as !== 'area');
  const denominator = isValue.find((one) => one !== column && isDenominatorHeading(one.heading))?.heading ?? null;
  const isOne = isDenominatorHeading(column.heading);
  const { measure, why } = guessMeasure(column.heading, column.texts, isOne ? null : denominator, file);
  uses.set(column.heading, { use: { as: 'value', measure }, why });
}

function periodsOf(column: ColumnFacts | undefined, uses: ReadonlyMap<string, Use>, inName: string | null): Period[] {
  const texts = [...(column?.texts ?? []), ...(inName === null ? [] : [inName])];
  for (const { use } of uses.values())
    if (use.as === 'value' && use.measure.period !== null) texts.push(use.measure.period);
  const found = new Map<string, Period>();
  for (const text of texts) {
    const parsed = parsePeriod(text);
    if (isPeriod(parsed)) found.set(parsed.id, parsed);
  }
  return [...found.values()].sort((a, b) => (`${a.from} ${a.id}` < `${b.from} ${b.id}` ? -1 : 1));
}

function statementOf(fileName: string, uses: readonly Use[]): DataDescription['statement'] {
  const kinds = uses.flatMap(({ use }) => (use.as === 'value' ? [use.measure.kind] : []));
  // Whatever may count people is held back until somebody says otherwise.
  const subject: Subject =
    kinds.length > 0 && kinds.every((kind) => kind === 'money' || kind === 'index') ? 'not-people' : 'counts-of-people';
  const notStated = 'Not stated';
  return {
    id: slugOf(fileTitle(fileName)),
    title: fileTitle(fileName),
    publisher: notStated,
    licence: notStated,
    vintage: notStated,
    method: notStated,
    subject,
    owner: null,
    seenBy: [],
    derivedFrom: [],
    breaks: [],
    note: null,
  };
}

function doubtsOf(
  area: ColumnFacts | undefined,
  uses: ReadonlyMap<string, Use>,
  geographies: readonly Recognised[],
  periods: readonly Period[],
  inName: string | null,
): string[] {
  const doubts: string[] = [];
  const values = [...uses.values()].flatMap(({ use }) => (use.as === 'value' ? [use.measure] : []));
  const [best, second] = geographies;
  if (area === undefined) doubts.push('No column holds codes of areas that the register knows; say which column does.');
  if (values.length === 0) doubts.push('No column holds numbers; say which one does.');
  if (periods.length === 0)
    doubts.push('It is not said when the numbers were true; name a column of periods, or give one.');
  else if (inName !== null)
    doubts.push(`That the numbers are of ${periods[0]?.title} is taken from the name of the file.`);
  const timeless = inName === null && ![...uses.values()].some(({ use }) => use.as === 'period');
  const undated = timeless ? values.filter(({ period }) => period === null).length : 0;
  if (periods.length > 0 && undated > 0)
    doubts.push(`${undated} columns of numbers do not say when they were true; give each its period.`);
  if (best !== undefined && best.mixture !== null) doubts.push(`The codes are of different days: ${best.mixture}.`);
  if (best !== undefined && best.recognised < best.codes) {
    doubts.push(`${best.codes - best.recognised} of ${best.codes} codes are not among the ${best.title}.`);
  }
  if (best !== undefined && second !== undefined && second.recognised === best.recognised) {
    doubts.push(`The codes could as well be those of ${second.title}; ${best.title} is assumed.`);
  }
  const indices = values.filter(({ kind }) => kind === 'index').length;
  if (indices > 0) doubts.push(`${indices} columns are indices: they are kept, and cannot be put on other areas.`);
  const bare = values.filter(
    (one) => ['proportion', 'rate', 'mean'].includes(one.kind) && one.denominator === null,
  ).length;
  if (bare > 0)
    doubts.push(
      `${bare} columns are ratios whose denominators are not in the file; without them they cannot be put on other areas.`,
    );
  doubts.push('Publisher, licence, edition and method are not known from the file; state them.');
  return doubts;
}
