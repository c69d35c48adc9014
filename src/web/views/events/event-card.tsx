/** One event in full: its days, status, instrument, who took part and how it is known. */

import { useEffect, useRef } from 'react';
import type { EventWire } from '#wire/register.ts';
import { EvidenceWord, Fact, Figure, SourceList } from '../../parts/evidence.tsx';
import { Link, OrganisationLink } from '../../parts/link.tsx';
import { dayOf } from '../../register-events.ts';
import { dateText, eventKindWords, eventStatusWords, evidenceWords, numberText } from '../../words.ts';

const mostNamed = 12;

/** The card. It takes the focus when it opens, since the link that opened it may be far below. */
export function EventCard({ event, onClose }: { readonly event: EventWire; readonly onClose: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another event is another card
  useEffect(() => heading.current?.focus(), [event.id]);
  const day = dayOf(event);
  return (
    <section className="panel" aria-labelledby="event-title">
      <div className="panel-head">
        <h2 id="event-title" tabIndex={-1} ref={heading}>
          {event.title}
        </h2>
        <button type="button" className="button button-quiet" onClick={onClose}>
          Close
        </button>
      </div>
      <dl className="facts">
        <Fact name="Kind">{eventKindWords[event.kind]}</Fact>
        <Fact name="Status">
          {eventStatusWords[event.status].short}: {eventStatusWords[event.status].long}.{' '}
          {event.holds ? 'It holds in this scenario.' : 'It does not hold in this scenario.'}
        </Fact>
        <Fact name="Announced">{event.announced === null ? 'Not given' : dateText(event.announced)}</Fact>
        <Fact name="Legal effect">{event.legal === null ? 'Not given' : dateText(event.legal)}</Fact>
        <Fact name="Done in practice">{event.operational === null ? 'Not given' : dateText(event.operational)}</Fact>
        <Fact name="Instrument">{event.instrument ?? 'Not named in the sources seen'}</Fact>
        <Bodies name="Ended by it" bodies={event.predecessors} />
        <Bodies name="Began by it" bodies={event.successors} />
        <Bodies name="Lived on" bodies={event.continuing} />
        <Bodies name="Concerned" bodies={event.subjects} />
        {event.blocksMoved > 0 && (
          <Fact name="Building blocks moved">
            <Figure
              text={numberText(event.blocksMoved)}
              evidence={{
                title: `Building blocks moved: ${event.title}`,
                says: `Building blocks that the event names as passing from one body to another. ${evidenceWords[event.evidence].short}: ${evidenceWords[event.evidence].long}.`,
                formula: 'count of blocks named in the territory of the event',
                sources: event.source === null ? [] : [event.source],
              }}
            />
          </Fact>
        )}
        <Fact name="How it is known">
          <EvidenceWord evidence={event.evidence} /> {evidenceWords[event.evidence].long}
        </Fact>
        {event.note !== null && <Fact name="Note">{event.note}</Fact>}
      </dl>
      {event.source !== null && <SourceList sources={[event.source]} />}
      <p className="button-row">
        {day !== null && (
          <Link path="/map" query={{ on: day }} className="button">
            See this day on the map
          </Link>
        )}
        <Link path="/scenarios/acts" query={{ event: event.id }}>
          Quash it, or record another status
        </Link>
      </p>
    </section>
  );
}

function Bodies({ name, bodies }: { readonly name: string; readonly bodies: EventWire['subjects'] }) {
  if (bodies.length === 0) return null;
  return (
    <Fact name={name}>
      <ul className="plain-list">
        {bodies.slice(0, mostNamed).map((body) => (
          <li key={body.id}>
            <OrganisationLink id={body.id}>{body.name}</OrganisationLink>
          </li>
        ))}
        {bodies.length > mostNamed && (
          <li>
            <details>
              <summary>and {numberText(bodies.length - mostNamed)} more</summary>
              <ul className="plain-list">
                {bodies.slice(mostNamed).map((body) => (
                  <li key={body.id}>
                    <OrganisationLink id={body.id}>{body.name}</OrganisationLink>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        )}
      </ul>
    </Fact>
  );
}
