/** One data set: what is stated about it, what it measures and which of it can be moved, its versions, its numbers. */

import type { z } from 'zod';
import type { DataMeasureWire, DataSetWire, dataSetDetailSchema } from '#wire/data-sets.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Fact } from '../../parts/evidence.tsx';
import { Link, OrganisationLink } from '../../parts/link.tsx';
import { NotVerified } from '../../parts/not-verified.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, dateText, momentText, numberText, spanText } from '../../words.ts';
import { DataLink, DataNav, MadeHow, SubjectBadge } from './data-parts.tsx';
import { groupText, isEstimated, isIllustrative, kindWords, subjectWord, valuesText } from './data-words.ts';
import { OwnValues } from './own-values.tsx';
import { releasableMeasures } from './releasable.ts';
import { ShownUnder } from './shown-under.tsx';

type DetailWire = z.infer<typeof dataSetDetailSchema>;

/** The screen of one data set. */
export function DataSetView({ choice, id }: ViewProps & { readonly id: string }) {
  const answer = useAnswer<DetailWire>(
    apiAddress(`/data/${encodeURIComponent(id)}`, { register: choice.register.name }),
  );
  usePageTitle(answer.value?.dataSet.statement.title ?? id);
  if (answer.value === undefined) {
    return (
      <>
        <h1>{id}</h1>
        <DataNav current={null} />
        <Waiting answer={answer} what="the data set" />
      </>
    );
  }
  const { dataSet, versions } = answer.value;
  const { statement } = dataSet;
  return (
    <>
      <h1>{statement.title}</h1>
      <DataNav current={null} />
      <p className="badge-row">
        <SubjectBadge subject={statement.subject} />
        <MadeHow isIllustrative={isIllustrative(dataSet)} isEstimated={isEstimated(dataSet)} />
        <span>
          {statement.publisher}, {statement.vintage}
        </span>
      </p>
      {statement.note !== null && <p className="note">{statement.note}</p>}
      <NextSteps dataSet={dataSet} />
      <Stated dataSet={dataSet} />
      <ShownUnder register={choice.register.name} id={id} />
      {dataSet.holds === 'numbers' && <Measures dataSet={dataSet} />}
      <Times dataSet={dataSet} />
      {dataSet.holds === 'numbers' && (
        <section aria-labelledby="values-title">
          <h2 id="values-title">Its numbers, on its own areas</h2>
          <p>{valuesText(dataSet.values)}</p>
          <OwnValues register={choice.register.name} dataSet={dataSet} />
        </section>
      )}
      <Versions versions={versions} shown={dataSet.version} />
    </>
  );
}

function NextSteps({ dataSet }: { readonly dataSet: DataSetWire }) {
  const { statement, measures, holds } = dataSet;
  const movable = measures.filter(({ notMovable }) => notMovable === null);
  const isGuarded = statement.subject === 'counts-of-people';
  return (
    <>
      <p className="button-row">
        {movable.length > 0 && (
          <Link path="/rebase" query={{ data: statement.id }} className="button">
            See it on your bodies
          </Link>
        )}
        {releasableMeasures(dataSet).length > 0 && (
          <Link path="/releases/new" query={{ data: statement.id }}>
            Make a release of it
          </Link>
        )}
        {holds === 'numbers' && (
          <Link path="/data/import" query={{ corrects: statement.id }}>
            Import a correction
          </Link>
        )}
      </p>
      {holds === 'residence' ? (
        <p>It tells where the people of each practice live: numbers about practices can be moved by it.</p>
      ) : (
        movable.length === 0 && (
          <p className="note note-caution">
            Nothing in it can be moved to other areas; the table of measures says why. It is kept as it is.
          </p>
        )
      )}
      {isGuarded && (
        <p>
          <strong>It counts people.</strong> You see it here. As a file, picture or answer to another system it leaves
          only through a release, which hides small numbers and is checked for what it would give away.
        </p>
      )}
    </>
  );
}

function Stated({ dataSet }: { readonly dataSet: DataSetWire }) {
  const { statement, madeFromIt } = dataSet;
  return (
    <section aria-labelledby="stated-title">
      <h2 id="stated-title">What is stated about it</h2>
      <dl className="facts">
        <Fact name="Publisher">{statement.publisher}</Fact>
        <Fact name="Licence">{statement.licence}</Fact>
        <Fact name="Edition">{statement.vintage}</Fact>
        <Fact name="How it was made">{statement.method}</Fact>
        <Fact name="What may be done">
          {subjectWord(statement.subject).short}: {subjectWord(statement.subject).long}.
        </Fact>
        <Fact name="Owner">
          {statement.owner === null ? (
            'whoever keeps this register'
          ) : (
            <OrganisationLink id={statement.owner}>{statement.owner}</OrganisationLink>
          )}
        </Fact>
        <Fact name="Meant for, as stated">
          {statement.seenBy.length === 0
            ? 'nobody is named'
            : statement.seenBy.map((body, at) => (
                <span key={body}>
                  {at > 0 && ', '}
                  <OrganisationLink id={body}>{body}</OrganisationLink>
                </span>
              ))}
        </Fact>
        <Fact name="Made from">
          <DataLinks ids={statement.derivedFrom} none="no other data set here" />
        </Fact>
        <Fact name="Made from it">
          <DataLinks ids={madeFromIt} none="nothing yet" />
        </Fact>
        <Fact name="File">
          {dataSet.file}, imported by {dataSet.importedBy}
          <NotVerified />, {momentText(dataSet.importedAt)}
        </Fact>
        <Fact name="Checksum">
          <code>{dataSet.checksum}</code>
        </Fact>
      </dl>
    </section>
  );
}

