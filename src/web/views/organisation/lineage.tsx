/** What a body came from and what became of it: a drawing of boxes and lines, and the same as a table. */

import { useEffect, useMemo, useRef } from 'react';
import type { OrganisationWire } from '#wire/register.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { Link, OrganisationLink } from '../../parts/link.tsx';
import { dateText, numberText, percentText, shortDateText, shortSpanText } from '../../words.ts';
import { type LineageLine, lineageLayout } from './lineage-layout.ts';

const box = { width: 208, height: 74, across: 300, down: 88 };

/** Graph and table; a sentence when nothing is known. */
export function Lineage({ body }: { readonly body: OrganisationWire }) {
  const { before, after } = body.lineage;
  const count = before.length + after.length;
  return (
    <>
      <h2>Lineage</h2>
      {count === 0 ? (
        <p>No event in this register and scenario says what it came from or what became of it.</p>
      ) : (
        <>
          <LineageGraph body={body} />
          <LineageTable body={body} />
        </>
      )}
    </>
  );
}

function LineageGraph({ body }: { readonly body: OrganisationWire }) {
  const layout = useMemo(() => lineageLayout(body.id, body.lineage.before, body.lineage.after), [body]);
  const kin = new Map(body.kin.map((one) => [one.id, one]));
  const at = useMemo(
    () => new Map(layout.boxes.map((one) => [one.id, { x: one.column * box.across, y: one.row * box.down }])),
    [layout],
  );
  const home = at.get(body.id);
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    // A lineage wider than the screen opens where the body itself stands.
    if (sheet.current === null || home === undefined) return;
    sheet.current.scrollTo(
      home.x + box.width / 2 - sheet.current.clientWidth / 2,
      home.y + box.height / 2 - sheet.current.clientHeight / 2,
    );
  }, [home]);
  const width = (layout.columns - 1) * box.across + box.width;
  const height = (layout.rows - 1) * box.down + box.height;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="lineage" aria-label="Lineage, earlier bodies on the left" tabIndex={0} ref={sheet}>
      <div className="lineage-sheet" style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true">
          {layout.lines.map((line) => (
            <LineageCurve
              key={`${line.event} ${line.from} ${line.to}`}
              line={line}
              from={at.get(line.from)}
              to={at.get(line.to)}
            />
          ))}
        </svg>
        <ul>
          {layout.boxes.map(({ id }) => {
            const one = kin.get(id);
            const place = at.get(id);
            return (
              <li
                key={id}
                className={`lineage-box${id === body.id ? ' lineage-here' : ''}`}
                style={{ left: place?.x, top: place?.y, width: box.width, height: box.height }}
              >
                {id === body.id ? (
                  <strong>{body.name}</strong>
                ) : (
                  <OrganisationLink id={id} on={one?.from ?? null}>
                    {one?.name ?? id}
                  </OrganisationLink>
                )}
                <span className="hint">{shortSpanText(one?.from ?? null, one?.to ?? null)}</span>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

type Corner = { readonly x: number; readonly y: number } | undefined;

/** A line from the right of the giver to the left of the taker, with the share of the giver's people it carries. */
function LineageCurve({ line, from, to }: { readonly line: LineageLine; readonly from: Corner; readonly to: Corner }) {
  if (from === undefined || to === undefined) return null;
  const [x0, y0] = [from.x + box.width, from.y + box.height / 2];
  const [x1, y1] = [to.x, to.y + box.height / 2];
  const bend = Math.max(30, (x1 - x0) / 2);
  return (
    <>
      <path
        d={`M${x0} ${y0}C${x0 + bend} ${y0} ${x1 - bend} ${y1} ${x1} ${y1}`}
        className={`lineage-line${line.giverContinues ? ' lineage-part' : ''}`}
      />
      {line.shareOfGiver !== null && line.shareOfGiver < 1 && (
        <text x={x1 - 6} y={y1 - 5} textAnchor="end" className="lineage-share">
          {percentText(line.shareOfGiver)}
        </text>
      )}
    </>
  );
}

function LineageTable({ body }: { readonly body: OrganisationWire }) {
  const nameOf = (id: string) => body.kin.find((one) => one.id === id)?.name ?? id;
  const rows = [...body.lineage.before, ...body.lineage.after].map((line) => ({
    ...line,
    key: `${line.event} ${line.from} ${line.to}`,
  }));
  const named = (id: string) =>
    id === body.id ? nameOf(id) : <OrganisationLink id={id}>{nameOf(id)}</OrganisationLink>;
  return (
    <DataTable
      label="Lineage as a table"
      caption="The same as a table. A share is of the people of the body that handed over; a broken line is land that passed while its giver lived on."
      columns={[
        {
          title: 'When',
          isShort: true,
          by: (row) => row.on,
          cell: (row) => (row.on === null ? 'no day' : shortDateText(row.on)),
        },
        { title: 'From', isRowTitle: true, by: (row) => nameOf(row.from), cell: (row) => named(row.from) },
        { title: 'To', by: (row) => nameOf(row.to), cell: (row) => named(row.to) },
        {
          title: 'People',
          isNumber: true,
          by: (row) => row.persons,
          cell: (row) =>
            row.persons === null ? (
              'not known'
            ) : (
              <LineFigure
                body={body}
                line={row}
                text={numberText(row.persons)}
                names={[nameOf(row.from), nameOf(row.to)]}
              />
            ),
        },
        {
          title: 'Share',
          isNumber: true,
          by: (row) => row.shareOfGiver,
          cell: (row) =>
            row.shareOfGiver === null ? (
              '–'
            ) : (
              <LineFigure
                body={body}
                line={row}
                text={percentText(row.shareOfGiver)}
                names={[nameOf(row.from), nameOf(row.to)]}
              />
            ),
        },
        {
          title: 'By',
          cell: (row) => (
            <Link path="/events" query={{ event: row.event }}>
              {row.title}
            </Link>
          ),
        },
      ]}
      rows={rows}
      pageSize={15}
      keyOf={(row) => row.key}
      none="No lines."
    />
  );
}

function LineFigure({
  body,
  line,
  text,
  names,
}: {
  readonly body: OrganisationWire;
  readonly line: LineageLine;
  readonly text: string;
  readonly names: readonly [string, string];
}) {
  const event = body.events.find((one) => one.id === line.event);
  const day = line.on;
  return (
    <Figure
      text={text}
      evidence={{
        title: `From ${names[0]} to ${names[1]}`,
        says: `People on the land that passed${day === null ? '' : ` on ${dateText(day)}`}, and their share of all people of ${names[0]} whose land passed or stayed. Law makes the line; people only say how large it is.`,
        vintage:
          body.populations[0] === undefined
            ? 'The resident count nearest to the day'
            : 'The resident count nearest to the day, on the building blocks that passed',
        formula: 'sum of people in the building blocks that passed / the same for all takers',
        sources: event?.source === undefined || event.source === null ? body.sources : [event.source],
      }}
    />
  );
}
