/** The journal of changes, and its proof. */

import { z } from 'zod';
import { showJournal } from '#actions/show-journal.ts';
import { checkJournal } from '#actions/verify-journal.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer } from '#api/send-answer.ts';
import { recordKinds } from '#store/record-rows.ts';
import { encodeJournalEntry } from '#wire/encode-journal.ts';
import { journalCheckSchema, journalSchema } from '#wire/handover.ts';
import { choiceSchema, noQuery, pageSchema, textSchema } from '#wire/query.ts';

const aNumber = 'Give the number of an entry.';
const journalQuery = z.strictObject({
  register: textSchema('Name of the register; all of them when left out.').optional(),
  kind: choiceSchema(recordKinds).optional(),
  id: textSchema('Only changes of the record with this id.').optional(),
  limit: pageSchema.shape.limit,
  after: z.coerce
    .number({ error: aNumber })
    .int({ error: aNumber })
    .min(1, { error: aNumber })
    .optional()
    .meta({ description: '`next` of the page before.' }),
});

export function addJournalRoutes(api: Api): void {
  api.get(
    '/api/journal',
    {
      config: { verb: 'show-journal' },
      schema: {
        summary: 'Every change, with who made it, in which session and with whose agreement, the newest first',
        querystring: journalQuery,
        response: { 200: journalSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(
        reply,
        await showJournal(request.shelves.registers, request.query),
        ({ register, worlds, changes, next }) => ({
          register,
          entries: changes.map((change) => encodeJournalEntry(change, worlds.get(change.entry.register) ?? null)),
          next,
        }),
      ),
  );

  api.get(
    '/api/journal/verify',
    {
      config: { verb: 'verify-journal' },
      schema: {
        summary: 'Is the journal whole, and are the records what it says?',
        querystring: noQuery,
        response: { 200: journalCheckSchema },
      },
    },
    async (request) => {
      const { isSound, entries, head, faults } = await checkJournal(request.shelves.registers.store);
      return { isSound, entries, head, faults: [...faults] };
    },
  );
}
