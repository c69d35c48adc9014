/** Scenarios: the list, one, drawn and kept, compared, adopted; and acts on events. */

import { z } from 'zod';
import { adoptScenario, recordEventAct } from '#actions/adopt-scenario.ts';
import { compareScenariosOf } from '#actions/compare-scenarios.ts';
import { listScenarios, showScenario } from '#actions/list-scenarios.ts';
import { usualTolerance } from '#actions/measure-fit.ts';
import { checkScenario, removeScenario, saveScenario } from '#actions/save-scenario.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer, sendRefusal } from '#api/send-answer.ts';
import { authorSchema } from '#wire/arrangements.ts';
import { encodeTotals } from '#wire/encode-handover.ts';
import { decodePlan, encodeComparison, encodeScenario } from '#wire/encode-scenarios.ts';
import { contextSchema, dateSchema, textSchema, tierSchema } from '#wire/query.ts';
import {
  actedSchema,
  adoptionSchema,
  comparisonSchema,
  eventActSchema,
  scenarioEditSchema,
  scenarioPlanSchema,
  scenarioSchema,
  scenariosSchema,
} from '#wire/scenarios.ts';

export type ChangingRoutesOptions = {
  /** This moment, for the record of a change. */
  readonly now: () => string;
};

const readQuery = contextSchema.pick({ register: true, known: true });
const changeQuery = contextSchema.pick({ register: true });
const oneParams = z.object({ id: textSchema('Id of the scenario.') });
const removalSchema = z.strictObject({
  expectedVersion: z.int(),
  by: authorSchema,
  reason: z.string().max(1000).nullable().default(null),
});
const mostCompared = 12;
/** A drawn event may name tens of thousands of blocks. @units bytes */
const largestPlan = 16_000_000;
const compareQuery = readQuery.extend({
  scenarios: textSchema('Ids of scenarios, separated by commas.', 2000),
  on: dateSchema,
  from: dateSchema.optional().meta({
    type: 'string',
    format: 'date',
    description: 'Arrangements are handed over from this day; the day before when left out.',
  }),
  bodies: tierSchema.default('icb'),
  councils: tierSchema.default('utla'),
  population: textSchema('A count of people on blocks; the nearest complete one when left out.').optional(),
  tolerance: z.coerce.number().min(0).lt(0.5).default(usualTolerance),
});

export function addScenarioRoutes(api: Api, options: ChangingRoutesOptions): void {
  addReadingRoutes(api);
  addPlanRoutes(api, options);
  addActRoutes(api, options);
}

