/**
 * The day that is shown: a slider with the events marked on it, steps from event to event, and play. Arrow keys on the
 * slider move by a day, Page keys by a month, [ and ] from event to event.
 */

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { addDays, dateOfDayNumber, dayNumber, type IsoDate } from '#std/iso-date.ts';
import { DateField } from '../../parts/fields.tsx';
import type { EventDay } from '../../register-events.ts';
import { dateText } from '../../words.ts';

type DateSliderProps = {
  readonly on: IsoDate;
  readonly first: IsoDate;
  readonly last: IsoDate;
  readonly days: readonly EventDay[];
  readonly onChange: (on: IsoDate) => void;
};

/** How long play rests on a date; longer for those who ask for less motion. @units milliseconds */
const playRest = 1400;
const calmPlayRest = 3500;

/** The control of the date. */
export function DateSlider({ on, first, last, days, onChange }: DateSliderProps) {
  const id = useId();
  const held = days.filter((day) => day.on >= first && day.on <= last);
  const before = held.findLast((day) => day.on < on);
  const after = held.find((day) => day.on > on);
  const play = usePlay(after, held[0], (day) => onChange(day.on as IsoDate));
  const step = (day: EventDay | undefined) => day !== undefined && onChange(day.on as IsoDate);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'PageUp') onChange(clamped(monthsLater(on, 1), first, last));
    else if (event.key === 'PageDown') onChange(clamped(monthsLater(on, -1), first, last));
    else if (event.key === '[') step(before);
    else if (event.key === ']') step(after);
    else return;
    event.preventDefault();
  };
  return (
    <div className="date-slider">
      <div className="date-row">
        <DateField label="Date shown" value={on} onChoose={onChange} />
        <div className="date-buttons">
          <button type="button" className="button" disabled={before === undefined} onClick={() => step(before)}>
            <span aria-hidden="true">◀ </span>Previous event
          </button>
          <button
            type="button"
            className="button"
            aria-pressed={play.isPlaying}
            disabled={held.length === 0}
            onClick={play.toggle}
          >
            {play.isPlaying ? 'Pause' : 'Play'}
          </button>
          <button type="button" className="button" disabled={after === undefined} onClick={() => step(after)}>
            Next event<span aria-hidden="true"> ▶</span>
          </button>
        </div>
        <output className="date-shown" htmlFor={id}>
          {dateText(on)}
        </output>
      </div>
      <label className="unseen" htmlFor={id}>
        Date, by day
      </label>
      <input
        id={id}
        type="range"
        min={dayNumber(first)}
        max={dayNumber(last)}
        step={1}
        value={dayNumber(on)}
        aria-valuetext={dateText(on)}
        aria-describedby={`${id}-keys`}
        onKeyDown={onKeyDown}
        onChange={(event) => onChange(dateOfDayNumber(Number(event.target.value)))}
      />
      <Marks first={first} last={last} days={held} on={on} />
      <p className="hint" id={`${id}-keys`}>
        Marks: days with events (hollow: not in this scenario). Keys: arrows a day, Page Up/Down a month, [ ] an event.
      </p>
    </div>
  );
}

/** Years and days with events, drawn under the slider. The list of events says the same in words. */
function Marks({ first, last, days, on }: Pick<DateSliderProps, 'first' | 'last' | 'days' | 'on'>) {
  const span = Math.max(1, dayNumber(last) - dayNumber(first));
  const place = (date: string) => `${((dayNumber(date as IsoDate) - dayNumber(first)) / span) * 100}%`;
  const years = yearsBetween(first, last);
  return (
    <svg className="date-marks" aria-hidden="true" height="38" width="100%">
      {years.map((year) => (
        <g key={year}>
          <line x1={place(`${year}-01-01`)} x2={place(`${year}-01-01`)} y1="14" y2="20" className="date-year-line" />
          <text x={place(`${year}-01-01`)} y="33" textAnchor="middle">
            {year}
          </text>
        </g>
      ))}
      {days.map((day) => (
        <circle
          key={day.on}
          cx={place(day.on)}
          cy="7"
          r={day.on === on ? 5.5 : 3.5}
          className={`date-mark${day.events.some((event) => event.holds) ? '' : ' date-mark-hollow'}${day.on === on ? ' date-mark-here' : ''}`}
        />
      ))}
    </svg>
  );
}

/** Moves on from event to event until there is none, or it is paused. Started at the end, it begins anew. */
function usePlay(
  after: EventDay | undefined,
  first: EventDay | undefined,
  go: (day: EventDay) => void,
): { readonly isPlaying: boolean; readonly toggle: () => void } {
  const [isPlaying, setIsPlaying] = useState(false);
  const latest = useRef({ after, go });
  latest.current = { after, go };
  useEffect(() => {
    if (!isPlaying) return;
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const timer = setInterval(
      () => {
        const { after: next, go: goNow } = latest.current;
        if (next === undefined) setIsPlaying(false);
        else goNow(next);
      },
      isCalm ? calmPlayRest : playRest,
    );
    return () => clearInterval(timer);
  }, [isPlaying]);
  const toggle = () => {
    if (!isPlaying && after === undefined && first !== undefined) go(first);
    setIsPlaying(!isPlaying);
  };
  return { isPlaying, toggle };
}

/** The same day so many months on; the last day of a shorter month. */
function monthsLater(date: IsoDate, months: number): IsoDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return addDays(
    new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10) as IsoDate,
    Math.min(day, lastDay) - 1,
  );
}

function clamped(date: IsoDate, first: IsoDate, last: IsoDate): IsoDate {
  return date < first ? first : date > last ? last : date;
}

/** About eight years, evenly apart, that lie in the span. */
function yearsBetween(first: string, last: string): number[] {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  const apart = Math.max(1, Math.ceil((to - from) / 8));
  const years: number[] = [];
  for (let year = from; year <= to; year++)
    if ((year - from) % apart === 0 && `${year}-01-01` >= first && `${year}-01-01` <= last) years.push(year);
  return years;
}
