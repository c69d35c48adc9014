/** Which words of a text are taken out and which are put in, so that a long text can be read as a change. Pure. */

export type DiffPart = { readonly kind: 'same' | 'out' | 'in'; readonly text: string };

/** Beyond so many words on both sides together a table of all pairs would be slow; the middle then counts as all new. */
const mostPairs = 4_000_000;

/**
 * The parts of both texts in order: those in both, those only before, those only after. The parts that are `same` or `out` are
 * the text before, those that are `same` or `in` the text after, to the letter. Neighbours of one kind are one part.
 */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return joined([
    ...a.slice(0, start).map((text) => ({ kind: 'same', text }) as const),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map((text) => ({ kind: 'same', text }) as const),
  ]);
}

/** Words, each with the white space after it. */
function wordsOf(text: string): string[] {
  return text.match(/\s*\S+\s*/g)?.flatMap((one) => one.split(/(?<=\s)(?=\S)/)) ?? (text === '' ? [] : [text]);
}

/** The longest list of words that both have, and the others in their places; what goes before what comes. */
function middle(a: readonly string[], b: readonly string[]): DiffPart[] {
  const out = (words: readonly string[]) => words.map((text): DiffPart => ({ kind: 'out', text }));
  const put = (words: readonly string[]) => words.map((text): DiffPart => ({ kind: 'in', text }));
  if (a.length === 0 || b.length === 0 || a.length * b.length > mostPairs) return [...out(a), ...put(b)];
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i] as string });
      i += 1;
      j += 1;
    } else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) {
      parts.push({ kind: 'out', text: a[i] as string });
      i += 1;
    } else {
      parts.push({ kind: 'in', text: b[j] as string });
      j += 1;
    }
  }
  return [...parts, ...out(a.slice(i)), ...put(b.slice(j))];
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const found: DiffPart[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last?.kind === part.kind) found[found.length - 1] = { kind: part.kind, text: last.text + part.text };
    else found.push(part);
  }
  return found;
}
