/** The events that a scenario draws: each with the way to change it or take it out. */

import { AuthorNote } from '../../parts/author-form.tsx';
import { Link } from '../../parts/link.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { dateText, eventKindWords } from '../../words.ts';
import { Meanwhile, type ScenarioProps } from './scenario-parts.tsx';
import { usePlanSaving } from './use-plan.ts';

/** The list. Taking one out asks for the name of who does it. */
export function DrawnEvents({ choice, shown }: ScenarioProps) {
  const { scenario, version } = shown;
  const { author, state, save } = usePlanSaving(choice);
  const path = `/scenario/${encodeURIComponent(scenario.id)}/draw`;
  const takeOut = (id: string) =>
    save({ ...scenario, drafts: scenario.drafts.filter((draft) => draft.id !== id) }, version, `took out ${id}`);
  return (
    <section aria-labelledby="drawn-title">
      <h2 id="drawn-title">Drawn events</h2>
      {scenario.drafts.length === 0 ? (
        <p>
          None yet. <Link path={path}>Draw a merger, a division or another event</Link>.
        </p>
      ) : (
        <>
          {author === null && <AuthorNote wanted={['save-scenario']} />}
          <ul className="notices">
            {scenario.drafts.map((draft) => (
              <li key={draft.id}>
                <strong>{draft.title}</strong>
                <span className="badge badge-illustrative">Drawn</span>
                <br />
                {eventKindWords[draft.kind]}, {dateText(draft.day)}
                <span className="button-row">
                  <Link path={path} query={{ event: draft.id }}>
                    Change {draft.title}
                  </Link>
                  <button
                    type="button"
                    className="button button-quiet"
                    disabled={author === null || state.isBusy}
                    aria-label={`Take out ${draft.title}`}
                    onClick={() => void takeOut(draft.id)}
                  >
                    Take out
                  </button>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {state.fault !== null && <FaultNote fault={state.fault} where="While changing the scenario" />}
      <Meanwhile meanwhile={state.meanwhile}>
        <p>The list above shows how it is now. Do it again if it still holds.</p>
      </Meanwhile>
    </section>
  );
}
