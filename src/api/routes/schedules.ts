/** Schedules that partners work on together: started, worked on line by line, superseded. */

import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import { saveSchedule, supersedeSchedule } from '#actions/save-schedule.ts';
import { sourceOf } from '#actions/show-handover.ts';
import { type BrokenSchedule, listSchedules, type ShownSchedule, showSchedule } from '#actions/show-schedule.ts';
import { workOfRecord, workOnLine } from '#actions/work-on-line.ts';
import type { Api } from '#api/bare-server.ts';
import { problemOf } from '#api/problem-document.ts';
import type { ChangingRoutesOptions } from '#api/routes/scenarios.ts';
import { sendAnswer, sendRefusal } from '#api/send-answer.ts';
import type { LineKey } from '#core/handover/line.ts';
import type { StoredRecord } from '#store/record-rows.ts';
import { encodeLine } from '#wire/encode-handover.ts';
import { encodeLineWork, encodeSchedule, type WorkedLine } from '#wire/encode-schedule.ts';
import {
  lineWorkSchema,
  type ScheduleDetailWire,
  type ScheduleWire,
  scheduleDetailSchema,
  schedulesSchema,
} from '#wire/handover.ts';
import { contextSchema, textSchema } from '#wire/query.ts';
import { lineActSchema, newScheduleSchema, supersedeSchema } from '#wire/schedule-requests.ts';

const readQuery = contextSchema.pick({ register: true, known: true });
const changeQuery = contextSchema.pick({ register: true });
/** What may be done about a line; which of them it is, the body says. */
const lineVerbs = [
  'assign-line',
  'comment-on-line',
  'override-line',
  'override-shares',
  'sign-line',
  'withdraw-signature',
] as const;
const oneParams = z.object({ id: textSchema('Id of the schedule.') });

export function addScheduleRoutes(api: Api, options: ChangingRoutesOptions): void {
  addReadingRoutes(api);
  addChangingRoutes(api, options);
}

function addReadingRoutes(api: Api): void {
  api.get(
    '/api/schedules',
    {
      config: { verb: 'list-schedules' },
      schema: {
        summary: 'Schedules that partners work on, and how far each has come',
        querystring: readQuery,
        response: { 200: schedulesSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await listSchedules(request.shelves, request.query), ({ register, schedules }) => ({
        register,
        schedules: schedules.map(encodeListed),
      })),
  );

  api.get(
    '/api/schedules/:id',
    {
      config: { verb: 'show-schedule' },
      schema: {
        summary: 'One schedule with the work on its lines',
        params: oneParams,
        querystring: readQuery,
        response: { 200: scheduleDetailSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await showSchedule(request.shelves, request.query, request.params.id), encodeDetail),
  );
}

function addChangingRoutes(api: Api, { now }: ChangingRoutesOptions): void {
  api.post(
    '/api/schedules',
    {
      config: { verb: 'save-schedule' },
      schema: {
        summary: 'Start a schedule',
        querystring: changeQuery,
        body: newScheduleSchema,
        response: { 200: scheduleDetailSchema },
      },
    },
    async (request, reply) => {
      const { by, ...given } = request.body;
      const starting = { author: request.authorOf(by), at: now() };
      return sendAnswer(
        reply,
        await saveSchedule(request.shelves, request.query.register, given, starting),
        encodeDetail,
      );
    },
  );

  api.post(
    '/api/schedules/:id/supersede',
    {
      config: { verb: 'supersede-schedule' },
      schema: {
        summary: 'Put another schedule in the place of this one',
        params: oneParams,
        querystring: changeQuery,
        body: supersedeSchema,
        response: { 200: scheduleDetailSchema },
      },
    },
    async (request, reply) => {
      const { by, successor, expectedVersion, reason } = request.body;
      const superseding = { successor, expectedVersion, reason, author: request.authorOf(by), at: now() };
      const { register } = request.query;
      return sendAnswer(
        reply,
        await supersedeSchedule(request.shelves, register, request.params.id, superseding),
        encodeDetail,
      );
    },
  );

  api.post(
    '/api/schedules/:id/line',
    {
      config: { verbs: lineVerbs },
      schema: {
        summary: 'Do something about a line: assign, comment, override, sign, or take one of these back',
        params: oneParams,
        querystring: changeQuery,
        body: lineActSchema,
        response: { 200: lineWorkSchema },
      },
    },
    async (request, reply) => {
      const { key, expectedVersion, by, act } = request.body;
      const { register } = request.query;
      const asked = { key, expectedVersion, act, author: request.authorOf(by), at: now() };
      const done = await workOnLine(request.shelves, register, request.params.id, asked);
      if (!done.ok)
        return sendLineRefusal(reply, request.shelves, { register, id: request.params.id, key }, done.refusal);
      const { schedule, kept, computed, line } = done.value;
      return reply.send(encodeLineWork(kept.work, kept.version, { ...daysOf(schedule), computed, line }));
    },
  );
}

/** A conflict carries the line and the work on it as they are now, in the shapes in which they are shown. */
async function sendLineRefusal(
  reply: FastifyReply,
  shelves: Shelves,
  { register, id, key }: { readonly register: string | undefined; readonly id: string; readonly key: string },
  refusal: Refusal,
): Promise<FastifyReply> {
  if (refusal.kind !== 'changed-meanwhile') return sendRefusal(reply, refusal);
  const shown = await showSchedule(shelves, { register }, id);
  if (!shown.ok) return sendRefusal(reply, refusal);
  const about = lineOf(shown.value, key as LineKey);
  const document = { ...problemOf(refusal), ...currentWork(refusal.current, about) };
  const line = about.line === null ? {} : { line: encodeLine(about.line, sourceOf(shown.value.shown)) };
  return reply
    .code(document.status)
    .type('application/problem+json')
    .send({ ...document, ...line });
}

/** The work of a record that stands in the way; nothing where none does. */
function currentWork(record: StoredRecord | null, about: WorkedLine) {
  const kept = record === null ? null : workOfRecord(record);
  if (record === null || kept === null) return {};
  const { version, changedBy, changedAt } = record;
  return { current: { version, who: changedBy, at: changedAt, body: encodeLineWork(kept.work, version, about) } };
}

function encodeDetail(given: ShownSchedule): ScheduleDetailWire {
  return {
    register: given.shown.register.pack.name,
    schedule: encodeSchedule(given),
    work: [...given.work].map(([key, { version, work }]) => encodeLineWork(work, version, lineOf(given, key))),
    goneLines: [...given.goneLines],
  };
}

const noCounts = { lines: 0, signedByAll: 0, partlySigned: 0, changedSinceSigned: 0, overridden: 0, assigned: 0 };

/** A schedule that cannot be worked out stays in the list, with nothing counted. */
function encodeListed(given: ShownSchedule | BrokenSchedule): ScheduleWire {
  if (!('refusal' in given)) return encodeSchedule(given);
  const status = given.schedule.supersededBy === null ? 'draft' : 'superseded';
  return encodeSchedule({ ...given, status, counts: noCounts });
}

function daysOf({ shown }: ShownSchedule) {
  return { timeline: shown.register.timeline, from: shown.from, to: shown.to };
}

function lineOf(given: ShownSchedule, key: LineKey): WorkedLine {
  const computed = given.computed.get(key) ?? null;
  return { ...daysOf(given), computed, line: given.lines.get(key) ?? null };
}
