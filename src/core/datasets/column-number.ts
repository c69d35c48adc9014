/** Columns without a heading, which are called by their place. */

const word = 'Column ';

/** What a column without a heading is called. `at`: from 0. */
export function columnNumber(at: number): string {
  return `${word}${at + 1} (no heading)`;
}

/** True when the heading is one that `columnNumber` gives. */
export function isColumnNumber(heading: string): boolean {
  return heading.startsWith(word) && heading.endsWith('(no heading)');
}
