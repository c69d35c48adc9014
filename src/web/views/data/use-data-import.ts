/**
 * The way of one file: looked into, described, checked, sent to be imported, and followed until that has ended. Nothing is
 * stored before the last step.
 */

import { useRef, useState } from 'react';
import type { z } from 'zod';
import type { DataDescriptionWire, DataImportWire, dataSetDetailSchema, InspectionWire } from '#wire/data-sets.ts';
import type { JobWire } from '#wire/jobs.ts';
import { ApiFault, apiAddress, ask, askForm, forgetAnswers } from '../../api-client.ts';
import { useAuthor } from '../../author.ts';
import type { PlacedProblem } from '../../parts/import-problems.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { numberText } from '../../words.ts';

/** What the server takes. @units bytes */
const largestFile = 200_000_000;

/** What the last try said of the file as it is described now. */
export type ImportOutcome =
  | { readonly kind: 'checked'; readonly report: DataImportWire }
  | { readonly kind: 'refused'; readonly detail: string; readonly problems: readonly PlacedProblem[] }
  | { readonly kind: 'fault'; readonly fault: ApiFault };

type ImportRefusal = Exclude<ImportOutcome, { kind: 'checked' }>;

export type DataImportState =
  | { readonly step: 'choose' }
  | { readonly step: 'inspecting'; readonly file: File }
  | { readonly step: 'unread'; readonly file: File; readonly outcome: ImportRefusal }
  | {
      readonly step: 'describe';
      readonly file: File;
      /** Of a workbook; '': the first with rows. */
      readonly sheet: string;
      readonly inspection: InspectionWire;
      readonly description: DataDescriptionWire;
      readonly work: 'none' | 'checking' | 'importing';
      readonly outcome: ImportOutcome | null;
      /** Counts the outcomes, so that an equal one is told again. */
      readonly attempt: number;
    }
  /** The server has the file, and imports it whether this page is open or not. */
  | { readonly step: 'following'; readonly id: string }
  /** Of a job that this page did not begin: nothing of what was filled in is here. */
  | { readonly step: 'refused'; readonly fileName: string; readonly outcome: ImportRefusal }
  | { readonly step: 'imported'; readonly fileName: string; readonly report: DataImportWire };

type DataImport = {
  readonly state: DataImportState;
  /** Looks into a file; of a workbook into the sheet of that name, into the first with rows when it is ''. */
  readonly inspect: (file: File, sheet?: string) => void;
  readonly describe: (next: DataDescriptionWire) => void;
  readonly run: (isDryRun: boolean) => void;
  /** Tells what became of the job that is followed. */
  readonly ended: (job: JobWire) => void;
  readonly lost: (fault: ApiFault) => void;
  readonly restart: () => void;
};

/**
 * The import into a register. `corrects` is the id of a data set that the file is a new version of: what is stated about that is
 * taken over; null: it is a new one.
 */
