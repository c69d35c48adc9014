/**
 * Evidence behind a number: every number on screen is a button that opens it. One native dialog serves the whole
 * workbench; closing it brings the focus back to the number.
 */

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { MeasureWire } from '#wire/measure.ts';
import type { SourceWire } from '#wire/register.ts';
import { useAnswer } from '../api-client.ts';
import { evidenceWords, plainWord, spanText } from '../words.ts';
import { Loading } from './status-note.tsx';

export type Evidence = {
  readonly title: string;
  /** What the number is, with its denominator said out loud. */
  readonly says: string;
  readonly vintage?: string;
  readonly formula?: string;
  /** Page of the documentation that gives the method. */
  readonly page?: string;
  readonly methodSource?: string;
  readonly assumptions?: readonly string[];
  readonly sources?: readonly SourceWire[];
  /** Address of the answer that states its sources, and what it assumes, asked when the dialog opens. */
  readonly statedBy?: string;
};

/** What a measure, or the list of sources, says of where its numbers come from. */
type Stated = Pick<MeasureWire, 'sources'> & Partial<Pick<MeasureWire, 'assumptions' | 'population'>>;

const OpenEvidence = createContext<(evidence: Evidence, value: string) => void>(() => {});

/** Gives every `Figure` inside it the dialog to open. */
export function EvidenceHost({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<{ evidence: Evidence; value: string } | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const open = useCallback((evidence: Evidence, value: string) => setShown({ evidence, value }), []);
  useEffect(() => {
    if (shown !== null) dialog.current?.showModal();
  }, [shown]);
  const body = useMemo(
    () => (shown === null ? null : <EvidenceBody key={shown.value + shown.evidence.title} {...shown} />),
    [shown],
  );
  return (
    <OpenEvidence value={open}>
      {children}
      <dialog ref={dialog} className="evidence" aria-labelledby="evidence-title" onClose={() => setShown(null)}>
        <form method="dialog">{body}</form>
      </dialog>
    </OpenEvidence>
  );
}

/** A number that opens its evidence. */
export function Figure({ text, evidence }: { readonly text: string; readonly evidence: Evidence }) {
  const open = useContext(OpenEvidence);
  return (
    <button
      type="button"
      className="figure"
      aria-haspopup="dialog"
      title={`Evidence: ${evidence.title}`}
      onClick={() => open(evidence, text)}
    >
      {text}
    </button>
  );
}

function EvidenceBody({ evidence, value }: { readonly evidence: Evidence; readonly value: string }) {
  const answer = useAnswer<Stated>(evidence.statedBy ?? null);
  const sources = evidence.sources ?? answer.value?.sources;
  const assumptions = [...(evidence.assumptions ?? []), ...(answer.value?.assumptions ?? [])];
  const population = answer.value?.population;
  const vintage =
    evidence.vintage ??
    (population === undefined ? undefined : `${population.title} (${population.base}), ${population.date}`);
  return (
    <>
      <div className="evidence-head">
        <h2 id="evidence-title">{evidence.title}</h2>
        <button type="submit" className="button button-quiet" value="close">
          Close
        </button>
      </div>
      <p className="evidence-value">{value}</p>
      <p>{evidence.says}</p>
      <dl className="facts">
        {vintage !== undefined && <Fact name="Count and vintage">{vintage}</Fact>}
        {evidence.formula !== undefined && (
          <Fact name="Formula">
            <code>{evidence.formula}</code>
          </Fact>
        )}
        {evidence.methodSource !== undefined && <Fact name="Source of the method">{evidence.methodSource}</Fact>}
        {evidence.page !== undefined && <Fact name="Page of the documentation">{evidence.page}</Fact>}
      </dl>
      {answer.isLoading && <Loading what="the sources of this number" />}
      {answer.fault !== undefined && (
        <p className="note note-caution">Its sources could not be loaded: {answer.fault.detail}</p>
      )}
      {assumptions.length > 0 && (
        <>
          <h3>What is assumed</h3>
          <ul>
            {assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </>
      )}
      {sources !== undefined && (
        <>
          <h3>Sources</h3>
          {sources.length === 0 ? <p>This register names no source for it.</p> : <SourceList sources={sources} />}
        </>
      )}
    </>
  );
}

/** Sources with publisher, vintage, licence and how their figures came about. */
export function SourceList({ sources }: { readonly sources: readonly SourceWire[] }) {
  return (
    <ul className="sources">
      {sources.map((source) => (
        <li key={source.id}>
          <cite>{source.title}</cite>, {source.publisher}
          {source.vintage === null ? '' : `, ${source.vintage}`}. {evidenceWords[source.method].short}:{' '}
          {evidenceWords[source.method].long}. Licence: {source.licence}.{source.url === null ? '' : ` ${source.url}`}
          {source.note !== null && <span className="hint"> {source.note}</span>}
        </li>
      ))}
    </ul>
  );
}

/** One term and its description in a list of facts. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A word with the days it holds, as identity tables show it. */
export function Dated({
  text,
  from,
  to,
}: {
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
}) {
  return (
    <>
      {text} <span className="hint">{spanText(from, to)}</span>
    </>
  );
}

/** How something is known, as a small word whose meaning is beside it for those who ask. */
export function EvidenceWord({ evidence }: { readonly evidence: keyof typeof evidenceWords }) {
  const words = evidenceWords[evidence] ?? { short: plainWord(evidence), long: '' };
  return (
    <span className={`badge badge-${evidence}`} title={words.long}>
      {words.short}
    </span>
  );
}
