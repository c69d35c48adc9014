/** One measure through time, on the bodies of one chosen date: the line, its breaks, and the old bodies' own lines. */

import { useMemo, useRef } from 'react';
import { tiers } from '#core/register/tiers.ts';
import { dayNumber, type IsoDate } from '#std/iso-date.ts';
import type { PeriodWire } from '#wire/data-sets.ts';
import type { SeriesOfDataWire } from '#wire/rebase.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { LineSeries } from '../../charts/line-series.tsx';
import { PictureButtons } from '../../charts/picture-buttons.tsx';
import { useWidth } from '../../charts/use-width.ts';
import type { Choice } from '../../choice.ts';
import { Combobox } from '../../parts/combobox.tsx';
import { Loading } from '../../parts/status-note.tsx';
import { changeQuery } from '../../router.ts';
import { countText, dateText } from '../../words.ts';
import { NotRebased } from './not-rebased.tsx';
import { pictureNotes } from './picture-words.ts';
import { longerMeasures, type RebaseChoice, seriesQuestion } from './rebase-choice.ts';
import { ResultSources } from './result-notes.tsx';
import { breaksOf, type NumberedBreak, ownLines, pointsOf } from './series-lines.ts';
import { SeriesTable } from './series-table.tsx';
import { mayLeave, ReleaseInstead } from './take-away.tsx';
import { axisTexts, isMovable, unitText } from './value-words.ts';

type PartProps = { readonly choice: Choice; readonly chosen: RebaseChoice };

/** With more areas than this the others would only darken the chart. */
const mostLines = 60;

/** The part of the screen. */
export function SeriesPart({ choice, chosen }: PartProps) {
  const { measure, target } = chosen;
  const canMove = isMovable(measure, chosen.denominator !== null);
  const question = seriesQuestion(choice, chosen);
  const answer = useAnswer<SeriesOfDataWire>(canMove ? apiAddress('/rebase/series', question) : null);
  if (answer.fault !== undefined)
    return <NotRebased choice={choice} fault={answer.fault} target={target} name="to" retry={answer.retry} />;
  if (answer.value === undefined)
    return <Loading what={`${measure.title} in every period, on ${tiers[target.to].plural}`} />;
  return (
    <section aria-labelledby="series-title" aria-busy={answer.isStale} className={answer.isStale ? 'is-stale' : ''}>
      <h2 id="series-title">
        {measure.title} ({unitText(measure)}) through time: {tiers[target.to].plural} as on {dateText(target.on)}
      </h2>
      {mayLeave(chosen.data) ? (
        <p className="button-row">
          <a
            className="button button-quiet"
            href={apiAddress('/rebase/series', { ...question, format: 'csv' })}
            download
          >
            Download every line as CSV
          </a>
        </p>
      ) : (
        <ReleaseInstead chosen={chosen} periods={answer.value.periods.map((one) => one.id)} what="all these periods" />
      )}
      <Series chosen={chosen} series={answer.value} />
    </section>
  );
}

function Series({ chosen, series }: { readonly chosen: RebaseChoice; readonly series: SeriesOfDataWire }) {
  const sorted = useMemo(
    () => [...series.lines].sort((a, b) => (a.areaName ?? a.area).localeCompare(b.areaName ?? b.area, 'en-GB')),
    [series.lines],
  );
  const line = sorted.find((one) => one.area === chosen.area) ?? sorted.find(hasNumber) ?? sorted[0];
  if (line === undefined) return <p className="note">There is no area with a number in any period.</p>;
  return (
    <>
      {chosen.area !== null && chosen.area !== line.area && (
        <p className="note note-caution">No area of this kind has the code {chosen.area} on this day.</p>
      )}
      <div className="choices">
        <Combobox
          id="series-area"
          label={`One of ${countText(sorted.length, 'area', 'areas')} (type to find)`}
          value={line.area}
          options={sorted.map((one) => ({ value: one.area, text: one.areaName ?? one.area, also: one.area }))}
          onChange={(typed) => sorted.some((one) => one.area === typed) && changeQuery({ area: typed }, true)}
        />
      </div>
      <SeriesOfArea chosen={chosen} series={series} line={line} />
      <ResultSources rebased={series} />
    </>
  );
}

type SeriesOfAreaProps = {
  readonly chosen: RebaseChoice;
  readonly series: SeriesOfDataWire;
  readonly line: SeriesOfDataWire['lines'][number];
};

