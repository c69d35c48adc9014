/** Headers that every answer carries, and the refusal of requests for a machine that this is not. */

import type { FastifyReply, FastifyRequest } from 'fastify';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Sets the security headers; never overwrites one that a route chose. */
export async function safeHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('content-security-policy', policy);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'no-referrer');
  reply.header('cross-origin-opener-policy', 'same-origin');
  reply.header('cross-origin-resource-policy', 'same-origin');
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache');
}

/**
 * Refuses a request whose Host is not a name of this machine: a page elsewhere on the web could otherwise point
 * a name of its own at this address and read the register through the reader's browser (DNS rebinding).
 */
export function guardHost(
  hosts: readonly string[],
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  const allowed = new Set(hosts.map((host) => host.toLowerCase()));
  return async (request, reply) => {
    if (allowed.has(hostName(request.headers.host ?? ''))) return undefined;
    return reply.code(421).type('application/problem+json').send({
      type: 'urn:coterminous:problem:wrong-host',
      title: 'This is another machine',
      status: 421,
      detail: 'The request names a host that this server does not answer for. Start it with --host to add one.',
    });
  };
}

function hostName(host: string): string {
  const bare = host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : (host.split(':')[0] ?? '');
  return bare.toLowerCase();
}
