/**
 * The HTTP server: the API under /api and the workbench beside it. Thin: addresses, headers and statuses; what
 * is asked is answered by the actions.
 */

import compress from '@fastify/compress';
import etag from '@fastify/etag';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { type BareOptions, bareServer, pathOf } from '#api/bare-server.ts';
import { guardProxy } from '#api/guard-proxy.ts';
import { addHealthRoutes, addMetricsRoute, type Watched, watchedStore } from '#api/health.ts';
import type { Metrics } from '#api/metrics.ts';
import { openapiOptions } from '#api/openapi.ts';
import { problemOfError, problemOfUnknownAddress } from '#api/problem-document.ts';
import { addArrangementRoutes } from '#api/routes/arrangements.ts';
import { addBlockRoutes } from '#api/routes/blocks.ts';
import { addDataSetRoutes } from '#api/routes/data-sets.ts';
import { addEventRoutes } from '#api/routes/events.ts';
import { addHandoverRoutes } from '#api/routes/handover.ts';
import { addJournalRoutes } from '#api/routes/journal.ts';
import { addMapRoutes } from '#api/routes/map.ts';
import { addMeasureRoutes } from '#api/routes/measure.ts';
import { addOrganisationRoutes } from '#api/routes/organisations.ts';
import { addRebaseRoutes } from '#api/routes/rebase.ts';
import { addRegisterRoutes } from '#api/routes/registers.ts';
import { addReleaseRoutes } from '#api/routes/releases.ts';
import { addRulebookRoutes } from '#api/routes/rulebooks.ts';
import { addScenarioRoutes } from '#api/routes/scenarios.ts';
import { addScheduleRoutes } from '#api/routes/schedules.ts';
import { addUncoveredRoutes } from '#api/routes/uncovered.ts';
import { guardHost, guardOrigin, safeHeaders } from '#api/safe-headers.ts';
import type { Traces } from '#api/traces.ts';
import { addWorkbench } from '#api/workbench.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type ServerOptions = Pick<BareOptions, 'logLevel' | 'logTo' | 'isProxy'> & {
  readonly shelves: Shelves;
  /** The built workbench; without it only the API answers. */
  readonly webFolder?: string | undefined;
  /** Names of this machine that a browser may ask for; addresses in numbers are always answered. */
  readonly hosts: readonly string[];
  /** The day it is, for every request anew. */
  readonly today: () => IsoDate;
  /** This moment as ISO 8601 in UTC, for every change anew. */
  readonly now: () => string;
  /** What readiness rests on; only the database when left out. */
  readonly watched?: Watched | undefined;
  /** Counts requests; `isShown`: on this server itself, at /metrics. */
  readonly metrics?: { readonly of: Metrics; readonly isShown: boolean };
  /** Told of requests and actions. */
  readonly traces?: Traces | undefined;
};

/** The server, ready to listen. */
export async function makeServer(options: ServerOptions): Promise<FastifyInstance> {
  const { metrics, isProxy } = options;
  const counting = metrics === undefined ? {} : { onEnd: [metrics.of.onEnd], onUnreadable: metrics.of.onUnreadable };
  const app = bareServer({ ...options, ...counting });
  options.traces?.watch(app);
  app.setValidatorCompiler(validatorCompiler);
  // Schemas document the answers; writing them through Zod would cost more than making them.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.addHook('onRequest', guardHost(options.hosts));
  if (isProxy !== undefined) app.addHook('onRequest', guardProxy(isProxy));
  app.addHook('onRequest', guardOrigin);
  // A form of another page could send text without asking first; what changes something is JSON or a file.
  app.removeContentTypeParser('text/plain');
  app.addHook('onSend', safeHeaders);
  await app.register(etag, { weak: true });
  await app.register(compress, { encodings: ['gzip', 'identity'], threshold: 1024 });
  await app.register(swagger, openapiOptions);
  app.setErrorHandler((error, request, reply) => {
    const document = problemOfError(error);
    // With words of its own, or the log would add the message, which may quote what was sent.
    if (document.status >= 500) request.log.error({ err: error }, 'fault');
    return reply.code(document.status).type('application/problem+json').send(document);
  });
  const plain = app as unknown as FastifyInstance;
  addHealthRoutes(plain, options.watched ?? watchedStore(options.shelves.registers.store));
  if (metrics?.isShown === true) addMetricsRoute(plain, metrics.of);
  await app.register(async (api) => {
    const typed = api.withTypeProvider<ZodTypeProvider>();
    const { registers } = options.shelves;
    addRegisterRoutes(typed, registers, options.today);
    const readers = [addOrganisationRoutes, addEventRoutes, addMeasureRoutes, addMapRoutes, addBlockRoutes];
    for (const add of [...readers, addUncoveredRoutes]) add(typed, registers);
    await addArrangementRoutes(typed, options);
    await addDataSetRoutes(typed, options);
    addRebaseRoutes(typed, options.shelves);
    for (const add of [addScenarioRoutes, addHandoverRoutes, addScheduleRoutes, addRulebookRoutes, addReleaseRoutes])
      add(typed, options);
    addJournalRoutes(typed, registers);
    api.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  });
  if (options.webFolder === undefined) {
    app.setNotFoundHandler((request, reply) => {
      const document = problemOfUnknownAddress(request.method, pathOf(request.url));
      return reply.code(404).type('application/problem+json').send(document);
    });
  } else await addWorkbench(app, options.webFolder);
  return plain;
}
