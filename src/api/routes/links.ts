/** Links that were handed over: what one leads to, and choosing a password by it. Keys are in bodies, so that no log has them. */

import { z } from 'zod';
import { acceptLink, showLink } from '#actions/invitations-accept.ts';
import type { Api } from '#api/bare-server.ts';
import type { DoorOptions } from '#api/door.ts';
import { sendAnswer } from '#api/send-answer.ts';
import { deviceOf, keepSession } from '#api/signed-in.ts';
import { fieldsSchema, noQuery, textSchema } from '#wire/query.ts';
import { acceptLinkSchema, linkSchema, signInOutcomeSchema } from '#wire/session.ts';

const keySchema = fieldsSchema('Give the key of the link.', { key: textSchema('Of the link.') });

export function addLinkRoutes(api: Api, { shelves, now }: DoorOptions): void {
  const { store } = shelves.registers;
  api.post(
    '/api/links/look',
    {
      config: { open: true, isProof: true },
      schema: {
        summary: 'What a link of an invitation or a reset leads to; it stays as it is',
        querystring: noQuery,
        body: keySchema,
        response: { 200: linkSchema },
      },
    },
    async (request, reply) => sendAnswer(reply, await showLink(store, request.body.key, now()), (link) => link),
  );

  api.post(
    '/api/links/accept',
    {
      config: { open: true, isProof: true },
      schema: {
        summary: 'Use a link up: a password is chosen, and who has no second factor is signed in',
        querystring: noQuery,
        body: acceptLinkSchema,
        response: { 200: signInOutcomeSchema.extend({ purpose: z.enum(['invitation', 'reset']) }) },
      },
    },
    async (request, reply) => {
      const asked = { ...request.body, address: request.ip, device: deviceOf(request), at: now() };
      const accepted = await acceptLink(store, asked);
      if (accepted.ok && accepted.value.session !== null)
        keepSession(request, reply, { key: accepted.value.session.key, deviceKey: accepted.value.deviceKey });
      return sendAnswer(reply, accepted, ({ purpose }) => ({ outcome: 'done', ticket: null, purpose }));
    },
  );
}
