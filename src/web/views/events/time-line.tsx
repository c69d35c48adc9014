/** The days with events on a line, as tall as there are events on the day. The table says the same in words. */

import { dayNumber, type IsoDate } from '#std/iso-date.ts';
import type { EventDay } from '../../register-events.ts';
import { countText, dateText } from '../../words.ts';

type TimeLineProps = { readonly days: readonly EventDay[]; readonly chosen: string | null };

const tall = 66;

/** The time line. Nothing when no event has a day. */
export function TimeLine({ days, chosen }: TimeLineProps) {
  const [first, last] = [days[0]?.on, days.at(-1)?.on];
  if (first === undefined || last === undefined) return null;
  const [from, to] = [`${first.slice(0, 4)}-01-01`, `${Number(last.slice(0, 4)) + 1}-01-01`];
  const span = dayNumber(to as IsoDate) - dayNumber(from as IsoDate);
  const place = (day: string) => `${((dayNumber(day as IsoDate) - dayNumber(from as IsoDate)) / span) * 100}%`;
  const most = Math.max(...days.map((day) => day.events.length));
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  const apart = Math.max(1, Math.ceil(years / 5));
  return (
    <figure className="time-line-strip">
      <figcaption className="hint">
        Days with events, as tall as they are many (the root of the number). Hollow: none of them holds in this
        scenario.
      </figcaption>
      <svg
        className="time-line"
        role="img"
        aria-label={`Time line: ${countText(days.length, 'day', 'days')} with events, ${dateText(first)} to ${dateText(last)}`}
      >
        <line x1="0" x2="100%" y1={tall + 4} y2={tall + 4} className="chart-axis" />
        {Array.from({ length: years + 1 }, (_, at) => Number(from.slice(0, 4)) + at)
          .filter((_, at) => at % apart === 0)
          .map((year) => (
            <text key={year} x={place(`${year}-01-01`)} y={tall + 22} textAnchor="middle">
              {year}
            </text>
          ))}
        {days.map((day) => {
          const height = Math.max(8, Math.sqrt(day.events.length / most) * tall);
          const isHolding = day.events.some((event) => event.holds);
          const kind = `${isHolding ? '' : ' date-mark-hollow'}${day.on === chosen ? ' date-mark-here' : ''}`;
          return (
            <svg key={day.on} x={place(day.on)} overflow="visible">
              <title>
                {dateText(day.on)}: {countText(day.events.length, 'event', 'events')}
              </title>
              <rect x="-4" y={tall + 4 - height} width="8" height={height} rx="2" className={`date-mark${kind}`} />
            </svg>
          );
        })}
      </svg>
    </figure>
  );
}
