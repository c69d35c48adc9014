/**
 * A first description of a file, guessed from its heading, some of its rows and its name, each guess with its reason. What
 * is not sure is a doubt in plain words. Nothing is imported by a guess alone that a person did not see.
 */

import type { AreaIndex } from '#core/datasets/area-index.ts';
import { type ColumnFacts, columnFacts, dependsOn } from '#core/datasets/column-facts.ts';
import { isColumnNumber } from '#core/datasets/column-number.ts';
import type { Period, Subject } from '#core/datasets/data-set.ts';
import type { ColumnUse, DataDescription } from '#core/datasets/description.ts';
import { describedPeriods, descriptionDoubts, nothingSaid, tableRows } from '#core/datasets/description-doubts.ts';
import { fileTitle, periodInName } from '#core/datasets/file-name.ts';
import { guessMeasure, isDenominatorHeading, plainHeading } from '#core/datasets/guess-measure.ts';
import { slugOf } from '#core/datasets/measure-book.ts';
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
  const description: DataDescription = {
    statement: statementOf(fileName, [...uses.values()]),
    columns: Object.fromEntries([...uses].map(([name, { use }]) => [name, use])),
    named: {},
    period: inName,
    geography: null,
    absent: 'unknown',
    leaveOut: [],
  };
  const periods = describedPeriods(facts, description);
  const table = tableRows({ facts, rows: sampleRows, description, index });
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
    doubts: descriptionDoubts({ facts, rows: sampleRows, description, index, geographies, said: nothingSaid }),
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
