/** Releases: checked, made, listed, one, its files, and whether it comes out again. Nothing changes one. */

import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { checkRelease } from '#actions/check-release.ts';
import { releaseParquet } from '#actions/export-release.ts';
import { listReleases, type ShownRelease, showRelease } from '#actions/list-releases.ts';
import { makeRelease } from '#actions/make-release.ts';
import { verifyRelease } from '#actions/verify-release.ts';
import { writeSheets } from '#actions/write-workbook.ts';
import type { Api } from '#api/bare-server.ts';
import type { ChangingRoutesOptions } from '#api/routes/scenarios.ts';
import { sendAnswer, sendCsv, sendFile, sendRefusal } from '#api/send-answer.ts';
import { authorSchema } from '#wire/arrangements.ts';
import { encodeRelease, encodeReleaseDraft, encodeReleaseSummary } from '#wire/encode-releases.ts';
import { choiceSchema, contextSchema, textSchema } from '#wire/query.ts';
import { releaseCsv, releaseJson } from '#wire/release-csv.ts';
import { releaseSheets } from '#wire/release-sheets.ts';
import {
  releaseCheckSchema,
  releaseDraftSchema,
  releaseQuestionSchema,
  releaseSchema,
  releasesSchema,
} from '#wire/releases.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const parquetType = 'application/vnd.apache.parquet';

const registerQuery = contextSchema.pick({ register: true });
const fileQuery = registerQuery.extend({ format: choiceSchema(['csv', 'xlsx', 'parquet', 'json']).default('csv') });
const oneParams = z.object({ id: textSchema('Id of the release.') });
const signedSchema = z.object({
  question: releaseQuestionSchema,
  by: authorSchema,
  reason: z.string().max(2000, { error: 'Give a reason of at most 2000 characters.' }).nullable().default(null),
});

export function addReleaseRoutes(api: Api, options: ChangingRoutesOptions): void {
  addReadingRoutes(api);
  addMakingRoutes(api, options);
}

function addMakingRoutes(api: Api, { now }: ChangingRoutesOptions): void {
  api.post(
    '/api/releases/check',
    {
      config: { verb: 'check-release' },
      schema: {
        summary: 'What would be published, and what it would give away; nothing is stored',
        querystring: registerQuery,
        body: releaseQuestionSchema,
        response: { 200: releaseDraftSchema },
      },
    },
    async (request, reply) => {
      const draft = await checkRelease(request.shelves, request.query, request.body, { at: now() });
      return sendAnswer(reply, draft, ({ rebased, question, composed }) =>
        encodeReleaseDraft({
          register: rebased.opened.pack.name,
          question,
          toTitle: rebased.targetTitle,
          cells: composed.published.cells,
          audit: composed.audit,
        }),
      );
    },
  );

  api.post(
    '/api/releases',
    {
      config: { verb: 'make-release' },
      schema: {
        summary: 'Publish: signed and kept for good, or refused with all that is not safe',
        querystring: registerQuery,
        body: signedSchema,
        response: { 200: releaseSchema },
      },
    },
    async (request, reply) => {
      const { question, by, reason } = request.body;
      const made = await makeRelease(request.shelves, request.query, question, {
        author: request.authorOf(by),
        reason,
        at: now(),
      });
      return sendAnswer(reply, made, ({ register, world, release }) => encodeRelease(register, release, world));
    },
  );
}

function addReadingRoutes(api: Api): void {
  api.get(
    '/api/releases',
    {
      config: { verb: 'list-releases' },
      schema: {
        summary: 'What was released from a register, newest first',
        querystring: registerQuery,
        response: { 200: releasesSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await listReleases(request.shelves, request.query), ({ register, world, releases }) => ({
        register,
        releases: releases.map((release) => encodeReleaseSummary(release, world)),
      })),
  );

  api.get(
    '/api/releases/:id',
    {
      config: { verb: 'show-release' },
      schema: {
        summary: 'One release with its numbers, its audit and what it rests on',
        params: oneParams,
        querystring: registerQuery,
        response: { 200: releaseSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(
        reply,
        await showRelease(request.shelves, request.query, request.params.id),
        ({ register, world, release }) => encodeRelease(register, release, world),
      ),
  );

  api.get(
    '/api/releases/:id/file',
    {
      config: { verb: 'export-release' },
      schema: {
        summary: 'What a release shows, as a file for everybody: hidden numbers are [c]',
        params: oneParams,
        querystring: fileQuery,
      },
    },
    async (request, reply) => {
      const shown = await showRelease(request.shelves, request.query, request.params.id);
      if (!shown.ok) return sendRefusal(reply, shown.refusal);
      return sendReleaseFile(reply, shown.value, request.query.format);
    },
  );

  api.get(
    '/api/releases/:id/verify',
    {
      config: { verb: 'verify-release' },
      schema: {
        summary: 'Whether the recorded inputs still give what was published',
        params: oneParams,
        querystring: registerQuery,
        response: { 200: releaseCheckSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await verifyRelease(request.shelves, request.query, request.params.id), (check) => ({
        ...check,
        differences: [...check.differences],
      })),
  );
}

async function sendReleaseFile(
  reply: FastifyReply,
  { world, release }: ShownRelease,
  format: z.output<typeof fileQuery>['format'],
): Promise<FastifyReply> {
  const name = `release-${release.id}.${format}`;
  switch (format) {
    case 'csv':
      return sendCsv(reply, name, releaseCsv(release.document));
    case 'json':
      return sendFile(
        reply,
        name,
        'application/json; charset=utf-8',
        JSON.stringify(releaseJson(release, world), null, 2),
      );
    case 'xlsx':
      return sendFile(reply, name, xlsxType, await writeSheets(releaseSheets(release, world)));
    case 'parquet':
      return sendFile(reply, name, parquetType, await releaseParquet(release));
    default:
      return format satisfies never;
  }
}
