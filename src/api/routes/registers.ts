/** Which registers there are, what their sources are, and whether the server is well. */

import { z } from 'zod';
import { listRegisters, plansOf } from '#actions/list-registers.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer } from '#api/send-answer.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { encodeDisagreements, encodeSource } from '#wire/encode-register.ts';
import { encodeRegister } from '#wire/encode-registers.ts';
import { contextSchema, noQuery } from '#wire/query.ts';
import { disagreementSchema, registersSchema, sourceSchema, unexplainedSchema } from '#wire/register.ts';

export function addRegisterRoutes(api: Api, today: () => IsoDate): void {
  api.get(
    '/api/health',
    {
      config: { open: true },
      schema: {
        summary: 'Is the server up?',
        querystring: noQuery,
        response: { 200: z.object({ status: z.literal('ok') }) },
      },
    },
    () => ({
      status: 'ok' as const,
    }),
  );

  api.get(
    '/api/registers',
    {
      config: { verb: 'list-registers' },
      schema: {
        summary: 'The registers, the default one first',
        querystring: noQuery,
        response: { 200: registersSchema },
      },
    },
    async (request, reply) => {
      const opened = await listRegisters(request.shelves.registers);
      return sendAnswer(reply, opened, (registers) => ({
        registers: registers.map(({ pack, timeline, scenarios, records }) =>
          encodeRegister(pack, timeline, scenarios, today(), plansOf(records)),
        ),
      }));
    },
  );

  api.get(
    '/api/sources',
    {
      config: { verb: 'list-registers' },
      schema: {
        summary: 'Sources of a register, what they disagree about and what is not explained',
        querystring: contextSchema,
        response: {
          200: z.object({
            sources: z.array(sourceSchema),
            disagreements: z.array(disagreementSchema),
            unexplained: z.array(unexplainedSchema),
          }),
        },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await request.shelves.registers.open(request.query), ({ world }) => ({
        sources: world.facts.sources.map(encodeSource),
        disagreements: encodeDisagreements(world),
        unexplained: [...world.facts.unexplained],
      })),
  );
}
