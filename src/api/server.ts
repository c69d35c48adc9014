/**
 * The HTTP server: the API under /api and the workbench beside it. Thin: addresses, headers and statuses; what
 * is asked is answered by the actions.
 */

import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import etag from '@fastify/etag';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { onWallDifference } from '#actions/seen.ts';
import { type BareOptions, bareServer, pathOf } from '#api/bare-server.ts';
import { addDoor, type Door } from '#api/door.ts';
import { guardProxy } from '#api/guard-proxy.ts';
import { addHealthRoutes, addMetricsRoute, type Watched, watchedStore } from '#api/health.ts';
import type { Metrics } from '#api/metrics.ts';
import { openapiOptions } from '#api/openapi.ts';
import { problemOfError, problemOfUnknownAddress } from '#api/problem-document.ts';
import { makeRateGuard } from '#api/rate-limits.ts';
import { addAccessRoutes } from '#api/routes/access.ts';
import { addAccountRoutes } from '#api/routes/account.ts';
import { addArrangementRoutes } from '#api/routes/arrangements.ts';
import { addBlockRoutes } from '#api/routes/blocks.ts';
import { addDataSetRoutes } from '#api/routes/data-sets.ts';
import { addEventRoutes } from '#api/routes/events.ts';
import { addHandoverRoutes } from '#api/routes/handover.ts';
import { addJobRoutes } from '#api/routes/jobs.ts';
import { addJournalRoutes } from '#api/routes/journal.ts';
import { addLinkRoutes } from '#api/routes/links.ts';
import { addMapRoutes } from '#api/routes/map.ts';
import { addMeasureRoutes } from '#api/routes/measure.ts';
import { addOrganisationRoutes } from '#api/routes/organisations.ts';
import { addPeopleRoutes } from '#api/routes/people.ts';
import { addProposalRoutes } from '#api/routes/proposals.ts';
import { addRebaseRoutes } from '#api/routes/rebase.ts';
import { addRegisterRoutes } from '#api/routes/registers.ts';
import { addReleaseRoutes } from '#api/routes/releases.ts';
import { addRulebookRoutes } from '#api/routes/rulebooks.ts';
import { addScenarioRoutes } from '#api/routes/scenarios.ts';
import { addScheduleRoutes } from '#api/routes/schedules.ts';
import { addSessionRoutes } from '#api/routes/session.ts';
import { addSignInElsewhereRoutes } from '#api/routes/sign-in-elsewhere.ts';
import { addUncoveredRoutes } from '#api/routes/uncovered.ts';
import { guardHost, guardOrigin, safeHeaders } from '#api/safe-headers.ts';
import type { Traces } from '#api/traces.ts';
import { type RateLimits, usualRateLimits } from '#api/usual-rate-limits.ts';
import { addWorkbench } from '#api/workbench.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type ServerOptions = Pick<BareOptions, 'logLevel' | 'logTo' | 'isProxy' | 'tls'> & {
  readonly shelves: Shelves;
  /** The built workbench; without it only the API answers. */
  readonly webFolder?: string | undefined;
  /** Names of this machine that a browser may ask for; addresses in numbers are always answered. */
  readonly hosts: readonly string[];
  /** The day it is, for every request anew. */
  readonly today: () => IsoDate;
  /** This moment as ISO 8601 in UTC, for every change anew. */
  readonly now: () => string;
  /** Who is let in. Left out: everybody is the owner, as in a program of one's own. */
  readonly door?: Door | undefined;
  /** How much one asker may ask; as usual when left out, and without a door nothing is counted. */
  readonly rateLimits?: RateLimits | undefined;
  /** What readiness rests on; only the database when left out. */
  readonly watched?: Watched | undefined;
  /** Counts requests; `isShown`: on this server itself, at /metrics. */
  readonly metrics?: { readonly of: Metrics; readonly isShown: boolean };
  /** Told of long work that waits. Left out: another process looks for it. */
  readonly wakeJob?: ((id: string, kind: string) => void) | undefined;
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
  await app.register(cookie);
  const limits = options.rateLimits ?? usualRateLimits;
  const forget = onWallDifference(({ kind, shownBy }) => {
    // Which record it is, and who asked, is not for the log.
    app.log.error({ kind, shownBy }, 'only one of the two walls shows a record');
  });
  app.addHook('onClose', async () => forget());
  addDoor(plain, options, options.door === undefined ? null : await makeRateGuard(plain, limits));
  addHealthRoutes(plain, options.watched ?? watchedStore(options.shelves.registers.store));
  if (metrics?.isShown === true) addMetricsRoute(plain, metrics.of);
  await app.register(async (api) => {
    const typed = api.withTypeProvider<ZodTypeProvider>();
    addRegisterRoutes(typed, options.today);
    const readers = [addOrganisationRoutes, addEventRoutes, addMeasureRoutes, addMapRoutes, addBlockRoutes];
    for (const add of [...readers, addUncoveredRoutes, addRebaseRoutes, addJournalRoutes]) add(typed);
    await addArrangementRoutes(typed, options);
    await addDataSetRoutes(typed, options);
    await addJobRoutes(typed, options);
    for (const add of [
      addSessionRoutes,
      addLinkRoutes,
      addSignInElsewhereRoutes,
      addAccountRoutes,
      addPeopleRoutes,
      addAccessRoutes,
    ])
      add(typed, options);
    for (const add of [
      addScenarioRoutes,
      addHandoverRoutes,
      addScheduleRoutes,
      addRulebookRoutes,
      addReleaseRoutes,
      addProposalRoutes,
    ])
      add(typed, options);
    api.get('/api/openapi.json', { config: { open: true }, schema: { hide: true } }, () => app.swagger());
  });
  if (options.webFolder === undefined) {
    app.setNotFoundHandler((request, reply) => {
      const document = problemOfUnknownAddress(request.method, pathOf(request.url));
      return reply.code(404).type('application/problem+json').send(document);
    });
  } else await addWorkbench(app, options.webFolder);
  return plain;
}
