/** One screen that says how a file was understood: doubts first, then areas, time, columns, and what it is. */

import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { DataDescriptionWire, DataImportWire } from '#wire/data-sets.ts';
import { useAuthorLack } from '../../author.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { ErrorSummary } from '../../parts/error-summary.tsx';
import { FieldFaults, WordField } from '../../parts/form-field.tsx';
import { ImportProblems } from '../../parts/import-problems.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { countText } from '../../words.ts';
import { isOtherSheet, type Lack, lacksOf, otherSheets, parseDescription } from './description-state.ts';
import { FirstRows } from './first-rows.tsx';
import { ImportAreas } from './import-areas.tsx';
import { ImportColumns } from './import-columns.tsx';
import { Busy, LeftOut, ReportText } from './import-report.tsx';
import { ImportStatement } from './import-statement.tsx';
import type { DataImportState, ImportOutcome, useDataImport } from './use-data-import.ts';

type DescribeState = Extract<DataImportState, { step: 'describe' }>;
type DescribeFileProps = { readonly state: DescribeState; readonly work: ReturnType<typeof useDataImport> };

/** The screen between choosing a file and importing it. */
export function DescribeFile({ state, work }: DescribeFileProps) {
  const { file, inspection, description, outcome } = state;
  const [told, setTold] = useState<{ readonly lacks: readonly Lack[]; readonly attempt: number }>({
    lacks: [],
    attempt: 0,
  });
  const authorLack = useAuthorLack('import-data');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const run = (isDryRun: boolean) => {
    const unsigned = isDryRun || authorLack === null ? [] : [{ field: 'author' as const, message: authorLack }];
    const lacks = [...lacksOf(description), ...unsigned];
    setTold({ lacks, attempt: told.attempt + 1 });
    if (lacks.length === 0) work.run(isDryRun);
  };
  const faultsOf = useCallback(
    (id: string) =>
      told.lacks.filter(({ field }) => id === field || id === `statement-${field}`).map(({ message }) => message),
    [told],
  );
  const problems = inspection.problems.filter((problem) => !isOtherSheet(problem));
  const parts = { inspection, description, onChange: work.describe };
  return (
    <FieldFaults value={faultsOf}>
      <h2 ref={heading} tabIndex={-1}>
        {file.name}: how it was understood
      </h2>
      <p>
        {inspection.isWhole
          ? `All of its ${countText(inspection.rowsRead, 'row was', 'rows were')} read.`
          : `Its first ${countText(inspection.rowsRead, 'row was', 'rows were')} read for this; a check reads all of them.`}{' '}
        Nothing is stored yet. Change whatever is not right.
      </p>
      <SheetField
        sheet={state.sheet}
        others={otherSheets(inspection.problems)}
        onRead={(sheet) => work.inspect(file, sheet)}
      />
      {told.lacks.length > 0 && (
        <ErrorSummary
          title="Something is missing"
          attempt={told.attempt}
          lines={told.lacks.map(({ field, message }) => ({
            key: field + message,
            text: message,
            leadsTo: placeOf(field, inspection),
          }))}
        />
      )}
      <Doubts doubts={inspection.doubts} />
      {problems.length > 0 && (
        <ImportProblems
          what="file"
          fileName={file.name}
          detail="This was found in the rows that were read. Mend the file and choose it again, or change below how it is understood."
          problems={problems}
        />
      )}
      <div className="long-form">
        <ImportAreas {...parts} />
        <FirstRows inspection={inspection} description={description} />
        <ImportColumns {...parts} />
        <ImportStatement
          statement={description.statement}
          onChange={(changes) => work.describe({ ...description, statement: { ...description.statement, ...changes } })}
        />
      </div>
      <Actions state={state} onRun={run} onAnother={work.restart} />
      {outcome !== null && <Outcome key={state.attempt} outcome={outcome} fileName={file.name} />}
      <KeepDescription file={file} description={description} onLoad={work.describe} />
    </FieldFaults>
  );
}

type SheetProps = {
  /** '': the first with rows. */
  readonly sheet: string;
  readonly others: readonly string[];
  readonly onRead: (sheet: string) => void;
};

/** Which sheet of a workbook is read; nothing where there is one alone. */
function SheetField({ sheet, others, onRead }: SheetProps) {
  if (sheet === '' && others.length === 0) return null;
  const names = [...new Set(sheet === '' ? others : [sheet, ...others])];
  return (
    <div className="choices">
      <WordField
        id="sheet"
        label="Sheet of the workbook"
        value={sheet}
        options={[{ value: '', text: 'The first with rows' }, ...names.map((name) => ({ value: name, text: name }))]}
        onChange={onRead}
      />
    </div>
  );
}

