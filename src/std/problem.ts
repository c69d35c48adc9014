/** A fault found in data: what is wrong, where, what was expected and what was found. Returned, never thrown. */

/** Where a fault lies. A row counts from 1 and includes the heading row, as a spreadsheet shows it. */
export type Place = { readonly file?: string; readonly row?: number; readonly column?: string };

/** `error` refuses the whole; `warning` is listed and carried along. */
export type Severity = 'error' | 'warning';

export type Problem = {
  /** Kebab-case and stable: documents and tests name it. */
  readonly code: string;
  readonly severity: Severity;
  readonly where: Place;
  /** One plain sentence: what is wrong and what to do. */
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
};

/** True when at least one problem refuses the whole. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** `error: file row 3 column legal: message (expected ..., found ...) [code]`, for a terminal line. */
export function describeProblem(problem: Problem): string {
  const { file, row, column } = problem.where;
  const place = [
    file,
    row === undefined ? undefined : `row ${row}`,
    column === undefined ? undefined : `column ${column}`,
  ]
    .filter((piece) => piece !== undefined)
    .join(' ');
  const expected = problem.expected === undefined ? [] : [`expected ${problem.expected}`];
  const found = problem.found === undefined ? [] : [`found ${problem.found}`];
  const detail = [...expected, ...found].join(', ');
  return `${problem.severity}: ${place === '' ? '' : `${place}: `}${problem.message}${detail === '' ? '' : ` (${detail})`} [${problem.code}]`;
}
