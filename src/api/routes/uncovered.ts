/** Building blocks that no body of a tier covers. */

import { listUncovered } from '#actions/list-uncovered.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer } from '#api/send-answer.ts';
import { pageOf } from '#wire/page.ts';
import { contextSchema, dateSchema, pageSchema, tierSchema } from '#wire/query.ts';
import { uncoveredSchema } from '#wire/uncovered.ts';

const query = contextSchema.extend({ kind: tierSchema, on: dateSchema, ...pageSchema.shape });

export function addUncoveredRoutes(api: Api): void {
  api.get(
    '/api/uncovered',
    {
      config: { verb: 'list-uncovered' },
      schema: {
        summary: 'Blocks that no body of a tier covers on a day',
        querystring: query,
        response: { 200: uncoveredSchema },
      },
    },
    async (request, reply) => {
      const { kind, on, limit, after } = request.query;
      return sendAnswer(
        reply,
        await listUncovered(request.shelves.registers, request.query, { tier: kind, on }),
        (list) => {
          const page = pageOf(list.blocks, (block) => block.code, limit, after);
          const { geography, persons, population } = list;
          return {
            on,
            kind,
            geography,
            count: list.blocks.length,
            persons,
            population,
            blocks: [...page.rows],
            next: page.next,
          };
        },
      );
    },
  );
}
