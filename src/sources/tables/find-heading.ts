/**
 * Where a table begins: which separator divides its text, which row holds the headings, and which columns there are.
 * Publishers put titles and notes above; those are passed over when they clearly are no headings.
 */

import { columnNumber } from '#core/datasets/column-number.ts';
import { parseNumber } from '#core/datasets/parse-number.ts';
import { RowSplitter, type Separator, type TextForm } from '#sources/tables/split-rows.ts';
import { tableProblem } from '#sources/tables/table-problems.ts';
import type { Problem } from '#std/problem.ts';

/** A row that holds something, with its number from 1. */
export type SampleRow = { readonly row: number; readonly cells: readonly string[] };

export type Heading = {
  readonly row: number;
  readonly names: readonly string[];
  /** Cells of the row; more than names, where nothing stands in the last ones. */
  readonly width: number;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};

const separators: readonly Separator[] = [',', ';', '\t', '|'];
const rowsCompared = 200;
/** As many as a sheet has. */
const mostColumns = 16_384;
/** Titles and notes take no more rows than this. */
const mostRowsAbove = 50;

/** How the text is divided: by what `sep=` says, else by the separator that gives most rows the same number of cells. */
export function formOfText(sample: string, isWhole: boolean): TextForm {
  const lineEnd = sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
  const said = separators.find((one) => new RegExp(`^"?sep=[${one}]"?[\r\n]`, 'i').test(sample));
  if (said !== undefined) return { separator: said, lineEnd };
  const form = (separator: Separator): TextForm => ({ separator, lineEnd });
  const agreeing = separators.map((separator) => agreement(sampleRows(sample, isWhole, form(separator))));
  return form(separators[agreeing.indexOf(Math.max(...agreeing))] as Separator);
}

/** The rows of the beginning of a text that hold something; the last only when the text ends with it. */
export function sampleRows(sample: string, isWhole: boolean, form: TextForm): SampleRow[] {
  const rows: SampleRow[] = [];
  let row = 0;
  const splitter = new RowSplitter(form, (cells) => {
    row += 1;
    if (rows.length < rowsCompared && cells.some((cell) => cell.trim() !== '')) rows.push({ row, cells });
  });
  splitter.take(sample, isWhole);
  return rows;
}

/** Rows that have as many cells as most rows have; 0 where that is one. */
function agreement(rows: readonly SampleRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  counts.delete(1);
  return Math.max(0, ...counts.values());
}

/** The heading among the first rows of a table, or null when no row can be it. */
export function findHeading(rows: readonly SampleRow[], file: string): Heading | null {
  const filled = rows.map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length).sort((a, b) => a - b);
  const typical = filled[Math.floor(filled.length / 2)] ?? 0;
  const common = commonLength(rows);
  const at = rows.findIndex(({ cells }) => !isTitle(cells, typical, common));
  const found = rows[at];
  if (found === undefined || at > mostRowsAbove) return null;
  const above = rows.slice(0, at).filter(({ cells }) => !/^sep=/i.test(cells[0] ?? ''));
  const warnings = above.length === 0 ? [] : [rowsAbove(above, file)];
  const width = found.cells.length;
  if (width > mostColumns) {
    const detail = { expected: `${mostColumns} columns at most`, found: `${width}` };
    const problems = [tableProblem('too-many-columns', { file, row: found.row }, detail)];
    return { row: found.row, width, names: [], problems, warnings };
  }
  const below = rows.slice(at + 1);
  const lower = lowerHeading(found.cells, below);
  if (lower !== null) {
    const joined = { row: lower.row, cells: joinedHeadings(found.cells, lower.cells) };
    const named = namesOf(joined, below.slice(1), file);
    const places = { found: `rows ${found.row} and ${lower.row}: ${named.names.slice(0, 6).join(', ')}` };
    warnings.push(tableProblem('two-heading-rows', { file, row: lower.row }, places), ...named.warnings);
    return { row: lower.row, width: joined.cells.length, names: named.names, problems: named.problems, warnings };
  }
  const { names, problems, warnings: unnamed } = namesOf(found, below, file);
  return { row: found.row, width: found.cells.length, names, problems, warnings: [...warnings, ...unnamed] };
}

