/** One measure on one set of bodies: map, chart and table that point at the same area, its evidence, and files. */

import { useMemo, useState } from 'react';
import { tiers } from '#core/register/tiers.ts';
import type { RebasedWire } from '#wire/rebase.ts';
import { quantileClasses } from '../../charts/classes.ts';
import type { Choice } from '../../choice.ts';
import { Loading } from '../../parts/status-note.tsx';
import { CellChart } from './cell-chart.tsx';
import { CellDialog } from './cell-dialog.tsx';
import { CellTable } from './cell-table.tsx';
import { ChosenArea } from './chosen-area.tsx';
import { NotRebased } from './not-rebased.tsx';
import { pictureName, pictureNotes, resultTitle } from './picture-words.ts';
import type { RebaseChoice } from './rebase-choice.ts';
import { ResultMap } from './result-map.tsx';
import { ResultSources, ResultSummary } from './result-notes.tsx';
import { TakeAway } from './take-away.tsx';
import { useLinked } from './use-linked.ts';
import { type RebasedAnswer, referencesOf, useRebased } from './use-rebased.ts';

type PartProps = { readonly choice: Choice; readonly chosen: RebaseChoice };

/** The part of the screen. */
export function OnePart({ choice, chosen }: PartProps) {
  const rebased = useRebased(choice, chosen);
  const { answer } = rebased;
  const title = resultTitle(chosen, chosen.target);
  if (answer.fault !== undefined)
    return <NotRebased choice={choice} fault={answer.fault} target={chosen.target} name="to" retry={answer.retry} />;
  const measure = answer.value?.measures.find((one) => one.id === chosen.measure.id);
  if (answer.value === undefined || measure === undefined)
    return <Loading what={`the numbers on their new areas: ${title}`} />;
  return (
    <section aria-labelledby="result-title" aria-busy={answer.isStale} className={answer.isStale ? 'is-stale' : ''}>
      <h2 id="result-title">{title}</h2>
      <Result choice={choice} chosen={chosen} rebased={rebased} value={answer.value} measure={measure} />
    </section>
  );
}

type ResultProps = PartProps & {
  readonly rebased: RebasedAnswer;
  readonly value: RebasedWire;
  readonly measure: RebasedWire['measures'][number];
};

function Result({ choice, chosen, rebased: { cells }, value, measure }: ResultProps) {
  const linked = useLinked(chosen.area);
  const [explained, setExplained] = useState<string | null>(null);
  const classes = useMemo(() => quantileClasses(cells.flatMap((cell) => cell.value ?? [])), [cells]);
  const references = useMemo(() => referencesOf(value, measure), [value, measure]);
  const title = resultTitle(chosen, chosen.target);
  const shared = {
    measure,
    cells,
    linked,
    title,
    notes: pictureNotes(value),
    fileName: pictureName(chosen, chosen.target),
  };
  return (
    <>
      <ResultSummary rebased={value} measure={measure} cells={cells} />
      <div className="rebase-grid">
        <ResultMap
          {...shared}
          areaWords={tiers[chosen.target.to]}
          choice={choice}
          target={chosen.target}
          classes={classes}
        />
        <div>
          <ChosenArea
            cells={cells}
            measure={measure}
            target={chosen.target}
            area={chosen.area}
            hasSeries={chosen.data.periods.length > 1}
            onExplain={setExplained}
          />
          <CellChart {...shared} references={references} />
        </div>
      </div>
      <h3>Every area</h3>
      <TakeAway choice={choice} chosen={chosen} />
      <CellTable
        rebased={value}
        measure={measure}
        cells={cells}
        caption={`${value.dataTitle}, ${chosen.period.title}, moved to: ${value.toTitle}. A value opens what it was made from.`}
        linked={linked}
        onExplain={setExplained}
      />
      <ResultSources rebased={value} />
      <CellDialog choice={choice} chosen={chosen} area={explained} onClose={() => setExplained(null)} />
    </>
  );
}
