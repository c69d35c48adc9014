/** Finding what a mistyped word was meant to be. */

/**
 * The candidate nearest to the word: the same but for case, spaces and `-` or `_`, else the one at most
 * a third of its letters away (and never more than three); null when none is near. Ties go to the earlier.
 * O(candidates).
 * @example nearestWord('distrct-council', ['county-council', 'district-council']) // 'district-council'
 */
export function nearestWord(word: string, candidates: Iterable<string>): string | null {
  const wanted = plainForm(word);
  let best: string | null = null;
  let bestDistance = Math.min(3, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (plainForm(candidate) === wanted) return candidate;
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function plainForm(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]+/g, '');
}

/** Levenshtein distance, or `bound` when it is that or more. @source Levenshtein (1966) */
function editDistance(a: string, b: string, bound: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const distance = Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
      current.push(distance);
      if (distance < least) least = distance;
    }
    if (least >= bound) return bound;
    previous = current;
  }
  return Math.min(previous[b.length] ?? bound, bound);
}
