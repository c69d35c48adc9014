/** One's own passkeys: made, renamed, removed. */

import { z } from 'zod';
import {
  finishPasskeyRegistration,
  removePasskey,
  renamePasskey,
  startPasskeyRegistration,
} from '#actions/passkeys.ts';
import type { Api } from '#api/bare-server.ts';
import type { DoorOptions } from '#api/door.ts';
import { partyOf } from '#api/routes/sign-in-elsewhere.ts';
import { emptyAnswer, sendAnswer, sendEmpty, sendRefusal } from '#api/send-answer.ts';
import { signedIn } from '#api/signed-in.ts';
import { noQuery, textSchema } from '#wire/query.ts';
import { namedSchema, newPasskeySchema, passkeyOptionsSchema } from '#wire/session.ts';

const config = { verb: 'keep-own-account' } as const;
const proof = { ...config, isProof: true } as const;
const oneParams = z.object({ id: textSchema('Id of the passkey.') });

export function addPasskeyKeepingRoutes(api: Api, options: DoorOptions): void {
  const { now } = options;
  const { store } = options.shelves.registers;
  api.post(
    '/api/account/passkeys/start',
    {
      config: proof,
      schema: {
        summary: 'What a browser is asked for to make a passkey',
        querystring: noQuery,
        response: { 200: passkeyOptionsSchema },
      },
    },
    async (request, reply) => {
      const party = partyOf(options);
      if (!party.ok) return sendRefusal(reply, party.refusal);
      const asked = { asker: signedIn(request), party: party.value, at: now() };
      return sendAnswer(reply, await startPasskeyRegistration(store, asked), (made) => ({
        options: { ...made },
      }));
    },
  );

  api.post(
    '/api/account/passkeys/finish',
    {
      config: proof,
      schema: {
        summary: 'Keep the passkey that the browser made',
        querystring: noQuery,
        body: newPasskeySchema,
        response: { 201: z.object({ id: z.string() }) },
      },
    },
    async (request, reply) => {
      const party = partyOf(options);
      if (!party.ok) return sendRefusal(reply, party.refusal);
      const asked = { asker: signedIn(request), party: party.value, ...request.body, at: now() };
      const kept = await finishPasskeyRegistration(store, asked);
      if (kept.ok) reply.code(201);
      return sendAnswer(reply, kept, ({ id }) => ({ id }));
    },
  );

  api.patch(
    '/api/account/passkeys/:id',
    {
      config,
      schema: {
        summary: 'Rename a passkey',
        params: oneParams,
        querystring: noQuery,
        body: namedSchema,
        response: emptyAnswer,
      },
    },
    async (request, reply) => {
      const asked = { asker: signedIn(request), id: request.params.id, name: request.body.name, at: now() };
      return sendEmpty(reply, await renamePasskey(store, asked));
    },
  );

  api.delete(
    '/api/account/passkeys/:id',
    {
      config: proof,
      schema: { summary: 'Remove a passkey', params: oneParams, querystring: noQuery, response: emptyAnswer },
    },
    async (request, reply) =>
      sendEmpty(reply, await removePasskey(store, { asker: signedIn(request), id: request.params.id, at: now() })),
  );
}
