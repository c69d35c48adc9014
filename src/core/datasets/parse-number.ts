/**
 * Cells of a table as numbers: how publishers write them, and the signs they put where there is none. Money comes as whole
 * pence, by its decimal digits alone.
 */

import type { Mark } from '#core/datasets/data-set.ts';

export type ParsedNumber =
  | {
      readonly kind: 'number';
      /** As written, times the scale; of `12.3%` 12.3. */
      readonly value: number;
      readonly isPercent: boolean;
      /** Led by a sign of a currency. */
      readonly isMoney: boolean;
    }
  | { readonly kind: 'mark'; readonly mark: Exclude<Mark, 'known'> }
  /** `expected` and `found` are for a problem. */
  | { readonly kind: 'none'; readonly expected: string };

/** Signs for a number that is withheld, and for one that there is none of, as official statistics write them. */
const suppressedSigns = new Set(['*', '**', '***', 'c', 'x', 'suppressed', '[c]', '[low]', 'low', '#', 'redacted']);
const absentSigns = new Set([
  ...['..', ':', 'n/a', 'na', '-', '--', '.', '…', '–', '—', 'null', 'nan', 'none', '[x]', '[z]', '[u]', 'z', 'u'],
  ...['[n/a]', '[w]', '[note]', 'n/k', 'not known', 'unknown'],
  ...['not available', 'not applicable', 'missing', '#n/a', 'n.a.', 'nil return', 'no data'],
]);

/**
 * The number, or the mark, that the cell holds. Spaces around it, separators of thousands (`1,234`, `1 234`), a percent
 * sign, a sign of a currency, brackets or a minus for negatives, and exponents are understood. Empty: `blank`. `*`, `c`, `x`,
 * `<5` and `1-7` are numbers withheld; `..`, `:`, `n/a` and `-` are numbers that are not available. Decimal commas are not
 * read: `1,5` is no number. `powerOfTen` shifts the decimal point without error.
 * @example parseNumber('(1,234)') // { kind: 'number', value: -1234, ... }
 */
export function parseNumber(cell: string, scale = 1): ParsedNumber {
  const written = digitsOf(cell);
  if (written.kind !== 'digits') return written;
  return {
    kind: 'number',
    value: scaled(written.text, scale),
    isPercent: written.isPercent,
    isMoney: written.isMoney,
  };
}

export type ParsedPence =
  | { readonly kind: 'number'; readonly pence: number; readonly isRounded: boolean; readonly isPercent: boolean }
  | Exclude<ParsedNumber, { readonly kind: 'number' }>;

/**
 * The cell as whole pence: pounds times `scale`, which must be whole. What is finer than a penny is rounded to the nearest,
 * halves away from zero, and said. More than 15 digits of pence are no amount.
 * @units pence
 * @example parsePenceCell('1284.73', 1000) // 128473000
 */
export function parsePenceCell(cell: string, scale: number): ParsedPence {
  const written = digitsOf(cell);
  if (written.kind !== 'digits') return written;
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(written.text);
  if (match === null) return { kind: 'none', expected: 'an amount of pounds' };
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = match;
  const shift = Number(exponent) + 2 - decimals.length;
  if (Math.abs(shift) > 400) return { kind: 'none', expected: 'an amount of at most 15 digits of pence' };
  const digits = BigInt(`${whole}${decimals}` || '0') * BigInt(scale);
  const divisor = shift < 0 ? 10n ** BigInt(-shift) : 1n;
  const exact = shift > 0 ? digits * 10n ** BigInt(shift) : digits;
  const pence = (exact * 2n + divisor) / (divisor * 2n);
  if (pence > 999_999_999_999_999n) return { kind: 'none', expected: 'an amount of at most 15 digits of pence' };
  const amount = Number(sign === '-' ? -pence : pence);
  // -0 would be another number than 0 to a comparison of bytes.
  return {
    kind: 'number',
    pence: amount === 0 ? 0 : amount,
    isRounded: exact % divisor !== 0n,
    isPercent: written.isPercent,
  };
}

type Written =
  | { readonly kind: 'digits'; readonly text: string; readonly isPercent: boolean; readonly isMoney: boolean }
  | Exclude<ParsedNumber, { readonly kind: 'number' }>;

/**
 * What official statistics put behind a number to say more of it: broken series, estimated, forecast, provisional, revised, not
 * significant, of low reliability, a note. The number is as good without it.
 * @source Government Statistical Service, Using symbols in tables (2017, 2024)
 */
const shorthand = /(?:\s*\[(?:b|e|f|p|r|s|u|er|ns|notes? ?[\d, ]*)\])+$/i;
/** A row of units below the headings. */
const unitOfMoney = /^[£€$]\s?(?:['’]?0{3}s?|k|m|mn|bn)?$/i;

const plain = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const grouped = /^-?\d{1,3}(?:[,\u00a0\u202f ' ]\d{3})+(?:\.\d*)?$/;

/** The digits, sign and point of the cell, without what decorates them. */
function digitsOf(cell: string): Written {
  const whole = cell.trim();
  if (plain.test(whole)) return { kind: 'digits', text: whole, isPercent: false, isMoney: false };
  if (whole === '') return { kind: 'mark', mark: 'blank' };
  const text = whole.replace(shorthand, '');
  // A sign with no number before it says that there is none.
  if (text === '') return { kind: 'mark', mark: 'not-available' };
  if (unitOfMoney.test(text)) return { kind: 'none', expected: 'a number, not its unit' };
  if (decimalComma.test(text)) return { kind: 'none', expected: `a decimal point: ${withPoint(text)}` };
  const small = text.toLowerCase();
  if (suppressedSigns.has(small) || /^[<≤]\s*\d+$/.test(small) || /^\d{1,2}\s?(?:-|–|to)\s?\d{1,2}$/.test(small))
    return { kind: 'mark', mark: 'suppressed' };
  if (absentSigns.has(small)) return { kind: 'mark', mark: 'not-available' };
  const bracketed = /^\((.+)\)$/.exec(text);
  const inner = (bracketed?.[1] ?? text).replace(/^[−–](?=[\d£$€.])/, '-').trim();
  const isPercent = inner.endsWith('%');
  const bare = (isPercent ? inner.slice(0, -1) : inner).trim();
  const isMoney = /^-?\s*[£€$]/.test(bare);
  const number = bare.replace(/^(-?)\s*[£€$]\s*/, '$1').replace(/^\+/, '');
  if (!plain.test(number) && !grouped.test(number)) return { kind: 'none', expected: 'a number' };
  const digits = number.replaceAll(/[,\u00a0\u202f ']/g, '');
  if (bracketed !== null && digits.startsWith('-')) return { kind: 'none', expected: 'a number' };
  return { kind: 'digits', text: bracketed === null ? digits : `-${digits}`, isPercent, isMoney };
}

/** A comma that cannot stand between thousands: `1,5`, `1.234,56`. */
const decimalComma = /^-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}$|^-?\d+,\d{4,}$|^-?\d{4,},\d+$/;

function withPoint(text: string): string {
  return text.replaceAll('.', '').replace(',', '.');
}

/** Powers of ten shift the point, so that no error comes in. */
function scaled(text: string, scale: number): number {
  if (scale === 1) return withoutMinusZero(Number(text));
  const power = Math.round(Math.log10(scale));
  const isPower = 10 ** power === scale && !/e/i.test(text);
  return withoutMinusZero(isPower ? Number(`${text}e${power}`) : Number(text) * scale);
}

function withoutMinusZero(value: number): number {
  return value === 0 ? 0 : value;
}
