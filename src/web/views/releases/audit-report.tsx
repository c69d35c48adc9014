/** The audit of a release in plain words: may it be published, and if not, which numbers give which cell away. */

import type { ReactNode, Ref } from 'react';
import type { ReleaseAuditWire } from '#wire/releases.ts';
import { Link } from '../../parts/link.tsx';
import { countText, numberText, shortDateText } from '../../words.ts';
import { type GivenAway, learnedWords, sumText } from './release-words.ts';
import { SumDrawing } from './sum-drawing.tsx';

type AuditReportProps = {
  readonly audit: ReleaseAuditWire;
  readonly titleOf: ReadonlyMap<string, string>;
  /** True: it tells of what was published, not of a draft. */
  readonly isPublished?: boolean;
  /** The verdict, for who would bring the focus there. */
  readonly heading?: Ref<HTMLHeadingElement>;
  /** A picture of an implied area, where one can be drawn. */
  readonly drawing?: (found: GivenAway) => ReactNode;
  /** What can be done about it, beside the verdict. */
  readonly children?: ReactNode;
};

/** Above so many findings of one kind the rest are folded away. */
const mostFindings = 10;

/** The verdict, then what is wrong, then what was looked at. */
export function AuditReport({ audit, titleOf, isPublished = false, heading, drawing, children }: AuditReportProps) {
  const { isSafe, words, exposed, implied } = audit;
  const telling = implied.filter(({ learned }) => learned !== 'open');
  return (
    <>
      <section
        className={isSafe ? 'panel verdict-safe' : 'panel verdict-unsafe'}
        aria-labelledby="verdict-title"
        aria-live="polite"
      >
        <h3 id="verdict-title" ref={heading} tabIndex={-1}>
          {verdictText(isSafe, isPublished)}
        </h3>
        <p>{words[0]}</p>
        {children}
        {words.length > 1 && (
          <details>
            <summary>The audit in sentences</summary>
            <ul>
              {[...new Set(words)].map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </details>
        )}
      </section>
      {telling.length > 0 && <Implied found={telling} titleOf={titleOf} drawing={drawing} />}
      {exposed.length > 0 && <Exposed exposed={exposed} />}
      <LookedAt audit={isPublished ? { ...audit, assumptions: [] } : audit} open={implied.length - telling.length} />
    </>
  );
}

function verdictText(isSafe: boolean, isPublished: boolean): string {
  if (isPublished) return isSafe ? 'It was safe to publish' : 'It was published although small numbers can be told';
  return isSafe ? 'It may be published as it stands' : 'It may not be published as it stands';
}

type ExposedCell = ReleaseAuditWire['exposed'][number];

function Exposed({ exposed }: { readonly exposed: readonly ExposedCell[] }) {
  return (
    <section aria-labelledby="exposed-title">
      <h3 id="exposed-title">
        {countText(exposed.length, 'hidden number', 'hidden numbers')} can be worked out from the others
      </h3>
      <Folded
        rows={distinctCells(exposed).map(({ cell: { cell, low, high, givenAwayBy, advice }, times }) => (
          <li key={`${cell} ${low} ${high}`} className="finding">
            <p>
              <strong>{cell}</strong> must lie {rangeText(low, high)}
              {times > 1 && ` (${countText(times, 'number', 'numbers')})`}.
            </p>
            {givenAwayBy.length > 0 && (
              <>
                <p>That follows from:</p>
                <ul aria-label={`What gives ${cell} away`}>
                  {givenAwayBy.map((by) => (
                    <li key={by}>{by}</li>
                  ))}
                </ul>
              </>
            )}
            <p>
              <strong>What to change:</strong> {advice}
            </p>
          </li>
        ))}
      />
    </section>
  );
}

/** Cells that are told in the same words, each once with how many they are. */
function distinctCells(exposed: readonly ExposedCell[]): { cell: ExposedCell; times: number }[] {
  const found = new Map<string, { cell: ExposedCell; times: number }>();
  for (const cell of exposed) {
    const same = found.get(JSON.stringify(cell));
    if (same === undefined) found.set(JSON.stringify(cell), { cell, times: 1 });
    else same.times += 1;
  }
  return [...found.values()];
}

function rangeText(low: number, high: number | null): string {
  if (high === null) return `at ${numberText(low)} or above`;
  return low === high ? `at ${numberText(low)} exactly` : `from ${numberText(low)} to ${numberText(high)}`;
}

type ImpliedProps = {
  readonly found: readonly GivenAway[];
  readonly titleOf: ReadonlyMap<string, string>;
  readonly drawing: ((found: GivenAway) => ReactNode) | undefined;
};

function Implied({ found, titleOf, drawing }: ImpliedProps) {
  return (
    <section aria-labelledby="implied-title">
      <h3 id="implied-title">
        {countText(found.length, 'small number follows', 'small numbers follow')} from the difference of published ones
      </h3>
      <Folded
        rows={found.map((one) => (
          <li key={`${one.measure} ${one.period} ${one.sum}`} className="finding">
            <h4>
              {sumText(one.terms)}: {countText(one.count, 'person or case', 'people or cases')}
            </h4>
            <p>
              {titleOf.get(one.measure) ?? one.measure}, {titleOf.get(one.period) ?? one.period}.
            </p>
            <SumDrawing found={one} />
            {drawing?.(one)}
            <p>
              A reader learns: {one.learns === '' ? (learnedWords[one.learned] ?? one.learned) : one.learns}
              {/[.!?]$/.test(one.learns) ? '' : '.'}
            </p>
            <p>
              <strong>What to change:</strong> {one.advice}
            </p>
          </li>
        ))}
      />
    </section>
  );
}

/** The first findings, and a fold with the others. */
function Folded({ rows }: { readonly rows: readonly ReactNode[] }) {
  const rest = rows.slice(mostFindings);
  return (
    <>
      <ul className="findings">{rows.slice(0, mostFindings)}</ul>
      {rest.length > 0 && (
        <details>
          <summary>{countText(rest.length, 'more', 'more')}</summary>
          <ul className="findings">{rest}</ul>
        </details>
      )}
    </>
  );
}

function LookedAt({ audit, open }: { readonly audit: ReleaseAuditWire; readonly open: number }) {
  const { cells, small, hiddenToProtect, earlier, isComplete, assumptions } = audit;
  return (
    <section aria-labelledby="looked-title">
      <h3 id="looked-title">What was looked at</h3>
      <ul>
        <li>
          {countText(cells, 'number', 'numbers')}: {numberText(small)} hidden because small,{' '}
          {numberText(hiddenToProtect)} more to protect those.
        </li>
        <li>
          {earlier.length === 0
            ? 'No earlier release has these measures.'
            : `${countText(earlier.length, 'earlier release', 'earlier releases')} of the same measures:`}
          {earlier.length > 0 && (
            <ul>
              {earlier.map(({ id, title, on }) => (
                <li key={id}>
                  <Link path={`/release/${encodeURIComponent(id)}`}>{title}</Link> ({id}, {shortDateText(on)})
                </li>
              ))}
            </ul>
          )}
        </li>
        {open > 0 && (
          <li>
            {countText(open, 'small area follows', 'small areas follow')} from published numbers, but rounding leaves
            its count open.
          </li>
        )}
        <li>
          {isComplete
            ? 'Every area that follows from published numbers was looked for to the end.'
            : 'The search for areas that follow from published numbers was cut short: there may be more.'}
        </li>
        {assumptions.map((assumption) => (
          <li key={assumption}>{assumption}</li>
        ))}
      </ul>
    </section>
  );
}
