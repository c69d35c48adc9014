/** The figures of the first two steps: Surrey before, and what the boards of April 2026 did to it. */

import type { HandoverTableWire } from '#wire/handover.ts';
import type { OrganisationWire } from '#wire/register.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf, measureQuery } from '../../choice.ts';
import { nameOn } from '../../map/tier-history.ts';
import { type Evidence, Figure } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { ShareBar } from '../../parts/share-bar.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { dateText, numberText, percentText } from '../../words.ts';
import { countedEvidence } from '../handover/handover-evidence.ts';
import { DispositionBars } from '../handover/schedule-totals.tsx';
import { type MapData, useMapData } from '../map/use-map-data.ts';
import { stepChoice, useStepFills } from './story-map.tsx';
import { type StoryStep, storyBodies } from './story-steps.ts';

export type StepProps = { readonly choice: Choice; readonly step: StoryStep };

/** The schedule of a step as columns. */
export function useStepTable(choice: Choice, step: Pick<StoryStep, 'scenario' | 'from' | 'to'>) {
  return useAnswer<HandoverTableWire>(
    apiAddress('/handover/table', {
      ...contextOf(choice),
      scenario: step.scenario,
      from: step.from,
      to: step.to,
    }),
  );
}

/** Districts, boards and arrangements of Surrey before anything changes. */
export function BeforeFigures({ choice, step }: StepProps) {
  const own = stepChoice(choice, step);
  const boards = useMapData(own).data;
  const districts = useMapData({ ...own, bodies: 'ltla' }).data;
  const table = useStepTable(choice, step);
  const fills = useStepFills(choice, step);
  return (
    <>
      <ul className="story-figures">
        <li>
          {districts !== undefined && (
            <Figure
              text={numberText(surreyParts(districts).length)}
              evidence={countOfPairs({ ...own, bodies: 'ltla' }, 'Districts of Surrey')}
            />
          )}{' '}
          districts under one county council
        </li>
        <li>
          {boards !== undefined && (
            <Figure
              text={numberText(surreyParts(boards).length)}
              evidence={countOfPairs(own, 'Integrated care boards that serve Surrey')}
            />
          )}{' '}
          integrated care boards serve its people
        </li>
        <li>
          {table.value !== undefined && (
            <Figure
              text={numberText(table.value.totals.arrangements)}
              evidence={countedEvidence(
                choice,
                table.value,
                'Joint arrangements',
                'Arrangements of Surrey and its neighbours that had not ended on this day. They are illustrative.',
              )}
            />
          )}{' '}
          joint arrangements held by Surrey and its neighbours{' '}
          <span className="badge badge-illustrative">Illustrative</span>
        </li>
      </ul>
      <Waiting answer={table} what="the arrangements" />
      {boards !== undefined && (
        <>
          <h3>Which board the people of Surrey belong to</h3>
          <SurreyByBoard choice={own} data={boards} fills={fills} />
        </>
      )}
    </>
  );
}

function SurreyByBoard({
  choice,
  data,
  fills,
}: {
  readonly choice: Choice;
  readonly data: MapData;
  readonly fills: ReadonlyMap<string, string>;
}) {
  const parts = surreyParts(data).map((pair) => {
    const body = data.bodies.bodies[pair.body];
    const name = body === undefined ? '' : nameOn(body, choice.on);
    return { id: body?.id ?? String(pair.body), name, share: pair.shareOfCouncil, persons: pair.persons };
  });
  return (
    <ShareBar
      label={`People of Surrey by board: ${parts.map((part) => `${part.name} ${percentText(part.share)}`).join(', ')}`}
      parts={parts.map((part) => ({
        ...part,
        fill: fills.get(part.id),
        shown: (
          <Figure
            text={percentText(part.share)}
            evidence={{
              title: `People of Surrey in ${part.name}`,
              says: `${numberText(part.persons)} people of Surrey live where this board serves. Out of: all people of Surrey.`,
              formula: 'people on the land of both / people of Surrey',
              page: 'docs/methods/overlap.md',
              statedBy: apiAddress('/measure', measureQuery(choice)),
            }}
          />
        ),
      }))}
    />
  );
}

