/** All that is wrong with a form, at its top, each fault leading to its field. Takes the focus when it appears. */

import { useEffect, useRef } from 'react';

export type SummaryLine = {
  readonly key: string;
  readonly text: string;
  /** Ids of elements that the line leads to, the best first; the first that is there gets the focus. */
  readonly leadsTo: readonly string[];
};

/** The summary. A changed `attempt` focuses it again. */
export function ErrorSummary({
  title,
  lines,
  attempt,
}: {
  readonly title: string;
  readonly lines: readonly SummaryLine[];
  readonly attempt: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is told again
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'start' });
  }, [attempt]);
  return (
    <div className="fault" role="alert" tabIndex={-1} ref={box}>
      <h2>{title}</h2>
      <ul>
        {lines.map(({ key, text, leadsTo }) => (
          <li key={key}>
            <a
              href={`#${leadsTo[0] ?? ''}`}
              onClick={(event) => {
                event.preventDefault();
                const field = leadsTo.map((id) => document.getElementById(id)).find((one) => one !== null);
                field?.closest('details')?.setAttribute('open', '');
                field?.focus();
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
