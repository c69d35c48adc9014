/**
 * The HTTP server: the API under /api and the workbench beside it. Thin: addresses, headers and statuses; what
 * is asked is answered by the actions.
 */

import compress from '@fastify/compress';
import etag from '@fastify/etag';
import swagger from '@fastify/swagger';
import fastify, { type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { RegisterShelf } from '#actions/load-register.ts';
import { problemOfError, problemOfUnknownAddress } from '#api/problem-document.ts';
import { addEventRoutes } from '#api/routes/events.ts';
import { addMapRoutes } from '#api/routes/map.ts';
import { addMeasureRoutes } from '#api/routes/measure.ts';
import { addOrganisationRoutes } from '#api/routes/organisations.ts';
import { addRegisterRoutes } from '#api/routes/registers.ts';
import { guardHost, safeHeaders } from '#api/safe-headers.ts';
import { addWorkbench } from '#api/workbench.ts';

export type Api = ReturnType<typeof typed>;

export type ServerOptions = {
  readonly shelf: RegisterShelf;
  /** The built workbench; without it only the API answers. */
  readonly webFolder?: string | undefined;
  /** Names of this machine that a browser may ask for. */
  readonly hosts: readonly string[];
  /** True: one log line for each request, on standard error, without query values. */
  readonly log?: boolean;
};

/** The server, ready to listen. */
export async function makeServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = typed(options.log === true);
  app.setValidatorCompiler(validatorCompiler);
  // Schemas document the answers; writing them through Zod would cost more than making them.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.addHook('onRequest', guardHost(options.hosts));
  app.addHook('onSend', safeHeaders);
  await app.register(etag);
  await app.register(compress, { encodings: ['gzip', 'identity'], threshold: 1024 });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Coterminous',
        description:
          'Health bodies and councils through every reorganisation: who existed when, what they served, what became of them, and how they fit.',
        version: '1',
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  app.setErrorHandler((error, request, reply) => {
    const document = problemOfError(error);
    if (document.status >= 500) request.log.error(error);
    return reply.code(document.status).type('application/problem+json').send(document);
  });
  await app.register(async (api) => {
    for (const add of [addRegisterRoutes, addOrganisationRoutes, addEventRoutes, addMeasureRoutes, addMapRoutes]) {
      add(api.withTypeProvider<ZodTypeProvider>(), options.shelf);
    }
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

/** The path of an address, without what was asked. */
export function pathOf(url: string): string {
  return url.split('?')[0] ?? url;
}

function typed(log: boolean) {
  return fastify({
    logger: log
      ? {
          level: 'info',
          stream: process.stderr,
          serializers: { req: (request) => ({ method: request.method, path: pathOf(request.url) }) },
        }
      : false,
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    // A slow client may not hold a connection for ever.
    requestTimeout: 30_000,
  }).withTypeProvider<ZodTypeProvider>();
}
