/** What the log and the metrics cost a request. */

import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BareOptions, bareServer } from '#api/bare-server.ts';
import { makeMetrics } from '#api/metrics.ts';
import type { Line, Prepared, Workload } from '#bench/workload.ts';
import { makeTestDatabase } from '#tests/support/database.ts';

const requests = 2_000;
const counted = 100_000;
const bare = 'no log, no metrics';

export const workloads: readonly Workload[] = [{ name: `${requests} small requests, one after the other`, prepare }];

async function prepare(): Promise<Prepared> {
  const database = await makeTestDatabase();
  const metrics = makeMetrics(database.store);
  const logTo = { write: () => {} };
  const watched: BareOptions = { logLevel: 'info', logTo, onEnd: [metrics.onEnd] };
  const servers = await Promise.all([{}, watched].map(smallServer));
  const [plain, full] = servers;
  const all = (at: typeof plain, name: string, more: Partial<Line> = {}): Line => ({
    name,
    run: () => at?.askAll(),
    per: { count: requests, unit: 'request' },
    ...more,
  });
  const route = { method: 'GET', route: '/api/organisations/:code', status: 200, duration: 3, bytes: 2_000 } as const;
  return {
    lines: [
      all(plain, bare),
      all(full, 'log and metrics', { bounds: [{ kind: 'times-as-long', as: bare }] }),
      {
        name: `counting alone, ${counted} requests`,
        run: () => {
          for (let at = 0; at < counted; at++) metrics.onEnd({} as never, route);
        },
        per: { count: counted, unit: 'request' },
        // 50 microseconds each.
        bounds: [{ kind: 'milliseconds', atMost: counted * 0.05 }],
      },
    ],
    close: async () => {
      metrics.close();
      for (const { close } of servers) await close();
      await database.close();
    },
  };
}

async function smallServer(options: BareOptions) {
  const app = bareServer(options);
  app.get('/api/small/:code', () => ({ status: 'ok' }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (): Promise<void> =>
    new Promise((done, fail) => {
      const asked = request({ host: '127.0.0.1', port, path: '/api/small/QNQ?on=2026-04-01', agent }, (answer) => {
        answer.on('end', done).resume();
      });
      asked.on('error', fail).end();
    });
  return {
    askAll: async (): Promise<void> => {
      for (let at = 0; at < requests; at++) await ask();
    },
    close: async (): Promise<void> => {
      agent.destroy();
      await app.close();
    },
  };
}
