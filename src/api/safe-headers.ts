/** Headers that every answer carries, and the refusal of requests for a machine that this is not. */

import { isIP } from 'node:net';
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

/** The security headers, for answers that are written without a reply. */
export const safeHeaderValues = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
};

/** Sets the security headers; never overwrites one that a route chose. */
export function setSafeHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(safeHeaderValues)) if (!reply.hasHeader(name)) reply.header(name, value);
  const { protocol, headers } = reply.request;
  // This machine by its own name serves other programs too, which may not speak TLS; browsers take no number.
  if (protocol === 'https' && isPublicName(hostName(headers.host ?? '')))
    reply.header('strict-transport-security', `max-age=${twoYears}`);
}

/** @units seconds */
const twoYears = 63_072_000;

function isPublicName(name: string): boolean {
  return name !== '' && name !== 'localhost' && isIP(name) === 0;
}

/** The same as a hook. */
export async function safeHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  setSafeHeaders(reply);
}

/**
 * Refuses a request whose Host is not a name of this machine: a page elsewhere on the web could otherwise point
 * a name of its own at this address and read the register through the reader's browser (DNS rebinding). An address
 * in numbers cannot be pointed elsewhere and is let through.
 */
export function guardHost(
  hosts: readonly string[],
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  const allowed = new Set(hosts.map((host) => host.toLowerCase()));
  return async (request, reply) => {
    const host = hostName(request.headers.host ?? '');
    if (allowed.has(host) || isIP(host) !== 0) return undefined;
    return reply.code(421).type('application/problem+json').send({
      type: 'urn:coterminous:problem:wrong-host',
      title: 'This is another machine',
      status: 421,
      detail:
        'The request names a host that this server does not answer for. Start it with --allow-host and that name if it should.',
    });
  };
}

/** Methods that change nothing. */
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that a page of another origin asks for: a browser sends what the reader may do along with it. Programs
 * that are no browsers send neither of the two headers and are let through.
 */
export async function guardOrigin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (reading.has(request.method)) return undefined;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none';
  if (isOwnSite && (origin === undefined || hostOfOrigin(origin) === host)) return undefined;
  return reply.code(403).type('application/problem+json').send({
    type: 'urn:coterminous:problem:foreign-origin',
    title: 'Another site may not change anything here',
    status: 403,
    detail:
      'The change was asked for by a page of another site and was not made. Open the workbench itself to make it.',
  });
}

/** Host and port; null for an origin that is none, such as `null`. */
function hostOfOrigin(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** The name without its port, in small letters; of an IPv6 address without its brackets. */
function hostName(host: string): string {
  const bare = host.startsWith('[') ? host.slice(1, host.indexOf(']')) : (host.split(':')[0] ?? '');
  return bare.toLowerCase();
}
