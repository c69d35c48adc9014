/** Counts drawn as bars, one under the other, each with its words and its number beside it. */

import type { ReactNode } from 'react';

export type CountBar = {
  readonly id: string;
  readonly text: ReactNode;
  readonly count: number;
  /** The number as it is shown: a figure with its evidence, or a button that narrows a list to it. */
  readonly shown: ReactNode;
};

/** The bars on one scale, the longest across the whole width. The drawing repeats what the words say. */
export function CountBars({ bars, label }: { readonly bars: readonly CountBar[]; readonly label: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <ul className="count-bars" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.id}>
          <span className="count-bar-text">{bar.text}</span>
          <svg className="count-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(bar.count / most) * 100} height="10" />
          </svg>
          <span className="count-bar-number">{bar.shown}</span>
        </li>
      ))}
    </ul>
  );
}
