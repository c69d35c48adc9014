/** Uncovered building blocks as JSON. */

import { z } from 'zod';

export const uncoveredSchema = z.object({
  on: z.string(),
  kind: z.string(),
  geography: z.string().nullable(),
  count: z.number(),
  /** People in the uncovered land, in `population`. @units persons */
  persons: z.number().nullable(),
  population: z.string().nullable(),
  blocks: z.array(z.object({ code: z.string(), name: z.string().nullable(), whole: z.boolean() })),
  next: z.string().nullable(),
});
