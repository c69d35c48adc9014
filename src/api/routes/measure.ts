/** How two tiers fit. */

import { z } from 'zod';
import { measureFit, measureFitSeries, usualTolerance } from '#actions/measure-fit.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer, sendCsv } from '#api/send-answer.ts';
import { caution } from '#core/coterminosity/assumptions.ts';
import { encodeIndices, encodeMeasure, encodeSeries, measureCsv } from '#wire/encode-measure.ts';
import { indicesSchema, measureSchema, seriesSchema } from '#wire/measure.ts';
import { choiceSchema, contextSchema, dateSchema, noQuery, textSchema, tierSchema } from '#wire/query.ts';

const aTolerance = 'Give a share from 0 up to, not including, 0.5, such as 0.005.';

const fitQuery = contextSchema.extend({
  bodies: tierSchema,
  councils: tierSchema,
  population: textSchema('A count of people on blocks; the nearest complete one when left out.').optional(),
  region: textSchema('Code of a region; everywhere when left out.').optional(),
  tolerance: z.coerce
    .number({ error: aTolerance })
    .min(0, { error: aTolerance })
    .lt(0.5, { error: aTolerance })
    .default(usualTolerance)
    .meta({ description: 'Share of people that may lie elsewhere.' }),
});
const dayQuery = fitQuery.extend({ on: dateSchema, format: choiceSchema(['json', 'csv']).default('json') });

export function addMeasureRoutes(api: Api): void {
  api.get(
    '/api/measure',
    {
      config: { verb: 'measure-fit' },
      schema: { summary: 'How two tiers fit on a day', querystring: dayQuery, response: { 200: measureSchema } },
    },
    async (request, reply) => {
      const fit = await measureFit(request.shelves.registers, request.query, request.query);
      if (fit.ok && request.query.format === 'csv') {
        const { bodies, councils, on } = request.query;
        return sendCsv(reply, `${bodies}-${councils}-${on}.csv`, measureCsv(encodeFit(fit.value)));
      }
      return sendAnswer(reply, fit, encodeFit);
    },
  );

  api.get(
    '/api/measure/series',
    {
      config: { verb: 'measure-fit-series' },
      schema: {
        summary: 'How two tiers fit at every change of either',
        querystring: fitQuery,
        response: { 200: seriesSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(
        reply,
        await measureFitSeries(request.shelves.registers, request.query, request.query),
        ({ query, points }) => encodeSeries(query, points),
      ),
  );

  api.get(
    '/api/indices',
    {
      config: { verb: 'measure-fit' },
      schema: {
        summary: 'What each number of a measure means',
        querystring: noQuery,
        response: { 200: indicesSchema },
      },
    },
    () => encodeIndices(caution.text),
  );
}

function encodeFit({ register, measure }: Extract<Awaited<ReturnType<typeof measureFit>>, { ok: true }>['value']) {
  return encodeMeasure(measure, register.world, register.pack.name, register.timeline.scenario.id);
}
