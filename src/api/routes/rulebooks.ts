/** Rulebooks: the list, one with its rules in plain English, and one that people keep. */

import { z } from 'zod';
import { listRulebooks, rulebookNamed } from '#actions/list-rulebooks.ts';
import { saveRulebook } from '#actions/save-rulebook.ts';
import type { Api } from '#api/bare-server.ts';
import type { ChangingRoutesOptions } from '#api/routes/scenarios.ts';
import { sendAnswer, sendRefusal } from '#api/send-answer.ts';
import { encodeRulebook, encodeRulebookRow } from '#wire/encode-rulebook.ts';
import { contextSchema, textSchema } from '#wire/query.ts';
import { rulebookEditSchema, rulebookSchema, rulebooksSchema } from '#wire/rulebook.ts';

const readQuery = contextSchema.pick({ register: true, known: true });
const oneParams = z.object({ id: textSchema('Id of the rulebook.') });

export function addRulebookRoutes(api: Api, { now }: ChangingRoutesOptions): void {
  api.get(
    '/api/rulebooks',
    {
      config: { verb: 'list-rulebooks' },
      schema: {
        summary: 'Rulebooks: the one of the program, and those that people keep',
        querystring: readQuery,
        response: { 200: rulebooksSchema },
      },
    },
    async (request, reply) => {
      const ground = await request.shelves.registers.ground(request.query);
      if (!ground.ok) return sendRefusal(reply, ground.refusal);
      const { name } = ground.value.pack;
      const rulebooks = await listRulebooks(request.shelves.registers, name, request.query.known);
      return reply.send({ register: name, rulebooks: rulebooks.map(encodeRulebookRow) });
    },
  );

  api.get(
    '/api/rulebooks/:id',
    {
      config: { verb: 'show-rulebook' },
      schema: {
        summary: 'One rulebook, each rule in plain English with its citations',
        params: oneParams,
        querystring: readQuery,
        response: { 200: rulebookSchema },
      },
    },
    async (request, reply) => {
      const ground = await request.shelves.registers.ground(request.query);
      if (!ground.ok) return sendRefusal(reply, ground.refusal);
      const { name } = ground.value.pack;
      const kept = await rulebookNamed(request.shelves.registers, name, request.params.id, request.query.known);
      return sendAnswer(reply, kept, (one) => encodeRulebook(one, name));
    },
  );

  api.put(
    '/api/rulebooks/:id',
    {
      config: { verb: 'save-rulebook' },
      schema: {
        summary: 'Keep a rulebook; it is checked in full',
        params: oneParams,
        querystring: contextSchema.pick({ register: true }),
        body: rulebookEditSchema,
        response: { 200: rulebookSchema },
      },
    },
    async (request, reply) => {
      const { rulebook, expectedVersion, by, reason } = request.body;
      const change = { expectedVersion, author: request.authorOf(by), at: now(), reason };
      const saved = await saveRulebook(
        request.shelves.registers,
        request.query.register,
        request.params.id,
        rulebook,
        change,
      );
      return sendAnswer(reply, saved, ({ register, kept }) => encodeRulebook(kept, register));
    },
  );
}
