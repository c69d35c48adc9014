/**
 * Gathers the problems of a pack without drowning: the first thousand in full, the first ten of every code
 * in any case, and counts for the rest. A problem that will not be listed costs no more than a count.
 */

import { type PackProblemCode, packProblemKinds } from '#core/pack/problem-codes.ts';
import type { Place, Problem } from '#std/problem.ts';

const listedInFull = 1000;
const listedOfEachCode = 10;

/** What a problem says beyond its code and place. */
export type ProblemText = { readonly message: string; readonly expected?: string; readonly found?: string };

/** A list under construction; one for each pack that is read. */
export class ProblemList {
  readonly #listed: Problem[] = [];
  readonly #counts = new Map<PackProblemCode, number>();
  readonly #listedCounts = new Map<PackProblemCode, number>();

  /** Counts a problem, and lists it while there is room; `text` is called only then. */
  add(code: PackProblemCode, where: Place, text: () => ProblemText): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
    const listed = this.#listedCounts.get(code) ?? 0;
    if (this.#listed.length >= listedInFull && listed >= listedOfEachCode) return;
    this.#listedCounts.set(code, listed + 1);
    this.#listed.push({ code, severity: packProblemKinds[code].severity, where, ...text() });
  }

  /** The problems listed, in the order they were found, then one for each code that has more, with their number. */
  problems(): Problem[] {
    const problems = [...this.#listed];
    for (const [code, count] of this.#counts) {
      const more = count - (this.#listedCounts.get(code) ?? 0);
      if (more === 0) continue;
      const { severity } = packProblemKinds[code];
      const message = `${more} more problems of the kind ${code} are not listed; correct those above and check again.`;
      problems.push({ code, severity, where: {}, message, found: `${count} in all` });
    }
    return problems;
  }
}

/** The value as a problem shows it: in quotes, cut at 60 characters. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
