/** People of bodies and their roles: invited, given, ended, closed. Nothing is mailed: links are given back to be handed over. */

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { closeAccount } from '#actions/accounts.ts';
import { endGrant, giveGrant } from '#actions/accounts-grants.ts';
import { type HandedLink, inviteAccount, makeResetLink, resendInvitation } from '#actions/invitations.ts';
import { listPeople } from '#actions/people.ts';
import type { Api } from '#api/bare-server.ts';
import type { DoorOptions } from '#api/door.ts';
import { emptyAnswer, sendAnswer, sendEmpty } from '#api/send-answer.ts';
import { encodePeople } from '#wire/encode-people.ts';
import { endGrantSchema, grantSchema, handedLinkSchema, inviteSchema, peopleSchema } from '#wire/people.ts';
import { contextSchema, dateSchema, fieldsSchema, textSchema } from '#wire/query.ts';

const registerQuery = contextSchema.pick({ register: true });
const peopleQuery = registerQuery.extend({
  on: dateSchema
    .optional()
    .meta({ type: 'string', format: 'date', description: 'A calendar date; today when left out.' }),
});
const accountParams = z.object({ account: textSchema('Account.') });
const grantParams = z.object({ id: textSchema('Id of the role.', 700) });
const reasonSchema = textSchema('Why.', 500).nullable().default(null);

export function addPeopleRoutes(api: Api, options: DoorOptions): void {
  addListRoute(api, options);
  addAccountRoutes(api, options);
  addGrantRoutes(api, options);
}

function addListRoute(api: Api, { today }: DoorOptions): void {
  api.get(
    '/api/people',
    {
      config: { verbs: ['show-account', 'show-grant'] },
      schema: {
        summary: 'People and their roles, of the bodies that the asker administers, and their own',
        querystring: peopleQuery,
        response: { 200: peopleSchema },
      },
    },
    async (request, reply) => {
      const { register, on = today() } = request.query;
      return sendAnswer(reply, await listPeople(request.shelves, { register, on }), encodePeople);
    },
  );
}

function addAccountRoutes(api: Api, { now, today }: DoorOptions): void {
  const given = (request: FastifyRequest) => ({
    author: request.authorOf(nobody),
    at: now(),
    today: today(),
  });

  api.post(
    '/api/people/invitations',
    {
      config: { verb: 'invite-account' },
      schema: {
        summary: 'Invite somebody to act for a body; gives the link to hand over, once',
        querystring: registerQuery,
        body: inviteSchema,
        response: { 200: handedLinkSchema },
      },
    },
    async (request, reply) => {
      const { email, name, organisation, roles, to } = request.body;
      const { register } = request.query;
      const author = request.authorOf({ ...nobody, actingFor: organisation });
      const asked = { register, email, name, organisation, roles, to, ...given(request), author };
      return sendAnswer(reply, await inviteAccount(request.shelves, asked), encodeLink);
    },
  );

  api.post(
    '/api/people/:account/invitation',
    {
      config: { verb: 'invite-account' },
      schema: {
        summary:
          'Another link for somebody who was invited and has not come yet; the one before opens nothing any more',
        params: accountParams,
        querystring: registerQuery,
        response: { 200: handedLinkSchema },
      },
    },
    async (request, reply) => {
      const asked = { account: request.params.account, ...given(request) };
      return sendAnswer(reply, await resendInvitation(request.shelves, asked), encodeLink);
    },
  );

  api.post(
    '/api/people/:account/reset',
    {
      config: { verb: 'reset-account' },
      schema: {
        summary: 'A link by which somebody chooses a password anew, to hand over; told once',
        params: accountParams,
        querystring: registerQuery,
        body: fieldsSchema('Say what it clears.', { clearsFactors: z.boolean().default(false) }),
        response: { 200: handedLinkSchema },
      },
    },
    async (request, reply) => {
      const { account } = request.params;
      const asked = { account, clearsFactors: request.body.clearsFactors, ...given(request) };
      return sendAnswer(reply, await makeResetLink(request.shelves, asked), encodeLink);
    },
  );

  api.post(
    '/api/people/:account/close',
    {
      config: { verb: 'close-account' },
      schema: {
        summary: 'Close an account: its sessions and tokens end at once, and so do its roles',
        params: accountParams,
        querystring: registerQuery,
        body: fieldsSchema('Say why.', { reason: reasonSchema }),
        response: emptyAnswer,
      },
    },
    async (request, reply) => {
      const asked = { account: request.params.account, reason: request.body.reason, ...given(request) };
      return sendEmpty(reply, await closeAccount(request.shelves, asked));
    },
  );
}

function addGrantRoutes(api: Api, { now, today }: DoorOptions): void {
  api.post(
    '/api/grants',
    {
      config: { verb: 'give-grant' },
      schema: {
        summary: 'Give somebody a role for a body',
        querystring: registerQuery,
        body: grantSchema,
        response: { 200: z.object({ id: z.string() }) },
      },
    },
    async (request, reply) => {
      const author = request.authorOf({ ...nobody, actingFor: request.body.organisation });
      const asked = { register: request.query.register, ...request.body, author, at: now(), today: today() };
      return sendAnswer(reply, await giveGrant(request.shelves, asked), ({ id }) => ({ id }));
    },
  );

  api.post(
    '/api/grants/:id/end',
    {
      config: { verb: 'end-grant' },
      schema: {
        summary: 'End a role on a day',
        params: grantParams,
        querystring: registerQuery,
        body: endGrantSchema,
        response: emptyAnswer,
      },
    },
    async (request, reply) => {
      const { register } = request.query;
      const author = request.authorOf(nobody);
      const asked = { register, id: request.params.id, ...request.body, author, at: now(), today: today() };
      return sendEmpty(reply, await endGrant(request.shelves, asked));
    },
  );
}

/** What is stated of who acts, where only the body counts: people are named by their account. */
const nobody = { name: 'Owner of the installation', actingFor: null };

function encodeLink({ account, key, expiresAt }: HandedLink) {
  return { account, path: key === null ? null : `/invitation#${key}`, expiresAt };
}
