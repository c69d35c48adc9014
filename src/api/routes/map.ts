/** The map sheet and the history of each tier. */

import { z } from 'zod';
import { showMap } from '#actions/show-map.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer } from '#api/send-answer.ts';
import { encodeHistory, encodeMap } from '#wire/encode-map.ts';
import { historySchema, mapSchema } from '#wire/map.ts';
import { contextSchema, tierSchema } from '#wire/query.ts';

export function addMapRoutes(api: Api): void {
  api.get(
    '/api/map',
    {
      config: { verb: 'show-map' },
      schema: {
        summary: 'Shapes of the zones and the people in them',
        querystring: contextSchema,
        response: { 200: mapSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(
        reply,
        await showMap(request.shelves.registers, request.query),
        ({ register, shapes, geography, blocks, zoneNames }) =>
          encodeMap({
            register: register.pack.name,
            world: register.world,
            topology: shapes?.topology ?? null,
            schematic: shapes?.row.schematic ?? false,
            note: shapes?.row.note ?? null,
            geography,
            blocks,
            zoneNames,
          }),
      ),
  );

  api.get(
    '/api/history/:tier',
    {
      config: { verb: 'show-map' },
      schema: {
        summary: 'Who held which zone of a tier, from when',
        params: z.object({ tier: tierSchema }),
        querystring: contextSchema,
        response: { 200: historySchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await request.shelves.registers.open(request.query), ({ timeline }) =>
        encodeHistory(timeline, request.params.tier),
      ),
  );
}
