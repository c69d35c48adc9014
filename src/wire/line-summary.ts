/** What a line comes down to, as JSON: what a signature is for. It goes out with the line and comes back when it is signed. */

import { z } from 'zod';
import { amountKinds } from '#core/agreements/vocabulary.ts';
import { bases, dispositions, flagCodes } from '#core/handover/line.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { dateSchema } from '#wire/query.ts';

const word = <const W extends string>(words: readonly W[]) => z.enum(words as readonly [W, ...W[]]);

/** As it goes out; types are those of the core, so that both ends tell differences by the same function. */
export const lineSummarySchema = z.strictObject({
  disposition: word(dispositions),
  rule: z.string().max(200),
  legalConfirmationNeeded: z.boolean(),
  vesting: dateSchema.nullable(),
  basis: word(bases).nullable(),
  successors: z
    .array(
      z.strictObject({
        id: z
          .string()
          .max(200)
          .transform((text) => text as OrganisationId)
          .meta({ type: 'string' }),
        name: z.string().max(400),
        share: z.number().nullable(),
      }),
    )
    .max(200),
  deadlines: z
    .array(z.strictObject({ action: z.string().max(200), what: z.string().max(4000), due: dateSchema }))
    .max(500),
  flags: z.array(word(flagCodes)).max(100),
  money: z
    .array(
      z.strictObject({
        what: word(amountKinds),
        inPence: z.number(),
        outPence: z.array(z.number()).max(200).nullable(),
      }),
    )
    .max(20),
});
