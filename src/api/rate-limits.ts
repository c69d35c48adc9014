/**
 * How much one asker may ask in a minute: whoever is signed in by their session or token, whoever is not by their address, and
 * what proves who somebody is by their address alone, and strictly. Counted by each server for itself.
 */

import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOfTooMany } from '#api/problem-document.ts';
import type { RateLimits } from '#api/usual-rate-limits.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Proves who somebody is: counted strictly. */
    isProof?: true;
  }
}

/** Counts the request; true when it was one too many and has been answered. */
export type RateGuard = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;

const windowMs = 60_000;
/** Askers that are remembered; of more, those who asked longest ago are forgotten. */
const askersKept = 20_000;

/** A guard that counts by these limits. The owner of the installation on the same machine is not limited. */
export async function makeRateGuard(app: FastifyInstance, limits: RateLimits): Promise<RateGuard> {
  await app.register(rateLimit, { global: false });
  const usual = { timeWindow: windowMs, cache: askersKept };
  const ofAsker = app.createRateLimit({ ...usual, max: limits.requests, keyGenerator: keyOf });
  const ofProof = app.createRateLimit({ ...usual, max: limits.signIns, keyGenerator: addressOf });
  return async (request, reply) => {
    if (request.asker?.kind === 'owner' && isLoopback(request)) return false;
    const count = request.routeOptions.config.isProof === true ? ofProof : ofAsker;
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return false;
    const document = problemOfTooMany(counted.ttlInSeconds);
    await reply
      .code(document.status)
      .header('retry-after', String(counted.ttlInSeconds))
      .type('application/problem+json')
      .send(document);
    return true;
  };
}

function keyOf(request: FastifyRequest): string {
  const session = request.asker?.session ?? null;
  return session === null ? `address ${addressOf(request)}` : `session ${session}`;
}

/** A home or office has one address of the fourth version, or one network of 64 bits of the sixth. */
function addressOf({ ip }: FastifyRequest): string {
  return normalizeIP(ip);
}

function isLoopback({ ip }: FastifyRequest): boolean {
  const address = normalizeIP(ip, 128);
  return address === '::1' || address.startsWith('127.');
}
