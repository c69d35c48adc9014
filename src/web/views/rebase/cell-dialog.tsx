/** The evidence of one cell: which areas it was made from, with what share of each, and how, in sentences. */

import { useEffect, useRef } from 'react';
import type { CellEvidenceWire } from '#wire/rebase.ts';
import { type Answer, apiAddress, useAnswer } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Fact } from '../../parts/evidence.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { numberText, percentText } from '../../words.ts';
import { cellQuestion, type RebaseChoice } from './rebase-choice.ts';
import { fullAmountText, isRatio, spanOfValues, surenessText, valueText } from './value-words.ts';

type CellDialogProps = {
  readonly choice: Choice;
  readonly chosen: RebaseChoice;
  /** Code of the area; null: the dialog is closed. */
  readonly area: string | null;
  readonly onClose: () => void;
};

/** The dialog; closing it brings the focus back to what opened it. */
export function CellDialog({ choice, chosen, area, onClose }: CellDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const answer = useAnswer<CellEvidenceWire>(
    area === null ? null : apiAddress('/rebase/cell', cellQuestion(choice, chosen, area)),
  );
  useEffect(() => {
    if (area !== null) dialog.current?.showModal();
  }, [area]);
  return (
    <dialog ref={dialog} className="evidence cell-evidence" aria-labelledby="cell-title" onClose={onClose}>
      {area !== null && (
        <form method="dialog">
          <CellBody answer={answer} />
        </form>
      )}
    </dialog>
  );
}

function CellBody({ answer }: { readonly answer: Answer<CellEvidenceWire> }) {
  const evidence = answer.isStale ? undefined : answer.value;
  return (
    <>
      <div className="evidence-head">
        <h2 id="cell-title">
          {evidence === undefined
            ? 'How this number comes about'
            : `${evidence.cell.areaName ?? evidence.cell.area}: ${evidence.measure.title}`}
        </h2>
        <button type="submit" className="button button-quiet" value="close">
          Close
        </button>
      </div>
      {evidence === undefined ? (
        <Waiting answer={answer} what="the areas that this number was made from" />
      ) : (
        <Explained evidence={evidence} />
      )}
    </>
  );
}

function Explained({ evidence }: { readonly evidence: CellEvidenceWire }) {
  const { cell, measure, pieces, pieceCount, steps, assumptions, sources, weights } = evidence;
  return (
    <>
      <p className="evidence-value">{cell.value === null ? 'Not known' : fullAmountText(measure, cell.value)}</p>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <dl className="facts">
        <Fact name="How sure">{surenessText(cell)}</Fact>
        {!cell.exact && <Fact name="No less, no more than">{spanOfValues(measure, cell.lower, cell.upper)}</Fact>}
        {cell.modelLower !== null && (
          <Fact name="Likely, by the model (95%)">{spanOfValues(measure, cell.modelLower, cell.modelUpper)}</Fact>
        )}
        {cell.interval !== null && (
          <Fact name={`Range of chance (95%, ${cell.interval.method})`}>
            {spanOfValues(measure, cell.interval.lower, cell.interval.upper)}
          </Fact>
        )}
        {isRatio(measure) && cell.denominator !== null && (
          <Fact name="Cases and denominator">
            {cell.numerator === null ? '–' : numberText(cell.numerator)} of {numberText(cell.denominator)}
          </Fact>
        )}
        <Fact name="Numbers of">{evidence.period.title}</Fact>
        <Fact name="Stated for">{evidence.sourceTitle}</Fact>
        <Fact name="Moved to">{evidence.toTitle}</Fact>
        <Fact name="Areas that are cut are divided by">{weights.title}</Fact>
        <Fact name="Page of the documentation">docs/methods/rebase.md</Fact>
      </dl>
      <h3>The areas it was made from</h3>
      <DataTable
        label="Areas that this number was made from"
        caption={
          pieces.length < pieceCount
            ? `The first ${numberText(pieces.length)} of ${numberText(pieceCount)}: those that are cut, then by what they add.`
            : `${numberText(pieceCount)} in all: those that are cut first, then by what they add.`
        }
        columns={pieceColumns(evidence)}
        rows={pieces}
        pageSize={12}
        keyOf={(piece) => piece.code}
        none="No area with a number lies in it."
      />
      {assumptions.length > 0 && (
        <>
          <h3>What is assumed</h3>
          <ul>
            {assumptions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      <h3>Sources</h3>
      <ul className="sources">
        {sources.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </>
  );
}

type Piece = CellEvidenceWire['pieces'][number];

function pieceColumns({ measure }: CellEvidenceWire): TableColumn<Piece>[] {
  // What a ratio is made of is its cases: pieces add to the numerator.
  const added = isRatio(measure) ? ({ ...measure, kind: 'count' } as const) : measure;
  return [
    {
      title: 'Area',
      isRowTitle: true,
      by: (piece) => piece.name ?? piece.code,
      cell: (piece) => (
        <>
          {piece.name ?? piece.code} {piece.name !== null && <span className="hint">{piece.code}</span>}
        </>
      ),
    },
    {
      title: 'Its whole value',
      isNumber: true,
      by: (piece) => piece.value,
      cell: (piece) => (piece.value === null ? 'not known' : valueText(measure, piece.value)),
    },
    {
      title: 'Part that lies here',
      isNumber: true,
      by: (piece) => piece.share,
      cell: (piece) => (piece.isWhole ? 'all' : percentText(piece.share)),
    },
    {
      title: isRatio(measure) ? 'Adds cases' : 'Adds',
      isNumber: true,
      by: (piece) => piece.adds,
      cell: (piece) => valueText(added, piece.adds),
    },
    {
      title: 'No less, no more than',
      isShort: true,
      cell: (piece) => (piece.isWhole ? 'the same' : spanOfValues(added, piece.addsLower, piece.addsUpper)),
    },
  ];
}
