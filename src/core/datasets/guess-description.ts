/**
 * A first description of a file, guessed from its heading, some of its rows and its name, each guess with its reason. What
 * is not sure is a doubt in plain words. Nothing is imported by a guess alone that a person did not see.
 */

import type { AreaIndex } from '#core/datasets/area-index.ts';
import { type ColumnFacts, columnFacts, dependsOn } from '#core/datasets/column-facts.ts';
import { isColumnNumber } from '#core/datasets/column-number.ts';
import type { Period, Subject } from '#core/datasets/data-set.ts';
import type { ColumnUse, DataDescription } from '#core/datasets/description.ts';
import { fileTitle, periodInName } from '#core/datasets/file-name.ts';
import { guessMeasure, isDenominatorHeading, plainHeading } from '#core/datasets/guess-measure.ts';
import { slugOf } from '#core/datasets/measure-book.ts';
import { parseNumber } from '#core/datasets/parse-number.ts';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';
import { type Recognised, recogniseAreas } from '#core/datasets/recognise-areas.ts';
import { makeRowPlan } from '#core/datasets/row-plan.ts';
import { isCodeHeading, isSideRow } from '#core/datasets/side-row.ts';

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
const periodNames = /^(?:time |reporting |financial |calendar |fin)?[ _]?(?:year|period|date|month|quarter)s?$/i;
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
  if (period !== undefined) {
    const why = period.isPeriod ? 'Its texts are periods.' : 'Its heading says that it holds periods.';
    uses.set(period.heading, { use: { as: 'period' }, why });
  }
  const practice = area === undefined ? undefined : practiceColumn(facts, area, sampleRows.length, index);
  if (practice !== undefined) {
    const why = 'It holds codes of practices beside codes of blocks: where the patients of practices live.';
    uses.set(practice.heading, { use: { as: 'practice' }, why });
  }
  const withCode = area === undefined ? sampleRows : sampleRows.filter((row) => (row[area.at] ?? '').trim() !== '');
  const names = facts.find((one) => !uses.has(one.heading) && !one.isNumeric && nameWords.test(one.heading));
  // The columns that tell groups and measures apart so far.
  const groups: ColumnFacts[] = [];
  for (const column of names === undefined ? facts : [names, ...facts]) {
    if (uses.has(column.heading)) continue;
    const found = textUse(column, area, groups, withCode);
    uses.set(column.heading, found);
    if (found.use.as === 'breakdown' || found.use.as === 'measure-name') groups.push(column);
  }
  guessValues(facts, uses, fileTitle(fileName));
  const inName = period === undefined ? periodInName(fileName) : null;
  const periods = periodsOf(period, uses, inName);
  const description: DataDescription = {
    statement: statementOf(fileName, [...uses.values()]),
    columns: Object.fromEntries([...uses].map(([name, { use }]) => [name, use])),
    named: {},
    period: inName,
    geography: null,
    absent: 'unknown',
    leaveOut: [],
  };
  const plan = makeRowPlan(description, heading);
  const table = area === undefined ? [] : withCode.filter((row) => !isSideRow(row, plan, index));
  const codes = area === undefined ? [] : table.map((row) => row[area.at] ?? '');
  const geographies = recogniseAreas(index, codes, periods.at(-1) ?? null, area?.heading ?? '');
  return {
    description,
    columns: facts.map(({ heading: name, texts, different }) => {
      const { use, why } = uses.get(name) ?? { use: { as: 'ignore' }, why: '' };
      return { heading: name, samples: texts.slice(0, 5), different, guess: use, why };
    }),
    geographies,
    periods,
    doubts: [
      ...columnDoubts(facts, uses, table, index),
      ...doubtsOf(facts, index, area, uses, geographies, periods, inName),
    ],
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
  // Of a column that says of itself what it is, the texts that are no periods are told one by one.
  const named = facts.filter((one) => periodNames.test(one.heading) && !taken.has(one.heading) && one.codes === 0);
  return (
    likely.find(({ heading }) => periodWords.test(heading)) ??
    likely.find(({ isNumeric }) => !isNumeric) ??
    named.find(({ different, texts, isNumeric }) => different > 0 && !(isNumeric && texts.length > mostGroups))
  );
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

/** Numbers that name, sort or surround others and measure nothing. */
const besideWords =
  /(?:^|[^a-z])(?:id|ids|identifier|sortable|sort|order|row|uprn|easting|northing|latitude|longitude|notes?|footnotes?)(?:[^a-z]|$)/i;
const limitWords =
  /(?:^|[^a-z])(?:(?:lower|upper)\b.*(?:ci|conf|limit|interval|bound)|[lu]ci|(?:lower|upper)[ _]?\d*)(?:[^a-z]|$)/i;

function guessValues(facts: readonly ColumnFacts[], uses: Map<string, Use>, file: string): void {
  const numeric = facts.filter((one) => one.isNumeric && uses.get(one.heading)?.use.as !== 'area');
  const denominators = numeric.filter(({ heading }) => isDenominatorHeading(heading));
  for (const column of numeric) {
    const { heading, texts } = column;
    if (uses.get(heading)?.use.as !== 'ignore') continue;
    const beside = whyBeside(heading);
    if (beside !== null) {
      uses.set(heading, { use: { as: 'ignore' }, why: beside });
      continue;
    }
    const denominator = denominators.includes(column) ? null : (denominators[0]?.heading ?? null);
    const { measure, why } = guessMeasure(heading, texts, denominator, file);
    uses.set(heading, { use: { as: 'value', measure }, why });
  }
}

/** Why a column of numbers is none that measures; null: it may measure. */
function whyBeside(heading: string): string | null {
  if (isColumnNumber(heading)) return 'It has no heading.';
  const plain = plainHeading(heading);
  if (limitWords.test(plain)) return 'Limits of an interval, which cannot be added up.';
  return besideWords.test(plain) ? 'Its heading says that its numbers name or sort rows.' : null;
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

function isNoNumber(text: string): boolean {
  return parseNumber(text).kind === 'none';
}

/** Without codes: a column of names is told from no column at all. */
function noAreaDoubt(facts: readonly ColumnFacts[], index: AreaIndex): string {
  const names = new Set(index.timeline.world.organisations.map(({ row }) => row.name.toLowerCase()));
  const named = facts.find(({ texts }) => texts.some((text) => names.has(text.trim().toLowerCase())));
  if (named === undefined) return 'No column holds codes of areas that the register knows; say which column does.';
  return `The column ${named.heading} holds names of areas, which change and are shared; a column of their codes is needed beside it.`;
}

/** What is doubtful about single columns. */
function columnDoubts(
  facts: readonly ColumnFacts[],
  uses: ReadonlyMap<string, Use>,
  table: readonly (readonly string[])[],
  index: AreaIndex,
): string[] {
  const doubts: string[] = [];
  for (const { at, heading, texts, isPeriod: isOfPeriods, periods, noNumbers } of facts) {
    const use = uses.get(heading)?.use;
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
      use.measure.scale === 1 &&
      texts.some((text) => /^\d[\d,]*\.\d*[1-9]/.test(text))
    )
      doubts.push(
        `The column ${heading} is taken for counts, but its numbers are not whole; is it a rate, a share or an average?`,
      );
  }
  return doubts;
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

function doubtsOf(
  facts: readonly ColumnFacts[],
  index: AreaIndex,
  area: ColumnFacts | undefined,
  uses: ReadonlyMap<string, Use>,
  geographies: readonly Recognised[],
  periods: readonly Period[],
  inName: string | null,
): string[] {
  const doubts: string[] = [];
  const values = [...uses.values()].flatMap(({ use }) => (use.as === 'value' ? [use.measure] : []));
  if (area === undefined) doubts.push(noAreaDoubt(facts, index));
  if (values.length === 0) doubts.push('No column holds numbers; say which one does.');
  if (periods.length === 0)
    doubts.push('It is not said when the numbers were true; name a column of periods, or give one.');
  else if (inName !== null && values.some(({ period }) => period === null)) {
    const parsed = parsePeriod(inName);
    doubts.push(
      `That the numbers are of ${isPeriod(parsed) ? parsed.title : inName} is taken from the name of the file.`,
    );
  }
  const timeless = inName === null && ![...uses.values()].some(({ use }) => use.as === 'period');
  const undated = timeless ? values.filter(({ period }) => period === null).length : 0;
  if (periods.length > 0 && undated > 0)
    doubts.push(
      `${undated} ${undated === 1 ? 'column of numbers does' : 'columns of numbers do'} not say when they were true; give each its period.`,
    );
  doubts.push(...geographyDoubts(geographies));
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
  doubts.push('Publisher, licence, edition and method are not known from the file; state them.');
  return doubts;
}
