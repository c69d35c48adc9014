/** Periods as files write them: days, years, financial years, months, quarters and ranges. Reads text, no clock. */

import { dayInWords } from '#core/agreements/day-in-words.ts';
import type { Period, PeriodKind } from '#core/datasets/data-set.ts';
import { addDays, type IsoDate, parseIsoDate } from '#std/iso-date.ts';

const expectedPeriod =
  'a day (2021-03-21 or 21/03/2021), a year (2021), a financial year (2020-21), a month (March 2021), a quarter (2021 Q1) or a range (2021-01-01 to 2021-03-31)';

export type ParsedPeriod = Period | { readonly kind: 'none'; readonly expected: string };

/**
 * The period that the text names, or what was expected. Days between slashes are day first, as in Britain; a day that is
 * written month first is refused when it cannot be a day, and so is one that could be either only by its publisher's word.
 * Two years after each other are a financial year (from 1 April); others apart are refused. Ranges name their last day.
 * @example parsePeriod('2005/06') // { id: '2005-06', kind: 'financial-year', from: '2005-04-01', to: '2006-04-01', ... }
 */
export function parsePeriod(text: string): ParsedPeriod {
  const plain = text.trim().replaceAll(/[\s\u00a0]+/g, ' ');
  for (const read of readers) {
    const found = read(plain);
    if (found !== null) return found;
  }
  return { kind: 'none', expected: expectedPeriod };
}

/** True when the text is a period. */
export function isPeriod(parsed: ParsedPeriod): parsed is Period {
  return parsed.kind !== 'none';
}

type Reader = (text: string) => ParsedPeriod | null;

const readers: readonly Reader[] = [asYear, asDay, asFinancialYear, asMonth, asQuarter, asRange];

function asYear(text: string): ParsedPeriod | null {
  const match = /^(?:CY ?|year )?(\d{4})(?:\.0+)?$/i.exec(text);
  const year = Number(match?.[1]);
  if (match === null) return null;
  if (year < 1801 || year > 2199) return { kind: 'none', expected: 'a year from 1801 to 2199' };
  return period('year', `${year}`, `${year}`, day(year, 1, 1), day(year + 1, 1, 1));
}

function asDay(text: string): ParsedPeriod | null {
  const found = dayOf(text);
  if (found === null || typeof found !== 'string') return found;
  return period('day', found, dayInWords(found), found, addDays(found, 1));
}

/** A day; null: the text has not the form of one. */
function dayOf(text: string): IsoDate | { readonly kind: 'none'; readonly expected: string } | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 00:00(?::00)?)?$/.exec(text);
  const worded = /^(?:mid|end|as at|at|on)? ?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ ,-]? ?(\d{4}|\d{2})$/i.exec(
    text,
  );
  const none = (expected: string) => ({ kind: 'none', expected }) as const;
  if (iso !== null) return parseIsoDate(`${iso[1]}-${two(iso[2])}-${two(iso[3])}`) ?? none('a day of the calendar');
  if (british !== null) {
    const [, first, second, year] = british;
    if (Number(second) > 12) return none(`a day before its month, as in ${two(second)}/${two(first)}/${year}`);
    return parseIsoDate(`${year}-${two(second)}-${two(first)}`) ?? none('a day of the calendar');
  }
  const month = worded === null ? 0 : monthOf(worded[2] ?? '');
  if (worded === null || month === 0) return null;
  return (
    parseIsoDate(`${fullYear(worded[3] ?? '')}-${two(String(month))}-${two(worded[1])}`) ??
    none('a day of the calendar')
  );
}

function asFinancialYear(text: string): ParsedPeriod | null {
  const match =
    /^(?:FY ?|financial year |year ending march )?(\d{4}) ?[-–/_] ?(\d{4}|\d{2})$/i.exec(text) ?? shortYears(text);
  if (match === null) return null;
  const [, start = '', end = ''] = match;
  const first = Number(start);
  const second = end.length === 4 ? Number(end) : Math.floor(first / 100) * 100 + Number(end);
  const next = end.length === 2 && end === '00' ? second + 100 : second;
  if (next !== first + 1) {
    return {
      kind: 'none',
      expected: `one financial year such as ${first}-${two(String((first + 1) % 100))}, or a range of days`,
    };
  }
  const id = `${first}-${two(String(next % 100))}`;
  return period('financial-year', id, `${first}/${id.slice(5)}`, day(first, 4, 1), day(next, 4, 1));
}

