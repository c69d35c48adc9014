/** Adopting what a scenario draws: drawn events become part of the register by a recorded act. */

import { useState } from 'react';
import type { DraftEventWire } from '#wire/scenarios.ts';
import { apiAddress, send } from '../../api-client.ts';
import { Tick } from '../../parts/form-field.tsx';
import { Link } from '../../parts/link.tsx';
import { useRegisterEvents } from '../../register-events.ts';
import { countText, eventStatusWords } from '../../words.ts';
import { ActForm } from './act-form.tsx';
import { ActRecord } from './act-record.tsx';
import type { ScenarioProps } from './scenario-parts.tsx';

/** The drawn events with their standing, the form that adopts those ticked, and the record. */
export function AdoptEvents({ choice, shown: { scenario } }: ScenarioProps) {
  const register = useRegisterEvents({ ...choice, scenario: null });
  const known = new Map((register.value?.events ?? []).map((event) => [event.id, event]));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const adopted = scenario.drafts.filter((draft) => known.has(draft.id));
  const open = scenario.drafts.filter((draft) => !known.has(draft.id));
  const chosen = open.filter((draft) => !left.has(draft.id));
  const turn = (draft: DraftEventWire, isOn: boolean) => {
    const next = new Set(left);
    if (isOn) next.delete(draft.id);
    else next.add(draft.id);
    setLeft(next);
  };
  return (
    <section aria-labelledby="adopt-title">
      <h2 id="adopt-title">Adopt into the register</h2>
      <p>
        What is drawn here changes nothing but this scenario. Adopting makes it an event of the register, in every
        scenario in which events of its status hold. It is recorded with your name and a reason, and can be quashed
        later, after which every answer is as before.
      </p>
      {adopted.length > 0 && (
        <ul className="notices">
          {adopted.map((draft) => (
            <li key={draft.id}>
              <strong>{draft.title}</strong>: adopted,{' '}
              {eventStatusWords[known.get(draft.id)?.status ?? 'proposed'].short.toLowerCase()}.{' '}
              <Link path="/scenarios/acts" query={{ event: draft.id }}>
                Quash it, or record another status
              </Link>
            </li>
          ))}
        </ul>
      )}
      {scenario.drafts.length === 0 && <p>There is nothing to adopt: no event is drawn here.</p>}
      {open.length > 0 && (
        <>
          <fieldset className="ticks">
            <legend>Events to adopt</legend>
            {open.map((draft) => (
              <Tick key={draft.id} text={draft.title} isOn={!left.has(draft.id)} onTurn={(isOn) => turn(draft, isOn)} />
            ))}
          </fieldset>
          {chosen.length > 0 && (
            <ActForm
              label="Adopt events"
              verb="adopt-scenario"
              button={`Adopt ${countText(chosen.length, 'event', 'events')}`}
              statuses={['decided', 'in-law', 'in-effect']}
              usual="decided"
              confirm={(status) =>
                status === 'decided'
                  ? 'I want this recorded as decided. It will hold where decided events hold.'
                  : 'I want this recorded as law. From then on it holds in the law as it stands.'
              }
              onAct={(act) =>
                send(
                  'POST',
                  apiAddress(`/scenarios/${encodeURIComponent(scenario.id)}/adopt`, { register: choice.register.name }),
                  {
                    events: chosen.map((draft) => draft.id),
                    ...act,
                  },
                )
              }
            />
          )}
        </>
      )}
      <ActRecord heading="h3" choice={choice} events={scenario.drafts.map((draft) => draft.id)} />
    </section>
  );
}
