/** What every question may say: which register, in which scenario, as known when. Used by the API and the CLI. */

import { z } from 'zod';
import { tierNames } from '#core/register/tiers.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';

export const dateSchema = z
  .string()
  .refine((text) => parseIsoDate(text) !== null, {
    message: 'Give a date that exists, as YYYY-MM-DD, such as 2022-07-01.',
  })
  .transform((text) => text as IsoDate)
  .meta({ type: 'string', format: 'date', description: 'A calendar date, YYYY-MM-DD.' });

export const tierSchema = z
  .enum(tierNames as [(typeof tierNames)[number], ...(typeof tierNames)[number][]])
  .meta({ description: 'A tier of bodies.' });

/** Asked of every route that answers from a register. */
export const contextSchema = z.object({
  register: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Name of the register; the newest import when left out.' }),
  scenario: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Which events hold; the law as it stands when left out.' }),
  known: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'As known at this moment of recorded time; now when left out.' }),
});

export const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(200).meta({ description: 'Most rows to return.' }),
  after: z.string().max(400).optional().meta({ description: '`next` of the page before.' }),
});
