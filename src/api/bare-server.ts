/**
 * The HTTP server before it knows a route: limits, what is told of each request and what is answered when a request cannot even be read.
 * Routes name its type, so it imports none of them.
 */

import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { LogLevel } from '#api/log-levels.ts';
import { type ProblemDocument, problemOf, problemOfError } from '#api/problem-document.ts';
import { makeRequestWatch, type RequestListener } from '#api/request-end.ts';
import { type LogStream, logRequest, logSettings } from '#api/request-log.ts';
import { safeHeaderValues, setSafeHeaders } from '#api/safe-headers.ts';
import { leastRate, limitSlowClients, patienceMs, patienceOfNode } from '#api/slow-clients.ts';

export type Api = ReturnType<typeof bareServer>;

/** Longest code or id in an address. @units characters */
const longestParameter = 200;

export type BareOptions = {
  /** Without it there is no log. */
  readonly logLevel?: LogLevel | undefined;
  readonly logTo?: LogStream | undefined;
  /** Told of the end of every request, besides the log. */
  readonly onEnd?: readonly RequestListener[];
  /** Told why a request could not be read at all. */
  readonly onUnreadable?: (reason: string) => void;
  /** True of the address of a proxy, whose word is taken for how the reader came. */
  readonly isProxy?: ((address: string) => boolean) | undefined;
  /** Speaks TLS itself, with this certificate. */
  readonly tls?: TlsFiles | undefined;
};

/** A certificate with those between it and its issuer, and its key, both as PEM. */
export type TlsFiles = { readonly cert: string; readonly key: string };

/** The server without routes. */
export function bareServer(options: BareOptions = {}) {
  const listeners = [logRequest, ...(options.onEnd ?? [])];
  const watch = makeRequestWatch((request, end) => {
    for (const tell of listeners) tell(request, end);
  });
  const refuse = (error: Error & { readonly code?: string }, socket: Socket): void => {
    options.onUnreadable?.(error.code ?? 'unknown');
    refuseUnreadable(error, socket);
  };
  const app = fastify({
    ...logSettings(options.logLevel, options.logTo ?? process.stderr),
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: longestParameter },
    trustProxy: options.isProxy ?? false,
    // At the end connections at rest are closed, and the others when they have been answered.
    forceCloseConnections: 'idle',
    requestTimeout: patienceOfNode.requestTimeout,
    ...(options.tls === undefined
      ? { http: patienceOfNode }
      : { https: { ...patienceOfNode, ...tlsSettings(options.tls) } }),
    // No hook runs for an address that cannot be decoded, so its answer is made here with all its headers.
    frameworkErrors: (error, request, reply) => {
      const document = problemOfAddress(error);
      watch(request as FastifyRequest, reply as FastifyReply);
      setSafeHeaders(reply as FastifyReply);
      (reply as FastifyReply).code(document.status).type('application/problem+json').send(document);
    },
    clientErrorHandler: refuse,
  }).withTypeProvider<ZodTypeProvider>();
  app.addHook('onRequest', (request, reply, done) => {
    watch(request, reply);
    done();
  });
  limitSlowClients(app.server, (socket) => {
    refuse(Object.assign(new Error('too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  });
  return app;
}

/** What TLS is spoken: nothing older than 1.2, which browsers and programs of the last ten years speak. */
export function tlsSettings({ cert, key }: TlsFiles): SecureContextOptions {
  return { cert, key, minVersion: 'TLSv1.2' };
}

/** The path of an address, without what was asked. */
export function pathOf(url: string): string {
  return url.split('?')[0] ?? url;
}

function problemOfAddress(error: { readonly code: string }): ProblemDocument {
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH') {
    const detail = `A code or id in an address has at most ${longestParameter} characters.`;
    return { ...problemOf({ kind: 'bad-question', detail }), status: 414 };
  }
  if (error.code === 'FST_ERR_BAD_URL') {
    const detail = 'The address holds a % that is not followed by two hexadecimal digits. Write % itself as %25.';
    return problemOf({ kind: 'bad-question', detail });
  }
  return problemOfError(error);
}

const unreadable: Readonly<Record<string, readonly [status: number, reason: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'The address and headers may have 16 KB together.'],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'Request Timeout',
    `The request came too slowly. Its headers may take ${patienceOfNode.headersTimeout / 1000} seconds; a body that takes more than ${patienceMs / 1000} must come at ${leastRate / 1000} kB a second.`,
  ],
};

/** Answers what is not HTTP, or too long or slow to be read, on the bare connection. */
function refuseUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, detail] = unreadable[error.code ?? ''] ?? [400, 'Bad Request', 'This is not an HTTP request.'];
  const document = { ...problemOf({ kind: 'bad-question', detail }), status };
  const body = JSON.stringify(document);
  const headers = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...safeHeaderValues,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  // A client that does not close its side is not waited for.
  setTimeout(() => socket.destroy(), 1_000).unref();
}