/** `FY20/21`; without its letters it could be a day, a month or a share. */
function shortYears(text: string): readonly string[] | null {
  const match = /^(?:FY ?|financial year )(\d{2}) ?[-–/_] ?(\d{2})$/i.exec(text);
  return match === null ? null : [text, `20${match[1]}`, match[2] ?? ''];
}

function asMonth(text: string): ParsedPeriod | null {
  const worded = /^([a-z]{3,9})[ ,-]? ?(\d{4})$/i.exec(text) ?? shortMonth(text);
  const figures = /^(\d{4})[-/](\d{2})$/.exec(text) ?? /^(\d{4})M(\d{2})$/i.exec(text);
  const month = worded === null ? Number(figures?.[2] ?? 0) : monthOf(worded[1] ?? '');
  const year = Number(worded?.[2] ?? figures?.[1] ?? 0);
  if (month < 1 || month > 12 || year < 1801) return null;
  return rangeOfMonths(year, month, 1, `${monthNames[month - 1]} ${year}`);
}

/** `Apr-24`, as spreadsheets show a month. */
function shortMonth(text: string): readonly string[] | null {
  const match = /^([a-z]{3})[- '’](\d{2})$/i.exec(text);
  return match === null ? null : [text, match[1] ?? '', fullYear(match[2] ?? '')];
}

/** Spreadsheets take 30 and more for the century before. */
function fullYear(year: string): string {
  return year.length === 4 ? year : `${Number(year) < 30 ? 20 : 19}${year}`;
}

function asQuarter(text: string): ParsedPeriod | null {
  const match = /^(\d{4})[ -]?Q([1-4])$/i.exec(text);
  const turned = /^Q([1-4])[ -]?(\d{4})$/i.exec(text);
  if (match === null && turned === null) return null;
  const year = Number(match?.[1] ?? turned?.[2]);
  const quarter = Number(match?.[2] ?? turned?.[1]);
  return rangeOfMonths(year, quarter * 3 - 2, 3, `Quarter ${quarter} of ${year}`);
}

function asRange(text: string): ParsedPeriod | null {
  const match = /^(.+?) ?(?:\bto\b|--|–|\/| - ) ?(.+)$/i.exec(text);
  if (match === null) return null;
  const [first, last] = [match[1] ?? '', match[2] ?? ''].map((piece) => pieceOf(piece.trim()));
  if (first === null || last === null || first === undefined || last === undefined) return null;
  if (last.from < first.from) return { kind: 'none', expected: 'a range whose last day is not before its first' };
  const year = Number(first.from.slice(0, 4));
  // One financial year has one id, however it is written.
  if (first.from === day(year, 4, 1) && last.to === day(year + 1, 4, 1)) return asFinancialYear(`${year}-${year + 1}`);
  const end = addDays(last.to, -1);
  return period(
    'range',
    `${first.from}--${end}`,
    `${dayInWords(first.from)} to ${dayInWords(end)}`,
    first.from,
    last.to,
  );
}

/** Either end of a range: a day, a year or a month. */
function pieceOf(text: string): Period | null {
  for (const read of [asYear, asDay, asMonth]) {
    const found = read(text);
    if (found !== null) return isPeriod(found) ? found : null;
  }
  return null;
}

function rangeOfMonths(year: number, month: number, count: number, title: string): Period {
  const from = day(year, month, 1);
  const to = month + count > 12 ? day(year + 1, month + count - 12, 1) : day(year, month + count, 1);
  return period('range', `${from}--${addDays(to, -1)}`, title, from, to);
}

function period(kind: PeriodKind, id: string, title: string, from: IsoDate, to: IsoDate): Period {
  return { id, kind, title, from, to };
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Of a name or its first three letters or more, from 1; 0: none. */
function monthOf(name: string): number {
  const small = name.toLowerCase();
  return small.length < 3 ? 0 : monthNames.findIndex((one) => one.toLowerCase().startsWith(small)) + 1;
}

function day(year: number, month: number, date: number): IsoDate {
  return `${String(year).padStart(4, '0')}-${two(String(month))}-${two(String(date))}` as IsoDate;
}

function two(text: string | undefined): string {
  return (text ?? '').padStart(2, '0');
}
