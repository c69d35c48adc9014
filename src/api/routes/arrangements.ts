/** Arrangements: the list, one, its changes; spreadsheets in and out; who leads. */

import type { FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { arrangementsTemplate, exportArrangements } from '#actions/export-arrangements.ts';
import { importArrangements } from '#actions/import-arrangements.ts';
import { type ArrangementList, listArrangements } from '#actions/list-arrangements.ts';
import { listLeadership } from '#actions/list-leadership.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { removeArrangement } from '#actions/remove-arrangement.ts';
import { saveArrangement } from '#actions/save-arrangement.ts';
import { showArrangement } from '#actions/show-arrangement.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer, sendFile, sendRefusal } from '#api/send-answer.ts';
import type { ArrangementId } from '#core/agreements/arrangement.ts';
import type { IsoDate } from '#std/iso-date.ts';
import {
  arrangementEditSchema,
  arrangementRemovalSchema,
  arrangementSavedSchema,
  arrangementSchema,
  arrangementsSchema,
  importReportSchema,
  leadershipSchema,
} from '#wire/arrangements.ts';
import {
  type ArrangementSource,
  decodeSpec,
  encodeArrangement,
  encodeArrangementRows,
  encodeLeadership,
} from '#wire/encode-arrangements.ts';
import { choiceSchema, contextSchema, dateSchema, noQuery, textSchema } from '#wire/query.ts';

export type ArrangementRoutesOptions = {
  /** The day it is. */
  readonly today: () => IsoDate;
  /** This moment, for the record of a change. */
  readonly now: () => string;
};

/** What a spreadsheet is sent as; a browser that does not know the type says octet-stream. */
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const sheetTypes = [xlsxType, 'text/csv', 'application/octet-stream'];
/** @units bytes */
const largestSheet = 50_000_000;

const onSchema = dateSchema
  .optional()
  .meta({ type: 'string', format: 'date', description: 'A calendar date; today when left out.' });
const listQuery = contextSchema.extend({ on: onSchema, format: choiceSchema(['json', 'csv', 'xlsx']).default('json') });
const dayQuery = contextSchema.extend({ on: onSchema });
const changeQuery = contextSchema.pick({ register: true });
const oneParams = z.object({ id: textSchema('Reference of the arrangement.') });
const importQuery = changeQuery.extend({
  name: textSchema('Name of the file; its ending says what it is: .xlsx or .csv.'),
  by: textSchema('Who imports it.').optional(),
  actingFor: textSchema('Code or id of the body that they act for.').optional(),
  dry: choiceSchema(['true', 'false']).default('false').meta({ description: 'true: only check, store nothing.' }),
});

export async function addArrangementRoutes(api: Api, options: ArrangementRoutesOptions): Promise<void> {
  addReadingRoutes(api, options);
  addChangingRoutes(api, options);
  await addImportRoute(api, options);
}

function addReadingRoutes(api: Api, { today }: ArrangementRoutesOptions): void {
  api.get(
    '/api/arrangements',
    {
      config: { verbs: ['list-arrangements', 'export-arrangements'] },
      schema: {
        summary:
          'The arrangements of a register on a day; as CSV or Excel all that is held of them, to be imported again',
        querystring: listQuery,
        response: { 200: arrangementsSchema },
      },
    },
    async (request, reply) => {
      const { format, on = today() } = request.query;
      if (format === 'json') {
        return sendAnswer(reply, await listArrangements(request.shelves, request.query, { on }), encodeList);
      }
      const file = await exportArrangements(request.shelves, request.query, format);
      if (!file.ok) return sendRefusal(reply, file.refusal);
      return sendSheet(reply, `arrangements-${file.value.register}.${format}`, file.value.bytes);
    },
  );

  api.get(
    '/api/arrangements/template',
    {
      config: { verb: 'arrangements-template' },
      schema: { summary: 'An Excel workbook to fill in', querystring: noQuery },
    },
    async (_request, reply) => sendSheet(reply, 'arrangements-template.xlsx', await arrangementsTemplate()),
  );

  api.get(
    '/api/arrangements/:id',
    {
      config: { verb: 'show-arrangement' },
      schema: {
        summary: 'One arrangement on a day, with its history',
        params: oneParams,
        querystring: dayQuery,
        response: { 200: arrangementSchema },
      },
    },
    async (request, reply) => {
      const id = request.params.id as ArrangementId;
      const shown = await showArrangement(request.shelves, request.query, { id, on: request.query.on ?? today() });
      return sendAnswer(reply, shown, ({ kept, lifecycle, history, register, on }) => {
        const { arrangement, version } = kept;
        return encodeArrangement({ arrangement, version, lifecycle, history }, sourceOf(register, on));
      });
    },
  );

  api.get(
    '/api/leadership',
    {
      config: { verb: 'list-leadership' },
      schema: {
        summary: 'Who leads commissioning for each care group and place on a day',
        querystring: dayQuery,
        response: { 200: leadershipSchema },
      },
    },
    async (request, reply) => {
      const led = await listLeadership(request.shelves, request.query, { on: request.query.on ?? today() });
      return sendAnswer(reply, led, ({ rows, register, on }) => encodeLeadership(rows, sourceOf(register, on)));
    },
  );
}

function addChangingRoutes(api: Api, { now }: ArrangementRoutesOptions): void {
  api.put(
    '/api/arrangements/:id',
    {
      config: { verbs: ['save-arrangement', 'state-amounts'] },
      schema: {
        summary: 'Save an arrangement, new or changed',
        params: oneParams,
        querystring: changeQuery,
        body: arrangementEditSchema,
        response: { 200: arrangementSavedSchema },
      },
    },
    async (request, reply) => {
      const { arrangement, expectedVersion, by, reason } = request.body;
      if (arrangement.id !== request.params.id) {
        const detail = `The address names ${request.params.id} and the body ${arrangement.id}. Give both the same reference; a reference is not changed.`;
        return sendRefusal(reply, { kind: 'bad-question', detail });
      }
      const edit = { spec: decodeSpec(arrangement), expectedVersion, author: request.authorOf(by), reason, at: now() };
      return sendAnswer(reply, await saveArrangement(request.shelves, request.query, edit), ({ kept, warnings }) => ({
        id: kept.arrangement.id,
        version: kept.version,
        problems: [...warnings],
      }));
    },
  );

  api.delete(
    '/api/arrangements/:id',
    {
      config: { verb: 'remove-arrangement' },
      schema: {
        summary: 'Remove an arrangement; its history stays',
        params: oneParams,
        querystring: changeQuery,
        body: arrangementRemovalSchema,
        response: { 200: arrangementSavedSchema },
      },
    },
    async (request, reply) => {
      const { expectedVersion, by, reason } = request.body;
      const removal = {
        id: request.params.id as ArrangementId,
        expectedVersion,
        author: request.authorOf(by),
        reason,
        at: now(),
      };
      return sendAnswer(reply, await removeArrangement(request.shelves, request.query, removal), ({ id, version }) => ({
        id,
        version,
        problems: [],
      }));
    },
  );
}

/** In a scope of its own, which takes spreadsheets and nothing else. */
async function addImportRoute(api: Api, { now }: ArrangementRoutesOptions): Promise<void> {
  await api.register(async (plain) => {
    const scope = plain.withTypeProvider<ZodTypeProvider>();
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(sheetTypes, { parseAs: 'buffer', bodyLimit: largestSheet }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(
      '/api/arrangements/import',
      {
        config: { verb: 'import-arrangements' },
        bodyLimit: largestSheet,
        schema: {
          summary: 'Import a spreadsheet of arrangements, sent as it is: all of it or nothing',
          consumes: sheetTypes,
          querystring: importQuery,
          response: { 200: importReportSchema },
        },
      },
      async (request, reply) => {
        const { name, by, actingFor, dry } = request.query;
        const isDryRun = dry === 'true';
        const author = request.authorOf({ name: by ?? '', actingFor: actingFor ?? null });
        if (author.name === '' && !isDryRun) {
          return sendRefusal(reply, { kind: 'bad-question', detail: 'by: Say who imports it.' });
        }
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const imported = await importArrangements(request.shelves, request.query, {
          bytes,
          fileName: name,
          author,
          at: now(),
          isDryRun,
        });
        return sendAnswer(reply, imported, (report) => ({ ...report, problems: [...report.problems] }));
      },
    );
  });
}

function encodeList({ register, on, arrangements }: ArrangementList) {
  const source = sourceOf(register, on);
  return { register: source.register, on, arrangements: encodeArrangementRows(arrangements, source) };
}

function sourceOf({ pack, timeline }: OpenRegister, on: IsoDate): ArrangementSource {
  return { register: pack.name, timeline, on };
}

function sendSheet(reply: FastifyReply, name: string, bytes: Uint8Array): FastifyReply {
  return sendFile(reply, name, name.endsWith('.csv') ? 'text/csv; charset=utf-8' : xlsxType, bytes);
}
