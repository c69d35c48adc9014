/** The events of the day shown, or the last ones before it, and the next ones after: what the map shows changing. */

import type { EventKind } from '#core/pack/vocabulary.ts';
import type { EventWire } from '#wire/register.ts';
import { Link } from '../../parts/link.tsx';
import type { EventDay } from '../../register-events.ts';
import { dateText, eventStatusWords } from '../../words.ts';

const mostListed = 5;

/** What changes most comes first. */
const weights: readonly EventKind[] = [
  'merge',
  'divide',
  'establish',
  'abolish',
  'change-of-status',
  'boundary-change',
];

/** Two short lists of events around the day. */
export function NearbyEvents({ days, on }: { readonly days: readonly EventDay[]; readonly on: string }) {
  const now = days.findLast((day) => day.on <= on);
  const next = days.find((day) => day.on > on);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="nearby" aria-labelledby="nearby-title" tabIndex={0}>
      <h2 id="nearby-title">Events around this date</h2>
      {now === undefined ? (
        <p>No event before this date is in the register.</p>
      ) : (
        <Day day={now} title={now.on === on ? `On this day, ${dateText(now.on)}` : `Last: ${dateText(now.on)}`} />
      )}
      {next === undefined ? <p>No event after it.</p> : <Day day={next} title={`Next: ${dateText(next.on)}`} />}
    </section>
  );
}

function Day({ day, title }: { readonly day: EventDay; readonly title: string }) {
  const listed = [...day.events]
    .sort((a, b) => Number(b.holds) - Number(a.holds) || weightOf(a) - weightOf(b))
    .slice(0, mostListed);
  const more = day.events.length - listed.length;
  return (
    <>
      <h3>{title}</h3>
      <ul className="plain-list">
        {listed.map((event) => (
          <li key={event.id}>
            <EventLink event={event} />
          </li>
        ))}
        {more > 0 && (
          <li>
            <Link path="/events" query={{ from: day.on, to: day.on }}>
              and {more} more on this day
            </Link>
          </li>
        )}
      </ul>
    </>
  );
}

/** An event's title as a link to its record, with its status where it is not settled or does not hold. */
export function EventLink({ event }: { readonly event: EventWire }) {
  const isSettled = event.status === 'in-effect' || event.status === 'in-law';
  return (
    <>
      <Link path="/events" query={{ event: event.id }}>
        {event.title}
      </Link>
      {!isSettled && <span className="badge">{eventStatusWords[event.status].short}</span>}
      {!event.holds && <span className="badge badge-off">Does not hold in this scenario</span>}
    </>
  );
}

function weightOf(event: EventWire): number {
  const at = weights.indexOf(event.kind);
  return at < 0 ? weights.length : at;
}
