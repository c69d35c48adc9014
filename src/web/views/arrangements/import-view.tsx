/** Importing a spreadsheet of arrangements: checked first, with every problem by its place, then all of it or nothing. */

import { useState } from 'react';
import type { ImportReportWire } from '#wire/arrangements.ts';
import { ApiFault, apiAddress, sendFile } from '../../api-client.ts';
import { useAuthor } from '../../author.ts';
import type { Choice } from '../../choice.ts';
import { AuthorNote } from '../../parts/author-form.tsx';
import { RegisterField } from '../../parts/choice-fields.tsx';
import { FileField } from '../../parts/file-field.tsx';
import { ImportProblems, type PlacedProblem } from '../../parts/import-problems.tsx';
import { Link } from '../../parts/link.tsx';
import { FaultNote } from '../../parts/status-note.tsx';
import { usePageTitle, type ViewProps } from '../../view.ts';
import { countText, numberText } from '../../words.ts';
import { ArrangementsNav } from './arrangement-parts.tsx';

type ImportState =
  | { readonly step: 'choose' }
  | { readonly step: 'checking' | 'importing'; readonly file: File }
  | {
      readonly step: 'refused';
      readonly file: File;
      readonly detail: string;
      readonly problems: readonly PlacedProblem[];
    }
  | { readonly step: 'checked' | 'imported'; readonly file: File; readonly report: ImportReportWire }
  | { readonly step: 'fault'; readonly file: File; readonly fault: ApiFault };

/** What browsers call an .xlsx file; others go as bytes. */
const knownTypes = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'];

/** The screen of the import. */
export function ImportView({ choice, registers }: ViewProps) {
  usePageTitle('Import arrangements');
  const author = useAuthor('import-arrangements');
  const [state, setState] = useState<ImportState>({ step: 'choose' });
  const run = (file: File, isDryRun: boolean) => {
    setState({ step: isDryRun ? 'checking' : 'importing', file });
    askImport(choice, file, isDryRun ? null : author).then(
      (report) => setState({ step: isDryRun ? 'checked' : 'imported', file, report }),
      (fault: unknown) => {
        if (!(fault instanceof ApiFault)) throw fault;
        setState(refusalOf(file, fault));
      },
    );
  };
  const isBusy = state.step === 'checking' || state.step === 'importing';
  return (
    <>
      <h1>Import arrangements from a spreadsheet</h1>
      <ArrangementsNav current="import" on={null} />
      <form className="choices" aria-label="Register" onSubmit={(event) => event.preventDefault()}>
        <RegisterField choice={choice} registers={registers} />
      </form>
      <ol className="steps-list">
        <li>
          <a href="/api/arrangements/template" download>
            Take the empty spreadsheet
          </a>
          , which has instructions and lists to choose from, or{' '}
          <Link path="/arrangements">take the arrangements away</Link> and change them.
        </li>
        <li>Choose it here. It is checked first, and nothing is stored.</li>
        <li>
          When it is sound, import it: all of it or nothing. Arrangements with the same reference are replaced, the
          others stay.
        </li>
      </ol>
      <FileField
        text=".xlsx or .csv, at most 50 MB"
        accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        isBusy={isBusy}
        onFile={(file) => run(file, true)}
      />
      {isBusy && <Busy file={state.file} isDryRun={state.step === 'checking'} />}
      {state.step === 'fault' && (
        <FaultNote fault={state.fault} where={`While reading ${state.file.name}`} retry={() => run(state.file, true)} />
      )}
      {state.step === 'refused' && <ImportProblems {...state} fileName={state.file.name} />}
      {state.step === 'checked' && <Checked {...state} onImport={() => run(state.file, false)} />}
      {state.step === 'imported' && <Imported {...state} />}
    </>
  );
}

function Busy({ file, isDryRun }: { readonly file: File; readonly isDryRun: boolean }) {
  const text = isDryRun ? `Checking ${file.name}` : `Importing ${file.name}`;
  return (
    <div className="loading" role="status">
      <progress aria-label={text} />
      <span>{text} …</span>
    </div>
  );
}

type CheckedProps = { readonly file: File; readonly report: ImportReportWire };

/** What an import would do, and the way to do it. */
function Checked({ file, report, onImport }: CheckedProps & { readonly onImport: () => void }) {
  const author = useAuthor('import-arrangements');
  const { read, added, changed, unchanged, problems } = report;
  return (
    <section className="panel" aria-labelledby="checked-title" role="status">
      <h2 id="checked-title">{file.name} can be imported</h2>
      <p>
        It has {countText(read, 'arrangement', 'arrangements')}: {numberText(added)} new, {numberText(changed)} changed
        and {numberText(unchanged)} the same as here. Nothing has been stored yet.
      </p>
      {problems.length > 0 && <ImportProblems detail="" problems={problems} fileName={file.name} />}
      <AuthorNote wanted={['import-arrangements']} />
      {read === 0 || added + changed === 0 ? (
        <p>There is nothing to import.</p>
      ) : (
        <button type="button" className="button" disabled={author === null} onClick={onImport}>
          Import {countText(added + changed, 'arrangement', 'arrangements')}
        </button>
      )}
    </section>
  );
}

function Imported({ file, report }: CheckedProps) {
  const { added, changed, unchanged } = report;
  return (
    <section className="panel" aria-labelledby="imported-title" role="status">
      <h2 id="imported-title">{file.name} has been imported</h2>
      <p>
        {numberText(added)} added, {numberText(changed)} changed, {numberText(unchanged)} left as they were.
      </p>
      <p className="button-row">
        <Link path="/arrangements" className="button">
          See the arrangements
        </Link>
        <Link path="/handover">See what happens to them</Link>
      </p>
    </section>
  );
}

function askImport(
  choice: Choice,
  file: File,
  author: { readonly name: string; readonly actingFor: string | null } | null,
): Promise<ImportReportWire> {
  const address = apiAddress('/arrangements/import', {
    register: choice.register.name,
    name: file.name,
    ...(author === null ? { dry: 'true' } : { by: author.name, actingFor: author.actingFor }),
  });
  return sendFile<ImportReportWire>(
    address,
    file,
    knownTypes.includes(file.type) ? file.type : 'application/octet-stream',
  );
}

/** A refusal with problems of the file is told as a table; anything else as a fault. */
function refusalOf(file: File, fault: ApiFault): ImportState {
  const problems = fault.document['problems'];
  if (fault.status !== 422 || !Array.isArray(problems)) return { step: 'fault', file, fault };
  return { step: 'refused', file, detail: fault.detail, problems: problems as PlacedProblem[] };
}
