/** Asking for an import that is done later: the file and the question are kept first, so that nothing is lost once it is answered. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { ImportQuestion } from '#actions/jobs/job.ts';
import { decodeJob, type ShownJob } from '#actions/jobs/show-jobs.ts';
import type { Refusal } from '#actions/refusal.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { loadJob, saveJob } from '#store/job-rows.ts';
import type { Json } from '#store/journal-hash.ts';

/** Of one asker, in files that wait for their import. @units bytes */
const mostBytesWaiting = 1_000_000_000;

/** The job that will import the file at the path; the path is not needed any more. Nothing of the file has been read yet. */
export async function askForImport(
  shelves: Shelves,
  asked: Omit<ImportQuestion, 'asker' | 'register'> & {
    readonly register?: string | undefined;
    readonly path: string;
    /** Now, as ISO 8601. */
    readonly at: string;
  },
): Promise<Result<ShownJob, Refusal>> {
  const { path, at, register, fileName, sheet, description, author } = asked;
  const opened = await shelves.registers.open({ register });
  if (!opened.ok) return opened;
  const { kind, account, name, session, scopes } = shelves.asker;
  const asker = { kind, account, name, session, scopes };
  // The newest import may be another one by the time that it is done.
  const question = { asker, register: opened.value.pack.name, fileName, sheet, description, author };
  const { store } = shelves.registers;
  const kept = { kind: 'import-data', account, question: question as unknown as Json, path, at };
  const id = await saveJob(store, { ...kept, mostBytes: mostBytesWaiting });
  if (id === null) {
    const detail = `Files of yours that wait for their import would have more than ${mostBytesWaiting / 1e9} GB together. Wait until one has been imported, and send it again.`;
    return refuse({ kind: 'try-later', detail, retryAfter: 60 });
  }
  const job = await loadJob(store, id);
  if (job === null) throw new Error(`the job ${id} was kept and is gone`);
  return answer(decodeJob(job));
}
