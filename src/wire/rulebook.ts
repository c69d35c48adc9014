/** Rulebooks as JSON: the list, one with its rules in plain words, and the bodies of requests about them. */

import { z } from 'zod';
import { authorSchema } from '#wire/arrangements.ts';

const citationSchema = z.object({
  id: z.string(),
  reference: z.string(),
  says: z.string(),
  url: z.string().nullable(),
  standing: z.enum(['read', 'reported']),
});

export const rulebookRowSchema = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  note: z.string(),
  /** `built-in`: it comes with the program and cannot be changed, only replaced by another. */
  origin: z.enum(['built-in', 'kept']),
  /** Version of its record; null: built in. */
  recordVersion: z.number().nullable(),
  dispositionRules: z.number(),
  flagRules: z.number(),
});

export const rulebooksSchema = z.object({ register: z.string(), rulebooks: z.array(rulebookRowSchema) });
export type RulebooksWire = z.infer<typeof rulebooksSchema>;

const ruleTextSchema = z.object({
  id: z.string(),
  title: z.string(),
  says: z.string(),
  /** The rule as the program reads it, in English: when, what, on which ground, who does what by when. */
  text: z.array(z.string()),
  citations: z.array(z.string()),
});

export const rulebookSchema = rulebookRowSchema.extend({
  register: z.string(),
  /** In the order in which they are asked; the first that is met decides. */
  dispositions: z.array(ruleTextSchema.extend({ disposition: z.string(), legalConfirmationNeeded: z.boolean() })),
  /** All that are met fire. */
  flags: z.array(ruleTextSchema.extend({ flag: z.string() })),
  citations: z.array(citationSchema),
  section24: z.object({
    landPence: z.number(),
    capitalPence: z.number(),
    otherPence: z.number(),
    exemptions: z.array(
      z.object({ code: z.string(), name: z.string(), status: z.enum(['proposed', 'made']), citation: z.string() }),
    ),
  }),
  shadowDays: z.number(),
  tolerance: z.number(),
  /** The document itself, to change and try. */
  document: z.unknown(),
});
export type RulebookWire = z.infer<typeof rulebookSchema>;

/** A rulebook to keep. The document is checked by the program itself, which names every fault with its place. */
export const rulebookEditSchema = z.strictObject({
  rulebook: z.unknown(),
  expectedVersion: z.int().nullable(),
  by: authorSchema,
  reason: z.string().max(1000).nullable().default(null),
});
