/** Numbers on other areas: the table, one cell with its evidence, lines over time, and the weights themselves. */

import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { crosswalkAreas } from '#actions/crosswalk-areas.ts';
import { explainCell } from '#actions/explain-cell.ts';
import { checkLeaving, checkWeightsLeaving, writeColumns } from '#actions/export-rebased.ts';
import { type RebasedData, rebaseData } from '#actions/rebase-data.ts';
import { rebaseDataSeries } from '#actions/rebase-data-series.ts';
import type { Refusal } from '#actions/refusal.ts';
import { writeSheets } from '#actions/write-workbook.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer, sendCsv, sendFile, sendRefusal } from '#api/send-answer.ts';
import { choiceOf } from '#core/rebase/rebase-data-set.ts';
import type { TargetChoice } from '#core/rebase/rebased-table.ts';
import type { Result } from '#std/result.ts';
import {
  cellsIn,
  encodeCellEvidence,
  encodeCrosswalk,
  encodeDataSeries,
  encodeRebased,
  type RebaseSource,
} from '#wire/encode-rebase.ts';
import { choiceSchema, contextSchema, dateSchema, textSchema } from '#wire/query.ts';
import {
  cellEvidenceSchema,
  crosswalkSchema,
  type RebasedWire,
  rebasedSchema,
  seriesOfDataSchema,
} from '#wire/rebase.ts';
import { crosswalkCsv, dataSeriesCsv, notesOfRebased, rebasedByColumn, rebasedCsv } from '#wire/rebase-csv.ts';
import { rebasedSheets } from '#wire/rebase-sheets.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const parquetType = 'application/vnd.apache.parquet';

/** Cells that one answer holds at most. */
const mostCells = 200_000;

const aVersion = 'Give the number of a version, from 1.';
/** Several ids in one parameter. */
const idsSchema = (description: string) =>
  textSchema(description, 4000)
    .transform((list) => list.split(',').map((one) => one.trim()))
    .optional()
    .meta({ type: 'string', description });

const tableShape = {
  data: textSchema('Id of the data set.'),
  version: z.coerce
    .number({ error: aVersion })
    .int({ error: aVersion })
    .min(1, { error: aVersion })
    .optional()
    .meta({ description: 'Of the data set; the newest when left out.' }),
  to: textSchema('A tier, such as icb, or the id of a vintage of building blocks.')
    .transform(choiceOf)
    .meta({ type: 'string' }),
  on: dateSchema,
  weights: textSchema(
    'A population, a residence table, or DATA-SET:MEASURE on blocks; the population nearest to each period when left out.',
  ).optional(),
  denominator: textSchema('A population that stands for the denominators of ratios that have none.').optional(),
};
const tableQuery = contextSchema.extend({
  ...tableShape,
  measures: idsSchema('Ids of measures with commas; all that can be moved when left out.'),
  periods: idsSchema('Ids of periods with commas; all when left out.'),
  format: choiceSchema(['json', 'csv', 'xlsx', 'parquet']).default('json'),
});
const cellQuery = contextSchema.extend({
  ...tableShape,
  area: textSchema('Code or id of the area; outside for what lies in none.'),
  measure: textSchema('Id of the measure.'),
  period: textSchema('Id of the period; the last when left out.').optional(),
});
const seriesQuery = contextSchema.extend({
  ...tableShape,
  measure: textSchema('Id of the measure; may be left out when there is one.').optional(),
  periods: idsSchema('Ids of periods with commas; all when left out.'),
  areas: idsSchema('Codes or ids of areas with commas; all when left out.'),
  format: choiceSchema(['json', 'csv']).default('json'),
});
const crosswalkQuery = contextSchema.extend({
  from: textSchema('lsoa21, or a tier and a day as ltla@2022-04-01.'),
  to: textSchema('lsoa21, or a tier and a day as icb@2026-04-01.'),
  weights: tableShape.weights,
  format: choiceSchema(['json', 'csv']).default('json'),
});

export function addRebaseRoutes(api: Api): void {
  addTableRoutes(api);
  addSeriesRoutes(api);

  api.get(
    '/api/crosswalk',
    {
      config: { verb: 'crosswalk-areas' },
      schema: {
        summary: 'How the areas of one geography and day lie in those of another, with both shares',
        querystring: crosswalkQuery,
        response: { 200: crosswalkSchema },
      },
    },
    async (request, reply) => {
      const found = await crosswalkAreas(request.shelves, request.query, request.query);
      if (!found.ok) return sendRefusal(reply, found.refusal);
      const { opened, overlap } = found.value;
      const wire = encodeCrosswalk(overlap, opened.pack.name, opened.timeline.scenario.id);
      const { from, to, format, weights } = request.query;
      if (format === 'csv') {
        const may = await checkWeightsLeaving(request.shelves, request.query, weights);
        if (!may.ok) return sendRefusal(reply, may.refusal);
      }
      return format === 'csv' ? sendCsv(reply, `crosswalk-${from}-${to}.csv`, crosswalkCsv(wire)) : reply.send(wire);
    },
  );
}

