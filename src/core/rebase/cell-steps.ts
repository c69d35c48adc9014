/** How one cell came about, in sentences for a reader who wants to check it. */

import { dayInWords } from '#core/agreements/day-in-words.ts';
import { geographyTitle } from '#core/datasets/area-index.ts';
import type { CellPiece } from '#core/rebase/cell-pieces.ts';
import { isPractices } from '#core/rebase/data-crosswalks.ts';
import type { RebasedColumn, RebasedTable } from '#core/rebase/rebased-table.ts';
import type { TableCell } from '#core/rebase/table-cells.ts';

/** The steps in order: what was taken, what lies whole, what was cut, how it was divided, what the bounds are. */
export function stepsOfCell(
  { timeline, targetTitle, on }: Pick<RebasedTable, 'timeline' | 'targetTitle' | 'on'>,
  column: RebasedColumn,
  cell: TableCell,
  pieces: readonly CellPiece[],
): string[] {
  const { measure, period, use, weights, isAssumed } = column;
  const wholes = pieces.filter((piece) => piece.isWhole);
  const split = pieces.filter((piece) => !piece.isWhole);
  const missing = pieces.filter((piece) => piece.value === null);
  const areas = geographyTitle(timeline, use);
  const amount = measure.kind === 'count' || measure.kind === 'money' ? 'number' : 'numerator and denominator';
  const steps = [
    `${measure.title}, ${period.title}, is stated for ${areas}; it is wanted for ${targetTitle}. Both lie on the same parts of land.`,
  ];
  if (isPractices(use))
    steps.push(
      `Practices have no land: their commissioners, or their patients, say where they are counted on ${dayInWords(on)}.`,
    );
  if (wholes.length > 0)
    steps.push(
      `${counted(wholes.length, 'area lies', 'areas lie')} wholly in it: the ${amount} of each is taken whole.`,
    );
  if (split.length > 0) {
    steps.push(
      `${counted(split.length, 'area is', 'areas are')} cut by its border. Of each the ${amount} is divided in proportion to ${weights.title}: the share of the weight that lies inside.`,
      ...(isAssumed
        ? []
        : ['For the lower bound nothing of them lies inside, for the upper bound everything: the truth is between.']),
    );
  }
  if (missing.length > 0)
    steps.push(`${counted(missing.length, 'area has', 'areas have')} no known number, so that the sum is not known.`);
  steps.push(...lastSteps(column, cell));
  return steps;
}

function lastSteps({ measure, isAssumed }: RebasedColumn, cell: TableCell): string[] {
  const steps: string[] = [];
  if (measure.kind === 'count' || measure.kind === 'money') steps.push('The value is the sum of what each area adds.');
  else {
    const per = measure.multiplier === 1 ? '' : `, times ${measure.multiplier.toLocaleString('en-GB')}`;
    steps.push(`The value is the sum of the numerators divided by the sum of the denominators${per}.`);
  }
  if (isAssumed) steps.push('The denominators were assumed: the value is an estimate even where no area is cut.');
  if (cell.value === null) steps.push('The value is not known.');
  else if (cell.exact) steps.push('It is exact: no area was cut.');
  else
    steps.push(
      `It is an estimate: ${Math.round((cell.estimatedProportion ?? 0) * 1000) / 10}% of it comes from estimates.`,
    );
  if (cell.interval !== null)
    steps.push(`The interval of chance is by ${methodInWords[cell.interval.method]}, at 95%.`);
  return steps;
}

const methodInWords = { wilson: 'Wilson', byar: 'Byar', exact: 'the exact method for fewer than 10 events' };

function counted(count: number, one: string, several: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : several}`;
}
