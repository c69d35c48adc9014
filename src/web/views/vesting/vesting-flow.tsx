/** Bodies that end on a vesting day and those that take over, drawn as a flow with the same as a table beside it. */

import type { AccessDryRunWire } from '#wire/people.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import { countText } from '../../words.ts';
import { type Flow, flowsOf } from './vesting-words.ts';

const row = 44;
const width = 760;
const box = 310;

/** The drawing and the table. */
export function VestingFlow({ run }: { readonly run: AccessDryRunWire }) {
  const flows = flowsOf(run);
  return (
    <section aria-labelledby="flow-title">
      <h2 id="flow-title">Bodies that end, and who takes over</h2>
      {flows.length === 0 ? (
        <p>No body of which you may see something ends on that day.</p>
      ) : (
        <>
          <FlowDrawing flows={flows} />
          <DataTable
            label="Bodies that end"
            caption={`${countText(flows.length, 'body', 'bodies')}, with the people whose roles change and the records that are listed.`}
            columns={columns}
            rows={flows}
            keyOf={({ body }) => body.id}
            none="None."
          />
        </>
      )}
    </section>
  );
}

const columns: readonly TableColumn<Flow>[] = [
  {
    title: 'Ends',
    isRowTitle: true,
    by: ({ body }) => body.name,
    cell: ({ body }) => <OrganisationLink id={body.id}>{body.name}</OrganisationLink>,
  },
  {
    title: 'Taken over by',
    cell: ({ heirs }) => (heirs.length === 0 ? 'nobody is recorded' : heirs.map((one) => one.name).join(', ')),
  },
  { title: 'People', isNumber: true, by: ({ people }) => people, cell: ({ people }) => people },
  { title: 'Records', isNumber: true, by: ({ records }) => records, cell: ({ records }) => records },
];

function FlowDrawing({ flows }: { readonly flows: readonly Flow[] }) {
  const heirs = [...new Map(flows.flatMap((flow) => flow.heirs).map((one) => [one.id, one])).values()];
  const height = Math.max(flows.length, heirs.length) * row + 8;
  const heirAt = (id: string) => {
    const at = heirs.findIndex((one) => one.id === id);
    return ((at + 0.5) * height) / heirs.length;
  };
  const people = flows.reduce((sum, flow) => sum + flow.people, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="flow-scroll" aria-label="Drawing of who takes over" tabIndex={0}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={`${countText(flows.length, 'body ends', 'bodies end')}; ${countText(heirs.length, 'body takes', 'bodies take')} over. The table says the same.`}
        className="flow"
      >
        {flows.flatMap((flow, at) =>
          flow.heirs.map(({ id }) => (
            <path
              key={`${flow.body.id} ${id}`}
              className={flow.heirs.length > 1 ? 'flow-line flow-divided' : 'flow-line'}
              strokeWidth={1.5 + (people === 0 ? 0 : (4 * flow.people) / people)}
              d={curve(at * row + row / 2 + 4, heirAt(id))}
            />
          )),
        )}
        {flows.map(({ body, people: persons, records }, at) => (
          <FlowBox
            key={body.id}
            x={0}
            y={at * row + 6}
            name={body.name}
            says={`${countText(persons, 'person', 'people')}, ${countText(records, 'record', 'records')}`}
          />
        ))}
        {heirs.map(({ id, name }) => (
          <FlowBox key={id} x={width - box} y={heirAt(id) - row / 2 + 2} name={name} says="takes over" isHeir />
        ))}
      </svg>
    </section>
  );
}

function curve(from: number, to: number): string {
  const middle = width / 2;
  return `M${box} ${from}C${middle} ${from} ${middle} ${to} ${width - box} ${to}`;
}

type BoxProps = {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly says: string;
  readonly isHeir?: boolean;
};

/** Names longer than the box are cut; the table has them whole. */
const longestName = 33;

function FlowBox({ x, y, name, says, isHeir = false }: BoxProps) {
  const text = name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
  return (
    <g transform={`translate(${x + 1} ${y})`}>
      <rect width={box - 2} height={row - 6} rx="4" className={isHeir ? 'flow-box flow-heir' : 'flow-box'} />
      <text x="8" y="16" className="flow-name">
        {text}
      </text>
      <text x="8" y="31" className="flow-says">
        {says}
      </text>
    </g>
  );
}
