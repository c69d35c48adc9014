/** Data sets: the catalogue, one, its numbers on their own areas; a file looked at, and imported. */

import { stat } from 'node:fs/promises';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { DataFile } from '#actions/data-file.ts';
import { importData } from '#actions/import-data.ts';
import { inspectData } from '#actions/inspect-data.ts';
import { listDataSets } from '#actions/list-data-sets.ts';
import type { Refusal } from '#actions/refusal.ts';
import { showDataSet, showValues } from '#actions/show-data-set.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer, sendRefusal } from '#api/send-answer.ts';
import { takeUploads, type Upload, withUpload } from '#api/upload.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import {
  dataImportSchema,
  dataSetDetailSchema,
  dataSetsSchema,
  dataValuesSchema,
  inspectionSchema,
} from '#wire/data-sets.ts';
import {
  decodeDescription,
  encodeDataImport,
  encodeDataSet,
  encodeDataSetDetail,
  encodeInspection,
  encodeValues,
} from '#wire/encode-data-sets.ts';
import { choiceSchema, contextSchema, textSchema } from '#wire/query.ts';

export type DataSetRoutesOptions = {
  /** This moment, for the record of a change. */
  readonly now: () => string;
};

const aVersion = 'Give the number of a version, from 1.';
const registerQuery = contextSchema.pick({ register: true });
const versionQuery = registerQuery.extend({
  version: z.coerce
    .number({ error: aVersion })
    .int({ error: aVersion })
    .min(1, { error: aVersion })
    .optional()
    .meta({ description: 'Which version; the newest when left out.' }),
});
const valuesQuery = versionQuery.extend({
  measure: textSchema('Id of the measure; the first when left out.').optional(),
  period: textSchema('Id of the period; the newest when left out.').optional(),
});
const oneParams = z.object({ id: textSchema('Id of the data set.') });
const fileQuery = registerQuery.extend({
  name: textSchema('Name of the file; that of the form when left out.').optional(),
  sheet: textSchema('Of a workbook: the sheet to read; the first with rows when left out.').optional(),
});
/** How an import is asked for. */
export const importQuery = fileQuery.extend({
  by: textSchema('Who imports it.').optional(),
  actingFor: textSchema('Code or id of the body that they act for.').optional(),
  dry: choiceSchema(['true', 'false']).default('false').meta({ description: 'true: only check, store nothing.' }),
});
/** What is imported while the sender waits; more is a job. @units bytes */
const largestAtOnce = 5_000_000;
const formType = ['multipart/form-data'];

export async function addDataSetRoutes(api: Api, options: DataSetRoutesOptions): Promise<void> {
  addReadingRoutes(api);
  await addFileRoutes(api, options);
}

