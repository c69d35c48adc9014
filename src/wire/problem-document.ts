/** A refusal or fault as the API says it: a problem document (RFC 9457). */

import { z } from 'zod';
import { handoverLineSchema } from '#wire/handover.ts';
import { problemWireSchema } from '#wire/register.ts';

export const problemDocumentSchema = z.object({
  type: z.string().meta({ description: 'A stable name of the kind of problem, as a URN.' }),
  title: z.string(),
  status: z.number(),
  /** What is wrong and what to do, in plain words. */
  detail: z.string(),
  /** Each parameter that cannot be read, or each problem of the data. */
  problems: z.array(problemWireSchema).optional(),
  /** The bodies that have had the code; ask for one of them by its id. */
  candidates: z
    .array(
      z.object({
        id: z.string(),
        code: z.string(),
        name: z.string(),
        from: z.string().nullable(),
        to: z.string().nullable(),
      }),
    )
    .optional(),
  /** Why something is not permitted, as a word. */
  why: z.string().optional(),
  /** What a change became that others have to agree to first: each proposal, with the names of those who are asked. */
  proposals: z.array(z.object({ id: z.string(), parties: z.array(z.string()) })).optional(),
  /** What is there now in place of what was edited: its version, who changed it when, and the document (null: removed). */
  current: z.object({ version: z.number(), who: z.string(), at: z.string(), body: z.unknown() }).nullable().optional(),
  /** Of a line that is not as it was seen: what differs, in words. */
  changes: z.array(z.string()).optional(),
  /** The line of a schedule as it is now. */
  line: handoverLineSchema.optional(),
});
