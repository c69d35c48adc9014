/** Long work as whoever asked for it may look at it. Nobody else sees it, but the owner of the installation, who sees all. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Asker } from '#actions/asker.ts';
import type { ImportQuestion, JobKind, JobOutcome } from '#actions/jobs/job.ts';
import type { Refusal } from '#actions/refusal.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { cancelJob, listJobs, loadJob, type StoredJob } from '#store/job-rows.ts';

export type ShownJob = Omit<StoredJob, 'kind' | 'question' | 'outcome'> & {
  readonly kind: JobKind;
  /** Of an import. */
  readonly question: ImportQuestion | null;
  /** Null: it has not ended, or was cancelled. */
  readonly outcome: JobOutcome | null;
};

/** The newest jobs of the asker, of everybody for the owner of the installation. */
export async function showJobs({ registers }: Shelves): Promise<ShownJob[]> {
  const { store, asker } = registers;
  return (await listJobs(store, asker.kind === 'owner' ? null : asker.account)).map(decodeJob);
}

/** One job. One of somebody else is refused like one that is not there. */
export async function showJob({ registers }: Shelves, id: string): Promise<Result<ShownJob, Refusal>> {
  const { store, asker } = registers;
  const job = await loadJob(store, id);
  return job === null || !isOf(asker, job) ? refuse(unknownJob(id)) : answer(decodeJob(job));
}

/** The job, which will not be done; refused once it was begun. */
export async function stopJob(shelves: Shelves, id: string, at: string): Promise<Result<ShownJob, Refusal>> {
  const shown = await showJob(shelves, id);
  if (!shown.ok) return shown;
  const isCancelled = await cancelJob(shelves.registers.store, id, at);
  const now = await showJob(shelves, id);
  if (isCancelled || !now.ok || now.value.state === 'cancelled') return now;
  const detail = 'It has been begun, or has ended, and cannot be cancelled any more. Look at what became of it.';
  return refuse({ kind: 'bad-question', detail });
}

/** The job as it was kept by this program. */
export function decodeJob({ kind, question, outcome, ...job }: StoredJob): ShownJob {
  return {
    ...job,
    kind: kind as JobKind,
    question: kind === 'import-data' ? (question as unknown as ImportQuestion) : null,
    outcome: outcome as unknown as JobOutcome | null,
  };
}

function isOf(asker: Asker, job: StoredJob): boolean {
  return asker.kind === 'owner' || job.account === asker.account;
}

function unknownJob(id: string): Refusal {
  const detail = `There is no job ${id.slice(0, 100)} of yours. What you asked for is listed at /api/jobs for 30 days after its end.`;
  return { kind: 'unknown-job', detail };
}