function SeriesOfArea({ chosen, series, line }: SeriesOfAreaProps) {
  const { ref, width } = useWidth();
  const drawing = useRef<SVGSVGElement>(null);
  const { measure, periods } = series;
  const points = useMemo(() => pointsOf(line, periods, measure), [line, periods, measure]);
  const breaks = useMemo(() => breaksOf(line, periods), [line, periods]);
  const own = useMemo(() => ownLines(line, periods), [line, periods]);
  const others = useMemo(
    () =>
      series.lines.length > mostLines
        ? []
        : series.lines
            .filter((one) => one !== line)
            .map((one) => pointsOf(one, periods, measure).map((point) => point.value)),
    [series.lines, line, periods, measure],
  );
  const known = points.filter((point) => point.value !== null).length;
  const name = line.areaName ?? line.area;
  const title = `${measure.title} (${unitText(measure)}): ${name}`;
  const told = breaks.map(breakText);
  return (
    <>
      <h3>{name}</h3>
      <div ref={ref} className={known > 1 ? 'series-chart' : undefined}>
        {width > 0 && known > 1 && (
          <LineSeries
            periods={periods.map((one) => ({ name: one.id, day: middleDay(one) }))}
            points={points}
            breaks={breaks}
            own={own}
            others={others}
            width={width}
            axisTexts={(values) => axisTexts(measure, values)}
            label={`${title}, ${periods[0]?.title ?? ''} to ${periods.at(-1)?.title ?? ''}. The table that follows has every value.`}
            drawing={drawing}
          />
        )}
      </div>
      {known > 1 ? (
        <p className="hint">
          ● exact, ◇ estimated, with a bar for what it lies between. Grey with dots: what the bodies that stated the
          numbers said of themselves, with their names.
          {others.length > 0 && ` Faint: the other ${tiers[chosen.target.to].plural}.`} The scale begins where the
          numbers do, not always at nothing.
        </p>
      ) : (
        <p className="note">
          {known === 0
            ? 'No period has a number that is known here.'
            : 'Only one period has a number: there is no line to draw.'}
          <LongerMeasures chosen={chosen} />
        </p>
      )}
      {breaks.length > 0 && (
        <>
          <h4>Breaks</h4>
          <ol>
            {breaks.map((one) => (
              <li key={one.number}>{breakText(one)}</li>
            ))}
          </ol>
        </>
      )}
      {known > 1 && mayLeave(chosen.data) && (
        <PictureButtons
          what="chart"
          name={`${chosen.data.statement.id}-${measure.id}-${line.area}-series`}
          picture={() =>
            drawing.current === null
              ? null
              : {
                  drawing: drawing.current,
                  title: `${title}, among: ${series.toTitle}`,
                  legend: [],
                  notes: [
                    'Circle: exact. Diamond: estimated. Grey: what the bodies of the time stated of themselves.',
                    ...told.map((text, at) => `${at + 1}. ${text}`),
                    ...pictureNotes(series),
                  ],
                }
          }
        />
      )}
      <SeriesTable series={series} line={line} points={points} breaks={breaks} own={own} />
    </>
  );
}

/** Measures that have values in more periods than this one, those that are like it first; nothing where there are none. */
function LongerMeasures({ chosen: { data, measure } }: { readonly chosen: RebaseChoice }) {
  const longer = longerMeasures(data, measure);
  if (longer.length === 0) return null;
  return (
    <>
      {' '}
      Measures with more periods:{' '}
      <span className="button-row">
        {longer.map(({ id, title, periods }) => (
          <button
            key={id}
            type="button"
            className="button button-quiet"
            onClick={() => changeQuery({ measure: id }, true)}
          >
            {title} ({periods.length} periods)
          </button>
        ))}
      </span>
    </>
  );
}

function hasNumber({ points }: SeriesOfAreaProps['line']): boolean {
  return points.some(({ value }) => value !== null);
}

/** Of a period, as a number of days: where it stands on the axis. */
function middleDay({ from, to }: PeriodWire): number {
  return (dayNumber(from as IsoDate) + dayNumber(to as IsoDate)) / 2;
}

function breakText({ period, kind, reason, isComparable }: NumberedBreak): string {
  const what = kind === 'areas' ? 'The areas changed' : 'What is counted changed';
  const after = isComparable ? ' Both sides are exact: the line may be read across.' : '';
  return `From ${period.title}. ${what}: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}${after}`;
}
