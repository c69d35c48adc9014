/** Which measures and periods of a data set a question is about, and which measures cannot be moved, with the reason. */

import type { DataSet, Measure } from '#core/datasets/data-set.ts';
import { notMovable } from '#core/datasets/not-movable.ts';
import { isRatio } from '#core/rebase/data-numbers.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type MeasuresRefusal =
  | { readonly kind: 'unknown-measure'; readonly detail: string; readonly known: readonly string[] }
  | { readonly kind: 'bad-question'; readonly detail: string }
  | { readonly kind: 'cannot-rebase'; readonly detail: string };

/** Places in the data set's measures. */
export type MeasuresAsked = {
  readonly chosen: readonly number[];
  /** Not asked for by name, and not movable. */
  readonly leftOut: readonly { readonly title: string; readonly reason: string }[];
};

/**
 * The measures of those ids, in the order of the data set; without ids all that can be moved. With an assumed denominator a ratio
 * that has none can be. Refused: an id that is not there, one that cannot be moved, and nothing left.
 */
export function chosenMeasures(
  { measures, statement }: DataSet,
  ids: readonly string[] | undefined,
  mayAssume: boolean,
): Result<MeasuresAsked, MeasuresRefusal> {
  const known = measures.map((one) => one.id);
  const unknown = ids?.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const some =
      known.length > 20 ? `${known.slice(0, 20).join(', ')} and ${known.length - 20} more` : known.join(', ');
    const detail = `${statement.id} has no measure ${unknown}. It has: ${some}.`;
    return refuse({ kind: 'unknown-measure', detail, known });
  }
  const chosen: number[] = [];
  const leftOut: { title: string; reason: string }[] = [];
  const unmovable: Measure[] = [];
  for (const [at, measure] of measures.entries()) {
    if (ids !== undefined && !ids.includes(measure.id)) continue;
    const reason = mayAssume && isRatio(measure.kind) ? null : notMovable(measure);
    if (reason === null) chosen.push(at);
    else {
      leftOut.push({ title: measure.title, reason });
      unmovable.push(measure);
    }
  }
  if (unmovable.length > 0 && (ids !== undefined || chosen.length === 0))
    return refuse({ kind: 'cannot-rebase', detail: whyNone(unmovable, unmovable.length + chosen.length) });
  if (chosen.length === 0) return refuse({ kind: 'cannot-rebase', detail: `${statement.title} has no measures.` });
  return answer({ chosen, leftOut });
}

const namesListed = 3;

/** Of one measure its reason; of more how many of those asked for there are, by reason. */
function whyNone(unmovable: readonly Measure[], asked: number): string {
  const ratios = unmovable.filter(({ kind }) => isRatio(kind));
  const remedy =
    ratios.length === 0
      ? ''
      : ' Take denominators from a population (--denominator POPULATION), or import with denominators.';
  const [first] = unmovable;
  if (first !== undefined && unmovable.length === 1) return `${notMovable(first)}${remedy}`;
  const whole =
    unmovable.length === asked
      ? `None of the ${asked} measures can be put on other areas.`
      : `${unmovable.length} of the ${asked} measures that were asked for cannot be put on other areas.`;
  const indices = unmovable.filter(({ kind }) => kind === 'index');
  const reasons = [
    reasonOf(indices, 'is an index', 'are indices', '(a score, rank or decile), which cannot be added up'),
    reasonOf(ratios, 'is a ratio', 'are ratios', 'without denominators, so that it is not known what they are of'),
  ];
  return `${[whole, ...reasons.filter((reason) => reason !== '')].join(' ')}${remedy}`;
}

function reasonOf(measures: readonly Measure[], one: string, several: string, why: string): string {
  if (measures.length === 0) return '';
  const names = measures.slice(0, namesListed).map(({ title }) => title);
  const more = measures.length > namesListed ? ` and ${measures.length - namesListed} more` : '';
  return `${measures.length} ${measures.length === 1 ? one : several} ${why}: ${names.join(', ')}${more}.`;
}

/** The periods of those ids in order of time, as places; all without ids. One that is not there is refused. */
export function chosenPeriods(
  { periods, statement }: DataSet,
  ids: readonly string[] | undefined,
): Result<readonly number[], MeasuresRefusal> {
  const known = periods.map((one) => one.id);
  const unknown = ids?.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const detail = `${statement.id} has no period ${unknown}. It has: ${known.join(', ')}.`;
    return refuse({ kind: 'bad-question', detail });
  }
  return answer([...known.keys()].filter((at) => ids === undefined || ids.includes(known[at] as string)));
}
