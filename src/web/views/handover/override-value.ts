/** What a person writes to set something by hand, turned into what the server takes, or what is wrong with it. Pure. */

export type Written = {
  readonly disposition: string;
  readonly day: string;
  readonly shares: readonly { readonly code: string; readonly percent: string }[];
};

/** What the server is given for the field, or what is wrong with what was written. */
export function overrideValue(
  field: string,
  written: Written,
): { readonly value: unknown } | { readonly fault: string } {
  if (field === 'disposition') return { value: written.disposition };
  if (field !== 'shares')
    return written.day === '' ? { fault: 'Write the new deadline as a date.' } : { value: written.day };
  const percents = written.shares.map((one) => Number(one.percent));
  if (written.shares.some((one) => one.percent.trim() === '') || percents.some((one) => !(one >= 0 && one <= 100)))
    return { fault: 'Write a share from 0 to 100 for every successor.' };
  const sum = percents.reduce((total, one) => total + one, 0);
  if (Math.abs(sum - 100) > 1e-6)
    return { fault: `The shares come to ${Number(sum.toFixed(6))}; they have to come to 100.` };
  return { value: written.shares.map((one, at) => ({ code: one.code, share: (percents[at] ?? 0) / 100 })) };
}

/** A share in per cent, with as many decimals as it takes to come back to it: 0.4526518 is `45.26518`. */
export function percentOf(share: number): string {
  return String(Number((share * 100).toFixed(8)));
}
