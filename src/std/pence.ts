/** Money as whole pence. Never a floating-point number: pounds are for screens and files. */

import type { Brand } from '#std/brand.ts';

/** @units pence */
export type Pence = Brand<bigint, 'Pence'>;

/** The largest amount that is taken, ten billion pounds: it still fits a JSON number exactly. @units pence */
export const mostPence = 1_000_000_000_000n;

/** The amount of so many pence. */
export function pence(amount: bigint): Pence {
  return amount as Pence;
}

/** The sum; no amounts: nothing. */
export function sumPence(amounts: Iterable<Pence>): Pence {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum as Pence;
}

/**
 * The amount written in `text`: pounds with at most two decimals, with or without a pound sign and thousands
 * separators. Null when it is anything else, also for fractions of a penny.
 * @example parsePence('£1,234.5') // 123450n
 */
export function parsePence(text: string): Pence | null {
  const match = /^(-?)£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', pounds = '', decimals = ''] = match;
  const whole = BigInt(pounds.replaceAll(',', '')) * 100n + BigInt(decimals.padEnd(2, '0') || '0');
  return (sign === '-' ? -whole : whole) as Pence;
}

/** Pounds with two decimals and no separators, as a file has it. @example poundsText(123450n) // '1234.50' */
export function poundsText(amount: Pence): string {
  const size = amount < 0n ? -amount : amount;
  return `${amount < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
}
