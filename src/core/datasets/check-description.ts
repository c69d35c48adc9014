/** What is wrong with a description of a file, before a row is read: columns that are not there, or do not go together. */

import { measureKinds } from '#core/datasets/data-set.ts';
import type { ColumnUse, DataDescription, MeasureUse } from '#core/datasets/description.ts';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';
import type { Problem } from '#std/problem.ts';

/** Problems of the description for a file with that heading; none: rows can be read by it. */
export function checkDescription(description: DataDescription, heading: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const error = (code: string, column: string | null, message: string, detail: Partial<Problem> = {}) =>
    problems.push({ code, severity: 'error', where: column === null ? {} : { column }, message, ...detail });
  const uses = Object.entries(description.columns);
  for (const [column] of uses) {
    if (heading.includes(column)) continue;
    error('unknown-column', column, `The file has no column ${JSON.stringify(column)}.`, {
      expected: `one of ${heading.slice(0, 20).join(', ')}${heading.length > 20 ? ', ...' : ''}`,
    });
  }
  checkRoles(uses, error);
  checkPeriods(description, uses, error);
  const named = uses.some(([, use]) => use.as === 'measure-name');
  const titles = uses.flatMap(([, use]) => (use.as === 'value' ? [use.measure.title] : []));
  // Names in a column of names are known only when the rows are read.
  const denominators = named ? null : new Set([...heading, ...titles]);
  for (const [column, use] of uses) if (use.as === 'value') checkUse(column, use.measure, denominators, error);
  for (const [name, use] of Object.entries(description.named)) checkUse(name, use, null, error);
  checkTwins(uses, error);
  return problems;
}

type Report = (code: string, column: string | null, message: string, detail?: Partial<Problem>) => void;
type Uses = readonly (readonly [string, ColumnUse])[];

function checkRoles(uses: Uses, error: Report): void {
  const columnsOf = (as: ColumnUse['as']) => uses.filter(([, use]) => use.as === as).map(([column]) => column);
  const areas = columnsOf('area');
  if (areas.length === 0) error('no-area-column', null, 'No column holds the codes of areas; say which one does.');
  for (const as of ['area', 'period', 'measure-name', 'practice'] as const) {
    const [, second] = columnsOf(as);
    if (second !== undefined)
      error('column-twice', second, `Two columns are said to be the ${as}; leave one of them out.`);
  }
  const values = columnsOf('value');
  if (values.length === 0)
    error('no-value-column', null, 'No column holds numbers; say which ones do, and what they measure.');
  if (columnsOf('practice').length > 0 && values.length > 1) {
    error('column-twice', values[1] ?? null, 'A table of where patients live has one column of numbers of people.');
  }
  const names = uses.flatMap(([, use]) => (use.as === 'breakdown' ? [use.name] : []));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    error('column-twice', null, `Two columns break the numbers down by ${twice}; give them different names.`);
}

function checkPeriods({ period }: DataDescription, uses: Uses, error: Report): void {
  const checkText = (text: string, column: string | null) => {
    const parsed = parsePeriod(text);
    if (isPeriod(parsed)) return;
    error('bad-period', column, 'The period is not understood.', {
      expected: parsed.expected,
      found: JSON.stringify(text),
    });
  };
  if (period !== null) checkText(period, null);
  const hasColumn = uses.some(([, use]) => use.as === 'period');
  for (const [column, use] of uses) {
    if (use.as !== 'value') continue;
    if (use.measure.period !== null) checkText(use.measure.period, column);
    else if (period === null && !hasColumn) {
      error(
        'no-period',
        column,
        'It is not said when these numbers were true; name the column of periods, or give one period for the file.',
      );
    }
  }
}

function checkUse(column: string, use: MeasureUse, denominators: ReadonlySet<string> | null, error: Report): void {
  if (use.title.trim() === '') error('no-title', column, 'The measure has no title.');
  if (!measureKinds.includes(use.kind)) {
    error('bad-kind', column, 'The kind of the measure is not known.', {
      expected: measureKinds.join(', '),
      found: use.kind,
    });
  }
  if (!(use.multiplier > 0) || !(use.scale > 0))
    error('bad-scale', column, 'What a number stands for must be more than zero.');
  if (use.kind === 'money' && !Number.isInteger(use.scale)) {
    error('bad-scale', column, 'Money is counted in whole pounds, thousands or millions of them.', {
      found: `${use.scale}`,
    });
  }
  if (use.holds === 'numerator' && !isRatio(use)) {
    error('bad-holds', column, 'Only a proportion, rate or mean holds numerators.', { found: use.kind });
  }
  if (use.denominator === null) {
    if (use.holds === 'numerator')
      error('no-denominator', column, 'The numbers are numerators, so the column of their denominators is needed.');
    return;
  }
  if (!isRatio(use)) {
    error('bad-denominator', column, 'Only a proportion, rate or mean has a denominator.', { found: use.kind });
  } else if (use.denominator === column && denominators !== null) {
    error('bad-denominator', column, 'A measure is not its own denominator.');
  } else if (denominators !== null && !denominators.has(use.denominator)) {
    error('no-denominator', column, 'The denominator is neither a column of the file nor the title of one.', {
      found: JSON.stringify(use.denominator),
    });
  }
}

function isRatio({ kind }: MeasureUse): boolean {
  return kind === 'proportion' || kind === 'rate' || kind === 'mean';
}

/** Two columns of the same measure, group and period would write into each other. */
function checkTwins(uses: Uses, error: Report): void {
  const seen = new Map<string, string>();
  for (const [column, use] of uses) {
    if (use.as !== 'value') continue;
    const { title, period, breakdown } = use.measure;
    const key = JSON.stringify([title, period, Object.entries(breakdown).sort()]);
    const other = seen.get(key);
    if (other === undefined) seen.set(key, column);
    else
      error(
        'same-measure',
        column,
        `It is said to be the same measure as ${JSON.stringify(other)}; give it another title, group or period.`,
      );
  }
}
