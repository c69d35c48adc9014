import { describe, expect, it } from 'vitest';
import { wordDiff } from './word-diff.ts';

const told = (before: string, after: string) =>
  wordDiff(before, after).map(({ kind, text }) => `${{ same: '=', out: '-', in: '+' }[kind]}${text}`);

describe('the difference of two texts', () => {
  it('[WP3] is told word by word, and both texts can be read off it to the letter', () => {
    expect(told('a pooled fund of both', 'a large fund of both parties')).toEqual([
      '=a ',
      '-pooled ',
      '+large ',
      '=fund of ',
      '-both',
      '+both parties',
    ]);
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const words = ['fund', 'of ', ' the', '\n', '  ', 'body', ' ', ''];
    const text = () => Array.from({ length: random(12) }, () => words[random(words.length)]).join('');
    for (let at = 0; at < 500; at += 1) {
      const [before, after] = [text(), text()];
      const parts = wordDiff(before, after);
      const side = (kind: 'out' | 'in') =>
        parts
          .filter((part) => part.kind === 'same' || part.kind === kind)
          .map((part) => part.text)
          .join('');
      expect([side('out'), side('in')]).toEqual([before, after]);
    }
  });
});
