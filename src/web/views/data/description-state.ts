/** The description of a file while a person changes it: pure steps from one description to the next, and what is missing. */

import { type MeasureKind, measureKinds } from '#core/datasets/data-set.ts';
import type { ColumnUseWire, DataDescriptionWire } from '#wire/data-sets.ts';

type MeasureUseWire = Extract<ColumnUseWire, { as: 'value' }>['measure'];
export type UseName = ColumnUseWire['as'];
type TextField = 'id' | 'title' | 'publisher' | 'licence' | 'vintage' | 'method';

/** What must be written before anything can be checked: where it is missing, and what to do. */
export type Lack = { readonly field: string; readonly message: string };

/** Measures that count and need no more to be told. */
const plainMeasure = {
  unit: '',
  denominator: null,
  multiplier: 1,
  holds: 'value',
  scale: 1,
  breakdown: {},
  period: null,
} as const;

/** The use of a column, `ignore` when nothing is told. */
export function columnUse(description: DataDescriptionWire, heading: string): ColumnUseWire {
  return description.columns[heading] ?? { as: 'ignore' };
}

/**
 * The description with a column used for something else. A column of values gets a measure called as its heading, or the one in
 * `earlier` if that was of values. There is one area column: another one that was it is ignored from then on.
 */
export function withUse(
  description: DataDescriptionWire,
  heading: string,
  as: UseName,
  earlier?: ColumnUseWire,
): DataDescriptionWire {
  const columns: Record<string, ColumnUseWire> = { ...description.columns };
  if (as === 'area') {
    for (const [other, use] of Object.entries(columns)) if (use.as === 'area') columns[other] = { as: 'ignore' };
  }
  columns[heading] = freshUse(heading, as, earlier);
  return { ...description, columns };
}

function freshUse(heading: string, as: UseName, earlier?: ColumnUseWire): ColumnUseWire {
  if (earlier !== undefined && earlier.as === as) return earlier;
  if (as === 'value') return { as, measure: { ...plainMeasure, title: heading, kind: 'count' } };
  if (as === 'breakdown') return { as, name: heading };
  return { as };
}

/** The description with the measure of a column of values changed; other columns stay as they are. */
export function withMeasure(
  description: DataDescriptionWire,
  heading: string,
  changes: Partial<MeasureUseWire>,
): DataDescriptionWire {
  const use = columnUse(description, heading);
  if (use.as !== 'value') return description;
  return {
    ...description,
    columns: { ...description.columns, [heading]: { as: 'value', measure: changedMeasure(use.measure, changes) } },
  };
}

/** The same for a measure that a column names. One that is not told yet begins as a count. */
export function withNamedMeasure(
  description: DataDescriptionWire,
  name: string,
  changes: Partial<MeasureUseWire>,
): DataDescriptionWire {
  const known = description.named[name] ?? { ...plainMeasure, title: name, kind: 'count' as const };
  return { ...description, named: { ...description.named, [name]: changedMeasure(known, changes) } };
}

/** Without what was told of a named measure: it is again as the column of values says. */
export function withoutNamedMeasure(description: DataDescriptionWire, name: string): DataDescriptionWire {
  const { [name]: _, ...named } = description.named;
  return { ...description, named };
}

/** A kind brings what goes with it: per cent for a proportion, 100,000 for a rate; no denominator for what adds up. */
function changedMeasure(measure: MeasureUseWire, changes: Partial<MeasureUseWire>): MeasureUseWire {
  const next = { ...measure, ...changes };
  if (changes.kind === undefined || changes.kind === measure.kind) return next;
  if (!isRatio(changes.kind)) return { ...next, denominator: null, multiplier: 1, holds: 'value' };
  const multiplier = changes.kind === 'proportion' ? 100 : changes.kind === 'rate' ? 100_000 : 1;
  return changes.multiplier === undefined ? { ...next, multiplier } : next;
}

/** True for what has a numerator and a denominator. */
export function isRatio(kind: MeasureKind): boolean {
  return kind === 'proportion' || kind === 'rate' || kind === 'mean';
}

/** True for one of the words for kinds of measures. */
export function isMeasureKind(word: string): word is MeasureKind {
  return measureKinds.some((one) => one === word);
}

/** True when rows of the code are left out, by itself or by its beginning, as `W*` says. */
export function isLeftOut({ leaveOut }: Pick<DataDescriptionWire, 'leaveOut'>, code: string): boolean {
  return leaveOut.some((one) => means(one, code));
}

