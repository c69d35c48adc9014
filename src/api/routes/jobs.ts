/** Long work: a file that is imported after it was sent, and how far it is. */

import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askForImport } from '#actions/jobs/ask-import.ts';
import { showJob, showJobs, stopJob } from '#actions/jobs/show-jobs.ts';
import type { Api } from '#api/bare-server.ts';
import { encodeJob } from '#api/encode-job.ts';
import { dataFileOf, descriptionOf, importQuery } from '#api/routes/data-sets.ts';
import { sendAnswer, sendRefusal } from '#api/send-answer.ts';
import { signedIn } from '#api/signed-in.ts';
import { takeUploads, withUpload } from '#api/upload.ts';
import { jobSchema, jobsSchema } from '#wire/jobs.ts';
import { textSchema } from '#wire/query.ts';

export type JobRoutesOptions = {
  /** This moment, for the record of a change. */
  readonly now: () => string;
  /** Told of a job that waits. Left out: another process looks for them. */
  readonly wakeJob?: ((id: string, kind: string) => void) | undefined;
};

const oneParams = z.object({ id: textSchema('Id of the job.') });
/** Whoever may import, and whoever might when they asked. */
const config = { verbs: ['import-data', 'list-data-sets'] } as const;

export async function addJobRoutes(api: Api, { now, wakeJob }: JobRoutesOptions): Promise<void> {
  await api.register(async (plain) => {
    const scope = plain.withTypeProvider<ZodTypeProvider>();
    await takeUploads(plain);
    scope.post(
      '/api/jobs/import-data',
      {
        config: { verb: 'import-data' },
        schema: {
          summary: 'Have a file of numbers imported, all of it or nothing; what became of it is told at /api/jobs/{id}',
          description:
            'A form with the field `description` (JSON; as the file is guessed, when left out) and, after it, the file as the field `file`. Once this is answered the file is kept, whatever happens to the server.',
          consumes: ['multipart/form-data'],
          querystring: importQuery.omit({ dry: true }),
          response: { 202: jobSchema },
        },
      },
      async (request, reply) => {
        const { by, actingFor, register, sheet } = request.query;
        const author = request.authorOf({ name: by ?? '', actingFor: actingFor ?? null });
        if (author.name === '') return sendRefusal(reply, { kind: 'bad-question', detail: 'by: Say who imports it.' });
        const asked = await withUpload(request, async (upload) => {
          const file = dataFileOf(upload, request.query);
          if (!file.ok) return file;
          const description = descriptionOf(upload.fields.get('description'));
          if (!description.ok) return description;
          const { path, fileName } = file.value;
          const question = { fileName, sheet: sheet ?? null, description: description.value, author };
          return askForImport(request.shelves, { ...question, register, path, at: now() });
        });
        if (!asked.ok) return sendRefusal(reply, asked.refusal);
        const { id, kind } = asked.value;
        wakeJob?.(id, kind);
        reply.code(202).header('location', `/api/jobs/${id}`);
        return sendAnswer(reply, asked, (job) => encodeJob(job, signedIn(request)));
      },
    );
  });

  api.get(
    '/api/jobs',
    { config, schema: { summary: 'What you asked for, the newest first', response: { 200: jobsSchema } } },
    async (request, reply) => {
      const jobs = await showJobs(request.shelves);
      return reply.send({ jobs: jobs.map((job) => encodeJob(job, signedIn(request))) });
    },
  );

  api.get(
    '/api/jobs/:id',
    {
      config,
      schema: {
        summary: 'How far it is, and what became of it',
        params: oneParams,
        response: { 200: jobSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await showJob(request.shelves, request.params.id), (job) => encodeJob(job, signedIn(request))),
  );

  api.delete(
    '/api/jobs/:id',
    {
      config,
      schema: {
        summary: 'Cancel what has not been begun',
        params: oneParams,
        response: { 200: jobSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await stopJob(request.shelves, request.params.id, now()), (job) =>
        encodeJob(job, signedIn(request)),
      ),
  );
}