/** Who took over Frimley, and what happens to the arrangements. */
export function BoardsFigures({ choice, step }: StepProps) {
  const table = useStepTable(choice, step);
  const frimley = useAnswer<OrganisationWire>(
    apiAddress(`/organisations/${storyBodies.frimley}`, { ...contextOf(choice), scenario: null, on: step.from }),
  );
  const fills = useStepFills(choice, step);
  return (
    <>
      {table.value !== undefined && <TouchedFigures choice={choice} step={step} table={table.value} />}
      <Waiting answer={table} what="the schedule" />
      {frimley.value !== undefined && <DividedBar body={frimley.value} fills={fills} />}
    </>
  );
}

/** How many arrangements a step touches and what happens to their lines. */
function TouchedFigures({ choice, step, table }: StepProps & { table: HandoverTableWire }) {
  const { totals } = table;
  const figure = (count: number, title: string, says: string) => (
    <Figure text={numberText(count)} evidence={countedEvidence(choice, table, title, says)} />
  );
  return (
    <>
      <p>
        {figure(
          totals.touched,
          'Arrangements touched',
          'Arrangements with a party that an event of these days changes, or that is already gone.',
        )}{' '}
        of {figure(totals.arrangements, 'Arrangements', 'Arrangements that had not ended by the first day.')}{' '}
        arrangements are touched <span className="badge badge-illustrative">Illustrative</span>:
      </p>
      <DispositionBars choice={choice} table={table} />
      <p>
        <Link path="/handover" query={{ scenario: step.scenario, from: step.from, to: step.to }}>
          Open the schedule of {dateText(step.to)}
        </Link>
      </p>
    </>
  );
}

function DividedBar({ body, fills }: { readonly body: OrganisationWire; readonly fills: ReadonlyMap<string, string> }) {
  const kin = new Map(body.kin.map((one) => [one.id, one]));
  const lines = body.lineage.after.filter((line) => line.from === body.id && line.shareOfGiver !== null);
  if (lines.length === 0) return null;
  const parts = lines.map((line) => ({
    id: line.to,
    name: kin.get(line.to)?.name ?? line.to,
    share: line.shareOfGiver ?? 0,
    fill: fills.get(line.to),
    shown: (
      <Figure
        text={percentText(line.shareOfGiver)}
        evidence={{
          title: `People of ${body.name} that passed on`,
          says: `${numberText(line.persons ?? 0)} people live where ${kin.get(line.to)?.name ?? line.to} took over. Out of: all people of ${body.name} before.`,
          formula: 'people on the land that passed / people of the body before',
          ...(body.countedIn === null ? {} : { vintage: body.countedIn }),
          page: 'docs/methods/overlap.md',
          sources: body.sources,
        }}
      />
    ),
  }));
  return (
    <>
      <h3>Who took over from {body.name}</h3>
      <ShareBar
        label={`Successors by people: ${parts.map((part) => `${part.name} ${percentText(part.share)}`).join(', ')}`}
        parts={parts}
      />
    </>
  );
}

/** Pairs of Surrey with a body of the other tier that has people there, the largest first. */
function surreyParts({ frame, councils }: MapData): readonly MapData['frame']['pairs'][number][] {
  const surrey = councils.bodies.findIndex((council) => council.id === storyBodies.surrey);
  return frame.pairs
    .filter((pair) => pair.council === surrey && pair.persons > 0)
    .sort((a, b) => b.persons - a.persons);
}

function countOfPairs(choice: Choice, title: string): Evidence {
  return {
    title,
    says: `Bodies of this kind that have people in Surrey on ${dateText(choice.on)}.`,
    formula: 'count of bodies with at least one building block of Surrey and people on it',
    page: 'docs/methods/overlap.md',
    statedBy: apiAddress('/measure', measureQuery(choice)),
  };
}
