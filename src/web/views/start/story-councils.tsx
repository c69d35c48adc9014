/** The figures of the last two steps: the schedule of 1 April 2027 in small, and the same for the rejected plan. */

import type { HandoverActionsWire, HandoverLineDetailWire, HandoverTableWire } from '#wire/handover.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf } from '../../choice.ts';
import { amountText, dispositionText, flagText, moneyText, shareText } from '../../handover-words.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { ShareBar } from '../../parts/share-bar.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { numberText, shortDateText } from '../../words.ts';
import { actionsOf, commonDeadlines, forWhat, overdueOf } from '../handover/deadlines.ts';
import { countedEvidence, moneyEvidence, shareEvidence } from '../handover/handover-evidence.ts';
import { DispositionBars } from '../handover/schedule-totals.tsx';
import { type StepProps, useStepTable } from './story-boards.tsx';
import { useStepFills } from './story-map.tsx';
import { followed, type StoryStep, storyBodies, storySteps } from './story-steps.ts';

/** Deadlines shown in the step. */
const mostDeadlines = 3;

/** Lines, the shares of one pooled fund, what is flagged and what comes next. */
export function CouncilsFigures({ choice, step }: StepProps) {
  const table = useStepTable(choice, step);
  const line = useFollowedLine(choice, step, table.value);
  const actions = useAnswer<HandoverActionsWire>(
    apiAddress('/handover/actions', { ...contextOf(choice), scenario: step.scenario, from: step.from, to: step.to }),
  );
  if (table.value === undefined) return <Waiting answer={table} what="the schedule" />;
  const { totals } = table.value;
  const flags = Object.values(totals.byFlag).reduce((sum, count) => sum + count, 0);
  const figure = (count: number, title: string, says: string) => (
    <Figure
      text={numberText(count)}
      evidence={countedEvidence(choice, table.value as HandoverTableWire, title, says)}
    />
  );
  return (
    <>
      <p>
        The schedule has {figure(totals.lines, 'Lines', 'One line for each party of an arrangement that is touched.')}{' '}
        lines for {figure(totals.touched, 'Arrangements touched', 'Arrangements with at least one party that changes.')}{' '}
        arrangements, and raises {figure(flags, 'Flags', 'Flags over all lines; a line may carry several.')} flags.
      </p>
      {line !== undefined && <FollowedLine choice={choice} step={step} table={table.value} line={line} />}
      {actions.value !== undefined && <NextDeadlines table={actions.value} step={step} />}
      <p>
        <Link className="button" path="/handover" query={{ scenario: step.scenario, from: step.from, to: step.to }}>
          Open the whole schedule
        </Link>
      </p>
    </>
  );
}

/** What happens to the lines, drawn. */
export function CouncilsHappens({ choice, step }: StepProps) {
  const table = useStepTable(choice, step);
  if (table.value === undefined) return null;
  return (
    <>
      <h3>What happens to the lines</h3>
      <DispositionBars choice={choice} table={table.value} />
    </>
  );
}

/** The same beside the decision, and what would differ. */
export function RejectedFigures({ choice, step }: StepProps) {
  const decided = storySteps[2] as StoryStep;
  const two = useStepTable(choice, decided);
  const three = useStepTable(choice, step);
  const lineOfTwo = useFollowedLine(choice, decided, two.value);
  const lineOfThree = useFollowedLine(choice, step, three.value);
  if (two.value === undefined) return <Waiting answer={two} what="the schedule as decided" />;
  if (three.value === undefined) return <Waiting answer={three} what="the schedule as rejected" />;
  return (
    <>
      {lineOfThree !== undefined && <FollowedLine choice={choice} step={step} table={three.value} line={lineOfThree} />}
      <Differences choice={choice} two={two.value} three={three.value} />
      {lineOfTwo !== undefined && lineOfThree !== undefined && (
        <p>
          Under the decision the same amount is divided between{' '}
          {lineOfTwo.line.successors.map((one) => `${one.name} (${shareText(one.shareProportion)})`).join(' and ')}.
        </p>
      )}
      <p className="button-row">
        <Link path="/handover" query={{ scenario: step.scenario, from: step.from, to: step.to }}>
          Open the schedule of the rejected plan
        </Link>
        <Link path="/scenarios">All scenarios</Link>
      </p>
    </>
  );
}

type Compared = { readonly what: string; readonly two: number; readonly three: number };

function Differences({ choice, two, three }: { choice: Choice; two: HandoverTableWire; three: HandoverTableWire }) {
  const words = [...new Set([...Object.keys(two.totals.byDisposition), ...Object.keys(three.totals.byDisposition)])];
  const flags = [...new Set([...Object.keys(two.totals.byFlag), ...Object.keys(three.totals.byFlag)])];
  const rows: readonly Compared[] = [
    { what: 'Lines', two: two.totals.lines, three: three.totals.lines },
    { what: 'Successors of Surrey County Council', two: successorsOfSurrey(two), three: successorsOfSurrey(three) },
    { what: 'Things to do', two: two.totals.actions, three: three.totals.actions },
    ...words.map((word) => ({
      what: dispositionText(word),
      two: two.totals.byDisposition[word] ?? 0,
      three: three.totals.byDisposition[word] ?? 0,
    })),
    ...flags
      .map((flag) => ({
        what: `Flag: ${flagText(flag)}`,
        two: two.totals.byFlag[flag] ?? 0,
        three: three.totals.byFlag[flag] ?? 0,
      }))
      .filter((row) => row.two !== row.three),
  ].filter((row) => row.two > 0 || row.three > 0);
  const cell = (table: HandoverTableWire, count: number, what: string) => (
    <Figure
      text={numberText(count)}
      evidence={countedEvidence(choice, table, what, 'Counted over the lines of the schedule of this scenario.')}
    />
  );
  const columns: readonly TableColumn<Compared>[] = [
    { title: 'Of the schedule', isRowTitle: true, cell: (row) => row.what },
    { title: 'Two, as decided', isNumber: true, cell: (row) => cell(two, row.two, row.what) },
    { title: 'Three, as rejected', isNumber: true, cell: (row) => cell(three, row.three, row.what) },
  ];
  return (
    <DataTable
      label="The two plans side by side"
      caption="The same arrangements under both plans. Flags are listed where they differ. Illustrative."
      columns={columns}
      rows={rows}
      keyOf={(row) => row.what}
      none="Nothing to compare."
    />
  );
}

