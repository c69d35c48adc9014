/** Collects what is wrong with a file of numbers without drowning in it: a problem that will not be listed costs a count. */

import type { Place, Problem, Severity } from '#std/problem.ts';

export type ProblemText = { readonly message: string; readonly expected?: string; readonly found?: string };

const listedInFull = 1000;
/** Of a kind that comes after the first thousand, so that no kind is hidden by another. */
const listedOfEachKind = 10;

export class ProblemBook {
  readonly #listed: Problem[] = [];
  readonly #counts = new Map<string, { severity: Severity; all: number; listed: number }>();
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  error(code: string, where: Omit<Place, 'file'>, text: () => ProblemText): void {
    this.#add(code, 'error', where, text);
  }

  warning(code: string, where: Omit<Place, 'file'>, text: () => ProblemText): void {
    this.#add(code, 'warning', where, text);
  }

  addAll(problems: readonly Problem[]): void {
    for (const { code, severity, where, ...text } of problems) this.#add(code, severity, where, () => text);
  }

  get hasErrors(): boolean {
    return [...this.#counts.values()].some((one) => one.severity === 'error');
  }

  /** Those listed, by row, those of no row first; then one for each kind that has more. */
  problems(): Problem[] {
    const listed = this.#listed
      .map((problem, at) => ({ problem, at }))
      .sort((a, b) => (a.problem.where.row ?? 0) - (b.problem.where.row ?? 0) || a.at - b.at)
      .map(({ problem }) => problem);
    for (const [code, { severity, all, listed: shown }] of this.#counts) {
      if (all === shown) continue;
      const message = `${all - shown} more problems of this kind are not listed; correct those above and try again.`;
      listed.push({ code, severity, where: { file: this.#file }, message, found: `${all} in all` });
    }
    return listed;
  }

  #add(code: string, severity: Severity, where: Omit<Place, 'file'>, text: () => ProblemText): void {
    const count = this.#counts.get(code) ?? { severity, all: 0, listed: 0 };
    this.#counts.set(code, count);
    count.all++;
    if (this.#listed.length >= listedInFull && count.listed >= listedOfEachKind) return;
    count.listed++;
    this.#listed.push({ code, severity, where: { file: this.#file, ...where }, ...text() });
  }
}
