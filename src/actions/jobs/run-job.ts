/**
 * Does long work once. A try may be broken off at any moment and begun again, by another server too: what was stored is then
 * found by the reason that it gave, which names the job, and is not stored again.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import { type Asker, ownerOfInstallation } from '#actions/asker.ts';
import type { DataDocument } from '#actions/data-document.ts';
import { type DataImportReport, importData } from '#actions/import-data.ts';
import { doDailyWork } from '#actions/jobs/daily-work.ts';
import type { ImportQuestion, JobOutcome } from '#actions/jobs/job.ts';
import { decodeJob, type ShownJob } from '#actions/jobs/show-jobs.ts';
import { notPermitted } from '#actions/save-as.ts';
import type { IsoDate } from '#std/iso-date.ts';
import {
  beginJob,
  copyUpload,
  endJob,
  isAskerThere,
  putJobBack,
  type StoredJob,
  saveJobProgress,
  versionOfReason,
} from '#store/job-rows.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { StoreError } from '#store/store-error.ts';

export type JobRun = {
  readonly id: string;
  /** What the process that does it is called. */
  readonly server: string;
  /** Set when the server is to stop: the work is put back. */
  readonly stopping: AbortSignal;
  /** This moment, as ISO 8601, whenever it is asked. */
  readonly now: () => string;
};

/** Then it is given up. */
const mostTries = 3;
/** @units milliseconds */
const progressMs = 500;

/**
 * Does the job unless it has ended. After a fault of the third try it ends as failed.
 * @throws what a try met, when it is to be tried again
 */
export async function runJob(shelves: Shelves, run: JobRun): Promise<void> {
  const { store } = shelves.registers;
  const job = await beginJob(store, run.id, run.server, run.now());
  if (job === null) return;
  const end = (state: 'done' | 'refused' | 'failed', outcome: JobOutcome) =>
    endJob(store, job, { state, outcome: outcome as unknown as Json, at: run.now() });
  if (job.tries > mostTries) {
    await end('failed', { kind: 'told', says: `${givenUp} The server ended while it worked on it. ${advice(job)}` });
    return;
  }
  try {
    const outcome = await outcomeOf(shelves, job, run);
    await end(outcome.kind === 'refused' ? 'refused' : 'done', outcome);
  } catch (error) {
    if (run.stopping.aborted) await putJobBack(store, job, true);
    else if (job.tries >= mostTries) {
      await end('failed', { kind: 'told', says: `${givenUp} ${reasonOf(error)} ${advice(job)}` });
      return;
    } else await putJobBack(store, job, false);
    throw error;
  }
}

const givenUp = `It was tried ${mostTries} times and given up.`;

function advice({ kind }: StoredJob): string {
  return kind === 'import-data'
    ? 'Nothing was changed. Send the file again; if it fails again, ask whoever looks after the server.'
    : 'It is tried again tomorrow.';
}

/** What a person may be told: faults of the store have words for people, others are told in the log alone. */
function reasonOf(error: unknown): string {
  return error instanceof StoreError ? error.message : 'The program met a fault of its own.';
}

async function outcomeOf(shelves: Shelves, job: StoredJob, run: JobRun): Promise<JobOutcome> {
  const shown = decodeJob(job);
  if (shown.question !== null) return runImport(shelves, shown, shown.question, run);
  const says = await doDailyWork(shelves, shown.kind, run.now());
  return { kind: 'told', says };
}

async function runImport(
  shelves: Shelves,
  job: ShownJob,
  question: ImportQuestion,
  { stopping, now }: JobRun,
): Promise<JobOutcome> {
  const { store } = shelves.registers;
  const { fileName, sheet, description, author, register } = question;
  const reason = `import of ${fileName} (job ${job.id})`;
  const earlier = job.tries === 1 ? null : await reportOfEarlier(store, register, reason);
  if (earlier !== null) return { kind: 'imported', report: earlier };
  const asker = await askerOf(store, question, now());
  if (asker === null) return { kind: 'refused', refusal: notPermitted('This import', 'no-role') };
  const folder = await mkdtemp(join(tmpdir(), 'coterminous-job-'));
  const progress = tellProgress(store, job);
  try {
    const input = join(folder, 'upload');
    const { lines } = await copyUpload(store, job.id, input);
    if (isPlainText(fileName)) progress.expected = lines - 1;
    const file = { input, fileName, sheet: sheet ?? undefined };
    const onProgress = (rows: number): void => {
      stopping.throwIfAborted();
      progress.rows = rows;
    };
    const options = { description, author, at: now(), reason, isDryRun: false, onProgress };
    const imported = await importData(shelvesFor(shelves, asker), { register }, file, options);
    return imported.ok ? { kind: 'imported', report: imported.value } : { kind: 'refused', refusal: imported.refusal };
  } finally {
    await progress.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Who asked, as they may ask today; null: their account was closed, or the token revoked. Roles are asked by the import. */
async function askerOf(store: Store, { asker }: ImportQuestion, at: string): Promise<Asker | null> {
  const { kind, account, name, session, scopes } = asker;
  if (kind === 'owner') return ownerOfInstallation;
  const token = kind === 'token' ? session : null;
  if (!(await isAskerThere(store, { account, token }, at))) return null;
  return { kind, account, name, session: session ?? '', scopes, on: at.slice(0, 10) as IsoDate };
}

/** What an earlier try of the job has stored, before it was broken off; null: it has not. */
async function reportOfEarlier(store: Store, register: string, reason: string): Promise<DataImportReport | null> {
  const written = await versionOfReason(store, register, reason);
  if (written === null) return null;
  const { id, version } = written;
  const document = written.document as unknown as DataDocument;
  return {
    register,
    id,
    stored: true,
    version,
    isUnchanged: false,
    rows: document.rows,
    areas: Math.max(0, ...document.areas),
    measures: document.measures.length,
    periods: document.periods.length,
    values: document.values,
    leftOut: [],
    problems: [],
  };
}

/** True when each line of the file is about a row. */
function isPlainText(fileName: string): boolean {
  return /\.(csv|tsv|txt)$/i.test(fileName);
}

type Progress = { rows: number; expected: number | null; end(): Promise<void> };

/** Tells the rows now and then; how far work is may be lost, so nothing waits for it. */
function tellProgress(store: Store, job: Pick<StoredJob, 'id' | 'tries'>): Progress {
  let told = 0;
  let telling: Promise<void> = Promise.resolve();
  const progress = {
    rows: 0,
    expected: null as number | null,
    end: () => {
      clearInterval(timer);
      return telling;
    },
  };
  const timer = setInterval(() => {
    if (progress.rows === told) return;
    told = progress.rows;
    telling = telling.then(() => saveJobProgress(store, job, told, progress.expected)).catch(() => {});
  }, progressMs);
  return progress;
}
