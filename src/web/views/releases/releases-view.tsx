/** What has been published from this register: every release, newest first. */

import type { z } from 'zod';
import type { ReleaseSummaryWire, releasesSchema } from '#wire/releases.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Link } from '../../parts/link.tsx';
import { NotVerified } from '../../parts/not-verified.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, momentText, numberText } from '../../words.ts';
import { DataLink, DataNav } from '../data/data-parts.tsx';

/** The screen of the list. */
export function ReleasesView({ choice, registers }: ViewProps) {
  usePageTitle('Releases');
  const answer = useAnswer<z.infer<typeof releasesSchema>>(apiAddress('/releases', { register: choice.register.name }));
  const releases = answer.value?.releases;
  return (
    <>
      <h1>Releases: what has been published</h1>
      <DataNav current="releases" />
      <p className="lead">
        Numbers that count people leave only through a release: small ones are hidden, and what all releases together
        would give away is worked out first. A release is never changed.
      </p>
      <form className="choices" aria-label="Register" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
      </form>
      <p>
        <Link path="/releases/new" className="button">
          Make a release
        </Link>
      </p>
      <Waiting answer={answer} what="the releases" />
      {releases !== undefined && (
        <DataTable
          label="Releases"
          caption={countText(releases.length, 'release', 'releases')}
          columns={columns}
          rows={releases}
          keyOf={({ id }) => id}
          none="Nothing has been published yet."
        />
      )}
    </>
  );
}

const columns: readonly TableColumn<ReleaseSummaryWire>[] = [
  {
    title: 'Release',
    isRowTitle: true,
    by: ({ id }) => id,
    cell: ({ id, title }) => (
      <>
        <Link path={`/release/${encodeURIComponent(id)}`}>{title}</Link>
        <span className="data-under">{id}</span>
      </>
    ),
  },
  {
    title: 'Data set',
    by: ({ dataTitle }) => dataTitle,
    cell: ({ data, dataTitle, version }) => (
      <>
        <DataLink id={data}>{dataTitle}</DataLink>
        <span className="data-under">version {version}</span>
      </>
    ),
  },
  {
    title: 'Areas',
    by: ({ toTitle }) => toTitle,
    cell: ({ toTitle }) => toTitle,
  },
  { title: 'Numbers', isNumber: true, by: ({ cells }) => cells, cell: ({ cells }) => numberText(cells) },
  { title: 'Hidden', isNumber: true, by: ({ hidden }) => hidden, cell: ({ hidden }) => numberText(hidden) },
  {
    title: 'Made',
    by: ({ madeAt }) => madeAt,
    cell: ({ madeAt, madeBy, actingForName }) => (
      <>
        {momentText(madeAt)}
        <span className="data-under">
          {madeBy}
          {actingForName === null ? '' : `, for ${actingForName}`}
          <NotVerified />
        </span>
      </>
    ),
  },
];