function addReadingRoutes(api: Api): void {
  api.get(
    '/api/scenarios',
    {
      config: { verb: 'list-scenarios' },
      schema: {
        summary: 'Scenarios of the pack and those that people keep, with what holds in each',
        querystring: readQuery,
        response: { 200: scenariosSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await listScenarios(request.shelves.registers, request.query), ({ ground, scenarios }) => ({
        register: ground.pack.name,
        scenarios: scenarios.map(encodeScenario),
      })),
  );

  api.get(
    '/api/scenarios/compare',
    {
      config: { verb: 'compare-scenarios' },
      schema: {
        summary: 'Scenarios side by side on a day: bodies, coterminosity, people, arrangements touched',
        querystring: compareQuery,
        response: { 200: comparisonSchema },
      },
    },
    async (request, reply) => {
      const scenarios = [...new Set(request.query.scenarios.split(',').map((id) => id.trim()))].filter(Boolean);
      if (scenarios.length > mostCompared) {
        const detail = `At most ${mostCompared} scenarios are compared at once; found ${scenarios.length}.`;
        return sendRefusal(reply, { kind: 'bad-question', detail });
      }
      const compared = await compareScenariosOf(request.shelves, request.query, { ...request.query, scenarios });
      return sendAnswer(reply, compared, ({ register, from, comparison, handovers }) =>
        encodeComparison(
          comparison,
          handovers.map(({ handover }) => encodeTotals(handover)),
          { register: register.pack.name, from },
        ),
      );
    },
  );

  api.get(
    '/api/scenarios/:id',
    {
      config: { verb: 'show-scenario' },
      schema: {
        summary: 'One scenario, with all that is wrong with it',
        params: oneParams,
        querystring: readQuery,
        response: { 200: scenarioSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(
        reply,
        await showScenario(request.shelves.registers, request.query, request.params.id),
        ({ scenario }) => encodeScenario(scenario),
      ),
  );
}

function addPlanRoutes(api: Api, { now }: ChangingRoutesOptions): void {
  api.post(
    '/api/scenarios/check',
    {
      config: { verb: 'check-scenario' },
      bodyLimit: largestPlan,
      schema: {
        summary: 'What holds in a scenario that is being drawn, and what is wrong with it; nothing is stored',
        querystring: changeQuery,
        body: scenarioPlanSchema,
        response: { 200: scenarioSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(
        reply,
        await checkScenario(request.shelves.registers, request.query.register, decodePlan(request.body)),
        ({ scenario }) => encodeScenario(scenario),
      ),
  );

  api.put(
    '/api/scenarios/:id',
    {
      config: { verb: 'save-scenario' },
      bodyLimit: largestPlan,
      schema: {
        summary: 'Keep a scenario',
        params: oneParams,
        querystring: changeQuery,
        body: scenarioEditSchema,
        response: { 200: scenarioSchema },
      },
    },
    async (request, reply) => {
      const { scenario: given, expectedVersion, by, reason } = request.body;
      const plan = decodePlan(given);
      if (plan.id !== request.params.id) {
        const detail = `The scenario calls itself ${plan.id}, but the address ${request.params.id}. Make them the same.`;
        return sendRefusal(reply, { kind: 'bad-question', detail });
      }
      const change = { expectedVersion, author: request.authorOf(by), at: now(), reason };
      const saved = await saveScenario(request.shelves.registers, request.query.register, plan, change);
      return sendAnswer(reply, saved, ({ scenario }) => encodeScenario(scenario));
    },
  );

  api.delete(
    '/api/scenarios/:id',
    {
      config: { verb: 'remove-scenario' },
      schema: {
        summary: 'Take a scenario away',
        params: oneParams,
        querystring: changeQuery,
        body: removalSchema,
        response: { 200: z.object({ removed: z.string() }) },
      },
    },
    async (request, reply) => {
      const { expectedVersion, by, reason } = request.body;
      const change = { expectedVersion, author: request.authorOf(by), at: now(), reason };
      const removed = await removeScenario(
        request.shelves.registers,
        request.query.register,
        request.params.id,
        change,
      );
      return sendAnswer(reply, removed, (value) => value);
    },
  );
}

function addActRoutes(api: Api, { now }: ChangingRoutesOptions): void {
  api.post(
    '/api/scenarios/:id/adopt',
    {
      config: { verb: 'adopt-scenario' },
      schema: {
        summary: 'Make what a scenario draws part of the register, by a recorded act',
        params: oneParams,
        querystring: changeQuery,
        body: adoptionSchema,
        response: { 200: actedSchema },
      },
    },
    async (request, reply) => {
      const { events, status, reason, by } = request.body;
      const adoption = { events, status, reason, author: request.authorOf(by), at: now() };
      const acted = await adoptScenario(request.shelves.registers, request.query.register, request.params.id, adoption);
      return sendAnswer(reply, acted, encodeActs);
    },
  );

  api.post(
    '/api/events/:id/status',
    {
      config: { verb: 'record-event-act' },
      schema: {
        summary: 'Record another status of an event, such as quashed',
        params: z.object({ id: textSchema('Id of the event.') }),
        querystring: changeQuery,
        body: eventActSchema,
        response: { 200: actedSchema },
      },
    },
    async (request, reply) => {
      const { status, reason, by } = request.body;
      const act = { status, reason, author: request.authorOf(by), at: now() };
      return sendAnswer(
        reply,
        await recordEventAct(request.shelves.registers, request.query.register, request.params.id, act),
        encodeActs,
      );
    },
  );
}

function encodeActs({ register, acts }: { register: string; acts: readonly { event: string; status: string }[] }) {
  return { register, acts: acts.map(({ event, status }) => ({ event, status })) };
}
