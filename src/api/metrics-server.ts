/** The metrics on a port of their own, for who gathers them, so that the port of the readers need not show them. */

import type { FastifyInstance } from 'fastify';
import { type BareOptions, bareServer } from '#api/bare-server.ts';
import { addHealthRoutes, addMetricsRoute, type Watched } from '#api/health.ts';
import type { Metrics } from '#api/metrics.ts';
import { guardHost, safeHeaders } from '#api/safe-headers.ts';

export type MetricsServerOptions = Pick<BareOptions, 'logLevel' | 'logTo'> & {
  readonly metrics: Metrics;
  readonly watched: Watched;
  readonly hosts: readonly string[];
};

/** The server of `/metrics`, `/healthz` and `/readyz`, ready to listen. */
export function makeMetricsServer({ metrics, watched, hosts, ...log }: MetricsServerOptions): FastifyInstance {
  const app = bareServer(log);
  app.addHook('onRequest', guardHost(hosts));
  app.addHook('onSend', safeHeaders);
  const plain = app as unknown as FastifyInstance;
  addHealthRoutes(plain, watched);
  addMetricsRoute(plain, metrics);
  return plain;
}
