/** The completeness list of SI 2000/617 regulation 7(3), with what the document says to each paragraph. */

import type { ArrangementWire } from '#wire/arrangements.ts';
import { clauseAnswerWords } from './arrangement-words.ts';

/** The list (a) to (g) with yes, no or not known. */
export function Clauses({ shown: { clauses } }: { readonly shown: ArrangementWire }) {
  const missing = clauses.filter((one) => one.answer === 'no' || one.answer === 'not-known').length;
  return (
    <section aria-labelledby="clauses-title">
      <h2 id="clauses-title">Regulation 7(3): is it complete?</h2>
      <p>
        {missing === 0
          ? 'Every paragraph that applies is covered.'
          : `${missing} of ${clauses.length} paragraphs are not covered, or it is not known.`}{' '}
        <span className="hint">
          What a written agreement has to specify: SI 2000/617, regulation 7(3). Whether (g) applies depends on there
          being a pooled fund.
        </span>
      </p>
      <ol className="clauses">
        {clauses.map(({ clause, letter, says, answer }) => (
          <li key={clause}>
            <span>
              ({letter}) {says}
            </span>
            <span className={`badge clause-${answer}`}>{clauseAnswerWords[answer]}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