function addTableRoutes(api: Api): void {
  api.get(
    '/api/rebase',
    {
      config: { verbs: ['rebase-data', 'export-rebased'] },
      schema: {
        summary: 'A data set on the areas of a day; counts of people as JSON for the screen alone',
        querystring: tableQuery,
        response: { 200: rebasedSchema },
      },
    },
    async (request, reply) => {
      const { format } = request.query;
      const rebased = await rebaseData(request.shelves, request.query, request.query);
      if (!rebased.ok) return sendRefusal(reply, rebased.refusal);
      if (format === 'json') {
        const count = cellsIn(rebased.value);
        if (count > mostCells) return sendRefusal(reply, tooMany(count));
        return reply.send(encodeRebased(sourceOf(rebased.value)));
      }
      const may = await mayLeave(request.shelves, rebased.value, request.query);
      if (!may.ok) return sendRefusal(reply, may.refusal);
      const name = `${request.query.data}-${nameOf(request.query.to)}-${request.query.on}.${format}`;
      return sendTable(reply, name, format, encodeRebased(sourceOf(rebased.value)));
    },
  );

  api.get(
    '/api/rebase/cell',
    {
      config: { verb: 'explain-cell' },
      schema: {
        summary: 'One cell with every source area in it, weights and bounds, and how it was worked out',
        querystring: cellQuery,
        response: { 200: cellEvidenceSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await explainCell(request.shelves, request.query, request.query), ({ table, ...cell }) =>
        encodeCellEvidence({ ...sourceOf(table), ...cell }),
      ),
  );
}

function addSeriesRoutes(api: Api): void {
  api.get(
    '/api/rebase/series',
    {
      config: { verbs: ['rebase-data-series', 'export-rebased'] },
      schema: {
        summary: 'A measure over its periods, one line for each body of the chosen day',
        querystring: seriesQuery,
        response: { 200: seriesOfDataSchema },
      },
    },
    async (request, reply) => {
      const series = await rebaseDataSeries(request.shelves, request.query, request.query);
      if (!series.ok) return sendRefusal(reply, series.refusal);
      const { table, lines } = series.value;
      const count = lines.reduce((sum, line) => sum + (1 + line.own.length) * line.points.length, 0);
      if (count > mostCells) return sendRefusal(reply, tooMany(count));
      const { data, to, on, format } = request.query;
      if (format === 'json') return reply.send(encodeDataSeries(sourceOf(table), lines));
      const may = await mayLeave(request.shelves, table, request.query);
      if (!may.ok) return sendRefusal(reply, may.refusal);
      const wire = encodeDataSeries(sourceOf(table), lines);
      return sendCsv(reply, `${data}-${nameOf(to)}-${on}-series.csv`, dataSeriesCsv(wire));
    },
  );
}

/** Whether the numbers, and the weights that divided them, may be sent as a file. */
async function mayLeave(
  shelves: Shelves,
  { dataSet, question }: RebasedData,
  context: { readonly register?: string | undefined },
): Promise<Result<null, Refusal>> {
  const may = checkLeaving(dataSet.statement, question);
  return may.ok ? checkWeightsLeaving(shelves, context, question.weights) : may;
}

function sourceOf(table: RebasedData): RebaseSource {
  const { pack, timeline } = table.opened;
  return { register: pack.name, scenario: timeline.scenario.id, version: table.kept.version, table };
}

function nameOf(to: TargetChoice): string {
  return to.kind === 'tier' ? to.tier : to.geography;
}

function tooMany(count: number) {
  const detail = `The answer would have ${count.toLocaleString('en-GB')} numbers, and one answer has at most ${mostCells.toLocaleString('en-GB')}. Ask for fewer measures, periods or areas.`;
  return { kind: 'bad-question', detail } as const;
}

async function sendTable(
  reply: FastifyReply,
  name: string,
  format: 'csv' | 'xlsx' | 'parquet',
  wire: RebasedWire,
): Promise<FastifyReply> {
  if (format === 'csv') return sendCsv(reply, name, rebasedCsv(wire));
  if (format === 'xlsx') return sendFile(reply, name, xlsxType, await writeSheets(rebasedSheets(wire)));
  return sendFile(reply, name, parquetType, await writeColumns(rebasedByColumn(wire), notesOfRebased(wire)));
}
