/** How far shares lie apart over the bases that give any. Pure. */

type SharesByBasis = { readonly shares: readonly { readonly code: string; readonly share: number }[] | null };

/** How far the share of one successor lies apart, over the bases; 0 where there is one basis. @units proportion */
function spreadOf(bases: readonly SharesByBasis[], code: string): number {
  const shares = bases.flatMap((one) => one.shares?.find((share) => share.code === code)?.share ?? []);
  return shares.length === 0 ? 0 : Math.max(...shares) - Math.min(...shares);
}

/** How far the answer moves, in a sentence: the successor whose share moves most, ties to the first. */
export function spreadSentence(
  known: readonly SharesByBasis[],
  successors: readonly { readonly code: string; readonly name: string }[],
): string {
  if (known.length === 0) return 'No basis gives shares.';
  if (known.length === 1) return 'One basis gives shares, so there is nothing to compare it with.';
  const widest = successors
    .map((one) => ({ name: one.name, spread: spreadOf(known, one.code) }))
    .reduce((a, b) => (b.spread > a.spread ? b : a));
  if (widest.spread === 0) return `All ${known.length} bases give the same shares.`;
  return `Over ${known.length} bases the share of ${widest.name} moves by ${(widest.spread * 100).toFixed(2)} percentage points, the most of all successors.`;
}
