/** One's own account: how one signs in, from where, and with which tokens programs act in one's name. */

import { z } from 'zod';
import { ownAccount } from '#actions/own-account.ts';
import { listPasskeys } from '#actions/passkeys.ts';
import { revokeSession } from '#actions/sessions.ts';
import { changePassword, confirmTotp, makeRecoveryCodes, removeTotp, startTotp } from '#actions/sign-in-credentials.ts';
import { makeToken, revokeToken } from '#actions/tokens.ts';
import type { Api } from '#api/bare-server.ts';
import type { DoorOptions } from '#api/door.ts';
import { addPasskeyKeepingRoutes } from '#api/routes/account-passkeys.ts';
import { emptyAnswer, sendAnswer, sendEmpty, sendRefusal } from '#api/send-answer.ts';
import { clearCookie } from '#api/session-cookie.ts';
import { keepSession, signedIn } from '#api/signed-in.ts';
import { answer } from '#std/result.ts';
import type { TokenRow } from '#store/token-rows.ts';
import { noQuery, textSchema } from '#wire/query.ts';
import {
  codeSchema,
  madeTokenSchema,
  newPasswordSchema,
  newTokenSchema,
  type OwnAccountWire,
  ownAccountSchema,
  recoveryCodesSchema,
  totpStartSchema,
} from '#wire/session.ts';

/** What every route here states. */
const config = { verb: 'keep-own-account' } as const;
const proof = { ...config, isProof: true } as const;
const oneParams = z.object({ id: textSchema('Id.') });

export function addAccountRoutes(api: Api, options: DoorOptions): void {
  addAccountRoute(api, options);
  addPasswordRoute(api, options);
  addTotpRoutes(api, options);
  addPasskeyKeepingRoutes(api, options);
  addSessionAndTokenRoutes(api, options);
}

function addAccountRoute(api: Api, { shelves, now }: DoorOptions): void {
  const { store } = shelves.registers;
  api.get(
    '/api/account',
    {
      config,
      schema: {
        summary: 'How one signs in, where one is signed in, and one’s tokens',
        querystring: noQuery,
        response: { 200: ownAccountSchema },
      },
    },
    async (request, reply) => {
      const asker = signedIn(request);
      const own = await ownAccount(store, asker, now());
      const passkeys = await listPasskeys(store, asker.account);
      return sendAnswer(reply, own, ({ identities, sessions, tokens, ...rest }) => ({
        ...rest,
        passkeys,
        identities: [...identities],
        sessions: [...sessions],
        tokens: tokens.map(encodeToken),
      }));
    },
  );
}

function addPasswordRoute(api: Api, { shelves, now }: DoorOptions): void {
  api.post(
    '/api/account/password',
    {
      config: proof,
      schema: {
        summary: 'Choose another password; one’s other sessions end',
        querystring: noQuery,
        body: newPasswordSchema,
        response: emptyAnswer,
      },
    },
    async (request, reply) => {
      const given = { password: request.body.password, at: now() };
      const changed = await changePassword(shelves.registers.store, signedIn(request), given);
      if (changed.ok) keepSession(request, reply, changed.value);
      return sendEmpty(reply, changed);
    },
  );
}

function addTotpRoutes(api: Api, { shelves, now }: DoorOptions): void {
  const { store } = shelves.registers;
  api.post(
    '/api/account/totp',
    {
      config: proof,
      schema: {
        summary: 'A secret for an app that shows six digits; it counts when a code was confirmed',
        querystring: noQuery,
        response: { 200: totpStartSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await startTotp(store, signedIn(request), { at: now() }), (started) => started),
  );

  api.post(
    '/api/account/totp/confirm',
    {
      config: proof,
      schema: {
        summary: 'The first code of the app; gives recovery codes when there were none',
        querystring: noQuery,
        body: codeSchema,
        response: { 200: recoveryCodesSchema },
      },
    },
    async (request, reply) => {
      const confirmed = await confirmTotp(store, signedIn(request), { code: request.body.code, at: now() });
      if (confirmed.ok) keepSession(request, reply, confirmed.value);
      return sendAnswer(reply, confirmed, ({ codes }) => ({ codes: [...codes] }));
    },
  );

  api.delete(
    '/api/account/totp',
    {
      config: proof,
      schema: { summary: 'Sign in without the app from now on', querystring: noQuery, response: emptyAnswer },
    },
    async (request, reply) => sendEmpty(reply, await removeTotp(store, signedIn(request), { at: now() })),
  );

  api.post(
    '/api/account/recovery-codes',
    {
      config: proof,
      schema: {
        summary: 'New recovery codes, told once; the old ones open nothing any more',
        querystring: noQuery,
        response: { 200: recoveryCodesSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await makeRecoveryCodes(store, signedIn(request), { at: now() }), ({ codes }) => ({
        codes: [...codes],
      })),
  );
}

function addSessionAndTokenRoutes(api: Api, { shelves, now }: DoorOptions): void {
  const { store } = shelves.registers;
  api.delete(
    '/api/account/sessions/:id',
    {
      config,
      schema: { summary: 'End one of one’s sessions', params: oneParams, querystring: noQuery, response: emptyAnswer },
    },
    async (request, reply) => {
      const asker = signedIn(request);
      const isEnded = await revokeSession(store, asker, request.params.id);
      if (!isEnded) return sendRefusal(reply, { kind: 'bad-question', detail: 'You have no session of this id.' });
      if (request.params.id === asker.session) clearCookie(request, reply, 'session');
      return sendEmpty(reply, answer(null));
    },
  );

  api.post(
    '/api/account/tokens',
    {
      config: proof,
      schema: {
        summary: 'Make a token for a program; this is the only time that it is told',
        querystring: noQuery,
        body: newTokenSchema,
        response: { 200: madeTokenSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await makeToken(store, signedIn(request), { ...request.body, at: now() }), (made) => made),
  );

  api.delete(
    '/api/account/tokens/:id',
    { config, schema: { summary: 'Revoke a token', params: oneParams, querystring: noQuery, response: emptyAnswer } },
    async (request, reply) =>
      sendEmpty(reply, await revokeToken(store, signedIn(request), { id: request.params.id, at: now() })),
  );
}

function encodeToken({ id, name, scopes, madeAt, expiresAt, usedAt }: TokenRow): OwnAccountWire['tokens'][number] {
  return { id, name, scopes: [...scopes], madeAt, expiresAt, lastUsedAt: usedAt };
}
