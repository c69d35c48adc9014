/** What data sets and their measures are, in plain words: may they leave, what is measured, of which areas and times. */

import { type Mark, type MeasureKind, type Subject, subjects } from '#core/datasets/data-set.ts';
import type { StrangerReason } from '#core/datasets/stranger.ts';
import type { DataMeasureWire, DataSetWire } from '#wire/data-sets.ts';
import { countText, numberText, plainWord } from '../../words.ts';

export const subjectWords: Record<Subject, { readonly short: string; readonly long: string }> = {
  'counts-of-people': {
    short: 'Counts of people',
    long: 'shown here; it leaves only through a release, in which small numbers are protected',
  },
  published: { short: 'May be published', long: 'its publisher has released these numbers already' },
  'not-people': { short: 'May be published', long: 'it counts no people, so that nobody can be found in it' },
};

/** The words of a subject, also of one that this page does not know. */
export function subjectWord(subject: string): { readonly short: string; readonly long: string } {
  return isSubject(subject) ? subjectWords[subject] : { short: subject, long: '' };
}

function isSubject(word: string): word is Subject {
  return subjects.some((one) => one === word);
}

export const kindWords: Record<MeasureKind, { readonly short: string; readonly long: string }> = {
  count: { short: 'Count', long: 'how many: adds up over areas' },
  money: { short: 'Money', long: 'pounds: adds up over areas' },
  proportion: { short: 'Proportion', long: 'a share, such as a percentage: needs its denominator to be moved' },
  rate: { short: 'Rate', long: 'so many per 1,000 or 100,000: needs its denominator to be moved' },
  mean: { short: 'Mean', long: 'an average: needs the number it is an average of to be moved' },
  index: { short: 'Index', long: 'a score, a rank, a decile: cannot be added up, so it is kept and never moved' },
};

export const markWords: Record<Mark, string> = {
  known: 'known',
  blank: 'left blank',
  suppressed: 'hidden by the publisher',
  'not-available': 'not available',
};

const strangerWords: Record<StrangerReason, string> = {
  ended: 'Gone by then',
  'not-yet': 'Not there yet',
  'old-code': 'An earlier code',
  'other-vintage': 'Of another edition of these areas',
  'other-geography': 'Of other areas',
  total: 'A total',
  wales: 'In Wales',
  scotland: 'In Scotland',
  'northern-ireland': 'In Northern Ireland',
  ambiguous: 'May mean several areas',
  unknown: 'Not a code that is known here',
};

/** Why a code does not belong, in short; a reason that this page does not know as it is. */
export function strangerWord(why: string): string {
  return strangerWords[why as StrangerReason] ?? plainWord(why);
}

/** `12 of 40 values are not known: 10 left blank, 2 hidden by the publisher`; all known is said too. */
export function valuesText(values: Readonly<Record<string, number>>): string {
  const total = Object.values(values).reduce((sum, count) => sum + count, 0);
  const lacking = total - (values['known'] ?? 0);
  if (lacking === 0) return `All ${countText(total, 'value is', 'values are')} known.`;
  const reasons = (['blank', 'suppressed', 'not-available'] as const)
    .filter((mark) => (values[mark] ?? 0) > 0)
    .map((mark) => `${numberText(values[mark] ?? 0)} ${markWords[mark]}`);
  return `${numberText(lacking)} of ${countText(total, 'value', 'values')} ${lacking === 1 ? 'is' : 'are'} not known: ${reasons.join(', ')}.`;
}

/** True when its title, note or method says that the numbers are made up to show how things work. */
export function isIllustrative({ statement }: Pick<DataSetWire, 'statement'>): boolean {
  return /illustrative/i.test(`${statement.title} ${statement.note ?? ''} ${statement.method}`);
}

/** True when its title, method or vintage says that the numbers are estimates. */
export function isEstimated({ statement }: Pick<DataSetWire, 'statement'>): boolean {
  return /\bestimate/i.test(`${statement.title} ${statement.method} ${statement.vintage}`);
}

/** The areas of a data set, each set once, with how many: `LSOA 2021 (33,755)`. */
export function areasTexts({ geographies }: Pick<DataSetWire, 'geographies'>): string[] {
  const most = new Map<string, number>();
  for (const { title, areas } of geographies) most.set(title, Math.max(most.get(title) ?? 0, areas));
  return [...most].map(([title, areas]) => `${title} (${numberText(areas)})`);
}

/** `2019`, or `2005-06 to 2008-09 (4 periods)`. */
export function periodsText(periods: readonly { readonly title: string }[]): string {
  const first = periods[0]?.title ?? 'no period';
  const last = periods.at(-1)?.title ?? first;
  return periods.length <= 1 ? first : `${first} to ${last} (${numberText(periods.length)} periods)`;
}

/** What is measured, each family once. */
export function familiesOf(measures: readonly Pick<DataMeasureWire, 'family'>[]): string[] {
  return [...new Set(measures.map(({ family }) => family))];
}

/** The group of a measure: `65 and over, female`; all together when it has none. */
export function groupText(breakdown: Readonly<Record<string, string>>): string {
  const groups = Object.values(breakdown);
  return groups.length === 0 ? 'all together' : groups.join(', ');
}

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });
const wholePounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 });
const upToTwo = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** A value of a measure as its own data set states it; null: a dash. Money is in pence. */
export function valueText(
  value: number | null,
  measure: Pick<DataMeasureWire, 'kind' | 'multiplier' | 'holds'>,
): string {
  if (value === null) return '–';
  if (measure.kind === 'money') return (value % 100 === 0 ? wholePounds : pounds).format(value / 100);
  if (measure.kind === 'count' || measure.holds === 'numerator') return upToTwo.format(value);
  if (measure.kind === 'proportion' && measure.multiplier === 100) return `${upToTwo.format(value)}%`;
  if (measure.kind === 'rate') return `${upToTwo.format(value)} per ${numberText(measure.multiplier)}`;
  return new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 6 }).format(value);
}
