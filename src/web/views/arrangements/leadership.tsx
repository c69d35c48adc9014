/** Who leads commissioning for each care group and place, and whether that is a body that no longer exists. */

import { useMemo } from 'react';
import type { z } from 'zod';
import type { leadershipSchema } from '#wire/arrangements.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf } from '../../choice.ts';
import { careGroupText } from '../../handover-words.ts';
import { sourcesAddress } from '../../parts/count-evidence.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { countText, dateText, numberText } from '../../words.ts';
import { ArrangementLink } from './arrangement-parts.tsx';

type Led = z.infer<typeof leadershipSchema>;
type LedRow = Led['rows'][number];

const standings = ['led', 'legacy', 'several', 'nobody'] as const;
type Standing = (typeof standings)[number];

const standingTexts: Record<Standing, string> = {
  led: 'Somebody leads',
  legacy: 'A body that no longer exists leads',
  several: 'Several lead',
  nobody: 'Nobody is recorded to lead',
};

/** The table, with what narrows it. */
export function Leadership({ choice, on }: { readonly choice: Choice; readonly on: string | null }) {
  const answer = useAnswer<Led>(apiAddress('/leadership', { ...contextOf(choice), on }));
  if (answer.value === undefined) return <Waiting answer={answer} what="who leads" />;
  return <LeadershipTable choice={choice} led={answer.value} />;
}

function LeadershipTable({ choice, led }: { readonly choice: Choice; readonly led: Led }) {
  const { query } = useLocation();
  const [careGroup, place] = [query.get('care'), query.get('place')];
  const standing = standings.find((one) => one === query.get('standing')) ?? null;
  const rows = useMemo(
    () =>
      led.rows.filter(
        (row) =>
          (careGroup === null || row.careGroup === careGroup) &&
          (place === null || row.place.code === place) &&
          (standing === null || hasStanding(row, standing)),
      ),
    [led, careGroup, place, standing],
  );
  const places = new Map(led.rows.map((row) => [row.place.code, row.place.name]));
  const careGroups = [...new Set(led.rows.map((row) => row.careGroup))];
  const count = (wanted: Standing) => led.rows.filter((row) => hasStanding(row, wanted)).length;
  const figure = (wanted: Standing) => (
    <Figure
      text={numberText(count(wanted))}
      evidence={{
        title: `${standingTexts[wanted]}, ${dateText(led.on)}`,
        says: `Pairs of a care group and a place (the area of a county or unitary council), out of ${numberText(led.rows.length)}. It is read from the roles that parties have in the arrangements recorded here; what is not recorded is not seen.`,
        page: 'docs/guide/arrangements.md',
        statedBy: sourcesAddress(choice),
      }}
    />
  );
  return (
    <>
      <p>
        For {figure('led')} of {numberText(led.rows.length)} pairs of a care group and a place an arrangement says who
        leads on {dateText(led.on)}. In {figure('legacy')} of them a body leads that no longer exists, and in{' '}
        {figure('several')} several lead. For {figure('nobody')} nobody is recorded to lead.
      </p>
      <form
        className="choices choices-narrow"
        aria-label="Which pairs are shown"
        onSubmit={(event) => event.preventDefault()}
      >
        <SelectField
          label="Care group"
          value={careGroup ?? ''}
          options={[{ value: '', text: 'Any' }, ...careGroups.map((one) => ({ value: one, text: careGroupText(one) }))]}
          onChoose={(care) => changeQuery({ care: care === '' ? null : care })}
        />
        <SelectField
          label="Place"
          value={place ?? ''}
          options={[{ value: '', text: 'Any' }, ...[...places].map(([value, text]) => ({ value, text }))]}
          onChoose={(chosen) => changeQuery({ place: chosen === '' ? null : chosen })}
        />
        <SelectField
          label="Who leads"
          value={standing ?? ''}
          options={[
            { value: '', text: 'Any' },
            ...standings.map((one) => ({ value: one, text: `${standingTexts[one]} (${count(one)})` })),
          ]}
          onChoose={(chosen) => changeQuery({ standing: chosen === '' ? null : chosen })}
        />
      </form>
      <DataTable
        label="Who leads commissioning"
        caption={`${countText(rows.length, 'pair', 'pairs')} of a care group and a place.`}
        columns={columns}
        rows={rows}
        keyOf={(row) => `${row.careGroup} ${row.place.id}`}
        none="No pair is left. Choose other filters."
      />
    </>
  );
}

const columns: readonly TableColumn<LedRow>[] = [
  {
    title: 'Place',
    isRowTitle: true,
    by: (row) => row.place.name,
    cell: (row) => <OrganisationLink id={row.place.id}>{row.place.name}</OrganisationLink>,
  },
  { title: 'Care group', by: (row) => careGroupText(row.careGroup), cell: (row) => careGroupText(row.careGroup) },
  {
    title: 'Who leads',
    by: (row) => row.leads[0]?.body.name ?? null,
    cell: ({ leads }) =>
      leads.length === 0 ? (
        <span className="hint">Nobody recorded</span>
      ) : (
        <ul className="cell-list">
          {leads.map(({ body, arrangement, isLegacy }) => (
            <li key={`${body.id} ${arrangement}`}>
              <OrganisationLink id={body.id}>{body.name}</OrganisationLink>
              {isLegacy && <span className="badge badge-uncertain">No longer exists</span>}
            </li>
          ))}
        </ul>
      ),
  },
  {
    title: 'By which arrangement',
    cell: ({ leads }) => (
      <ul className="cell-list">
        {leads.map(({ body, arrangement, title }) => (
          <li key={`${body.id} ${arrangement}`}>
            <ArrangementLink id={arrangement}>{title}</ArrangementLink>
          </li>
        ))}
      </ul>
    ),
  },
];

function hasStanding({ leads }: LedRow, standing: Standing): boolean {
  switch (standing) {
    case 'led':
      return leads.length > 0;
    case 'legacy':
      return leads.some((one) => one.isLegacy);
    case 'several':
      return new Set(leads.map((one) => one.body.id)).size > 1;
    case 'nobody':
      return leads.length === 0;
    default:
      standing satisfies never;
      return false;
  }
}
