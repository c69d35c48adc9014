/** What a release shows and hides, and what a reader could learn, in plain words. */

import type { ReleaseAuditWire, ReleasedCellWire } from '#wire/releases.ts';

export type GivenAway = ReleaseAuditWire['implied'][number];

export const hiddenWords: Record<string, { readonly mark: string; readonly long: string }> = {
  small: { mark: 'hidden: small', long: 'the count is so small that people might be found' },
  protects: { mark: 'hidden to protect', long: 'with it another hidden number could be worked out' },
  withheld: { mark: 'withheld', long: 'the area is not published, so that a difference gives nothing away' },
  'not-known': { mark: 'not known', long: 'the data set has no number for part of the area' },
};

/** The words for why a cell is hidden, also for a reason that this page does not know. */
export function hiddenWord(reason: string): { readonly mark: string; readonly long: string } {
  return hiddenWords[reason] ?? { mark: `hidden: ${reason}`, long: '' };
}

export const learnedWords: Record<string, string> = {
  exact: 'The count itself',
  small: 'That it is small',
  part: 'That some small counts are ruled out',
  narrowed: 'That some small counts are ruled out',
  open: 'Nothing',
};

const upToTwo = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** A cell as it is published: the number, or why there is none. */
export function shownText({ shown, hidden }: Pick<ReleasedCellWire, 'shown' | 'hidden'>): string {
  if (shown !== null) return upToTwo.format(shown);
  return hidden === null ? '–' : hiddenWord(hidden).mark;
}

/** A sum as people read it: `Leeds − Leeds North`; numbers above one are told as times. */
export function sumText(terms: GivenAway['terms']): string {
  return terms
    .map(({ name, times }, at) => {
      const many = Math.abs(times) === 1 ? name : `${Math.abs(times)} × ${name}`;
      if (at === 0) return times < 0 ? `− ${many}` : many;
      return `${times < 0 ? '−' : '+'} ${many}`;
    })
    .join(' ');
}
