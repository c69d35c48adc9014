/** The catalogue: which data sets there are, of which areas and times, and what may be done with them. */

import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { DataSetWire, dataSetsSchema } from '#wire/data-sets.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { SearchField, SelectField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText } from '../../words.ts';
import { DataLink, DataNav, MadeHow, SubjectBadge } from './data-parts.tsx';
import { areasTexts, familiesOf, isEstimated, isIllustrative, periodsText } from './data-words.ts';

type DataSetsWire = z.infer<typeof dataSetsSchema>;

/** The screen of the catalogue. */
export function CatalogueView({ choice, registers }: ViewProps) {
  usePageTitle('Data sets');
  const answer = useAnswer<DataSetsWire>(apiAddress('/data', { register: choice.register.name }));
  return (
    <>
      <h1>Data sets</h1>
      <DataNav current="catalogue" />
      <p className="lead">
        Numbers about areas, each with who published them, on which areas and for which time. Rebase gives them for the
        bodies and dates you ask for.
      </p>
      <Waiting answer={answer} what="the data sets" />
      {answer.value !== undefined && (
        <Catalogue dataSets={answer.value.dataSets}>
          <RegisterField choice={choice} registers={registers} />
        </Catalogue>
      )}
    </>
  );
}

function Catalogue({
  dataSets,
  children,
}: {
  readonly dataSets: readonly DataSetWire[];
  readonly children: React.ReactNode;
}) {
  const [words, setWords] = useState('');
  const [leave, setLeave] = useState('');
  const shown = useMemo(
    () => dataSets.filter((one) => hasWords(one, words) && (leave === '' || mayLeave(one) === leave)),
    [dataSets, words, leave],
  );
  return (
    <>
      <form className="choices" aria-label="Which data sets" onSubmit={(event) => event.preventDefault()}>
        {children}
        <SearchField label="Find" hint="a word of the title, publisher, measures" value={words} onChange={setWords} />
        <SelectField
          label="What may be done with it"
          value={leave}
          options={[
            { value: '', text: 'Any' },
            { value: 'free', text: 'May be published' },
            { value: 'release', text: 'Counts of people: only by release' },
          ]}
          onChoose={setLeave}
        />
      </form>
      {dataSets.length === 0 ? (
        <div className="panel panel-empty">
          <p>
            There is no data set in this register yet. <Link path="/data/import">Import a file</Link>: CSV, XLSX or
            Parquet, with a column of area codes.
          </p>
        </div>
      ) : (
        <DataTable
          label="Data sets"
          caption={
            <span aria-live="polite">
              {shown.length === dataSets.length
                ? countText(dataSets.length, 'data set', 'data sets')
                : `${shown.length} of ${countText(dataSets.length, 'data set', 'data sets')}`}
            </span>
          }
          columns={columns}
          rows={shown}
          keyOf={({ statement }) => statement.id}
          none="No data set has all these words. Take some away."
        />
      )}
    </>
  );
}

const columns: readonly TableColumn<DataSetWire>[] = [
  {
    title: 'Data set',
    isRowTitle: true,
    by: ({ statement }) => statement.title,
    cell: (one) => (
      <>
        <DataLink id={one.statement.id}>{one.statement.title}</DataLink>{' '}
        <MadeHow isIllustrative={isIllustrative(one)} isEstimated={isEstimated(one)} />
        <span className="data-under">{measuresText(one)}</span>
      </>
    ),
  },
  {
    title: 'Publisher',
    by: ({ statement }) => statement.publisher,
    cell: ({ statement }) => (
      <>
        {statement.publisher}
        <span className="data-under">{statement.vintage}</span>
      </>
    ),
  },
  { title: 'Areas', by: (one) => areasTexts(one).join(), cell: (one) => areasTexts(one).join('; ') },
  { title: 'Time', by: ({ periods }) => periods[0]?.from ?? null, cell: ({ periods }) => periodsText(periods) },
  {
    title: 'What may be done',
    by: mayLeave,
    cell: ({ statement }) => (
      <>
        <SubjectBadge subject={statement.subject} />
        {statement.subject === 'counts-of-people' && <span className="data-under">only by release</span>}
      </>
    ),
  },
];

function measuresText({ measures, holds }: DataSetWire): string {
  if (holds === 'residence') return 'where the people of practices live';
  const families = familiesOf(measures);
  const named = families.slice(0, 3).join('; ');
  return families.length > 3 ? `${named}; and ${countText(families.length - 3, 'more', 'more')}` : named;
}

function mayLeave({ statement }: DataSetWire): 'free' | 'release' {
  return statement.subject === 'counts-of-people' ? 'release' : 'free';
}

function hasWords(one: DataSetWire, text: string): boolean {
  const { id, title, publisher, vintage, method, note } = one.statement;
  const searched = [id, title, publisher, vintage, method, note ?? '', ...familiesOf(one.measures), ...areasTexts(one)]
    .join(' ')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
