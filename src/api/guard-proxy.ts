/** Lets readers in through a stated proxy alone, which speaks TLS to them. */

import { BlockList, isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

export type IsProxy = (address: string) => boolean;

/** Which addresses a text names: one (`10.0.0.2`), or a network (`10.0.0.0/24`); null when it is neither. */
export function parseProxy(text: string): IsProxy | null {
  const [address = '', bits, more] = text.split('/');
  const version = isIP(address);
  const longest = version === 6 ? 128 : 32;
  const length = bits === undefined ? longest : Number(bits);
  if (version === 0 || more !== undefined || !/^\d{1,3}$/.test(bits ?? '32') || length < 1 || length > longest)
    return null;
  const list = new BlockList();
  list.addSubnet(address, length, version === 6 ? 'ipv6' : 'ipv4');
  return (peer) => {
    const plain = peer.startsWith('::ffff:') && isIP(peer.slice(7)) === 4 ? peer.slice(7) : peer;
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
  };
}

/** What may be asked without the proxy: it says nothing of what is stored. */
const open = new Set(['/healthz', '/readyz']);

/** Refuses what did not come through the proxy, and what came to the proxy without TLS. */
export function guardProxy(
  isProxy: IsProxy,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    if (open.has(request.routeOptions.url ?? '')) return undefined;
    const isThrough = isProxy(request.raw.socket.remoteAddress ?? '');
    if (isThrough && request.protocol === 'https') return undefined;
    return reply
      .code(403)
      .type('application/problem+json')
      .send({
        type: 'urn:coterminous:problem:not-through-proxy',
        title: 'Not asked through the proxy',
        status: 403,
        detail: isThrough
          ? 'The proxy was asked without TLS, or does not say so in X-Forwarded-Proto. Ask by https.'
          : 'This server is asked through its proxy alone. Use the address of the proxy.',
      });
  };
}
