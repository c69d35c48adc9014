/** Numbers, dates and words of the register as the screens write them, in plain British English. */

import type { Relation } from '#core/coterminosity/relations.ts';
import type { EventKind, EventStatus, Evidence, relationshipKinds } from '#core/pack/vocabulary.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const fine = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 });
const longDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const shortDate = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

const momentFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

/** `1,228,650`. */
export function numberText(value: number): string {
  return whole.format(value);
}

/** `0.1234`: an index, to four significant digits. */
export function indexText(value: number): string {
  return fine.format(value);
}

/**
 * A proportion as a percentage to one decimal. What is not all or nothing is never rounded to 100% or 0%; null is a
 * dash. @example percentText(0.9999) // 'over 99.9%'
 */
export function percentText(proportion: number | null): string {
  if (proportion === null) return '–';
  if (proportion > 0 && proportion < 0.0005) return 'under 0.1%';
  if (proportion < 1 && proportion >= 0.9995) return 'over 99.9%';
  if (proportion === 0 || proportion === 1) return `${proportion * 100}%`;
  return `${oneDecimal.format(proportion * 100)}%`;
}

/** `1 April 2026`. */
export function dateText(date: string): string {
  return longDate.format(new Date(date));
}

/** `1 Apr 2026`. */
export function shortDateText(date: string): string {
  return shortDate.format(new Date(date));
}

/** `1 April 2026, 09:30`: a moment on the clock of whoever reads it. */
export function momentText(moment: string): string {
  return momentFormat.format(new Date(moment));
}

/** `1 April 2013 to 30 June 2022`: last day inclusive, as people say it; open ends are said. */
export function spanText(from: string | null, to: string | null): string {
  const last = to === null ? null : lastDay(to);
  if (from === null && last === null) return 'throughout';
  if (from === null) return `until ${dateText(last ?? '')}`;
  if (last === null) return `since ${dateText(from)}`;
  return `${dateText(from)} to ${dateText(last)}`;
}

/** `1 Jul 2022 – 31 Mar 2026`: last day inclusive. */
export function shortSpanText(from: string | null, to: string | null): string {
  return `${from === null ? 'before the record' : shortDateText(from)} – ${to === null ? 'no end known' : shortDateText(lastDay(to))}`;
}

/** `1 body`, `2 bodies`. */
export function countText(count: number, singular: string, plural: string): string {
  return `${numberText(count)} ${count === 1 ? singular : plural}`;
}

/** Said where the relation of a pair cannot be known, because only part of the territory of one of them is. */
export const unknownRelation = {
  short: 'Not known',
  long: 'only part of the territory of one of them is in this register',
} as const;

/** The short word for a relation, also for one that is not known. */
export function relationText(relation: Relation | null): string {
  return (relation === null ? unknownRelation : relationWords[relation]).short;
}

export const relationWords: Record<Relation, { short: string; long: string }> = {
  coterminous: { short: 'Coterminous', long: 'the health body and the council serve the same people' },
  'council-within-body': {
    short: 'Council within body',
    long: 'all of the council lies in one health body, which serves others too',
  },
  'body-within-council': {
    short: 'Body within council',
    long: 'all of the health body lies in one council, which has others too',
  },
  straddling: { short: 'Straddling', long: 'each has people outside the other' },
  sliver: { short: 'Sliver', long: 'a shared part so small on both sides that the tolerance disregards it' },
};

export const evidenceWords: Record<Evidence, { short: string; long: string }> = {
  published: { short: 'Published', long: 'as a publisher states it' },
  inferred: { short: 'Inferred', long: 'concluded from published facts, not stated as such' },
  uncertain: { short: 'Uncertain', long: 'seen only in part or at second hand; to be confirmed' },
  derived: { short: 'Derived', long: 'worked out by comparing published files' },
  'best-fit': {
    short: 'Best fit',
    long: 'small areas given whole to one body, as its publisher did: not the exact boundary',
  },
  estimated: { short: 'Estimated', long: 'calculated by an assumption that is stated' },
  illustrative: { short: 'Illustrative', long: 'made up to show how it works; not a fact' },
};

export const eventKindWords: Record<EventKind, string> = {
  establish: 'Establishment',
  abolish: 'Abolition',
  merge: 'Merger',
  divide: 'Division',
  'boundary-change': 'Boundary change',
  rename: 'Change of name',
  'change-of-status': 'Change of status',
  cluster: 'Cluster (not a legal change)',
};

export const eventStatusWords: Record<EventStatus, { short: string; long: string }> = {
  proposed: { short: 'Proposed', long: 'put forward; nothing decided' },
  decided: { short: 'Decided', long: 'announced as a decision; the law is not made' },
  'in-law': { short: 'In law', long: 'the instrument is made; the day may be to come' },
  'under-challenge': { short: 'Under challenge', long: 'in law or decided, and disputed in court' },
  quashed: { short: 'Quashed', long: 'undone by a court' },
  'in-effect': { short: 'In effect', long: 'it has happened' },
};

/** The relation of any two bodies, as the record of one of them says it. */
export const relationToOther: Record<Relation, string> = {
  coterminous: 'Coterminous',
  'body-within-council': 'This within the other',
  'council-within-body': 'The other within this',
  straddling: 'Straddling',
  sliver: 'Sliver',
};

/** The line between two bodies as the body at its far end says it. */
export const relationshipFromOther: Record<(typeof relationshipKinds)[number], string> = {
  'accountable-to': 'Holds to account',
  'part-of': 'Has as a part',
  'commissioned-by': 'Commissions',
  'member-of': 'Has as a member',
  'clustered-with': 'Clustered with',
  'performance-managed-by': 'Manages the performance of',
};

/** `Gp practice` from `gp-practice`: for words that have no better text. */
export function plainWord(word: string): string {
  const spaced = word.replaceAll('-', ' ').replaceAll(/\b(nhs|icb|gp|hwb)\b/gi, (short) => short.toUpperCase());
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The day before the first day that it no longer holds. */
function lastDay(to: string): string {
  return addDays(to as IsoDate, -1);
}
