/** The months of a schedule drawn as a strip: how many deadlines fall in each, where today and vesting day lie. */

import { useEffect, useRef } from 'react';
import { dateText } from '../../words.ts';
import { type Month, monthAxis } from './deadlines.ts';

const longMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const shortMonth = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });

const size = { step: 44, bar: 30, height: 150, top: 26, bottom: 44 };

/** Months drawn, up to the last deadline: two years and the turn into a third. */
const mostMonths = 27;

/** `April 2027` from `2027-04`. */
export function monthText(month: string): string {
  return longMonth.format(new Date(`${month}-01`));
}

/** One bar for each month. The list below says the same in words. */
export function MonthStrip({
  months,
  today,
  vesting,
}: {
  readonly months: readonly Month[];
  readonly today: string;
  readonly vesting: string;
}) {
  const countOf = new Map(months.map(({ month, actions }) => [month, actions.length]));
  const days = [months[0]?.month ?? vesting, months.at(-1)?.month ?? vesting, vesting.slice(0, 7)].sort();
  const whole = monthAxis(days[0] ?? vesting, days.at(-1) ?? vesting);
  const axis = whole.slice(-mostMonths);
  const earlier = months.reduce((sum, one) => sum + (one.month < (axis[0] ?? '') ? one.actions.length : 0), 0);
  const most = Math.max(1, ...countOf.values());
  const width = Math.max(320, axis.length * size.step + 20);
  const floor = size.height - size.bottom;
  const x = (day: string) => {
    const at = axis.indexOf(day.slice(0, 7));
    return at < 0 ? null : 10 + (at + (Number(day.slice(8, 10) || '1') - 1) / 31) * size.step;
  };
  const scroll = useRef<HTMLElement>(null);
  const seen = Math.max(0, (x(today) ?? 0) - size.step * 2);
  useEffect(() => {
    // Where all months have no room, those from now on are what is looked for.
    if (scroll.current !== null) scroll.current.scrollLeft = seen;
  }, [seen]);
  const marks = [
    { day: today, text: 'Today', className: 'strip-today' },
    { day: vesting, text: 'Vesting day', className: 'strip-vesting' },
  ];
  return (
    <figure className="month-strip">
      <figcaption className="hint">
        Deadlines by month. Today is {dateText(today)}; vesting day is {dateText(vesting)}.
        {earlier > 0 && ` ${earlier} more lie before ${monthText(axis[0] ?? '')}: they are listed below.`}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="chart-scroll" aria-label="Deadlines by month, drawn" tabIndex={0} ref={scroll}>
        <svg
          width={width}
          height={size.height}
          role="img"
          aria-label={`Deadlines by month: ${months.map(({ month, actions }) => `${monthText(month)}: ${actions.length}`).join('; ')}`}
        >
          <line x1="0" x2={width} y1={floor} y2={floor} className="chart-axis" />
          {axis.map((month, at) => {
            const count = countOf.get(month) ?? 0;
            const height = (count / most) * (floor - size.top - 16);
            const left = 10 + at * size.step;
            const isPast = month < today.slice(0, 7);
            return (
              <g key={month}>
                {count > 0 && (
                  <>
                    <rect
                      x={left + (size.step - size.bar) / 2}
                      y={floor - height}
                      width={size.bar}
                      height={height}
                      className={isPast ? 'strip-bar strip-bar-past' : 'strip-bar'}
                    />
                    <text x={left + size.step / 2} y={floor - height - 4} textAnchor="middle">
                      {count}
                    </text>
                  </>
                )}
                <text x={left + size.step / 2} y={floor + 16} textAnchor="middle">
                  {shortMonth.format(new Date(`${month}-01`))}
                </text>
                {(at === 0 || month.endsWith('-01')) && (
                  <text x={left + size.step / 2} y={floor + 34} textAnchor="middle" className="strip-year">
                    {month.slice(0, 4)}
                  </text>
                )}
              </g>
            );
          })}
          {marks.map(({ day, text, className }) => {
            const at = x(day);
            return at === null ? null : (
              <g key={text} className={className}>
                <line x1={at} x2={at} y1={size.top - 8} y2={floor} />
                <text x={at} y={size.top - 12} textAnchor={at > width - 80 ? 'end' : 'start'}>
                  {text}
                </text>
              </g>
            );
          })}
        </svg>
      </section>
    </figure>
  );
}
