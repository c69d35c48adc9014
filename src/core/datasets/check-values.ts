/** What is wrong with values together: ranks that are called counts, numerators above their denominators. */

import { columnOf, type DataSet, type Measure } from '#core/datasets/data-set.ts';
import { saysIndex } from '#core/datasets/measure-words.ts';
import { notMovable } from '#core/datasets/not-movable.ts';
import type { WhereFrom } from '#core/datasets/placed-areas.ts';
import type { ProblemBook } from '#core/datasets/problem-book.ts';

/** Problems of the values of each measure; those of a ratio beside its denominators. Linear in the values. */
export function checkValues(dataSet: DataSet, where: WhereFrom, problems: ProblemBook): void {
  for (const [at, measure] of dataSet.measures.entries()) {
    const heading = where.reader.measures.drafts[where.measureOrder[at] ?? -1]?.heading ?? '';
    if (measure.kind === 'count') checkIndexLike(dataSet, at, measure, heading, problems);
    if (measure.denominator !== null) checkRatio(dataSet, at, measure, where, heading, problems);
  }
  tellNotMovable(dataSet, problems);
}

/** Ranks of so few areas come about by chance. */
const fewestRanks = 12;
const fewestDeciles = 100;

function checkIndexLike(
  dataSet: DataSet,
  at: number,
  { title, family }: Measure,
  heading: string,
  problems: ProblemBook,
): void {
  const reason = saysIndex(family)
    ? 'its title says that it is an index, a score or a rank'
    : dataSet.periods.map((_, period) => indexLike(columnOf(dataSet, at, period).values)).find((one) => one !== null);
  if (reason === undefined || reason === null) return;
  problems.error('index-as-count', { column: heading }, () => ({
    message: `${title} is said to be a count, but ${reason}. Call it an index: it is kept, and cannot be added up. If it is a count, give it a title that says what is counted.`,
    expected: 'a count',
  }));
}

/** Why the values look like ranks or deciles; null: they do not. */
function indexLike(values: Float64Array): string | null {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length < fewestRanks) return null;
  const counts = new Map<number, number>();
  for (const value of known) {
    if (!Number.isInteger(value) || value < 1 || value > known.length) return null;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (counts.size === known.length) return `its values are the numbers 1 to ${known.length}, each once, as ranks are`;
  if (counts.size !== 10 || known.length < fewestDeciles) return null;
  const share = known.length / 10;
  const isEven = [...counts].every(([value, count]) => value <= 10 && Math.abs(count - share) <= share / 10);
  return isEven ? 'its values are 1 to 10, each for a tenth of the areas, as deciles are' : null;
}

function checkRatio(
  dataSet: DataSet,
  at: number,
  measure: Measure,
  where: WhereFrom,
  heading: string,
  problems: ProblemBook,
): void {
  const below = dataSet.measures.findIndex((one) => one.id === measure.denominator);
  const bottom = dataSet.measures[below];
  if (bottom === undefined) return;
  if (bottom.kind !== 'count' && bottom.kind !== 'money') {
    problems.error('bad-denominator', { column: heading }, () => ({
      message: `${bottom.title} is said to be the denominator of ${measure.title}, but it is a ${bottom.kind}; a denominator is a count.`,
    }));
    return;
  }
  for (const place of dataSet.periods.keys()) {
    const tops = columnOf(dataSet, at, place).values;
    const bottoms = columnOf(dataSet, below, place).values;
    for (let area = 0; area < tops.length; area++) {
      const top = tops[area] as number;
      if (Number.isNaN(top)) continue;
      const fault = faultOfRatio(measure, top, bottoms[area] as number);
      if (fault === null) continue;
      const row = rowOf(where, at, place, area);
      const [code, severity, message] = fault;
      problems[severity](code, { ...(row > 0 ? { row } : {}), column: heading }, () => ({
        message,
        found: `${top} and ${bottoms[area]} for ${dataSet.codes[area]}`,
      }));
    }
  }
}

type Fault = readonly [code: string, severity: 'error' | 'warning', message: string];

function faultOfRatio({ kind, holds }: Measure, top: number, bottom: number): Fault | null {
  if (Number.isNaN(bottom)) {
    return ['missing-denominator', 'warning', 'There is a value and no denominator: it is not known on other areas.'];
  }
  if (bottom === 0 && top > 0) {
    return ['zero-denominator', 'error', 'There is a value of nobody: the denominator is zero.'];
  }
  if (kind === 'proportion' && holds === 'numerator' && top > bottom) {
    return ['numerator-above-denominator', 'error', 'The numerator of a proportion is above its denominator.'];
  }
  return null;
}

/** The row that gave the value; 0: none did. */
function rowOf(
  { reader, measureOrder, periodOrder, areas }: WhereFrom,
  measure: number,
  period: number,
  area: number,
): number {
  const column = reader.cells.columnAt(measureOrder[measure] ?? -1, periodOrder[period] ?? -1);
  const code = (areas.ofCode[period] as Int32Array).indexOf(area);
  return column?.rows[code] ?? 0;
}

function tellNotMovable({ measures }: DataSet, problems: ProblemBook): void {
  const ratios = measures.filter((one) => one.kind !== 'index' && notMovable(one) !== null);
  const [first] = ratios;
  if (first === undefined) return;
  problems.warning('not-movable', {}, () => ({
    message: `${ratios.length} of ${measures.length} measures are kept and cannot be put on other areas. ${notMovable(first) ?? ''}`,
  }));
}
