/** Long work as the API and the command line tell it. */

import { z } from 'zod';
import { dataImportSchema } from '#wire/data-sets.ts';
import { problemDocumentSchema } from '#wire/problem-document.ts';

export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['import-data', 'pass-access', 'expire-proposals', 'sweep']),
  /** `refused`: the answer was no. `failed`: given up after three tries. */
  state: z.enum(['waiting', 'running', 'done', 'refused', 'failed', 'cancelled']),
  /** Of work of every day. */
  day: z.string().nullable(),
  /** Name of who asked; null: the program itself. */
  by: z.string().nullable(),
  register: z.string().nullable(),
  fileName: z.string().nullable(),
  /** Of the file. */
  bytes: z.number(),
  /** Read so far. */
  rows: z.number(),
  /** About so many there are; null: not known. */
  rowsExpected: z.number().nullable(),
  tries: z.number(),
  madeAt: z.string(),
  begunAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The process that began it last; told to the owner of the installation alone. */
  server: z.string().nullable(),
  /** Of an import that is done. */
  report: dataImportSchema.nullable(),
  /** Of work that was refused: the problem document. */
  problem: problemDocumentSchema.nullable(),
  /** In a sentence: why it was given up, or what work of every day did. */
  says: z.string().nullable(),
});
export type JobWire = z.infer<typeof jobSchema>;

export const jobsSchema = z.object({ jobs: z.array(jobSchema) });
