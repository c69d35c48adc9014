/** Succession events. */

import { listEvents } from '#actions/list-events.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer } from '#api/send-answer.ts';
import { eventKinds } from '#core/pack/vocabulary.ts';
import { encodeEvent } from '#wire/encode-register.ts';
import { pageOf } from '#wire/page.ts';
import { choiceSchema, contextSchema, dateSchema, pageSchema, textSchema } from '#wire/query.ts';
import { eventsSchema } from '#wire/register.ts';

const query = contextSchema.extend({
  organisation: textSchema('A code or id of a body: only events that name it.').optional(),
  from: dateSchema.optional(),
  to: dateSchema.optional().meta({ description: 'The first day that is left out.' }),
  kind: choiceSchema(eventKinds).optional(),
  ...pageSchema.shape,
});

export function addEventRoutes(api: Api): void {
  api.get(
    '/api/events',
    {
      config: { verb: 'list-events' },
      schema: { summary: 'Succession events by day', querystring: query, response: { 200: eventsSchema } },
    },
    async (request, reply) => {
      const { limit, after } = request.query;
      return sendAnswer(
        reply,
        await listEvents(request.shelves.registers, request.query, request.query),
        ({ register: { timeline }, events }) => {
          const page = pageOf(events, (event) => event.row.id, limit, after);
          return {
            scenario: timeline.scenario.id,
            count: events.length,
            events: page.rows.map((event) => encodeEvent(timeline, event)),
            next: page.next,
            problems: [...timeline.problems],
          };
        },
      );
    },
  );
}
