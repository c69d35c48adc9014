/**
 * Everything that can be wrong with a file as a table, before anybody asks what its numbers mean. Unknown codes and texts that
 * are no numbers are found later, by whoever knows what the columns are for.
 */

import type { Place, Problem, Severity } from '#std/problem.ts';

const kinds = {
  'no-such-file': { severity: 'error', says: 'There is no such file.', remedy: 'Look at the path.' },
  'not-a-file': {
    severity: 'error',
    says: 'This is no ordinary file.',
    remedy: 'Name a file: CSV, XLSX or Parquet.',
  },
  'file-unreadable': { severity: 'error', says: 'The file cannot be read.', remedy: 'Look at its permissions.' },
  'file-changed': {
    severity: 'error',
    says: 'The file changed while it was read.',
    remedy: 'Wait until nothing writes to it, and try again.',
  },
  'empty-file': {
    severity: 'error',
    says: 'The file holds nothing.',
    remedy: 'Choose the file again; was it saved?',
  },
  'too-large': {
    severity: 'error',
    says: 'The file is larger than is read.',
    remedy: 'Divide it, or leave out what is not needed.',
  },
  'damaged-gzip': {
    severity: 'error',
    says: 'The gzip file is cut short or damaged.',
    remedy: 'Fetch it again.',
  },
  'gzip-bomb': {
    severity: 'error',
    says: 'The gzip file unpacks to far more than any table does.',
    remedy: 'Ask whoever made it for the file unpacked.',
  },
  'web-page': {
    severity: 'error',
    says: 'This is a web page, not a table.',
    remedy: 'The download gave an error page or needs a login: open the address in a browser and save the file itself.',
  },
  'not-a-table': {
    severity: 'error',
    says: 'The file is no table of text, workbook or Parquet file.',
    remedy: 'Save it as CSV UTF-8, XLSX or Parquet.',
  },
  'zero-byte': {
    severity: 'error',
    says: 'The text holds a zero byte: the file is damaged, or is no text.',
    remedy: 'Export it again as CSV UTF-8.',
  },
  'mixed-encoding': {
    severity: 'error',
    says: 'Some of the text is UTF-8 and some is not.',
    remedy: 'Export the whole file again as CSV UTF-8.',
  },
  'guessed-encoding': {
    severity: 'warning',
    says: 'The text is not UTF-8 and was read as Windows-1252.',
    remedy: 'Look at accents and pound signs, or save it as CSV UTF-8.',
  },
  'no-heading': {
    severity: 'error',
    says: 'No row with headings was found.',
    remedy: 'Put the names of the columns into the row above the numbers.',
  },
  'rows-above-heading': {
    severity: 'warning',
    says: 'Rows above the headings were passed over.',
    remedy: 'If they belong to the table, give them headings.',
  },
  'empty-heading': {
    severity: 'warning',
    says: 'A column has no heading and is called by its number.',
    remedy: 'If it is wanted, say what it holds.',
  },
  'two-heading-rows': {
    severity: 'warning',
    says: 'The headings of two rows were put together.',
    remedy: 'Look whether each column is called as it should be.',
  },
  'too-many-columns': {
    severity: 'error',
    says: 'The row of headings has more columns than any spreadsheet.',
    remedy: 'Look whether line ends are missing, or put the values below each other instead of beside.',
  },
  'notes-below': {
    severity: 'warning',
    says: 'Rows below the table were left out, as notes.',
    remedy: 'If they belong to the table, give them as many cells as the heading has.',
  },
  'duplicate-heading': {
    severity: 'error',
    says: 'Two columns have the same heading.',
    remedy: 'Rename one.',
  },
  'no-rows': {
    severity: 'error',
    says: 'There are headings and no rows below them.',
    remedy: 'Choose the file again.',
  },
  'row-too-short': {
    severity: 'error',
    says: 'A row has fewer cells than the heading.',
    remedy: 'The file may be cut short here; delete notes that stand below the table.',
  },
  'row-too-long': {
    severity: 'error',
    says: 'A row has more cells than the heading.',
    remedy: 'A separator inside a text needs quotes around the text.',
  },
  'unclosed-quote': {
    severity: 'error',
    says: 'A quote opens and is never closed, so that what follows reads as one cell.',
    remedy: 'Close it, or double it where it belongs to the text.',
  },
  'endless-row': {
    severity: 'error',
    says: 'A row is longer than 4 million characters.',
    remedy: 'Look for a quote that is not closed, or line ends that are missing.',
  },
  'no-such-sheet': {
    severity: 'error',
    says: 'The workbook has no such sheet.',
    remedy: 'Name one of its sheets.',
  },
  'hidden-sheet': {
    severity: 'warning',
    says: 'A hidden sheet was not read.',
    remedy: 'Name it, if it is meant.',
  },
  'sheet-not-read': {
    severity: 'warning',
    says: 'Another sheet was not read.',
    remedy: 'Name the sheet that is meant.',
  },
  'not-utf-8': {
    severity: 'error',
    says: 'The text is not UTF-8, and a file that is rebased as a whole must be.',
    remedy: 'Save it as CSV UTF-8.',
  },
  'no-such-column': {
    severity: 'error',
    says: 'The file has no such column.',
    remedy: 'Name one of its headings.',
  },
  'repeated-row': {
    severity: 'error',
    says: 'This area has a row for the same group already.',
    remedy: 'Remove one of them, name the column in which they differ, or ask for such rows to be added up.',
  },
  'faulty-row': {
    severity: 'error',
    says: 'This row cannot be read.',
    remedy: 'Look at quotes and separators in it.',
  },
  'damaged-parquet': {
    severity: 'error',
    says: 'The Parquet file is cut short or damaged.',
    remedy: 'Fetch it again.',
  },
} as const satisfies Record<string, { severity: Severity; says: string; remedy: string }>;

export type TableProblemCode = keyof typeof kinds;

/** The problem; `detail.message` takes the place of the first sentence of its kind. */
export function tableProblem(
  code: TableProblemCode,
  where: Place,
  detail: { readonly message?: string; readonly expected?: string; readonly found?: string } = {},
): Problem {
  const { severity, says, remedy } = kinds[code];
  const { message = says, expected, found } = detail;
  return {
    code,
    severity,
    where,
    message: `${message} ${remedy}`,
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
  };
}

/** A file that turned out to be broken while its rows were read: thrown out of `batches`, with every problem found. */
export class TableFault extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems[0]?.message ?? 'The file cannot be read.');
    this.name = 'TableFault';
    this.problems = problems;
  }
}
