/** The building blocks of a body as JSON, for those who give them out to others. */

import { z } from 'zod';
import { namedBodySchema } from '#wire/arrangements.ts';

export const blocksSchema = z.object({
  on: z.string(),
  body: namedBodySchema,
  /** The newest vintage; null in a register without blocks. */
  geography: z.string().nullable(),
  /** The count that `persons` are of: the complete resident one nearest to the day; null: there is none. */
  population: z.string().nullable(),
  /** People in all of the body's land. @units persons */
  persons: z.number().nullable(),
  /** Bodies of the tier `within` that hold land of it, in the order of their names. */
  holders: z.array(namedBodySchema.extend({ blocks: z.number() })),
  blocks: z.array(
    z.object({
      code: z.string(),
      name: z.string().nullable(),
      /** False: part of the block is another body's. */
      whole: z.boolean(),
      /** Number of its zone on the map; a block that several share has the first. */
      zone: z.number(),
      /** People in the part that the body holds. @units persons */
      persons: z.number().nullable(),
      /** Place in `holders` of who holds it in the tier `within`; -1: nobody known. */
      holder: z.number(),
    }),
  ),
});
export type BlocksWire = z.infer<typeof blocksSchema>;