/**
 * The second row of headings, where the first leaves gaps that it fills, as headings over several columns do; null: there is
 * none. What may be a row of numbers is none: years may stand in headings, but nothing else that is a number or a sign for one.
 */
function lowerHeading(upper: readonly string[], below: readonly SampleRow[]): SampleRow | null {
  const [lower, ...rest] = below;
  if (lower === undefined || rest.length === 0) return null;
  const { cells } = lower;
  const width = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  const gaps = Array.from({ length: width }, (_, at) => at).filter((at) => (upper[at] ?? '').trim() === '');
  const filled = cells.filter((cell) => cell.trim() !== '');
  const isText = filled.every((cell) => /^(?:19|20)\d\d$/.test(cell.trim()) || isWords(cell));
  const fillsGaps = gaps.length > 0 && gaps.every((at) => (cells[at] ?? '').trim() !== '');
  const isAboveNumbers = rest.some((one) => one.cells.some((cell, at) => isWords(cells[at] ?? '') && isNumber(cell)));
  return isText && fillsGaps && isAboveNumbers && upper.length >= width ? lower : null;
}

/** No number, no sign for a missing one, no code. */
function isWords(cell: string): boolean {
  const text = cell.trim();
  return text !== '' && parseNumber(text).kind === 'none' && !/^[A-Z]{0,3}\d[A-Z0-9]{2,}$/i.test(text);
}

function isNumber(cell: string): boolean {
  return parseNumber(cell).kind === 'number';
}

/** Each lower heading behind the one above it, or above and to the left of it. */
function joinedHeadings(upper: readonly string[], lower: readonly string[]): string[] {
  let over = '';
  return upper.map((cell, at) => {
    const below = (lower[at] ?? '').trim();
    if (cell.trim() !== '') over = cell.trim();
    return below === '' ? cell.trim() : `${over} ${below}`.trim();
  });
}

/** How many cells most rows have. */
function commonLength(rows: readonly SampleRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** Only the first cells hold something, and far fewer than in most rows; half, where the row is shorter than they are. */
function isTitle(cells: readonly string[], typical: number, common: number): boolean {
  if (typical < 2) return false;
  const filled = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  const isFromFirst = cells.slice(0, filled).every((cell) => cell.trim() !== '');
  return isFromFirst && filled <= Math.max(1, Math.floor(typical / (cells.length < common ? 2 : 3)));
}

function rowsAbove(above: readonly SampleRow[], file: string): Problem {
  const [first, last] = [above[0] as SampleRow, above.at(-1) as SampleRow];
  const text = first.cells.find((cell) => cell.trim() !== '') ?? '';
  const rows = first.row === last.row ? `row ${first.row}` : `rows ${first.row} to ${last.row}`;
  const found = `${rows}, beginning "${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
  return tableProblem('rows-above-heading', { file, row: first.row }, { found });
}

/** The names of the columns; empty ones at the end are no columns when nothing stands below them. */
function namesOf(
  { row, cells }: SampleRow,
  below: readonly SampleRow[],
  file: string,
): { names: readonly string[]; problems: Problem[]; warnings: Problem[] } {
  const names = cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
  while (names.length > 1 && names.at(-1) === '' && isEmpty(names.length - 1, below)) names.pop();
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const seen = new Map<string, number>();
  for (const [at, name] of names.entries()) {
    const column = `${at + 1}`;
    const earlier = seen.get(name);
    if (name === '') {
      names[at] = columnNumber(at);
      // What is empty throughout is only there for looks.
      if (!isEmpty(at, below)) warnings.push(tableProblem('empty-heading', { file, row, column }));
    } else if (earlier === undefined) seen.set(name, at);
    else {
      const found = `"${name}" in columns ${earlier + 1} and ${at + 1}`;
      problems.push(tableProblem('duplicate-heading', { file, row, column }, { found }));
    }
  }
  return { names, problems, warnings };
}

function isEmpty(at: number, rows: readonly SampleRow[]): boolean {
  return rows.every(({ cells }) => (cells[at] ?? '').trim() === '');
}
