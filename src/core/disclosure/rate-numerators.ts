/** What a published rate gives away of its count: a rate with a known denominator is as good as its numerator. */

import type { Range } from '#core/disclosure/rules.ts';

export type PublishedRate = {
  readonly value: number;
  /** Decimals shown. */
  readonly decimals: number;
  /** 100 for per cent. */
  readonly multiplier: number;
  readonly denominator: number;
};

/**
 * The counts that a published rate may stand for, given its denominator and how far it was rounded. Equal ends mean that the
 * rate tells the count. `null` when no whole count fits: the rate does not belong to the denominator.
 * @throws when the denominator or the multiplier is not above 0
 */
export function numeratorRange({ value, decimals, multiplier, denominator }: PublishedRate): Range | null {
  if (!(denominator > 0 && multiplier > 0)) throw new RangeError('a rate needs a denominator and a multiplier above 0');
  const half = 0.5 / 10 ** decimals;
  // A rate exactly between two roundings may have gone either way; the slack covers binary fractions.
  const slack = 1e-9 * Math.max(1, denominator);
  const low = Math.max(0, Math.ceil(((value - half) * denominator) / multiplier - slack));
  const high = Math.floor(((value + half) * denominator) / multiplier + slack);
  return low <= high ? { low, high } : null;
}
