/**
 * Whether the server lives and whether it can do its work, for who starts and stops it and for who sends it readers. The
 * answers hold no secret and are open to whoever reaches the port; they are kept by nobody.
 */

import { statfs } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { type Metrics, metricsType } from '#api/metrics.ts';
import type { Problem } from '#std/problem.ts';
import { makeHealthCheck, type StoreHealth } from '#store/health.ts';
import type { Store } from '#store/open.ts';

export type Watched = {
  readonly checkStore: () => Promise<StoreHealth>;
  /** Reads how much of the disk of the data folder is free; left out where there is no data folder. */
  readonly freeBytes?: (() => Promise<number>) | undefined;
  /** True from the moment that the server was asked to stop. */
  readonly isStopping: () => boolean;
};

/** Less than this free, and the database may not be able to write. @units bytes */
export const leastFree = 100_000_000;

/** What readiness rests on: the store, the disk of the data folder where there is one, and that nobody asked for a stop. */
export function watchedStore(store: Store, dataFolder?: string, isStopping = (): boolean => false): Watched {
  const freeBytes = dataFolder === undefined ? undefined : () => freeBytesOf(dataFolder);
  return { checkStore: makeHealthCheck(store), freeBytes, isStopping };
}

/** Free to this account on the disk of the folder. @units bytes */
async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Adds `/healthz` and `/readyz`, which do not appear among the routes of the API. */
export function addHealthRoutes(app: Pick<FastifyInstance, 'get'>, watched: Watched): void {
  app.get('/healthz', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'alive' }),
  );
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const problems = await whyNotReady(watched);
    reply.header('cache-control', 'no-store');
    if (problems.length === 0) return reply.send({ status: 'ready' });
    return reply
      .code(503)
      .type('application/problem+json')
      .send({
        type: 'urn:coterminous:problem:not-ready',
        title: 'The server is not ready',
        status: 503,
        detail: problems.map(({ message }) => message).join(' '),
        problems,
      });
  });
}

/** Adds `/metrics`. */
export function addMetricsRoute(app: Pick<FastifyInstance, 'get'>, metrics: Metrics): void {
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    const text = await metrics.text();
    return reply.header('cache-control', 'no-store').type(metricsType).send(text);
  });
}

/** Each check that failed, by name; none: the server is ready. */
async function whyNotReady({ checkStore, freeBytes, isStopping }: Watched): Promise<Problem[]> {
  const [store, disk] = await Promise.all([checkStore().then(problemOfStore), freeBytes && problemOfDisk(freeBytes)]);
  const stopping = isStopping() ? failed('stopping', 'The server is stopping and takes no new work.') : null;
  return [stopping, store, disk ?? null].filter((problem) => problem !== null);
}

function problemOfStore(health: StoreHealth): Problem | null {
  switch (health.kind) {
    case 'well':
      return null;
    case 'no-answer':
      return failed(
        'database',
        'The database does not answer. Look at its log, and whether all connections are in use.',
      );
    case 'behind':
      return failed(
        'migrations',
        `The database lacks migrations (${health.missing.join(', ')}). Start the server anew.`,
      );
    case 'ahead': {
      const had = health.unknown.join(', ');
      return failed(
        'migrations',
        `The database was brought up to a newer version of this program (${had}). Start that.`,
      );
    }
    default:
      return health satisfies never;
  }
}

async function problemOfDisk(freeBytes: () => Promise<number>): Promise<Problem | null> {
  const free = await freeBytes().catch(() => null);
  if (free === null) return failed('disk', 'The data folder cannot be read.');
  if (free >= leastFree) return null;
  const left = Math.floor(free / 1e6);
  return failed(
    'disk',
    `The disk of the data folder has ${left} MB free; it needs ${leastFree / 1e6} MB. Free some space.`,
  );
}

function failed(code: string, message: string): Problem {
  return { code, severity: 'error', where: {}, message };
}
