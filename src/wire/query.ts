/**
 * What every question may say: which register, in which scenario, as known when. Used by the API and the CLI. Each
 * schema says in plain words what it expected, also when a parameter is left out or given twice.
 */

import { z } from 'zod';
import { tierNames } from '#core/register/tiers.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';

/** The most characters of a name, id or search. */
const longestText = 200;

const aDate = 'Give a date that exists, as YYYY-MM-DD, such as 2022-07-01.';

export const dateSchema = z
  .string({ error: aDate })
  .refine((text) => parseIsoDate(text) !== null, { error: aDate })
  .transform((text) => text as IsoDate)
  .meta({ type: 'string', format: 'date', description: 'A calendar date, YYYY-MM-DD.' });

export const tierSchema = choiceSchema(tierNames).meta({ description: 'A tier of bodies.' });

/** One of the words. */
export function choiceSchema<const W extends string>(words: readonly W[]) {
  return z.enum(words as readonly [W, ...W[]], { error: `Give one of ${words.join(', ')}.` });
}

/** An object with these fields and no others; `what` says in plain words what it is. */
export function fieldsSchema<T extends z.ZodRawShape>(what: string, shape: T) {
  // Fields that are not known are for whoever answers to name.
  return z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? undefined : what) });
}

/** A list of so many at most. */
export function listSchema<T extends z.ZodType>(of: T, most: number) {
  return z.array(of, { error: 'Give a list.' }).max(most, { error: `Give a list of at most ${most}.` });
}

/** A name, an id, a code or words to search for. */
export function textSchema(description: string, longest = longestText) {
  const error = `Give one text of 1 to ${longest} characters.`;
  return z.string({ error }).min(1, { error }).max(longest, { error }).meta({ description });
}

/** Asked of every route that answers from a register. A parameter that is not known is refused, never ignored. */
export const contextSchema = z.strictObject({
  register: textSchema('Name of the register; the newest import when left out.').optional(),
  scenario: textSchema('Which events hold; the law as it stands when left out.').optional(),
  known: z.iso
    .datetime({ offset: true, error: 'Give a moment with its zone, such as 2026-11-21T09:30:00Z.' })
    .optional()
    .meta({ description: 'As known at this moment of recorded time; now when left out.' }),
});

const aLimit = 'Give a whole number from 1 to 1000.';

export const pageSchema = z.object({
  limit: z.coerce
    .number({ error: aLimit })
    .int({ error: aLimit })
    .min(1, { error: aLimit })
    .max(1000, { error: aLimit })
    .default(200)
    .meta({ description: 'Most rows to return.' }),
  after: textSchema('`next` of the page before.', 400).optional(),
});

/** For routes that take no parameters: any is refused. */
export const noQuery = z.strictObject({});
