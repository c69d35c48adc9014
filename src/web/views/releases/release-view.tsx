/** One release: everything that was recorded of it, the table, its files, and the check that it can be worked out again. */

import { useState } from 'react';
import type { z } from 'zod';
import type { dataSetDetailSchema } from '#wire/data-sets.ts';
import type { ReleaseWire, releaseCheckSchema } from '#wire/releases.ts';
import { ApiFault, apiAddress, ask, forgetAnswers, useAnswer } from '../../api-client.ts';
import { Fact } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { NotVerified } from '../../parts/not-verified.tsx';
import { FaultNote, Waiting } from '../../parts/status-note.tsx';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { momentText, numberText } from '../../words.ts';
import { DataLink, DataNav } from '../data/data-parts.tsx';
import { Busy } from '../data/import-report.tsx';
import { AuditReport } from './audit-report.tsx';
import { totalWords } from './release-question.ts';
import { ReleaseTable } from './release-table.tsx';
import { titlesOf } from './wizard-props.ts';

type ReleaseCheckWire = z.infer<typeof releaseCheckSchema>;

const formats = [
  { format: 'csv', text: 'CSV' },
  { format: 'xlsx', text: 'XLSX (spreadsheet)' },
  { format: 'parquet', text: 'Parquet' },
] as const;

/** The screen of one release. */
export function ReleaseView({ choice, id }: ViewProps & { readonly id: string }) {
  const register = choice.register.name;
  const answer = useAnswer<ReleaseWire>(apiAddress(`/releases/${encodeURIComponent(id)}`, { register }));
  const release = answer.value?.release;
  usePageTitle(release?.title ?? id);
  // The titles of measures and periods, as the data set has them now.
  const detail = useAnswer<z.infer<typeof dataSetDetailSchema>>(
    release === undefined ? null : apiAddress(`/data/${encodeURIComponent(release.data)}`, { register }),
  );
  if (answer.value === undefined || release === undefined) {
    return (
      <>
        <h1>{id}</h1>
        <DataNav current={null} />
        <Waiting answer={answer} what="the release" />
      </>
    );
  }
  const titleOf = detail.value === undefined ? new Map<string, string>() : titlesOf(detail.value.dataSet);
  return (
    <>
      <h1>{release.title}</h1>
      <DataNav current={null} />
      <p>
        Release <strong>{release.id}</strong>, made by {release.madeBy}
        {release.actingForName === null ? '' : `, for ${release.actingForName}`}
        <NotVerified />, {momentText(release.madeAt)}.
      </p>
      <section aria-labelledby="files-title">
        <h2 id="files-title">Take it away</h2>
        <p className="button-row">
          {formats.map(({ format, text }) => (
            <a
              key={format}
              className="button"
              href={apiAddress(`/releases/${encodeURIComponent(id)}/file`, { register, format })}
              download
            >
              {text}
            </a>
          ))}
        </p>
        <p className="hint">Hidden numbers are written as [c] in files. The rules stand with them in words.</p>
      </section>
      <section aria-labelledby="table-title">
        <h2 id="table-title">What was published</h2>
        <ReleaseTable cells={answer.value.cells} titleOf={titleOf} />
      </section>
      <Recorded value={answer.value} />
      <Reproduced register={register} id={id} />
      <section aria-labelledby="audit-title">
        <h2 id="audit-title">The audit, as it was when it was made</h2>
        <AuditReport isPublished audit={answer.value.audit} titleOf={titleOf} />
      </section>
    </>
  );
}

function Recorded({ value }: { readonly value: ReleaseWire }) {
  const { release, question, reason, assumptions } = value;
  return (
    <section aria-labelledby="recorded-title">
      <h2 id="recorded-title">What is recorded of it</h2>
      <dl className="facts">
        <Fact name="Data set">
          <DataLink id={release.data}>{release.dataTitle}</DataLink>, version {release.version}
        </Fact>
        <Fact name="Areas">
          {release.toTitle}
          {question.scenario === undefined ? '' : `, in the scenario ${question.scenario}`}
        </Fact>
        <Fact name="Rules">{release.rulesInWords}</Fact>
        <Fact name="Sums in the table">
          {question.totals.length === 0 ? 'none' : question.totals.map((word) => totalWords[word]).join('; ')}
        </Fact>
        <Fact name="Withheld">{question.withhold.length === 0 ? 'no area' : question.withhold.join(', ')}</Fact>
        <Fact name="Numbers">
          <CellCounts cells={value.cells} />
        </Fact>
        <Fact name="Reason">{reason ?? 'none was given'}</Fact>
        <Fact name="Checksum">
          <code>{release.checksum}</code>
        </Fact>
      </dl>
      {assumptions.length > 0 && (
        <>
          <h3>What is assumed</h3>
          <ul>
            {assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        <Link path="/journal" query={{ kind: 'release', id: release.id }}>
          See it in the record of changes
        </Link>
      </p>
    </section>
  );
}

/** How many cells show a number, are hidden, or could have none. */
function CellCounts({ cells }: Pick<ReleaseWire, 'cells'>) {
  const unknown = cells.filter(({ hidden }) => hidden === 'not-known').length;
  const shown = cells.filter((cell) => cell.shown !== null).length;
  return (
    <>
      {numberText(shown)} shown, {numberText(cells.length - shown - unknown)} hidden
      {unknown > 0 && `, ${numberText(unknown)} of which the data set has no number`}
    </>
  );
}

type CheckState =
  | { readonly kind: 'none' | 'busy' }
  | { readonly kind: 'done'; readonly check: ReleaseCheckWire }
  | { readonly kind: 'fault'; readonly fault: ApiFault };

/** Works the release out again from what was recorded, when that is asked for. */
function Reproduced({ register, id }: { readonly register: string; readonly id: string }) {
  const [state, setState] = useState<CheckState>({ kind: 'none' });
  const run = () => {
    setState({ kind: 'busy' });
    ask<ReleaseCheckWire>(apiAddress(`/releases/${encodeURIComponent(id)}/verify`, { register })).then(
      (check) => setState({ kind: 'done', check }),
      (fault: unknown) => {
        if (!(fault instanceof ApiFault)) throw fault;
        setState({ kind: 'fault', fault });
      },
    );
  };
  return (
    <section aria-labelledby="reproduced-title">
      <h2 id="reproduced-title">Can it be reproduced?</h2>
      <p>It is worked out again from the data set, the register and the rules as they were recorded.</p>
      <p>
        <button
          type="button"
          className="button"
          disabled={state.kind === 'busy'}
          onClick={() => {
            // Asked of the server each time, not of this page's memory.
            if (state.kind !== 'none') forgetAnswers();
            run();
          }}
        >
          Check that it can be reproduced
        </button>
      </p>
      {state.kind === 'busy' && <Busy text="Working it out again" />}
      {state.kind === 'fault' && <FaultNote fault={state.fault} where="While working it out again" retry={run} />}
      <div role="status">{state.kind === 'done' && <Verdict check={state.check} />}</div>
    </section>
  );
}

function Verdict({ check: { isReproduced, differences } }: { readonly check: ReleaseCheckWire }) {
  if (isReproduced)
    return <p className="note">It was worked out again, and every number and the checksum are the same.</p>;
  return (
    <div className="note note-caution">
      <p>
        <strong>It could not be reproduced.</strong>
      </p>
      <ul>
        {differences.map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </ul>
    </div>
  );
}
