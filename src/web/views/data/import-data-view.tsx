/** Importing a file of numbers: it is looked into first, and every guess can be changed before anything is stored. */

import { useEffect, useRef } from 'react';
import type { DataImportWire } from '#wire/data-sets.ts';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { FileField } from '../../parts/file-field.tsx';
import { ImportProblems } from '../../parts/import-problems.tsx';
import { useLeavingGuard } from '../../parts/leaving-guard.ts';
import { Link } from '../../parts/link.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { useLocation } from '../../router.ts';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { DataNav } from './data-parts.tsx';
import { DescribeFile } from './describe-file.tsx';
import { ImportProgress } from './import-progress.tsx';
import { Busy, LeftOut, ReportText } from './import-report.tsx';
import { type DataImportState, useDataImport } from './use-data-import.ts';

const accepted =
  '.csv,.tsv,.txt,.gz,.xlsx,.parquet,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The screen of the import. */
export function ImportDataView({ choice, registers }: ViewProps) {
  usePageTitle('Import a file of numbers');
  const corrects = useLocation().query.get('corrects');
  const work = useDataImport(choice.register.name, corrects);
  const { state } = work;
  useLeavingGuard(state.step === 'describe');
  const isBusy = state.step === 'inspecting' || (state.step === 'describe' && state.work !== 'none');
  return (
    <>
      <h1>Import a file of numbers</h1>
      <DataNav current="import" />
      {(state.step === 'choose' || state.step === 'unread') && (
        <>
          <form className="choices" aria-label="Register" onSubmit={(event) => event.preventDefault()}>
            <RegisterField choice={choice} registers={registers} />
          </form>
          <p className="lead">
            A table with a column of area codes and columns of numbers. It is looked into first: you see how it was
            understood, and nothing is stored until you import it.
          </p>
          {corrects !== null && (
            <p className="note">
              This is a correction of <strong>{corrects}</strong>: it becomes a new version of it. What is stated about
              it is taken over.
            </p>
          )}
        </>
      )}
      {state.step !== 'describe' && state.step !== 'following' && state.step !== 'imported' && (
        <FileField
          text="CSV, XLSX or Parquet, at most 200 MB"
          accept={accepted}
          isBusy={isBusy}
          onFile={(file) => work.inspect(file)}
        />
      )}
      <Step state={state} work={work} />
    </>
  );
}

type StepProps = { readonly state: DataImportState; readonly work: ReturnType<typeof useDataImport> };

function Step({ state, work }: StepProps) {
  switch (state.step) {
    case 'choose':
      return null;
    case 'inspecting':
      return <Busy text={`Looking into ${state.file.name}`} />;
    case 'unread':
      return state.outcome.kind === 'fault' ? (
        <FaultNote
          fault={state.outcome.fault}
          where={`While looking into ${state.file.name}`}
          retry={() => work.inspect(state.file)}
        />
      ) : (
        <ImportProblems what="file" fileName={state.file.name} {...state.outcome} />
      );
    case 'describe':
      return <DescribeFile state={state} work={work} />;
    case 'following':
      return <ImportProgress id={state.id} onEnd={work.ended} onLost={work.lost} />;
    case 'refused':
      return state.outcome.kind === 'fault' ? (
        <FaultNote fault={state.outcome.fault} where={`While importing ${state.fileName}`} />
      ) : (
        <ImportProblems what="file" fileName={state.fileName} {...state.outcome} />
      );
    case 'imported':
      return <Imported fileName={state.fileName} report={state.report} onMore={work.restart} />;
    default:
      return state satisfies never;
  }
}

type ImportedProps = { readonly fileName: string; readonly report: DataImportWire; readonly onMore: () => void };

function Imported({ fileName, report, onMore }: ImportedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="panel" aria-labelledby="imported-title">
      <h2 id="imported-title" tabIndex={-1} ref={heading}>
        {report.isUnchanged ? `${fileName} is here already` : `${fileName} has been imported`}
      </h2>
      <p>
        {report.isUnchanged
          ? `Its numbers and all that is stated are those of ${report.id}, version ${report.version}. Nothing was stored.`
          : `It is ${report.id}, version ${report.version}.`}{' '}
        <ReportText report={report} />
      </p>
      <LeftOut report={report} />
      {report.problems.length > 0 && (
        <ImportProblems what="file" fileName={fileName} detail="" problems={report.problems} />
      )}
      <p className="button-row">
        <Link path="/rebase" query={{ data: report.id }} className="button">
          See it on your bodies
        </Link>
        <Link path={`/data/${encodeURIComponent(report.id)}`}>See the data set</Link>
        <button type="button" className="button button-quiet" onClick={onMore}>
          Import another file
        </button>
      </p>
    </section>
  );
}
