/**
 * The HTTP server: the API under /api and the workbench beside it. Thin: addresses, headers and statuses; what
 * is asked is answered by the actions.
 */

import compress from '@fastify/compress';
import etag from '@fastify/etag';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { RegisterShelf } from '#actions/load-register.ts';
import { bareServer, pathOf } from '#api/bare-server.ts';
import { openapiOptions } from '#api/openapi.ts';
import { problemOfError, problemOfUnknownAddress } from '#api/problem-document.ts';
import { addEventRoutes } from '#api/routes/events.ts';
import { addMapRoutes } from '#api/routes/map.ts';
import { addMeasureRoutes } from '#api/routes/measure.ts';
import { addOrganisationRoutes } from '#api/routes/organisations.ts';
import { addRegisterRoutes } from '#api/routes/registers.ts';
import { addUncoveredRoutes } from '#api/routes/uncovered.ts';
import { guardHost, safeHeaders } from '#api/safe-headers.ts';
import { addWorkbench } from '#api/workbench.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type ServerOptions = {
  readonly shelf: RegisterShelf;
  /** The built workbench; without it only the API answers. */
  readonly webFolder?: string | undefined;
  /** Names of this machine that a browser may ask for; addresses in numbers are always answered. */
  readonly hosts: readonly string[];
  /** The day it is, for every request anew. */
  readonly today: () => IsoDate;
  /** True: one log line for each request, on standard error, without query values. */
  readonly log?: boolean;
};

/** The server, ready to listen. */
export async function makeServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = bareServer(options.log === true);
  app.setValidatorCompiler(validatorCompiler);
  // Schemas document the answers; writing them through Zod would cost more than making them.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.addHook('onRequest', guardHost(options.hosts));
  app.addHook('onSend', safeHeaders);
  await app.register(etag, { weak: true });
  await app.register(compress, { encodings: ['gzip', 'identity'], threshold: 1024 });
  await app.register(swagger, openapiOptions);
  app.setErrorHandler((error, request, reply) => {
    const document = problemOfError(error);
    if (document.status >= 500) request.log.error(error);
    return reply.code(document.status).type('application/problem+json').send(document);
  });
  await app.register(async (api) => {
    const typed = api.withTypeProvider<ZodTypeProvider>();
    addRegisterRoutes(typed, options.shelf, options.today);
    for (const add of [addOrganisationRoutes, addEventRoutes, addMeasureRoutes, addMapRoutes, addUncoveredRoutes])
      add(typed, options.shelf);
    api.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  });
  if (options.webFolder === undefined) {
    app.setNotFoundHandler((request, reply) => {
      const document = problemOfUnknownAddress(request.method, pathOf(request.url));
      return reply.code(404).type('application/problem+json').send(document);
    });
  } else await addWorkbench(app, options.webFolder);
  return app as unknown as FastifyInstance;
}
