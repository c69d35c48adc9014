/** One cell read as a value of its measure: the number it stands for, why there is none, or what is wrong with it. */

import { marks } from '#core/datasets/data-set.ts';
import type { MeasureUse } from '#core/datasets/description.ts';
import { parseNumber, parsePenceCell } from '#core/datasets/parse-number.ts';

export type Flaw = {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly expected: string | null;
};

/** What the last cell said; one object is filled again and again, since there are millions of cells. */
export type Reading = {
  /** In pence where it is money; NaN: not known. */
  value: number;
  /** Place in `marks`. */
  mark: number;
  flaw: Flaw | null;
};

const known = marks.indexOf('known');
const blank = marks.indexOf('blank');

/** Reads the cell into `reading`. A plain number of a plain measure takes the quick way; both ways give the same. */
export function readValue(cell: string, use: MeasureUse, reading: Reading): void {
  reading.flaw = null;
  reading.mark = known;
  if (use.scale === 1 && use.kind !== 'money') {
    const value = quickNumber(cell);
    if (!Number.isNaN(value)) {
      reading.value = value;
      if (value < 0 || use.kind === 'proportion') checkRange(value, use, reading);
      return;
    }
  }
  if (use.kind === 'money') readMoney(cell, use, reading);
  else readNumber(cell, use, reading);
}

/**
 * The number of a text of at most 15 digits, with or without a minus and a point; NaN: look closer. Exact, as the digits
 * and the power of ten are, so that one division rounds once.
 * @source Clinger, How to read floating point numbers accurately (1990)
 */
export function quickNumber(text: string): number {
  const { length } = text;
  if (length === 0 || length > 15) return Number.NaN;
  let at = text.charCodeAt(0) === 45 ? 1 : 0;
  const start = at;
  let digits = 0;
  let decimals = -1;
  for (; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      if (decimals >= 0) decimals++;
    } else if (digit === -2 && decimals < 0 && at > start) decimals = 0;
    else return Number.NaN;
  }
  if (at === start) return Number.NaN;
  const size = decimals > 0 ? digits / (powers[decimals] as number) : digits;
  return start === 1 && size !== 0 ? -size : size;
}

const powers = Array.from({ length: 16 }, (_, power) => 10 ** power);

function readNumber(cell: string, use: MeasureUse, reading: Reading): void {
  const parsed = parseNumber(cell, use.scale);
  if (parsed.kind === 'mark') setMark(reading, parsed.mark);
  else if (parsed.kind === 'none') {
    spoil(reading, 'not-a-number', 'This is no number, nor a sign for a missing one.', parsed.expected);
  } else {
    reading.value = parsed.value;
    if (!Number.isFinite(parsed.value)) spoil(reading, 'not-a-number', 'This number is too large.', 'a number');
    else if (parsed.isPercent) readPercent(parsed.value, use, reading);
    else if (parsed.isMoney && use.kind !== 'mean' && use.kind !== 'rate') {
      const message = `This is an amount of money in a column of the kind ${use.kind}; say that the column holds money.`;
      spoil(reading, 'money-in-numbers', message, 'a number without a sign of a currency');
    } else checkRange(parsed.value, use, reading);
  }
}

/** A percentage is itself where the measure is stated for 100, a hundredth where it is stated for 1. */
function readPercent(value: number, use: MeasureUse, reading: Reading): void {
  if (use.kind === 'index' || use.kind === 'mean') return;
  if (use.kind === 'proportion' && use.holds === 'value') {
    reading.value = (value / 100) * use.multiplier;
    if (use.multiplier === 100) reading.value = value;
    checkRange(reading.value, use, reading);
    return;
  }
  const what = use.holds === 'numerator' ? 'numerators' : `the kind ${use.kind}`;
  spoil(
    reading,
    'percent-in-count',
    `This is a percentage in a column of ${what}; say that the column is a proportion, and of what.`,
    'a number without a percent sign',
  );
}

function readMoney(cell: string, use: MeasureUse, reading: Reading): void {
  const parsed = parsePenceCell(cell, use.scale);
  if (parsed.kind === 'mark') setMark(reading, parsed.mark);
  else if (parsed.kind === 'none') {
    spoil(reading, 'not-a-number', 'This is no amount of money, nor a sign for a missing one.', parsed.expected);
  } else if (parsed.isPercent) {
    const message = 'This is a percentage in a column of money; say what the column holds.';
    spoil(reading, 'percent-in-count', message, 'an amount of pounds');
  } else {
    reading.value = parsed.pence;
    if (!parsed.isRounded) return;
    const message = 'This amount is finer than a penny; it was rounded to the nearest.';
    reading.flaw = { code: 'rounded-to-pence', severity: 'warning', message, expected: null };
  }
}

function checkRange(value: number, { kind, holds, multiplier }: MeasureUse, reading: Reading): void {
  const isCount = kind === 'count' || holds === 'numerator';
  if (value < 0 && (kind === 'count' || kind === 'rate' || kind === 'proportion')) {
    if (isCount) spoil(reading, 'negative-count', 'A count cannot be negative.', 'a number from 0');
    else spoil(reading, 'ratio-out-of-range', `A ${kind} cannot be negative.`, 'a number from 0');
  } else if (kind === 'proportion' && holds === 'value' && value > multiplier) {
    const message = 'A proportion cannot be more than the whole.';
    spoil(reading, 'ratio-out-of-range', message, `a number from 0 to ${multiplier}`);
  }
}

function setMark(reading: Reading, mark: (typeof marks)[number]): void {
  reading.value = Number.NaN;
  reading.mark = marks.indexOf(mark);
}

function spoil(reading: Reading, code: string, message: string, expected: string): void {
  reading.value = Number.NaN;
  reading.mark = blank;
  reading.flaw = { code, severity: 'error', message, expected };
}
