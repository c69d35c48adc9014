/** What a column of numbers seems to measure, from its heading and a few of its cells. A person looks at it before an import. */

import type { MeasureUse } from '#core/datasets/description.ts';
import { saysIndex } from '#core/datasets/measure-words.ts';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';

export type MeasureGuess = { readonly measure: MeasureUse; readonly why: string };

/** What a row of units below the headings says of a column. */
const unitWords = /^\(?(?:[£€$]\s?(?:['’]?0{3}s?|k|mn?|bn)?|thousands?|millions?|%|per ?cent|000s)\)?$/i;

/** `[note 1]`, `[r]`: what a publisher adds to a heading. */
const noteSign = /\s*\[(?:notes? ?[\d, and]*|[a-z])\]\s*/gi;

const moneyWords =
  /£|(?:^|[^a-z])(?:costs?|spend|spending|expenditure|income|budgets?|amounts?|pounds|gbp|charges?|contributions?|payments?|grants?)(?:[^a-z]|$)/i;
const percentWords = /%|(?:^|[^a-z])(?:per[ _-]?cent|percentage|pct|proportion|share)(?:[^a-z]|$)/i;
const meanWords = /(?:^|[^a-z])(?:average|mean|avg|median)(?:[^a-z]|$)/i;
const rateWords = /(?:^|[^a-z])(?:rates?|per)(?:[^a-z]|$)/i;
const numeratorWords = /(?:^|[^a-z])(?:numerators?|observed|cases)(?:[^a-z]|$)/i;

/** The guess for a column beside these headings. `file` is its title, for a heading that says nothing but a year. */
export function guessMeasure(
  heading: string,
  samples: readonly string[],
  denominator: string | null,
  file: string,
): MeasureGuess {
  const { rest, period } = withoutPeriod(plainHeading(heading));
  const unit = samples.find((text) => unitWords.test(text.trim())) ?? '';
  const clue = { heading: `${rest} ${unit}`.trim(), samples, denominator };
  const guess = guessers.map((one) => one(clue)).find((one) => one !== null) ?? asCount(rest);
  const measure: MeasureUse = {
    title: titled(rest) || file,
    kind: 'count',
    unit: 'people',
    denominator: null,
    multiplier: 1,
    holds: 'value',
    scale: 1,
    breakdown: {},
    period,
    ...guess.over,
  };
  return { measure, why: guess.why };
}

type Clue = { readonly heading: string; readonly samples: readonly string[]; readonly denominator: string | null };
/** What is other than in a plain count, and why; null: not this kind. */
type Finding = { readonly over: Partial<MeasureUse>; readonly why: string };

/** The first that fits decides: `Income_decile` is an index before it is money. */
const guessers: readonly ((clue: Clue) => Finding | null)[] = [
  asGroup,
  asIndex,
  asProportion,
  asRate,
  asMean,
  asMoney,
  asNumerator,
];

function asGroup({ heading }: Clue): Finding | null {
  const breakdown = agesOf(heading);
  if (breakdown === null) return null;
  return { over: { title: 'People', breakdown }, why: 'The heading names an age, a sex or all people.' };
}

function asIndex({ heading }: Clue): Finding | null {
  if (!saysIndex(heading)) return null;
  const unit = /rank/i.test(heading) ? 'rank' : /decile/i.test(heading) ? 'decile' : 'score';
  return {
    over: { kind: 'index', unit },
    why: 'The heading says that it is a score, a rank or a decile: it is kept, and cannot be put on other areas.',
  };
}

function asProportion({ heading, samples, denominator }: Clue): Finding | null {
  const hasSign = samples.some((cell) => cell.trim().endsWith('%'));
  if (!percentWords.test(heading) && !hasSign) return null;
  const isOfOne = !hasSign && samples.every((cell) => !(Number(cell) > 1));
  return {
    over: { kind: 'proportion', unit: 'per cent', multiplier: isOfOne ? 1 : 100, denominator },
    why: `The heading or a percent sign says that it is a proportion${denominator === null ? ', and no column says of what' : ''}.`,
  };
}

function asRate({ heading, denominator }: Clue): Finding | null {
  const per = /per[ _]?(\d[\d,]*)/i.exec(heading)?.[1]?.replaceAll(',', '');
  if (per === undefined && !rateWords.test(heading)) return null;
  return {
    over: { kind: 'rate', unit: 'events', multiplier: Number(per ?? 100_000) || 1, denominator },
    why: `The heading says that it is a rate${per === undefined ? '; that it is for 100,000 is an assumption' : ` for ${per}`}.`,
  };
}

function asMean({ heading, denominator }: Clue): Finding | null {
  if (!meanWords.test(heading)) return null;
  return { over: { kind: 'mean', unit: 'average', denominator }, why: 'The heading says that it is an average.' };
}

function asMoney({ heading, samples }: Clue): Finding | null {
  if (!moneyWords.test(heading) && !samples.some((cell) => /^\(?-?\s*£/.test(cell))) return null;
  const { scale, word } = scaleOf(heading);
  const what = word === '' ? 'pounds' : `${word} of pounds`;
  return { over: { kind: 'money', unit: 'pounds', scale }, why: `The heading speaks of money, in ${what}.` };
}

/** What a number stands for, by the heading: `(£000)`, `£'000s`, `£k`, `£m`, `(thousands)`. Not `per 100,000`. */
function scaleOf(heading: string): { readonly scale: number; readonly word: string } {
  if (/(?<![\d,.])000['’]?s?(?![\d])|thousand|£\s?k(?![a-z])/i.test(heading)) return { scale: 1000, word: 'thousands' };
  if (/million|£\s?mn?(?![a-z])/i.test(heading)) return { scale: 1_000_000, word: 'millions' };
  if (/billion|£\s?bn(?![a-z])/i.test(heading)) return { scale: 1_000_000_000, word: 'billions' };
  return { scale: 1, word: '' };
}

function asNumerator({ heading, denominator }: Clue): Finding | null {
  if (denominator === null || !numeratorWords.test(heading)) return null;
  return {
    over: { kind: 'proportion', unit: 'per cent', multiplier: 100, denominator, holds: 'numerator' },
    why: `A numerator: its denominator is in the column ${denominator}.`,
  };
}

function asCount(heading: string): Finding {
  const { scale, word } = scaleOf(heading);
  const what = 'Numbers without a sign of anything else are taken for a count of people';
  return { over: { scale }, why: word === '' ? `${what}.` : `${what}, in ${word}.` };
}

/** True when the heading says that its numbers are what others are of. */
export function isDenominatorHeading(heading: string): boolean {
  return /(?:^|[^a-z])(?:denominators?|population|pop)(?:[^a-z]|$)/i.test(heading);
}

/** The heading without signs of notes. @example plainHeading('Falls [note 1]') // 'Falls' */
export function plainHeading(heading: string): string {
  return heading.replaceAll(noteSign, ' ').trim() || heading;
}

/** The period that a heading is, or begins or ends with, and the heading without it. */
function withoutPeriod(heading: string): { readonly rest: string; readonly period: string | null } {
  if (isPeriod(parsePeriod(heading))) return { rest: '', period: heading };
  const match =
    /^(.*?)[\s_-]*((?:19|20)\d{2}(?:[-/](?:\d{4}|\d{2}))?)$/.exec(heading) ??
    /^((?:19|20)\d{2}(?:[-/](?:\d{4}|\d{2}))?)[\s_-]+(.*)$/.exec(heading)?.toReversed();
  if (match === null || match === undefined) return { rest: heading, period: null };
  const [first = '', second = ''] = match.length > 0 && match[0] === heading ? match.slice(1) : match;
  return isPeriod(parsePeriod(second)) ? { rest: first, period: second } : { rest: heading, period: null };
}

/** `age_0_15`, `MALE_0-4`, `Female 75 plus`, `all_ages`: groups of people; null: none is named. */
function agesOf(heading: string): Record<string, string> | null {
  const plain = heading
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
    .trim();
  if (/^(?:all ages|total(?: all| population)?|all people|people|persons)$/.test(plain)) return {};
  const match =
    /^(?:(male|female)s?)? ?(?:aged?s? ?)?(?:(\d{1,3})(?: ?(?:-|to|) ?(\d{1,3})|( ?(?:plus|\+|and over|ov)))?)?$/.exec(
      plain,
    );
  const sexAlone = /^(?:total )?(male|female)s?$/.exec(plain);
  if (sexAlone !== null) return { sex: sexAlone[1] ?? '' };
  if (match === null || match[2] === undefined || !/[a-z]/.test(plain)) return null;
  const [, sex, low, high, over] = match;
  const age = high !== undefined ? `${low} to ${high}` : over !== undefined ? `${low} and over` : `${low}`;
  return { ...(sex === undefined ? {} : { sex }), age };
}

/** The heading as a title. @example titled('net_total_cost_000') // 'Net total cost' */
function titled(heading: string): string {
  const words = heading
    .replaceAll(/_000s?$/gi, '')
    .replaceAll(/[_\s]+/g, ' ')
    .trim();
  return words === '' ? '' : `${words[0]?.toUpperCase()}${words.slice(1)}`;
}
