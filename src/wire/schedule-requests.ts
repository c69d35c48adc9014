/** What a request says that starts a schedule, works on one of its lines, or puts another in its place. */

import { z } from 'zod';
import { authorSchema } from '#wire/arrangements.ts';
import { lineSummarySchema } from '#wire/line-summary.ts';
import { dateSchema } from '#wire/query.ts';

const text = (most: number, what: string) =>
  z
    .string({ error: what })
    .trim()
    .min(1, { error: what })
    .max(most, { error: `At most ${most} characters.` });

/** A new schedule. What is left out is that of the scenario, and the usual rulebook. */
export const newScheduleSchema = z.strictObject({
  title: text(200, 'Give it a title.'),
  scenario: text(200, 'Name a scenario.'),
  from: dateSchema.optional(),
  to: dateSchema.optional(),
  rulebook: text(200, 'Name a rulebook.').optional(),
  population: text(200, 'Name a count of residents.').optional(),
  by: authorSchema,
});

export const supersedeSchema = z.strictObject({
  /** Id of the schedule that takes its place. */
  successor: text(200, 'Name the schedule that takes its place.'),
  expectedVersion: z.int(),
  reason: text(2000, 'Say why.'),
  by: authorSchema,
});

const shareSchema = z.number({ error: 'Give a share from 0 to 1.' });

const actSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('assign'), to: text(200, 'Say to whom.').nullable() }),
  z.strictObject({ do: z.literal('comment'), text: text(4000, 'Write something.') }),
  z.strictObject({
    do: z.literal('override'),
    /** `disposition`, `shares` or `deadline:ACTION`. */
    field: text(200, 'Say what is decided otherwise.'),
    /** A disposition, a date, or a share for every successor, each named by code or id. */
    value: z.union([
      text(200, 'Give a value.'),
      z.array(z.strictObject({ code: text(200, 'Name the successor.'), share: shareSchema })).max(200),
    ]),
    reason: text(2000, 'Say why.'),
  }),
  z.strictObject({ do: z.literal('withdraw-override'), field: text(200, 'Say which.') }),
  z.strictObject({
    do: z.literal('sign'),
    party: text(200, 'Say for which party.'),
    /** The line's fingerprint: what is signed is the line that was looked at, and no other. */
    seen: text(100, 'Say which line you saw: its fingerprint.'),
    /** The line's summary; when it differs from the line as it is now, the refusal says in what. */
    summary: lineSummarySchema.optional(),
  }),
  z.strictObject({ do: z.literal('withdraw-signature'), party: text(200, 'Say of which party.') }),
]);

/** Something done to a line. */
export const lineActSchema = z.strictObject({
  /** Key of the line. */
  key: text(700, 'Name the line.'),
  /** The version of the work that was seen; 0: nobody had worked on it. A comment is taken whatever it is. */
  expectedVersion: z.int().min(0),
  by: authorSchema,
  act: actSchema,
});
