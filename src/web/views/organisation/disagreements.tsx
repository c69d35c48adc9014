/** What sources say differently about one thing, side by side, and which of them the register follows. */

import type { OrganisationWire } from '#wire/register.ts';

type Disagreement = OrganisationWire['disagreements'][number];

/** One block for each question; nothing when sources agree. */
export function Disagreements({
  disagreements,
  level = 2,
}: {
  readonly disagreements: readonly Disagreement[];
  readonly level?: 2 | 3;
}) {
  if (disagreements.length === 0) return null;
  return (
    <>
      {level === 2 && <h2>Where sources disagree</h2>}
      {disagreements.map((one) => (
        <section key={one.id} className="disagreement" aria-label={one.question}>
          <h3>{one.question}</h3>
          <ul className="claims">
            {one.claims.map((claim) => (
              <li
                key={`${claim.source?.id} ${claim.says}`}
                className={claim.followed ? 'claim claim-followed' : 'claim'}
              >
                <p>{claim.says}</p>
                <p className="hint">
                  {claim.source === null ? 'Source not named' : `${claim.source.title}, ${claim.source.publisher}`}
                </p>
                {claim.followed && <span className="badge">Followed by this register</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
