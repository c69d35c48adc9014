/** A job as JSON, with its refusal as the problem document that the answer would have been. */

import type { Asker } from '#actions/asker.ts';
import type { ShownJob } from '#actions/jobs/show-jobs.ts';
import { problemOf } from '#api/problem-document.ts';
import { encodeDataImport } from '#wire/encode-data-sets.ts';
import type { JobWire } from '#wire/jobs.ts';

/** The job as the asker is told it: which server did it is for the owner of the installation. */
export function encodeJob(job: ShownJob, asker: Pick<Asker, 'kind'>): JobWire {
  const { account: _account, question, outcome, server, ...rest } = job;
  return {
    ...rest,
    by: question?.author.name ?? null,
    register: question?.register ?? null,
    fileName: question?.fileName ?? null,
    server: asker.kind === 'owner' ? server : null,
    report: outcome?.kind === 'imported' ? encodeDataImport(outcome.report) : null,
    problem: outcome?.kind === 'refused' ? problemOf(outcome.refusal) : null,
    says: outcome?.kind === 'told' ? outcome.says : null,
  };
}
