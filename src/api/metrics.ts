/**
 * What is measured of a running server, for Prometheus: its requests by route and class of status, the process, the
 * connections to the database, the journal and the imports. Names of the process are those that its dashboards know.
 */

import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Histogram, Numbers, singleNumber } from '#api/metrics-registry.ts';
import type { RequestListener } from '#api/request-end.ts';
import { makeFiguresQuestion } from '#store/health.ts';
import type { Store } from '#store/open.ts';

/** The type of the answer, with the version of its format. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** From what is kept in memory up to the import of a large file. @units seconds */
const durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 1, 2.5, 5, 10, 30, 120];

/** How often the event loop is looked at. @units milliseconds */
const lagEveryMs = 10;

export type Metrics = {
  /** Counts a request at its end. */
  readonly onEnd: RequestListener;
  /** Counts a request that could not be read. */
  readonly onUnreadable: (reason: string) => void;
  /** Everything, in the format that Prometheus reads. Asks the database two small questions. */
  text(): Promise<string>;
  /** Stops watching the process. */
  close(): void;
};

/** Measures from now on. `freeBytes` reads how much of the disk of the data folder is free, where there is one. */
export function makeMetrics(store: Store, freeBytes?: () => Promise<number>): Metrics {
  const duration = new Histogram(durations);
  const sent = new Numbers();
  const unreadable = new Numbers();
  const lag = monitorEventLoopDelay({ resolution: lagEveryMs });
  lag.enable();
  const figures = makeFiguresQuestion(store);
  const onEnd: RequestListener = (_request, { method, route, status, duration: ms, bytes }) => {
    const outcome = status === null ? 'cut' : `${Math.floor(status / 100)}xx`;
    duration.observe(`${method} ${route} ${outcome}`, () => ({ method, route, status: outcome }), ms / 1000);
    sent.add({}, bytes);
  };
  const requests = (): string =>
    [
      duration.text(
        'coterminous_http_request_duration_seconds',
        'Time from the first line of a request to the end of its answer, by route and class of status; cut: the connection was lost.',
      ),
      sent.text('coterminous_http_sent_bytes_total', 'Bytes sent in answers, with their headers.', 'counter'),
      unreadable.text(
        'coterminous_http_unreadable_total',
        'Requests that could not be read, or came too slowly, by the code of the fault.',
        'counter',
      ),
    ].join('');
  return {
    onEnd,
    onUnreadable: (reason) => unreadable.add({ reason: /^[A-Z_]{1,40}$/.test(reason) ? reason : 'other' }),
    text: async () => {
      const parts = [requests(), ofProcess(lag), ofPool(store), await ofStore(figures)];
      if (freeBytes !== undefined) parts.push(await ofDisk(freeBytes));
      return parts.join('');
    },
    close: () => lag.disable(),
  };
}

type Lag = ReturnType<typeof monitorEventLoopDelay>;

/** The process; the lag is that since the last time it was asked for. */
function ofProcess(lag: Lag): string {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  // The time between two looks is in what is measured.
  const seconds = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - lagEveryMs / 1e3) : 0;
  const gauges: readonly [name: string, help: string, value: number][] = [
    ['nodejs_eventloop_lag_mean_seconds', 'Mean delay of the event loop since the last reading.', seconds(lag.mean)],
    ['nodejs_eventloop_lag_p99_seconds', '99th percentile of the delay.', seconds(lag.percentile(99))],
    ['nodejs_eventloop_lag_max_seconds', 'Longest delay.', seconds(lag.max)],
    ['process_resident_memory_bytes', 'Memory of the process.', rss],
    ['nodejs_heap_size_used_bytes', 'Heap of JavaScript in use.', heapUsed],
    ['nodejs_heap_size_total_bytes', 'Heap of JavaScript.', heapTotal],
    ['nodejs_external_memory_bytes', 'Memory of buffers outside the heap.', external],
    ['process_open_fds', 'Open files and connections.', openFiles()],
    ['process_start_time_seconds', 'Start of the process, since 1970.', Math.round(performance.timeOrigin) / 1000],
  ];
  lag.reset();
  const texts = gauges.map(([name, help, value]) => singleNumber(name, help, 'gauge', value));
  const cpu = singleNumber('process_cpu_seconds_total', 'Processor time used.', 'counter', (user + system) / 1e6);
  return `${texts.join('')}${cpu}`;
}

/** 0 where the system does not tell. */
function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}

function ofPool({ pool }: Store): string {
  const connections = new Numbers();
  connections.add({ state: 'busy' }, pool.totalCount - pool.idleCount);
  connections.add({ state: 'idle' }, pool.idleCount);
  const most = singleNumber(
    'coterminous_database_connections_max',
    'How many there may be.',
    'gauge',
    pool.options.max,
  );
  const waiting = singleNumber(
    'coterminous_database_waiting',
    'Questions that wait for a connection.',
    'gauge',
    pool.waitingCount,
  );
  return `${connections.text('coterminous_database_connections', 'Connections to the database.', 'gauge')}${most}${waiting}`;
}

/** Without an answer of the database, only that there was none. */
async function ofStore(question: ReturnType<typeof makeFiguresQuestion>): Promise<string> {
  const figures = await question();
  const up = singleNumber('coterminous_database_up', '1: the database answers.', 'gauge', figures === null ? 0 : 1);
  if (figures === null) return up;
  const { journalHead, packImports, dataVersions } = figures;
  const imports = new Numbers();
  imports.add({ kind: 'pack' }, packImports);
  imports.add({ kind: 'data-set' }, dataVersions);
  const head = singleNumber('coterminous_journal_head', 'Number of the newest journal entry.', 'gauge', journalHead);
  return `${up}${head}${imports.text('coterminous_imports', 'Imports that the store holds, by kind.', 'gauge')}`;
}

/** Nothing when the disk cannot be asked. */
async function ofDisk(freeBytes: () => Promise<number>): Promise<string> {
  const free = await freeBytes().catch(() => null);
  if (free === null) return '';
  return singleNumber('coterminous_data_folder_free_bytes', 'Free on the disk of the data folder.', 'gauge', free);
}
