/** One measure in one period on the bodies of a day, as the API answers, sorted for chart and table. */

import { useMemo } from 'react';
import type { RebasedCellWire, RebasedWire } from '#wire/rebase.ts';
import { type Answer, apiAddress, useAnswer } from '../../api-client.ts';
import type { Reference } from '../../charts/dot-plot.tsx';
import type { Choice } from '../../choice.ts';
import { type RebaseChoice, tableQuestion } from './rebase-choice.ts';
import { isMovable, isRatio } from './value-words.ts';

export type RebasedAnswer = {
  readonly answer: Answer<RebasedWire>;
  /** Largest first, then by name; what is not known last. */
  readonly cells: readonly RebasedCellWire[];
};

/** The answer; nothing is asked of a measure that cannot be moved. */
export function useRebased(choice: Choice, chosen: RebaseChoice): RebasedAnswer {
  const canMove = isMovable(chosen.measure, chosen.denominator !== null);
  const answer = useAnswer<RebasedWire>(canMove ? apiAddress('/rebase', tableQuestion(choice, chosen)) : null);
  const cells = useMemo(() => sortedCells(answer.value?.cells ?? []), [answer.value]);
  return { answer, cells };
}

/** Largest first, then by name; what is not known last. */
export function sortedCells(cells: readonly RebasedCellWire[]): RebasedCellWire[] {
  const size = ({ value }: RebasedCellWire) => value ?? Number.NEGATIVE_INFINITY;
  return [...cells].sort(
    (a, b) => size(b) - size(a) || (a.areaName ?? a.area).localeCompare(b.areaName ?? b.area, 'en-GB'),
  );
}

/** What areas of a ratio are compared with: all of them together, and the whole. Sums are nothing to compare with. */
export function referencesOf({ totals }: RebasedWire, measure: RebasedWire['measures'][number]): Reference[] {
  if (!isRatio(measure)) return [];
  const known = totals.flatMap(({ area, areaName, value }, at) =>
    value === null ? [] : [{ name: areaName ?? area, value, isBroken: at > 0 }],
  );
  const [first, second] = known;
  return first !== undefined &&
    second !== undefined &&
    Math.abs(first.value - second.value) <= Math.abs(first.value) * 1e-9
    ? [first]
    : known;
}
