/** The completeness list of SI 2000/617 reg 7(3), (a) to (g), as an arrangement answers it. */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { arrangementKinds, type Clause, type ClauseAnswer, clauseNames, clauses } from '#core/agreements/vocabulary.ts';

export type ClauseStanding = {
  readonly clause: Clause;
  readonly letter: string;
  readonly says: string;
  readonly answer: ClauseAnswer | 'not-known';
  /** The list asks it of this arrangement, and the answer is neither yes nor that it does not apply. */
  readonly isMissing: boolean;
};

/**
 * The seven paragraphs in order, with the answer to each. Asked only of partnership agreements; (g), how the pooled
 * fund is managed, only of a pooled fund and a partnership in combination.
 * @source docs/methods/reg-7-3.md
 */
export function clauseStandings(arrangement: Arrangement): ClauseStanding[] {
  return clauseNames.map((clause) => ({
    clause,
    ...clauses[clause],
    answer: arrangement.clauses[clause] ?? 'not-known',
    isMissing: isMissing(arrangement, clause),
  }));
}

/** Paragraphs that are asked of the arrangement and not covered, in order; empty for other kinds than partnerships. */
export function missingClauses(arrangement: Arrangement): Clause[] {
  return clauseNames.filter((clause) => isMissing(arrangement, clause));
}

function isMissing({ kind, clauses: answers }: Arrangement, clause: Clause): boolean {
  const answer = answers[clause];
  if (arrangementKinds[kind].family !== 'partnership' || answer === 'yes' || answer === 'not-applicable') return false;
  return clause !== 'management' || kind === 'pooled-fund' || kind === 'partnership-in-combination';
}
