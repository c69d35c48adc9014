/**
 * What is measured of a running server, for Prometheus: its requests by route and class of status, the process, the
 * connections to the database, the journal and the imports. Names of the process are those that its dashboards know.
 */

import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestListener } from '#api/request-end.ts';
import { makeFiguresQuestion } from '#store/health.ts';
import type { Store } from '#store/open.ts';

/** The type of the answer, with the version of its format. */
export const metricsType = Registry.PROMETHEUS_CONTENT_TYPE;

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
  const counted = new Registry();
  const registers = [counted];
  const duration = new Histogram({
    name: 'coterminous_http_request_duration_seconds',
    help: 'Time from the first line of a request to the end of its answer, by route and class of status; cut: the connection was lost.',
    labelNames: ['method', 'route', 'status'],
    buckets: durations,
    registers,
  });
  const sent = new Counter({
    name: 'coterminous_http_sent_bytes_total',
    help: 'Bytes sent in answers, with their headers.',
    registers,
  });
  const unreadable = new Counter({
    name: 'coterminous_http_unreadable_total',
    help: 'Requests that could not be read, or came too slowly, by the code of the fault.',
    labelNames: ['reason'],
    registers,
  });
  const lag = monitorEventLoopDelay({ resolution: lagEveryMs });
  lag.enable();
  const figures = makeFiguresQuestion(store);
  return {
    onEnd: (_request, { method, route, status, duration: ms, bytes }) => {
      const outcome = status === null ? 'cut' : `${Math.floor(status / 100)}xx`;
      duration.observe({ method, route, status: outcome }, ms / 1000);
      sent.inc(bytes);
    },
    onUnreadable: (reason) => unreadable.inc({ reason: /^[A-Z_]{1,40}$/.test(reason) ? reason : 'other' }),
    text: async () => {
      const reading = new Reading();
      readProcess(reading, lag);
      readPool(reading, store);
      await readStore(reading, figures);
      if (freeBytes !== undefined) await readDisk(reading, freeBytes);
      return `${await counted.metrics()}${await reading.registry.metrics()}`;
    },
    close: () => lag.disable(),
  };
}

/** What is read just now: what cannot be read is left out, and not told as nothing. */
class Reading {
  readonly registry = new Registry();

  gauge(name: string, help: string, value: number): void {
    new Gauge({ name, help, registers: [this.registry] }).set(value);
  }

  /** A number for each value of the label. */
  gauges(name: string, help: string, label: string, values: Readonly<Record<string, number>>): void {
    const gauge = new Gauge({ name, help, labelNames: [label], registers: [this.registry] });
    for (const [word, value] of Object.entries(values)) gauge.set({ [label]: word }, value);
  }

  counter(name: string, help: string, value: number): void {
    new Counter({ name, help, registers: [this.registry] }).inc(value);
  }
}

type Lag = ReturnType<typeof monitorEventLoopDelay>;

/** The process; the lag is that since the last time it was asked for. */
function readProcess(reading: Reading, lag: Lag): void {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  // The time between two looks is in what is measured.
  const seconds = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - lagEveryMs / 1e3) : 0;
  const since = 'Mean delay of the event loop since the last reading.';
  reading.gauge('nodejs_eventloop_lag_mean_seconds', since, seconds(lag.mean));
  reading.gauge('nodejs_eventloop_lag_p99_seconds', '99th percentile of the delay.', seconds(lag.percentile(99)));
  reading.gauge('nodejs_eventloop_lag_max_seconds', 'Longest delay.', seconds(lag.max));
  reading.gauge('process_resident_memory_bytes', 'Memory of the process.', rss);
  reading.gauge('nodejs_heap_size_used_bytes', 'Heap of JavaScript in use.', heapUsed);
  reading.gauge('nodejs_heap_size_total_bytes', 'Heap of JavaScript.', heapTotal);
  reading.gauge('nodejs_external_memory_bytes', 'Memory of buffers outside the heap.', external);
  reading.gauge('process_open_fds', 'Open files and connections.', openFiles());
  const start = Math.round(performance.timeOrigin) / 1000;
  reading.gauge('process_start_time_seconds', 'Start of the process, since 1970.', start);
  reading.counter('process_cpu_seconds_total', 'Processor time used.', (user + system) / 1e6);
  lag.reset();
}

/** 0 where the system does not tell. */
function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}

function readPool(reading: Reading, { pool }: Store): void {
  const { totalCount, idleCount, waitingCount, options } = pool;
  const connections = { busy: totalCount - idleCount, idle: idleCount };
  reading.gauges('coterminous_database_connections', 'Connections to the database.', 'state', connections);
  reading.gauge('coterminous_database_connections_max', 'How many there may be.', options.max);
  reading.gauge('coterminous_database_waiting', 'Questions that wait for a connection.', waitingCount);
}

/** Without an answer of the database, only that there was none. */
async function readStore(reading: Reading, question: ReturnType<typeof makeFiguresQuestion>): Promise<void> {
  const figures = await question();
  reading.gauge('coterminous_database_up', '1: the database answers.', figures === null ? 0 : 1);
  if (figures === null) return;
  const { journalHead, packImports, dataVersions } = figures;
  reading.gauge('coterminous_journal_head', 'Number of the newest journal entry.', journalHead);
  const imports = { pack: packImports, 'data-set': dataVersions };
  reading.gauges('coterminous_imports', 'Imports that the store holds, by kind.', 'kind', imports);
}

/** Nothing when the disk cannot be asked. */
async function readDisk(reading: Reading, freeBytes: () => Promise<number>): Promise<void> {
  const free = await freeBytes().catch(() => null);
  if (free === null) return;
  reading.gauge('coterminous_data_folder_free_bytes', 'Free on the disk of the data folder.', free);
}
