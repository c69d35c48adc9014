/**
 * Everything that can be wrong with a spreadsheet of arrangements as a spreadsheet, and the list in which a reader
 * gathers it. What is wrong with the arrangements themselves (unknown bodies, dates reversed) is found later.
 */

import type { Place, Problem, Severity } from '#std/problem.ts';

const kinds = {
  'empty-file': {
    severity: 'error',
    says: 'The file holds nothing.',
    remedy: 'Choose the file again; was it saved?',
  },
  'too-large': {
    severity: 'error',
    says: 'The file is larger than 50 MB, or than 200 MB when unpacked, or its texts are larger than 20 MB.',
    remedy: 'Remove pictures and other sheets, or divide it into several files.',
  },
  'too-many-rows': {
    severity: 'error',
    says: 'More than 100,000 rows are filled.',
    remedy: 'Delete rows that hold no arrangements, or divide the file.',
  },
  'scattered-cells': {
    severity: 'error',
    says: 'Cells stand so far below or beside the list that the sheet comes to more than 20 million.',
    remedy: 'Delete the rows below the list and the columns beside it, even if they look empty.',
  },
  'not-a-workbook': {
    severity: 'error',
    says: 'The name ends in .xlsx, and the content is something else.',
    remedy: 'Open it in your spreadsheet program and save it as .xlsx.',
  },
  'damaged-workbook': {
    severity: 'error',
    says: 'The workbook is cut short or damaged.',
    remedy: 'Fetch it again, or open it in your spreadsheet program, let it repair the file and save it as .xlsx.',
  },
  'encrypted-workbook': {
    severity: 'error',
    says: 'The workbook is protected by a password.',
    remedy: 'Save a copy without a password.',
  },
  'other-format': {
    severity: 'error',
    says: 'It is a spreadsheet of another format (.xls, .xlsb, .ods).',
    remedy: 'Save it as .xlsx.',
  },
  'workbook-with-macros': {
    severity: 'error',
    says: 'The workbook holds macros.',
    remedy: 'Save it as .xlsx, which leaves them out.',
  },
  'not-a-table': {
    severity: 'error',
    says: 'The file is neither a workbook nor text.',
    remedy: 'Save it as .xlsx or as "CSV UTF-8".',
  },
  'guessed-encoding': {
    severity: 'warning',
    says: 'The text is not UTF-8 and was read as Windows-1252.',
    remedy: 'Look at accents and pound signs, or save it as "CSV UTF-8".',
  },
  'unclosed-quote': {
    severity: 'error',
    says: 'A quote opens and is never closed, so that the rest of the file reads as one cell.',
    remedy: 'Close it, or double it where it belongs to the text.',
  },
  'no-arrangements-sheet': {
    severity: 'error',
    says: 'Several sheets could be meant, or none.',
    remedy: 'Name the sheet that holds them Arrangements.',
  },
  'hidden-sheet': {
    severity: 'warning',
    says: 'A hidden sheet was not read.',
    remedy: 'Show it and copy its rows, if they matter.',
  },
  'sheet-not-read': {
    severity: 'warning',
    says: 'Another sheet was not read.',
    remedy: 'Only the sheet Arrangements is read; copy its rows there, if they matter.',
  },
  'no-heading': {
    severity: 'error',
    says: 'No row among the first twenty has headings that are known.',
    remedy: 'Give the columns the headings of the template.',
  },
  'missing-column': {
    severity: 'error',
    says: 'A column that is needed is not there.',
    remedy: 'Add it; needed are Kind, Party, and Reference or Title.',
  },
  'unknown-column': {
    severity: 'warning',
    says: 'A column was not read, because its heading is not known.',
    remedy: 'Give it a heading of the template, if it matters.',
  },
  'duplicate-column': {
    severity: 'error',
    says: 'Two columns say the same.',
    remedy: 'Remove one, or number both, such as Party 1 and Party 2.',
  },
  'no-rows': {
    severity: 'error',
    says: 'There are headings and no arrangements below them.',
    remedy: 'Fill in the sheet Arrangements; the sheet Example is not read.',
  },
  'row-too-long': {
    severity: 'error',
    says: 'A row has more cells than there are headings.',
    remedy: 'Put quotes around a text that holds a comma.',
  },
  'merged-cells': {
    severity: 'error',
    says: 'Cells are merged, and only those of one Reference, downwards, may be.',
    remedy: 'Unmerge them and fill in each cell.',
  },
  'formula-cell': {
    severity: 'error',
    says: 'The cell holds a formula; what it would come to is not trusted.',
    remedy: 'Copy the column and paste it back as values.',
  },
  'error-cell': {
    severity: 'error',
    says: 'The cell shows an error, such as #REF!.',
    remedy: 'Write the value, or empty the cell.',
  },
  'not-a-date': {
    severity: 'error',
    says: 'This is no date, or not surely one.',
    remedy: 'Write 2027-03-31, 31/03/2027 (day first) or 31 March 2027, with all four figures of the year.',
  },
  'not-money': {
    severity: 'error',
    says: 'This is no amount of money.',
    remedy: 'Write pounds with at most two decimals, such as 1250000 or £1,250,000.50.',
  },
  'not-a-share': {
    severity: 'error',
    says: 'This is no share.',
    remedy: 'Write 25% or 0.25.',
  },
  'not-a-whole-number': {
    severity: 'error',
    says: 'This is no whole number.',
    remedy: 'Write a number without a unit, such as 90.',
  },
  'not-yes-or-no': {
    severity: 'error',
    says: 'This is neither yes nor no.',
    remedy: 'Write Yes or No, or leave it empty.',
  },
  'unknown-word': {
    severity: 'error',
    says: 'The column takes words from a list, and this is none of them.',
    remedy: 'Choose a word from the sheet Lists of the template.',
  },
  'missing-value': {
    severity: 'error',
    says: 'A value that is needed is not there.',
    remedy: 'Fill it in, or clear the rest of the entry.',
  },
  'conflicting-value': {
    severity: 'error',
    says: 'A further row of an arrangement says otherwise than its first.',
    remedy: 'Say it once, on the first row, or give the row a reference of its own.',
  },
  'duplicate-reference': {
    severity: 'error',
    says: 'Two arrangements have the same reference.',
    remedy: 'Move the rows of one arrangement together, or change a reference.',
  },
  'made-reference': {
    severity: 'warning',
    says: 'An arrangement has no reference; one was made from its row.',
    remedy: 'Give it a reference of your own, or the next import cannot tell that it is the same.',
  },
  'stage-taken': {
    severity: 'warning',
    says: 'There is no column Stage; all arrangements were taken to be in force.',
    remedy: 'Add the column, if some are not.',
  },
} as const satisfies Record<string, { severity: Severity; says: string; remedy: string }>;

