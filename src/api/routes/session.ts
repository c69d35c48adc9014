/**
 * Who is signed in; signing in, by password and second factor or by the owner's link, and out; showing again who one is. No
 * answer tells whether there is an account.
 */

import type { FastifyRequest } from 'fastify';
import { whoAmI } from '#actions/own-account.ts';
import { ownerSession } from '#actions/owner-session.ts';
import { signOut, stepUp } from '#actions/sessions.ts';
import { finishSignIn, signIn } from '#actions/sign-in.ts';
import type { Api } from '#api/bare-server.ts';
import type { DoorOptions } from '#api/door.ts';
import { emptyAnswer, sendAnswer, sendEmpty, sendRefusal } from '#api/send-answer.ts';
import { clearCookie, cookieOf } from '#api/session-cookie.ts';
import { deviceOf, keepSession, signedIn } from '#api/signed-in.ts';
import { answer } from '#std/result.ts';
import { encodeBodyOn } from '#wire/encode-body.ts';
import { contextSchema, noQuery } from '#wire/query.ts';
import {
  ownerKeySchema,
  type SessionWire,
  secondFactorSchema,
  sessionSchema,
  signInOutcomeSchema,
  signInSchema,
  stepUpSchema,
} from '#wire/session.ts';

const registerQuery = contextSchema.pick({ register: true });

export function addSessionRoutes(api: Api, options: DoorOptions): void {
  addWhoRoute(api, options);
  addPasswordRoutes(api, options);
  addOwnerRoute(api, options);
  addLeavingRoutes(api, options);
}

function addWhoRoute(api: Api, options: DoorOptions): void {
  api.get(
    '/api/session',
    {
      config: { open: true },
      schema: {
        summary: 'Who is signed in, with their roles in a register, and where else people may sign in',
        querystring: registerQuery,
        response: { 200: sessionSchema },
      },
    },
    async (request): Promise<SessionWire> => {
      const { door } = options;
      const providers =
        door?.kind === 'accounts' ? door.providers.map(({ settings: { id, title } }) => ({ id, title })) : [];
      return { accounts: door?.kind === 'accounts', providers, person: await personOf(request, options) };
    },
  );
}

async function personOf(
  request: FastifyRequest<{ Querystring: { register?: string | undefined } }>,
  { now, today }: DoorOptions,
): Promise<SessionWire['person']> {
  const { asker } = request;
  if (asker === null) return null;
  const { registers } = request.shelves;
  const { kind, account, name, email, mustAddFactor, isFresh, grants } = await whoAmI(
    registers.store,
    asker,
    now(),
    today(),
  );
  const opened = grants.length === 0 ? null : await registers.open(request.query);
  const roles = grants.flatMap(({ register, organisation, role, from, to }) => {
    if (opened?.ok !== true || register !== opened.value.pack.name) return [];
    const { timeline, world } = opened.value;
    const number = world.organisationIndex.get(organisation);
    return number === undefined ? [] : [{ body: encodeBodyOn(timeline, number, today()), role, from, to }];
  });
  return { kind, account, name, email, mustAddFactor, isFresh, roles };
}

function addPasswordRoutes(api: Api, { shelves, now }: DoorOptions): void {
  const { store } = shelves.registers;
  const given = (request: FastifyRequest) => ({
    deviceKey: cookieOf(request, 'device'),
    address: request.ip,
    device: deviceOf(request),
    at: now(),
  });

  api.post(
    '/api/session',
    {
      config: { open: true, isProof: true },
      schema: {
        summary:
          'Sign in by e-mail address and password; a session is left as a cookie, or a second factor is asked for',
        querystring: noQuery,
        body: signInSchema,
        response: { 200: signInOutcomeSchema },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const signed = await signIn(store, { email, password, ...given(request) });
      if (!signed.ok) return sendRefusal(reply, signed.refusal);
      if (signed.value.kind === 'second-factor')
        return reply.send({ outcome: 'second-factor', ticket: signed.value.ticket });
      keepSession(request, reply, { key: signed.value.session.key, deviceKey: signed.value.deviceKey });
      return reply.send({ outcome: 'done', ticket: null });
    },
  );

  api.post(
    '/api/session/second-factor',
    {
      config: { open: true, isProof: true },
      schema: {
        summary: 'The second factor of a sign-in: six digits of the app, or a recovery code',
        querystring: noQuery,
        body: secondFactorSchema,
        response: { 200: signInOutcomeSchema },
      },
    },
    async (request, reply) => {
      const { ticket, code } = request.body;
      const signed = await finishSignIn(store, { ticket, code, ...given(request) });
      if (!signed.ok) return sendRefusal(reply, signed.refusal);
      keepSession(request, reply, { key: signed.value.session.key, deviceKey: signed.value.deviceKey });
      return reply.send({ outcome: 'done', ticket: null });
    },
  );
}

function addOwnerRoute(api: Api, { shelves, now, door }: DoorOptions): void {
  api.post(
    '/api/session/owner',
    {
      config: { open: true, isProof: true },
      schema: {
        summary: 'Sign in as the owner of a laptop, by the key of the link that the start printed: once',
        querystring: noQuery,
        body: ownerKeySchema,
        response: { 200: signInOutcomeSchema },
      },
    },
    async (request, reply) => {
      if (door?.kind === 'accounts') {
        const detail = 'People sign in here with accounts. The owner of the installation works on the machine itself.';
        return sendRefusal(reply, { kind: 'link-not-valid', detail });
      }
      const asked = { device: deviceOf(request), at: now() };
      const started = await ownerSession(shelves.registers.store, request.body.key, asked);
      if (!started.ok) {
        const detail =
          'This link opens nothing: it works once, for five minutes. "coterminous open" prints another one.';
        return sendRefusal(reply, { kind: 'link-not-valid', detail });
      }
      keepSession(request, reply, started.value);
      return sendAnswer(reply, started, () => ({ outcome: 'done', ticket: null }));
    },
  );
}

function addLeavingRoutes(api: Api, { shelves, now }: DoorOptions): void {
  const { store } = shelves.registers;
  api.delete(
    '/api/session',
    {
      config: { open: true },
      schema: { summary: 'Sign out of this browser', querystring: noQuery, response: emptyAnswer },
    },
    async (request, reply) => {
      if (request.asker !== null) await signOut(store, request.asker);
      clearCookie(request, reply, 'session');
      return sendEmpty(reply.header('clear-site-data', '"cache"'), answer(null));
    },
  );

  api.post(
    '/api/session/step-up',
    {
      config: { verb: 'keep-own-account', isProof: true },
      schema: {
        summary: 'Show again who one is, by password or second factor, before one changes how one signs in',
        querystring: noQuery,
        body: stepUpSchema,
        response: emptyAnswer,
      },
    },
    async (request, reply) => {
      const proved = await stepUp(store, signedIn(request), { ...request.body, at: now() });
      if (!proved.ok) return sendRefusal(reply, proved.refusal);
      keepSession(request, reply, proved.value);
      return sendEmpty(reply, answer(null));
    },
  );
}
