/** Milestones drawn on a strip of time, one lane a plan: done, due, slipped from one day to another. */

import { shortDateText } from '../../words.ts';
import { type MilestoneState, type PlacedMilestone, timeScale } from './milestones.ts';

const size = { width: 640, lane: 44, head: 24, inset: 12 };
/** More lanes than this would be a wall of marks; the table has them all. */
const mostLanes = 12;

const stateTexts: Record<MilestoneState, string> = {
  done: 'done',
  'done-late': 'done late',
  slipped: 'slipped',
  overdue: 'overdue',
  due: 'due',
};

/** The strip. The table beside it says the same in words. */
export function MilestoneStrip({
  milestones,
  on,
}: {
  readonly milestones: readonly PlacedMilestone[];
  readonly on: string;
}) {
  const lanes = [...Map.groupBy(milestones, (one) => one.plan)];
  const shown = lanes.slice(0, mostLanes);
  const days = shown.flatMap(([, own]) =>
    own.flatMap((one) => [one.due, one.done ?? one.due, one.slippedTo ?? one.due]),
  );
  const scale = timeScale(days, on);
  const x = (day: string) => size.inset + scale.at(day) * (size.width - 2 * size.inset);
  const height = size.head + shown.length * size.lane;
  const label = `${milestones.length} milestones of ${lanes.length} plans, on ${shortDateText(on)}`;
  return (
    <figure className="milestone-strip">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label="Milestones in time">
        <svg viewBox={`0 0 ${size.width} ${height}`} role="img" aria-label={label}>
          {scale.years.map((year) => (
            <g key={year} className="strip-grid">
              <line x1={x(`${year}-01-01`)} x2={x(`${year}-01-01`)} y1={size.head - 6} y2={height} />
              <text x={x(`${year}-01-01`) + 3} y={14}>
                {year}
              </text>
            </g>
          ))}
          <g className="strip-today">
            <line x1={x(on)} x2={x(on)} y1={size.head - 6} y2={height} />
          </g>
          {shown.map(([plan, own], lane) => (
            <g key={plan} transform={`translate(0 ${size.head + lane * size.lane})`}>
              <text x={size.inset} y={13} className="strip-plan">
                {own[0]?.planTitle.slice(0, 90)}
              </text>
              <line className="strip-lane" x1={size.inset} x2={size.width - size.inset} y1={28} y2={28} />
              {own.map((one) => (
                <Mark key={one.key} milestone={one} x={x} />
              ))}
            </g>
          ))}
        </svg>
      </section>
      <figcaption>
        <ul className="strip-keys">
          <Key state="done" text="Done" />
          <Key state="due" text="Due" />
          <Key state="slipped" text="Slipped: from the day it was due to the new one" />
          <Key state="overdue" text="Overdue" />
          <li>The dashed line is {shortDateText(on)}.</li>
          {lanes.length > mostLanes && (
            <li>
              The first {mostLanes} of {lanes.length} plans are drawn; the table has all of them.
            </li>
          )}
        </ul>
      </figcaption>
    </figure>
  );
}

function Mark({ milestone, x }: { readonly milestone: PlacedMilestone; readonly x: (day: string) => number }) {
  const { due, done, slippedTo, state, title } = milestone;
  const rests = x(done ?? slippedTo ?? due);
  return (
    <g className={`mark mark-${state}`}>
      <title>{`${title}: ${stateTexts[state]}`}</title>
      {rests !== x(due) && (
        <>
          <line x1={x(due)} x2={rests} y1={28} y2={28} />
          <circle cx={x(due)} cy={28} r={2.5} className="mark-from" />
        </>
      )}
      <Shape state={state} x={rests} y={28} />
    </g>
  );
}

/** Told apart by shape as well as by colour. */
function Shape({ state, x, y }: { readonly state: MilestoneState; readonly x: number; readonly y: number }) {
  if (state === 'done' || state === 'done-late') return <circle cx={x} cy={y} r={6} />;
  if (state === 'overdue') return <path d={`M${x - 6} ${y - 6}h12v12h-12z`} />;
  if (state === 'slipped') return <path d={`M${x} ${y - 8}l8 8l-8 8l-8 -8z`} />;
  return <circle cx={x} cy={y} r={5} className="mark-hollow" />;
}

function Key({ state, text }: { readonly state: MilestoneState; readonly text: string }) {
  return (
    <li>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <g className={`mark mark-${state}`}>
          <Shape state={state} x={10} y={10} />
        </g>
      </svg>
      {text}
    </li>
  );
}
