/** What is said of the chosen area beside the map: its value in words, how it compares, and the way to its evidence. */

import { tiers } from '#core/register/tiers.ts';
import type { RebasedCellWire, RebasedWire } from '#wire/rebase.ts';
import { OrganisationLink } from '../../parts/link.tsx';
import { changeQuery } from '../../router.ts';
import { countText } from '../../words.ts';
import type { Target } from './rebase-choice.ts';
import { amountText, spanOfValues, surenessText } from './value-words.ts';

type ChosenAreaProps = {
  readonly cells: readonly RebasedCellWire[];
  readonly measure: RebasedWire['measures'][number];
  readonly target: Target;
  readonly area: string | null;
  readonly hasSeries: boolean;
  readonly onExplain: (area: string) => void;
};

/** The panel. Nothing chosen: it says how to choose. */
export function ChosenArea({ cells, measure, target, area, hasSeries, onExplain }: ChosenAreaProps) {
  const cell = cells.find((one) => one.area === area);
  if (cell === undefined || area === null) {
    return (
      <section className="panel panel-empty" aria-label="Chosen area">
        <p>
          {area === null
            ? `Choose one of the ${tiers[target.to].plural} on the map, in the chart or in the table.`
            : `No area of this kind has the code ${area} on this day. Choose another.`}
        </p>
      </section>
    );
  }
  return (
    <section className="panel" aria-label="Chosen area">
      <div className="panel-head">
        <h2>{cell.areaName ?? cell.area}</h2>
        <button type="button" className="button button-quiet" onClick={() => changeQuery({ area: null }, true)}>
          Let go
        </button>
      </div>
      <p>
        {cell.value === null ? (
          'Its value is not known.'
        ) : (
          <>
            <strong>{amountText(measure, cell.value)}</strong>. {surenessText(cell)}
            {cell.exact
              ? ': every area that it was made from lies wholly within it.'
              : `, from ${countText(cell.sourcesSplit, 'area that is cut', 'areas that are cut')}. Its bounds: ${spanOfValues(measure, cell.lower, cell.upper)}.`}
          </>
        )}
        {verdictSentence(cell)}
      </p>
      <p className="button-row">
        <button type="button" className="button" aria-haspopup="dialog" onClick={() => onExplain(cell.area)}>
          How this number comes about
        </button>
        {hasSeries && (
          <button
            type="button"
            className="button button-quiet"
            onClick={() => changeQuery({ show: 'series', area: cell.area }, true)}
          >
            Show it through time
          </button>
        )}
        <OrganisationLink id={cell.area} on={target.on}>
          Full record and lineage
        </OrganisationLink>
      </p>
    </section>
  );
}

/** What the intervals tell apart. Nothing is said of why. */
function verdictSentence({ againstGroup, againstWhole }: RebasedCellWire): string {
  const told = [
    ['all these areas together', againstGroup],
    ['everything that was counted', againstWhole],
  ].flatMap(([name, verdict]) => {
    if (verdict === null || verdict === undefined) return [];
    return verdict === 'similar' ? [`not told apart from ${name}`] : [`${verdict} than ${name}`];
  });
  return told.length === 0 ? '' : ` By its range of chance it is ${told.join(' and ')}.`;
}
