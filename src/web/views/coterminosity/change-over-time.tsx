/** One share of the summary through time: chart and table, with the events on the axis. */

import { tiers } from '#core/register/tiers.ts';
import type { HistoryWire } from '#wire/map.ts';
import type { SeriesWire } from '#wire/measure.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf, measureQuery } from '../../choice.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { StepChart } from '../../parts/step-chart.tsx';
import { type IndexId, summaryEvidence, summaryText } from '../../parts/summary-figures.ts';
import type { EventDay } from '../../register-events.ts';
import { changeQuery, useLocation } from '../../router.ts';
import { dateText, percentText } from '../../words.ts';

/** A share that can be drawn: one number of the summary over another, or a proportion as it is (`of` null). */
type Share = {
  readonly id: IndexId;
  readonly of: IndexId | null;
  readonly text: (bodies: string, councils: string) => string;
};

const shares: readonly Share[] = [
  { id: 'coterminousBodies', of: 'bodyCount', text: (bodies) => `Share of ${bodies} that match one council` },
  {
    id: 'coterminousCouncils',
    of: 'councilCount',
    text: (_, councils) => `Share of ${councils} with one matching body`,
  },
  { id: 'bodiesOfWholeCouncils', of: 'bodyCount', text: (bodies) => `Share of ${bodies} made of whole councils` },
  { id: 'councilsWithinOneBody', of: 'councilCount', text: (_, councils) => `Share of ${councils} within one body` },
  { id: 'shareInModalBody', of: null, text: () => 'Share of people in the main body of their council' },
  { id: 'vMeasure', of: null, text: () => 'V-measure: agreement of the two maps' },
];

/** Chart and table. The points are the days on which either tier changes. */
export function ChangeOverTime({ choice, days }: { readonly choice: Choice; readonly days: readonly EventDay[] }) {
  const { query } = useLocation();
  const { bodies, councils, population, tolerance } = choice;
  const answer = useAnswer<SeriesWire>(
    apiAddress('/measure/series', { ...contextOf(choice), bodies, councils, population, tolerance }),
  );
  const bodyHistory = useAnswer<HistoryWire>(apiAddress(`/history/${bodies}`, contextOf(choice)));
  const councilHistory = useAnswer<HistoryWire>(apiAddress(`/history/${councils}`, contextOf(choice)));
  const share = shares.find((one) => one.id === query.get('share')) ?? (shares[3] as Share);
  const series = answer.value;
  if (series === undefined) return <Waiting answer={answer} what="the change over time" />;
  const words = [tiers[bodies].plural, tiers[councils].plural] as const;
  const points = series.points.map((point) => ({ ...point, value: shareValue(share, point.summary) }));
  // A day on which a tier changes and nothing could be measured is the end of a tier: a gap, not a line that goes on.
  const ends = [...(bodyHistory.value?.steps ?? []), ...(councilHistory.value?.steps ?? [])]
    .flatMap((step) => step.on ?? [])
    .filter((on) => on > (points[0]?.on ?? '') && points.every((point) => point.on !== on))
    .map((on) => ({ on, value: null }));
  const drawn = [...points, ...ends].sort((a, b) => (a.on < b.on ? -1 : 1));
  const marks = days.filter((day) => day.events.some((event) => event.holds)).map((day) => day.on);
  return (
    <>
      <SelectField
        label="What to draw"
        value={share.id}
        options={shares.map((one) => ({ value: one.id, text: one.text(...words) }))}
        onChoose={(id) => changeQuery({ share: id }, true)}
      />
      {points.length === 0 ? (
        <p>On no day do both tiers have land that is known.</p>
      ) : (
        <div className="chart-and-table">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="chart-scroll" aria-label="Chart of the change over time" tabIndex={0}>
            <StepChart
              points={drawn}
              until={choice.register.lastDate}
              marks={marks}
              here={choice.on}
              label={`${share.text(...words)}, ${dateText(points[0]?.on ?? choice.on)} to ${dateText(choice.register.lastDate)}. The table that follows has every value.`}
            />
          </section>
          <SeriesTable choice={choice} share={share} points={points} />
        </div>
      )}
      <p className="hint">
        A value holds from its day until the next; a gap is a time when one of the tiers did not exist or had no known
        land. Ticks on the axis are days with events; the broken line is the date chosen.
      </p>
    </>
  );
}

type Point = SeriesWire['points'][number] & { readonly value: number | null };

function SeriesTable({
  choice,
  share,
  points,
}: {
  readonly choice: Choice;
  readonly share: Share;
  readonly points: readonly Point[];
}) {
  const text = (point: Point, id: IndexId) => summaryText(id, point.summary[id]);
  const figure = (point: Point) =>
    share.of === null ? percentText(point.value) : `${text(point, share.id)} of ${text(point, share.of)}`;
  const evidence = (point: Point) =>
    summaryEvidence(share.id, apiAddress('/measure', { ...measureQuery(choice), on: point.on }));
  const shareColumn: TableColumn<Point> = {
    title: 'Share',
    isNumber: true,
    cell: (point) =>
      point.value === null ? (
        '–'
      ) : (
        <Figure
          text={percentText(point.value)}
          evidence={{
            ...evidence(point),
            title: share.text(tiers[choice.bodies].plural, tiers[choice.councils].plural),
            says: `${figure(point)} on ${dateText(point.on)}.`,
            formula: `${share.id} / ${share.of}`,
          }}
        />
      ),
  };
  return (
    <DataTable
      label="Change over time"
      caption={`From each day on. People counted: ${choice.population === null ? 'the count nearest to each day' : 'the chosen count'}.`}
      columns={[
        {
          title: 'From',
          isShort: true,
          isRowTitle: true,
          cell: (point) => (
            <button
              type="button"
              className="pick"
              aria-pressed={point.on === choice.on}
              onClick={() => changeQuery({ on: point.on }, true)}
            >
              {dateText(point.on)}
            </button>
          ),
        },
        {
          title: 'Value',
          isNumber: true,
          cell: (point) => <Figure text={figure(point)} evidence={evidence(point)} />,
        },
        ...(share.of === null ? [] : [shareColumn]),
        { title: 'People counted', cell: (point) => populationTitle(choice, point.population) },
      ]}
      rows={points}
      pageSize={12}
      keyOf={(point) => point.on}
      isMarked={(point) => point.on === points.findLast((one) => one.on <= choice.on)?.on}
      none="No day has both tiers."
    />
  );
}

function shareValue(share: Share, summary: Readonly<Record<string, number | null>>): number | null {
  const value = summary[share.id] ?? null;
  if (share.of === null || value === null) return value;
  const of = summary[share.of] ?? null;
  return of === null || of === 0 ? null : value / of;
}

function populationTitle(choice: Choice, id: string): string {
  return choice.register.populations.find((one) => one.id === id)?.title ?? id;
}
