/** The handover: the schedule as lines, as columns and as files; one line; what another rulebook would change. */

import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Refusal } from '#actions/refusal.ts';
import { type ShownHandover, showHandover, sourceOf } from '#actions/show-handover.ts';
import { showHandoverLine } from '#actions/show-handover-line.ts';
import { tryRulebook } from '#actions/try-rulebook.ts';
import { writeSheets } from '#actions/write-workbook.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer, sendFile, sendRefusal } from '#api/send-answer.ts';
import { type CareGroup, careGroupNames } from '#core/agreements/vocabulary.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { handoverCalendar } from '#wire/encode-calendar.ts';
import { encodeHandover, encodeHandoverTable, LineNames } from '#wire/encode-handover.ts';
import { encodeHandoverActions } from '#wire/encode-handover-actions.ts';
import { encodeLineDetail } from '#wire/encode-handover-line.ts';
import {
  handoverActionsSchema,
  handoverLineDetailSchema,
  handoverSchema,
  handoverTableSchema,
  rulebookTrialSchema,
} from '#wire/handover.ts';
import { handoverCsv } from '#wire/handover-csv.ts';
import { handoverSheets } from '#wire/handover-sheets.ts';
import { choiceSchema, contextSchema, dateSchema, textSchema } from '#wire/query.ts';

export type HandoverRoutesOptions = {
  /** The day it is, for the stamp of a calendar. */
  readonly today: () => IsoDate;
};

const dayOf = (description: string) => dateSchema.optional().meta({ type: 'string', format: 'date', description });
const query = contextSchema.extend({
  from: dayOf('The state after this day; the first day of the scenario when left out.'),
  to: dayOf('The state after this day; the second day of the scenario when left out.'),
  party: textSchema('A code or id of a body: only its lines.').optional(),
  careGroup: choiceSchema(careGroupNames).optional(),
  rulebook: textSchema('Id of a rulebook; the one of the program when left out.').optional(),
  population: textSchema(
    'Id of a count of residents to share by; the one nearest to vesting day when left out.',
  ).optional(),
  schedule: textSchema('Id of a schedule: its scenario, days, rulebook, count of people and overrides.').optional(),
  all: choiceSchema(['true', 'false'])
    .default('false')
    .meta({ description: 'true: also a line for each party that nothing happens to.' }),
});
type HandoverQuery = z.infer<typeof query>;
const fileQuery = query.extend({ format: choiceSchema(['json', 'csv', 'xlsx', 'ics']).default('json') });
const lineQuery = query.extend({ key: textSchema('Key of the line, as the handover gives it.', 700) });

export function addHandoverRoutes(api: Api, options: HandoverRoutesOptions): void {
  addWholeRoutes(api, options);
  addLineRoutes(api);
}

function addWholeRoutes(api: Api, { today }: HandoverRoutesOptions): void {
  api.get(
    '/api/handover',
    {
      config: { verb: 'show-handover' },
      schema: {
        summary: 'What becomes of every arrangement between two days; as JSON, CSV, Excel or a calendar of deadlines',
        querystring: fileQuery,
        response: { 200: handoverSchema },
      },
    },
    async (request, reply) => {
      const shown = await showHandover(request.shelves, request.query, questionOf(request.query));
      if (!shown.ok) return sendRefusal(reply, shown.refusal);
      return sendHandover(reply, shown.value, request.query.format, today());
    },
  );

  api.get(
    '/api/handover/table',
    {
      config: { verb: 'show-handover' },
      schema: {
        summary: 'The same as columns with dictionaries, for a screen',
        querystring: query,
        response: { 200: handoverTableSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await showHandover(request.shelves, request.query, questionOf(request.query)), (shown) =>
        encodeHandoverTable(shown.handover, sourceOf(shown)),
      ),
  );

  api.get(
    '/api/handover/actions',
    {
      config: { verb: 'show-handover' },
      schema: {
        summary: 'What has to be done, by day, as columns with dictionaries: for a calendar',
        querystring: query,
        response: { 200: handoverActionsSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await showHandover(request.shelves, request.query, questionOf(request.query)), (shown) =>
        encodeHandoverActions(shown.handover, sourceOf(shown)),
      ),
  );
}

function addLineRoutes(api: Api): void {
  api.get(
    '/api/handover/line',
    {
      config: { verb: 'show-handover-line' },
      schema: {
        summary: 'All about one line: every basis, the law, the findings, and why other rules did not decide',
        querystring: lineQuery,
        response: { 200: handoverLineDetailSchema },
      },
    },
    async (request, reply) => {
      const question = { ...questionOf(request.query), key: request.query.key };
      return sendAnswer(reply, await showHandoverLine(request.shelves, request.query, question), (shown) =>
        encodeLineDetail(shown, sourceOf(shown.shown)),
      );
    },
  );

  api.post(
    '/api/handover/try-rulebook',
    {
      config: { verb: 'try-rulebook' },
      schema: {
        summary: 'What another rulebook would change; nothing is stored',
        querystring: query,
        body: z.strictObject({ rulebook: z.unknown() }),
        response: { 200: rulebookTrialSchema },
      },
    },
    async (request, reply) => {
      const tried = await tryRulebook(request.shelves, request.query, questionOf(request.query), request.body.rulebook);
      if (!tried.ok) {
        const faults = faultsOf(tried.refusal);
        return faults === null ? sendRefusal(reply, tried.refusal) : reply.send(faults);
      }
      const { shown, changed } = tried.value;
      const names = new LineNames(sourceOf(shown));
      return reply.send({
        problems: [],
        lines: shown.handover.lines.length,
        changed: changed.map(({ line, changes }) => ({
          key: line.key,
          title: line.arrangement.title,
          party: names.party(line.organisation).name,
          changes: [...changes],
        })),
      });
    },
  );
}

function questionOf({ from, to, party, careGroup, rulebook, population, schedule, all }: HandoverQuery) {
  const group = careGroup as CareGroup | undefined;
  return { from, to, party, careGroup: group, rulebook, population, schedule, all: all === 'true' };
}

async function sendHandover(
  reply: FastifyReply,
  shown: ShownHandover,
  format: z.infer<typeof fileQuery>['format'],
  today: IsoDate,
): Promise<FastifyReply> {
  const { handover, from, to } = shown;
  const source = sourceOf(shown);
  const { id, title } = source.timeline.scenario;
  const name = `handover-${id}-${from}-to-${to}`;
  switch (format) {
    case 'json':
      return reply.send(encodeHandover(handover, source));
    case 'csv':
      return sendFile(reply, `${name}.csv`, 'text/csv; charset=utf-8', handoverCsv(handover, source));
    case 'ics': {
      const calendar = handoverCalendar(handover, source, `Handover: ${title}`, today);
      return sendFile(reply, `${name}.ics`, 'text/calendar; charset=utf-8', calendar);
    }
    case 'xlsx': {
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      return sendFile(reply, `${name}.xlsx`, type, await writeSheets(handoverSheets(handover, source)));
    }
    default:
      return format satisfies never;
  }
}

/** A trial of a faulty document is an answer: it lists what is wrong. */
function faultsOf(refusal: Refusal): z.infer<typeof rulebookTrialSchema> | null {
  if (refusal.kind !== 'rulebook-has-problems') return null;
  const problems = refusal.problems.map(({ code, message, where }) => ({ code, message, where: where.column ?? '' }));
  return { problems, lines: 0, changed: [] };
}
