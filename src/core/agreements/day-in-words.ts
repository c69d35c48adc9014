/** Days and short lists as sentences say them. */

import type { IsoDate } from '#std/iso-date.ts';

const months = [
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

/** The day in words. @example dayInWords('2027-04-01') // '1 April 2027' */
export function dayInWords(date: IsoDate): string {
  return `${Number(date.slice(8))} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
}

/** The words as a list in a sentence. @example listInWords(['a', 'b', 'c']) // 'a, b and c' */
export function listInWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
