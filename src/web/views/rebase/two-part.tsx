/** The same numbers on two sets of bodies, or of two days, beside each other, in the same classes. */

import { useMemo, useState } from 'react';
import type { RebasedCellWire, RebasedWire } from '#wire/rebase.ts';
import { quantileClasses, type ValueClasses } from '../../charts/classes.ts';
import type { Choice } from '../../choice.ts';
import { Loading } from '../../parts/status-note.tsx';
import { CellDialog } from './cell-dialog.tsx';
import { CellTable } from './cell-table.tsx';
import { NotRebased } from './not-rebased.tsx';
import { pictureName, pictureNotes, resultTitle } from './picture-words.ts';
import type { RebaseChoice } from './rebase-choice.ts';
import { ResultMap } from './result-map.tsx';
import { ResultSummary } from './result-notes.tsx';
import { TakeAway } from './take-away.tsx';
import { useLinked } from './use-linked.ts';
import { type RebasedAnswer, useRebased } from './use-rebased.ts';

/** Classes count the areas of both. */
const bothMaps = { singular: 'area on both maps', plural: 'areas on both maps' };

type PartProps = { readonly choice: Choice; readonly chosen: RebaseChoice };

/** The part of the screen. Classes are made from the values of both sides. */
export function TwoPart({ choice, chosen }: PartProps) {
  const beside = { ...chosen, target: chosen.other };
  const first = useRebased(choice, chosen);
  const second = useRebased(choice, beside);
  const classes = useMemo(
    () => quantileClasses([...first.cells, ...second.cells].flatMap((cell) => cell.value ?? [])),
    [first.cells, second.cells],
  );
  return (
    <>
      <p className="hint">Both maps have the same classes, and move together.</p>
      <div className="rebase-two">
        <Side choice={choice} chosen={chosen} rebased={first} classes={classes} name="to" />
        <Side choice={choice} chosen={beside} rebased={second} classes={classes} name="to2" />
      </div>
    </>
  );
}

type SideProps = PartProps & {
  readonly rebased: RebasedAnswer;
  readonly classes: ValueClasses;
  /** How the address calls the bodies of this side. */
  readonly name: string;
};

function Side({ choice, chosen, rebased, classes, name }: SideProps) {
  const { answer, cells } = rebased;
  const title = resultTitle(chosen, chosen.target);
  const measure = answer.value?.measures.find((one) => one.id === chosen.measure.id);
  return (
    <section aria-labelledby={`side-${name}`} aria-busy={answer.isStale} className={answer.isStale ? 'is-stale' : ''}>
      <h2 id={`side-${name}`}>{title}</h2>
      {answer.fault !== undefined && (
        <NotRebased choice={choice} fault={answer.fault} target={chosen.target} name={name} retry={answer.retry} />
      )}
      {answer.fault === undefined && (answer.value === undefined || measure === undefined) && (
        <Loading what={`the numbers on their new areas: ${title}`} />
      )}
      {answer.value !== undefined && measure !== undefined && (
        <SideResult {...{ choice, chosen, classes, measure, cells, title }} value={answer.value} />
      )}
    </section>
  );
}

type SideResultProps = PartProps & {
  readonly value: RebasedWire;
  readonly measure: RebasedWire['measures'][number];
  readonly cells: readonly RebasedCellWire[];
  readonly classes: ValueClasses;
  readonly title: string;
};

function SideResult({ choice, chosen, value, measure, cells, classes, title }: SideResultProps) {
  const linked = useLinked(chosen.area);
  const [explained, setExplained] = useState<string | null>(null);
  return (
    <>
      <ResultSummary rebased={value} measure={measure} cells={cells} />
      <ResultMap
        choice={choice}
        target={chosen.target}
        areaWords={bothMaps}
        measure={measure}
        cells={cells}
        classes={classes}
        linked={linked}
        title={title}
        notes={pictureNotes(value)}
        fileName={pictureName(chosen, chosen.target)}
      />
      <TakeAway choice={choice} chosen={chosen} />
      <CellTable
        rebased={value}
        measure={measure}
        cells={cells}
        caption={`${value.toTitle}. A value opens what it was made from.`}
        linked={linked}
        onExplain={setExplained}
        isShort
      />
      <CellDialog choice={choice} chosen={chosen} area={explained} onClose={() => setExplained(null)} />
    </>
  );
}