/** Ids of what a lack leads to. */
function placeOf(field: string, { columns }: DescribeState['inspection']): string[] {
  if (field === 'columns') return ['columns-title'];
  if (field === 'period' || field === 'author') return [field];
  const heading = field.startsWith('column ') ? field.slice('column '.length) : null;
  if (heading === null) return [`statement-${field}`];
  return [`column-${columns.findIndex((one) => one.heading === heading)}-title`, 'columns-title'];
}

function Doubts({ doubts }: { readonly doubts: readonly string[] }) {
  if (doubts.length === 0) {
    return <p className="note">Everything in it was understood. See that it is right, then import it.</p>;
  }
  return (
    <section className="note note-caution" aria-labelledby="doubts-title">
      <h3 id="doubts-title" className="note-title">
        Look at {doubts.length === 1 ? 'this' : 'these'} first
      </h3>
      <ul>
        {doubts.map((doubt) => (
          <li key={doubt}>{doubt}</li>
        ))}
      </ul>
    </section>
  );
}

type ActionsProps = {
  readonly state: DescribeState;
  readonly onRun: (isDryRun: boolean) => void;
  readonly onAnother: () => void;
};

function Actions({ state, onRun, onAnother }: ActionsProps) {
  const isBusy = state.work !== 'none';
  return (
    <>
      <div id="author" tabIndex={-1}>
        <AuthorNote wanted={['import-data']} />
      </div>
      <div className="save-bar">
        <button type="button" className="button" disabled={isBusy} onClick={() => onRun(false)}>
          Import
        </button>
        <button type="button" className="button button-quiet" disabled={isBusy} onClick={() => onRun(true)}>
          Check the whole file
        </button>
        <button type="button" className="button button-quiet" disabled={isBusy} onClick={onAnother}>
          Choose another file
        </button>
        <span className="hint">All of it is imported, or nothing.</span>
      </div>
      {isBusy && (
        <Busy text={state.work === 'checking' ? `Checking ${state.file.name}` : `Importing ${state.file.name}`} />
      )}
    </>
  );
}

type OutcomeProps = { readonly outcome: ImportOutcome; readonly fileName: string };

/** What the last check, or a refused import, said. It takes the focus. */
function Outcome({ outcome, fileName }: OutcomeProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  if (outcome.kind === 'fault') return <FaultNote fault={outcome.fault} where={`While reading ${fileName}`} />;
  return (
    <div className="outcome" tabIndex={-1} ref={box}>
      {outcome.kind === 'refused' ? (
        <ImportProblems what="file" fileName={fileName} {...outcome} />
      ) : (
        <Checked report={outcome.report} fileName={fileName} />
      )}
    </div>
  );
}

function Checked({ report, fileName }: { readonly report: DataImportWire; readonly fileName: string }) {
  return (
    <section className="panel" aria-labelledby="checked-title">
      <h3 id="checked-title">{fileName} can be imported</h3>
      <p>
        <ReportText report={report} />{' '}
        {report.isUnchanged
          ? `It is the same as ${report.id}, version ${report.version}.`
          : 'Nothing has been stored yet.'}
      </p>
      <LeftOut report={report} />
      {report.problems.length > 0 && (
        <ImportProblems what="file" fileName={fileName} detail="" problems={report.problems} />
      )}
    </section>
  );
}

type KeepProps = {
  readonly file: File;
  readonly description: DataDescriptionWire;
  readonly onLoad: (description: DataDescriptionWire) => void;
};

/** The description as a file: for the next edition of the same table. */
function KeepDescription({ file, description, onLoad }: KeepProps) {
  const id = useId();
  const [fault, setFault] = useState<string | null>(null);
  const load = async (chosen: File) => {
    const read = parseDescription(await chosen.text());
    if (typeof read === 'string') setFault(read);
    else onLoad(read);
  };
  return (
    <section className="keep-description" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Keep this description</h3>
      <p>
        All that is said on this screen, as a file: next year’s edition of the same table is then imported without
        questions, here or by the command line.
      </p>
      <div className="button-row">
        <button type="button" className="button button-quiet" onClick={() => saveDescription(file, description)}>
          Save the description (JSON)
        </button>
        <div className="field">
          <label htmlFor={`${id}-load`}>Use one that was saved</label>
          {fault !== null && (
            <span className="field-fault" id={`${id}-fault`} role="alert">
              {fault}
            </span>
          )}
          <input
            id={`${id}-load`}
            type="file"
            accept=".json,application/json"
            aria-describedby={fault === null ? undefined : `${id}-fault`}
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              event.target.value = '';
              setFault(null);
              if (chosen !== undefined) void load(chosen);
            }}
          />
        </div>
      </div>
    </section>
  );
}

function saveDescription(file: File, description: DataDescriptionWire): void {
  const link = document.createElement('a');
  const text = `${JSON.stringify(description, null, 2)}\n`;
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `${file.name.replace(/\.\w+(\.gz)?$/, '')}.description.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