function FollowedLine({
  choice,
  step,
  table,
  line,
}: {
  readonly choice: Choice;
  readonly step: StoryStep;
  readonly table: HandoverTableWire;
  readonly line: HandoverLineDetailWire;
}) {
  const { successors, title, money } = line.line;
  const fills = useStepFills(choice, step);
  const used = line.bases.find((basis) => basis.isUsed);
  const people = used?.shares?.map((share) => numberText(share.weight)).join(' : ');
  const counted = choice.register.populations.find((one) => one.title === line.area.population);
  const isCountEstimated = used?.basis === 'resident-population' && counted?.evidence === 'estimated';
  return (
    <>
      <h3>One line of it: {title}</h3>
      <ShareBar
        label={`Shares: ${successors.map((one) => `${one.name} ${shareText(one.shareProportion)}`).join(', ')}`}
        parts={successors.map((one) => {
          const pence = money?.outPence.find((out) => out.code === one.code)?.pence;
          return {
            id: one.code,
            name: one.name,
            share: one.shareProportion ?? 0,
            fill: fills.get(one.code),
            shown: (
              <>
                <Figure
                  text={shareText(one.shareProportion)}
                  evidence={shareEvidence(choice, table, `Share of ${one.name}`, used?.says ?? '')}
                />
                {pence !== undefined && money !== null && (
                  <Figure
                    text={moneyText(pence)}
                    evidence={moneyEvidence(
                      choice,
                      table,
                      `${amountText(money.what)} to ${one.name}`,
                      `Of ${moneyText(money.inPence)} that the county pays in, shared to the penny. The amount is illustrative.`,
                    )}
                  />
                )}
              </>
            ),
          };
        })}
      />
      <p className="hint">
        {people !== undefined && `By people: ${people}. `}
        {isCountEstimated && step.isPeopleSpread !== true && 'These totals are as published. '}
        {isCountEstimated && step.isPeopleSpread === true && (
          <>
            <span className="badge badge-estimated">Estimated</span> Published are the totals of the two councils as
            decided; for this plan they are spread over the districts in proportion to the census. Shares and amounts
            above rest on that.{' '}
          </>
        )}
        {line.line.legalConfirmationNeeded && 'Legal confirmation needed. '}
        <Link
          path="/handover/line"
          query={{ scenario: table.scenario, from: table.from, to: table.to, key: line.line.key }}
        >
          See the line and its evidence
        </Link>
      </p>
    </>
  );
}

function NextDeadlines({ table, step }: { readonly table: HandoverActionsWire; readonly step: StoryStep }) {
  const today = new Date().toISOString().slice(0, 10);
  const all = actionsOf(table, null);
  const ahead = all.slice(overdueOf(table, all, today).length);
  const shown = commonDeadlines(table, ahead.length === 0 ? all : ahead).slice(0, mostDeadlines);
  if (shown.length === 0) return null;
  return (
    <>
      <h3>{ahead.length === 0 ? 'Deadlines, all past' : 'Next deadlines'}</h3>
      <ul className="plain-list">
        {shown.map((one) => (
          <li key={one.id}>
            <strong>{shortDateText(one.due)}</strong> {one.what}{' '}
            <span className="hint">
              {one.owner}; {forWhat(table, one)}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <Link path="/handover/calendar" query={{ scenario: step.scenario, from: step.from, to: step.to }}>
          All {numberText(all.length)} deadlines
        </Link>
      </p>
    </>
  );
}

/** The line of the county in the arrangement that the story follows; nothing while it is not here or not there. */
function useFollowedLine(
  choice: Choice,
  step: Pick<StoryStep, 'scenario' | 'from' | 'to'>,
  table: HandoverTableWire | undefined,
): HandoverLineDetailWire | undefined {
  const key = table?.keys.find((one) => one.includes(followed) && one.includes(storyBodies.surrey));
  const answer = useAnswer<HandoverLineDetailWire>(
    key === undefined
      ? null
      : apiAddress('/handover/line', {
          ...contextOf(choice),
          scenario: step.scenario,
          from: step.from,
          to: step.to,
          key,
        }),
  );
  return answer.isStale ? undefined : answer.value;
}

/** How many bodies take over from the county, over all of its lines. */
function successorsOfSurrey(table: HandoverTableWire): number {
  const successors = new Set<number>();
  table.keys.forEach((key, line) => {
    if (key.includes(storyBodies.surrey)) for (const body of table.successorsOf[line] ?? []) successors.add(body);
  });
  return successors.size;
}
