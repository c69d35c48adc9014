/** Small pieces that the screens of scenarios share. */

import type { ReactNode } from 'react';
import type { ScenarioWire } from '#wire/scenarios.ts';
import type { QueryChanges } from '../../address.ts';
import type { Choice } from '../../choice.ts';
import { Link } from '../../parts/link.tsx';
import { momentText } from '../../words.ts';
import type { PlanSaving } from './use-plan.ts';

/** What the parts of the page of one scenario are given. */
export type ScenarioProps = { readonly choice: Choice; readonly shown: ScenarioWire };

type Part = 'list' | 'new' | 'compare' | 'acts';

const parts: readonly {
  readonly part: Part;
  readonly path: string;
  readonly text: string;
  readonly query?: QueryChanges;
}[] = [
  { part: 'list', path: '/scenarios', text: 'All scenarios' },
  { part: 'new', path: '/scenarios/new', text: 'Make one' },
  { part: 'compare', path: '/scenarios/compare', text: 'Compare' },
  { part: 'acts', path: '/scenarios/acts', text: 'Acts on events' },
];

/** The parts of the screens. */
export function ScenariosNav({ current }: { readonly current: Part | null }) {
  return (
    <nav className="subnav" aria-label="Scenarios">
      <ul>
        {parts.map(({ part, path, text }) => (
          <li key={part}>
            <Link path={path} isCurrent={current === part}>
              {text}
            </Link>
          </li>
        ))}
        <li>
          <Link path="/journal" query={{ kind: 'scenario' }}>
            Record of changes
          </Link>
        </li>
      </ul>
    </nav>
  );
}

/** The way to one scenario. */
export function ScenarioLink({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return <Link path={`/scenario/${encodeURIComponent(id)}`}>{children}</Link>;
}

/** What is wrong with a scenario, or that nothing is. */
export function ScenarioProblems({
  problems,
  none,
}: {
  readonly problems: ScenarioWire['problems'];
  readonly none: string;
}) {
  if (problems.length === 0) return <p className="sound">{none}</p>;
  return (
    <ul className="problems">
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.message}`} className={`is-${problem.severity}`}>
          {problem.message}
        </li>
      ))}
    </ul>
  );
}

/** Said when somebody else kept the scenario meanwhile. `children` is what can be done. */
export function Meanwhile({
  meanwhile,
  children,
}: {
  readonly meanwhile: PlanSaving['meanwhile'];
  readonly children: ReactNode;
}) {
  if (meanwhile === null) return null;
  return (
    <div className="note note-caution" role="alert">
      <p>
        <strong>Somebody else changed this scenario meanwhile.</strong>{' '}
        {meanwhile === 'gone'
          ? 'It was taken away.'
          : `${meanwhile.who} kept it on ${momentText(meanwhile.at)}, after you opened it.`}{' '}
        Nothing of yours was recorded, and nothing is lost.
      </p>
      {children}
    </div>
  );
}