/**
 * The description with rows of those codes left out, or read again, in order and each once. To read a code again, the beginning
 * that left it out is taken away with it.
 */
export function withLeftOut(
  description: DataDescriptionWire,
  codes: readonly string[],
  isOut: boolean,
): DataDescriptionWire {
  const { leaveOut } = description;
  const kept = leaveOut.filter((one) => isOut || !codes.some((code) => means(one, code)));
  const added = isOut ? codes.filter((code) => !isLeftOut(description, code)) : [];
  return { ...description, leaveOut: [...new Set([...kept, ...added])].sort() };
}

function means(one: string, code: string): boolean {
  return one.endsWith('*') ? code.startsWith(one.slice(0, -1)) : one === code;
}

/** `age: 65 and over; sex: female`; '' when there is none. */
export function breakdownText(breakdown: Readonly<Record<string, string>>): string {
  return Object.entries(breakdown)
    .map(([name, group]) => `${name}: ${group}`)
    .join('; ');
}

/** The breakdown that a text says; parts without a colon are left out. */
export function parseBreakdown(text: string): Record<string, string> {
  const pairs = text.split(';').flatMap((part): [string, string][] => {
    const at = part.indexOf(':');
    const [name, group] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    return at < 0 || name === '' || group === '' ? [] : [[name, group]];
  });
  return Object.fromEntries(pairs);
}

/** Ids or codes that a text lists, at commas, semicolons and new lines. */
export function parseList(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const needed: Record<TextField, string> = {
  id: 'Give it a short name of small letters, digits and hyphens, such as smokers-2024',
  title: 'Write what the data set is called',
  publisher: 'Write who published it, such as your council',
  licence: 'Write under which licence, such as “Open Government Licence” or “internal use”',
  vintage: 'Write which edition it is, such as “2024, first count”',
  method: 'Write how the numbers were made, such as “extract of the case system”',
};

/** What must be told before the file can be checked, in the order of the screen; nothing: it can be. */
export function lacksOf(description: DataDescriptionWire): Lack[] {
  const uses = Object.values(description.columns);
  const lacks: Lack[] = [];
  if (!uses.some(({ as }) => as === 'area'))
    lacks.push({ field: 'columns', message: 'Say which column has the codes of areas' });
  if (!uses.some(({ as }) => as === 'value'))
    lacks.push({ field: 'columns', message: 'Say which column has the numbers' });
  const hasTime =
    description.period !== null ||
    uses.some((use) => use.as === 'period' || (use.as === 'value' && use.measure.period !== null));
  if (!hasTime) lacks.push({ field: 'period', message: 'Write the time of the numbers, such as 2024 or 2023-24' });
  for (const [heading, use] of Object.entries(description.columns)) {
    if (use.as === 'value' && use.measure.title.trim() === '')
      lacks.push({ field: `column ${heading}`, message: `Write what the column “${heading}” measures` });
  }
  for (const field of ['title', 'id', 'publisher', 'licence', 'vintage', 'method'] as const) {
    if (description.statement[field].trim() === '') lacks.push({ field, message: needed[field] });
  }
  const { id } = description.statement;
  if (id !== '' && !/^[a-z0-9][a-z0-9-]{0,79}$/.test(id)) lacks.push({ field: 'id', message: needed.id });
  return lacks;
}

type ReadProblem = { readonly code: string; readonly where: { readonly file?: string | undefined } };

/** True for what the reader says of a sheet that it passed over: that is a choice, not a fault. */
export function isOtherSheet({ code }: Pick<ReadProblem, 'code'>): boolean {
  return code === 'sheet-not-read';
}

/** Names of the sheets of a workbook that were passed over. */
export function otherSheets(problems: readonly ReadProblem[]): string[] {
  return problems.filter(isOtherSheet).flatMap(({ where }) => /, sheet (.+)$/.exec(where.file ?? '')?.[1] ?? []);
}

/** The description that a saved file holds, or in words why it holds none. */
export function parseDescription(text: string): DataDescriptionWire | string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return 'It is not a description: it is no JSON. Choose a file that was saved here.';
  }
  const fields = document as Partial<DataDescriptionWire> | null;
  const isWhole =
    isRecord(fields) && isRecord(fields.statement) && isRecord(fields.columns) && Array.isArray(fields.leaveOut);
  if (!isWhole) return 'It is JSON, but no description of a data set: statement, columns or leaveOut are missing.';
  return { ...fields, named: fields.named ?? {} } as DataDescriptionWire;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
