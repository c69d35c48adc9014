/** Acts on events: recording that one was quashed, or has another status, and the record of all such acts. */

import { apiAddress, send } from '../../api-client.ts';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { Combobox } from '../../parts/combobox.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { useRegisterEvents } from '../../register-events.ts';
import { changeQuery, useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { eventStatusWords } from '../../words.ts';
import { ActForm } from './act-form.tsx';
import { ActRecord } from './act-record.tsx';
import { ScenariosNav } from './scenario-parts.tsx';

/** The screen. `?event=` names the event that is acted on. */
export function ActsView({ choice, registers }: ViewProps) {
  usePageTitle('Acts on events');
  const { query } = useLocation();
  const wanted = query.get('event') ?? '';
  const answer = useRegisterEvents({ ...choice, scenario: null });
  const events = answer.value?.events ?? [];
  const event = events.find((one) => one.id === wanted);
  return (
    <>
      <h1>Acts on events: quash, or record another status</h1>
      <ScenariosNav current="acts" />
      <p className="lead">
        Courts quash, ministers decide, orders are made. An act gives an event of the register another status from then
        on, and every answer follows. Acts are recorded with a reason and never deleted; a later act takes an earlier
        one’s place.
      </p>
      <form className="choices" aria-label="Register and event" onSubmit={(submitted) => submitted.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
        <Combobox
          id="act-event"
          label="Event"
          hint="Begin to write its name."
          value={wanted}
          options={events.map((one) => ({ value: one.id, text: one.title, also: one.id }))}
          onChange={(id) => changeQuery({ event: id === '' ? null : id })}
        />
      </form>
      {answer.value === undefined && <Waiting answer={answer} what="the events" />}
      {event !== undefined && (
        <section className="panel" aria-labelledby="event-title">
          <h2 id="event-title">{event.title}</h2>
          <p>
            It is {eventStatusWords[event.status].short.toLowerCase()}: {eventStatusWords[event.status].long}. It{' '}
            {event.holds ? 'holds' : 'does not hold'} in the law as it stands.{' '}
            <Link path="/events" query={{ event: event.id }}>
              Its record
            </Link>
          </p>
          <ActForm
            key={`${event.id} ${event.status}`}
            label="Record an act"
            verb="record-event-act"
            button="Record it"
            usual={event.status === 'quashed' ? 'in-law' : 'quashed'}
            confirm={(status) =>
              status === 'quashed'
                ? 'I want it recorded as quashed. It will hold nowhere but where it is switched on by name.'
                : `I want it recorded as ${eventStatusWords[status].short.toLowerCase()}.`
            }
            onAct={(act) =>
              send(
                'POST',
                apiAddress(`/events/${encodeURIComponent(event.id)}/status`, { register: choice.register.name }),
                act,
              )
            }
          />
        </section>
      )}
      {answer.value !== undefined && wanted !== '' && event === undefined && (
        <p className="note">There is no event “{wanted}” in this register. Choose one from the list.</p>
      )}
      <ActRecord heading="h2" choice={choice} events={event === undefined ? null : [event.id]} />
    </>
  );
}
