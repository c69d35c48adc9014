/** What belongs to a result beside its cells: how many are exact, totals, what found no place, what is assumed. */

import type { RebasedCellWire, RebasedWire } from '#wire/rebase.ts';
import { countText, numberText } from '../../words.ts';
import { amountText, isRatio, spanOfValues } from './value-words.ts';

type ResultProps = {
  readonly rebased: RebasedWire;
  readonly measure: RebasedWire['measures'][number];
  readonly cells: readonly RebasedCellWire[];
};

/** How many areas there are, and how sure their numbers. */
export function ResultSummary({ rebased, measure, cells }: ResultProps) {
  const exact = cells.filter((cell) => cell.exact).length;
  const unknown = cells.filter((cell) => cell.value === null).length;
  const estimated = cells.length - exact - unknown;
  const parts = [
    exact === cells.length && exact > 0 ? 'every number is exact' : `${numberText(exact)} exact`,
    ...(estimated > 0 ? [`${numberText(estimated)} estimated`] : []),
    ...(unknown > 0 ? [`${numberText(unknown)} not known`] : []),
  ];
  return (
    <>
      <p aria-live="polite">
        <strong>{countText(cells.length, 'area', 'areas')}</strong>: {parts.join(', ')}. {totalsText(rebased, measure)}
      </p>
      {rebased.residuals.length > 0 && (
        <div className="note note-caution">
          <ul>
            {rebased.residuals.map((one) => (
              <li key={`${one.kind} ${one.says}`}>{one.says}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** All areas together beside everything that was counted; one sentence where they are the same. */
function totalsText({ totals }: RebasedWire, measure: ResultProps['measure']): string {
  const known = totals.filter((one) => one.value !== null);
  const [all, whole] = known;
  if (all?.value != null && whole?.value != null && Math.abs(all.value - whole.value) <= Math.abs(whole.value) * 1e-9)
    return `All areas together: ${amountText(measure, all.value)}, which is everything that was counted.`;
  return known
    .map(({ area, areaName, value, exact, lower, upper }) => {
      const bounds = exact || isRatio(measure) ? '' : ` (bounds: ${spanOfValues(measure, lower, upper)})`;
      return `${areaName ?? area}: ${amountText(measure, value ?? 0)}${bounds}.`;
    })
    .join(' ');
}

/** Folded away: assumptions and sources. */
export function ResultSources({ rebased }: { readonly rebased: Pick<RebasedWire, 'assumptions' | 'sources'> }) {
  return (
    <>
      <details>
        <summary>What is assumed ({numberText(rebased.assumptions.length)})</summary>
        <ul>
          {rebased.assumptions.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </details>
      <details>
        <summary>Sources ({numberText(rebased.sources.length)})</summary>
        <ul className="sources">
          {rebased.sources.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