function DataLinks({ ids, none }: { readonly ids: readonly string[]; readonly none: string }) {
  if (ids.length === 0) return none;
  return ids.map((id, at) => (
    <span key={id}>
      {at > 0 && ', '}
      <DataLink id={id}>{id}</DataLink>
    </span>
  ));
}

function Measures({ dataSet: { measures } }: { readonly dataSet: DataSetWire }) {
  const fixed = measures.filter(({ notMovable }) => notMovable !== null);
  const titleOf = new Map(measures.map((one) => [one.id, one.title]));
  const columns: readonly TableColumn<DataMeasureWire>[] = [
    { title: 'Measure', isRowTitle: true, by: ({ family }) => family, cell: ({ family }) => family },
    { title: 'Group', by: ({ breakdown }) => groupText(breakdown), cell: ({ breakdown }) => groupText(breakdown) },
    {
      title: 'Kind',
      by: ({ kind }) => kind,
      cell: ({ kind, unit }) => (
        <span title={kindWords[kind].long}>
          {kindWords[kind].short}
          {unit === '' ? '' : `, ${unit}`}
        </span>
      ),
    },
    {
      title: 'Of what',
      cell: ({ denominator }) => (denominator === null ? '–' : (titleOf.get(denominator) ?? denominator)),
    },
    {
      title: 'Can it be moved?',
      by: ({ notMovable }) => (notMovable === null ? 'yes' : 'no'),
      cell: ({ notMovable }) => (notMovable === null ? 'Yes' : <>No. {notMovable}</>),
    },
  ];
  return (
    <section aria-labelledby="measures-title">
      <h2 id="measures-title">{countText(measures.length, 'measure', 'measures')}</h2>
      <DataTable
        label="Measures"
        caption={
          fixed.length === 0
            ? 'All of them can be moved to other areas.'
            : `${numberText(fixed.length)} of ${numberText(measures.length)} cannot be moved to other areas.`
        }
        columns={columns}
        rows={measures}
        keyOf={({ id }) => id}
        pageSize={10}
        none="It has no measures."
      />
    </section>
  );
}

type TimeRow = DataSetWire['periods'][number] & { readonly areas: string; readonly reason: string | null };

function Times({ dataSet: { periods, geographies, statement } }: { readonly dataSet: DataSetWire }) {
  const rows = periods.map((period): TimeRow => {
    const own = geographies.find((one) => one.period === period.id);
    const reason = statement.breaks.find((one) => one.period === period.id)?.reason ?? null;
    return { ...period, areas: own === undefined ? '–' : `${own.title} (${numberText(own.areas)})`, reason };
  });
  return (
    <section aria-labelledby="times-title">
      <h2 id="times-title">Times and areas</h2>
      <DataTable
        label="Each time with its areas"
        caption={
          statement.breaks.length === 0 ? 'No change of definition is stated.' : 'Changes of definition are marked.'
        }
        columns={timeColumns}
        rows={rows}
        keyOf={({ id }) => id}
        isMarked={({ reason }) => reason !== null}
        pageSize={12}
        none="It has no periods."
      />
    </section>
  );
}

const timeColumns: readonly TableColumn<TimeRow>[] = [
  { title: 'Time', isRowTitle: true, cell: ({ title }) => title },
  { title: 'From, to', cell: ({ kind, from, to }) => (kind === 'day' ? dateText(from) : spanText(from, to)) },
  { title: 'Areas', cell: ({ areas }) => areas },
  {
    title: 'From here on the numbers mean something else',
    cell: ({ reason }) => reason ?? '',
  },
];

type Version = DetailWire['versions'][number];

function Versions({ versions, shown }: { readonly versions: readonly Version[]; readonly shown: number }) {
  return (
    <section aria-labelledby="versions-title">
      <h2 id="versions-title">Versions</h2>
      <p>A correction is a new version. Earlier ones stay, and releases name the version they were made from.</p>
      <DataTable
        label="Versions, newest first"
        caption={`${countText(versions.length, 'version', 'versions')}; version ${shown} is shown here.`}
        columns={versionColumns}
        rows={versions}
        keyOf={({ version }) => String(version)}
        none="It has no versions."
      />
    </section>
  );
}

const versionColumns: readonly TableColumn<Version>[] = [
  { title: 'Version', isRowTitle: true, isNumber: true, cell: ({ version }) => version },
  { title: 'When', cell: ({ at }) => momentText(at) },
  {
    title: 'Who',
    cell: ({ who }) => (
      <>
        {who}
        <NotVerified />
      </>
    ),
  },
  { title: 'Why', cell: ({ reason }) => reason ?? '' },
  { title: 'Checksum', cell: ({ checksum }) => <code>{checksum.slice(0, 12)}…</code> },
];
