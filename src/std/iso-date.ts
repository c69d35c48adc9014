/** Calendar dates as ISO strings, and half-open intervals of them. No time zones, no clock. */

import type { Brand } from '#std/brand.ts';

/** A calendar date, `YYYY-MM-DD`, that exists. Strings of it sort in time order. */
export type IsoDate = Brand<string, 'IsoDate'>;

/** Half-open: holds on `from`, no longer on `to`. `null` is "before the record begins" or "still so". */
export type DateInterval = { readonly from: IsoDate | null; readonly to: IsoDate | null };

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const millisecondsPerDay = 86_400_000;

/** The date written in `text`, or null when it is not a date of the calendar (`2023-02-29` is not). */
export function parseIsoDate(text: string): IsoDate | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(time).toISOString().slice(0, 10) === text ? (text as IsoDate) : null;
}

/** The date written in a literal of the program. @throws when it is not a date: a programmer's error. */
export function isoDate(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (date === null) throw new Error(`not a calendar date: ${text}`);
  return date;
}

/** Days since 1970-01-01; whole, negative before. @units days */
export function dayNumber(date: IsoDate): number {
  return Date.parse(date) / millisecondsPerDay;
}

/** The date that many days after 1970-01-01. Inverse of `dayNumber`. */
export function dateOfDayNumber(day: number): IsoDate {
  return new Date(day * millisecondsPerDay).toISOString().slice(0, 10) as IsoDate;
}

/** The date `days` after `date` (before it, when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** True when the interval holds on `date`: its first day counts, its last bound does not. */
export function holdsOn(interval: DateInterval, date: IsoDate): boolean {
  return (interval.from === null || interval.from <= date) && (interval.to === null || date < interval.to);
}
