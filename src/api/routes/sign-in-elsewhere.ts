/** Signing in without a password of this server: with a passkey, or with another provider. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { finishProviderSignIn, startProviderLink, startProviderSignIn } from '#actions/openid-sign-in.ts';
import { finishPasskeySignIn, startPasskeySignIn } from '#actions/passkey-sign-in.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { Api } from '#api/bare-server.ts';
import type { DoorOptions } from '#api/door.ts';
import { sendAnswer, sendRefusal } from '#api/send-answer.ts';
import { clearCookie, cookieOf, setCookie } from '#api/session-cookie.ts';
import { deviceOf, keepSession, signedIn } from '#api/signed-in.ts';
import type { SignInProvider } from '#identity/openid-provider.ts';
import { type RelyingParty, relyingPartyOf } from '#identity/passkeys.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { choiceSchema, noQuery, textSchema } from '#wire/query.ts';
import { passkeyAnswerSchema, passkeyOptionsSchema, signInOutcomeSchema } from '#wire/session.ts';

/** How long somebody may be away at the provider. @units seconds */
const awayFor = 600;

const sentAway = { 302: z.null().meta({ description: 'To the provider, or to a page of the workbench.' }) };
const startQuery = z.strictObject({
  again: choiceSchema(['true', 'false'])
    .default('false')
    .meta({ description: 'true: the provider asks anew who one is, so that the session is fresh.' }),
});
const providerParams = z.object({ id: textSchema('Id of the provider.') });

export function addSignInElsewhereRoutes(api: Api, options: DoorOptions): void {
  addPasskeyRoutes(api, options);
  addProviderRoutes(api, options);
}

/** What passkeys are made for; refused where the server has no address that they can be made for. */
export function partyOf({ door }: Pick<DoorOptions, 'door'>): Result<RelyingParty, Refusal> {
  const party = door?.kind === 'accounts' ? relyingPartyOf(door.publicAddress()) : null;
  if (party !== null) return answer(party);
  const detail =
    'Passkeys need accounts, and a server with a name and TLS: state it with --public-address https://... at the start.';
  return refuse({ kind: 'bad-question', detail });
}

function addPasskeyRoutes(api: Api, options: DoorOptions): void {
  const { store } = options.shelves.registers;
  api.post(
    '/api/session/passkey/start',
    {
      config: { open: true, isProof: true },
      schema: {
        summary: 'What a browser is asked for to sign in with a passkey; no name is asked',
        querystring: noQuery,
        response: { 200: passkeyOptionsSchema },
      },
    },
    async (_request, reply) => {
      const party = partyOf(options);
      if (!party.ok) return sendRefusal(reply, party.refusal);
      const asked = await startPasskeySignIn(store, { party: party.value, at: options.now() });
      return reply.send({ options: { ...asked } });
    },
  );

  api.post(
    '/api/session/passkey/finish',
    {
      config: { open: true, isProof: true },
      schema: {
        summary: 'Sign in by what the passkey answered',
        querystring: noQuery,
        body: passkeyAnswerSchema,
        response: { 200: signInOutcomeSchema },
      },
    },
    async (request, reply) => {
      const party = partyOf(options);
      if (!party.ok) return sendRefusal(reply, party.refusal);
      const { response } = request.body;
      const asked = { party: party.value, response, device: deviceOf(request), at: options.now() };
      const started = await finishPasskeySignIn(store, asked);
      if (started.ok) keepSession(request, reply, started.value);
      return sendAnswer(reply, started, () => ({ outcome: 'done', ticket: null }));
    },
  );
}

function addProviderRoutes(api: Api, options: DoorOptions): void {
  const { now, today } = options;
  const { store } = options.shelves.registers;
  const away = (request: FastifyRequest, reply: FastifyReply, started: { address: string; cookie: string }) => {
    setCookie(request, reply, 'provider', { value: started.cookie, seconds: awayFor });
    return reply.redirect(started.address, 302);
  };

  api.get(
    '/api/session/providers/:id/start',
    {
      config: { open: true, isProof: true },
      schema: {
        summary: 'Go to another provider to sign in',
        params: providerParams,
        querystring: startQuery,
        response: sentAway,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const found = providerNamed(options, id);
      const started = found.ok
        ? await startProviderSignIn(store, found.value, {
            redirectUri: returnAddress(options, id),
            isAnew: request.query.again === 'true',
            at: now(),
          })
        : found;
      return started.ok ? away(request, reply, started.value) : failed(reply, id);
    },
  );

  api.post(
    '/api/account/providers/:id/link',
    {
      config: { verb: 'keep-own-account', isProof: true },
      schema: {
        summary: 'Where to go so that one may sign in with another provider too',
        params: providerParams,
        querystring: noQuery,
        response: { 200: z.object({ address: z.string() }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const found = providerNamed(options, id);
      if (!found.ok) return sendRefusal(reply, found.refusal);
      const asked = { asker: signedIn(request), redirectUri: returnAddress(options, id), at: now() };
      const started = await startProviderLink(store, found.value, asked);
      if (!started.ok) return sendRefusal(reply, started.refusal);
      setCookie(request, reply, 'provider', { value: started.value.cookie, seconds: awayFor });
      return reply.send({ address: started.value.address });
    },
  );

  api.get(
    '/api/session/providers/:id/return',
    {
      config: { open: true, isProof: true },
      // What the provider adds is for it and its reader to know.
      schema: { summary: 'The way back from a provider', params: providerParams, response: sentAway },
    },
    async (request, reply) => {
      const { id } = request.params;
      const found = providerNamed(options, id);
      if (!found.ok || options.door?.kind !== 'accounts') return failed(reply, id);
      const cookie = cookieOf(request, 'provider');
      clearCookie(request, reply, 'provider');
      const address = `${options.door.publicAddress()}${request.raw.url ?? ''}`;
      const asked = { address, cookie, device: deviceOf(request), at: now(), today: today() };
      const finished = await finishProviderSignIn(store, found.value, asked);
      if (!finished.ok) return failed(reply, id);
      if (finished.value.kind === 'linked') return reply.redirect('/account', 302);
      keepSession(request, reply, finished.value.session);
      return reply.redirect('/', 302);
    },
  );
}

function providerNamed({ door }: DoorOptions, id: string): Result<SignInProvider, Refusal> {
  const found = door?.kind === 'accounts' ? door.providers.find(({ settings }) => settings.id === id) : undefined;
  if (found !== undefined) return answer(found);
  return refuse({ kind: 'bad-question', detail: `People do not sign in here with a provider ${id}.` });
}

/** Fixed by the settings of the server, and never by what is asked. */
function returnAddress({ door }: DoorOptions, id: string): string {
  if (door?.kind !== 'accounts') throw new Error('a provider without accounts');
  return `${door.publicAddress()}/api/session/providers/${encodeURIComponent(id)}/return`;
}

/** Somebody who was at the provider sees a page, and not a document; the page says that it did not work. */
function failed(reply: FastifyReply, id: string): FastifyReply {
  return reply.redirect(`/sign-in?failed=${encodeURIComponent(id)}`, 302);
}
