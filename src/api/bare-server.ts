/**
 * The HTTP server before it knows a route: limits, log and what is answered when a request cannot even be read.
 * Routes name its type, so it imports none of them.
 */

import type { Socket } from 'node:net';
import fastify, { type FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { type ProblemDocument, problemOf, problemOfError } from '#api/problem-document.ts';
import { safeHeaderValues, setSafeHeaders } from '#api/safe-headers.ts';

export type Api = ReturnType<typeof bareServer>;

/** Longest code or id in an address. @units characters */
const longestParameter = 200;

/** The server without routes; `log`: one line for each request, on standard error, without query values. */
export function bareServer(log: boolean) {
  return fastify({
    logger: log
      ? {
          level: 'info',
          stream: process.stderr,
          serializers: { req: (request) => ({ method: request.method, path: pathOf(request.url) }) },
        }
      : false,
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: longestParameter },
    forceCloseConnections: true,
    // A slow client may not hold a connection for ever.
    requestTimeout: 30_000,
    // No hook runs for an address that cannot be decoded, so its answer is made here with all its headers.
    frameworkErrors: (error, _request, reply) => {
      const document = problemOfAddress(error);
      setSafeHeaders(reply as FastifyReply);
      (reply as FastifyReply).code(document.status).type('application/problem+json').send(document);
    },
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket),
  }).withTypeProvider<ZodTypeProvider>();
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
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request did not arrive within 30 seconds.'],
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
}
