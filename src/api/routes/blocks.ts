/** The building blocks of a body. */

import { listBlocks } from '#actions/list-blocks.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer } from '#api/send-answer.ts';
import { blocksSchema } from '#wire/blocks.ts';
import { encodeBlocks } from '#wire/encode-blocks.ts';
import { contextSchema, dateSchema, textSchema, tierSchema } from '#wire/query.ts';

const query = contextSchema.extend({
  of: textSchema('Any code that the body has had, or its id.'),
  on: dateSchema,
  within: tierSchema.default('ltla').meta({ description: 'The tier whose bodies the blocks are told by as well.' }),
});

export function addBlockRoutes(api: Api): void {
  api.get(
    '/api/blocks',
    {
      config: { verb: 'list-blocks' },
      schema: {
        summary: 'Building blocks of a body on a day, with their people and who holds them in another tier',
        querystring: query,
        response: { 200: blocksSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(
        reply,
        await listBlocks(request.shelves.registers, request.query, request.query),
        ({ register, ...list }) => encodeBlocks({ ...list, timeline: register.timeline, blocks: [...list.blocks] }),
      ),
  );
}
