/** What can be seen of the columns of a sample of rows, before anything is known of them. */

import { type AreaIndex, meaningOf } from '#core/datasets/area-index.ts';
import { parseNumber } from '#core/datasets/parse-number.ts';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';

export type ColumnFacts = {
  readonly at: number;
  readonly heading: string;
  /** Different texts in the order they come; those of the first rows only. */
  readonly texts: readonly string[];
  /** Different texts that are not empty; of numbers in the first rows only. */
  readonly different: number;
  /** At least half of the texts are numbers or signs of missing ones, or all look like numbers that are written otherwise. */
  readonly isNumeric: boolean;
  /** Texts that are neither a number nor a sign for a missing one. */
  readonly noNumbers: number;
  /** Every text is a period. */
  readonly isPeriod: boolean;
  /** Texts that are. */
  readonly periods: number;
  /** Different texts that are codes of areas of some kind. */
  readonly codes: number;
};

const textsKept = 2000;

/** A column of numbers is known by its first rows; others are looked at in all. */
const rowsForNumbers = 2000;

/** The facts of each column of the rows. Linear in the cells of the columns that hold text. */
export function columnFacts(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  index: AreaIndex,
): ColumnFacts[] {
  const first = rows.slice(0, rowsForNumbers);
  return heading.map((name, at) => {
    const facts = factsOf(name, at, first, index);
    return rows.length === first.length || (facts.isNumeric && facts.codes === 0)
      ? facts
      : factsOf(name, at, rows, index);
  });
}

function factsOf(heading: string, at: number, rows: readonly (readonly string[])[], index: AreaIndex): ColumnFacts {
  const found = new Set<string>();
  for (const row of rows) {
    const cell = row[at] ?? '';
    if (cell !== '') found.add(cell);
  }
  const texts = [...found].slice(0, textsKept).filter((text) => text.trim() !== '');
  const parsed = texts.map((text) => parseNumber(text));
  const numbers = parsed.filter(({ kind }) => kind === 'number').length;
  const understood = parsed.filter(({ kind }) => kind !== 'none').length;
  const periods = texts.filter((text) => isPeriod(parsePeriod(text))).length;
  let codes = 0;
  for (const text of found) if (meaningOf(index, text) !== undefined) codes++;
  return {
    at,
    heading,
    texts,
    different: found.size,
    isNumeric: (numbers > 0 && understood >= texts.length / 2) || looksNumeric(texts),
    noNumbers: parsed.length - understood,
    isPeriod: texts.length > 0 && periods === texts.length,
    periods,
    codes,
  };
}

/** Figures with points and commas, such as `1.234,56`: to be told as faults, not to be passed over as names. */
function looksNumeric(texts: readonly string[]): boolean {
  const figures = texts.filter((text) => /^-?[£€$]?\d[\d.,' ]*%?$/.test(text.trim()));
  return figures.length * 2 > texts.length && figures.some((text) => !isPeriod(parsePeriod(text)));
}

/** True when each text of one column goes with one text of the other: a name beside its code. */
export function dependsOn(rows: readonly (readonly string[])[], column: ColumnFacts, other: ColumnFacts): boolean {
  const seen = new Map<string, string>();
  for (const row of rows) {
    const key = row[other.at] ?? '';
    const text = row[column.at] ?? '';
    const before = seen.get(key);
    if (before === undefined) seen.set(key, text);
    else if (before !== text) return false;
  }
  return true;
}