function addReadingRoutes(api: Api): void {
  api.get(
    '/api/data',
    {
      config: { verb: 'list-data-sets' },
      schema: {
        summary: 'The data sets of a register, without their numbers',
        querystring: registerQuery,
        response: { 200: dataSetsSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await listDataSets(request.shelves, request.query), ({ register, dataSets }) => ({
        register: register.pack.name,
        dataSets: dataSets.map((one) => encodeDataSet(one, register.timeline)),
      })),
  );

  api.get(
    '/api/data/:id',
    {
      config: { verb: 'show-data-set' },
      schema: {
        summary: 'One data set, with the history of its versions',
        params: oneParams,
        querystring: versionQuery,
        response: { 200: dataSetDetailSchema },
      },
    },
    async (request, reply) => {
      const { version } = request.query;
      const shown = await showDataSet(request.shelves, request.query, { id: request.params.id, version });
      return sendAnswer(reply, shown, ({ register, dataSet, versions }) =>
        encodeDataSetDetail(register.pack.name, dataSet, versions, register.timeline),
      );
    },
  );

  api.get(
    '/api/data/:id/values',
    {
      config: { verb: 'show-values' },
      schema: {
        summary: 'The numbers of a measure in a period on their own areas, as imported; money in pence',
        params: oneParams,
        querystring: valuesQuery,
        response: { 200: dataValuesSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { version, measure, period } = request.query;
      const shown = await showValues(request.shelves, request.query, { id, version, measure, period });
      return sendAnswer(reply, shown, ({ register, kept, ...rest }) =>
        encodeValues({ register: register.pack.name, data: id, version: kept.version, ...rest }),
      );
    },
  );
}

/** In a scope of its own, which takes forms with a file and nothing else. */
async function addFileRoutes(api: Api, { now }: DataSetRoutesOptions): Promise<void> {
  await api.register(async (plain) => {
    const scope = plain.withTypeProvider<ZodTypeProvider>();
    await takeUploads(plain);
    scope.post(
      '/api/data/inspect',
      {
        config: { verb: 'inspect-data' },
        schema: {
          summary: 'What a file seems to hold: its columns, areas and periods, and how to import it. Stores nothing.',
          description: 'A form with the file (CSV, gzipped or not, XLSX or Parquet) as the field `file`.',
          consumes: formType,
          querystring: fileQuery,
          response: { 200: inspectionSchema },
        },
      },
      async (request, reply) => {
        const inspected = await withUpload(request, async (upload) => {
          const file = dataFileOf(upload, request.query);
          return file.ok ? inspectData(request.shelves, request.query, file.value) : file;
        });
        return sendAnswer(reply, inspected, encodeInspection);
      },
    );

    scope.post(
      '/api/data/import',
      {
        config: { verb: 'import-data' },
        schema: {
          summary: 'Import a file of numbers of at most 5 MB: all of it or nothing',
          description:
            'A form with the field `description` (JSON; as the file is guessed, when left out) and, after it, the file as the field `file`.',
          consumes: formType,
          querystring: importQuery,
          response: { 200: dataImportSchema },
        },
      },
      async (request, reply) => {
        const { by, actingFor, dry } = request.query;
        const isDryRun = dry === 'true';
        const author = request.authorOf({ name: by ?? '', actingFor: actingFor ?? null });
        if (author.name === '' && !isDryRun) {
          return sendRefusal(reply, { kind: 'bad-question', detail: 'by: Say who imports it.' });
        }
        const imported = await withUpload(request, async (upload) => {
          const file = dataFileOf(upload, request.query);
          if (!file.ok) return file;
          if (!isDryRun && (await stat(file.value.path)).size > largestAtOnce) return refuse(tooLargeAtOnce);
          const description = descriptionOf(upload.fields.get('description'));
          if (!description.ok) return description;
          const options = { description: description.value, author, at: now(), isDryRun };
          return importData(request.shelves, request.query, file.value, options);
        });
        return sendAnswer(reply, imported, encodeDataImport);
      },
    );
  });
}

const tooLargeAtOnce: Refusal = {
  kind: 'bad-question',
  detail: `file: This address imports files of at most ${largestAtOnce / 1e6} MB. Send it to /api/jobs/import-data, which keeps it and imports it afterwards.`,
};

/** The file of the form, and where it lies meanwhile. */
export function dataFileOf(
  { path, name }: Upload,
  query: { readonly name?: string | undefined; readonly sheet?: string | undefined },
): Result<DataFile & { readonly path: string }, Refusal> {
  const fileName = query.name ?? name;
  if (path !== null && fileName !== '') return answer({ input: path, path, fileName, sheet: query.sheet });
  const detail = 'file: Send a form with the file to read as the field `file`, with its name.';
  return refuse({ kind: 'bad-question', detail });
}

/** The description of the form; null: none was sent. */
export function descriptionOf(text: string | undefined): Result<DataDescription | null, Refusal> {
  if (text === undefined) return answer(null);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const detail = 'description: This is not JSON. Send what /api/data/inspect gave as its description.';
    return refuse({ kind: 'bad-question', detail });
  }
  const { description, problems } = decodeDescription(json);
  if (description !== null) return answer(description);
  const detail = problems.map(({ where, message }) => `${where.column}: ${message}`).join(' ');
  return refuse({ kind: 'bad-question', detail, problems });
}
