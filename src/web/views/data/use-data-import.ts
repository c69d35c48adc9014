/** The way of one file: looked into, described, checked, imported. Nothing is stored before the last step. */

import { useState } from 'react';
import type { z } from 'zod';
import type { DataDescriptionWire, DataImportWire, dataSetDetailSchema, InspectionWire } from '#wire/data-sets.ts';
import { ApiFault, apiAddress, ask, askForm, sendForm } from '../../api-client.ts';
import { useAuthor } from '../../author.ts';
import type { PlacedProblem } from '../../parts/import-problems.tsx';
import { numberText } from '../../words.ts';

/** What the server takes. @units bytes */
const largestFile = 200_000_000;

/** What the last try said of the file as it is described now. */
export type ImportOutcome =
  | { readonly kind: 'checked'; readonly report: DataImportWire }
  | { readonly kind: 'refused'; readonly detail: string; readonly problems: readonly PlacedProblem[] }
  | { readonly kind: 'fault'; readonly fault: ApiFault };

export type DataImportState =
  | { readonly step: 'choose' }
  | { readonly step: 'inspecting'; readonly file: File }
  | { readonly step: 'unread'; readonly file: File; readonly outcome: Exclude<ImportOutcome, { kind: 'checked' }> }
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
  | { readonly step: 'imported'; readonly file: File; readonly report: DataImportWire };

type DataImport = {
  readonly state: DataImportState;
  /** Looks into a file; of a workbook into the sheet of that name, into the first with rows when it is ''. */
  readonly inspect: (file: File, sheet?: string) => void;
  readonly describe: (next: DataDescriptionWire) => void;
  readonly run: (isDryRun: boolean) => void;
  readonly restart: () => void;
};

/**
 * The import into a register. `corrects` is the id of a data set that the file is a new version of: what is stated about that is
 * taken over; null: it is a new one.
 */
export function useDataImport(register: string, corrects: string | null): DataImport {
  const author = useAuthor();
  const [state, setState] = useState<DataImportState>({ step: 'choose' });
  const inspect = (file: File, sheet = '') => {
    if (file.size > largestFile) {
      setState({ step: 'unread', file, outcome: { kind: 'fault', fault: tooLarge(file) } });
      return;
    }
    setState({ step: 'inspecting', file });
    const address = apiAddress('/data/inspect', { register, name: file.name, sheet });
    Promise.all([askForm<InspectionWire>(address, formOf(file)), statementOf(register, corrects)]).then(
      ([inspection, statement]) => {
        const { description } = inspection;
        setState({
          step: 'describe',
          file,
          sheet,
          inspection,
          description: statement === null ? description : { ...description, statement },
          work: 'none',
          outcome: null,
          attempt: 0,
        });
      },
      (fault: unknown) => setState({ step: 'unread', file, outcome: outcomeOf(fault) }),
    );
  };
  const run = (isDryRun: boolean) => {
    if (state.step !== 'describe') return;
    const { file, sheet, description, attempt } = state;
    setState({ ...state, work: isDryRun ? 'checking' : 'importing' });
    const address = apiAddress('/data/import', {
      register,
      name: file.name,
      sheet,
      ...(isDryRun ? { dry: 'true' } : { by: author?.name, actingFor: author?.actingFor }),
    });
    const asked = isDryRun ? askForm<DataImportWire> : sendForm<DataImportWire>;
    asked(address, formOf(file, description)).then(
      (report) =>
        setState(
          isDryRun
            ? { ...state, work: 'none', outcome: { kind: 'checked', report }, attempt: attempt + 1 }
            : { step: 'imported', file, report },
        ),
      (fault: unknown) => setState({ ...state, work: 'none', outcome: outcomeOf(fault), attempt: attempt + 1 }),
    );
  };
  return {
    state,
    inspect,
    describe: (next) => {
      if (state.step === 'describe') setState({ ...state, description: next, outcome: null });
    },
    run,
    restart: () => setState({ step: 'choose' }),
  };
}

function tooLarge(file: File): ApiFault {
  return new ApiFault({
    title: 'The file is too large for the browser',
    status: 413,
    detail: `It has ${numberText(file.size / 1e6)} MB, and at most ${largestFile / 1e6} can be sent. On the computer with the file, “coterminous rebase --data ${file.name}” reads files of any size.`,
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
function outcomeOf(fault: unknown): Exclude<ImportOutcome, { kind: 'checked' }> {
  if (!(fault instanceof ApiFault)) throw fault;
  const problems = fault.document['problems'];
  if (fault.status !== 422 || !Array.isArray(problems)) return { kind: 'fault', fault };
  return { kind: 'refused', detail: fault.detail, problems: problems as PlacedProblem[] };
}
