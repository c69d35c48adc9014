/** Who will see what when bodies end, what is decided of it, and its doing; and whom data sets are shown to. */

import { z } from 'zod';
import { showSharing } from '#actions/data-sharing.ts';
import { vestingAccess } from '#actions/vesting-access.ts';
import { type DecisionSaved, decideSuccession, takeBackDecision } from '#actions/vesting-decisions.ts';
import { passAccess } from '#actions/vesting-pass.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer } from '#api/send-answer.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { encodeAccessDryRun, encodePassed, encodeSharing } from '#wire/encode-people.ts';
import {
  accessDryRunSchema,
  accessPassedSchema,
  dataSharingSchema,
  decidedSchema,
  decideSchema,
  passAccessSchema,
  takeBackSchema,
} from '#wire/people.ts';
import { contextSchema, dateSchema, textSchema } from '#wire/query.ts';

export type AccessRoutesOptions = {
  readonly today: () => IsoDate;
  /** This moment, for the record of a change. */
  readonly now: () => string;
};

const registerQuery = contextSchema.pick({ register: true });
const dryRunQuery = contextSchema.pick({ register: true, scenario: true }).extend({ on: dateSchema });
const sharingQuery = registerQuery.extend({
  data: textSchema('Id of the data set.'),
  on: dateSchema.optional().meta({ type: 'string', format: 'date', description: 'The day; today when left out.' }),
});
const decisionParams = z.object({ id: textSchema('Id of the decision.') });

export function addAccessRoutes(api: Api, options: AccessRoutesOptions): void {
  addReadingRoutes(api, options);
  addDecisionRoutes(api, options);
}

function addReadingRoutes(api: Api, { today }: AccessRoutesOptions): void {
  api.get(
    '/api/access/dry-run',
    {
      config: { verb: 'foresee-access' },
      schema: {
        summary: 'Who will see what once the bodies that end by a day have ended, and what is to be decided before',
        querystring: dryRunQuery,
        response: { 200: accessDryRunSchema },
      },
    },
    async (request, reply) => {
      const { on, ...context } = request.query;
      return sendAnswer(
        reply,
        await vestingAccess(request.shelves, context, { on, today: today() }),
        encodeAccessDryRun,
      );
    },
  );

  api.get(
    '/api/access/sharing',
    {
      config: { verb: 'show-sharing' },
      schema: {
        summary: 'Under which data sharing agreements a data set is shown to whom on a day',
        querystring: sharingQuery,
        response: { 200: dataSharingSchema },
      },
    },
    async (request, reply) => {
      const { data, on = today(), register } = request.query;
      const shown = await showSharing(request.shelves, { register }, { id: data, on });
      return sendAnswer(reply, shown, (sharing) => encodeSharing({ ...sharing, data }));
    },
  );
}

function addDecisionRoutes(api: Api, { now }: AccessRoutesOptions): void {
  api.post(
    '/api/access/decisions',
    {
      config: { verb: 'decide-succession' },
      schema: {
        summary: 'Decide to whom a role or a record passes that does not pass by itself',
        querystring: registerQuery,
        body: decideSchema,
        response: { 200: decidedSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(
        reply,
        await decideSuccession(request.shelves, request.query, { ...request.body, at: now() }),
        encodeDecided,
      ),
  );

  api.delete(
    '/api/access/decisions/:id',
    {
      config: { verb: 'take-back-decision' },
      schema: {
        summary: 'Take a decision back; what passed by it stays where it is',
        params: decisionParams,
        querystring: registerQuery,
        body: takeBackSchema,
        response: { 200: decidedSchema },
      },
    },
    async (request, reply) => {
      const taken = { ...request.body, id: request.params.id, at: now() };
      return sendAnswer(reply, await takeBackDecision(request.shelves, request.query, taken), encodeDecided);
    },
  );

  api.post(
    '/api/access/pass',
    {
      config: { verb: 'pass-access' },
      schema: {
        summary: 'Pass roles and records on for a day that has come; twice is once',
        querystring: registerQuery,
        body: passAccessSchema,
        response: { 200: accessPassedSchema },
      },
    },
    async (request, reply) => {
      const { on } = request.body;
      const passed = await passAccess(request.shelves, { register: request.query.register, on, at: now() });
      return sendAnswer(reply, passed, encodePassed);
    },
  );
}

function encodeDecided({ register, decisions }: DecisionSaved): z.infer<typeof decidedSchema> {
  return { register, decisions: decisions.map(({ id, version }) => ({ id, version })) };
}
