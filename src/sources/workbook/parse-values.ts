/**
 * Cells to values: dates, money, shares, numbers, words, each as people write them in Britain. What is not surely one
 * value is none.
 */

import { nearestWord } from '#core/pack/nearest-word.ts';
import type { ArrangementColumn } from '#sources/workbook/columns.ts';
import type { WorkbookProblemCode } from '#sources/workbook/problem-kinds.ts';
import { shownCell, type TableCell } from '#sources/workbook/table-source.ts';
import { plainPhrase, type WordList } from '#sources/workbook/words.ts';
import { addDays, type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import { mostPence, type Pence, parsePence, pence } from '#std/pence.ts';

/** A value, or why the cell holds none. */
export type Parsed =
  | { readonly value: unknown }
  | { readonly fault: WorkbookProblemCode; readonly expected?: string; readonly found: string };

/** The value of a cell that is not blank, by the kind of its column. */
export function parseCell(cell: TableCell, column: ArrangementColumn): Parsed {
  const found = shownCell(cell);
  if (cell.kind === 'formula') return { fault: 'formula-cell', found };
  if (cell.kind === 'error') return { fault: 'error-cell', found };
  switch (column.kind) {
    case 'text':
      return { value: found };
    case 'name':
      return { value: found.trim() };
    case 'names':
      return { value: namesIn(found) };
    case 'date':
      return orFault(parseDate(cell), 'not-a-date', found);
    case 'last-day':
      return orFault(dayAfter(parseDate(cell)), 'not-a-date', found);
    case 'pounds':
      return orFault(parsePounds(cell), 'not-money', found);
    case 'whole-number':
      return orFault(parseWhole(cell), 'not-a-whole-number', found);
    case 'share':
      return orFault(parseShare(cell), 'not-a-share', found);
    case 'yes-no':
      return orFault(parseYesNo(cell), 'not-yes-or-no', found);
    case 'word':
      return parseWord(found, wordsOf(column));
    case 'words':
      return parseWords(found, wordsOf(column));
    default:
      return column.kind satisfies never;
  }
}

/** True for spaces alone: people leave them behind. */
export function isBlankCell(cell: TableCell): boolean {
  return cell.kind === 'text' && cell.text.trim() === '';
}

function orFault(value: unknown, fault: WorkbookProblemCode, found: string): Parsed {
  return value === null ? { fault, found } : { value };
}

function wordsOf(column: ArrangementColumn): WordList {
  if (column.words === undefined) throw new Error(`no list of words: ${column.heading}`);
  return column.words;
}

function parseDate(cell: TableCell): IsoDate | null {
  if (cell.kind === 'number') return cell.day;
  return cell.kind === 'text' ? parseWrittenDate(cell.text) : null;
}

function dayAfter(date: IsoDate | null): IsoDate | null {
  return date === null || date === '9999-12-31' ? null : addDays(date, 1);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames =
  'january|february|march|april|may|june|july|august|september|october|november|december|' +
  'jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';
const dayFirst = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;
const dayAndName = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[\\s/.-]*(?:of\\s+)?(${monthNames})[\\s,/.-]*(\\d{4})$`);
const nameAndDay = new RegExp(`^(${monthNames})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})$`);
const weekday = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[\s,]+/;
const midnight = /[t\s]00:00(?::00(?:\.0+)?)?z?$/;

/**
 * The date written in ISO form, in British figures (the day first) or with the month in words. Null for anything
 * else: years of two figures, days that no month has, times other than midnight.
 * @example parseWrittenDate('Thursday 1st April 2027') // 2027-04-01
 */
export function parseWrittenDate(text: string): IsoDate | null {
  const plain = text.trim().toLowerCase().replace(midnight, '').replace(weekday, '');
  const iso = parseIsoDate(plain);
  if (iso !== null) return iso;
  const figures = dayFirst.exec(plain);
  if (figures !== null) return dateFrom(figures[4], figures[3], figures[1]);
  const words = dayAndName.exec(plain);
  if (words !== null) return dateFrom(words[3], monthNumber(words[2]), words[1]);
  const american = nameAndDay.exec(plain);
  return american === null ? null : dateFrom(american[3], monthNumber(american[1]), american[2]);
}

function monthNumber(name = ''): string {
  return String(months.indexOf(name.slice(0, 3)) + 1);
}

function dateFrom(year = '', month = '', day = ''): IsoDate | null {
  return parseIsoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** Numbers of a spreadsheet are binary: what is this near to a whole penny is that penny. @units pence */
const nearPenny = 1e-4;

function parsePounds(cell: TableCell): Pence | null {
  if (cell.kind === 'text') return parsePence(cell.text.replace(/^(-?)\s*(?:gbp|£)\s*/i, '$1'));
  if (cell.kind !== 'number' || cell.isDate) return null;
  const whole = Math.round(cell.value * 100);
  if (Math.abs(cell.value * 100 - whole) > nearPenny * Math.max(1, Math.abs(whole) / 1e9)) return null;
  return Math.abs(whole) > Number(mostPence) * 100 ? null : pence(BigInt(whole));
}

function parseWhole(cell: TableCell): number | null {
  const value = cell.kind === 'number' && !cell.isDate ? cell.value : numberOf(cell);
  return value !== null && Number.isSafeInteger(value) ? value : null;
}

/** A share from 0 to 1; "33.3%" is the number that 0.333 is. */
function parseShare(cell: TableCell): number | null {
  const value = cell.kind === 'number' && !cell.isDate ? cell.value : (percentOf(cell) ?? numberOf(cell));
  return value !== null && value >= 0 && value <= 1 ? value : null;
}

function percentOf(cell: TableCell): number | null {
  const match = cell.kind === 'text' ? /^(\d+(?:\.\d+)?)\s*%$/.exec(cell.text.trim()) : null;
  return match === null ? null : Number(`${match[1]}e-2`);
}

function numberOf(cell: TableCell): number | null {
  const text = cell.kind === 'text' ? cell.text.trim() : '';
  return /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text.replaceAll(',', '')) : null;
}

function parseYesNo(cell: TableCell): boolean | null {
  if (cell.kind === 'boolean') return cell.value;
  const said = shownCell(cell).trim().toLowerCase();
  if (['yes', 'y', 'true', '1'].includes(said)) return true;
  return ['no', 'n', 'false', '0'].includes(said) ? false : null;
}

function parseWord(text: string, words: WordList): Parsed {
  const code = codeOf(text, words);
  return code === undefined ? unknownWord(text, words) : { value: code };
}

function parseWords(text: string, words: WordList): Parsed {
  const codes: string[] = [];
  for (const word of text.split(/[;,\n]/)) {
    if (word.trim() === '') continue;
    const code = codeOf(word, words);
    if (code === undefined) return unknownWord(word.trim(), words);
    if (!codes.includes(code)) codes.push(code);
  }
  return { value: codes };
}

/** Names between semicolons, commas or line breaks, each once. */
function namesIn(text: string): string[] {
  const names = text.split(/[;,\n]/).map((name) => name.trim());
  return [...new Set(names)].filter((name) => name !== '');
}

/** Sheets repeat few words in the same spelling: the labels are looked up before anything is made plain. */
function codeOf(text: string, words: WordList): string | undefined {
  return words.codesOfLabels.get(text) ?? words.codes.get(plainPhrase(text));
}

function unknownWord(found: string, words: WordList): Parsed {
  const near = nearestWord(plainPhrase(found), words.codes.keys());
  const meant = near === null ? undefined : words.labels.get(words.codes.get(near) ?? '');
  const expected = meant === undefined ? `one of: ${[...words.labels.values()].join('; ')}` : `perhaps ${meant}`;
  return { fault: 'unknown-word', expected, found };
}
