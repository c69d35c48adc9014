/** Why numbers are not shown on other areas, and what can be done instead. */

import { tiers } from '#core/register/tiers.ts';
import type { ApiFault } from '../../api-client.ts';
import { type Choice, hasLandBy } from '../../choice.ts';
import { Link } from '../../parts/link.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { changeQuery } from '../../router.ts';
import { families, type RebaseChoice, type Target, targetTiers } from './rebase-choice.ts';
import { isMovable, lacksDenominator } from './value-words.ts';

/** Said of a measure that cannot be moved, before anything is asked. */
export function NotMovable({ chosen }: { readonly chosen: RebaseChoice }) {
  const { data, measure } = chosen;
  const others = [...families(data)]
    .map(([family, own]) => ({ family, first: own.find((one) => isMovable(one, false)) }))
    .filter((one) => one.first !== undefined);
  return (
    <div className="note note-caution">
      <p>
        <strong>“{measure.title}” cannot be moved to other areas.</strong> {measure.notMovable}
      </p>
      <p>What can be done:</p>
      <ul>
        {lacksDenominator(measure) && (
          <li>
            Choose a count of people to stand for its denominators, under More settings. Every value is then an
            estimate, and says so.
          </li>
        )}
        {others.length > 0 && (
          <li>
            Show something else of this data set:{' '}
            <span className="button-row">
              {others.slice(0, 5).map(({ family, first }) => (
                <button
                  key={family}
                  type="button"
                  className="button button-quiet"
                  onClick={() => changeQuery({ measure: first?.id ?? null }, true)}
                >
                  {family}
                </button>
              ))}
            </span>
          </li>
        )}
        <li>
          See its values on the areas they were stated for:{' '}
          <Link path={`/data/${encodeURIComponent(data.statement.id)}`}>{data.statement.title}</Link>
        </li>
      </ul>
    </div>
  );
}

type NotRebasedProps = {
  readonly choice: Choice;
  readonly fault: ApiFault;
  readonly target: Target;
  /** How the address calls the bodies. */
  readonly name: string;
  readonly retry: () => void;
};

/** The refusal of the server in its own words, and other bodies to choose where these are the reason. */
export function NotRebased({ choice, fault, target, name, retry }: NotRebasedProps) {
  const type = String(fault.document.type ?? '')
    .split(':')
    .at(-1);
  const isRefusal = fault.status === 422 || type === 'unknown-geography';
  if (!isRefusal) return <FaultNote fault={fault} where="While moving the numbers" retry={retry} />;
  const others = targetTiers(choice).filter(
    (tier) => tier !== target.to && hasLandBy(choice.register, tier, target.on),
  );
  return (
    <div className="note note-caution" role="status">
      <p>
        <strong>{fault.message}.</strong> {fault.detail}
      </p>
      {type === 'cannot-rebase' && <p>Choose another measure, group or period above.</p>}
      {type !== 'cannot-rebase' && others.length > 0 && (
        <p className="button-row">
          Show instead:
          {others.map((tier) => (
            <button
              key={tier}
              type="button"
              className="button button-quiet"
              onClick={() => changeQuery({ [name]: tier, area: null }, true)}
            >
              {tiers[tier].title}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