export type WorkbookProblemCode = keyof typeof kinds;
export const workbookProblemKinds: Readonly<
  Record<WorkbookProblemCode, { readonly severity: Severity; readonly says: string; readonly remedy: string }>
> = kinds;

/** @units problems */
const mostListed = 1000;

/** What a problem says beyond its kind: a sentence of its own, what was expected and what was found. */
export type ProblemDetail = { readonly message?: string; readonly expected?: string; readonly found?: string };

/** Problems of one file in the order in which they are found; the first thousand are kept, the rest counted. */
export class WorkbookProblems {
  readonly #listed: Problem[] = [];
  #errors = 0;
  #count = 0;

  /** Adds a problem; `detail.message` takes the place of the first sentence of its kind. */
  add(code: WorkbookProblemCode, where: Place, detail: ProblemDetail = {}): void {
    const { severity, says, remedy } = workbookProblemKinds[code];
    this.#count += 1;
    if (severity === 'error') this.#errors += 1;
    if (this.#listed.length >= mostListed) return;
    const { message = says, expected, found } = detail;
    this.#listed.push({
      code,
      severity,
      where,
      message: `${message} ${remedy}`,
      ...(expected === undefined ? {} : { expected }),
      ...(found === undefined ? {} : { found: shortened(found) }),
    });
  }

  /** So many errors were added, listed or not. */
  get errors(): number {
    return this.#errors;
  }

  /** The list; a last problem without a place says how many more there are. */
  list(): Problem[] {
    const more = this.#count - this.#listed.length;
    if (more === 0) return [...this.#listed];
    const listedErrors = this.#listed.filter((problem) => problem.severity === 'error').length;
    return [
      ...this.#listed,
      {
        code: 'more-problems',
        severity: this.#errors > listedErrors ? 'error' : 'warning',
        where: {},
        message: `${more} more problems are not listed; correct those above and read the file again.`,
        found: `${this.#count} in all`,
      },
    ];
  }
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