export function useDataImport(register: string, corrects: string | null): DataImport {
  const author = useAuthor('import-data');
  const job = useLocation().query.get('job');
  const [state, setState] = useState<DataImportState>(
    job === null ? { step: 'choose' } : { step: 'following', id: job },
  );
  const described = useRef<Extract<DataImportState, { step: 'describe' }> | null>(null);
  const inspect = (file: File, sheet = '') => {
    if (file.size > largestFile) {
      setState({ step: 'unread', file, outcome: { kind: 'fault', fault: tooLarge(file) } });
      return;
    }
    setState({ step: 'inspecting', file });
    inspectFile(register, file, sheet, corrects).then(setState, (fault: unknown) =>
      setState({ step: 'unread', file, outcome: outcomeOf(fault) }),
    );
  };
  const run = (isDryRun: boolean) => {
    if (state.step !== 'describe') return;
    const { file, sheet, description, attempt } = state;
    setState({ ...state, work: isDryRun ? 'checking' : 'importing' });
    const asked = { register, name: file.name, sheet };
    const form = formOf(file, description);
    const told = (outcome: ImportOutcome) => setState({ ...state, work: 'none', outcome, attempt: attempt + 1 });
    if (isDryRun) {
      const address = apiAddress('/data/import', { ...asked, dry: 'true' });
      askForm<DataImportWire>(address, form).then(
        (report) => told({ kind: 'checked', report }),
        (fault: unknown) => told(outcomeOf(fault)),
      );
      return;
    }
    const address = apiAddress('/jobs/import-data', { ...asked, by: author?.name, actingFor: author?.actingFor });
    askForm<JobWire>(address, form).then(
      ({ id }) => {
        described.current = state;
        // In the address, so that the page may be loaded anew or sent on to oneself.
        changeQuery({ job: id });
        setState({ step: 'following', id });
      },
      (fault: unknown) => told(outcomeOf(fault)),
    );
  };
  const refused = (fileName: string, outcome: ImportRefusal) => {
    changeQuery({ job: null });
    const before = described.current;
    if (before === null) setState({ step: 'refused', fileName, outcome });
    else setState({ ...before, work: 'none', outcome, attempt: before.attempt + 1 });
  };
  return {
    state,
    inspect,
    describe: (next) => {
      if (state.step === 'describe') setState({ ...state, description: next, outcome: null });
    },
    run,
    ended: (followed) => {
      const fileName = followed.fileName ?? '';
      forgetAnswers();
      if (followed.report === null) refused(fileName, outcomeOf(faultOfJob(followed)));
      else setState({ step: 'imported', fileName, report: followed.report });
    },
    lost: (fault) => refused('the file', { kind: 'fault', fault }),
    restart: () => {
      described.current = null;
      changeQuery({ job: null });
      setState({ step: 'choose' });
    },
  };
}

async function inspectFile(
  register: string,
  file: File,
  sheet: string,
  corrects: string | null,
): Promise<DataImportState> {
  const address = apiAddress('/data/inspect', { register, name: file.name, sheet });
  const [inspection, statement] = await Promise.all([
    askForm<InspectionWire>(address, formOf(file)),
    statementOf(register, corrects),
  ]);
  const { description } = inspection;
  return {
    step: 'describe',
    file,
    sheet,
    inspection,
    description: statement === null ? description : { ...description, statement },
    work: 'none',
    outcome: null,
    attempt: 0,
  };
}

function tooLarge(file: File): ApiFault {
  return new ApiFault({
    title: 'The file is too large for the browser',
    status: 413,
    detail: `It has ${numberText(file.size / 1e6)} MB, and at most ${largestFile / 1e6} can be sent. On the computer with the file, “coterminous rebase --data ${file.name}” reads files of any size.`,
  });
}

/** Why there is no report: the refusal, else that it was given up or cancelled. */
function faultOfJob({ state, problem, says }: JobWire): ApiFault {
  if (problem !== null) return new ApiFault({ ...problem, problems: [], candidates: [], document: problem });
  const isCancelled = state === 'cancelled';
  return new ApiFault({
    title: isCancelled ? 'The import was cancelled' : 'The import was given up',
    status: isCancelled ? 409 : 500,
    detail: says ?? 'Nothing was changed. Choose the file again to import it.',
  });
}

/** The description comes first: it is needed before the file is read. */
function formOf(file: File, description?: DataDescriptionWire): FormData {
  const form = new FormData();
  if (description !== undefined) form.append('description', JSON.stringify(description));
  form.append('file', file, file.name);
  return form;
}

async function statementOf(register: string, id: string | null): Promise<DataDescriptionWire['statement'] | null> {
  if (id === null) return null;
  const { dataSet } = await ask<z.infer<typeof dataSetDetailSchema>>(
    apiAddress(`/data/${encodeURIComponent(id)}`, { register }),
  );
  return dataSet.statement;
}

/** A refusal with problems of the file is told as a table; anything else as a fault. */
function outcomeOf(fault: unknown): ImportRefusal {
  if (!(fault instanceof ApiFault)) throw fault;
  const problems = fault.document['problems'];
  if (fault.status !== 422 || !Array.isArray(problems)) return { kind: 'fault', fault };
  return { kind: 'refused', detail: fault.detail, problems: problems as PlacedProblem[] };
}
